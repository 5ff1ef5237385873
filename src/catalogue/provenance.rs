//! What the facts of a part rest on: how many are read, imputed and unknown, and how good
//! and how old its sources are.

use super::market::days;
use super::{Catalogue, facts};
use crate::part::AnyPart;
use jiff::civil::Date;

/// Days after which facts should be checked again: makers revise parts without a new name.
pub const RECHECK_DAYS: i32 = 365;

/// What the facts of one part rest on.
#[derive(Debug, Clone)]
pub struct Provenance<'a> {
    /// The part.
    pub part: AnyPart<'a>,
    /// Fields whose value was read.
    pub read: usize,
    /// Fields whose value no data sheet confirms.
    pub imputed: Vec<&'static str>,
    /// Fields without a value.
    pub unknown: usize,
    /// Whether all its sources are bulk data that nobody proof-read, or not listed at all.
    pub bulk_only: bool,
    /// Days since the facts were last checked.
    pub age: i32,
}

impl Provenance<'_> {
    /// Whether someone should look for a better source, or look again.
    pub fn is_weak(&self) -> bool {
        self.bulk_only || self.is_old()
    }

    /// Whether its facts were last checked too long ago.
    pub fn is_old(&self) -> bool {
        self.age > RECHECK_DAYS
    }
}

/// The provenance of every part, in the order of the catalogue.
pub fn provenance(catalogue: &Catalogue, today: Date) -> Vec<Provenance<'_>> {
    catalogue
        .parts()
        .map(|part| of_part(catalogue, part, today))
        .collect()
}

fn of_part<'a>(catalogue: &'a Catalogue, part: AnyPart<'a>, today: Date) -> Provenance<'a> {
    let facts = facts(part);
    let known = facts.iter().filter(|fact| fact.value.is_some());
    let imputed: Vec<&'static str> = known
        .clone()
        .filter(|fact| fact.imputed)
        .map(|fact| fact.field)
        .collect();
    let bulk = |id: &String| catalogue.source(id).is_none_or(|source| source.bulk);
    Provenance {
        part,
        read: known.count() - imputed.len(),
        unknown: facts.iter().filter(|fact| fact.value.is_none()).count(),
        imputed,
        bulk_only: part.sources().iter().all(bulk),
        age: days(part.verified(), today),
    }
}
