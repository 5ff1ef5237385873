//! An import for people: how many rows of each kind became parts, and why the others did not.

use super::page::Page;
use super::style::{FAINT, Mark};
use super::table::{Cell, Column, Table};
use super::words::counted;
use crate::catalogue::import::{Change, FileChange, Import, Outcome};
use crate::part::PartKind;
use std::collections::BTreeMap;
use std::path::Path;

/// Reasons shown of a kind.
const MOST_REASONS: usize = 3;

/// An import with what became of the layer.
#[derive(Debug, Clone, Copy)]
pub struct Laid<'a> {
    /// The rows and parts.
    pub import: &'a Import,
    /// The files.
    pub files: &'a [FileChange],
    /// The layer's directory.
    pub dir: &'a Path,
    /// Whether nothing was written.
    pub dry: bool,
}

/// What became of the rows of a kind.
#[derive(Debug, Clone)]
pub(super) struct Counts {
    pub(super) kind: PartKind,
    pub(super) rows: usize,
    pub(super) taken: usize,
    pub(super) merged: usize,
    pub(super) known: usize,
    pub(super) yours: usize,
    pub(super) left_out: usize,
    /// Fields, over all rows.
    pub(super) unknown: usize,
    pub(super) repaired: usize,
    pub(super) withheld: usize,
}

impl Laid<'_> {
    /// The counts of each kind that has rows.
    pub(super) fn kinds(&self) -> Vec<Counts> {
        let counts = PartKind::ALL.iter().map(|kind| self.of(*kind));
        counts.filter(|counts| counts.rows > 0).collect()
    }

    fn of(&self, kind: PartKind) -> Counts {
        let mut counts = Counts {
            kind,
            rows: 0,
            taken: 0,
            merged: 0,
            known: 0,
            yours: 0,
            left_out: 0,
            unknown: 0,
            repaired: 0,
            withheld: 0,
        };
        for row in self.import.rows.iter().filter(|row| row.kind == kind) {
            counts.rows += 1;
            *match row.outcome {
                Outcome::Taken(_) => &mut counts.taken,
                Outcome::Merged(_) => &mut counts.merged,
                Outcome::Known(_) => &mut counts.known,
                Outcome::Yours(_) => &mut counts.yours,
                Outcome::LeftOut(_) => &mut counts.left_out,
            } += 1;
            for note in &row.notes {
                *match note.change {
                    Change::Unknown => &mut counts.unknown,
                    Change::Repaired => &mut counts.repaired,
                    Change::Withheld => &mut counts.withheld,
                } += 1;
            }
        }
        counts
    }

    /// Why rows of a kind were left out, the commonest reason first.
    fn reasons(&self, kind: PartKind) -> Vec<(usize, &str)> {
        let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
        for row in self.import.rows.iter().filter(|row| row.kind == kind) {
            if let Outcome::LeftOut(why) = &row.outcome {
                *reasons.entry(why.why).or_default() += 1;
            }
        }
        let mut reasons: Vec<_> = reasons
            .into_iter()
            .map(|(why, count)| (count, why))
            .collect();
        reasons.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        reasons
    }
}

/// Writes what an import did.
pub fn imported(page: &mut Page, laid: &Laid<'_>) {
    let kinds = laid.kinds();
    let parts: usize = kinds.iter().map(|counts| counts.taken).sum();
    let dir = laid.dir.display();
    let what = match (laid.dry, laid.files.iter().any(|file| file.changed)) {
        (true, _) => format!("{} would go into {dir}", counted(parts, "part")),
        (false, true) => format!("{} written into {dir}", counted(parts, "part")),
        (false, false) => format!("{}, all in {dir} already", counted(parts, "part")),
    };
    let mark = if parts > 0 { Mark::Yes } else { Mark::No };
    page.title(
        mark,
        &[what, counted(laid.import.rows.len(), "row") + " read"],
    );
    page.blank();
    page.table(rows(&kinds));
    page.blank();
    for counts in &kinds {
        let reasons = laid.reasons(counts.kind);
        let mut texts: Vec<String> = reasons
            .iter()
            .take(MOST_REASONS)
            .map(|(count, why)| format!("{count} {why}"))
            .collect();
        let more: usize = reasons
            .iter()
            .skip(MOST_REASONS)
            .map(|(count, _)| count)
            .sum();
        if more > 0 {
            texts.push(format!("{more} for other reasons"));
        }
        if !texts.is_empty() {
            page.labelled(&format!("{} left out", counts.kind), &texts.join("; "));
        }
    }
    files(page, laid);
    page.blank();
    page.aside("Every fact of these parts is imputed; those without a price cannot be bought. UNKNOWN, FIXED and WITHHELD count fields: made unknown because they cannot be right, repaired, and left out; those left out are the ones the data is wrong about too often: rules that need them answer unknown. Every row with its changes: -v or --json.");
}

type Figure = (&'static str, fn(&Counts) -> usize);

/// The columns after the kind; those without any figure are left out.
const FIGURES: &[Figure] = &[
    ("ROWS", |counts| counts.rows),
    ("TAKEN", |counts| counts.taken),
    ("TWINS", |counts| counts.merged),
    ("KNOWN", |counts| counts.known),
    ("YOURS", |counts| counts.yours),
    ("OUT", |counts| counts.left_out),
    ("UNKNOWN", |counts| counts.unknown),
    ("FIXED", |counts| counts.repaired),
    ("WITHHELD", |counts| counts.withheld),
];

fn rows(kinds: &[Counts]) -> Table {
    let used = |figure: &&Figure| kinds.iter().any(|counts| figure.1(counts) > 0);
    let figures: Vec<&Figure> = FIGURES.iter().filter(used).collect();
    let titles = figures.iter().map(|(title, _)| Column::right(title));
    let mut table = Table::new(
        [Column::left("KIND")]
            .into_iter()
            .chain(titles)
            .collect::<Vec<_>>(),
    );
    for counts in kinds {
        let cells = figures.iter().map(|(_, figure)| match figure(counts) {
            0 => Cell::styled("-", FAINT),
            figure => figure.to_string().into(),
        });
        table.row(std::iter::once(counts.kind.as_str().into()).chain(cells));
    }
    table
}

fn files(page: &mut Page, laid: &Laid<'_>) {
    let gone: usize = laid.files.iter().map(|file| file.gone).sum();
    let own: usize = laid.files.iter().map(|file| file.own).sum();
    if gone > 0 {
        page.say(
            Mark::Warning,
            &format!(
                "{} of an earlier import, no longer in the data, removed",
                counted(gone, "part")
            ),
        );
    }
    if own > 0 {
        page.say(
            Mark::None,
            &format!(
                "{} of your own in the same files stay",
                counted(own, "part")
            ),
        );
    }
}

/// Writes every row with what was changed in it.
pub fn imported_rows(page: &mut Page, laid: &Laid<'_>) {
    page.blank();
    for row in &laid.import.rows {
        let (kind, key, name) = (row.kind, &row.key, &row.name);
        let (outcome, detail) = (row.outcome.as_str(), row.outcome.detail());
        page.labelled(
            &format!("{kind} {key}"),
            &format!("{name}: {outcome}: {detail}"),
        );
        for note in &row.notes {
            let (field, change, text) = (&note.field, note.change, &note.text);
            page.aside(&format!("  {field}: {change}: {text}"));
        }
    }
}
