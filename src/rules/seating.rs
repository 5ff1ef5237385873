//! Which slots the cards of a build sit in, and with how many lanes each.
//!
//! Shared by the PCIe rules and by the speed model: the board's mode decides slots, lanes
//! and spacing together, so all of them must speak of the same seating.

use super::GpuPick;
use super::arrangement::{Room, arrange};
use crate::part::{BoardMode, BoardSlot, Cpu, Motherboard, SlotRoot, SlotSize};
use crate::unit::SlotWidth;
use std::cmp::Reverse;

/// One card in one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat<'a> {
    /// The slot.
    pub slot: &'a BoardSlot,
    /// Which pick of the draft the card in it belongs to: an index into `gpus`.
    pub pick: usize,
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

/// Full-length slots looked at in one mode. No board has more than eight; the bound keeps
/// an absurd catalogue entry from costing time.
pub(super) const MOST_SLOTS: usize = 12;

/// A CPU with fewer lanes for graphics than this shares them out over all its slots.
const FULL_LINK: u8 = 16;

/// A slot that a mode feeds, with the lanes this CPU leaves it.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    slot: &'a BoardSlot,
    lanes: u8,
}

/// What makes one seating better than another, most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    room: Room,
    narrowest: u8,
    root: Root,
    total: u32,
    cost: Reverse<usize>,
    last: Reverse<u8>,
}

/// Where lanes come from, worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Root {
    Chipset,
    Unknown,
    Cpu,
}

impl Root {
    fn of(slot: &BoardSlot) -> Self {
        match slot.root {
            Some(SlotRoot::Cpu) => Self::Cpu,
            Some(SlotRoot::Chipset) => Self::Chipset,
            None => Self::Unknown,
        }
    }
}

/// Seats all cards on the board.
///
/// Among the board's modes and their full-length slots the best seating has, in this
/// order: cards that do not reach into each other (then those of which that is not known),
/// the widest narrowest link, no chipset slot, the most lanes in all, the fewest M.2
/// sockets and SATA ports switched off, and the last card nearest the CPU. The case is not
/// looked at: PCI-06 judges the chosen seating against it. An undecided `cpu` is taken to
/// have all lanes, so a CPU can only take seatings away.
pub fn seat<'a>(board: &'a Motherboard, gpus: &[GpuPick<'_>], cpu: Option<&Cpu>) -> Seated<'a> {
    let Some(slots) = &board.slots else {
        return Seated::Unknown("motherboard slots");
    };
    let count = gpus
        .iter()
        .fold(0u32, |sum, pick| sum.saturating_add(pick.count));
    let modes = board.modes.as_deref().unwrap_or_default();
    if modes.is_empty() {
        return without_modes(slots, gpus, count, cpu);
    }
    let mut places = Vec::with_capacity(MOST_SLOTS);
    let mut most = 0;
    let mut best: Option<(Rank, usize, u32)> = None;
    for (index, mode) in modes.iter().enumerate() {
        fill_places(&mut places, slots, mode, cpu);
        most = most.max(places.len());
        for chosen in (0..1u32 << places.len()).filter(|set| set.count_ones() == count) {
            let rank = rank(&places, chosen, gpus, mode);
            if best.is_none_or(|(found, ..)| rank > found) {
                best = Some((rank, index, chosen));
            }
        }
    }
    let Some((_, index, chosen)) = best else {
        return Seated::NoRoom {
            slots: u32::try_from(most).unwrap_or(u32::MAX),
        };
    };
    if let Some(mode) = modes.get(index) {
        fill_places(&mut places, slots, mode, cpu);
    }
    Seated::Yes(Seating {
        seats: seats(&places, chosen, gpus, cpu),
        mode: Some(index),
    })
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

/// One card goes into the first full-length slot at the CPU with lanes unknown; for more,
/// which slots work together must be known.
fn without_modes<'a>(
    slots: &'a [BoardSlot],
    gpus: &[GpuPick<'_>],
    count: u32,
    cpu: Option<&Cpu>,
) -> Seated<'a> {
    let full = || slots.iter().filter(|slot| slot.size == SlotSize::X16);
    let offered = u32::try_from(full().count()).unwrap_or(u32::MAX);
    if offered < count {
        return Seated::NoRoom { slots: offered };
    }
    if count > 1 {
        return Seated::Unknown("motherboard modes");
    }
    let pick = gpus.iter().position(|pick| pick.count > 0);
    let first = full().min_by_key(|slot| Reverse(Root::of(slot)));
    let seats = first.zip(pick).map(|(slot, pick)| Seat {
        slot,
        pick,
        lanes: None,
        generation: generation(slot, cpu),
        width: gpus.get(pick).and_then(|pick| pick.card.slots),
    });
    Seated::Yes(Seating {
        seats: seats.into_iter().collect(),
        mode: None,
    })
}

/// The full-length slots a mode feeds, from the CPU downwards.
///
/// A CPU with fewer than 16 graphics lanes (AM5 APUs: 8 or 4) gives them to its first slot
/// and has none left for the second half of an x8/x8 split.
fn fill_places<'a>(
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
fn members<'p, 'a>(places: &'p [Place<'a>], set: u32) -> impl Iterator<Item = &'p Place<'a>> {
    places
        .iter()
        .enumerate()
        .filter(move |(index, _)| set >> index & 1 == 1)
        .map(|(_, place)| place)
}

fn rank(places: &[Place<'_>], chosen: u32, gpus: &[GpuPick<'_>], mode: &BoardMode) -> Rank {
    let lanes = || members(places, chosen).map(|place| place.lanes);
    Rank {
        room: arrange(positions(places, chosen).as_slice(), gpus).room,
        narrowest: lanes().min().unwrap_or(u8::MAX),
        root: members(places, chosen)
            .map(|place| Root::of(place.slot))
            .min()
            .unwrap_or(Root::Cpu),
        total: lanes().map(u32::from).sum(),
        cost: Reverse(mode.m2_off.len() + usize::from(mode.sata_off.unwrap_or(0))),
        last: Reverse(
            members(places, chosen)
                .last()
                .and_then(|place| place.slot.position)
                .unwrap_or(u8::MAX),
        ),
    }
}

/// Positions of the chosen slots, from the CPU downwards.
fn positions(places: &[Place<'_>], chosen: u32) -> Positions {
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

fn seats<'a>(
    places: &[Place<'a>],
    chosen: u32,
    gpus: &[GpuPick<'_>],
    cpu: Option<&Cpu>,
) -> Vec<Seat<'a>> {
    let order = arrange(positions(places, chosen).as_slice(), gpus).picks;
    members(places, chosen)
        .zip(order)
        .map(|(place, pick)| Seat {
            slot: place.slot,
            pick,
            lanes: Some(place.lanes),
            generation: generation(place.slot, cpu),
            width: gpus.get(pick).and_then(|pick| pick.card.slots),
        })
        .collect()
}

fn generation(slot: &BoardSlot, cpu: Option<&Cpu>) -> Option<u8> {
    match (Root::of(slot), cpu) {
        (Root::Chipset, _) | (_, None) => slot.generation,
        (Root::Cpu | Root::Unknown, Some(cpu)) => Some(slot.generation?.min(cpu.pcie_generation?)),
    }
}
