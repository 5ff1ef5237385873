//! A complete build: parts, how each is acquired, and what it costs.

mod asked;
mod compare;
mod line;
mod name;
mod partlist;
mod restore;
mod saved;
mod saved_part;
mod store;
mod store_error;
mod supplies;

pub use asked::{Asked, GpuCount};
pub use compare::{Difference, Differences, differences};
pub use line::{Acquisition, Line};
pub use name::{BadName, BuildName};
pub use partlist::from_list;
pub use restore::{RestoreError, Restored};
pub use saved::{Keeping, Saved, Schema, Vanished};
pub use saved_part::{Basis, Purchase, SavedPart};
pub use store::{Overwrite, Store};
pub use store_error::StoreError;

use crate::part::{AnyPart, GpuChip};
use crate::rules::{self, CoolerPick, Draft, GpuPick, Pick, Setting, Slot};
use crate::unit::{Cost, Gibibytes, Gigabytes, Usd};

/// A build as a list of lines in slot order; the cooler's line is absent when the one in
/// the CPU's box is used.
#[derive(Debug, Clone)]
pub struct Build<'a> {
    /// One line a part model.
    pub lines: Vec<Line<'a>>,
    /// Chips of the cards, in the order of the GPU lines.
    pub chips: Vec<&'a GpuChip>,
    /// Whether the CPU is cooled by the cooler in its box.
    pub boxed_cooler: bool,
}

/// The parts of a build sorted by slot, from which a [`Draft`] borrows.
#[derive(Debug, Clone, Default)]
pub struct Sorted<'a> {
    gpus: Vec<GpuPick<'a>>,
    memory: Vec<Pick<'a, crate::part::Memory>>,
    psus: Vec<Pick<'a, crate::part::Psu>>,
    storage: Vec<Pick<'a, crate::part::Storage>>,
}

impl<'a> Build<'a> {
    /// Sorts the parts so that rules can borrow them.
    pub fn sorted(&self) -> Sorted<'a> {
        let mut sorted = Sorted::default();
        let mut chips = self.chips.iter().copied();
        for line in &self.lines {
            let count = line.count;
            match line.part {
                AnyPart::Gpu(card) => {
                    if let Some(chip) = chips.next() {
                        sorted.gpus.push(GpuPick { card, chip, count });
                    }
                }
                AnyPart::Memory(part) => sorted.memory.push(Pick { part, count }),
                AnyPart::Psu(part) => sorted.psus.push(Pick { part, count }),
                AnyPart::Storage(part) => sorted.storage.push(Pick { part, count }),
                AnyPart::GpuChip(_)
                | AnyPart::Cpu(_)
                | AnyPart::Motherboard(_)
                | AnyPart::Cooler(_)
                | AnyPart::Case(_) => {}
            }
        }
        sorted
    }

    /// The build as rules see it; a slot without a part is undecided.
    pub fn draft<'s>(&self, sorted: &'s Sorted<'a>, setting: &'s Setting) -> Draft<'s>
    where
        'a: 's,
    {
        fn filled<T>(list: &[T]) -> Option<&[T]> {
            (!list.is_empty()).then_some(list)
        }
        let mut draft = Draft::empty(setting);
        draft.gpus = filled(&sorted.gpus);
        draft.memory = filled(&sorted.memory);
        draft.psus = filled(&sorted.psus);
        draft.storage = filled(&sorted.storage);
        if self.boxed_cooler {
            draft.cooler = Some(CoolerPick::Boxed);
        }
        for line in &self.lines {
            match line.part {
                AnyPart::Cpu(part) => draft.cpu = Some(part),
                AnyPart::Motherboard(part) => draft.board = Some(part),
                AnyPart::Cooler(part) => draft.cooler = Some(CoolerPick::Part(part)),
                AnyPart::Case(part) => draft.case = Some(part),
                AnyPart::GpuChip(_)
                | AnyPart::Gpu(_)
                | AnyPart::Memory(_)
                | AnyPart::Psu(_)
                | AnyPart::Storage(_) => {}
            }
        }
        draft
    }

    /// Every rule that can be judged, in the rules' order.
    pub fn checks(&self, setting: &Setting) -> Vec<rules::Check> {
        let sorted = self.sorted();
        rules::check_all(&self.draft(&sorted, setting))
    }

    /// The parts' prices summed, before tax.
    pub fn parts_total(&self) -> Usd {
        self.lines.iter().map(Line::price).sum()
    }

    /// What is to be paid with tax on new parts, exact until the last cent.
    pub fn cost(&self, tax_basis_points: u32) -> Cost {
        self.lines
            .iter()
            .map(|line| line.cost(tax_basis_points))
            .sum()
    }

    /// The slot's lines.
    pub fn slot(&self, slot: Slot) -> impl Iterator<Item = &Line<'a>> {
        self.lines.iter().filter(move |line| line.slot() == slot)
    }

    /// Memory on the largest single GPU.
    pub fn gpu_memory(&self) -> Gibibytes {
        self.chips
            .iter()
            .map(|chip| chip.memory)
            .max()
            .unwrap_or_default()
    }

    /// System memory.
    pub fn memory(&self) -> Gibibytes {
        self.sorted()
            .memory
            .iter()
            .map(|kit| kit.part.capacity() * kit.count)
            .sum()
    }

    /// Capacity of all drives.
    pub fn storage(&self) -> Gigabytes {
        self.sorted()
            .storage
            .iter()
            .map(|drive| drive.part.capacity * drive.count)
            .sum()
    }
}
