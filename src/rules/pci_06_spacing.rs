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
    need: "the cards need",
    have: "there is room for",
    summary: "No card reaches into the next one's slot or past the case's last expansion slot. Open-air cards that touch: a note for two up to 400 W, a warning above 400 W or for three in a row. An open frame has no last slot; where cards hang on risers, it has room for them, and of a case it is not known.",
    rationale: "Overlapping cards cannot be mounted. Touching open-air cards starve the upper one of air: about 5 % slower, measured on RTX 3090s; blowers are made for it. The 400 W are a judgement.",
    source: "https://github.com/noonghunna/club-3090",
    check,
};

/// Above this power an open-air card needs a free slot under it: a judgement.
const TOUCHING_POWER: Watts = Watts::new(400);

/// What is not known of a card on a riser.
const HANGING: &str = "where the cards on risers hang";

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (gpus, board) = (draft.gpus?, draft.board?);
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Warn, field));
    let seats = match seat(board, gpus, draft.cpu, draft.setting) {
        Seated::Yes(seating) => seating.seats,
        // PCI-01 fails. An overlap that no CPU can mend stays one all the same.
        Seated::NoRoom { .. } => match seat(board, gpus, None, draft.setting) {
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
    match past_the_case(draft, &seats) {
        Some(end) => Some(end.worse(air)),
        // Some case may be too small as well; a better one does not mend the air.
        None => matches!(air, Verdict::Fail { severity, .. } if severity > Severity::Note)
            .then_some(air),
    }
}

/// Neighbouring seats with their distance in slots, where both positions are known.
fn pairs<'s, 'a>(seats: &'s [Seat<'a>]) -> impl Iterator<Item = (&'s Seat<'a>, Option<u8>)> {
    let standing = |pair: &&[Seat<'_>]| pair.iter().all(|seat| !seat.hangs);
    seats
        .windows(2)
        .filter(standing)
        .filter_map(|pair| match pair {
            [upper, lower] => {
                let distance = upper.position().zip(lower.position());
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

/// Judges the air between the cards.
fn air(draft: &Draft<'_>, gpus: &[GpuPick<'_>], seats: &[Seat<'_>]) -> Verdict {
    let frame = draft.setting.open_frame || draft.case.is_some_and(|case| case.open_frame);
    let mut worst = if !frame && seats.iter().any(|seat| seat.hangs) {
        Verdict::unknown(UnknownPolicy::Warn, HANGING)
    } else {
        Verdict::NotApplicable
    };
    let mut above_touches = false;
    for (upper, distance) in pairs(seats) {
        let touches = match touch(draft, gpus, upper, distance) {
            Touch::No => false,
            Touch::Unknown(field) => {
                worst = worst.worse(Verdict::unknown(UnknownPolicy::Warn, field));
                false
            }
            Touch::Yes { distance, hot } => {
                let (severity, why) = if hot || above_touches {
                    (Severity::Warning, "the cards touch and starve of air")
                } else {
                    (Severity::Note, "the cards touch: about 5 % slower")
                };
                let (have, need) = (slots(distance), slots(distance.saturating_add(1)));
                worst = worst.worse(Verdict::fail(severity, have, need, why));
                true
            }
        };
        above_touches = touches;
    }
    worst
}

/// Whether the next card takes the air of this one.
enum Touch {
    No,
    Unknown(&'static str),
    Yes { distance: u8, hot: bool },
}

fn touch(draft: &Draft<'_>, gpus: &[GpuPick<'_>], upper: &Seat<'_>, distance: Option<u8>) -> Touch {
    let Some(distance) = distance else {
        return Touch::Unknown("motherboard slots.position");
    };
    let Some(width) = upper.width else {
        return Touch::Unknown("gpu slots");
    };
    if distance > whole_slots(width) {
        return Touch::No;
    }
    let Some(pick) = gpus.get(upper.pick) else {
        return Touch::No;
    };
    match pick.card.cooling {
        None => Touch::Unknown("gpu cooling"),
        Some(GpuCooling::OpenAir) => match pick.stock_power() {
            None => Touch::Unknown("gpu board_power"),
            Some(stock) => Touch::Yes {
                distance,
                hot: draft.setting.card_power(stock) > TOUCHING_POWER,
            },
        },
        Some(
            GpuCooling::Blower | GpuCooling::Hybrid | GpuCooling::WaterBlock | GpuCooling::Passive,
        ) => Touch::No,
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
    if last.hangs {
        return unknown(HANGING);
    }
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

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::test_parts::*;
    use super::*;

    const ASTRAL: &str = "slots: 3.8, cooling: open-air, board_power: 600 W";
    const TRIO: &str = "slots: 2.7, cooling: open-air, board_power: 350 W";
    const TURBO: &str = "slots: 2, cooling: blower, board_power: 350 W";

    /// Cards in slots at these positions of the case, on a board that feeds all of them.
    fn draft(card_fields: &str, positions: &[u8], case_slots: u8) -> Draft<'static> {
        let slots = positions
            .iter()
            .map(|at| format!("{{name: S{at}, size: x16, root: cpu, position: {at}}}"));
        let lanes = positions.iter().map(|at| format!("S{at}: 8"));
        let board_fields = format!(
            "slots: [{}], modes: [{{lanes: {{{}}}}}]",
            slots.collect::<Vec<_>>().join(", "),
            lanes.collect::<Vec<_>>().join(", ")
        );
        let count = u32::try_from(positions.len()).unwrap();
        Draft {
            gpus: cards(card(card_fields), chip(""), count),
            board: Some(board(&board_fields)),
            cpu: Some(cpu("")),
            case: Some(case(&format!("expansion_slots: {case_slots}"))),
            ..empty()
        }
    }

    #[test]
    fn two_3090_turbos_fit_side_by_side() {
        assert_passes(&RULE, &draft(TURBO, &[1, 3], 7));
    }

    #[test]
    fn two_astral_5090s_in_slots_1_and_3_overlap_whatever_the_cpu_and_case() {
        let astral = draft(ASTRAL, &[1, 3], 8);
        assert_fails(&RULE, &astral, Severity::Error);
        let early = astral.without(Slot::Cpu).without(Slot::Case);
        assert_fails(&RULE, &early, Severity::Error);
    }

    #[test]
    fn the_last_card_ends_inside_the_case_or_in_the_open() {
        let thick = draft("slots: 3, cooling: open-air", &[2, 7], 7);
        assert_fails(&RULE, &thick, Severity::Error);
        assert_passes(&RULE, &draft("slots: 3, cooling: open-air", &[2, 7], 9));
        let open = Draft {
            setting: setting(Setting {
                open_frame: true,
                ..Setting::default()
            }),
            ..thick
        };
        assert_not_applicable(&RULE, &open);
    }

    #[test]
    fn touching_cards_are_a_note_up_to_400_watts_and_two() {
        assert_fails(&RULE, &draft(TRIO, &[1, 4], 8), Severity::Note);
        assert_fails(&RULE, &draft(TRIO, &[1, 4, 7], 9), Severity::Warning);
        assert_fails(&RULE, &draft(ASTRAL, &[1, 5], 8), Severity::Warning);
        assert_passes(&RULE, &draft(ASTRAL, &[1, 6], 9));
    }

    #[test]
    fn cards_on_risers_are_not_judged_by_their_slots() {
        let hanging = Draft {
            setting: setting(Setting {
                riser: true,
                ..Setting::default()
            }),
            ..draft(ASTRAL, &[1, 3], 8)
        };
        assert_unknown(&RULE, &hanging, HANGING);
        let frame = Draft {
            case: Some(case("open_frame: true")),
            ..hanging
        };
        assert_not_applicable(&RULE, &frame);
    }

    #[test]
    fn an_unknown_position_is_a_doubt_that_does_not_bar() {
        let unread = Draft {
            board: Some(board(
                "slots: [{name: A, size: x16, root: cpu}, {name: B, size: x16, root: cpu}], modes: [{lanes: {A: 8, B: 8}}]",
            )),
            ..draft(TRIO, &[1, 4], 8)
        };
        let Some(Verdict::Unknown { field, policy }) = check(&unread) else {
            panic!("{:?}", check(&unread));
        };
        assert_eq!(field, "motherboard slots.position");
        assert_eq!(policy, UnknownPolicy::Warn);
    }
}
