//! The objective: what makes one build better than another, down to a unique answer.
//!
//! First the highest cautious score; among builds within the tolerance of it the
//! cheapest; then the larger memory on one GPU, fewer unknowns, more memory, more
//! storage; and last the part identities in line order.

use super::candidate::Identity;
use crate::request::{Best, Request};
use crate::unit::{Cost, Gibibytes, Gigabytes};
use crate::workload::{Machine, Score, Workload};
use std::cmp::Reverse;

/// The order among builds that meet the goal: less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank<'a> {
    pub(super) cost: Cost,
    pub(super) gpu_memory: Reverse<Gibibytes>,
    pub(super) unknowns: u32,
    pub(super) memory: Reverse<Gibibytes>,
    pub(super) storage: Reverse<Gigabytes>,
    pub(super) identities: [Identity<'a>; 8],
}

/// What a component adds to the rank; sums of these compare like the whole, so each
/// component can be minimised alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Share {
    pub(super) cost: Cost,
    pub(super) unknowns: u32,
    pub(super) memory: Reverse<Gibibytes>,
    pub(super) storage: Reverse<Gigabytes>,
}

impl std::ops::Add for Share {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            cost: self.cost + other.cost,
            unknowns: self.unknowns + other.unknowns,
            memory: Reverse(self.memory.0 + other.memory.0),
            storage: Reverse(self.storage.0 + other.storage.0),
        }
    }
}

/// What a build must reach, beside running the tasks that must run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// Any build that satisfies the constraints.
    Any,
    /// This score.
    AtLeast(Score),
}

/// What is known of a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Judged {
    /// Its cautious score.
    pub(super) score: Score,
    /// Whether every task runs on it that must.
    pub(super) runs: bool,
}

impl Judged {
    /// Judges a machine for a request.
    pub(super) fn of(machine: &Machine<'_>, request: &Request, scorer: &dyn Scorer) -> Self {
        Self {
            score: scorer.score(machine),
            runs: runs(machine, request, scorer),
        }
    }
}

/// Whether every task runs on a machine that must: those named; all where the cheapest
/// build is asked for and none is named.
pub(super) fn runs(machine: &Machine<'_>, request: &Request, scorer: &dyn Scorer) -> bool {
    match request.best {
        Best::Cheapest if request.must_fit.is_empty() => scorer.all_fit(machine),
        Best::Cheapest | Best::Speed | Best::Value => request
            .must_fit
            .keys()
            .all(|task| scorer.fits(machine, *task)),
    }
}

impl Goal {
    /// Whether a machine meets it. Both parts grow with link, cores and memory, so what a
    /// better machine does not meet, none below it does.
    pub(super) fn met(self, judged: Judged) -> bool {
        judged.runs
            && match self {
                Self::Any => true,
                Self::AtLeast(least) => judged.score >= least,
            }
    }
}

/// Judges machines: the workload, or a stand-in in tests. No answer may fall with a wider
/// link, more cores or more memory. Shared by the threads that solve variants of a request.
pub trait Scorer: Sync {
    /// The cautious score.
    fn score(&self, machine: &Machine<'_>) -> Score;
    /// Whether every task runs on some rung.
    fn all_fit(&self, machine: &Machine<'_>) -> bool;
    /// Whether a task, by its place among the tasks, runs on some rung.
    fn fits(&self, machine: &Machine<'_>, task: usize) -> bool;
}

impl Scorer for Workload {
    fn score(&self, machine: &Machine<'_>) -> Score {
        self.score(machine)
    }

    fn all_fit(&self, machine: &Machine<'_>) -> bool {
        self.all_fit(machine)
    }

    fn fits(&self, machine: &Machine<'_>, task: usize) -> bool {
        self.fits(machine, task)
    }
}

/// The lowest score that counts as equal to `best` under a tolerance in basis points.
pub fn tolerated(best: Score, tolerance_basis_points: u32) -> Score {
    let kept = 1.0 - f64::from(tolerance_basis_points.min(9_999)) / 10_000.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the logarithm of at least 0.0001 is above -10"
    )]
    Score(best.0 + libm::ceil(libm::log(kept) * 1e6) as i64)
}

/// The highest score that `best` equals under a tolerance in basis points: what is above is
/// better by more.
pub(super) fn beyond(best: Score, tolerance_basis_points: u32) -> Score {
    Score(best.0 + (best.0 - tolerated(best, tolerance_basis_points).0))
}
