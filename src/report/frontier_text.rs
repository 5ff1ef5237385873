//! The frontier as a table: what each budget buys.

use super::dossier::{Dossier, Question, Shares};
use super::words::{cards, change, counted, difference, dollars, layers, points, share};
use super::{Cell, Column, Mark, Page, Ran, Table};
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
pub fn frontier(
    page: &mut Page,
    question: &Question<'_>,
    found: &Frontier<'_>,
    steps: Steps,
    ran: &Ran,
) {
    let rows = match steps {
        Steps::Beyond => found.rows(),
        Steps::All => all(found),
    };
    let scored = question.purpose.workload.is_scored();
    let to = dollars(found.to);
    let mark = match found.ended_before {
        None => Mark::Yes,
        Some(_) => Mark::Warning,
    };
    page.title(
        mark,
        &[format!(
            "What more money buys, up to {to}: {}",
            counted(rows.len(), "build")
        )],
    );
    if let (Some(end), Some(stopped)) = (found.ended_before, ran.stopped()) {
        let end = dollars(end);
        let text = format!("not complete: {stopped}; from {to} to {end} nothing is known");
        page.say(Mark::None, &text);
    }
    page.aside(&about(question, found, steps));
    page.blank();
    page.table(table(found, &rows, scored));
    if scored {
        page.blank();
        if let [_] = rows.as_slice() {
            page.aside("no build in this range scores more by the tolerance");
        }
        if found.ended_before.is_none()
            && let Some(best) = found.best_value()
        {
            let best = &found.steps[best];
            let text = format!("{}, {} (--best value)", cards(&best.build), best.total);
            page.labelled("most score per dollar", &text);
        }
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
    if !question.purpose.workload.is_scored() {
        return format!(
            "for {label}; these tasks have no speed model, so more money buys no score: this \
             is the cheapest build that meets the needs"
        );
    }
    let tolerance = f64::from(found.tolerance_basis_points) / 100.0;
    match steps {
        Steps::Beyond => format!(
            "for {label}; each row is the answer of --budget BUDGET, and up to the next row \
             none scores more than {tolerance} % above it; RTX 3090 = 100"
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
        Column::right("SCORE"),
        Column::right("BUYS"),
        Column::wrapping("BUILD"),
    ]);
    let mut before: Option<&Alternative<'_>> = None;
    for row in rows {
        let one = &found.steps[row.step];
        let buys = before.map_or(String::new(), |before| {
            let money = difference(before.total, one.total);
            format!("{money}: {}", change(before.score, one.score))
        });
        let score = if scored {
            points(one.score)
        } else {
            "-".to_owned()
        };
        let mut build = format!("{}\n{}", cards(&one.build), host(&one.build));
        if one.total < row.budget {
            build = format!("{build}; {}", one.total);
        }
        let cells = [row.budget.to_string(), score, buys, build];
        table.row(cells.map(Cell::from));
        before = Some(one);
    }
    table
}

/// The CPU and the memory beside the cards.
fn host(build: &Build<'_>) -> String {
    let sorted = build.sorted();
    let setting = Setting::default();
    let draft = build.draft(&sorted, &setting);
    let cpu = draft.cpu.map(|cpu| cpu.name.clone());
    let memory = draft.memory.map(|kits| {
        let each = kits.iter().map(|kit| kit.part.capacity() * kit.count);
        each.sum::<Gibibytes>().to_string()
    });
    let words: Vec<String> = cpu.into_iter().chain(memory).collect();
    words.join(", ")
}

fn footer(page: &mut Page, question: &Question<'_>, found: &Frontier<'_>, rows: &[Row]) {
    let shares: Vec<_> = rows
        .iter()
        .map(|row| Dossier::new(question, &found.steps[row.step]).shares)
        .collect();
    let most = |part: fn(&Shares) -> f64| shares.iter().map(part).fold(0.0, f64::max);
    let doubts = [
        (most(|one| one.share(one.estimated)), "estimated"),
        (most(|one| one.share(one.stale)), "stale"),
    ];
    let said: Vec<String> = doubts
        .iter()
        .filter(|(most, _)| *most > 0.0)
        .map(|(most, what)| format!("up to {} of a total is {what}", share(*most)))
        .collect();
    if !said.is_empty() {
        let text = format!("{}: check prices before you buy", said.join(", "));
        page.say(Mark::Warning, &text);
    }
    page.aside("not included: shipping, monitor, keyboard, operating system");
    page.aside(&format!("parts: {}", layers(question.catalogue)));
    page.aside(
        "one build in full: rigbuild --budget BUDGET · every step: --all · for programs: --json",
    );
}
