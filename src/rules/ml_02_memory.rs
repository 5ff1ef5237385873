//! ML-02: enough system memory, and at least as much as one card has.

use super::modules::capacity;
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "ML-02",
    title: "system memory",
    severity: Severity::Standard,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Gpu, Slot::Memory],
    need: "the standard asks for",
    have: "the kits have",
    summary: "All kits together hold the profile's standard (32 GiB by default) and at least as much as the largest card's memory.",
    rationale: "Models and batches pass through system memory on their way to the card; with less than the card holds, loading a full card swaps.",
    source: "https://timdettmers.com/2018/12/16/deep-learning-hardware-guide/",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let kits = draft.memory?;
    let standard = draft.setting.standards.memory;
    let total = capacity(kits);
    let largest = draft
        .gpus
        .map(|gpus| gpus.iter().map(|pick| pick.chip.memory).max());
    let least = standard.max(largest.flatten().unwrap_or_default());
    let (have, need) = (Amount::Memory(total), Amount::Memory(least));
    if total < standard {
        let why = "too little to prepare data in";
        return Some(Verdict::fail(Severity::Standard, have, need, why));
    }
    largest?;
    Some(if total < least {
        let why = "less than one card holds";
        Verdict::fail(Severity::Standard, have, need, why)
    } else {
        Verdict::pass(have, need)
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(card_memory: u32, module: u32) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(&format!("memory: {card_memory} GiB")), 1),
            memory: picks(kit(&format!("modules: 2, module_size: {module} GiB")), 1),
            ..empty()
        }
    }

    #[test]
    fn one_3090_wants_32_gib() {
        assert_passes(&RULE, &draft(24, 16));
        assert_fails(&RULE, &draft(24, 8), Severity::Standard);
        let early = draft(24, 8).without(Slot::Gpu);
        assert_fails(&RULE, &early, Severity::Standard);
    }

    #[test]
    fn a_card_of_96_gib_wants_as_much() {
        assert_fails(&RULE, &draft(96, 32), Severity::Standard);
        assert_passes(&RULE, &draft(96, 48));
        assert_undecided(&RULE, &draft(96, 32).without(Slot::Gpu));
    }
}
