//! An estimate as text: a paragraph a task, then what the host must bring.

use super::answer_text::{breakdown, note};
use super::estimate::Estimate;
use super::words::{chip_name, times};
use super::{Mark, Page};
use crate::workload::{Fit, Machine, TaskReport, figure};

/// Writes an estimate.
pub fn estimate(page: &mut Page, estimate: &Estimate<'_>) {
    let machine = estimate.machine;
    let (count, all) = (
        estimate
            .tasks
            .iter()
            .filter(|task| task.verdict != Fit::No)
            .count(),
        estimate.tasks.len(),
    );
    let mark = if count == all { Mark::Yes } else { Mark::No };
    let runs = match (count, all) {
        (1, 1) => "the task runs".to_owned(),
        (0, 1) => "the task does not run".to_owned(),
        _ if count == all => format!("all {all} tasks run"),
        _ => format!("{count} of {all} tasks run"),
    };
    let set = format!("{}{}", times(machine.count), chip_name(machine.chip));
    page.title(mark, &[format!("{set}: {runs}")]);
    page.facts(&facts(estimate));
    for (place, task) in estimate.tasks.iter().enumerate() {
        page.blank();
        one(page, task, estimate.free(place), machine);
    }
    page.blank();
    host(page, estimate);
    if count > 0 {
        page.aside(&note(&estimate.tasks));
    }
}

/// The machine in short statements.
fn facts(estimate: &Estimate<'_>) -> Vec<String> {
    let (machine, given) = (estimate.machine, estimate.given);
    let mut facts: Vec<String> = given.build.iter().cloned().collect();
    if let Some(task) = estimate.tasks.first() {
        let each = if machine.count > 1 { " on each" } else { "" };
        let desktop = if machine.desktop {
            " beside a desktop"
        } else {
            ""
        };
        facts.push(format!("{:.1} GiB usable{each}{desktop}", task.usable));
    }
    if given.memory {
        facts.push(format!("{} of system memory", machine.memory));
    }
    if let Some(cores) = machine.cores {
        facts.push(format!("{cores} cores"));
    }
    if given.lanes {
        facts.push(format!("PCIe x{}", machine.link.lanes));
    }
    if let Some(limit) = machine.power_limit {
        facts.push(format!("limited to {limit} each"));
    }
    facts
}

/// A task: verdict, memory, speed, how, and what would help.
fn one(page: &mut Page, task: &TaskReport, free: Option<&TaskReport>, machine: &Machine<'_>) {
    let mark = match task.verdict {
        Fit::Comfortable | Fit::Fits => Mark::Yes,
        Fit::Tight => Mark::Warning,
        Fit::No => Mark::No,
    };
    let offload = if task.offloads {
        ", with part of it in system memory"
    } else {
        ""
    };
    page.say(mark, &format!("{}: {}{offload}", task.task, task.verdict));
    let each = if machine.count > 1 {
        " on each GPU"
    } else {
        ""
    };
    page.labelled(
        "memory",
        &format!(
            "{:.1} of {:.1} GiB{each} ({}); {}",
            task.need,
            task.usable,
            breakdown(&task.breakdown),
            bands(task)
        ),
    );
    if task.verdict != Fit::No {
        page.labelled("speed", &speed(task));
        if let Some(doubt) = task.doubt {
            page.labelled("class C", doubt);
        }
        if let Some(free) = free {
            page.labelled("power limit", &cost(task, free));
        }
        match task.bound {
            Some(bound) => {
                let held = format!("{}; run as: {}", bound.as_str(), task.rung);
                page.labelled("held back by", &held);
            }
            None => page.labelled("asks for", &task.rung),
        }
    } else if task.makes_it_fit.is_empty() {
        page.labelled("why", &task.rung);
    }
    if task.host >= 1.0 {
        page.labelled(
            "system memory",
            &format!(
                "{:.0} GiB for what is kept there, beside the system's own",
                task.host
            ),
        );
    }
    if !task.makes_it_fit.is_empty() {
        let whole = if task.verdict == Fit::No {
            "it would fit"
        } else {
            "it would fit whole"
        };
        page.labelled(whole, &format!("with {}", task.makes_it_fit.join(", or ")));
    }
    for note in &task.notes {
        page.aside(note);
    }
}

/// Where the bands begin, and the slope.
fn bands(task: &TaskReport) -> String {
    let mut bands = Vec::new();
    if task.floor < task.need {
        bands.push(format!("{:.1} at the very least", task.floor));
    }
    // With a part in system memory a GPU is filled to the brim on purpose.
    if !task.offloads {
        bands.push(format!("comfortable from {:.1}", task.comfortable));
    }
    if let Some(slope) = task.per_thousand_tokens {
        bands.push(format!(
            "{} GiB for each further 1,000 tokens",
            small(slope)
        ));
    }
    bands.join(", ")
}

/// Two digits of a small number: more is not known.
fn small(value: f64) -> String {
    if value >= 0.095 {
        format!("{value:.2}")
    } else {
        format!("{value:.3}")
    }
}

/// Absolute where the model supports it, then the ratio; with range and class.
fn speed(task: &TaskReport) -> String {
    if let Some(why) = task.not_modelled {
        return format!("not modelled: {why}");
    }
    let ratio = ratio(task);
    let Some(speed) = task.speed else {
        return format!("{ratio}, class {}", task.confidence);
    };
    let prompt = task.prompt_speed.map_or(String::new(), |prompt| {
        format!("; prompt {prompt}, class {}", prompt.confidence)
    });
    format!("{speed}, class {}{prompt}; {ratio}", speed.confidence)
}

/// `0.40 x (0.38 to 0.42)`: beside the reference itself the ratio has no error.
fn ratio(task: &TaskReport) -> String {
    let [ratio, low, high] =
        [task.relative, task.range.0, task.range.1].map(|x| figure(x, task.confidence));
    if low == high {
        format!("{ratio} x")
    } else {
        format!("{ratio} x ({low} to {high})")
    }
}

/// What the power limit costs.
fn cost(task: &TaskReport, free: &TaskReport) -> String {
    if task.not_modelled.is_some() {
        return "not known: its speed is not modelled".to_owned();
    }
    let change = 100.0 * (task.relative / free.relative - 1.0);
    if change.abs() < 0.5 {
        return format!("costs nothing: {:.2} x without it too", free.relative);
    }
    format!(
        "{:.2} x with it, {:.2} x without ({change:+.0} %)",
        task.relative, free.relative
    )
}

/// What the host must bring, and what was assumed of it.
fn host(page: &mut Page, estimate: &Estimate<'_>) {
    let (needs, standards) = (
        estimate.purpose.workload.needs(),
        &estimate.purpose.standards,
    );
    let machine = estimate.machine;
    let memory = standards.memory.max(machine.chip.memory).value();
    // One task runs at a time.
    let kept = estimate.tasks.iter().map(|task| task.host.ceil());
    let memory = kept.fold(memory, f64::max);
    let cores = standards.cores_per_gpu * machine.count;
    let text = format!(
        "{memory:.0} GiB of system memory or more (the processes take {}, loading the largest model \
         {}), {cores} cores or more, a drive of {}",
        needs.memory, needs.load_peak, standards.storage
    );
    page.labelled("the host needs", &text);
    let assumed = estimate.assumed();
    if !assumed.is_empty() {
        page.labelled(
            "assumed",
            &format!("a host that never limits: not given {}", assumed.join(", ")),
        );
    }
}
