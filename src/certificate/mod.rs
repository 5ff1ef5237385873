//! The certificate of an answer: why no build is better, in pieces that a small checker
//! verifies without the solver.
//!
//! What it shows, when the checker accepts it: no build within the budget scores more than
//! `best`; some build reaches `best`; and none that scores as much as the tolerance asks
//! costs less than the pick. Of an answer that nothing fits: no build costs so little. A
//! build is one candidate of each slot as `ways` lists them (one model of card, kit and
//! drive). Which of several builds at the same cost is picked is not shown.
//!
//! The evidence:
//! * *witnesses*: each candidate left out, with one that is kept, costs no more and is at
//!   least as good in every raw field. The checker compares the two itself; nothing else is
//!   left out but what the rules say of a part alone;
//! * *options*: each GPU candidate that is left, with what a build with it costs at the least
//!   and scores at the most. Where these do not settle it, a *split*: a slot each of whose
//!   candidates is taken in turn. What the checker does not see to be settled by a rule, the
//!   cost or the score must be split further.
//!
//! What is taken on trust: the catalogue's facts and prices; the rules, with their law that
//! what bars a draft bars every completion; that a part which is as good in every field of
//! its [`Interface`](crate::part::Interface) can stand in for another; and that no score
//! falls with a wider link, more cores or more memory.
//!
//! `ways`, `node` and `check` are the checker, and use nothing of the solver but the
//! definitions of the link and of the tolerance. `emit` makes the evidence from the
//! solver's answer; nobody has to trust it.

mod check;
mod emit;
mod flaw;
mod node;
mod ways;

pub use check::{Shown, check};
pub use emit::{Refused, certify};
pub use flaw::Flaw;

use crate::rules::Slot;
use crate::unit::Cost;
use crate::workload::Score;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The evidence. Candidates are named by part id, count and condition: `some-kit x2 used`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// What no build scores more than; `None` where the score is not what is sought.
    pub best: Option<Score>,
    /// A build that scores it: the candidate of each slot.
    pub holder: BTreeMap<Slot, String>,
    /// By slot, each candidate left out and the one kept that stands in for it.
    pub witnesses: BTreeMap<Slot, BTreeMap<String, String>>,
    /// Each GPU candidate that is left, in the order of cost.
    pub options: Vec<Bound>,
}

/// What is stated of a GPU candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// The candidate.
    pub gpu: String,
    /// What a build with it costs at the least, in 1/10,000 cent; `None` = in some slot
    /// nothing can stand beside it.
    pub least: Option<Cost>,
    /// What a build with it scores at the most; `None` = a task that must run does not.
    pub most: Option<Score>,
    /// Where these do not settle it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<Split>,
}

/// A slot whose candidates are taken in turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// The slot.
    pub slot: Slot,
    /// Its candidates that are not settled yet, each with how it is split further.
    pub open: BTreeMap<String, Self>,
}

impl Split {
    /// How many splits it holds, with itself.
    pub(super) fn count(&self) -> usize {
        1 + self.open.values().map(Self::count).sum::<usize>()
    }
}

/// What would contradict an answer.
#[derive(Debug, Clone, Copy)]
struct Aim {
    /// The budget.
    limit: Cost,
    /// The best score; `None` = not sought.
    best: Option<Score>,
    /// The least score that is good enough; `None` = any.
    enough: Option<Score>,
    /// What the pick costs; `None` = nothing fits.
    price: Option<Cost>,
}

impl Aim {
    /// Whether a build that costs and scores this would contradict the answer.
    fn open(&self, least: Cost, most: Score) -> bool {
        let better = self.best.is_some_and(|best| most > best);
        let enough = self.enough.is_none_or(|enough| most >= enough);
        let cheaper = enough && self.price.is_none_or(|price| least < price);
        least <= self.limit && (better || cheaper)
    }
}
