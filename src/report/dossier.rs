//! Everything that is known about one build: what every report prints from.

use crate::build::{Acquisition, Build};
use crate::catalogue::{Catalogue, PriceBasis};
use crate::cost::{CostOfLiving, Judged, Living};
use crate::request::{Purpose, Request};
use crate::rules::{Amount, Check, Verdict, sustained_power};
use crate::solve::{Alternative, machine};
use crate::unit::{Usd, Watts};
use crate::workload::{Advice, Score, TaskReport};

/// What was asked, of which catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Question<'q> {
    /// The catalogue.
    pub catalogue: &'q Catalogue,
    /// The request.
    pub request: &'q Request,
    /// What the PC is for.
    pub purpose: &'q Purpose,
}

/// One build, judged.
#[derive(Debug, Clone)]
pub struct Dossier<'b> {
    /// The request it answers.
    pub request: &'b Request,
    /// The build.
    pub build: &'b Build<'b>,
    /// What it costs with tax.
    pub total: Usd,
    /// The cautious score: what was maximised.
    pub score: Score,
    /// The expected score.
    pub expected: Option<Score>,
    /// Whether it means anything: whether some task has a speed model.
    pub scored: bool,
    /// What would be good for the tasks beyond what must be.
    pub advice: Option<Advice>,
    /// Physical cores; `None` = not known.
    pub cores: Option<u16>,
    /// Every task on it.
    pub tasks: Vec<TaskReport>,
    /// Every rule on it.
    pub checks: Vec<Check>,
    /// Power drawn inside for hours; `None` = not known.
    pub sustained: Option<Watts>,
    /// Power drawn from the wall for hours; `None` = not known.
    pub wall: Option<Watts>,
    /// Which part of the price rests on the market index, and which is stale.
    pub shares: Shares,
}

/// Parts of the price before tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shares {
    /// Everything to be bought.
    pub all: Usd,
    /// Brought forward by the market index.
    pub estimated: Usd,
    /// Older than 90 days and not vouched for by an index.
    pub stale: Usd,
}

impl<'b> Dossier<'b> {
    /// Judges a build of an answer.
    pub fn new(question: &Question<'b>, alternative: &'b Alternative<'b>) -> Self {
        let (request, build) = (question.request, &alternative.build);
        let workload = &question.purpose.workload;
        let machine = machine(build, request);
        let checks = build.checks(&request.setting);
        Self {
            request,
            build,
            total: alternative.total,
            score: alternative.score,
            expected: machine.as_ref().map(|machine| workload.expected(machine)),
            scored: workload.is_scored(),
            advice: machine.as_ref().map(|machine| workload.advice(machine)),
            cores: machine.as_ref().and_then(|machine| machine.cores),
            tasks: machine.map_or_else(Vec::new, |machine| workload.report(&machine)),
            sustained: sustained_power(&build.draft(&build.sorted(), &request.setting)),
            wall: needed_watts(&checks, "MAINS-01"),
            checks,
            shares: Shares::of(build),
        }
    }

    /// What it costs to run and whether renting is cheaper, on the request's day.
    pub fn cost(&self, question: &Question<'_>, living: &Living) -> CostOfLiving {
        let sorted = self.build.sorted();
        let draft = self.build.draft(&sorted, &self.request.setting);
        let judged = Judged {
            draft: &draft,
            total: self.total,
            tasks: &self.tasks,
            workload: &question.purpose.workload,
        };
        CostOfLiving::of(judged, living, question.catalogue, self.request.today)
    }

    /// The verdict of a rule that has something to say.
    pub fn verdict(&self, rule: &str) -> Option<Verdict> {
        let check = self.checks.iter().find(|check| check.rule.id == rule)?;
        Some(check.verdict)
    }
}

impl Shares {
    fn of(build: &Build<'_>) -> Self {
        let mut shares = Self::default();
        for line in &build.lines {
            let Acquisition::Bought(_, price) = &line.acquisition else {
                continue;
            };
            shares.all = shares.all + line.price();
            if let PriceBasis::Estimated { .. } = price.basis {
                shares.estimated = shares.estimated + line.price();
            }
            if price.stale {
                shares.stale = shares.stale + line.price();
            }
        }
        shares
    }

    /// A part of the price as a share from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "amounts are below 10^9 cents")]
    pub fn share(&self, part: Usd) -> f64 {
        if self.all == Usd::ZERO {
            0.0
        } else {
            part.cents() as f64 / self.all.cents() as f64
        }
    }
}

fn needed_watts(checks: &[Check], rule: &str) -> Option<Watts> {
    let check = checks.iter().find(|check| check.rule.id == rule)?;
    match check.verdict {
        Verdict::Pass { need, .. } | Verdict::Fail { need, .. } => watts(need),
        Verdict::Unknown { .. } | Verdict::NotApplicable => None,
    }
}

fn watts(amount: Amount) -> Option<Watts> {
    if let Amount::Watts(watts) = amount {
        Some(watts)
    } else {
        None
    }
}
