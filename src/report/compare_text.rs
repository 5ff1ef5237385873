//! Saved builds side by side: what differs first.

use super::build_text::pick;
use super::words::{change, difference, points, slot_word, times};
use super::{Cell, Column, Dossier, FAINT, Mark, PLAIN, Page, STRONG, Table};
use crate::build::{Saved, SavedPart, differences};
use crate::rules::Slot;
use crate::unit::Usd;
use crate::workload::{Fit, TaskReport, figure};
use anstyle::Style;
use jiff::civil::Date;

/// Columns of the bars of all builds together.
const BARS: usize = 28;

/// One build of a comparison.
#[derive(Debug, Clone)]
pub struct Side<'s> {
    /// The build at the prices that are compared.
    pub saved: &'s Saved,
    /// The same, judged.
    pub dossier: Dossier<'s>,
    /// Ids of its parts without a price today; empty when saved prices are compared.
    pub unpriced: &'s [String],
}

/// Builds to compare.
#[derive(Debug, Clone)]
pub struct Comparison<'s> {
    /// At least two.
    pub sides: Vec<Side<'s>>,
    /// What all of them are judged for.
    pub purpose: &'s str,
    /// The day of the prices; `None` = as saved.
    pub today: Option<Date>,
}

/// Writes a comparison.
pub fn comparison(page: &mut Page, builds: &Comparison<'_>) {
    let sides = builds.sides.as_slice();
    let mut rows = Rows::new(sides);
    let name = |side: &Side<'_>| side.saved.name.to_string();
    rows.of(FAINT, "", sides.iter().map(name), "change");
    let saved: Vec<&Saved> = sides.iter().map(|side| side.saved).collect();
    let different = differences(&saved);
    for slot in &different.slots {
        let prices: Vec<Usd> = slot.sides.iter().map(|parts| price(parts)).collect();
        let cells = saved
            .iter()
            .zip(&slot.sides)
            .map(|(build, parts)| filled(build, slot.slot, parts));
        rows.of(PLAIN, slot_word(slot.slot), cells, &money(&prices));
    }
    let same = match different.same {
        0 => "no part is the same".to_owned(),
        1 => "1 more part is the same".to_owned(),
        n => format!("{n} more parts are the same"),
    };
    rows.of(FAINT, "", [same], "");
    let totals: Vec<Usd> = sides.iter().map(|side| side.dossier.total).collect();
    let text = totals.iter().map(Usd::to_string);
    rows.of(STRONG, "total", text, &money(&totals));
    rows.of(PLAIN, "GPU memory", sides.iter().map(gpu_memory), "");
    let score = |side: &Side<'_>| points(side.dossier.score);
    rows.of(PLAIN, "score", sides.iter().map(score), "");
    rows.of(PLAIN, "speed", bars(sides), &speed_change(sides));
    page.table(rows.table);
    page.blank();
    tasks(page, sides);
    page.blank();
    notes(page, builds);
}

/// A table with a label, a column for each build and, for two, what changes.
struct Rows {
    table: Table,
    pair: bool,
    width: usize,
}

impl Rows {
    fn new(sides: &[Side<'_>]) -> Self {
        let pair = sides.len() == 2;
        let mut columns = vec![Column::left("")];
        columns.extend(sides.iter().map(|_| Column::wrapping("")));
        columns.extend(pair.then_some(Column::right("")));
        Self {
            table: Table::new(columns),
            pair,
            width: sides.len(),
        }
    }

    fn of(
        &mut self,
        style: Style,
        label: &str,
        cells: impl IntoIterator<Item = String>,
        change: &str,
    ) {
        let mut row = vec![label.to_owned()];
        row.extend(cells);
        row.resize(1 + self.width, String::new());
        row.extend(self.pair.then_some(change.to_owned()));
        let cells = row.into_iter().map(|text| Cell::styled(text, style));
        self.table.row(cells);
    }
}

/// The price first, so that prices stand in one line, then what is bought for it.
fn filled(build: &Saved, slot: Slot, parts: &[&SavedPart]) -> String {
    if parts.is_empty() {
        let boxed = slot == Slot::Cooler && build.boxed_cooler;
        return if boxed {
            "the one in the CPU's box".to_owned()
        } else {
            "none".to_owned()
        };
    }
    let lines = parts.iter().map(|part| match part.bought {
        None => pick(part),
        Some(_) => format!("{}\n{}", part.price(), pick(part)),
    });
    lines.collect::<Vec<String>>().join("\n")
}

fn price(parts: &[&SavedPart]) -> Usd {
    parts.iter().map(|part| part.price()).sum()
}

/// What the second of two amounts is more or less than the first.
fn money(amounts: &[Usd]) -> String {
    match amounts {
        [from, to] => difference(*from, *to),
        _ => String::new(),
    }
}

fn gpu_memory(side: &Side<'_>) -> String {
    let build = side.dossier.build;
    let cards = build.slot(Slot::Gpu).map(|line| line.count).sum();
    format!("{}{}", times(cards), build.gpu_memory())
}

/// The score of each build as a multiple of the first, with a bar.
fn bars<'t>(sides: &'t [Side<'_>]) -> impl Iterator<Item = String> + 't {
    let scores = || sides.iter().map(|side| side.dossier.score.points());
    let first = scores().next().unwrap_or(1.0);
    let most = scores().fold(first, f64::max);
    scores().map(move |score| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "0 to the few columns of a bar"
        )]
        let columns = {
            let longest = (BARS / sides.len().max(1)) as f64;
            libm::round(longest * score / most).max(1.0) as usize
        };
        format!("{:.2} {}", score / first, "█".repeat(columns))
    })
}

fn speed_change(sides: &[Side<'_>]) -> String {
    match sides {
        [from, to] => change(from.dossier.score, to.dossier.score),
        _ => String::new(),
    }
}

/// The speed of every task on every build.
fn tasks(page: &mut Page, sides: &[Side<'_>]) {
    let Some(first) = sides.first() else {
        return;
    };
    let mut columns = vec![Column::wrapping("")];
    columns.extend(sides.iter().map(|_| Column::right("")));
    columns.extend((sides.len() == 2).then_some(Column::right("")));
    let mut table = Table::new(columns);
    let names = sides.iter().map(|side| side.saved.name.to_string());
    table.row(
        std::iter::once("TASK".to_owned())
            .chain(names)
            .map(|name| Cell::styled(name, FAINT)),
    );
    for (place, task) in first.dossier.tasks.iter().enumerate() {
        let on_each: Vec<Option<&TaskReport>> = sides
            .iter()
            .map(|side| side.dossier.tasks.get(place))
            .collect();
        let mut row = vec![task.task.clone()];
        row.extend(on_each.iter().map(|task| task.map_or(String::new(), speed)));
        if let [Some(from), Some(to)] = on_each.as_slice() {
            row.push(faster(from, to));
        }
        table.row(row.into_iter().map(Cell::from));
    }
    page.table(table);
    page.aside("x = times one RTX 3090, as expected; the score counts the cautious end");
}

fn speed(task: &TaskReport) -> String {
    match task.verdict {
        Fit::Comfortable | Fit::Fits | Fit::Tight if task.not_modelled.is_some() => {
            "runs".to_owned()
        }
        Fit::No => "does not run".to_owned(),
        Fit::Tight => format!("{} x (tight)", figure(task.relative, task.confidence)),
        Fit::Comfortable | Fit::Fits => format!("{} x", figure(task.relative, task.confidence)),
    }
}

/// How much faster the second runs a task; nothing where one does not.
fn faster(from: &TaskReport, to: &TaskReport) -> String {
    let silent = |task: &TaskReport| task.verdict == Fit::No || task.not_modelled.is_some();
    if silent(from) || silent(to) {
        return String::new();
    }
    let percent = libm::round(100.0 * (to.relative / from.relative - 1.0));
    // Adding zero turns a negative zero into a plain one.
    format!("{:+} %", percent + 0.0)
}

fn notes(page: &mut Page, builds: &Comparison<'_>) {
    for side in &builds.sides {
        if !side.unpriced.is_empty() {
            page.say(
                Mark::Warning,
                &format!(
                    "{}: no price today, so the saved one counts: {}",
                    side.saved.name,
                    side.unpriced.join(", ")
                ),
            );
        }
        if side.saved.request.label() != builds.purpose {
            page.say(
                Mark::Warning,
                &format!(
                    "{} was built for {}: judged here for {}",
                    side.saved.name,
                    side.saved.request.label(),
                    builds.purpose
                ),
            );
        }
    }
    if let Some(day) = builds.today {
        page.aside(&format!("prices of {day}"));
        return;
    }
    let days = builds
        .sides
        .iter()
        .map(|side| format!("{} on {}", side.saved.name, side.saved.saved));
    let days = days.collect::<Vec<String>>().join(", ");
    page.aside(&format!(
        "prices as saved ({days}); --today compares at today's"
    ));
}
