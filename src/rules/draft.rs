//! A build, complete or not, as rules see it.

use super::Setting;
use crate::part::{Case, Cooler, Cpu, Gpu, GpuChip, Memory, Motherboard, PartKind, Psu, Storage};
use crate::unit::Watts;

named! {
    /// A place in a build that one part kind fills.
    Slot, "a slot" {
        /// Graphics cards: card model and count.
        Gpu = "gpu",
        /// The processor.
        Cpu = "cpu",
        /// The motherboard.
        Motherboard = "motherboard",
        /// Memory kits.
        Memory = "memory",
        /// Power supply.
        Psu = "psu",
        /// Drives.
        Storage = "storage",
        /// CPU cooler, or the one in the CPU's box.
        Cooler = "cooler",
        /// Case.
        Case = "case",
    }
}

impl Slot {
    /// The slot that parts of a kind go into; a chip stands for the cards with it.
    pub const fn of(kind: PartKind) -> Self {
        match kind {
            PartKind::GpuChip | PartKind::Gpu => Self::Gpu,
            PartKind::Cpu => Self::Cpu,
            PartKind::Motherboard => Self::Motherboard,
            PartKind::Memory => Self::Memory,
            PartKind::Psu => Self::Psu,
            PartKind::Storage => Self::Storage,
            PartKind::Cooler => Self::Cooler,
            PartKind::Case => Self::Case,
        }
    }
}

/// Some pieces of one part.
#[derive(Debug)]
pub struct Pick<'a, P> {
    /// The part.
    pub part: &'a P,
    /// How many.
    pub count: u32,
}

// Derived, these would ask for `P: Copy`, though only a reference is copied.
impl<P> Clone for Pick<'_, P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for Pick<'_, P> {}

/// Some pieces of one card, with its chip.
#[derive(Debug, Clone, Copy)]
pub struct GpuPick<'a> {
    /// The card.
    pub card: &'a Gpu,
    /// The chip on it.
    pub chip: &'a GpuChip,
    /// How many.
    pub count: u32,
}

impl GpuPick<'_> {
    /// The maker's board power of one card, before any power limit.
    pub fn stock_power(&self) -> Option<Watts> {
        self.card.board_power.or(self.chip.board_power)
    }
}

/// How the CPU is cooled.
#[derive(Debug, Clone, Copy)]
pub enum CoolerPick<'a> {
    /// By the cooler in the CPU's retail box.
    Boxed,
    /// By this one.
    Part(&'a Cooler),
}

/// A partial or whole build. An empty slot means *undecided*, never *none*.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// Graphics cards, possibly of several models.
    pub gpus: Option<&'a [GpuPick<'a>]>,
    /// The processor.
    pub cpu: Option<&'a Cpu>,
    /// The board.
    pub board: Option<&'a Motherboard>,
    /// Memory kits.
    pub memory: Option<&'a [Pick<'a, Memory>]>,
    /// Power supplies (the solver gives one; a checked build may have more).
    pub psus: Option<&'a [Pick<'a, Psu>]>,
    /// Drives.
    pub storage: Option<&'a [Pick<'a, Storage>]>,
    /// CPU cooler.
    pub cooler: Option<CoolerPick<'a>>,
    /// Case.
    pub case: Option<&'a Case>,
    /// The conditions of use.
    pub setting: &'a Setting,
}

impl<'a> Draft<'a> {
    /// A draft with every slot undecided.
    pub fn empty(setting: &'a Setting) -> Self {
        Self {
            gpus: None,
            cpu: None,
            board: None,
            memory: None,
            psus: None,
            storage: None,
            cooler: None,
            case: None,
            setting,
        }
    }

    /// How many cards, once decided.
    pub fn gpu_count(&self) -> Option<u32> {
        self.gpus.map(|gpus| {
            gpus.iter()
                .map(|pick| pick.count)
                .fold(0, u32::saturating_add)
        })
    }

    /// Power of all cards together under the setting's limit: `None` while undecided,
    /// `Some(None)` when a card's power is unknown.
    pub fn gpu_power(&self) -> Option<Option<Watts>> {
        Some(
            self.gpus?
                .iter()
                .map(|pick| Some(self.setting.card_power(pick.stock_power()?) * pick.count))
                .sum(),
        )
    }

    /// The same draft with one slot made undecided again.
    #[must_use]
    pub fn without(mut self, slot: Slot) -> Self {
        match slot {
            Slot::Gpu => self.gpus = None,
            Slot::Cpu => self.cpu = None,
            Slot::Motherboard => self.board = None,
            Slot::Memory => self.memory = None,
            Slot::Psu => self.psus = None,
            Slot::Storage => self.storage = None,
            Slot::Cooler => self.cooler = None,
            Slot::Case => self.case = None,
        }
        self
    }
}
