//! Profiles: weighted task lines and the standards of a sound build (`workloads.yaml`).

use super::needs::{Feature, Needs};
use crate::part::Efficiency;
use crate::rules::Standards;
use crate::unit::{ComputeCapability, Gibibytes, TerabytesWritten, Version, Watts, Years};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A task line with its weight in the score.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WeightedTask {
    /// Canonical task text: `qlora llama-3.1-8b seq=4096`.
    pub task: String,
    /// Share of the score; all weights of a profile sum to 1. Absent for a task without a
    /// speed model, which is a need that a build must meet and no part of the score.
    #[serde(default, skip_serializing_if = "WeightedTask::is_need")]
    pub weight: f64,
}

impl WeightedTask {
    /// Whether it has no weight.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands out references"
    )]
    fn is_need(weight: &f64) -> bool {
        *weight <= 0.0
    }
}

/// A profile.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Stable id: `research`.
    pub id: String,
    /// What it stands for, in a sentence.
    pub summary: String,
    /// The tasks.
    pub tasks: Vec<WeightedTask>,
    /// What a sound build for it must have.
    pub standards: ProfileStandards,
}

/// The standards that do not follow from the tasks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileStandards {
    /// Least system memory, whatever the GPU.
    pub memory: Gibibytes,
    /// Least rated endurance of a drive per decimal terabyte.
    pub endurance_per_terabyte: TerabytesWritten,
    /// Least physical cores for each GPU.
    pub cores_per_gpu: u32,
    /// Least 80 PLUS level.
    pub efficiency: Efficiency,
    /// Least ATX version of the power supply.
    pub atx_version: Version,
    /// Least warranty of the power supply.
    pub psu_warranty: Years,
    /// CPU power above which the board's power stages need a heatsink.
    pub bare_vrm_limit: Watts,
    /// Least compute capability of the GPU.
    pub compute_capability: ComputeCapability,
}

impl Profile {
    /// The standards as rules read them; the drive must hold what the tasks need.
    pub fn standards(&self, needs: &Needs) -> Standards {
        let own = &self.standards;
        Standards {
            memory: own.memory.max(needs.host_memory),
            storage: needs.storage_standard(),
            endurance_per_terabyte: own.endurance_per_terabyte,
            cores_per_gpu: own.cores_per_gpu,
            efficiency: own.efficiency,
            atx_version: own.atx_version,
            psu_warranty: own.psu_warranty,
            bare_vrm_limit: own.bare_vrm_limit,
            compute_capability: own.compute_capability,
            cores: needs.cores,
            card: needs.card,
            ray_tracing: needs.features.contains(&Feature::RtCores),
        }
    }
}
