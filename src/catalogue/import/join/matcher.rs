//! The join: an index over the rows of the price tables, and the best row for each part.

use super::core_name::core_name;
use super::gate::{Agreement, agreement};
use super::item::{Facts, Item};
use super::maker::Makers;
use super::text::{bag, is_number, run_together, words};
use crate::part::PartKind;
use std::collections::HashMap;

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
    /// Their places among the rows, ascending.
    pub rows: Vec<usize>,
}

/// A name made comparable.
struct Name {
    maker: String,
    core: Vec<String>,
}

impl Name {
    fn of(item: &Item, makers: &Makers, text: &str, maker: &str) -> Self {
        let (maker, words) = makers.split(maker, text);
        let core = core_name(&item.facts, &maker, words);
        Self { maker, core }
    }

    fn key(&self, kind: PartKind) -> Key {
        (kind, self.maker.clone(), run_together(&self.core))
    }

    fn bag(&self) -> Vec<&str> {
        bag(&self.core)
    }
}

/// Kind, maker and words.
type Key = (PartKind, String, String);

/// The rows, by what can be looked up.
struct Index<'a> {
    rows: Vec<(&'a Item, Name)>,
    run: HashMap<Key, Vec<usize>>,
    bags: HashMap<Key, Vec<usize>>,
    raw: HashMap<Key, Vec<usize>>,
    /// Bags less one word, and that word.
    less: HashMap<Key, Vec<(usize, String)>>,
}

impl<'a> Index<'a> {
    fn of(items: &[&'a Item], makers: &Makers) -> Self {
        let mut index = Self {
            rows: Vec::new(),
            run: HashMap::new(),
            bags: HashMap::new(),
            raw: HashMap::new(),
            less: HashMap::new(),
        };
        for (row, item) in items.iter().enumerate() {
            let name = Name::of(item, makers, &item.name, &item.maker);
            let kind = item.kind();
            let (maker, whole) = makers.split(&item.maker, &item.name);
            index.run.entry(name.key(kind)).or_default().push(row);
            index
                .raw
                .entry((kind, maker, run_together(&whole)))
                .or_default()
                .push(row);
            let bag = name.bag();
            let key = |words: &[&str]| (kind, name.maker.clone(), words.join(" "));
            index.bags.entry(key(&bag)).or_default().push(row);
            for (without, word) in one_less(&bag) {
                index.less.entry(key(&without)).or_default().push((row, word.to_owned()));
            }
            index.rows.push((item, name));
        }
        index
    }
}

/// Each way to leave one word out, but not the only one.
fn one_less<'a>(bag: &'a [&'a str]) -> impl Iterator<Item = (Vec<&'a str>, &'a str)> {
    let ways = if bag.len() > 1 { bag.len() } else { 0 };
    (0..ways).map(|at| {
        let mut less = bag.to_vec();
        let word = less.remove(at);
        (less, word)
    })
}

/// Finds for each part the rows that are it.
pub fn join(parts: &[Item], rows: &[&Item]) -> Vec<Option<Matched>> {
    let stated = parts.iter().chain(rows.iter().copied());
    let makers = Makers::learn(stated.map(|item| item.maker.as_str()));
    let index = Index::of(rows, &makers);
    parts.iter().map(|part| index.find(part, &makers)).collect()
}

impl Index<'_> {
    fn find(&self, part: &Item, makers: &Makers) -> Option<Matched> {
        let name = Name::of(part, makers, &part.name, &part.maker);
        let exact = self.exact(part, &name, makers);
        if let Some(rows) = self.best(part, exact) {
            return Some(Matched { tier: Tier::Exact, rows });
        }
        let near = self.near(part, &name);
        let rows = self.best(part, near)?;
        // Two models at the same distance: neither is it.
        let first = self.rows[rows[0]].1.bag();
        let one = rows.iter().all(|row| self.rows[*row].1.bag() == first);
        one.then_some(Matched { tier: Tier::OneWord, rows })
    }

    fn exact(&self, part: &Item, name: &Name, makers: &Makers) -> Vec<usize> {
        let kind = part.kind();
        let mut found = Vec::new();
        let mut look = |map: &HashMap<Key, Vec<usize>>, key: &Key| {
            found.extend(map.get(key).into_iter().flatten().copied());
        };
        look(&self.run, &name.key(kind));
        look(&self.bags, &(kind, name.maker.clone(), name.bag().join(" ")));
        for number in &part.part_numbers {
            let (_, whole) = makers.split(&name.maker, number);
            if names_a_model(&whole) {
                look(&self.raw, &(kind, name.maker.clone(), run_together(&whole)));
            }
            let core = core_name(&part.facts, &name.maker, whole);
            if names_a_model(&core) {
                let key = (kind, name.maker.clone(), run_together(&core));
                look(&self.run, &key);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn near(&self, part: &Item, name: &Name) -> Vec<usize> {
        let kind = part.kind();
        if matches!(part.facts, Facts::Cpu(_) | Facts::Motherboard(_)) {
            return Vec::new();
        }
        let bag = name.bag();
        let key = |words: &[&str]| (kind, name.maker.clone(), words.join(" "));
        let mut found = Vec::new();
        for (row, word) in self.less.get(&key(&bag)).into_iter().flatten() {
            if !tells_apart(word) {
                found.push(*row);
            }
        }
        for (without, word) in one_less(&bag) {
            if !tells_apart(word) {
                found.extend(self.bags.get(&key(&without)).into_iter().flatten());
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Those that agree on the facts, on most of them, and on the colour where one does.
    fn best(&self, part: &Item, found: Vec<usize>) -> Option<Vec<usize>> {
        let admitted: Vec<(usize, Agreement)> = found
            .into_iter()
            .filter_map(|row| Some((row, agreement(&part.facts, &self.rows[row].0.facts)?)))
            .collect();
        let most = admitted.iter().map(|(_, count)| *count).max()?;
        let mut rows: Vec<usize> = admitted
            .into_iter()
            .filter(|(_, count)| *count == most)
            .map(|(row, _)| row)
            .collect();
        let same = |row: &usize| same_colour(&part.colours, &self.rows[*row].0.colours);
        if rows.iter().any(same) {
            rows.retain(same);
        }
        Some(rows)
    }
}

fn same_colour(a: &[String], b: &[String]) -> bool {
    let plain = |colours: &[String]| {
        let mut plain: Vec<String> = colours.iter().flat_map(|text| words(text)).collect();
        plain.iter_mut().filter(|word| *word == "grey").for_each(|word| "gray".clone_into(word));
        plain
    };
    let (a, b) = (plain(a), plain(b));
    !a.is_empty() && a == b
}

/// Whether a part number can stand for a model: long enough, and not just a word or figure.
fn names_a_model(number: &[String]) -> bool {
    let run = run_together(number);
    run.len() >= 4 && run.bytes().any(|byte| byte.is_ascii_digit()) && !number.iter().all(|word| is_number(word) && word.len() < 5)
        || number.len() >= 2 && run.len() >= 6
}

/// Whether one such word more makes another model.
fn tells_apart(word: &str) -> bool {
    word.len() <= 2
        || word.bytes().any(|byte| byte.is_ascii_digit())
        || matches!(
            word,
            "air" | "argb" | "core" | "elite" | "evo" | "extreme" | "iii" | "lite" | "max" | "mesh"
                | "mini" | "plus" | "pro" | "rgb" | "super" | "ultra" | "xtx" | "wifi"
        )
}
