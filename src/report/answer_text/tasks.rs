//! Every task behind the score: does it fit, how fast, what holds it back.

use super::Depth;
use crate::report::dossier::Dossier;
use crate::report::{BAD, Cell, Column, DOUBT, GOOD, Page, Table};
use crate::workload::{Bound, Breakdown, Fit, TaskReport};
use anstyle::Style;

/// Writes two lines a task.
pub(in crate::report) fn table(page: &mut Page, dossier: &Dossier<'_>, depth: Depth) {
    let mut table = Table::new([
        Column::wrapping("TASK"),
        Column::left("GPU MEMORY"),
        Column::left("SPEED"),
        Column::wrapping("BOUND BY, HOW"),
    ]);
    for task in &dossier.tasks {
        table.row([
            Cell::from(named(task)),
            Cell::styled(memory(task), colour(task.verdict)),
            Cell::from(speed(task)),
            Cell::from(how(task)),
        ]);
    }
    page.table(table);
    page.aside(&note(&dossier.tasks));
    for task in &dossier.tasks {
        if depth == Depth::Everything {
            page.aside(&format!("{}: {}", task.task, breakdown(&task.breakdown)));
        }
        if !task.makes_it_fit.is_empty() {
            page.labelled(
                &task.task,
                &format!("fits whole with {}", task.makes_it_fit.join(", or ")),
            );
        }
    }
}

/// What `x` and the classes mean.
pub(in crate::report) fn note(tasks: &[TaskReport]) -> String {
    let several: Vec<String> = tasks
        .iter()
        .filter(|task| task.reference_count > 1)
        .map(|task| format!("{} of them for {}", task.reference_count, task.task))
        .collect();
    let several = if several.is_empty() {
        String::new()
    } else {
        format!(" ({})", several.join(", "))
    };
    format!(
        "x = times one RTX 3090{several}, with its range; speeds of class A are known within \
         about 10 %, of B 15 %, of C 35 %"
    )
}

/// Method and model on one line, parameters on the next.
fn named(task: &TaskReport) -> String {
    let mut words = task.task.split(' ');
    let head: Vec<&str> = words.by_ref().take(2).collect();
    let rest: Vec<&str> = words.collect();
    format!("{}\n{}", head.join(" "), rest.join(" "))
}

const fn colour(fit: Fit) -> Style {
    match fit {
        Fit::Comfortable | Fit::Fits => GOOD,
        Fit::Tight => DOUBT,
        Fit::No => BAD,
    }
}

fn memory(task: &TaskReport) -> String {
    format!(
        "{}\n{:.1} of {:.1} GiB",
        task.verdict, task.need, task.usable
    )
}

/// The absolute speed where there is one with its class, then the ratio with its range.
fn speed(task: &TaskReport) -> String {
    if task.verdict == Fit::No {
        return "does not run".to_owned();
    }
    let (low, high) = task.range;
    let absolute = task.speed.map_or(String::new(), |speed| {
        format!("{} {}, ", rate(speed.value), speed.unit)
    });
    format!(
        "{absolute}class {}\n{:.2} x ({low:.2}-{high:.2})",
        task.confidence, task.relative
    )
}

/// Three significant digits are more than the model knows.
pub(in crate::report) fn rate(value: f64) -> String {
    if value >= 100.0 {
        format!("{value:.0}")
    } else if value >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}

/// What holds it back, then the recipe.
fn how(task: &TaskReport) -> String {
    let bound = task.bound.map_or("", Bound::as_str);
    format!("{bound}\n{}", task.rung)
}

/// What the memory is used for, largest first as it stands.
pub(in crate::report) fn breakdown(parts: &Breakdown) -> String {
    let named = [
        ("weights", parts.weights),
        ("optimizer", parts.optimizer),
        ("activations", parts.activations),
        ("logits", parts.logits),
        ("KV cache", parts.kv),
        ("overhead", parts.overhead),
    ];
    let list: Vec<String> = named
        .into_iter()
        .filter(|(_, gib)| *gib >= 0.05)
        .map(|(name, gib)| format!("{name} {gib:.1}"))
        .collect();
    format!("{} GiB", list.join(", "))
}
