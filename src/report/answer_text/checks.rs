//! What the rules say of the build: how many hold, and every one that does not.

use super::Depth;
use crate::report::background::{lesser_matters, told};
use crate::report::dossier::{Dossier, Question};
use crate::report::{Mark, Page};
use crate::rules::{Check, NOT_CHECKED, Severity, Verdict};

/// Unchecked things named unless all are asked for.
const SHOWN: usize = 2;

/// Writes the summary, then failures and unknowns one by one.
pub(in crate::report) fn summary(
    page: &mut Page,
    question: &Question<'_>,
    dossier: &Dossier<'_>,
    depth: Depth,
) {
    let holds = |check: &&Check| matches!(check.verdict, Verdict::Pass { .. });
    let passed = dossier.checks.iter().filter(holds).count();
    page.say(Mark::Yes, &format!("{passed} rules hold"));
    for check in dossier.checks.iter().filter(|check| told(check, depth)) {
        match check.verdict {
            Verdict::Pass { .. } if depth == Depth::Everything => {
                page.say(Mark::Yes, &line(check));
            }
            Verdict::Pass { .. } | Verdict::NotApplicable => {}
            Verdict::Fail { severity, .. } => {
                let mark = match severity {
                    Severity::Error => Mark::No,
                    Severity::Warning | Severity::Standard | Severity::Note => Mark::Warning,
                };
                page.say(mark, &line(check));
            }
            Verdict::Unknown { .. } => page.say(Mark::Unknown, &line(check)),
        }
    }
    lesser_matters(page, &dossier.checks, depth);
    let circuit = question.request.setting.circuit;
    page.aside(&format!("judged for a {circuit} circuit (--circuit)"));
    let (listed, more) = match depth {
        Depth::Everything => (NOT_CHECKED.len(), String::new()),
        Depth::Parts | Depth::Reasons => {
            let rest = NOT_CHECKED.len().saturating_sub(SHOWN);
            (SHOWN, format!("; {rest} more with --verbose"))
        }
    };
    let list: Vec<&str> = NOT_CHECKED.iter().copied().take(listed).collect();
    page.aside(&format!("not checked: {}{more}", list.join("; ")));
    page.aside("each rule in full: rigbuild rules");
}

/// A check with both figures.
pub(in crate::report) fn line(check: &Check) -> String {
    let rule = check.rule;
    match check.verdict {
        Verdict::Pass { have, need } => format!(
            "{} {}: {} {need}, {} {have}",
            rule.id, rule.title, rule.need, rule.have
        ),
        Verdict::Fail {
            severity,
            have,
            need,
            why,
        } => {
            let why = if why.is_empty() {
                String::new()
            } else {
                format!(": {why}")
            };
            format!(
                "{} {} ({severity}){why}: {} {need}, {} {have}",
                rule.id, rule.title, rule.need, rule.have
            )
        }
        Verdict::Unknown { field, .. } => {
            format!("{} {}: not known: {field}", rule.id, rule.title)
        }
        Verdict::NotApplicable => format!("{} {}: has no object here", rule.id, rule.title),
    }
}
