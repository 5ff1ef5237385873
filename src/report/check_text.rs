//! A judged build as text: the verdict, the parts, then what the rules found, worst first.

use super::answer_text::check_line;
use super::background::{lesser_matters, told};
use super::judgement::failed;
use super::words::times;
use super::{Cell, Column, Depth, FAINT, Judgement, Mark, Page, Table};
use crate::build::Build;
use crate::rules::{Check, NOT_CHECKED, RULES, Setting, Severity, Supply, Verdict};

/// Writes the judgement.
pub fn checked(page: &mut Page, judgement: &Judgement<'_>, depth: Depth) {
    let checks = judgement.checks.as_slice();
    title(page, judgement);
    if depth != Depth::Parts {
        page.blank();
        parts(page, judgement.build, &judgement.setting.supplies);
        page.blank();
    }
    let group = |page: &mut Page, mark, wanted: &[Severity]| {
        for check in checks {
            let wanted = failed(check).is_some_and(|severity| wanted.contains(&severity));
            if wanted && told(check, depth) {
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
        if failed(check) == Some(Severity::Note) && told(check, depth) {
            page.say(Mark::None, &check_line(check));
        }
    }
    for check in checks {
        if is_unknown(check) && told(check, depth) {
            page.say(Mark::Unknown, &check_line(check));
        }
    }
    holding(page, checks, depth);
    page.blank();
    lesser_matters(page, checks, depth);
    page.aside(&format!("judged for {}", conditions(judgement.setting)));
}

/// `a 120 V / 15 A circuit, cards at 300 W at most, code in bf16`.
fn conditions(setting: &Setting) -> String {
    let mut said = vec![format!("a {} circuit", setting.circuit)];
    if let Some(limit) = setting.power_limit {
        said.push(format!("cards at {limit} at most"));
    }
    if setting.open_frame {
        said.push("an open frame".to_owned());
    }
    if let Some(precision) = setting.precision {
        said.push(format!("code in {precision}"));
    }
    if let Some(release) = setting.rocm {
        said.push(format!("code for ROCm {release}"));
    }
    if let Some(version) = setting.bios_version {
        said.push(format!("BIOS {version}"));
    }
    if setting.riser {
        said.push("cards on risers".to_owned());
    }
    for riser in &setting.risers {
        said.push(format!("{} split into {}", riser.slot, riser.split));
    }
    if setting.ecc {
        said.push("ECC wanted".to_owned());
    }
    if setting.nvlink {
        said.push("an NVLink bridge".to_owned());
    }
    said.join(", ")
}

fn title(page: &mut Page, judgement: &Judgement<'_>) {
    let checks = judgement.checks.as_slice();
    let of = |wanted: Severity| {
        let found = |check: &&Check| failed(check) == Some(wanted);
        checks.iter().filter(found).count()
    };
    let unknown = |check: &&Check| is_unknown(check) && told(check, Depth::Reasons);
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

fn is_unknown(check: &Check) -> bool {
    matches!(check.verdict, Verdict::Unknown { .. })
}

fn parts(page: &mut Page, build: &Build<'_>, supplies: &[Supply]) {
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
    for (place, supply) in supplies.iter().enumerate() {
        let number = format!("supply {}", place + 1);
        table.row([Cell::styled(number, FAINT), fed_by(supply).into()]);
    }
    page.table(table);
}

/// `corsair-rm1000e-2025: the board, 2 x zotac-rtx-3090-trinity, on 120 V / 20 A`.
fn fed_by(supply: &Supply) -> String {
    let board = supply.board.then(|| "the board".to_owned());
    let cards = supply.feeds.iter();
    let cards = cards.map(|(card, count)| format!("{}{card}", times(*count)));
    let mut fed: Vec<String> = board.into_iter().chain(cards).collect();
    if fed.is_empty() {
        fed.push("nothing".to_owned());
    }
    if supply.powered_risers {
        fed.push("risers too".to_owned());
    }
    if let Some(circuit) = supply.circuit {
        fed.push(format!("on {circuit} of its own"));
    }
    format!("{}: {}", supply.psu, fed.join(", "))
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
