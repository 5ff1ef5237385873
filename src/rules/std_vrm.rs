//! STD-VRM: a board whose power stages keep cool under a larger CPU.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "STD-VRM",
    title: "cooled power stages",
    severity: Severity::Standard,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Cpu, Slot::Motherboard],
    need: "the CPU's base power is",
    have: "the board's power stages carry",
    summary: "A CPU above the profile's limit (65 W base power by default) sits on a board whose power stages have a heatsink.",
    rationale: "Bare power stages throttle the CPU under hours of load. The limit is a judgement.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (cpu, board) = (draft.cpu?, draft.board?);
    let limit = draft.setting.standards.bare_vrm_limit;
    let bare = Amount::Watts(limit);
    let cooled = Amount::Name("any CPU, with a heatsink");
    let unknown = |field| Verdict::unknown(UnknownPolicy::Block, field);
    Some(match (cpu.tdp, board.vrm_heatsink) {
        (Some(base), Some(true)) => Verdict::pass(cooled, Amount::Watts(base)),
        (Some(base), _) if base <= limit => Verdict::pass(bare, Amount::Watts(base)),
        (Some(base), Some(false)) => Verdict::fail(
            Severity::Standard,
            bare,
            Amount::Watts(base),
            "bare power stages throttle the CPU",
        ),
        (Some(_), None) => unknown("motherboard vrm_heatsink"),
        (None, Some(true)) => Verdict::NotApplicable,
        (None, _) => unknown("cpu tdp"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(cpu_fields: &str, board_fields: &str) -> Draft<'static> {
        Draft {
            cpu: Some(cpu(cpu_fields)),
            board: Some(board(board_fields)),
            ..empty()
        }
    }

    #[test]
    fn a_7600_runs_on_bare_stages_and_a_7900x_on_cooled_ones() {
        assert_passes(&RULE, &draft("tdp: 65 W", "vrm_heatsink: false"));
        assert_passes(&RULE, &draft("tdp: 170 W", "vrm_heatsink: true"));
    }

    #[test]
    fn a_7900x_throttles_on_a_bare_a620() {
        let bare = draft("tdp: 170 W", "vrm_heatsink: false");
        assert_fails(&RULE, &bare, Severity::Standard);
    }

    #[test]
    fn missing_facts_are_unknown() {
        let no_board = draft("tdp: 170 W", "");
        assert_unknown(&RULE, &no_board, "motherboard vrm_heatsink");
        assert_unknown(&RULE, &draft("", "vrm_heatsink: false"), "cpu tdp");
    }
}
