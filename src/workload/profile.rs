//! Profiles: weighted task lines and the standards of a sound build (`workloads.yaml`).

use serde::{Deserialize, Serialize};

/// A task line with its weight in the score.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WeightedTask {
    /// Canonical task text: `qlora llama-3.1-8b seq=4096`.
    pub task: String,
    /// Share of the score; all weights of a profile sum to 1.
    pub weight: f64,
}

/// The judgements of the ladder: what a change of recipe costs.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LadderConstants {
    /// Factor for a rung that needs other code than a paper's repository.
    pub friction: f64,
}

/// A profile.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Stable id: `research`.
    pub id: String,
    /// What it stands for, in a sentence.
    pub summary: String,
    /// The tasks.
    pub tasks: Vec<WeightedTask>,
}
