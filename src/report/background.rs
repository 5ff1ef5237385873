//! Checks that say nearly the same of every build: one line for all of them, unless
//! everything is asked for.

use super::{Depth, Page};
use crate::rules::{BACKGROUND, Check, Severity, Verdict};

/// Whether a check has a line of its own.
pub(super) fn told(check: &Check, depth: Depth) -> bool {
    depth == Depth::Everything || !background(check)
}

/// Whether a check says no more than is said of nearly every build.
fn background(check: &Check) -> bool {
    BACKGROUND.contains(&check.rule.id)
        && match check.verdict {
            Verdict::Fail { severity, .. } => severity == Severity::Note,
            Verdict::Unknown { .. } => true,
            Verdict::Pass { .. } | Verdict::NotApplicable => false,
        }
}

/// Names the checks that have no line of their own.
pub(super) fn lesser_matters(page: &mut Page, checks: &[Check], depth: Depth) {
    let titles = |unknown: bool| {
        let titles: Vec<&str> = checks
            .iter()
            .filter(|check| !told(check, depth))
            .filter(|check| matches!(check.verdict, Verdict::Unknown { .. }) == unknown)
            .map(|check| check.rule.title)
            .collect();
        (!titles.is_empty()).then(|| titles.join(", "))
    };
    let unknown = titles(true).map(|titles| format!("not known: {titles}"));
    let lesser: Vec<String> = titles(false).into_iter().chain(unknown).collect();
    if !lesser.is_empty() {
        page.aside(&format!(
            "lesser matters: {} (--verbose)",
            lesser.join("; ")
        ));
    }
}
