//! PCI-06: the cards leave each other room, and the last one ends inside the case.

use super::arrangement::whole_slots;
use super::{Amount, Draft, GpuPick, Rule, Seat, Seated, Severity, Slot};
use super::{UnknownPolicy, Verdict, seat};
use crate::part::GpuCooling;
use crate::unit::{SlotWidth, Watts};

pub(super) const RULE: Rule = Rule {
    id: "PCI-06",
    title: "spacing of the cards",
    severity: Severity::Error,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Motherboard, Slot::Case],
    need: "room the cards take",
    have: "room there is",
    summary: "No card reaches into the next one's slot or past the case's last expansion slot. Open-air cards that touch: a note for two up to 400 W, a warning above 400 W or for three in a row. An open frame has no last slot.",
    rationale: "Overlapping cards cannot be mounted. Touching open-air cards starve the upper one of air: about 5 % slower, measured on RTX 3090s; blowers are made for it. The 400 W are a judgement.",
    source: "https://github.com/noonghunna/club-3090",
    check,
};

/// Above this power an open-air card needs a free slot under it: a judgement.
const TOUCHING_POWER: Watts = Watts::new(400);

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (gpus, board) = (draft.gpus?, draft.board?);
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Warn, field));
    let seats = match seat(board, gpus, draft.cpu) {
        Seated::Yes(seating) => seating.seats,
        // PCI-01 fails. An overlap that no CPU can mend stays one all the same.
        Seated::NoRoom { .. } => match seat(board, gpus, None) {
            Seated::Yes(any) => return overlap(&any.seats).or(Some(Verdict::NotApplicable)),
            Seated::NoRoom { .. } | Seated::Unknown(_) => return Some(Verdict::NotApplicable),
        },
        Seated::Unknown(field) => {
            draft.cpu?;
            draft.case?;
            return unknown(field);
        }
    };
    // The best seating without a CPU is at least as roomy as with any: overlap is final.
    if let Some(overlap) = overlap(&seats) {
        return Some(overlap);
    }
    draft.cpu?;
    let air = air(draft, gpus, &seats);
    if matches!(
        air,
        Some(Verdict::Fail {
            severity: Severity::Warning,
            ..
        })
    ) && draft.case.is_none()
    {
        return air;
    }
    let end = past_the_case(draft, &seats)?;
    Some(match (end, air) {
        (Verdict::Fail { .. }, _) => end,
        (
            _,
            Some(
                warning @ Verdict::Fail {
                    severity: Severity::Warning,
                    ..
                },
            ),
        ) => warning,
        (Verdict::Unknown { .. }, _) => end,
        (Verdict::Pass { .. } | Verdict::NotApplicable, Some(air)) => air,
        (Verdict::Pass { .. } | Verdict::NotApplicable, None) => end,
    })
}

/// Neighbouring seats with their distance in slots, where both positions are known.
fn pairs<'s, 'a>(seats: &'s [Seat<'a>]) -> impl Iterator<Item = (&'s Seat<'a>, Option<u8>)> {
    seats.windows(2).filter_map(|pair| match pair {
        [upper, lower] => {
            let distance = upper.slot.position.zip(lower.slot.position);
            Some((
                upper,
                distance.map(|(upper, lower)| lower.saturating_sub(upper)),
            ))
        }
        _ => None,
    })
}

fn overlap(seats: &[Seat<'_>]) -> Option<Verdict> {
    pairs(seats).find_map(|(upper, distance)| {
        let (distance, taken) = (distance?, whole_slots(upper.width?));
        (distance < taken).then(|| {
            Verdict::fail(
                Severity::Error,
                slots(distance),
                slots(taken),
                "a card reaches into the next one's slot",
            )
        })
    })
}

/// Judges the air between the cards; `None` when there is nothing to say.
fn air(draft: &Draft<'_>, gpus: &[GpuPick<'_>], seats: &[Seat<'_>]) -> Option<Verdict> {
    let mut worst: Option<Verdict> = None;
    let mut unknown = None;
    let mut above_touches = false;
    for (upper, distance) in pairs(seats) {
        let starved = starved(draft, gpus, upper, distance);
        match starved {
            Starved::No => above_touches = false,
            Starved::Unknown(field) => {
                above_touches = false;
                unknown = unknown.or(Some(field));
            }
            Starved::By { distance, hot } => {
                let fail = |severity, why| {
                    Some(Verdict::fail(
                        severity,
                        slots(distance),
                        slots(distance + 1),
                        why,
                    ))
                };
                if hot || above_touches {
                    return fail(Severity::Warning, "the cards touch and starve of air");
                }
                above_touches = true;
                worst = fail(Severity::Note, "the cards touch: about 5 % slower");
            }
        }
    }
    unknown
        .map(|field| Verdict::unknown(UnknownPolicy::Warn, field))
        .or(worst)
}

/// Whether the next card takes the air of this one.
enum Starved {
    No,
    Unknown(&'static str),
    By { distance: u8, hot: bool },
}

fn starved(
    draft: &Draft<'_>,
    gpus: &[GpuPick<'_>],
    upper: &Seat<'_>,
    distance: Option<u8>,
) -> Starved {
    let Some(distance) = distance else {
        return Starved::Unknown("motherboard slots.position");
    };
    let Some(width) = upper.width else {
        return Starved::Unknown("gpu slots");
    };
    if distance > whole_slots(width) {
        return Starved::No;
    }
    let Some(pick) = gpus.get(upper.pick) else {
        return Starved::No;
    };
    match pick.card.cooling {
        None => Starved::Unknown("gpu cooling"),
        Some(GpuCooling::OpenAir) => match pick.stock_power() {
            None => Starved::Unknown("gpu board_power"),
            Some(stock) => Starved::By {
                distance,
                hot: draft.setting.card_power(stock) > TOUCHING_POWER,
            },
        },
        Some(
            GpuCooling::Blower | GpuCooling::Hybrid | GpuCooling::WaterBlock | GpuCooling::Passive,
        ) => Starved::No,
    }
}

/// Judges the last card against the case; `None` while the case is undecided.
fn past_the_case(draft: &Draft<'_>, seats: &[Seat<'_>]) -> Option<Verdict> {
    if draft.setting.open_frame {
        return Some(Verdict::NotApplicable);
    }
    let case = draft.case?;
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Warn, field));
    let Some(last) = seats.last().filter(|_| !case.open_frame) else {
        return Some(Verdict::NotApplicable);
    };
    let Some(position) = last.slot.position else {
        return unknown("motherboard slots.position");
    };
    let Some(width) = last.width else {
        return unknown("gpu slots");
    };
    let Some(available) = case.expansion_slots else {
        return unknown("case expansion_slots");
    };
    let reached = position
        .saturating_add(whole_slots(width))
        .saturating_sub(1);
    let (have, need) = (slots(available), slots(reached));
    Some(if reached > available {
        let why = "the last card reaches past the case's last slot";
        Verdict::fail(Severity::Error, have, need, why)
    } else {
        Verdict::pass(have, need)
    })
}

fn slots(count: u8) -> Amount {
    Amount::Slots(SlotWidth::new(u32::from(count)))
}
