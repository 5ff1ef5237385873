//! The slots that a board's mode feeds, with the lanes that a CPU leaves each.

use super::Setting;
use crate::part::{Bifurcation, BoardMode, BoardSlot, Cpu, Motherboard, SlotRoot, SlotSize};
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
    /// Whether the card hangs on a riser, in a place of its own.
    pub(super) hangs: bool,
}

impl Place<'_> {
    /// The case's expansion slot behind the card; `None` = not known.
    const fn position(&self) -> Option<u8> {
        if self.hangs { None } else { self.slot.position }
    }
}

/// How many cards the slot takes by its length and its risers, and whether they hang.
pub(super) fn cards_in(slot: &BoardSlot, setting: &Setting) -> (usize, bool) {
    match setting.split_of(&slot.name) {
        Some(split) => (split.links().len(), true),
        None if setting.riser => (1, true),
        None => (usize::from(slot.size == SlotSize::X16), false),
    }
}

/// Cards that the slots take by their length and their risers, whatever feeds them.
pub(super) fn cards_by_length(slots: &[BoardSlot], setting: &Setting) -> u32 {
    let cards: usize = slots.iter().map(|slot| cards_in(slot, setting).0).sum();
    u32::try_from(cards).unwrap_or(u32::MAX)
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

/// The full-length slots a mode feeds, from the CPU downwards. A riser that splits a slot
/// makes several places of it; on risers, shorter slots feed cards too.
///
/// A CPU with fewer than 16 graphics lanes (AM5 APUs: 8 or 4) gives them to its first slot
/// and has none left for the second half of an x8/x8 split.
pub(super) fn fill_places<'a>(
    places: &mut Vec<Place<'a>>,
    slots: &'a [BoardSlot],
    mode: &BoardMode,
    cpu: Option<&Cpu>,
    setting: &Setting,
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
        let (cards, hangs) = cards_in(slot, setting);
        let links = setting.split_of(&slot.name).map(Bifurcation::links);
        let mut rest = lanes;
        for link in 0..cards {
            let wired = links.and_then(|links| links.get(link)).unwrap_or(&lanes);
            let lanes = rest.min(*wired);
            rest -= lanes;
            if lanes > 0 && places.len() < MOST_SLOTS {
                places.push(Place { slot, lanes, hangs });
            }
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
        *entry = place.position();
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
pub(super) fn widest_narrowest(board: &Motherboard, count: u32, setting: &Setting) -> Option<u8> {
    let slots = board.slots.as_ref()?;
    let modes = board.modes.as_ref().filter(|modes| !modes.is_empty())?;
    let nth = usize::try_from(count.checked_sub(1)?).ok()?;
    let mut places = Vec::with_capacity(MOST_SLOTS);
    let mut widest = 0;
    for mode in modes {
        fill_places(&mut places, slots, mode, None, setting);
        places.sort_unstable_by_key(|place| Reverse(place.lanes));
        widest = widest.max(places.get(nth).map_or(0, |place| place.lanes));
    }
    Some(widest)
}

#[cfg(test)]
mod tests {
    use super::super::Riser;
    use super::super::test_parts::*;
    use super::*;

    #[test]
    fn the_bound_on_the_narrowest_link_is_the_best_of_all_modes() {
        let board = board(
            "slots: [{name: A, size: x16}, {name: B, size: x16}, {name: C, size: x16}, {name: D, size: x8}],
             modes: [{lanes: {A: 8, B: 8, C: 2, D: 8}}, {lanes: {A: 16, C: 4}}]",
        );
        let widest = |count| widest_narrowest(board, count, &Setting::default());
        assert_eq!(widest(1), Some(16));
        assert_eq!(widest(2), Some(8));
        assert_eq!(widest(3), Some(2));
        assert_eq!(widest(4), Some(0));
    }

    #[test]
    fn a_riser_makes_places_of_the_lanes_that_are_there() {
        let board = board(
            "slots: [{name: A, size: x16, position: 1}, {name: B, size: x4, position: 2}],
             modes: [{lanes: {A: 16, B: 4}}, {lanes: {A: 8}}]",
        );
        let (slots, modes) = (board.slots.as_ref().unwrap(), board.modes.as_ref().unwrap());
        let places = |mode: usize, setting: &Setting| {
            let mut places = Vec::new();
            fill_places(&mut places, slots, &modes[mode], None, setting);
            let told = |place: &Place<'_>| (place.slot.name.clone(), place.lanes, place.position());
            places.iter().map(told).collect::<Vec<_>>()
        };
        let named = |name: &str, lanes, position| (name.to_owned(), lanes, position);
        assert_eq!(places(0, &Setting::default()), [named("A", 16, Some(1))]);
        let split = Setting {
            risers: vec![Riser {
                slot: "A".to_owned(),
                split: Bifurcation::X8X8,
            }],
            ..Setting::default()
        };
        let halves = [named("A", 8, None), named("A", 8, None)];
        assert_eq!(places(0, &split), halves);
        // Eight lanes feed the first half alone.
        assert_eq!(places(1, &split), halves[..1]);
        let hanging = Setting {
            riser: true,
            ..Setting::default()
        };
        let each = [named("A", 16, None), named("B", 4, None)];
        assert_eq!(places(0, &hanging), each);
    }
}
