//! Which slots the cards of a build sit in, and with how many lanes each.
//!
//! Shared by the PCIe rules and by the speed model: the board's mode decides slots, lanes
//! and spacing together, so all of them must speak of the same seating.

use super::arrangement::{Room, arrange};
use super::bridge::{Bridge, bridge};
use super::places::{MOST_SLOTS, Place, Root, fill_places, members, positions};
use super::places::{cards_by_length, cards_in};
use super::{GpuPick, Setting};
use crate::part::{BoardMode, BoardSlot, Cpu, Motherboard};
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
    /// Whether the card hangs on a riser: then nobody knows beside what.
    pub hangs: bool,
}

impl Seat<'_> {
    /// The case's expansion slot behind the card; `None` = not known.
    pub fn position(&self) -> Option<u8> {
        self.slot.position.filter(|_| !self.hangs)
    }
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

/// What makes one seating better than another, most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    room: Room,
    bridge: Bridge,
    narrowest: u8,
    root: Root,
    total: u32,
    cost: Reverse<usize>,
    last: Reverse<u8>,
}

/// Seats all cards on the board.
///
/// Among the board's modes and their full-length slots the best seating has, in this
/// order: cards that do not reach into each other (then those of which that is not known),
/// where an `NVLink` bridge is wanted cards as far apart as one joins, the widest narrowest
/// link, no chipset slot, the most lanes in all, the fewest M.2 sockets and SATA ports
/// switched off, and the last card nearest the CPU. The case is not looked at: PCI-06
/// judges the chosen seating against it. An undecided `cpu` is taken to have all lanes, so
/// a CPU can only take seatings away.
pub fn seat<'a>(
    board: &'a Motherboard,
    gpus: &[GpuPick<'_>],
    cpu: Option<&Cpu>,
    setting: &Setting,
) -> Seated<'a> {
    let Some(slots) = &board.slots else {
        return Seated::Unknown("motherboard slots");
    };
    let count = gpus
        .iter()
        .fold(0u32, |sum, pick| sum.saturating_add(pick.count));
    let modes = board.modes.as_deref().unwrap_or_default();
    if modes.is_empty() {
        return without_modes(slots, gpus, count, cpu, setting);
    }
    let mut places = Vec::with_capacity(MOST_SLOTS);
    let mut most = 0;
    let mut best: Option<(Rank, usize, u32)> = None;
    for (index, mode) in modes.iter().enumerate() {
        fill_places(&mut places, slots, mode, cpu, setting);
        most = most.max(places.len());
        for chosen in (0..1u32 << places.len()).filter(|set| set.count_ones() == count) {
            let rank = rank(&places, chosen, gpus, mode, setting);
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
        fill_places(&mut places, slots, mode, cpu, setting);
    }
    Seated::Yes(Seating {
        seats: seats(&places, chosen, gpus, cpu),
        mode: Some(index),
    })
}

/// One card goes into the first full-length slot at the CPU with lanes unknown; for more,
/// which slots work together must be known.
fn without_modes<'a>(
    slots: &'a [BoardSlot],
    gpus: &[GpuPick<'_>],
    count: u32,
    cpu: Option<&Cpu>,
    setting: &Setting,
) -> Seated<'a> {
    let offered = cards_by_length(slots, setting);
    if offered < count {
        return Seated::NoRoom { slots: offered };
    }
    if count > 1 {
        return Seated::Unknown("motherboard modes");
    }
    let pick = gpus.iter().position(|pick| pick.count > 0);
    let takes = slots.iter().filter(|slot| cards_in(slot, setting).0 > 0);
    let first = takes.min_by_key(|slot| Reverse(Root::of(slot)));
    let seats = first.zip(pick).map(|(slot, pick)| Seat {
        slot,
        pick,
        lanes: None,
        generation: generation(slot, cpu),
        width: gpus.get(pick).and_then(|pick| pick.card.slots),
        hangs: cards_in(slot, setting).1,
    });
    Seated::Yes(Seating {
        seats: seats.into_iter().collect(),
        mode: None,
    })
}

fn rank(
    places: &[Place<'_>],
    chosen: u32,
    gpus: &[GpuPick<'_>],
    mode: &BoardMode,
    setting: &Setting,
) -> Rank {
    let lanes = || members(places, chosen).map(|place| place.lanes);
    let positions = positions(places, chosen);
    Rank {
        room: arrange(positions.as_slice(), gpus).room,
        bridge: if setting.nvlink {
            bridge(positions.as_slice(), gpus)
        } else {
            Bridge::Joins
        },
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
            hangs: place.hangs,
        })
        .collect()
}

fn generation(slot: &BoardSlot, cpu: Option<&Cpu>) -> Option<u8> {
    match (Root::of(slot), cpu) {
        (Root::Chipset, _) | (_, None) => slot.generation,
        (Root::Cpu | Root::Unknown, Some(cpu)) => Some(slot.generation?.min(cpu.pcie_generation?)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Riser;
    use super::super::test_parts::*;
    use super::*;

    const X870E_PROART: &str = "
        slots: [{name: A, size: x16, root: cpu, generation: 5, position: 2},
                {name: B, size: x16, root: cpu, generation: 5, position: 5},
                {name: C, size: x16, root: chipset, generation: 4, position: 7},
                {name: D, size: x1, root: chipset, position: 6}],
        modes: [{lanes: {A: 8, B: 8, C: 2, D: 1}}, {lanes: {A: 16, C: 2, D: 1}},
                {lanes: {A: 8, B: 8, C: 4}, m2_off: [M2_4]}]";

    /// Names and lanes of the seats, with the board's mode.
    fn seated(
        board_fields: &str,
        card_fields: &str,
        count: u32,
        cpu_fields: &str,
    ) -> (Vec<(String, Option<u8>)>, Option<usize>) {
        seated_under(
            &Setting::default(),
            board_fields,
            card_fields,
            count,
            cpu_fields,
        )
    }

    fn seated_under(
        setting: &Setting,
        board_fields: &str,
        card_fields: &str,
        count: u32,
        cpu_fields: &str,
    ) -> (Vec<(String, Option<u8>)>, Option<usize>) {
        let gpus = cards(card(card_fields), chip(""), count).unwrap();
        match seat(board(board_fields), gpus, Some(cpu(cpu_fields)), setting) {
            Seated::Yes(seating) => (
                seating
                    .seats
                    .iter()
                    .map(|seat| (seat.slot.name.clone(), seat.lanes))
                    .collect(),
                seating.mode,
            ),
            other => panic!("{other:?}"),
        }
    }

    fn at(seats: &[(&str, u8)], mode: usize) -> (Vec<(String, Option<u8>)>, Option<usize>) {
        let seats = seats
            .iter()
            .map(|(name, lanes)| ((*name).to_owned(), Some(*lanes)))
            .collect();
        (seats, Some(mode))
    }

    #[test]
    fn one_card_gets_the_full_link() {
        let one = seated(X870E_PROART, "slots: 3", 1, "");
        assert_eq!(one, at(&[("A", 16)], 1));
    }

    #[test]
    fn two_cards_share_the_cpus_lanes_and_leave_every_m2_socket_on() {
        let two = seated(X870E_PROART, "slots: 3", 2, "");
        assert_eq!(two, at(&[("A", 8), ("B", 8)], 0));
    }

    #[test]
    fn a_third_card_is_worth_an_m2_socket_for_its_wider_link() {
        let three = seated(X870E_PROART, "slots: 2", 3, "");
        assert_eq!(three, at(&[("A", 8), ("B", 8), ("C", 4)], 2));
    }

    #[test]
    fn cards_that_would_overlap_move_to_a_narrower_slot() {
        // Four slots thick: A to B are three apart, A to C five.
        let two = seated(X870E_PROART, "slots: 3.8", 2, "");
        assert_eq!(two, at(&[("A", 8), ("C", 4)], 2));
        let unknown_width = seated(X870E_PROART, "", 2, "");
        assert_eq!(unknown_width, at(&[("A", 8), ("B", 8)], 0));
    }

    #[test]
    fn of_equal_seatings_the_one_nearest_the_cpu_wins() {
        let even = "slots: [{name: A, size: x16, root: cpu, position: 1},
            {name: B, size: x16, root: cpu, position: 3}, {name: C, size: x16, root: cpu, position: 5}],
            modes: [{lanes: {A: 16, B: 16, C: 16}}]";
        let two = seated(even, "slots: 2", 2, "");
        assert_eq!(two, at(&[("A", 16), ("B", 16)], 0));
    }

    #[test]
    fn the_cpu_is_preferred_to_a_chipset_slot_with_as_many_lanes() {
        let board = "slots: [{name: A, size: x16, root: chipset}, {name: B, size: x16, root: cpu}],
            modes: [{lanes: {A: 8, B: 8}}]";
        assert_eq!(seated(board, "", 1, ""), at(&[("B", 8)], 0));
    }

    #[test]
    fn a_small_apu_feeds_only_its_first_slot() {
        let one = seated(X870E_PROART, "slots: 3", 1, "gpu_lanes: 8");
        assert_eq!(one, at(&[("A", 8)], 0));
        // The second card falls to the chipset: all the CPU has went to the first.
        let two = seated(X870E_PROART, "slots: 3", 2, "gpu_lanes: 8");
        assert_eq!(two, at(&[("A", 8), ("C", 4)], 2));
    }

    #[test]
    fn the_generation_is_the_older_of_slot_and_cpu_except_behind_the_chipset() {
        let gpus = cards(card("slots: 2"), chip(""), 3).unwrap();
        let (board, cpu) = (board(X870E_PROART), cpu("pcie_generation: 3"));
        let Seated::Yes(seating) = seat(board, gpus, Some(cpu), &Setting::default()) else {
            panic!("not seated");
        };
        let generations: Vec<_> = seating.seats.iter().map(|seat| seat.generation).collect();
        assert_eq!(generations, [Some(3), Some(3), Some(4)]);
    }

    #[test]
    fn without_modes_one_card_sits_at_the_cpu_with_unknown_lanes() {
        let board = "slots: [{name: A, size: x16, root: chipset}, {name: B, size: x16, root: cpu}]";
        let one = seated(board, "", 1, "");
        assert_eq!(one, (vec![("B".to_owned(), None)], None));
    }

    #[test]
    fn what_cannot_be_known_or_seated_says_so() {
        let seat_cards = |fields: &str, count| {
            let gpus = cards(card(""), chip(""), count).unwrap();
            seat(board(fields), gpus, None, empty().setting)
        };
        assert_eq!(seat_cards("", 1), Seated::Unknown("motherboard slots"));
        let uncurated = "slots: [{name: A, size: x16}, {name: B, size: x16}, {name: C, size: x8}]";
        let unknown = Seated::Unknown("motherboard modes");
        assert_eq!(seat_cards(uncurated, 2), unknown);
        assert_eq!(seat_cards(uncurated, 3), Seated::NoRoom { slots: 2 });
        assert_eq!(seat_cards(X870E_PROART, 4), Seated::NoRoom { slots: 3 });
        let absurd = seat_cards(X870E_PROART, u32::MAX);
        assert_eq!(absurd, Seated::NoRoom { slots: 3 });
    }

    const THREE: &str = "slots: [{name: A, size: x16, root: cpu, position: 1},
            {name: B, size: x16, root: cpu, position: 3}, {name: C, size: x16, root: cpu, position: 5}],
            modes: [{lanes: {A: 16, B: 16, C: 8}}]";

    #[test]
    fn a_wanted_bridge_moves_the_second_card() {
        let pair = cards(card("slots: 2"), chip("id: rtx-3090, nvlink: true"), 2).unwrap();
        let names = |nvlink| {
            let setting = Setting {
                nvlink,
                ..Setting::default()
            };
            let Seated::Yes(seating) = seat(board(THREE), pair, None, &setting) else {
                panic!("not seated");
            };
            let names = seating.seats.iter().map(|seat| seat.slot.name.as_str());
            names.collect::<Vec<_>>()
        };
        assert_eq!(names(false), ["A", "B"]);
        assert_eq!(
            names(true),
            ["A", "C"],
            "a bridge spans 3 or 4 slots, not 2"
        );
    }

    #[test]
    fn a_split_slot_seats_as_many_cards_as_it_has_links() {
        let split = Setting {
            risers: vec![Riser {
                slot: "A".to_owned(),
                split: crate::part::Bifurcation::X8X8,
            }],
            ..Setting::default()
        };
        let one_slot =
            "slots: [{name: A, size: x16, root: cpu, position: 1}], modes: [{lanes: {A: 16}}]";
        let two = seated_under(&split, one_slot, "slots: 3", 2, "");
        assert_eq!(two, at(&[("A", 8), ("A", 8)], 0));
        let gpus = cards(card(""), chip(""), 3).unwrap();
        let three = seat(board(one_slot), gpus, None, &split);
        assert_eq!(three, Seated::NoRoom { slots: 2 });
    }
}
