//! ML-07: the cards run the software that papers ship.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::Vendor;
use crate::unit::Version;

pub(super) const RULE: Rule = Rule {
    id: "ML-07",
    title: "compute capability",
    severity: Severity::Standard,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Gpu],
    need: "the standard asks for",
    have: "the weakest card has",
    summary: "Every card runs CUDA, unless any vendor is allowed, and every NVIDIA card has the profile's compute capability (8.0 by default).",
    rationale: "bfloat16 and FlashAttention-2 start at 8.0, FP8 at 8.9; without them a paper's code runs only after changes. Most research code is written for CUDA: a judgement.",
    source: "https://github.com/Dao-AILab/flash-attention",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let gpus = draft.gpus?;
    let standards = &draft.setting.standards;
    let mut weakest: Option<Version> = None;
    let mut unknown = false;
    for pick in gpus {
        match (pick.chip.vendor, pick.chip.compute_capability) {
            (Vendor::Nvidia, Some(capability)) => {
                weakest = Some(weakest.map_or(capability, |other| other.min(capability)));
            }
            (Vendor::Nvidia, None) => unknown = true,
            (vendor @ (Vendor::Amd | Vendor::Intel), _) if draft.setting.cuda_only => {
                let have = Amount::Name(platform(vendor));
                let need = Amount::Name("CUDA");
                let why = "does not run CUDA code";
                return Some(Verdict::fail(Severity::Standard, have, need, why));
            }
            (Vendor::Amd | Vendor::Intel, _) => {}
        }
    }
    let need = Amount::Version(standards.compute_capability);
    Some(match weakest {
        Some(version) if version < standards.compute_capability => {
            let why = "lacks bfloat16 and FlashAttention-2";
            Verdict::fail(Severity::Standard, Amount::Version(version), need, why)
        }
        _ if unknown => Verdict::unknown(UnknownPolicy::Block, "gpu-chip compute_capability"),
        Some(version) => Verdict::pass(Amount::Version(version), need),
        None => Verdict::NotApplicable,
    })
}

/// What a vendor's cards are programmed with.
const fn platform(vendor: Vendor) -> &'static str {
    match vendor {
        Vendor::Nvidia => "CUDA",
        Vendor::Amd => "ROCm",
        Vendor::Intel => "XPU",
    }
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::test_parts::*;
    use super::*;

    fn draft(chip_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(chip_fields), 1),
            ..empty()
        }
    }

    #[test]
    fn a_3090_runs_bfloat16() {
        assert_passes(&RULE, &draft("compute_capability: \"8.6\""));
    }

    #[test]
    fn a_p100_does_not() {
        let p100 = draft("architecture: pascal, compute_capability: \"6.0\"");
        assert_fails(&RULE, &p100, Severity::Standard);
    }

    #[test]
    fn a_radeon_is_allowed_only_with_any_vendor() {
        let radeon = draft("vendor: amd, architecture: rdna3");
        assert_fails(&RULE, &radeon, Severity::Standard);
        let any = Draft {
            setting: setting(Setting {
                cuda_only: false,
                ..Setting::default()
            }),
            ..radeon
        };
        assert_not_applicable(&RULE, &any);
    }

    #[test]
    fn an_unstated_capability_is_unknown() {
        assert_unknown(&RULE, &draft(""), "gpu-chip compute_capability");
    }
}
