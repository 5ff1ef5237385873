//! MEM-12: every memory channel holds the same number of modules.

use super::modules::modules;
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "MEM-12",
    title: "memory channels",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Cpu, Slot::Motherboard, Slot::Memory],
    need: "to fill are",
    have: "the kits have",
    summary: "The modules are a multiple of the memory channels that CPU and board share.",
    rationale: "An empty channel loses its share of memory bandwidth, which data loading and offloading live on. A judgement.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (cpu, board, kits) = (draft.cpu?, draft.board?, draft.memory?);
    let Some(channels) = cpu.memory_channels else {
        return Some(Verdict::unknown(UnknownPolicy::Note, "cpu memory_channels"));
    };
    // A board with fewer sockets than the CPU has channels wires only so many.
    let channels = u32::from(channels.min(board.memory.slots)).max(1);
    let modules = modules(kits);
    let have = Amount::Count(modules, "modules");
    let need = Amount::Count(channels, "channels");
    Some(if modules > 0 && modules.is_multiple_of(channels) {
        Verdict::pass(have, need)
    } else {
        Verdict::fail(
            Severity::Warning,
            have,
            need,
            "some memory channels are empty or uneven",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(channels: &str, sockets: u8, modules: u8) -> Draft<'static> {
        Draft {
            cpu: Some(cpu(channels)),
            board: Some(board(&format!("memory: {{type: ddr5, slots: {sockets}}}"))),
            memory: picks(kit(&format!("modules: {modules}")), 1),
            ..empty()
        }
    }

    #[test]
    fn two_modules_fill_am5_and_eight_an_epyc_7532() {
        assert_passes(&RULE, &draft("memory_channels: 2", 4, 2));
        assert_passes(&RULE, &draft("memory_channels: 8", 8, 8));
    }

    #[test]
    fn one_module_on_am5_and_four_on_an_epyc_do_not() {
        let one = draft("memory_channels: 2", 4, 1);
        assert_fails(&RULE, &one, Severity::Warning);
        let four = draft("memory_channels: 8", 8, 4);
        assert_fails(&RULE, &four, Severity::Warning);
    }

    #[test]
    fn a_board_with_four_sockets_wires_four_channels() {
        assert_passes(&RULE, &draft("memory_channels: 8", 4, 4));
    }

    #[test]
    fn unlisted_channels_are_unknown() {
        assert_unknown(&RULE, &draft("", 4, 2), "cpu memory_channels");
    }
}
