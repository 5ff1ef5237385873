//! Pairs of CPU and board, what a GPU option leaves of the other slots, and what both cost
//! at the least: the bounds of the search.

use super::bits::Bits;
use super::candidate::{Candidate, SLOTS};
use super::domains::{Domains, index};
use super::network::CORE;
use super::tables::Tables;
use crate::rules::Slot;
use crate::unit::{Cost, Gibibytes};

/// CPU and board that can stand together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Platform {
    /// Where it stands among all.
    pub(super) place: usize,
    pub(super) cpu: usize,
    pub(super) board: usize,
    /// What the two cost.
    pub(super) cost: Cost,
    /// Least cost of a candidate that can stand with both, by slot; zero in the core.
    least: [Cost; 8],
    /// `cost` and all of `least`.
    pub(super) floor: Cost,
}

/// What one GPU option leaves of the other slots.
#[derive(Debug)]
pub(super) struct Row {
    /// Compatible candidates by slot.
    pub(super) admitted: [Bits; 8],
    /// Least cost of a compatible candidate, by slot; zero in the core.
    pub(super) least: [Cost; 8],
}

impl Row {
    /// Whether CPU and board can each stand with the GPU option.
    pub(super) fn admits(&self, platform: &Platform) -> bool {
        let admitted = |slot: Slot, pick: usize| self.admitted[index(slot)].holds(pick);
        admitted(Slot::Cpu, platform.cpu) && admitted(Slot::Motherboard, platform.board)
    }

    /// What CPU, board and all the rest cost at the least on this platform.
    pub(super) fn floor(&self, platform: &Platform) -> Cost {
        platform.cost + self.beside(platform).into_iter().sum()
    }

    /// What each slot outside the core costs at the least on this platform.
    pub(super) fn beside(&self, platform: &Platform) -> [Cost; 8] {
        std::array::from_fn(|slot| self.least[slot].max(platform.least[slot]))
    }
}

/// The memory candidates that can stand on a board and bring more than all cheaper ones.
pub(super) fn memories(
    candidates: &[Candidate<'_>],
    tables: &Tables,
    board: usize,
) -> Vec<(Cost, Gibibytes)> {
    let mut most = Gibibytes::default();
    let mut stairs = Vec::new();
    for (place, candidate) in candidates.iter().enumerate() {
        if candidate.memory() > most
            && tables.compatible(Slot::Motherboard, board, Slot::Memory, place)
        {
            most = candidate.memory();
            stairs.push((candidate.cost, most));
        }
    }
    stairs
}

/// All pairs of CPU and board, those that can be completed most cheaply first.
pub(super) fn platforms(domains: &Domains<'_>, tables: &Tables) -> Vec<Platform> {
    let (cpus, boards) = (domains.slot(Slot::Cpu), domains.slot(Slot::Motherboard));
    let mut platforms: Vec<Platform> = Vec::new();
    for (cpu, processor) in cpus.iter().enumerate() {
        for (board, motherboard) in boards.iter().enumerate() {
            if !tables.compatible(Slot::Cpu, cpu, Slot::Motherboard, board) {
                continue;
            }
            let Some(least) = least_beside(domains, tables, cpu, board) else {
                continue;
            };
            let cost = processor.cost + motherboard.cost;
            let floor = cost + least.iter().copied().sum();
            platforms.push(Platform {
                place: 0,
                cpu,
                board,
                cost,
                least,
                floor,
            });
        }
    }
    platforms.sort_by_key(|platform| (platform.floor, platform.cpu, platform.board));
    for (place, platform) in platforms.iter_mut().enumerate() {
        platform.place = place;
    }
    platforms
}

/// Least cost by slot outside the core beside this CPU and board; `None` when a slot has
/// no candidate that can stand with both.
fn least_beside(
    domains: &Domains<'_>,
    tables: &Tables,
    cpu: usize,
    board: usize,
) -> Option<[Cost; 8]> {
    let mut least = [Cost::ZERO; 8];
    for slot in SLOTS.into_iter().filter(|slot| !CORE.contains(slot)) {
        let candidates = domains.slot(slot);
        let beside = [(Slot::Cpu, cpu), (Slot::Motherboard, board)]
            .map(|(core, pick)| tables.beside(core, pick, slot));
        let first = match beside {
            [Some(one), Some(other)] => one.first_common(other)?,
            [Some(one), None] | [None, Some(one)] => one.first()?,
            [None, None] => 0,
        };
        let first = candidates.get(first)?.cost;
        least[index(slot)] = first;
    }
    Some(least)
}
