//! VEN-01: the cards can work together.

use super::{Amount, Draft, GpuPick, Names, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{Architecture, Vendor};

pub(super) const RULE: Rule = Rule {
    id: "VEN-01",
    title: "cards of one kind",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu],
    need: "working together wants",
    have: "the build has",
    summary: "All cards are of one vendor and share a driver; a note where their memory differs.",
    rationale: "No process spans CUDA and ROCm, and Blackwell needs NVIDIA's open kernel modules while Pascal and Volta need the closed ones. Tensor parallelism uses only as much of each card as the smallest has. A judgement, to be confirmed for the drivers.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let gpus = draft.gpus?;
    let (first, others) = match gpus {
        [] | [_] => return Some(Verdict::NotApplicable),
        [first, others @ ..] => (first, others),
    };
    let vendors = gpus.iter().map(|pick| pick.chip.vendor as usize);
    let have = Amount::Names(Names::of(Vendor::NAMES, vendors));
    if others
        .iter()
        .any(|pick| pick.chip.vendor != first.chip.vendor)
    {
        let why = "no process can use both vendors' cards";
        let need = Amount::Name("one vendor");
        return Some(Verdict::fail(Severity::Warning, have, need, why));
    }
    if has(gpus, is_blackwell) && has(gpus, is_before_turing) {
        let why = "one needs NVIDIA's open kernel modules, the other the closed ones";
        let have = Amount::Name("two driver branches");
        let need = Amount::Name("one driver");
        return Some(Verdict::fail(Severity::Warning, have, need, why));
    }
    let need = Amount::Memory(first.chip.memory);
    let uneven = others
        .iter()
        .find(|pick| pick.chip.memory != first.chip.memory);
    Some(match uneven {
        Some(other) => {
            let why = "split models use only as much of each as the smallest has";
            Verdict::fail(Severity::Note, Amount::Memory(other.chip.memory), need, why)
        }
        None => Verdict::pass(have, Amount::Name("one vendor")),
    })
}

fn has(gpus: &[GpuPick<'_>], what: impl Fn(&GpuPick<'_>) -> bool) -> bool {
    gpus.iter().any(what)
}

fn is_blackwell(pick: &GpuPick<'_>) -> bool {
    matches!(
        pick.chip.architecture,
        Architecture::Blackwell | Architecture::BlackwellDatacenter
    )
}

fn is_before_turing(pick: &GpuPick<'_>) -> bool {
    matches!(
        pick.chip.architecture,
        Architecture::Pascal | Architecture::Volta
    )
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(first: &str, second: &str) -> Draft<'static> {
        Draft {
            gpus: mixed((card(""), chip(first)), (card(""), chip(second))),
            ..empty()
        }
    }

    #[test]
    fn a_4090_and_a_3090_work_together() {
        assert_passes(&RULE, &draft("architecture: ada", "architecture: ampere"));
    }

    #[test]
    fn a_5090_and_a_p40_share_no_driver() {
        let pair = draft("architecture: blackwell", "architecture: pascal");
        assert_fails(&RULE, &pair, Severity::Warning);
    }

    #[test]
    fn cuda_and_rocm_do_not_meet() {
        let pair = draft("architecture: ada", "vendor: amd, architecture: rdna3");
        assert_fails(&RULE, &pair, Severity::Warning);
    }

    #[test]
    fn uneven_memory_is_a_note_and_one_model_no_mix() {
        let pair = draft("memory: 24 GiB", "memory: 12 GiB");
        assert_fails(&RULE, &pair, Severity::Note);
        let one = Draft {
            gpus: cards(card(""), chip(""), 2),
            ..empty()
        };
        assert_not_applicable(&RULE, &one);
    }
}
