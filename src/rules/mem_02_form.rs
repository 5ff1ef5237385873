//! MEM-02: the modules have the shape of the board's sockets.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::MemoryModule;

pub(super) const RULE: Rule = Rule {
    id: "MEM-02",
    title: "module form",
    severity: Severity::Error,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Motherboard, Slot::Memory],
    need: "the modules are",
    have: "the board's sockets are",
    summary: "Full-size boards take DIMM and CUDIMM modules, boards with laptop sockets SO-DIMM ones.",
    rationale: "Shops list laptop memory among desktop kits; it is half as long and does not go in. A judgement from the shape of the sockets.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (board, kits) = (draft.board?, draft.memory?);
    let sockets = if board.memory.so_dimm {
        "so-dimm"
    } else {
        "dimm"
    };
    let have = Amount::Name(sockets);
    let mut unknown = false;
    let mut shape = MemoryModule::Dimm;
    for kit in kits {
        match kit.part.form {
            None => unknown = true,
            Some(form) if (form == MemoryModule::SoDimm) == board.memory.so_dimm => shape = form,
            Some(form) => {
                return Some(Verdict::fail(
                    Severity::Error,
                    have,
                    Amount::Name(form.as_str()),
                    "the modules do not fit the sockets",
                ));
            }
        }
    }
    Some(if unknown {
        Verdict::unknown(UnknownPolicy::Warn, "memory form")
    } else {
        Verdict::pass(have, Amount::Name(shape.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(memory: &str, sockets: &str) -> Draft<'static> {
        Draft {
            memory: picks(kit(memory), 1),
            board: Some(board(&format!(
                "memory: {{type: ddr5, slots: 2, so_dimm: {sockets}}}"
            ))),
            ..empty()
        }
    }

    #[test]
    fn trident_z5_dimms_fit() {
        assert_passes(&RULE, &draft("form: dimm", "false"));
    }

    #[test]
    fn crucial_laptop_modules_do_not() {
        assert_fails(&RULE, &draft("form: so-dimm", "false"), Severity::Error);
        assert_fails(&RULE, &draft("form: dimm", "true"), Severity::Error);
    }

    #[test]
    fn an_unstated_form_is_unknown() {
        assert_unknown(&RULE, &draft("", "false"), "memory form");
    }
}
