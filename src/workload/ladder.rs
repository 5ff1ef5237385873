//! The judgements of the ladder: what a change of recipe costs (`workloads.yaml`, where
//! each constant stands with its basis).

use crate::part::{GpuChip, MemoryType};
use crate::workload::machine::{Link, Machine};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Constants of the ladder of `reference/sizing.md` section 9.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LadderConstants {
    /// Factor for a rung that needs other code than a paper's repository.
    pub friction: f64,
    /// Factor for a rung that is only tight.
    pub tight: f64,
    /// Factor for each halving of the batch, and the least of it.
    pub accumulation: Accumulation,
    /// Speed of a sharded run in single GPUs.
    pub sharded: f64,
    /// Speed of a split generation in single GPUs.
    pub split: f64,
    /// What a task that runs on no rung counts.
    pub ratio_floor: f64,
    /// Host to GPU over Gen4 x16, in GB/s.
    pub link: f64,
    /// Exchanging gradients between GPUs over Gen4 x16, in GB/s.
    pub all_reduce: AllReduce,
    /// Reading system memory, in GB/s.
    pub memory_read: MemoryRead,
    /// Largest batch that still helps.
    pub useful: Useful,
    /// What CPU cores feed.
    pub feed: Feed,
    /// What a GPU's memory leaves.
    pub usable: Usable,
    /// How far a predicted ratio may be off.
    pub caution: Caution,
}

/// GB/s at which GPUs exchange gradients over Gen4 x16, by class of card. A machine is not
/// known to have `NVLink` bridges, and none of the cards has `NVLink` without.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AllReduce {
    /// Through the host's memory: `GeForce`, and cards of which nothing was measured.
    pub through_host: f64,
    /// From card to card: NVIDIA's cards for workstations and data centres.
    pub peer_to_peer: f64,
}

/// A smaller batch with accumulation.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accumulation {
    /// Factor for each halving.
    pub step: f64,
    /// The least factor.
    pub floor: f64,
}

/// GB/s of two-channel system memory, read.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemoryRead {
    /// DDR3.
    pub ddr3: f64,
    /// DDR4.
    pub ddr4: f64,
    /// DDR5.
    pub ddr5: f64,
}

/// Largest batches that still help, for `batch=auto`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Useful {
    /// Images a step in vision training.
    pub images: u32,
    /// Tokens a step in fine-tuning.
    pub tokens: u32,
    /// Images a step in training an image generator.
    pub diffusion_images: u32,
}

/// What CPU cores feed to vision training.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Feed {
    /// Images a second and core with a fast decoder: what the score counts.
    pub images_per_core: f64,
    /// The same with PIL: printed as advice.
    pub pil_images_per_core: f64,
    /// Gain from hyper-threads.
    pub hyper_threads: f64,
    /// Cores that do other work, beside one a GPU.
    pub reserved_cores: u32,
}

/// What a GPU's memory leaves, in shares and GiB.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Usable {
    /// Share of the nominal memory.
    pub plain: f64,
    /// The same where ECC takes its part.
    pub ecc: f64,
    /// Taken by the driver, in GiB.
    pub headless: f64,
    /// Taken with a desktop, in GiB.
    pub desktop: f64,
}

/// How far a predicted ratio to the reference may be off: shares.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Caution {
    /// Another chip of the reference's architecture.
    pub same_architecture: f64,
    /// Confidence A.
    pub a: f64,
    /// Confidence B.
    pub b: f64,
    /// Confidence C.
    pub c: f64,
    /// Data parallel vision and adapters.
    pub data_parallel: f64,
    /// Full fine-tuning on several GPUs, sharded runs, split generation.
    pub across_pcie: f64,
}

impl LadderConstants {
    /// GiB that one GPU offers.
    pub(super) fn usable(&self, machine: &Machine<'_>) -> f64 {
        let chip = machine.chip;
        let share = if chip.ecc {
            self.usable.ecc
        } else {
            self.usable.plain
        };
        let taken = if machine.desktop {
            self.usable.desktop
        } else {
            self.usable.headless
        };
        (share * chip.memory.value() - taken).max(0.0)
    }

    /// How wide the link is, with Gen4 x16 as 1.
    pub(super) fn width(machine: &Machine<'_>) -> f64 {
        let own = own_link(machine.chip);
        let lanes = machine.link.lanes.min(own.lanes);
        let generation = machine.link.generation.min(own.generation);
        // Each generation doubles the rate of a lane.
        f64::from(lanes) / 16.0 * libm::exp2(f64::from(generation) - 4.0)
    }

    /// GB/s at which cards like this one exchange gradients over this machine's slots.
    pub(super) fn exchange(&self, machine: &Machine<'_>) -> f64 {
        let rate = if machine.chip.has_peer_to_peer() {
            self.all_reduce.peer_to_peer
        } else {
            self.all_reduce.through_host
        };
        rate * Self::width(machine)
    }

    /// GB/s at which system memory is read.
    pub(super) const fn host_read(&self, memory: MemoryType) -> f64 {
        match memory {
            MemoryType::Ddr3 => self.memory_read.ddr3,
            MemoryType::Ddr4 => self.memory_read.ddr4,
            MemoryType::Ddr5 => self.memory_read.ddr5,
        }
    }

    /// Images a second that the CPU feeds to `gpus`; `None` = never limiting.
    pub(super) fn fed(&self, machine: &Machine<'_>, gpus: u32) -> Option<f64> {
        let cores = u32::from(machine.cores?);
        let free = cores
            .saturating_sub(gpus)
            .saturating_sub(self.feed.reserved_cores);
        Some(f64::from(free) * self.feed.hyper_threads * self.feed.images_per_core)
    }

    /// Factor for `halvings` of the batch.
    pub(super) fn accumulated(&self, halvings: u32) -> f64 {
        let factor = (0..halvings).fold(1.0, |factor, _| factor * self.accumulation.step);
        factor.max(self.accumulation.floor)
    }
}

/// The chip's own interface; where unknown, what is assumed of unknown links.
fn own_link(chip: &GpuChip) -> Link {
    match (chip.pcie_generation, chip.pcie_lanes) {
        (Some(generation), Some(lanes)) => Link { generation, lanes },
        (None, Some(_) | None) | (Some(_), None) => Link::UNKNOWN,
    }
}
