//! ML-14: what the machine costs while it waits.

use super::{Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "ML-14",
    title: "power when idle",
    severity: Severity::Note,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu],
    need: "a month of idling takes",
    have: "the machine draws",
    summary: "Always unknown: no source states what the parts draw when idle. Watts at the wall times 0.73 are kWh a month.",
    rationale: "A machine left on idles most of its hours. One with three older server cards was measured at 170 W: 124 kWh a month. Read a plug-in meter, and let it sleep.",
    source: "https://github.com/bradrlaw/ai-server",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    draft.gpus?;
    Some(Verdict::unknown(
        UnknownPolicy::Note,
        "idle power of the parts",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    #[test]
    fn it_is_never_known_and_never_bars() {
        let any = Draft {
            gpus: cards(card(""), chip("board_power: 350 W"), 1),
            ..empty()
        };
        assert_unknown(&RULE, &any, "idle power of the parts");
        let verdict = (RULE.check)(&any).unwrap();
        assert!(!RULE.bars(&verdict, &super::super::Allowance::default()));
    }
}
