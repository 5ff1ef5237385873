//! ML-07: the cards run the software that papers ship.

use super::precision::{Precision, Reach};
use super::{Amount, Draft, GpuPick, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::Vendor;
use crate::unit::Version;

pub(super) const RULE: Rule = Rule {
    id: "ML-07",
    title: "compute capability",
    severity: Severity::Error,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Gpu],
    need: "asked for is",
    have: "the weakest card has",
    summary: "Every card runs CUDA, unless any vendor is allowed, and every NVIDIA card has the profile's compute capability (8.0 by default). Where a build file asks for a number format (`precision`), an error if a card does not compute in it and a warning if only in part.",
    rationale: "bfloat16 and FlashAttention-2 start at 8.0, FP8 at 8.9, NVFP4 at 10.0 (in part on 12.0); without them a paper's code runs only after changes. Most research code is written for CUDA: a judgement.",
    source: "https://github.com/Dao-AILab/flash-attention",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let gpus = draft.gpus?;
    let verdict = standard(draft, gpus);
    let Some(precision) = draft.setting.precision else {
        return Some(verdict);
    };
    let cards = gpus.iter().filter(|pick| pick.count > 0);
    let judged = cards.map(|pick| asked(precision, pick));
    Some(judged.fold(verdict, Verdict::worse))
}

/// Judges a card by the number format that was asked for.
fn asked(precision: Precision, pick: &GpuPick<'_>) -> Verdict {
    let need = Amount::Name(precision.as_str());
    let have = pick.chip.compute_capability.map_or(
        Amount::Name(pick.chip.architecture.as_str()),
        Amount::Version,
    );
    match precision.reach(pick.chip) {
        Reach::Full => Verdict::pass(have, need),
        Reach::Partial => {
            let why = "some kernels for the number format asked for do not run on it yet";
            Verdict::fail(Severity::Warning, have, need, why)
        }
        Reach::None => {
            let why = "does not compute in the number format asked for";
            Verdict::fail(Severity::Error, have, need, why)
        }
        Reach::Unknown => Verdict::unknown(UnknownPolicy::Block, "gpu-chip compute_capability"),
    }
}

/// Judges the cards by the profile's standard.
fn standard(draft: &Draft<'_>, gpus: &[GpuPick<'_>]) -> Verdict {
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
                return Verdict::fail(Severity::Standard, have, need, why);
            }
            (Vendor::Amd | Vendor::Intel, _) => {}
        }
    }
    let need = Amount::Version(standards.compute_capability);
    match weakest {
        Some(version) if version < standards.compute_capability => {
            let why = "lacks bfloat16 and FlashAttention-2";
            Verdict::fail(Severity::Standard, Amount::Version(version), need, why)
        }
        _ if unknown => Verdict::unknown(UnknownPolicy::Block, "gpu-chip compute_capability"),
        Some(version) => Verdict::pass(Amount::Version(version), need),
        None => Verdict::NotApplicable,
    }
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

    fn asking(precision: Precision, draft: Draft<'static>) -> Draft<'static> {
        Draft {
            setting: setting(Setting {
                precision: Some(precision),
                cuda_only: false,
                ..Setting::default()
            }),
            ..draft
        }
    }

    #[test]
    fn a_number_format_that_was_asked_for_is_a_must() {
        let card = |capability| draft(&format!("compute_capability: \"{capability}\""));
        assert_passes(&RULE, &asking(Precision::Bf16, card("8.6")));
        assert_fails(
            &RULE,
            &asking(Precision::Bf16, card("6.0")),
            Severity::Error,
        );
        assert_fails(&RULE, &asking(Precision::Fp8, card("8.6")), Severity::Error);
        assert_passes(&RULE, &asking(Precision::Fp8, card("8.9")));
        assert_passes(&RULE, &asking(Precision::Nvfp4, card("10.0")));
        assert_fails(
            &RULE,
            &asking(Precision::Nvfp4, card("12.0")),
            Severity::Warning,
        );
        assert_fails(
            &RULE,
            &asking(Precision::Mxfp8, card("12.0")),
            Severity::Error,
        );
        let unstated = asking(Precision::Bf16, draft(""));
        assert_unknown(&RULE, &unstated, "gpu-chip compute_capability");
    }

    #[test]
    fn other_vendors_are_judged_by_architecture() {
        let radeon = |name: &str| draft(&format!("vendor: amd, architecture: {name}"));
        assert_passes(&RULE, &asking(Precision::Bf16, radeon("rdna3")));
        assert_fails(
            &RULE,
            &asking(Precision::Bf16, radeon("rdna2")),
            Severity::Error,
        );
        assert_fails(
            &RULE,
            &asking(Precision::Fp8, radeon("rdna3")),
            Severity::Error,
        );
    }
}
