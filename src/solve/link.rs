//! The PCIe link that the speed model reads, from the seating that the rules judge.

use crate::part::{Cpu, Motherboard};
use crate::rules::{GpuPick, Seated, Setting, seat};
use crate::workload::Link;

/// The narrowest link among the cards as the board would seat them; a lane count or
/// generation that nobody has read counts as [`Link::UNKNOWN`].
pub fn link(
    board: &Motherboard,
    gpus: &[GpuPick<'_>],
    cpu: Option<&Cpu>,
    setting: &Setting,
) -> Link {
    let Seated::Yes(seating) = seat(board, gpus, cpu, setting) else {
        return Link::UNKNOWN;
    };
    let narrow = |list: &dyn Fn(&GpuPick<'_>) -> Option<u8>| gpus.iter().filter_map(list).min();
    let card_lanes = narrow(&|pick| pick.chip.pcie_lanes).unwrap_or(16);
    let card_generation = narrow(&|pick| pick.chip.pcie_generation).unwrap_or(u8::MAX);
    let links = seating.seats.iter().map(|seat| Link {
        generation: seat
            .generation
            .unwrap_or(Link::UNKNOWN.generation)
            .min(card_generation),
        lanes: seat.lanes.unwrap_or(Link::UNKNOWN.lanes).min(card_lanes),
    });
    links
        .min_by_key(|link| link.throughput())
        .unwrap_or(Link::UNKNOWN)
}
