//! What the facts of the catalogue rest on, as text and for programs.

use super::words::share;
use super::{Column, Page, Table};
use crate::catalogue::{self, Catalogue, Provenance, RECHECK_DAYS};
use crate::part::PartKind;
use jiff::civil::Date;
use serde::Serialize;

/// What the parts of one kind rest on.
#[derive(Debug, Serialize)]
struct KindSums {
    kind: &'static str,
    parts: usize,
    facts_read: usize,
    facts_imputed: usize,
    facts_unknown: usize,
    bulk_only: usize,
    unchecked_for_a_year: usize,
}

impl KindSums {
    fn of(kind: PartKind, all: &[Provenance<'_>]) -> Self {
        let own = || all.iter().filter(|one| one.part.kind() == kind);
        Self {
            kind: kind.as_str(),
            parts: own().count(),
            facts_read: own().map(|one| one.read).sum(),
            facts_imputed: own().map(|one| one.imputed.len()).sum(),
            facts_unknown: own().map(|one| one.unknown).sum(),
            bulk_only: own().filter(|one| one.bulk_only).count(),
            unchecked_for_a_year: own().filter(|one| one.is_old()).count(),
        }
    }

    fn facts(&self) -> usize {
        self.facts_read + self.facts_imputed + self.facts_unknown
    }
}

/// Writes the sums of each kind, then the parts that someone should look at.
pub fn provenance(page: &mut Page, catalogue: &Catalogue, today: Date) {
    let all = catalogue::provenance(catalogue, today);
    let mut table = Table::new([
        Column::left("KIND"),
        Column::right("PARTS"),
        Column::right("READ"),
        Column::right("IMPUTED"),
        Column::right("UNKNOWN"),
        Column::right("BULK ONLY"),
        Column::right("OLD"),
    ]);
    for kind in PartKind::ALL {
        let sums = KindSums::of(*kind, &all);
        let of_all = |part: usize| {
            let part = u32::try_from(part).map_or(f64::INFINITY, f64::from);
            let all = u32::try_from(sums.facts().max(1)).map_or(f64::INFINITY, f64::from);
            share(part / all)
        };
        table.row([
            sums.kind.into(),
            sums.parts.to_string().into(),
            of_all(sums.facts_read).into(),
            of_all(sums.facts_imputed).into(),
            of_all(sums.facts_unknown).into(),
            sums.bulk_only.to_string().into(),
            sums.unchecked_for_a_year.to_string().into(),
        ]);
    }
    page.table(table);
    page.aside("read: on a page of the part's sources; imputed: no data sheet confirms it");
    page.aside(&format!(
        "bulk only: no source but data that nobody proof-read; old: not checked for {RECHECK_DAYS} days"
    ));
    let weak: Vec<&Provenance<'_>> = all.iter().filter(|one| one.is_weak()).collect();
    if weak.is_empty() {
        return;
    }
    page.blank();
    let mut table = Table::new([
        Column::wrapping("PART TO LOOK AT"),
        Column::wrapping("IMPUTED"),
        Column::left("SOURCES"),
        Column::right("CHECKED"),
    ]);
    for one in weak {
        table.row([
            one.part.id().into(),
            one.imputed.join(", ").into(),
            if one.bulk_only { "bulk only" } else { "" }.into(),
            one.part.verified().to_string().into(),
        ]);
    }
    page.table(table);
}

/// What the facts rest on, by kind and by part.
#[derive(Debug, Serialize)]
pub struct ProvenanceJson {
    kinds: Vec<KindSums>,
    parts: Vec<PartJson>,
}

#[derive(Debug, Serialize)]
struct PartJson {
    id: String,
    read: usize,
    imputed: Vec<&'static str>,
    unknown: usize,
    bulk_only: bool,
    checked: Date,
}

impl ProvenanceJson {
    /// Of every part.
    pub fn new(catalogue: &Catalogue, today: Date) -> Self {
        let all = catalogue::provenance(catalogue, today);
        let part = |one: &Provenance<'_>| PartJson {
            id: one.part.id().to_owned(),
            read: one.read,
            imputed: one.imputed.clone(),
            unknown: one.unknown,
            bulk_only: one.bulk_only,
            checked: one.part.verified(),
        };
        let kinds = PartKind::ALL.iter();
        Self {
            kinds: kinds.map(|kind| KindSums::of(*kind, &all)).collect(),
            parts: all.iter().map(part).collect(),
        }
    }
}
