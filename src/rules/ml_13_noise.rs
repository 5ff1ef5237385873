//! ML-13: how loud the machine is.

use super::{Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "ML-13",
    title: "noise",
    severity: Severity::Note,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu],
    need: "a room bears",
    have: "the machine makes",
    summary: "Always unknown: no source states the noise of the cards, so nothing is said of the machine's.",
    rationale: "Data sheets give it for some coolers and for no card, and the cards are what is heard under load. Blowers are loud, a power limit makes any card quieter: a judgement.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    draft.gpus?;
    Some(Verdict::unknown(UnknownPolicy::Note, "noise of the cards"))
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    #[test]
    fn it_is_never_known_and_never_bars() {
        let any = Draft {
            gpus: cards(card("cooling: blower"), chip(""), 4),
            ..empty()
        };
        assert_unknown(&RULE, &any, "noise of the cards");
        let verdict = (RULE.check)(&any).unwrap();
        assert!(!RULE.bars(&verdict, &super::super::Allowance::default()));
    }
}
