//! What the solver answers: builds, and the proof.

use super::candidate::{Candidate, Item, SLOTS};
use super::decision::Open;
use super::reduced::{Reduced, Removed};
use super::search::Found;
use crate::build::Build;
use crate::rules::CoolerPick;
use crate::unit::{Cost, Usd};
use crate::workload::Score;
use std::collections::BTreeMap;

/// A build beside the pick.
#[derive(Debug, Clone)]
pub struct Alternative<'a> {
    /// The build.
    pub build: Build<'a>,
    /// Its cautious score.
    pub score: Score,
    /// What it costs with tax.
    pub total: Usd,
}

/// How the answer is known to be the best.
#[derive(Debug, Clone)]
pub struct Proof {
    /// Product of the domain sizes before any rule: how many combinations there are.
    pub space: u128,
    /// Candidates left after the removals.
    pub candidates: usize,
    /// Candidates removed by each argument.
    pub removed: Removed,
    /// Candidates that each rule about a single part left out, by rule id.
    pub left_out: BTreeMap<&'static str, usize>,
    /// Decisions tried.
    pub nodes: u64,
    /// No build within the budget scores more than this; the pick's own score where something
    /// else than the score was sought.
    pub bound: Score,
    /// What is not proven, where the search was ended: the pick is the best so far then.
    pub open: Option<Open>,
}

/// The best build with its proof and neighbours.
#[derive(Debug, Clone)]
pub struct Answer<'a> {
    /// The pick.
    pub pick: Alternative<'a>,
    /// Why none is better.
    pub proof: Proof,
    /// The best build with another GPU chip, count or platform.
    pub runner_up: Option<Alternative<'a>>,
    /// One build for each GPU chip × count and platform, by score, price, ids: the first `top`.
    pub top: Vec<Alternative<'a>>,
    /// The best builds of all, where they were asked for: see [`every`](super::every()).
    pub every: Vec<Alternative<'a>>,
    /// The best build of new parts only, when the pick has used ones.
    pub all_new: Option<Alternative<'a>>,
    /// The best build when used parts are admitted, when the request excluded them and it is better.
    pub with_used: Option<Alternative<'a>>,
    /// A build at least 5 % cheaper whose score is within 10 % of the best.
    pub cheaper: Option<Alternative<'a>>,
    /// The least money that buys a score beyond the tolerance of the pick's.
    pub next_step: Option<Alternative<'a>>,
    /// Where the next step costs at most $100 more than the budget: the least money up to there
    /// that buys a score beyond the tolerance of that step's too.
    pub hundred_more: Option<Alternative<'a>>,
    /// What allowing failed warnings would buy, when that is more than the tolerance.
    pub with_warnings: Option<Alternative<'a>>,
    /// Whether all of these were looked for; `false` where the search was ended before.
    pub complete: bool,
}

impl<'a> Alternative<'a> {
    /// Reads the build off a found assignment.
    pub(super) fn of(reduced: &Reduced<'a, '_>, found: &Found<'a>) -> Self {
        let chosen = SLOTS
            .into_iter()
            .zip(found.picks)
            .map(|(slot, pick)| &reduced.domains.slot(slot)[pick]);
        Self::with(chosen, found.score, found.rank.cost)
    }

    /// The build of a candidate of each slot.
    pub(super) fn with<'s>(
        chosen: impl IntoIterator<Item = &'s Candidate<'a>>,
        score: Score,
        cost: Cost,
    ) -> Self
    where
        'a: 's,
    {
        let mut build = Build {
            lines: Vec::new(),
            chips: Vec::new(),
            boxed_cooler: false,
        };
        for candidate in chosen {
            add(&mut build, candidate);
        }
        Self {
            build,
            score,
            total: cost.to_pay(),
        }
    }
}

fn add<'a>(build: &mut Build<'a>, candidate: &Candidate<'a>) {
    match candidate.item {
        Item::Gpus([pick]) => build.chips.push(pick.chip),
        Item::Cooler(CoolerPick::Boxed) => build.boxed_cooler = true,
        Item::Cooler(CoolerPick::Part(_))
        | Item::Cpu(_)
        | Item::Board(_)
        | Item::Memory(_)
        | Item::Psu(_)
        | Item::Storage(_)
        | Item::Case(_) => {}
    }
    build.lines.extend(candidate.line.clone());
}
