//! MEM-04: the memory stays within what the board's maker lists.

use super::modules::capacity;
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "MEM-04",
    title: "board memory maximum",
    severity: Severity::Error,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Motherboard, Slot::Memory],
    need: "the kits have",
    have: "the board's listed maximum is",
    summary: "All kits together stay within the board's listed maximum: a warning above it, an error above twice as much.",
    rationale: "BIOS updates raised many maxima after 24, 48 and 64 GB modules came out, so a listed maximum may be stale; no update doubled it twice. The factor two is a judgement.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (board, kits) = (draft.board?, draft.memory?);
    let Some(most) = board.memory.max else {
        return Some(Verdict::unknown(
            UnknownPolicy::Note,
            "motherboard memory.max",
        ));
    };
    let total = capacity(kits);
    let (have, need) = (Amount::Memory(most), Amount::Memory(total));
    Some(if total > most * 2 {
        Verdict::fail(
            Severity::Error,
            have,
            need,
            "more than twice what the board lists",
        )
    } else if total > most {
        Verdict::fail(
            Severity::Warning,
            have,
            need,
            "above the listed maximum: read the current BIOS page of the board",
        )
    } else {
        Verdict::pass(have, need)
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(size: u32, kits: u32, memory: &str) -> Draft<'static> {
        Draft {
            memory: picks(kit(&format!("modules: 2, module_size: {size} GiB")), kits),
            board: Some(board(&format!("memory: {{type: ddr5, slots: 4{memory}}}"))),
            ..empty()
        }
    }

    #[test]
    fn x670e_proart_takes_192_gib() {
        assert_passes(&RULE, &draft(48, 2, ", max: 192 GiB"));
    }

    #[test]
    fn two_64_gib_modules_on_a_96_gib_board_warn() {
        assert_fails(&RULE, &draft(64, 1, ", max: 96 GiB"), Severity::Warning);
    }

    #[test]
    fn more_than_twice_the_maximum_is_an_error() {
        assert_fails(&RULE, &draft(64, 2, ", max: 128 GiB"), Severity::Warning);
        assert_fails(&RULE, &draft(64, 4, ", max: 128 GiB"), Severity::Error);
    }

    #[test]
    fn an_unlisted_maximum_is_unknown() {
        assert_unknown(&RULE, &draft(64, 1, ""), "motherboard memory.max");
    }
}
