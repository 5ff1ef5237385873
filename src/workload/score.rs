//! The score of a machine on a workload.

use super::Machine;

/// A log-score on a fixed integer scale, so that every machine and path agrees: 10^-6 of
/// the natural logarithm of the weighted geometric mean, relative to one RTX 3090.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Score(pub i64);

impl Score {
    /// The score in points: one RTX 3090 = 100.
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    pub fn points(self) -> f64 {
        100.0 * libm::exp(self.0 as f64 * 1e-6)
    }
}

/// One task on one machine.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskReport {
    /// Canonical task text.
    pub task: String,
}

/// Weighted tasks with their models resolved, ready to judge machines.
#[derive(Debug, Clone)]
pub struct Workload {}

impl Workload {
    /// The cautious score: what the solver maximises. Never falls with more memory,
    /// bandwidth, cards, lanes, cores or RAM.
    pub fn score(&self, machine: &Machine<'_>) -> Score {
        let _ = machine;
        Score(0)
    }
}
