//! A task with its model resolved: every rung with its memory and traffic.

mod batched;
pub(super) mod generate;
mod unscored;

use super::caution::Family;
use super::memory::{Footprint, Generation};
use super::plan::{Context, GpuUse, Plan};
use super::speed::Lacking;

pub(super) use batched::Batched;
pub(super) use unscored::{GpuMemory, Unscored, whole};

/// What a rung changes against the way people would write the task first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Change {
    /// Fused linear cross-entropy.
    pub fused: bool,
    /// Pure bf16 with 8-bit Adam.
    pub lean_optimizer: bool,
    /// Base weights in 8 bits.
    pub eight_bit: bool,
    /// What lives in system memory.
    pub offload: Offload,
}

/// What lives in system memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Offload {
    /// Nothing.
    #[default]
    Nothing,
    /// The optimizer states.
    Optimizer,
    /// The layers.
    Layers,
    /// The components of an image generator that are not at work.
    Components,
}

impl Change {
    /// Whether part of it lives in system memory.
    pub(super) const fn offloads(self) -> bool {
        match self.offload {
            Offload::Nothing => false,
            Offload::Optimizer | Offload::Layers | Offload::Components => true,
        }
    }

    /// Changes that need other code than a paper's repository.
    pub(super) fn frictions(self) -> u32 {
        // Moving components is a line of the library's own; training offload is not.
        let offload = match self.offload {
            Offload::Nothing | Offload::Components => false,
            Offload::Optimizer | Offload::Layers => true,
        };
        [self.fused, self.lean_optimizer, self.eight_bit, offload]
            .into_iter()
            .map(u32::from)
            .sum()
    }
}

/// Bytes moved beside the GPU's own work, in GB.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Traffic {
    /// Over the link for each step on one GPU.
    pub link_each: f64,
    /// Over the link for each optimizer step.
    pub link: f64,
    /// Through system memory for each optimizer step.
    pub host: f64,
}

/// One way to set a batched task up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rung {
    /// What is changed.
    pub change: Change,
    /// Memory of one GPU.
    pub footprint: Footprint,
    /// Friction.
    pub factor: f64,
    /// Bytes moved when something is offloaded.
    pub traffic: Traffic,
    /// Gradients that copies exchange for each optimizer step, in GB.
    pub gradients: f64,
    /// System memory it takes, in GiB.
    pub host: f64,
}

/// GiB that collective communication takes beside the CUDA context (`sizing.md`: 1.5 with
/// it, 0.8 without).
const COLLECTIVE: f64 = 0.7;

impl Rung {
    /// Memory of one GPU when the run uses GPUs in this way. Sharded rungs have their
    /// communication counted already; copies that exchange no gradients have none.
    pub(super) fn footprint_on(&self, gpus: GpuUse) -> Footprint {
        let mut footprint = self.footprint;
        if let GpuUse::DataParallel(_) = gpus
            && self.gradients > 0.0
        {
            footprint.context += COLLECTIVE;
        }
        footprint
    }
}

/// What a task asks of a machine.
#[derive(Debug, Clone)]
pub(super) enum Job {
    /// Training, or generating images.
    Batched(Batched),
    /// Generating text.
    Generate(Generation),
    /// A task without a speed model: it has needs and no plans.
    Unscored(Unscored),
}

impl Job {
    /// Shows every plan that the machine allows; `Err` where a data-sheet figure lacks.
    pub(super) fn plans(
        &self,
        at: &Context<'_>,
        show: &mut dyn FnMut(Plan),
    ) -> Result<(), Lacking> {
        match self {
            Self::Batched(job) => job.plans(at, show),
            Self::Generate(work) => generate::plans(work, at, show),
            Self::Unscored(_) => Ok(()),
        }
    }

    /// The rung of one of this job's plans; generation has none.
    pub(super) fn rung(&self, plan: &Plan) -> Option<&Rung> {
        let Self::Batched(job) = self else {
            return None;
        };
        match plan.gpus {
            GpuUse::One | GpuUse::DataParallel(_) => job.whole.get(plan.rung),
            GpuUse::Sharded(n) | GpuUse::Split(n) => {
                let rungs = usize::try_from(n).ok()?.checked_sub(2)?;
                job.sharded.get(rungs)?.get(plan.rung)
            }
        }
    }

    /// System memory that one of this job's plans takes, in GiB.
    pub(super) fn host(&self, plan: &Plan) -> f64 {
        match self {
            Self::Batched(_) => self.rung(plan).map_or(0.0, |rung| rung.host),
            Self::Generate(work) => generate::host(work, plan.placed),
            Self::Unscored(needs) => needs.host,
        }
    }

    /// For caution.
    pub(super) const fn family(&self) -> Family {
        match self {
            Self::Batched(job) => job.family,
            // Nothing is predicted of a task without a speed model, so nothing is known.
            Self::Generate(_) | Self::Unscored(_) => Family::Decode,
        }
    }
}
