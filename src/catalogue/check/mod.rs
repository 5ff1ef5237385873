//! What the parser cannot see: ids that stand twice, names that refer to nothing, values
//! out of range, dates to come, sources that are missing.

mod cost;
mod dangerous;
mod lists;
mod models;
mod parts;

use super::Catalogue;
use super::content::Content;
use super::fault::Fault;
use super::layer::LayerRules;
use super::read::Listed;
use crate::part::{FieldPath, Offer, Problem, Problems};
use crate::suggest::nearest;
use crate::unit::Usd;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Longest id.
const LONGEST_ID: usize = 80;

/// What a layer is judged against.
pub(super) struct Judge<'a> {
    /// How strictly.
    pub(super) rules: LayerRules,
    /// The last day a date may name; `None` where the clock is not to decide.
    pub(super) today: Option<Date>,
    /// The layers below.
    pub(super) below: &'a Catalogue,
    /// Ids of chips, of this layer and below; `None` where not all can be known.
    chips: Option<BTreeSet<&'a str>>,
    /// Ids of sources, likewise.
    sources: Option<BTreeSet<&'a str>>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(
        rules: LayerRules,
        today: Option<Date>,
        below: &'a Catalogue,
        content: &'a Content,
    ) -> Self {
        let chips = below.gpu_chips.iter().map(|chip| chip.id.as_str());
        let sources = below.sources.iter().map(|source| source.id.as_str());
        Self {
            rules,
            today,
            below,
            chips: names(chips, &content.gpu_chips, |chip| &chip.id),
            sources: names(sources, &content.sources, |source| &source.id),
        }
    }

    /// Adds all that is wrong with a layer to `faults`.
    pub(super) fn layer(&self, content: &Content, faults: &mut Vec<Fault>) {
        self.parts(content, faults);
        self.sources(&content.sources, faults);
        self.market(&content.market, faults);
        self.cloud(&content.cloud, faults);
        self.tariffs(&content.tariffs, faults);
        self.part_offers(content, faults);
        self.retired(content, faults);
        self.models(&content.models, faults);
        once(&content.profiles, |profile| &profile.id, faults);
    }

    fn date(&self, problems: &mut Problems, path: impl Into<FieldPath>, date: Date) {
        if let Some(today) = self.today {
            problems.expect(date <= today, path, || {
                format!("{date} is yet to come: today is {today}")
            });
        }
    }

    /// A source must be listed in the shipped catalogue; a user may write any text.
    fn cited(&self, problems: &mut Problems, path: FieldPath, source: &str) {
        problems.text(path.clone(), source);
        let (LayerRules::Shipped, Some(known)) = (self.rules, &self.sources) else {
            return;
        };
        if !known.contains(source) {
            problems.add(path, unknown(source, "source", "sources.yaml", known));
        }
    }

    /// What is wrong with an offer that is to be added.
    pub(super) fn offer(&self, offer: &Offer) -> Vec<Problem> {
        let mut problems = Problems::default();
        self.offers(&mut problems, &"offers".into(), std::slice::from_ref(offer));
        problems.into_vec()
    }

    fn offers(&self, problems: &mut Problems, at: &FieldPath, offers: &[Offer]) {
        for (index, offer) in offers.iter().enumerate() {
            let offer_at = at.then(index);
            problems.expect(offer.price > Usd::ZERO, offer_at.then("price"), || {
                "a price of zero: expected what it costs".to_owned()
            });
            self.date(problems, offer_at.then("as_of"), offer.as_of);
            self.cited(problems, offer_at.then("source"), &offer.source);
        }
    }
}

/// The ids of a list and of the layers below; `None` where some may be hidden by a fault.
fn names<'a, T>(
    below: impl Iterator<Item = &'a str>,
    listed: &'a Listed<T>,
    id: impl Fn(&'a T) -> &'a str,
) -> Option<BTreeSet<&'a str>> {
    let here = listed.rows.iter().map(|(_, item)| id(item));
    let lost = listed.lost.iter().map(String::as_str);
    (!listed.gaps).then(|| below.chain(here).chain(lost).collect())
}

/// "`x` is not a … of …", with the nearest name.
fn unknown(name: &str, what: &str, file: &str, known: &BTreeSet<&str>) -> String {
    let near = nearest(name, known.iter().copied());
    let near = near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
    format!("`{name}` is not a {what} of {file}{near}")
}

/// Adds a fault for every id that stands twice in a list.
fn once<'a, T>(listed: &'a Listed<T>, id: impl Fn(&'a T) -> &'a str, faults: &mut Vec<Fault>) {
    let mut seen = BTreeMap::new();
    for (row, item) in &listed.rows {
        if let Some(first) = seen.insert(id(item), row) {
            let message = format!("`{}` is the id of item [{first}] too", id(item));
            faults.push(listed.fault(*row, &"id".into(), message));
        }
    }
}

/// Turns the problems of one item into faults.
fn report<T>(listed: &Listed<T>, row: usize, problems: Problems, faults: &mut Vec<Fault>) {
    for problem in problems.into_vec() {
        faults.push(listed.fault(row, &problem.path, problem.message));
    }
}

/// An id must be kebab-case: lower-case letters and digits, joined by single hyphens.
fn kebab(problems: &mut Problems, id: &str) {
    let word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    problems.expect(id.len() <= LONGEST_ID && id.split('-').all(word), "id", || {
        let shown: String = id.chars().take(LONGEST_ID).collect();
        format!("`{shown}` is not kebab-case: expected lower-case words joined by hyphens, at most {LONGEST_ID} characters")
    });
}
