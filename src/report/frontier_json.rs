//! `rigbuild.frontier/1`: the frontier for programs. Fields may be added, never renamed or
//! removed. Money in cents.

use super::answer_json::{AnswerJson, RequestJson};
use super::build_json::{BuildJson, rounded};
use super::dossier::{Dossier, Question};
use super::ran::{Ran, StoppedJson};
use crate::explain::Infeasibility;
use crate::solve::{Alternative, Frontier};
use crate::unit::Usd;
use serde::Serialize;

/// The document.
#[derive(Debug, Serialize)]
pub struct FrontierJson {
    schema: &'static str,
    request: RequestJson,
    /// `null` = from the cheapest build on.
    from_cents: Option<i64>,
    to_cents: Option<i64>,
    /// Every build that no other beats in both price and score, rising. The answer at a
    /// budget is the first within the tolerance of the last that costs at most the budget.
    steps: Vec<StepJson>,
    /// The answers that differ by more than the tolerance.
    rows: Vec<RowJson>,
    /// Whether the whole range is known; `false` where the solve was ended before.
    complete: bool,
    /// Up to where it is; `null` = not at all.
    complete_to_cents: Option<i64>,
    /// Who ended the solve, where somebody did.
    stopped: Option<StoppedJson>,
    /// Why nothing fits within `to_cents`: an answer document; `null` where something does.
    infeasible: Option<AnswerJson>,
}

#[derive(Debug, Serialize)]
struct StepJson {
    total_cents: i64,
    /// `null` where no task has a speed model.
    score: Option<f64>,
    /// Beyond the step before; `null` for the first.
    extra_cents: Option<i64>,
    /// Score over that of the step before.
    gain: Option<f64>,
    build: BuildJson,
}

#[derive(Debug, Serialize)]
struct RowJson {
    /// The least budget whose answer this is.
    budget_cents: i64,
    /// Its place in `steps`, from 0.
    step: usize,
    total_cents: i64,
    score: Option<f64>,
    /// Beyond the row before; `null` for the first.
    extra_cents: Option<i64>,
    gain: Option<f64>,
}

impl FrontierJson {
    /// The document of a frontier.
    pub fn new(question: &Question<'_>, found: &Frontier<'_>, ran: &Ran) -> Self {
        let scored = question.purpose.workload.is_scored();
        let score = |one: &Alternative<'_>| scored.then(|| rounded(one.score.points()));
        let before = |at: Option<usize>| at.map(|at| &found.steps[at]);
        let extra = |one: &Alternative<'_>, before: Option<&Alternative<'_>>| {
            before.map(|before| one.total.difference(before.total))
        };
        let gain = |one: &Alternative<'_>, before: Option<&Alternative<'_>>| {
            let before = before.filter(|_| scored)?;
            Some(rounded(one.score.points() / before.score.points()))
        };
        let steps = found.steps.iter().enumerate().map(|(at, one)| {
            let before = before(at.checked_sub(1));
            StepJson {
                total_cents: one.total.cents(),
                score: score(one),
                extra_cents: extra(one, before),
                gain: gain(one, before),
                build: BuildJson::new(&Dossier::new(question, one)),
            }
        });
        let list = found.rows();
        let rows = list.iter().enumerate().map(|(at, row)| {
            let one = &found.steps[row.step];
            let before = before(at.checked_sub(1).map(|at| list[at].step));
            RowJson {
                budget_cents: row.budget.cents(),
                step: row.step,
                total_cents: one.total.cents(),
                score: score(one),
                extra_cents: extra(one, before),
                gain: gain(one, before),
            }
        });
        Self {
            steps: steps.collect(),
            rows: rows.collect(),
            complete: found.ended_before.is_none(),
            complete_to_cents: Some(found.to.cents()),
            stopped: ran.json(),
            ..Self::empty(question, found.from)
        }
    }

    /// The document where nothing fits.
    pub fn infeasible(
        question: &Question<'_>,
        from: Option<Usd>,
        why: &Infeasibility<'_>,
        ran: &Ran,
    ) -> Self {
        Self {
            infeasible: Some(AnswerJson::infeasible(question, why, ran)),
            stopped: ran.json(),
            complete_to_cents: question.request.budget.map(Usd::cents),
            ..Self::empty(question, from)
        }
    }

    /// The document where the solve was ended before a step was known.
    pub fn unknown(question: &Question<'_>, from: Option<Usd>, ran: &Ran) -> Self {
        Self {
            complete: false,
            stopped: ran.json(),
            ..Self::empty(question, from)
        }
    }

    fn empty(question: &Question<'_>, from: Option<Usd>) -> Self {
        Self {
            schema: "rigbuild.frontier/1",
            request: RequestJson::new(question),
            from_cents: from.map(Usd::cents),
            to_cents: question.request.budget.map(Usd::cents),
            steps: Vec::new(),
            rows: Vec::new(),
            complete: true,
            complete_to_cents: None,
            stopped: None,
            infeasible: None,
        }
    }
}
