//! An import for programs: every row and every change.

use super::import_text::{Counts, Laid};
use super::prices::{PricesImported, PricesJson};
use serde::Serialize;

/// `rigbuild.catalog-import/1`: what an import took, changed and left out.
#[derive(Debug, Serialize)]
pub struct ImportJson<'a> {
    schema: &'static str,
    dry_run: bool,
    layer: String,
    files: Vec<FileJson>,
    kinds: Vec<KindJson>,
    rows: Vec<RowJson<'a>>,
    /// What the price tables of the same run gave; `null` without one.
    prices: Option<PricesJson>,
}

#[derive(Debug, Serialize)]
struct FileJson {
    file: String,
    imported: usize,
    gone: usize,
    own: usize,
    changed: bool,
}

#[derive(Debug, Serialize)]
struct KindJson {
    kind: &'static str,
    rows: usize,
    taken: usize,
    merged: usize,
    known: usize,
    yours: usize,
    left_out: usize,
    /// Fields made unknown, over all rows.
    unknown_fields: usize,
    repaired_fields: usize,
    withheld_fields: usize,
}

#[derive(Debug, Serialize)]
struct RowJson<'a> {
    kind: &'static str,
    key: &'a str,
    name: &'a str,
    /// `taken`, `merged`, `known`, `yours` or `left-out`.
    outcome: &'static str,
    /// The part's id, or why the row was left out.
    detail: std::borrow::Cow<'a, str>,
    changes: Vec<ChangeJson<'a>>,
}

#[derive(Debug, Serialize)]
struct ChangeJson<'a> {
    field: &'a str,
    /// `unknown`, `repaired` or `withheld`.
    change: &'static str,
    text: &'a str,
}

impl<'a> ImportJson<'a> {
    /// The document.
    pub fn new(laid: &Laid<'a>, prices: Option<&PricesImported<'_>>) -> Self {
        let files = laid.files.iter();
        Self {
            schema: "rigbuild.catalog-import/1",
            dry_run: laid.dry,
            layer: laid.dir.to_string_lossy().into_owned(),
            files: files
                .map(|change| FileJson {
                    file: change.file.to_string_lossy().into_owned(),
                    imported: change.imported,
                    gone: change.gone,
                    own: change.own,
                    changed: change.changed,
                })
                .collect(),
            kinds: laid.kinds().iter().map(KindJson::new).collect(),
            rows: laid.import.rows.iter().map(RowJson::new).collect(),
            prices: prices.map(PricesJson::new),
        }
    }
}

impl KindJson {
    fn new(counts: &Counts) -> Self {
        Self {
            kind: counts.kind.as_str(),
            rows: counts.rows,
            taken: counts.taken,
            merged: counts.merged,
            known: counts.known,
            yours: counts.yours,
            left_out: counts.left_out,
            unknown_fields: counts.unknown,
            repaired_fields: counts.repaired,
            withheld_fields: counts.withheld,
        }
    }
}

impl<'a> RowJson<'a> {
    fn new(row: &'a crate::catalogue::import::Row) -> Self {
        let notes = row.notes.iter();
        Self {
            kind: row.kind.as_str(),
            key: &row.key,
            name: &row.name,
            outcome: row.outcome.as_str(),
            detail: row.outcome.detail(),
            changes: notes
                .map(|note| ChangeJson {
                    field: &note.field,
                    change: note.change.as_str(),
                    text: &note.text,
                })
                .collect(),
        }
    }
}
