//! MEM-07: where error-correcting memory is wanted, processor, board and kits all have it.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{Chipset, Motherboard};

pub(super) const RULE: Rule = Rule {
    id: "MEM-07",
    title: "error-correcting memory",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Cpu, Slot::Motherboard, Slot::Memory],
    need: "ECC is asked for of",
    have: "it is lacked by",
    summary: "Where ECC is asked for (--ecc), the processor, the board and every kit have it; on consumer boards a note that it depends on the BIOS and on the maker's list of tested kits.",
    rationale: "One of the three without it switches it off, silently as a rule. Consumer boards may not even start with ECC modules: an X670E board with a Ryzen 9 7950X and an ECC kit did not.",
    source: "https://rog-forum.asus.com/t5/amd-600-series/ddr5-ecc-udimms-with-crosshair-x670e-extreme-and-ryzen-9-7950x/m-p/912222",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    if !draft.setting.ecc {
        draft.cpu?;
        draft.board?;
        draft.memory?;
        return Some(Verdict::NotApplicable);
    }
    let need = Amount::Name("processor, board and memory");
    let kits = |state| {
        let mut kits = draft.memory.into_iter().flatten();
        kits.any(|kit| kit.part.ecc == state)
    };
    let lacking = [
        (
            "the processor",
            draft.cpu.is_some_and(|cpu| cpu.ecc == Some(false)),
        ),
        (
            "the board",
            draft
                .board
                .is_some_and(|board| board.memory.ecc == Some(false)),
        ),
        ("a memory kit", kits(Some(false))),
    ];
    if let Some((part, _)) = lacking.into_iter().find(|(_, lacks)| *lacks) {
        let why = "errors are not corrected";
        return Some(Verdict::fail(
            Severity::Warning,
            Amount::Name(part),
            need,
            why,
        ));
    }
    let (cpu, board) = (draft.cpu?, draft.board?);
    draft.memory?;
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Note, field));
    if cpu.ecc.is_none() {
        return unknown("cpu ecc");
    }
    if board.memory.ecc.is_none() {
        return unknown("motherboard memory.ecc");
    }
    if kits(None) {
        return unknown("memory ecc");
    }
    let have = Amount::Name("none of them");
    Some(if is_consumer(board) {
        let why = "on a consumer board it depends on the BIOS and the list of tested kits";
        Verdict::fail(Severity::Note, have, need, why)
    } else {
        Verdict::pass(have, need)
    })
}

/// Whether the board is made for desktops and not for workstations.
fn is_consumer(board: &Motherboard) -> bool {
    board.socket.is_desktop() && !matches!(board.chipset, Some(Chipset::W680 | Chipset::W880))
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::test_parts::*;
    use super::*;

    /// Facts of processor, board and kit, where ECC is wanted.
    fn draft(socket: &str, cpu_fact: &str, board_fact: &str, kit_fact: &str) -> Draft<'static> {
        Draft {
            cpu: Some(cpu(&format!("socket: {socket}{cpu_fact}"))),
            board: Some(board(&format!(
                "socket: {socket}, memory: {{type: ddr4, slots: 8{board_fact}}}"
            ))),
            memory: picks(kit(&format!("type: ddr4{kit_fact}")), 1),
            setting: setting(Setting {
                ecc: true,
                ..Setting::default()
            }),
            ..empty()
        }
    }

    const YES: &str = ", ecc: true";
    const NO: &str = ", ecc: false";

    #[test]
    fn an_epyc_board_with_ecc_kits_has_it() {
        assert_passes(&RULE, &draft("sp3", YES, YES, YES));
    }

    #[test]
    fn one_part_without_it_is_enough_whatever_the_others() {
        for (cpu, board, kit) in [(NO, YES, YES), (YES, NO, YES), (YES, YES, NO), ("", "", NO)] {
            assert_fails(&RULE, &draft("sp3", cpu, board, kit), Severity::Warning);
        }
        let kit_alone = draft("am5", "", "", NO)
            .without(Slot::Cpu)
            .without(Slot::Motherboard);
        assert_fails(&RULE, &kit_alone, Severity::Warning);
        let board_alone = draft("am5", YES, NO, YES).without(Slot::Memory);
        assert_fails(&RULE, &board_alone, Severity::Warning);
    }

    #[test]
    fn a_consumer_board_depends_on_its_bios() {
        assert_fails(&RULE, &draft("am5", YES, YES, YES), Severity::Note);
    }

    #[test]
    fn what_nobody_read_is_unknown_and_unasked_it_is_no_question() {
        assert_unknown(&RULE, &draft("sp3", "", YES, YES), "cpu ecc");
        assert_unknown(&RULE, &draft("sp3", YES, "", YES), "motherboard memory.ecc");
        assert_unknown(&RULE, &draft("sp3", YES, YES, ""), "memory ecc");
        let unasked = Draft {
            setting: empty().setting,
            ..draft("sp3", NO, NO, NO)
        };
        assert_not_applicable(&RULE, &unasked);
    }
}
