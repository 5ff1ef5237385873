//! MEM-03: the board has a socket for every module.

use super::modules::modules;
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "MEM-03",
    title: "memory sockets",
    severity: Severity::Error,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Motherboard, Slot::Memory],
    need: "the kits have",
    have: "the board has",
    summary: "The modules of all kits together are no more than the board's memory sockets.",
    rationale: "A module without a socket stays in its box. Plain counting: a judgement without an authority.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (board, kits) = (draft.board?, draft.memory?);
    let (sockets, modules) = (u32::from(board.memory.slots), modules(kits));
    let have = Amount::Count(sockets, "memory sockets");
    let need = Amount::Count(modules, "modules");
    Some(if modules > sockets {
        Verdict::fail(Severity::Error, have, need, "some modules have no socket")
    } else {
        Verdict::pass(have, need)
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn two_kits_of_two(sockets: u8) -> Draft<'static> {
        Draft {
            memory: picks(kit("modules: 2, module_size: 48 GiB"), 2),
            board: Some(board(&format!("memory: {{type: ddr5, slots: {sockets}}}"))),
            ..empty()
        }
    }

    #[test]
    fn four_modules_fit_an_x670e_proart() {
        assert_passes(&RULE, &two_kits_of_two(4));
    }

    #[test]
    fn four_modules_do_not_fit_a_z790_apex() {
        assert_fails(&RULE, &two_kits_of_two(2), Severity::Error);
    }
}
