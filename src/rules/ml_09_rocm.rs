//! ML-09: `ROCm` supports the AMD card.

use super::rocm_support::{Rocm, rocm};
use super::{Amount, Draft, GpuPick, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::Vendor;

pub(super) const RULE: Rule = Rule {
    id: "ML-09",
    title: "ROCm support",
    severity: Severity::Error,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Gpu],
    need: "the code wants",
    have: "the card is",
    summary: "Every AMD card's gfx target is in the compatibility matrix of ROCm 7.2 (state of 2026-09): a warning where it is not, or where support has ended, and an error where a build file asks for a later ROCm release than the last that has it.",
    rationale: "Frameworks are compiled for a list of targets; on another one they stop at the first kernel. Chips next to a listed one run as that one by an environment variable (HSA_OVERRIDE_GFX_VERSION), which nobody vouches for. Gfx906 (MI50, Radeon VII) is last in the ROCm 6.3 wheels.",
    source: "https://rocm.docs.amd.com/en/latest/compatibility/compatibility-matrix.html",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let amd = draft.gpus?.iter().filter(|pick| pick.count > 0);
    let amd = amd.filter(|pick| pick.chip.vendor == Vendor::Amd);
    let judged = amd.map(|pick| judge(draft, pick));
    Some(judged.fold(Verdict::NotApplicable, Verdict::worse))
}

fn judge(draft: &Draft<'_>, pick: &GpuPick<'_>) -> Verdict {
    let Some(target) = pick.chip.gfx else {
        return Verdict::unknown(UnknownPolicy::Warn, "gpu-chip gfx");
    };
    let have = Amount::Name(target.as_str());
    let current = Amount::Name("a target in the matrix of ROCm 7.2");
    match (rocm(target), draft.setting.rocm) {
        (Rocm::Listed, _) => Verdict::pass(have, current),
        (Rocm::Unlisted, _) => {
            let why = "not supported: runs at best as a listed relative";
            Verdict::fail(Severity::Warning, have, current, why)
        }
        (Rocm::Until(last), Some(asked)) if asked <= last => {
            Verdict::pass(have, Amount::Version(asked))
        }
        (Rocm::Until(last), Some(asked)) => {
            let why = "the ROCm release asked for no longer has this card";
            let (have, need) = (Amount::Version(last), Amount::Version(asked));
            Verdict::fail(Severity::Error, have, need, why)
        }
        (Rocm::Until(last), None) => {
            let why = "supported up to an old ROCm release only";
            Verdict::fail(Severity::Warning, Amount::Version(last), current, why)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::test_parts::*;
    use super::*;

    fn draft(chip_fields: &str) -> Draft<'static> {
        let fields = format!("vendor: amd, architecture: rdna4, {chip_fields}");
        Draft {
            gpus: cards(card(""), chip(&fields), 1),
            ..empty()
        }
    }

    fn asking(release: &str, draft: Draft<'static>) -> Draft<'static> {
        Draft {
            setting: setting(Setting {
                rocm: Some(release.parse().unwrap()),
                ..Setting::default()
            }),
            ..draft
        }
    }

    #[test]
    fn an_r9700_is_in_the_matrix() {
        assert_passes(&RULE, &draft("gfx: gfx1201"));
    }

    #[test]
    fn an_mi50_is_out_of_it_from_rocm_6_4_on() {
        let mi50 = draft("gfx: gfx906");
        assert_fails(&RULE, &mi50, Severity::Warning);
        assert_fails(&RULE, &asking("6.4", mi50), Severity::Error);
        assert_passes(&RULE, &asking("6.3", mi50));
    }

    #[test]
    fn an_rx_6700_xt_runs_as_its_relative() {
        assert_fails(&RULE, &draft("gfx: gfx1031"), Severity::Warning);
    }

    #[test]
    fn an_unstated_target_is_unknown_and_other_vendors_are_not_its_business() {
        assert_unknown(&RULE, &draft(""), "gpu-chip gfx");
        let geforce = Draft {
            gpus: cards(card(""), chip(""), 1),
            ..empty()
        };
        assert_not_applicable(&RULE, &geforce);
    }
}
