//! Every task behind the score: does it fit, how fast, what holds it back.

use super::Depth;
use crate::report::dossier::Dossier;
use crate::report::{BAD, Cell, Column, DOUBT, GOOD, Page, Table};
use crate::workload::{Bound, Breakdown, Fit, TaskReport, figure};
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
    if dossier.scored {
        page.aside(&note(&dossier.tasks));
        if let Some(doubts) = doubts(&dossier.tasks) {
            page.labelled("class C", &doubts);
        }
    }
    for task in &dossier.tasks {
        if let Some(why) = task.not_modelled {
            page.labelled(&task.task, &format!("speed not modelled: {why}"));
        }
    }
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

/// Why speeds are of the worst class: each reason with its tasks.
fn doubts(tasks: &[TaskReport]) -> Option<String> {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for task in tasks {
        let Some(doubt) = task.doubt else { continue };
        let name = head(task);
        match reasons.iter_mut().find(|(reason, _)| *reason == doubt) {
            Some((_, names)) => names.push(name),
            None => reasons.push((doubt, vec![name])),
        }
    }
    let each = reasons
        .iter()
        .map(|(reason, names)| format!("{reason} ({})", names.join(", ")));
    (!reasons.is_empty()).then(|| each.collect::<Vec<_>>().join("; "))
}

/// Method and model.
fn head(task: &TaskReport) -> String {
    let words: Vec<&str> = task.task.split(' ').take(2).collect();
    words.join(" ")
}

/// Method and model on one line, parameters on the next.
fn named(task: &TaskReport) -> String {
    let rest: Vec<&str> = task.task.split(' ').skip(2).collect();
    format!("{}\n{}", head(task), rest.join(" "))
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

/// The absolute speed where there is one with its class, a prompt's, then the ratio; each
/// with its range.
fn speed(task: &TaskReport) -> String {
    if task.verdict == Fit::No {
        return "does not run".to_owned();
    }
    if task.not_modelled.is_some() {
        return "not modelled".to_owned();
    }
    let ratio = |value| figure(value, task.confidence);
    let mut lines = vec![match task.speed {
        Some(speed) => format!("{speed}, class {}", speed.confidence),
        None => format!("class {}", task.confidence),
    }];
    if let Some(prompt) = task.prompt_speed {
        let known = |value| figure(value, prompt.confidence);
        let (low, high) = prompt.range;
        lines.push(format!(
            "prompt {} ({}-{}), {}",
            known(prompt.value),
            known(low),
            known(high),
            prompt.confidence
        ));
    }
    lines.push(format!(
        "{} x ({}-{})",
        ratio(task.relative),
        ratio(task.range.0),
        ratio(task.range.1)
    ));
    lines.join("\n")
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
