//! ML-08: drivers and frameworks still support the card.

use super::framework_support::{Support, support};
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "ML-08",
    title: "framework support",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu],
    need: "new code installs on",
    have: "the card is supported up to",
    summary: "No card's architecture has been dropped by the current driver, CUDA or ROCm release (state of 2026-09).",
    rationale: "PyTorch's default wheels are built with CUDA 13, which starts at Turing; driver R580 is the last for Pascal and Volta; MI50 is last in the ROCm 6.3 wheels. An old release runs on, but new code stops installing.",
    source: "https://github.com/pytorch/pytorch/issues/190385",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let gpus = draft.gpus?;
    let need = Amount::Name("current releases");
    let ended = gpus
        .iter()
        .find_map(|pick| match support(pick.chip.architecture) {
            Support::Ended(last) => Some(last),
            Support::Current => None,
        });
    Some(match ended {
        Some(last) => {
            let why = "current frameworks no longer install for it";
            Verdict::fail(Severity::Warning, Amount::Name(last), need, why)
        }
        None => Verdict::pass(need, need),
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
    fn a_3090_is_supported() {
        assert_passes(&RULE, &draft("architecture: ampere"));
    }

    #[test]
    fn a_gtx_1080_ti_and_an_mi50_are_not() {
        assert_fails(&RULE, &draft("architecture: pascal"), Severity::Warning);
        let mi50 = draft("vendor: amd, architecture: gcn5");
        assert_fails(&RULE, &mi50, Severity::Warning);
    }
}
