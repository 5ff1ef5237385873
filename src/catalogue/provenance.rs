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

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::*;
    use crate::part::Psu;
    use jiff::civil::date;

    #[test]
    fn bulk_sources_and_old_checks_are_weak_and_facts_are_counted() {
        let source = |id: &str, bulk: bool| -> Source {
            serde_yaml::from_str(&format!(
                "{{id: {id}, title: T, url: https://example.org/, date: 2026-01-01, bulk: {bulk}}}"
            ))
            .unwrap()
        };
        let psu = |id: &str, sources: &str, day: &str| -> Psu {
            serde_yaml::from_str(&format!(
                "{{id: {id}, name: N, wattage: 850 W, length: 150 mm, status: current, sources: [{sources}], \
                 verified: {day}, imputed: [length]}}"
            ))
            .unwrap()
        };
        let catalogue = Catalogue {
            sources: vec![source("dump", true), source("page", false)],
            psus: vec![
                psu("a", "dump, page", "2026-11-01"),
                psu("b", "dump", "2026-11-01"),
                psu("c", "page", "2025-11-23"),
                psu("d", "hearsay", "2026-11-01"),
            ],
            ..Catalogue::default()
        };
        let all = provenance(&catalogue, date(2026, 11, 24));
        let weak: Vec<&str> = all
            .iter()
            .filter(|one| one.is_weak())
            .map(|one| one.part.id())
            .collect();
        assert_eq!(weak, ["b", "c", "d"]);
        assert_eq!(all[0].imputed, ["length"]);
        // Wattage and status.
        assert_eq!(all[0].read, 2);
        assert!(all[0].unknown > 5);
    }
}
