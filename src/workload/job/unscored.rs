//! A task without a speed model: what it asks of the machine, and no speed.

use crate::unit::Gibibytes;
use crate::workload::machine::Machine;
use crate::workload::memory::Breakdown;
use crate::workload::plan::Context;

/// Needs of a task whose speed nobody's figures support.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::workload) struct Unscored {
    /// Memory of the card it runs on.
    pub gpu: GpuMemory,
    /// Physical cores.
    pub cores: u32,
    /// System memory, in GiB.
    pub host: f64,
    /// Whether it needs cores for ray tracing.
    pub rt_cores: bool,
    /// Why there is no speed.
    pub why: &'static str,
    /// What else the reader should know.
    pub note: &'static str,
}

/// How much memory of a card.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::workload) enum GpuMemory {
    /// A card sold with at least so many GiB.
    Card(Gibibytes),
    /// What a run takes, in GiB.
    Run {
        /// Weights.
        weights: f64,
        /// Buffers, context and CUDA in the library that takes most.
        overhead: f64,
        /// The same in the library that takes least.
        least: f64,
    },
}

/// Memory that stays free on a card besides what ECC takes, so that a nominal size can
/// stand for a run: the desktop's GiB and the share of ECC (`ladder.yaml`).
const TAKEN: (f64, f64) = (1.0, 0.92);

impl GpuMemory {
    /// The least nominal size of a card that surely holds it.
    pub(in crate::workload) fn card(self) -> Gibibytes {
        match self {
            Self::Card(nominal) => nominal,
            Self::Run {
                weights, overhead, ..
            } => {
                let (desktop, ecc) = TAKEN;
                Gibibytes::new(whole((weights + overhead + desktop) / ecc))
            }
        }
    }

    /// What it uses, need and floor in GiB on this machine's cards.
    pub(in crate::workload) fn on(self, at: &Context<'_>) -> (Breakdown, f64, f64) {
        let (weights, overhead, least) = match self {
            // What a card of that size offers, of the sort that is there.
            Self::Card(memory) => {
                let mut chip = at.machine.chip.clone();
                chip.memory = memory;
                let machine = Machine {
                    chip: &chip,
                    ..*at.machine
                };
                let offered = at.ladder.usable(&machine);
                (0.0, offered, offered)
            }
            Self::Run {
                weights,
                overhead,
                least,
            } => (weights, overhead, least),
        };
        let breakdown = Breakdown {
            weights,
            overhead,
            ..Breakdown::default()
        };
        (breakdown, weights + overhead, weights + least)
    }
}

impl Unscored {
    /// What it asks for and the machine lacks, in words; empty = it runs.
    pub(in crate::workload) fn lacks(&self, at: &Context<'_>) -> Vec<String> {
        let mut lacks = Vec::new();
        let machine = at.machine;
        let (_, need, _) = self.gpu.on(at);
        if need > at.usable {
            lacks.push(format!("a card with {}", self.gpu.card()));
        }
        if let Some(cores) = machine.cores
            && u32::from(cores) < self.cores
        {
            lacks.push(format!("{} CPU cores", self.cores));
        }
        if at.memory() < self.host {
            lacks.push(format!("{} GiB of system memory", whole(self.host)));
        }
        if self.rt_cores && !machine.chip.has_rt_cores() {
            lacks.push("cores for ray tracing".to_owned());
        }
        lacks
    }

    /// Whether the machine has all that it asks for.
    pub(in crate::workload) fn met(&self, at: &Context<'_>) -> bool {
        self.lacks(at).is_empty()
    }
}

/// Rounded up to a whole number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what a u32 holds"
)]
pub(in crate::workload) fn whole(value: f64) -> u32 {
    libm::ceil(value.clamp(0.0, 1e9)) as u32
}
