//! PCI-01: the board has a full-length slot for every card.

use super::places::cards_by_length;
use super::{Amount, Draft, Rule, Seated, Severity, Slot, UnknownPolicy, Verdict, seat};

pub(super) const RULE: Rule = Rule {
    id: "PCI-01",
    title: "slots for the cards",
    severity: Severity::Error,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Motherboard],
    need: "the build has",
    have: "usable together are",
    summary: "One mode of the board feeds as many full-length slots at once as there are cards, with this CPU. A riser that splits a slot counts its links, and cards that all hang on risers take slots of any length (`risers` and `riser` of a build file).",
    rationale: "A second slot that shares its lanes with the first, or hangs on lanes that a small CPU lacks, is no second slot. Counting slots of the data sheet alone accepts such boards: a judgement.",
    source: "https://techtactician.com/best-amd-motherboards-for-dual-gpu-llm-builds-guide/",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (gpus, count, board) = (draft.gpus?, draft.gpu_count()?, draft.board?);
    let need = Amount::Count(count, "cards");
    let have = |slots| Amount::Count(slots, "full-length slots");
    match seat(board, gpus, draft.cpu, draft.setting) {
        // A CPU can only take slots away, so this fail is final without one.
        Seated::NoRoom { slots } => Some(Verdict::fail(
            Severity::Error,
            have(slots),
            need,
            "some cards have no slot",
        )),
        Seated::Yes(_) | Seated::Unknown(_) => {
            draft.cpu?;
            let Some(slots) = &board.slots else {
                return Some(Verdict::unknown(UnknownPolicy::Block, "motherboard slots"));
            };
            let offered = cards_by_length(slots, draft.setting);
            Some(Verdict::pass(have(offered), need))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::super::{Riser, Setting};
    use super::*;
    use crate::part::Bifurcation;

    fn draft(board_fields: &str, count: u32) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(""), count),
            board: Some(board(board_fields)),
            cpu: Some(cpu("gpu_lanes: 16")),
            ..empty()
        }
    }

    const X870E_PROART: &str = "slots: [{name: A, size: x16, root: cpu}, {name: B, size: x16, root: cpu}], modes: [{lanes: {A: 16}}, {lanes: {A: 8, B: 8}}]";
    const B650E_I: &str = "slots: [{name: A, size: x16, root: cpu}]";

    #[test]
    fn x870e_proart_seats_two() {
        assert_passes(&RULE, &draft(X870E_PROART, 2));
    }

    #[test]
    fn b650e_i_does_not_even_before_the_cpu_is_chosen() {
        assert_fails(&RULE, &draft(B650E_I, 2), Severity::Error);
        let early = draft(B650E_I, 2).without(Slot::Cpu);
        assert_fails(&RULE, &early, Severity::Error);
    }

    #[test]
    fn an_apu_with_eight_lanes_leaves_the_second_slot_dark() {
        let apu = Draft {
            cpu: Some(cpu("gpu_lanes: 8")),
            ..draft(X870E_PROART, 2)
        };
        assert_fails(&RULE, &apu, Severity::Error);
    }

    #[test]
    fn risers_are_counted_as_the_build_states_them() {
        let with = |stated: Setting, board, count| Draft {
            setting: setting(stated),
            ..draft(board, count)
        };
        let split = Setting {
            risers: vec![Riser {
                slot: "A".to_owned(),
                split: Bifurcation::X8X8,
            }],
            ..Setting::default()
        };
        let fed = "slots: [{name: A, size: x16, root: cpu}], modes: [{lanes: {A: 16}}]";
        assert_passes(&RULE, &with(split.clone(), fed, 2));
        assert_fails(&RULE, &with(split, fed, 3), Severity::Error);
        let short =
            "slots: [{name: A, size: x16}, {name: B, size: x4}], modes: [{lanes: {A: 16, B: 4}}]";
        let hanging = Setting {
            riser: true,
            ..Setting::default()
        };
        assert_fails(&RULE, &draft(short, 2), Severity::Error);
        assert_passes(&RULE, &with(hanging.clone(), short, 2));
        assert_fails(&RULE, &with(hanging, short, 3), Severity::Error);
    }

    #[test]
    fn a_board_without_slots_in_the_catalogue_is_unknown() {
        assert_unknown(&RULE, &draft("", 1), "motherboard slots");
    }
}
