//! `rigbuild.verify/1`: a checked answer for programs. Fields may be added, never renamed or
//! removed.

use super::build_json::rounded;
use super::verify_text::Verified;
use crate::certificate::Shown;
use crate::part::Condition;
use crate::recheck::{Claim, Finding, Outcome, StatedPart};
use crate::solve::Alternative;
use crate::unit::Usd;
use jiff::civil::Date;
use serde::Serialize;

/// The document.
#[derive(Debug, Serialize)]
pub struct VerifyJson {
    schema: &'static str,
    file: String,
    /// Whether everything was judged and is as stated; the exit code is 0 exactly then.
    holds: bool,
    /// The day the answer was asked on, and the day whose prices it was checked against.
    asked: Date,
    checked: Date,
    stated: PickJson,
    checks: Vec<CheckedJson>,
    /// What the certificate rests on; `null` where it is not accepted or there is none.
    shown: Option<ShownJson>,
    /// What the solver picks now.
    fresh: PickJson,
    /// Why that may differ; empty where it does not.
    reasons: Vec<String>,
    /// What no check looks at.
    on_trust: Vec<&'static str>,
}

/// A build; all `null` = nothing fits.
#[derive(Debug, Serialize)]
struct PickJson {
    total_cents: Option<i64>,
    score: Option<f64>,
    parts: Option<Vec<PartJson>>,
}

#[derive(Debug, Serialize)]
struct PartJson {
    kind: &'static str,
    id: String,
    count: u32,
    owned: u32,
    /// `null` for what is owned.
    condition: Option<&'static str>,
    price_cents: i64,
}

#[derive(Debug, Serialize)]
struct ShownJson {
    witnesses: usize,
    options: usize,
    splits: usize,
}

impl From<Shown> for ShownJson {
    fn from(shown: Shown) -> Self {
        let Shown {
            witnesses,
            options,
            splits,
        } = shown;
        Self {
            witnesses,
            options,
            splits,
        }
    }
}

#[derive(Debug, Serialize)]
struct CheckedJson {
    /// `parts`, `sums`, `rules`, `score`, `best` or `proof`.
    check: &'static str,
    /// `holds`, `fails` or `not-judged`.
    verdict: &'static str,
    findings: Vec<FindingJson>,
}

#[derive(Debug, Serialize)]
struct FindingJson {
    text: String,
    part: Option<String>,
    stated_cents: Option<i64>,
    now_cents: Option<i64>,
}

impl VerifyJson {
    /// The document.
    pub fn new(verified: &Verified<'_>) -> Self {
        let checks = verified.found.checks.iter();
        Self {
            schema: "rigbuild.verify/1",
            file: verified.file.to_owned(),
            holds: verified.found.holds(),
            asked: verified.origin.asked,
            checked: verified.request.today,
            stated: PickJson::stated(verified.claim),
            checks: checks
                .map(|(check, outcome)| CheckedJson::new(check.as_str(), outcome))
                .collect(),
            shown: verified.found.shown.map(ShownJson::from),
            fresh: PickJson::fresh(verified.found.fresh.as_ref()),
            reasons: verified.reasons(),
            on_trust: verified.on_trust(),
        }
    }
}

impl PickJson {
    fn stated(claim: &Claim) -> Self {
        let build = claim.build.as_ref();
        Self {
            total_cents: build.map(|build| build.total.cents()),
            score: build.and_then(|build| Some(build.score?.value)),
            parts: build.map(|build| build.parts.iter().map(PartJson::new).collect()),
        }
    }

    fn fresh(pick: Option<&Alternative<'_>>) -> Self {
        let part = |line| PartJson::new(&StatedPart::of(line));
        Self {
            total_cents: pick.map(|pick| pick.total.cents()),
            score: pick.map(|pick| rounded(pick.score.points())),
            parts: pick.map(|pick| pick.build.lines.iter().map(part).collect()),
        }
    }
}

impl PartJson {
    fn new(part: &StatedPart) -> Self {
        let (condition, price) = part.bought.unzip();
        Self {
            kind: part.kind.as_str(),
            id: part.id.clone(),
            count: part.count,
            owned: part.owned,
            condition: condition.map(Condition::as_str),
            price_cents: price.map_or(0, Usd::cents),
        }
    }
}

impl CheckedJson {
    fn new(check: &'static str, outcome: &Outcome) -> Self {
        let (verdict, findings) = match outcome {
            Outcome::Holds => ("holds", &[][..]),
            Outcome::Fails(findings) => ("fails", findings.as_slice()),
            Outcome::NotJudged => ("not-judged", &[][..]),
        };
        Self {
            check,
            verdict,
            findings: findings.iter().map(FindingJson::new).collect(),
        }
    }
}

impl FindingJson {
    fn new(finding: &Finding) -> Self {
        let (stated, now) = finding.amounts();
        Self {
            text: finding.to_string(),
            part: finding.part().map(str::to_owned),
            stated_cents: stated.map(Usd::cents),
            now_cents: now.map(Usd::cents),
        }
    }
}
