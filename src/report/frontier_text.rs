//! The frontier as a table: what each budget buys.

use super::dossier::{Dossier, Question};
use super::words::{cards, change, counted, difference, dollars, layers, points, share};
use super::{Cell, Column, Mark, Page, Table};
use crate::build::Build;
use crate::rules::Setting;
use crate::solve::{Alternative, Frontier, Row};
use crate::unit::Gibibytes;

/// Which steps are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    /// The answers that differ by more than the tolerance.
    Beyond,
    /// Every one.
    All,
}

/// Writes a frontier.
pub fn frontier(page: &mut Page, question: &Question<'_>, found: &Frontier<'_>, steps: Steps) {
    let rows = match steps {
        Steps::Beyond => found.rows(),
        Steps::All => all(found),
    };
    let scored = question.purpose.workload.is_scored();
    let to = dollars(found.to);
    page.title(
        Mark::Yes,
        &[format!(
            "What more money buys, up to {to}: {}",
            counted(rows.len(), "build")
        )],
    );
    page.aside(&about(question, found, steps));
    page.blank();
    page.table(table(found, &rows, scored));
    if let [_] = rows.as_slice() {
        page.aside(if scored {
            "no build in this range scores more by the tolerance"
        } else {
            "no speed model for these tasks: more money buys no score, so this is the \
             cheapest build that meets the needs"
        });
    }
    page.blank();
    footer(page, question, found, &rows);
}

/// Every step, at the budget that reaches it.
fn all(found: &Frontier<'_>) -> Vec<Row> {
    let steps = found.steps.iter().enumerate();
    steps
        .map(|(step, one)| Row {
            budget: one.total,
            step,
        })
        .collect()
}

fn about(question: &Question<'_>, found: &Frontier<'_>, steps: Steps) -> String {
    let label = &question.purpose.label;
    let tolerance = f64::from(found.tolerance_basis_points) / 100.0;
    match steps {
        Steps::Beyond => format!(
            "for {label}; a row is the answer of --budget BUDGET, and in between none scores \
             more than {tolerance} % above it; RTX 3090 = 100"
        ),
        Steps::All => format!(
            "for {label}; every build that no other beats in both price and score; \
             RTX 3090 = 100"
        ),
    }
}

fn table(found: &Frontier<'_>, rows: &[Row], scored: bool) -> Table {
    let mut table = Table::new([
        Column::right("BUDGET"),
        Column::right("TOTAL"),
        Column::right("SCORE"),
        Column::right("BUYS"),
        Column::wrapping("BUILD"),
    ]);
    let mut before: Option<&Alternative<'_>> = None;
    for row in rows {
        let one = &found.steps[row.step];
        let buys = before.map_or(String::new(), |before| {
            format!(
                "{}: {}",
                difference(before.total, one.total),
                change(before.score, one.score)
            )
        });
        let score = if scored {
            points(one.score)
        } else {
            "-".to_owned()
        };
        let cells = [
            row.budget.to_string(),
            one.total.to_string(),
            score,
            buys,
            words(&one.build),
        ];
        table.row(cells.map(Cell::from));
        before = Some(one);
    }
    table
}

/// The cards, the CPU, and what it sits on.
fn words(build: &Build<'_>) -> String {
    let sorted = build.sorted();
    let setting = Setting::default();
    let draft = build.draft(&sorted, &setting);
    let mut words = cards(build);
    if let Some(cpu) = draft.cpu {
        words = format!("{words}; {}", cpu.name);
    }
    if let Some(kits) = draft.memory {
        let capacity: Gibibytes = kits.iter().map(|kit| kit.part.capacity() * kit.count).sum();
        words = format!("{words}, {capacity}");
    }
    words
}

fn footer(page: &mut Page, question: &Question<'_>, found: &Frontier<'_>, rows: &[Row]) {
    let shares: Vec<_> = rows
        .iter()
        .map(|row| Dossier::new(question, &found.steps[row.step]).shares)
        .collect();
    let most = |part: fn(&super::Shares) -> f64| shares.iter().map(part).fold(0.0, f64::max);
    let estimated = most(|shares| shares.share(shares.estimated));
    let stale = most(|shares| shares.share(shares.stale));
    if estimated > 0.0 || stale > 0.0 {
        page.say(
            Mark::Warning,
            &format!(
                "up to {} of a total is estimated, up to {} stale: check prices before you buy",
                share(estimated),
                share(stale),
            ),
        );
    }
    page.aside("not included: shipping, monitor, keyboard, operating system");
    page.aside(&format!("parts: {}", layers(question.catalogue)));
    page.aside("one build in full: rigbuild --budget BUDGET · every step: --all");
}
