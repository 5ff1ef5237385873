//! A candidate: one way to fill one slot, with its price.

use super::standing::Standing;
use super::traits::Traits;
use crate::build::{Acquisition, Line};
use crate::part::{Case, Cpu, Interface, Memory, Motherboard, Part, Psu, Storage};
use crate::rules::{CoolerPick, Draft, GpuPick, Pick, Slot};
use crate::unit::{Cost, Gibibytes, Gigabytes};
use std::sync::Arc;

/// What a candidate puts into its slot. Lists of one, so that drafts can borrow them.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item<'a> {
    Gpus([GpuPick<'a>; 1]),
    Cpu(&'a Cpu),
    Board(&'a Motherboard),
    Memory([Pick<'a, Memory>; 1]),
    Psu([Pick<'a, Psu>; 1]),
    Storage([Pick<'a, Storage>; 1]),
    Cooler(CoolerPick<'a>),
    Case(&'a Case),
}

/// One value of a slot's domain.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'a> {
    pub(super) item: Item<'a>,
    /// Price with tax, of all pieces to be bought.
    pub(super) cost: Cost,
    /// The line it becomes; `None` for the cooler in the CPU's box.
    pub(super) line: Option<Line<'a>>,
    /// Unknowns among the rules about it alone.
    pub(super) unknowns: u32,
    /// Its part's fields, once they are numbered.
    pub(super) traits: Arc<Traits>,
    /// How it compares, once that is known.
    pub(super) standing: Option<Arc<Standing>>,
}

/// The last word of the total order: part id, then condition, then count.
pub(super) type Identity<'a> = (&'a str, u8, u32);

impl<'a> Candidate<'a> {
    /// Puts the candidate into its slot of a draft.
    pub(super) fn place(&'a self, draft: &mut Draft<'a>) {
        match &self.item {
            Item::Gpus(picks) => draft.gpus = Some(picks),
            Item::Cpu(part) => draft.cpu = Some(part),
            Item::Board(part) => draft.board = Some(part),
            Item::Memory(picks) => draft.memory = Some(picks),
            Item::Psu(picks) => draft.psus = Some(picks),
            Item::Storage(picks) => draft.storage = Some(picks),
            Item::Cooler(pick) => draft.cooler = Some(*pick),
            Item::Case(part) => draft.case = Some(part),
        }
    }

    /// The cards of a candidate of the GPU slot.
    pub(super) fn gpus(&self) -> GpuPick<'a> {
        match self.item {
            Item::Gpus([pick]) => pick,
            _ => unreachable!("the GPU slot holds GPU candidates only"),
        }
    }

    /// The part of a candidate of the CPU slot.
    pub(super) fn cpu(&self) -> &'a Cpu {
        match self.item {
            Item::Cpu(part) => part,
            _ => unreachable!("the CPU slot holds CPUs only"),
        }
    }

    /// The part of a candidate of the board slot.
    pub(super) fn board(&self) -> &'a Motherboard {
        match self.item {
            Item::Board(part) => part,
            _ => unreachable!("the board slot holds boards only"),
        }
    }

    /// What ties are broken by in the end.
    pub(super) fn identity(&self) -> Identity<'a> {
        let Some(line) = &self.line else {
            return ("", 0, 1);
        };
        let condition = match &line.acquisition {
            Acquisition::Owned => 0,
            Acquisition::Bought(condition, _) => 1 + *condition as u8,
        };
        (line.part.id(), condition, line.count)
    }

    /// System memory it brings.
    pub(super) fn memory(&self) -> Gibibytes {
        match &self.item {
            Item::Memory([kit]) => kit.part.capacity() * kit.count,
            _ => Gibibytes::default(),
        }
    }

    /// Drive capacity it brings.
    pub(super) fn storage(&self) -> Gigabytes {
        match &self.item {
            Item::Storage([drive]) => drive.part.capacity * drive.count,
            _ => Gigabytes::default(),
        }
    }

    /// What its part offers its neighbours; `None` for the cooler in the CPU's box.
    pub(super) fn interface(&self) -> Option<Interface> {
        match &self.item {
            Item::Gpus([pick]) => Some(pick.card.interface()),
            Item::Cpu(part) => Some(part.interface()),
            Item::Board(part) => Some(part.interface()),
            Item::Memory([pick]) => Some(pick.part.interface()),
            Item::Psu([pick]) => Some(pick.part.interface()),
            Item::Storage([pick]) => Some(pick.part.interface()),
            Item::Cooler(CoolerPick::Part(part)) => Some(part.interface()),
            Item::Cooler(CoolerPick::Boxed) => None,
            Item::Case(part) => Some(part.interface()),
        }
    }
}

/// Slots in the order of a build's lines.
pub(super) const SLOTS: [Slot; 8] = [
    Slot::Gpu,
    Slot::Cpu,
    Slot::Motherboard,
    Slot::Memory,
    Slot::Psu,
    Slot::Storage,
    Slot::Cooler,
    Slot::Case,
];
