//! A checked answer as text: the verdict, each check, then why a fresh solve may differ.

use super::{Depth, Mark, Page};
use crate::recheck::{Check, Claim, Origin, Outcome, Recheck, Stated};
use crate::request::{Best, Request};

/// An answer that was checked.
#[derive(Debug, Clone)]
pub struct Verified<'v> {
    /// The file, or the build's name, as typed.
    pub file: &'v str,
    /// What was asked, on the day of the check.
    pub request: &'v Request,
    /// What the PC is for.
    pub label: &'v str,
    /// What the file states.
    pub claim: &'v Claim,
    /// What was found.
    pub found: &'v Recheck<'v>,
    /// Where the file comes from.
    pub origin: &'v Origin,
    /// What has changed since, in words.
    pub changes: Vec<String>,
}

/// What the checks rest on, whatever they find, but for the search.
const ON_TRUST: &[&str] = &[
    "the catalogue's facts",
    "what else the file says: alternatives, reasons, running costs",
];

impl Verified<'_> {
    /// What the checks rest on.
    pub(super) fn on_trust(&self) -> Vec<&'static str> {
        let proven = self.found.shown.is_some();
        let search = if proven {
            "that a better part never makes a rule or the score worse: `proof` needs no more"
        } else {
            "that the search is exact: `best` runs it again"
        };
        let mut trusted = ON_TRUST.to_vec();
        trusted.insert(1, search);
        trusted
    }

    /// Why a fresh solve may answer otherwise; empty where it does not.
    pub(super) fn reasons(&self) -> Vec<String> {
        if self.found.findings(Check::Best).is_empty() {
            return Vec::new();
        }
        let mut reasons = Vec::new();
        if !self.found.findings(Check::Parts).is_empty() {
            reasons.push("parts or prices of the build itself are not the catalogue's".to_owned());
        }
        if !self.found.findings(Check::Sums).is_empty() {
            reasons.push("the file does not add up: it was edited".to_owned());
        }
        reasons.extend(self.changes.iter().cloned());
        if reasons.is_empty() {
            reasons.push(
                "nothing that the file tells of has changed: a price or fact of another part \
                 did, or the file was edited"
                    .to_owned(),
            );
        }
        reasons
    }
}

/// Writes what was found.
pub fn verified(page: &mut Page, verified: &Verified<'_>, depth: Depth) {
    title(page, verified);
    let Verified {
        origin, request, ..
    } = verified;
    page.aside(&format!(
        "{}: for {}, asked on {}, checked against the prices of {}",
        verified.file, verified.label, origin.asked, request.today
    ));
    page.blank();
    for (check, outcome) in &verified.found.checks {
        match outcome {
            Outcome::Holds => {
                if depth != Depth::Parts {
                    page.say(Mark::Yes, &holding(verified, *check));
                }
            }
            Outcome::Fails(findings) => {
                for finding in findings {
                    page.say(Mark::No, &format!("{check}: {finding}"));
                }
            }
            Outcome::NotJudged => {
                let text = format!("{check}: not judged, since a part is not in the catalogue");
                page.say(Mark::Unknown, &text);
            }
        }
    }
    if depth == Depth::Parts {
        return;
    }
    let reasons = verified.reasons();
    if !reasons.is_empty() {
        page.blank();
        page.labelled("WHY IT MAY DIFFER", &reasons.join("; "));
    }
    page.blank();
    page.labelled("ON TRUST", &verified.on_trust().join("; "));
}

fn title(page: &mut Page, verified: &Verified<'_>) {
    let found = verified.found;
    let said = match &verified.claim.build {
        None => "nothing fits".to_owned(),
        Some(Stated {
            total,
            score: Some(score),
            ..
        }) => format!("{total}, score {score}"),
        Some(stated) => stated.total.to_string(),
    };
    if found.holds() {
        page.title(Mark::Yes, &[format!("The answer holds: {said}")]);
        return;
    }
    let failed = found
        .checks
        .iter()
        .filter(|(_, outcome)| *outcome != Outcome::Holds)
        .count();
    let of = found.checks.len();
    let text = format!("The answer does not hold: {said}");
    page.title(Mark::No, &[text, format!("{failed} of {of} checks fail")]);
}

/// What a check that holds has shown.
fn holding(verified: &Verified<'_>, check: Check) -> String {
    if check == Check::Proof {
        return format!("{check}: {}", proof(verified));
    }
    let Some(stated) = &verified.claim.build else {
        return format!("{check}: a fresh solve finds no build that fits either");
    };
    let said = match check {
        Check::Parts => {
            let bought = stated.parts.iter().filter(|part| part.bought.is_some());
            let bought = bought.count();
            match stated.parts.len() - bought {
                0 => format!("{bought} bought, each offered at its price"),
                owned => format!("{bought} bought, each offered at its price; {owned} owned"),
            }
        }
        Check::Sums => match verified.request.tax_basis_points {
            0 => format!("prices add up to {}", stated.total),
            tax => format!(
                "prices and {} % tax on new parts add up to {}",
                f64::from(tax) / 100.0,
                stated.total
            ),
        },
        Check::Rules => {
            let rules = verified.found.rules;
            let budget = verified.request.budget;
            let budget = budget.map_or_else(String::new, |budget| format!(" for {budget}"));
            format!("none of the {rules} that apply bars it; it is what was asked{budget}")
        }
        Check::Score => match stated.score {
            Some(score) => format!("{score}, recomputed"),
            None => "no task has a speed model".to_owned(),
        },
        Check::Best => "a fresh solve picks the same build".to_owned(),
        Check::Proof => proof(verified),
    };
    format!("{check}: {said}")
}

/// What an accepted certificate rests on.
fn proof(verified: &Verified<'_>) -> String {
    let Some(shown) = verified.found.shown else {
        return "none".to_owned();
    };
    let said = match (&verified.claim.build, verified.request.best) {
        (None, _) => "no build fits",
        (Some(_), Best::Cheapest) => "none that fits costs less",
        (Some(_), Best::Speed | Best::Value) => {
            "none scores more, and none within the tolerance costs less"
        }
    };
    format!(
        "{said}: {}, {} and {} hold",
        of(shown.witnesses, "witness", "witnesses"),
        of(shown.options, "GPU bound", "GPU bounds"),
        of(shown.splits, "split", "splits")
    )
}

fn of(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
