//! A judged build as text: the verdict, the parts, then what the rules found, worst first.

use super::answer_text::check_line;
use super::judgement::failed;
use super::words::times;
use super::{Cell, Column, Depth, FAINT, Judgement, Mark, Page, Table};
use crate::build::Build;
use crate::rules::{Check, NOT_CHECKED, RULES, Severity, Verdict};

/// Writes the judgement.
pub fn checked(page: &mut Page, judgement: &Judgement<'_>, depth: Depth) {
    let checks = judgement.checks.as_slice();
    title(page, judgement);
    if depth != Depth::Parts {
        page.blank();
        parts(page, judgement.build);
        page.blank();
    }
    let group = |page: &mut Page, mark, wanted: &[Severity]| {
        for check in checks {
            if failed(check).is_some_and(|severity| wanted.contains(&severity)) {
                page.say(mark, &check_line(check));
            }
        }
    };
    group(page, Mark::No, &[Severity::Error]);
    let warnings = [Severity::Warning, Severity::Standard];
    group(page, Mark::Warning, &warnings);
    if depth != Depth::Parts {
        lesser(page, judgement, depth);
    }
    page.labelled("NOT CHECKED", &NOT_CHECKED.join("; "));
}

/// What does not decide: notes, unknowns, and how many rules hold.
fn lesser(page: &mut Page, judgement: &Judgement<'_>, depth: Depth) {
    let checks = judgement.checks.as_slice();
    for check in checks {
        if failed(check) == Some(Severity::Note) {
            page.say(Mark::None, &check_line(check));
        }
    }
    for check in checks {
        if matches!(check.verdict, Verdict::Unknown { .. }) {
            page.say(Mark::Unknown, &check_line(check));
        }
    }
    holding(page, checks, depth);
    page.blank();
    let circuit = judgement.setting.circuit;
    page.aside(&format!("judged for a {circuit} circuit"));
}

fn title(page: &mut Page, judgement: &Judgement<'_>) {
    let checks = judgement.checks.as_slice();
    let of = |wanted: Severity| {
        let found = |check: &&Check| failed(check) == Some(wanted);
        checks.iter().filter(found).count()
    };
    let unknown = |check: &&Check| matches!(check.verdict, Verdict::Unknown { .. });
    let (mark, verdict) = match judgement.worst() {
        Some(Severity::Error) => (Mark::No, "Cannot work"),
        _ if judgement.refused() => (Mark::No, "Cannot be judged: facts are missing"),
        None | Some(Severity::Note) => (Mark::Yes, "No rule is broken"),
        Some(Severity::Warning | Severity::Standard) => (Mark::Warning, "Works with reservations"),
    };
    let counts = [
        (of(Severity::Error), "error", "errors"),
        (of(Severity::Warning), "warning", "warnings"),
        (
            of(Severity::Standard),
            "standard missed",
            "standards missed",
        ),
        (checks.iter().filter(unknown).count(), "unknown", "unknown"),
    ];
    let mut pieces = vec![verdict.to_owned()];
    pieces.extend(counts.into_iter().filter(|(count, ..)| *count > 0).map(
        |(count, one, several)| format!("{count} {}", if count == 1 { one } else { several }),
    ));
    page.title(mark, &pieces);
}

fn parts(page: &mut Page, build: &Build<'_>) {
    let mut table = Table::new([Column::left(""), Column::wrapping("")]);
    for line in &build.lines {
        table.row([
            Cell::styled(line.slot().as_str(), FAINT),
            format!("{}{}", times(line.count), line.part.name()).into(),
        ]);
    }
    if build.boxed_cooler {
        table.row([
            Cell::styled("cooler", FAINT),
            "the one in the CPU's box".into(),
        ]);
    }
    page.table(table);
}

/// How many rules hold, and how many had not enough parts to judge.
fn holding(page: &mut Page, checks: &[Check], depth: Depth) {
    let holds = |check: &&Check| matches!(check.verdict, Verdict::Pass { .. });
    let held: Vec<&Check> = checks.iter().filter(holds).collect();
    let rules = if held.len() == 1 {
        "rule holds"
    } else {
        "rules hold"
    };
    page.say(Mark::Yes, &format!("{} {rules}", held.len()));
    if depth == Depth::Everything {
        for check in held {
            page.say(Mark::Yes, &check_line(check));
        }
    }
    let idle = RULES.len().saturating_sub(checks.len());
    if idle > 0 {
        page.aside(&format!(
            "{idle} not judged: the list lacks a part that they compare"
        ));
    }
}
