//! `rigbuild.check/1`: a judged build for programs. Fields may be added, never renamed or
//! removed.

use super::conditions_json::ConditionsJson;
use super::{CheckJson, Judgement, Strictness};
use crate::build::Line;
use crate::rules::{Check, NOT_CHECKED, Severity, Verdict};
use serde::Serialize;

/// The document.
#[derive(Debug, Serialize)]
pub struct CheckedJson {
    schema: &'static str,
    build: ListJson,
    /// `ok`, `warnings` (failed standards included) or `errors`; the exit code is 1 exactly
    /// with `errors`.
    verdict: &'static str,
    /// What it is judged under.
    conditions: ConditionsJson,
    /// Whether an unknown that bars a part counts as an error.
    strict: bool,
    checks: Vec<CheckJson>,
    /// What no rule looks at.
    not_checked: &'static [&'static str],
}

#[derive(Debug, Serialize)]
struct ListJson {
    parts: Vec<PartJson>,
    /// Whether the cooler in the CPU's box is used.
    boxed_cooler: bool,
}

#[derive(Debug, Serialize)]
struct PartJson {
    kind: &'static str,
    id: String,
    name: String,
    count: u32,
}

impl CheckedJson {
    /// The document.
    pub fn new(judgement: &Judgement<'_>) -> Self {
        let build = judgement.build;
        let verdict = match judgement.worst() {
            _ if judgement.refused() => "errors",
            Some(Severity::Warning | Severity::Standard) => "warnings",
            // An error that does not refuse there is none.
            None | Some(Severity::Note | Severity::Error) => "ok",
        };
        Self {
            schema: "rigbuild.check/1",
            build: ListJson {
                parts: build.lines.iter().map(PartJson::new).collect(),
                boxed_cooler: build.boxed_cooler,
            },
            verdict,
            conditions: ConditionsJson::new(judgement.setting),
            strict: judgement.strictness == Strictness::UnknownsToo,
            checks: judgement
                .checks
                .iter()
                .filter(|check| judged(check))
                .map(CheckJson::new)
                .collect(),
            not_checked: NOT_CHECKED,
        }
    }
}

fn judged(check: &Check) -> bool {
    !matches!(check.verdict, Verdict::NotApplicable)
}

impl PartJson {
    fn new(line: &Line<'_>) -> Self {
        Self {
            kind: line.slot().as_str(),
            id: line.part.id().to_owned(),
            name: line.part.name().to_owned(),
            count: line.count,
        }
    }
}
