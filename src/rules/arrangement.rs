//! Which card goes into which of the chosen slots, so that none reaches into the next.

use super::GpuPick;
use super::seating::MOST_SLOTS;
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
    let thickness = |pick: usize| gpus.get(pick)?.card.slots.map(whole_slots);
    let mut cards = Vec::with_capacity(positions.len());
    for &pick in picks.iter().take(positions.len()) {
        cards.push((thickness(pick)?, pick));
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
