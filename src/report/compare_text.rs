//! Saved builds side by side: what differs first.

use super::build_text::{pick, score};
use super::words::slot_word;
use super::{Cell, Column, Page, STRONG, Table};
use crate::build::{Saved, SavedPart};
use crate::rules::Slot;

/// Rows in the order in which a build is read.
const SLOTS: [Slot; 8] = [
    Slot::Gpu,
    Slot::Cpu,
    Slot::Motherboard,
    Slot::Memory,
    Slot::Psu,
    Slot::Storage,
    Slot::Cooler,
    Slot::Case,
];

/// Writes the comparison of the builds as they were saved.
pub fn comparison(page: &mut Page, builds: &[Saved]) {
    let mut columns = vec![Column::left("")];
    columns.extend(builds.iter().map(|_| Column::wrapping("")));
    let mut table = Table::new(columns);
    table.row(row("", builds, |saved| saved.name.to_string()).map(strong));
    table.row(row("saved", builds, |saved| saved.saved.to_string()).map(Cell::from));
    let mut same = 0_usize;
    for slot in SLOTS {
        let mut cells = builds.iter().map(|saved| cell(saved, slot));
        let first = cells.next();
        if cells.all(|cell| Some(cell) == first) {
            let parts = builds
                .first()
                .map_or(0, |saved| filling(saved, slot).count());
            same += parts;
        } else {
            let word = slot_word(slot);
            table.row(row(word, builds, |saved| cell(saved, slot)).map(Cell::from));
        }
    }
    table.row(row("total", builds, |saved| saved.total.to_string()).map(strong));
    table.row(row("GPU memory", builds, |saved| saved.gpu_memory.to_string()).map(Cell::from));
    table.row(row("score", builds, score).map(Cell::from));
    table.row(row("for", builds, |saved| saved.workload.clone()).map(Cell::from));
    page.table(table);
    page.blank();
    page.aside(&match same {
        0 => "no part is the same".to_owned(),
        1 => "1 more part is the same".to_owned(),
        n => format!("{n} more parts are the same"),
    });
    let first = builds.first().map(|saved| &saved.workload);
    if builds.iter().any(|saved| Some(&saved.workload) != first) {
        page.aside("scores of different workloads cannot be compared");
    }
}

fn row<'b>(
    label: &'b str,
    builds: &'b [Saved],
    of: impl Fn(&Saved) -> String + 'b,
) -> impl Iterator<Item = String> + 'b {
    std::iter::once(label.to_owned()).chain(builds.iter().map(of))
}

fn strong(text: String) -> Cell {
    Cell::styled(text, STRONG)
}

fn filling(saved: &Saved, slot: Slot) -> impl Iterator<Item = &SavedPart> {
    let parts = saved.parts.iter();
    parts.filter(move |part| Slot::of(part.kind) == slot)
}

/// What fills a slot and for how much; builds with equal cells do not differ there.
fn cell(saved: &Saved, slot: Slot) -> String {
    let words: Vec<String> = filling(saved, slot)
        .map(|part| match part.bought {
            None => pick(part),
            Some(_) => format!("{} {}", pick(part), part.price()),
        })
        .collect();
    if words.is_empty() {
        return match (slot, saved.boxed_cooler) {
            (Slot::Cooler, true) => "the one in the CPU's box".to_owned(),
            (_, true | false) => "-".to_owned(),
        };
    }
    words.join(" + ")
}
