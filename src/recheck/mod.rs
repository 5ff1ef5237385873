//! A saved answer against a catalogue, from scratch.
//!
//! What it shows, and how far it can be trusted:
//! * *parts*: each is in the catalogue and offered in the stated condition at the stated
//!   price on the day of the check;
//! * *sums*: the stated prices, with tax on new parts rounded once, are the stated total to
//!   the cent;
//! * *rules*: no rule bars the build, and it is what was asked for (slots, pins, bans, owned
//!   parts, cards, memory of each, budget, tasks that must run). Like the two above this
//!   shares no code with the search but the rules, the prices and the workload;
//! * *score*: the machine judged anew has the stated score, to the digits stated;
//! * *best*: the solver, asked the same again, picks the same build. This runs the search
//!   a second time: it shows that the answer can be had again, not that the search is
//!   right. That rests on the tests against brute force;
//! * *proof*: the file's [certificate](crate::certificate), where it has one, shows that no
//!   build scores more and none that is good enough costs less, without the solver.
//!
//! Facts of the catalogue are taken as they are, and so is whatever else the file says (its
//! reasons, alternatives, running costs).

mod answer_file;
mod claim;
mod finding;
mod origin;
mod proof;

pub use answer_file::{AnswerFile, Requested, Status};
pub use claim::{Claim, Points, Stated, StatedPart};
pub use finding::Finding;
pub use origin::Origin;

use crate::build::Build;
use crate::catalogue::Catalogue;
use crate::certificate::Shown;
use crate::request::Request;
use crate::rules::{Slot, Verdict};
use crate::solve::{Alternative, Scorer, breaches, machine, optimum};
use crate::workload::Score;
use claim::unpriced;

named! {
    /// One of the things that are checked.
    Check, "a check" {
        /// Parts and prices against the catalogue.
        Parts = "parts",
        /// Prices against the total.
        Sums = "sums",
        /// The build against rules and request.
        Rules = "rules",
        /// The score.
        Score = "score",
        /// The build against a fresh solve.
        Best = "best",
        /// The certificate.
        Proof = "proof",
    }
}

/// How a check ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// As stated.
    Holds,
    /// Not as stated, at least once.
    Fails(Vec<Finding>),
    /// A part is gone, so that the build cannot be judged.
    NotJudged,
}

/// A saved answer, checked.
#[derive(Debug, Clone)]
pub struct Recheck<'a> {
    /// Each check with its outcome; of an answer that nothing fits only the last.
    pub checks: Vec<(Check, Outcome)>,
    /// Rules that had something to say of the build.
    pub rules: usize,
    /// What an accepted certificate rests on.
    pub shown: Option<Shown>,
    /// What the solver picks now.
    pub fresh: Option<Alternative<'a>>,
}

impl Recheck<'_> {
    /// Whether everything was judged and is as stated.
    pub fn holds(&self) -> bool {
        let holds = |(_, outcome): &(Check, Outcome)| *outcome == Outcome::Holds;
        self.checks.iter().all(holds)
    }

    /// The findings of a check.
    pub fn findings(&self, check: Check) -> &[Finding] {
        let outcome = self.checks.iter().find(|(one, _)| *one == check);
        match outcome {
            Some((_, Outcome::Fails(findings))) => findings,
            Some((_, Outcome::Holds | Outcome::NotJudged)) | None => &[],
        }
    }
}

/// Checks what a file states of a request. `scored` = some task has a speed model.
pub fn recheck<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    scored: bool,
    claim: &Claim,
) -> Recheck<'a> {
    let fresh = optimum(catalogue, request, scorer);
    let mut checks = Vec::new();
    let mut rules = 0;
    if let Some(stated) = &claim.build {
        checks.push((Check::Parts, of(parts(catalogue, request, stated))));
        checks.push((Check::Sums, of(sums(request, stated))));
        if let Some(build) = stated.build(catalogue, request) {
            rules = judged(&build, request);
            let breaches = breaches(request, scorer, &build).into_iter();
            checks.push((Check::Rules, of(breaches.map(Finding::Breach).collect())));
            let score = machine(&build, request).map(|machine| scorer.score(&machine));
            checks.push((Check::Score, of(score_of(stated, &build, score, scored))));
        } else {
            checks.push((Check::Rules, Outcome::NotJudged));
            checks.push((Check::Score, Outcome::NotJudged));
        }
    }
    let best = best(claim, fresh.as_ref());
    checks.push((Check::Best, of(best)));
    Recheck {
        checks,
        rules,
        shown: None,
        fresh: fresh.map(|(_, pick)| pick),
    }
}

fn of(findings: Vec<Finding>) -> Outcome {
    if findings.is_empty() {
        Outcome::Holds
    } else {
        Outcome::Fails(findings)
    }
}

fn parts(catalogue: &Catalogue, request: &Request, stated: &Stated) -> Vec<Finding> {
    let fault = |one: &StatedPart| {
        let Some(part) = one.part(catalogue) else {
            return Some(Finding::Gone {
                kind: one.kind,
                part: one.id.clone(),
            });
        };
        let (condition, was) = one.bought?;
        match catalogue.price(part, condition, request.today, request.prices) {
            None => Some(Finding::NotOffered {
                part: one.id.clone(),
                condition,
                was,
            }),
            Some(price) => (price.amount != was).then(|| Finding::Price {
                part: one.id.clone(),
                condition,
                was,
                now: price.amount,
            }),
        }
    };
    stated.parts.iter().filter_map(fault).collect()
}

fn sums(request: &Request, stated: &Stated) -> Vec<Finding> {
    let sum = stated.sum(request.tax_basis_points);
    let differs = sum != stated.total;
    let finding = differs.then_some(Finding::Total {
        stated: stated.total,
        sum,
    });
    finding.into_iter().collect()
}

/// How many rules had something to say.
fn judged(build: &Build<'_>, request: &Request) -> usize {
    let checks = build.checks(&request.setting).into_iter();
    checks
        .filter(|check| !matches!(check.verdict, Verdict::NotApplicable))
        .count()
}

fn score_of(stated: &Stated, build: &Build<'_>, now: Option<Score>, scored: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    if stated.gpu_memory != build.gpu_memory() {
        findings.push(Finding::GpuMemory {
            stated: stated.gpu_memory,
            now: build.gpu_memory(),
        });
    }
    match (stated.score, now) {
        (Some(points), Some(now)) if points.says(now) => {}
        (None, _) if !scored => {}
        (score, now) => findings.push(Finding::Score { stated: score, now }),
    }
    findings
}

/// What a fresh solve has to say against the claim.
fn best(claim: &Claim, fresh: Option<&(Score, Alternative<'_>)>) -> Vec<Finding> {
    let (stated, bound, pick) = match (&claim.build, fresh) {
        (None, None) => return Vec::new(),
        (None, Some((_, pick))) => return vec![Finding::SomethingFits { total: pick.total }],
        (Some(_), None) => return vec![Finding::NothingFits],
        (Some(stated), Some((bound, pick))) => (stated, *bound, pick),
    };
    let mut findings = differing(stated, &pick.build);
    if stated.total != pick.total {
        findings.push(Finding::PickTotal {
            stated: stated.total,
            now: pick.total,
        });
    }
    if let Some(points) = stated.score
        && !points.says(pick.score)
    {
        findings.push(Finding::PickScore {
            stated: points,
            now: pick.score,
        });
    }
    if let Some(points) = claim.bound
        && !points.says(bound)
    {
        findings.push(Finding::Bound {
            stated: points,
            now: bound,
        });
    }
    findings
}

/// Slots that a fresh solve fills otherwise.
fn differing(stated: &Stated, pick: &Build<'_>) -> Vec<Finding> {
    let differs = |slot: &Slot| {
        let mut was: Vec<StatedPart> = stated.slot(*slot).map(unpriced).collect();
        let mut now: Vec<StatedPart> = pick
            .slot(*slot)
            .map(|line| unpriced(&StatedPart::of(line)))
            .collect();
        was.sort();
        now.sort();
        let boxed = *slot == Slot::Cooler && stated.boxed_cooler != pick.boxed_cooler;
        let words = |parts: &[StatedPart], boxed: bool| {
            let cooler = (*slot == Slot::Cooler && boxed).then(|| "the one in the box".to_owned());
            let parts = parts.iter().map(StatedPart::to_string).chain(cooler);
            let parts: Vec<String> = parts.collect();
            if parts.is_empty() {
                "nothing".to_owned()
            } else {
                parts.join(" and ")
            }
        };
        (was != now || boxed).then(|| Finding::Pick {
            slot: *slot,
            stated: words(&was, stated.boxed_cooler),
            now: words(&now, pick.boxed_cooler),
        })
    };
    Slot::ALL.iter().filter_map(differs).collect()
}
