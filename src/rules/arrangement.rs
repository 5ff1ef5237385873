//! Which card goes into which of the chosen slots, so that none reaches into the next.

use super::GpuPick;
use super::places::MOST_SLOTS;
use crate::unit::SlotWidth;

/// Whether cards in their slots leave each other room, worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Room {
    /// One card needs the slot of the next.
    Overlap,
    /// A position or a thickness is missing.
    Unknown,
    /// No card reaches the next.
    Clear,
}

/// Cards assigned to slots.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arrangement {
    /// How well they fit.
    pub(super) room: Room,
    /// The pick in each slot, from the CPU downwards; past the last card, zeros.
    pub(super) picks: [usize; MOST_SLOTS],
}

/// Slots of 20.32 mm that a card of this thickness occupies.
pub(super) const fn whole_slots(width: SlotWidth) -> u8 {
    // A width has at most 90 steps of a tenth.
    #[expect(clippy::cast_possible_truncation, reason = "at most 9")]
    {
        width.steps().div_ceil(10) as u8
    }
}

/// Puts the cards into slots at these positions (as many as there are cards).
///
/// The last slot bounds its card only by the case, so the thinnest card that lets the
/// others fit goes there; of the others the thickest gets the widest gap.
pub(super) fn arrange(positions: &[Option<u8>], gpus: &[GpuPick<'_>]) -> Arrangement {
    let mut picks = in_order(gpus);
    let used = gpus.iter().filter(|pick| pick.count > 0).count();
    if used > 1
        && let Some(better) = thinnest_last(positions, gpus, picks)
    {
        picks = better;
    }
    Arrangement {
        room: room(positions, gpus, &picks),
        picks,
    }
}

/// Every card's pick, in the order of the picks.
fn in_order(gpus: &[GpuPick<'_>]) -> [usize; MOST_SLOTS] {
    let mut picks = [0; MOST_SLOTS];
    let cards = gpus
        .iter()
        .enumerate()
        .flat_map(|(index, pick)| (0..pick.count).map(move |_| index));
    for (place, index) in picks.iter_mut().zip(cards) {
        *place = index;
    }
    picks
}

fn room(positions: &[Option<u8>], gpus: &[GpuPick<'_>], picks: &[usize]) -> Room {
    let mut room = Room::Clear;
    for (pair, pick) in positions.windows(2).zip(picks) {
        let width = gpus.get(*pick).and_then(|pick| pick.card.slots);
        let (&[Some(upper), Some(lower)], Some(width)) = (pair, width) else {
            room = room.min(Room::Unknown);
            continue;
        };
        if lower.saturating_sub(upper) < whole_slots(width) {
            return Room::Overlap;
        }
    }
    room
}

/// `None` when a figure is missing or no order avoids an overlap.
fn thinnest_last(
    positions: &[Option<u8>],
    gpus: &[GpuPick<'_>],
    picks: [usize; MOST_SLOTS],
) -> Option<[usize; MOST_SLOTS]> {
    // A card of unknown thickness can only go last, where none follows.
    let thickness = |pick: usize| gpus.get(pick)?.card.slots.map(whole_slots);
    let mut cards = Vec::with_capacity(positions.len());
    for &pick in picks.iter().take(positions.len()) {
        cards.push((thickness(pick).unwrap_or(u8::MAX), pick));
    }
    cards.sort_unstable();
    let mut gaps = Vec::with_capacity(positions.len());
    for (seat, pair) in positions.windows(2).enumerate() {
        let &[Some(upper), Some(lower)] = pair else {
            return None;
        };
        gaps.push((lower.saturating_sub(upper), seat));
    }
    gaps.sort_unstable();
    (0..cards.len()).find_map(|last| {
        let mut order = [0; MOST_SLOTS];
        let others = cards
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != last)
            .map(|(_, card)| card);
        for (&(gap, seat), &(width, pick)) in gaps.iter().zip(others) {
            if width > gap {
                return None;
            }
            *order.get_mut(seat)? = pick;
        }
        *order.get_mut(gaps.len())? = cards.get(last)?.1;
        Some(order)
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn mix(first: &str, second: &str) -> &'static [GpuPick<'static>] {
        mixed((card(first), chip("")), (card(second), chip(""))).unwrap()
    }

    #[test]
    fn the_thin_card_takes_the_narrow_gap() {
        let gpus = mix("slots: 3.5", "slots: 2");
        // Two slots apart: only the thin card fits above the thick one.
        let tight = arrange(&[Some(1), Some(3)], gpus);
        assert_eq!((tight.room, &tight.picks[..2]), (Room::Clear, &[1, 0][..]));
        // Four apart: the thin card goes last, where it ends inside more cases.
        let wide = arrange(&[Some(1), Some(5)], gpus);
        assert_eq!((wide.room, &wide.picks[..2]), (Room::Clear, &[0, 1][..]));
    }

    #[test]
    fn an_overlap_no_order_avoids_is_one() {
        let gpus = mix("slots: 3.5", "slots: 3");
        assert_eq!(arrange(&[Some(1), Some(3)], gpus).room, Room::Overlap);
    }

    #[test]
    fn a_missing_figure_leaves_the_room_unknown() {
        let gpus = mix("", "");
        assert_eq!(arrange(&[Some(1), Some(5)], gpus).room, Room::Unknown);
        // One card of unknown thickness goes last, where none follows.
        let one = arrange(&[Some(1), Some(5)], mix("", "slots: 3.5"));
        assert_eq!((one.room, &one.picks[..2]), (Room::Clear, &[1, 0][..]));
        let known = mix("slots: 3.5", "slots: 2");
        assert_eq!(arrange(&[Some(1), None], known).room, Room::Unknown);
    }

    #[test]
    fn a_tenth_of_a_slot_takes_a_whole_one() {
        assert_eq!(whole_slots(SlotWidth::from_steps(30)), 3);
        assert_eq!(whole_slots(SlotWidth::from_steps(31)), 4);
    }
}
