//! The join: an index over the rows of the price tables, and the best rows for each part.

use super::board::Twins;
use super::core_name::{colours, core_name};
use super::gate::{Agreement, agreement};
use super::item::{Facts, Item};
use super::maker::Makers;
use super::stated;
use super::text::{bag, is_number, run_together, words};
use crate::part::PartKind;
use std::collections::BTreeMap;

/// How a part and a row were found to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// By the same model words or a part number.
    Exact,
    /// But for one word more on one side.
    OneWord,
}

/// The rows that are a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// How they were found.
    pub tier: Tier,
    /// Their places among the rows, ascending. Several are one model in several colours, or
    /// one thing listed several times.
    pub rows: Vec<usize>,
}

/// Finds for each part the rows that are it. The same parts and rows give the same answer.
pub fn join(parts: &[Item], rows: &[&Item]) -> Vec<Option<Matched>> {
    let stated = parts.iter().chain(rows.iter().copied());
    let makers = Makers::learn(stated.map(|item| item.maker.as_str()));
    let index = Index::of(rows, &makers);
    parts.iter().map(|part| index.find(part, &makers)).collect()
}

/// An item made comparable.
struct Known {
    kind: PartKind,
    facts: Facts,
    maker: String,
    /// All words of its name but the maker's.
    whole: Vec<String>,
    /// Those that name the model.
    core: Vec<String>,
    colours: Vec<String>,
}

impl Known {
    fn of(item: &Item, makers: &Makers) -> Self {
        let facts = stated::facts(item);
        let (maker, whole) = makers.split(&item.maker, &item.name);
        let core = core_name(&facts, &maker, &whole);
        Self {
            kind: item.kind(),
            colours: plain_colours(&item.colours, &whole),
            facts,
            maker,
            whole,
            core,
        }
    }

    fn key(&self, words: impl Into<String>) -> Key {
        (words.into(), self.maker.clone(), self.kind)
    }
}

/// The colours of the column, else those that the name states.
fn plain_colours(column: &[String], name: &[String]) -> Vec<String> {
    let stated: Vec<String> = column.iter().flat_map(|text| words(text)).collect();
    let mut plain = if stated.is_empty() {
        colours(name)
    } else {
        stated
    };
    for word in plain.iter_mut().filter(|word| *word == "grey") {
        "gray".clone_into(word);
    }
    plain
}

/// Words first, which differ soonest, then maker and kind.
type Key = (String, String, PartKind);

/// Rows by key.
type Rows = BTreeMap<Key, Vec<usize>>;

/// The rows, by what can be looked up.
#[derive(Default)]
struct Index {
    rows: Vec<Known>,
    /// By the model words run together.
    run: Rows,
    /// By the model words in any order.
    bags: Rows,
    /// By all words run together.
    whole: Rows,
    /// By the model words less one, which stands by.
    less: BTreeMap<Key, Vec<(usize, String)>>,
}

impl Index {
    fn of(items: &[&Item], makers: &Makers) -> Self {
        let mut index = Self::default();
        let mut twins = Twins::default();
        for item in items {
            let known = Known::of(item, makers);
            twins.note(&known.facts, &known.maker, &known.whole);
            index.rows.push(known);
        }
        for (row, known) in index.rows.iter_mut().enumerate() {
            twins.tell(&mut known.facts, &known.maker, &known.whole);
            let put = |map: &mut Rows, words: String| {
                map.entry(known.key(words)).or_default().push(row);
            };
            put(&mut index.run, run_together(&known.core));
            put(&mut index.whole, run_together(&known.whole));
            let bag = bag(&known.core);
            put(&mut index.bags, bag.join(" "));
            for (without, word) in one_less(&bag) {
                let entry = index.less.entry(known.key(without));
                entry.or_default().push((row, word.to_owned()));
            }
        }
        index
    }

    fn find(&self, part: &Item, makers: &Makers) -> Option<Matched> {
        let known = Known::of(part, makers);
        for rows in self.exact(part, &known, makers) {
            if let Some(rows) = self.best(&known, rows) {
                return Some(Matched {
                    tier: Tier::Exact,
                    rows,
                });
            }
        }
        let rows = self.best(&known, self.near(&known))?;
        // Two models at the same distance: neither is it.
        let model = |row: &usize| bag(&self.rows[*row].core).join(" ");
        let first = model(&rows[0]);
        rows.iter()
            .all(|row| model(row) == first)
            .then_some(Matched {
                tier: Tier::OneWord,
                rows,
            })
    }

    /// Rows of the same model, the surest way first: by name, by a part number that a slash
    /// had split in two, by a part number.
    fn exact(&self, part: &Item, known: &Known, makers: &Makers) -> Vec<Vec<usize>> {
        let mut ways = Vec::new();
        if !known.core.is_empty() || CHIP_MAKERS.contains(&known.maker.as_str()) {
            ways.push(self.named(known, &known.core));
        }
        if let Some(model) = without_chipset(known) {
            ways.push(self.named(known, model));
        }
        let pairs: Vec<String> = part
            .part_numbers
            .windows(2)
            .map(|pair| pair.join("/"))
            .collect();
        ways.push(self.numbered(known, pairs.iter().map(String::as_str), makers));
        let numbers = part.part_numbers.iter().map(String::as_str);
        ways.push(self.numbered(known, numbers, makers));
        ways
    }

    fn named(&self, known: &Known, words: &[String]) -> Vec<usize> {
        let run = self.run.get(&known.key(run_together(words)));
        let bags = self.bags.get(&known.key(bag(words).join(" ")));
        sorted(run.into_iter().chain(bags).flatten().copied())
    }

    fn numbered<'a>(
        &self,
        known: &Known,
        numbers: impl Iterator<Item = &'a str>,
        makers: &Makers,
    ) -> Vec<usize> {
        let mut found = Vec::new();
        // Some fields hold several numbers in columns of blanks.
        for number in numbers.flat_map(|field| field.split("   ")) {
            let (_, whole) = makers.split(&known.maker, number);
            if names_a_model(&whole) {
                let rows = self.whole.get(&known.key(run_together(&whole)));
                found.extend(rows.into_iter().flatten());
            }
            let core = core_name(&known.facts, &known.maker, &whole);
            if names_a_model(&core) {
                let rows = self.run.get(&known.key(run_together(&core)));
                found.extend(rows.into_iter().flatten());
            }
        }
        sorted(found.into_iter())
    }

    /// Rows with one word more or less, where that word makes no other model.
    fn near(&self, known: &Known) -> Vec<usize> {
        if matches!(known.facts, Facts::Cpu(_) | Facts::Motherboard(_)) {
            return Vec::new();
        }
        let bag = bag(&known.core);
        let more = self.less.get(&known.key(bag.join(" ")));
        let more = more.into_iter().flatten();
        let more = more.filter(|(_, word)| says_little(word));
        let less = one_less(&bag).filter(|(_, word)| says_little(word));
        let less = less.filter_map(|(without, _)| self.bags.get(&known.key(without)));
        sorted(more.map(|(row, _)| *row).chain(less.flatten().copied()))
    }

    /// Those that agree on the facts, on most of them, and on the colour where one does.
    fn best(&self, part: &Known, found: Vec<usize>) -> Option<Vec<usize>> {
        let admitted: Vec<(usize, Agreement)> = found
            .into_iter()
            .filter_map(|row| Some((row, agreement(&part.facts, &self.rows[row].facts)?)))
            .collect();
        let most = admitted.iter().map(|(_, count)| *count).max()?;
        let mut rows: Vec<usize> = admitted
            .into_iter()
            .filter(|(_, count)| *count == most)
            .map(|(row, _)| row)
            .collect();
        let same =
            |row: &usize| !part.colours.is_empty() && part.colours == self.rows[*row].colours;
        if rows.iter().any(same) {
            rows.retain(same);
        }
        // `VERTEX GX` and `VERTEX GX-1200`: the one that says no more than the part's name,
        // and of it the most.
        let no_more = |row: &usize| {
            let words = &self.rows[*row].whole;
            words.iter().all(|word| part.whole.contains(word))
        };
        if rows.iter().any(no_more) {
            rows.retain(no_more);
            // A card listed with and without its chip's name is one card.
            if part.kind != PartKind::Gpu {
                let words = |row: &usize| self.rows[*row].whole.len();
                let most = rows.iter().map(words).max();
                rows.retain(|row| Some(words(row)) == most);
            }
        }
        Some(rows)
    }
}

/// Whose cards need no name but the chip's. Of others, such a row could be any of theirs.
const CHIP_MAKERS: [&str; 4] = ["amd", "ati", "intel", "nvidia"];

fn sorted(rows: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut rows: Vec<usize> = rows.collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// Each way to leave one word out, but not the only one.
fn one_less<'a>(bag: &'a [&'a str]) -> impl Iterator<Item = (String, &'a str)> {
    let ways = if bag.len() > 1 { bag.len() } else { 0 };
    (0..ways).map(|at| {
        let mut less = bag.to_vec();
        let word = less.remove(at);
        (less.join(" "), word)
    })
}

/// A board's words without the chipset that some names put first: `X399 ROG ZENITH`.
fn without_chipset(known: &Known) -> Option<&[String]> {
    let board = matches!(known.facts, Facts::Motherboard(_));
    let (first, model) = known.core.split_first().filter(|_| board)?;
    let figures = |word: &String| word.bytes().any(|byte| byte.is_ascii_digit());
    (figures(first) && (model.len() > 1 || model.iter().any(figures))).then_some(model)
}

/// Whether a part number can stand for a model, and is no colour, size or remark.
fn names_a_model(number: &[String]) -> bool {
    let run = run_together(number);
    let figures = run.bytes().any(|byte| byte.is_ascii_digit());
    let short = number.iter().all(|word| is_number(word) && word.len() < 5);
    (run.len() >= 4 && figures && !short) || (number.len() >= 2 && run.len() >= 6)
}

/// Words that one table adds and another leaves out, and that make no other model.
fn says_little(word: &str) -> bool {
    matches!(
        word,
        "capacity"
            | "card"
            | "compute"
            | "edition"
            | "enterprise"
            | "fanless"
            | "gaming"
            | "group"
            | "line"
            | "liquid"
            | "mobile"
            | "modular"
            | "overclocked"
            | "performance"
            | "pwm"
            | "series"
            | "spinpoint"
            | "team"
    )
}
