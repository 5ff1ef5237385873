//! ML-10: where Intel's cards are validated.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::Vendor;

pub(super) const RULE: Rule = Rule {
    id: "ML-10",
    title: "Intel XPU systems",
    severity: Severity::Note,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu],
    need: "PyTorch's XPU build wants",
    have: "the operating system is",
    summary: "A note on every Intel card: PyTorch's XPU build is validated for Arc A and B on Windows 11 and Ubuntu 24.04 and 26.04 (state of 2026-09).",
    rationale: "On other distributions driver and runtime must be matched by hand. Which system will run is no fact of a part.",
    source: "https://docs.pytorch.org/docs/2.15/notes/get_start_xpu.html",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let mut gpus = draft.gpus?.iter().filter(|pick| pick.count > 0);
    let intel = gpus.any(|pick| pick.chip.vendor == Vendor::Intel);
    Some(if intel {
        let have = Amount::Name("yours to choose");
        let need = Amount::Name("Windows 11 or Ubuntu 24.04 or 26.04");
        let why = "validated on these systems only";
        Verdict::fail(Severity::Note, have, need, why)
    } else {
        Verdict::NotApplicable
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(chip_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(chip_fields), 1),
            ..empty()
        }
    }

    #[test]
    fn an_arc_b580_gets_the_list_of_systems() {
        let b580 = draft("vendor: intel, architecture: battlemage");
        assert_fails(&RULE, &b580, Severity::Note);
    }

    #[test]
    fn a_3090_is_not_its_business() {
        assert_not_applicable(&RULE, &draft(""));
    }
}
