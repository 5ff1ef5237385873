//! The slots that a board's mode feeds, with the lanes that a CPU leaves each.

use crate::part::{BoardMode, BoardSlot, Cpu, Motherboard, SlotRoot, SlotSize};
use std::cmp::Reverse;

/// Full-length slots looked at in one mode. No board has more than eight; the bound keeps
/// an absurd catalogue entry from costing time.
pub(super) const MOST_SLOTS: usize = 12;

/// A CPU with fewer lanes for graphics than this shares them out over all its slots.
const FULL_LINK: u8 = 16;

/// A slot that a mode feeds, with the lanes this CPU leaves it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) slot: &'a BoardSlot,
    pub(super) lanes: u8,
}

/// Where lanes come from, worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Root {
    Chipset,
    Unknown,
    Cpu,
}

impl Root {
    pub(super) fn of(slot: &BoardSlot) -> Self {
        match slot.root {
            Some(SlotRoot::Cpu) => Self::Cpu,
            Some(SlotRoot::Chipset) => Self::Chipset,
            None => Self::Unknown,
        }
    }
}

/// The full-length slots a mode feeds, from the CPU downwards.
///
/// A CPU with fewer than 16 graphics lanes (AM5 APUs: 8 or 4) gives them to its first slot
/// and has none left for the second half of an x8/x8 split.
pub(super) fn fill_places<'a>(
    places: &mut Vec<Place<'a>>,
    slots: &'a [BoardSlot],
    mode: &BoardMode,
    cpu: Option<&Cpu>,
) {
    places.clear();
    let mut left = cpu
        .and_then(|cpu| cpu.gpu_lanes)
        .filter(|lanes| *lanes < FULL_LINK);
    for slot in slots {
        let Some(&wired) = mode.lanes.get(&slot.name) else {
            continue;
        };
        let lanes = match (&mut left, Root::of(slot)) {
            (Some(left), Root::Cpu | Root::Unknown) => {
                let given = wired.min(*left);
                *left -= given;
                given
            }
            (Some(_), Root::Chipset) | (None, _) => wired,
        };
        if slot.size == SlotSize::X16 && lanes > 0 && places.len() < MOST_SLOTS {
            places.push(Place { slot, lanes });
        }
    }
    places.sort_by_key(|place| place.slot.position);
}

/// The places in the set, whose bit `i` stands for place `i`.
pub(super) fn members<'p, 'a>(
    places: &'p [Place<'a>],
    set: u32,
) -> impl Iterator<Item = &'p Place<'a>> {
    places
        .iter()
        .enumerate()
        .filter(move |(index, _)| set >> index & 1 == 1)
        .map(|(_, place)| place)
}

/// Positions of the chosen slots, from the CPU downwards.
pub(super) fn positions(places: &[Place<'_>], chosen: u32) -> Positions {
    let mut list = [None; MOST_SLOTS];
    let mut count = 0;
    for (entry, place) in list.iter_mut().zip(members(places, chosen)) {
        *entry = place.slot.position;
        count += 1;
    }
    Positions { list, count }
}

/// Up to [`MOST_SLOTS`] slot positions; `None` = not known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Positions {
    list: [Option<u8>; MOST_SLOTS],
    count: usize,
}

impl Positions {
    pub(super) fn as_slice(&self) -> &[Option<u8>] {
        self.list.get(..self.count).unwrap_or_default()
    }
}

/// The widest link that the narrowest of `count` cards can get, whatever the CPU and the
/// cards' thickness: an upper bound for every seating. `None` = lanes are not known.
pub(super) fn widest_narrowest(board: &Motherboard, count: u32) -> Option<u8> {
    let slots = board.slots.as_ref()?;
    let modes = board.modes.as_ref().filter(|modes| !modes.is_empty())?;
    let nth = usize::try_from(count.checked_sub(1)?).ok()?;
    let mut places = Vec::with_capacity(MOST_SLOTS);
    let mut widest = 0;
    for mode in modes {
        fill_places(&mut places, slots, mode, None);
        places.sort_unstable_by_key(|place| Reverse(place.lanes));
        widest = widest.max(places.get(nth).map_or(0, |place| place.lanes));
    }
    Some(widest)
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    #[test]
    fn the_bound_on_the_narrowest_link_is_the_best_of_all_modes() {
        let board = board(
            "slots: [{name: A, size: x16}, {name: B, size: x16}, {name: C, size: x16}, {name: D, size: x8}],
             modes: [{lanes: {A: 8, B: 8, C: 2, D: 8}}, {lanes: {A: 16, C: 4}}]",
        );
        assert_eq!(widest_narrowest(board, 1), Some(16));
        assert_eq!(widest_narrowest(board, 2), Some(8));
        assert_eq!(widest_narrowest(board, 3), Some(2));
        assert_eq!(widest_narrowest(board, 4), Some(0));
    }
}
