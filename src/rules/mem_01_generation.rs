//! MEM-01: memory, board and CPU speak the same DDR generation.

use super::{Amount, Draft, Names, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{Cpu, MemoryType, Motherboard};

pub(super) const RULE: Rule = Rule {
    id: "MEM-01",
    title: "memory generation",
    severity: Severity::Error,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Cpu, Slot::Motherboard, Slot::Memory],
    need: "the memory is",
    have: "board and CPU take",
    summary: "Every kit has the DDR generation of the board's sockets and of the CPU's controller.",
    rationale: "The notch sits elsewhere in each generation, so other modules do not go in.",
    source: "https://www.intel.com/content/www/us/en/support/articles/000088926.html",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    if let (Some(cpu), Some(board)) = (draft.cpu, draft.board)
        && let Some(fail) = no_common_type(cpu, board)
    {
        return Some(fail);
    }
    let kits = draft.memory?;
    for kit in kits {
        let kind = kit.part.memory_type;
        if let Some(board) = draft.board
            && board.memory.memory_type != kind
        {
            let have = Amount::Name(board.memory.memory_type.as_str());
            return Some(wrong(
                kind,
                have,
                "the modules do not fit the board's sockets",
            ));
        }
        if let Some(types) = draft.cpu.and_then(|cpu| cpu.memory_types.as_ref())
            && !types.contains(&kind)
        {
            return Some(wrong(
                kind,
                names(types),
                "the CPU cannot drive these modules",
            ));
        }
    }
    let (cpu, board) = (draft.cpu?, draft.board?);
    if cpu.memory_types.is_none() {
        return Some(Verdict::unknown(UnknownPolicy::Block, "cpu memory_types"));
    }
    let type_name = Amount::Name(board.memory.memory_type.as_str());
    Some(Verdict::pass(type_name, type_name))
}

/// The board's sockets take memory that the CPU cannot drive: no kit helps.
fn no_common_type(cpu: &Cpu, board: &Motherboard) -> Option<Verdict> {
    let types = cpu.memory_types.as_ref()?;
    let kind = board.memory.memory_type;
    if types.contains(&kind) {
        return None;
    }
    Some(wrong(
        kind,
        names(types),
        "no memory suits both board and CPU",
    ))
}

fn wrong(kind: MemoryType, have: Amount, why: &'static str) -> Verdict {
    let need = Amount::Name(kind.as_str());
    Verdict::fail(Severity::Error, have, need, why)
}

fn names(types: &[MemoryType]) -> Amount {
    Amount::Names(Names::of(
        MemoryType::NAMES,
        types.iter().map(|kind| *kind as usize),
    ))
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(memory: &str, board_type: &str, cpu_fields: &str) -> Draft<'static> {
        Draft {
            memory: picks(kit(memory), 1),
            board: Some(board(&format!("memory: {{type: {board_type}, slots: 4}}"))),
            cpu: Some(cpu(cpu_fields)),
            ..empty()
        }
    }

    #[test]
    fn ripjaws_v_ddr4_fits_a_b550_board() {
        let draft = draft("type: ddr4", "ddr4", "memory_types: [ddr4]");
        assert_passes(&RULE, &draft);
    }

    #[test]
    fn trident_z5_ddr5_does_not() {
        let draft = draft("type: ddr5", "ddr4", "memory_types: [ddr4]");
        assert_fails(&RULE, &draft, Severity::Error);
    }

    #[test]
    fn a_ddr4_board_under_a_ddr5_cpu_fails_before_memory_is_chosen() {
        let draft = draft("type: ddr4", "ddr4", "memory_types: [ddr5]").without(Slot::Memory);
        assert_fails(&RULE, &draft, Severity::Error);
    }

    #[test]
    fn a_cpu_without_listed_types_is_unknown() {
        assert_unknown(&RULE, &draft("type: ddr4", "ddr4", ""), "cpu memory_types");
    }
}
