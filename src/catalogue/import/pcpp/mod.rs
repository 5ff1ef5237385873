//! pc-part-dataset: names and lowest US prices of `PCPartPicker`, a file a kind, as CSV or
//! as JSON lines. It holds no part numbers and no date, prices that are `null`, and rows
//! that stand twice.

mod known;
mod rows;
#[cfg(test)]
mod tests;

use super::join::Listing;
use super::table::{Format, Row, for_each_row, open};
use crate::catalogue::fault::Fault;
use crate::part::{Condition, PartKind};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The files read, by stem; the dump's other files are no parts of a machine.
const FILES: [(PartKind, &str); 8] = [
    (PartKind::Cpu, "cpu"),
    (PartKind::Gpu, "video-card"),
    (PartKind::Motherboard, "motherboard"),
    (PartKind::Memory, "memory"),
    (PartKind::Psu, "power-supply"),
    (PartKind::Storage, "internal-hard-drive"),
    (PartKind::Cooler, "cpu-cooler"),
    (PartKind::Case, "case"),
];

/// What a price table holds.
#[derive(Debug, Default)]
pub struct PriceTable {
    /// Its rows, each once.
    pub listings: Vec<Listing>,
    /// Rows that stand in it more than once and were left out.
    pub repeated: usize,
    /// Rows that cannot be used, each with its place and why.
    pub faults: Vec<Fault>,
}

/// Whether a directory or file looks like a dump: it is, or has, one of its files.
pub fn is_dump(path: &Path) -> bool {
    !files(path).is_empty()
}

/// The files of a dump, with their kinds.
fn files(path: &Path) -> Vec<(PartKind, PathBuf)> {
    if !path.is_dir() {
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let known = FILES.iter().find(|(_, name)| Some(*name) == stem);
        let known = known.filter(|_| Format::of(path).is_some());
        return known
            .map(|(kind, _)| (*kind, path.to_owned()))
            .into_iter()
            .collect();
    }
    let file = |stem: &str| {
        ["csv", "jsonl"]
            .iter()
            .map(|extension| path.join(stem).with_extension(extension))
            .find(|path| path.is_file())
    };
    let found = |(kind, stem): &(PartKind, &str)| Some((*kind, file(stem)?));
    FILES.iter().filter_map(found).collect()
}

/// Reads a dump: a directory with its files, or one of them. A file whose day is not known
/// is refused unless `as_of` states it: a price without a date must not pass for today's.
pub fn read_dump(path: &Path, as_of: Option<Date>) -> PriceTable {
    let mut table = PriceTable::default();
    for (kind, path) in files(path) {
        read_file(kind, &path, as_of, &mut table);
    }
    table
}

fn read_file(kind: PartKind, path: &Path, as_of: Option<Date>, table: &mut PriceTable) {
    let source = match open(path) {
        Ok(source) => source,
        Err(fault) => return table.faults.push(fault),
    };
    let known = known::date_of(source.text.as_bytes());
    let Some(day) = as_of.or(known) else {
        let fault = Fault::of_file(&source.name, "the file holds no date, and is no known dump");
        return table
            .faults
            .push(fault.help("say when the prices were seen: --as-of 2025-07-23"));
    };
    let origin = if known == Some(day) {
        known::SOURCE.to_owned()
    } else {
        format!("PCPartPicker dump of {day}")
    };
    let Some(format) = Format::of(path) else {
        return;
    };
    let mut seen = BTreeSet::new();
    let (listings, repeated) = (&mut table.listings, &mut table.repeated);
    for_each_row(&source, format, &mut table.faults, |row, faults| {
        if !seen.insert(row.whole()) {
            *repeated += 1;
            return;
        }
        match listing(kind, row, day, &origin, &source.name) {
            Ok(listing) => listings.push(listing),
            Err(fault) => faults.push(fault),
        }
    });
}

fn listing(
    kind: PartKind,
    row: &Row<'_>,
    as_of: Date,
    origin: &str,
    file: &str,
) -> Result<Listing, Fault> {
    Ok(Listing {
        item: rows::item(kind, row)?,
        price: row.usd("price")?,
        condition: Condition::New,
        as_of,
        source: origin.to_owned(),
        file: file.to_owned(),
        line: row.line,
    })
}
