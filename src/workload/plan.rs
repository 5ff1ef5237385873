//! A plan: one rung of the ladder on a machine, with its speed.

use super::caution::{Kin, Spread};
use super::job::Job;
use super::ladder::LadderConstants;
use super::machine::Machine;
use super::memory::Placed;
use super::speed::{Bound, Decode, Speeds};
use crate::part::GpuChip;

/// How a plan uses several GPUs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GpuUse {
    /// One GPU does everything.
    One,
    /// A copy on each of so many; gradients are exchanged each step.
    DataParallel(u32),
    /// Weights and states divided over so many.
    Sharded(u32),
    /// Layers of a generation divided over so many.
    Split(u32),
}

impl GpuUse {
    /// GPUs at work.
    pub const fn count(self) -> u32 {
        match self {
            Self::One => 1,
            Self::DataParallel(n) | Self::Sharded(n) | Self::Split(n) => n,
        }
    }
}

/// What is tried on a machine, with all that speed depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// Index of the rung in the job's list.
    pub rung: usize,
    /// Speed relative to the task on one RTX 3090's roofline (or tokens a second).
    pub speed: f64,
    /// Share by which the ratio is lowered.
    pub caution: f64,
    /// Whether the memory is only tight.
    pub tight: bool,
    /// Samples a step on one GPU.
    pub batch: u32,
    /// Steps that are accumulated.
    pub accumulate: u32,
    /// Where a model that generates text is.
    pub placed: Placed,
    /// How several GPUs are used.
    pub gpus: GpuUse,
    /// For caution and confidence.
    pub spread: Spread,
    /// What takes most of the time.
    pub bound: Bound,
}

impl Plan {
    /// Speed that the score pays for.
    pub(super) fn cautious(&self) -> f64 {
        self.speed * (1.0 - self.caution)
    }

    /// Whether part of the work lives in system memory.
    pub(super) fn offloads(&self, job: &Job) -> bool {
        self.placed != Placed::OnGpus || job.rung(self).is_some_and(|rung| rung.change.offloads())
    }
}

/// A machine's rates, computed once for all tasks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    /// The machine itself.
    pub machine: &'a Machine<'a>,
    /// The judgements.
    pub ladder: &'a LadderConstants,
    /// GiB on each GPU.
    pub usable: f64,
    /// Host to GPU, GB/s.
    pub link: f64,
    /// Between GPUs, GB/s.
    pub all_reduce: f64,
    /// System memory, GB/s.
    pub host_read: f64,
    /// Relative speeds.
    pub speeds: Speeds,
    /// Decoding.
    pub decode: Decode,
    /// The chip that all is relative to.
    pub reference: &'a GpuChip,
    /// Relation to the reference.
    pub kin: Kin,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        machine: &'a Machine<'a>,
        ladder: &'a LadderConstants,
        reference: &'a GpuChip,
    ) -> Self {
        let width = LadderConstants::width(machine);
        Self {
            machine,
            ladder,
            usable: ladder.usable(machine),
            link: ladder.link * width,
            all_reduce: ladder.exchange(machine),
            host_read: ladder.host_read(machine.memory_type),
            speeds: Speeds::new(machine.chip, reference, machine.power_limit),
            decode: Decode::new(machine.chip, machine.power_limit),
            reference,
            kin: Kin::of(machine.chip, reference),
        }
    }

    /// The same with more cards, or cards or a host with more memory.
    pub(super) fn on<'b>(&self, machine: &'b Machine<'b>) -> Context<'b>
    where
        'a: 'b,
    {
        Context {
            machine,
            usable: self.ladder.usable(machine),
            ..*self
        }
    }

    /// System memory in GiB.
    pub(super) fn memory(&self) -> f64 {
        self.machine.memory.value()
    }
}
