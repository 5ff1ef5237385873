//! `rigbuild.check/1`: a judged build for programs. Fields may be added, never renamed or
//! removed.

use super::CheckJson;
use crate::build::{Build, Line};
use crate::rules::{Check, NOT_CHECKED, Severity, Verdict};
use serde::Serialize;

/// The document.
#[derive(Debug, Serialize)]
pub struct CheckedJson {
    schema: &'static str,
    build: ListJson,
    /// `ok`, `warnings` (failed standards included) or `errors`.
    verdict: &'static str,
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
    /// The document of a build and its checks.
    pub fn new(build: &Build<'_>, checks: &[Check]) -> Self {
        let judged = |check: &&Check| !matches!(check.verdict, Verdict::NotApplicable);
        Self {
            schema: "rigbuild.check/1",
            build: ListJson {
                parts: build.lines.iter().map(PartJson::new).collect(),
                boxed_cooler: build.boxed_cooler,
            },
            verdict: match worst(checks) {
                None | Some(Severity::Note) => "ok",
                Some(Severity::Warning | Severity::Standard) => "warnings",
                Some(Severity::Error) => "errors",
            },
            checks: checks.iter().filter(judged).map(CheckJson::new).collect(),
            not_checked: NOT_CHECKED,
        }
    }
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

/// The worst fail.
pub(super) fn worst(checks: &[Check]) -> Option<Severity> {
    checks
        .iter()
        .filter_map(|check| match check.verdict {
            Verdict::Fail { severity, .. } => Some(severity),
            Verdict::Pass { .. } | Verdict::Unknown { .. } | Verdict::NotApplicable => None,
        })
        .max()
}
