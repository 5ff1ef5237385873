//! GPU-02: the case has as many expansion slots as the card is thick.

use super::arrangement::whole_slots;
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::unit::SlotWidth;

pub(super) const RULE: Rule = Rule {
    id: "GPU-02",
    title: "card thickness",
    severity: Severity::Error,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Gpu, Slot::Case],
    need: "the thickest card takes",
    have: "the case has",
    summary: "The thickest card takes no more expansion slots than the case has; PCI-06 speaks of several cards. An open frame has no such limit.",
    rationale: "A card's bracket and cooler need whole slots at the back: 3.8 slots need four.",
    source: "https://support.fractal-design.com/support/solutions/articles/4000194849",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    if draft.setting.open_frame {
        return Some(Verdict::NotApplicable);
    }
    let (gpus, case) = (draft.gpus?, draft.case?);
    if case.open_frame {
        return Some(Verdict::NotApplicable);
    }
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Warn, field));
    let Some(slots) = case.expansion_slots else {
        return unknown("case expansion_slots");
    };
    let known = gpus.iter().filter_map(|pick| pick.card.slots);
    let thickest = known.map(whole_slots).max();
    let have = Amount::Slots(SlotWidth::new(u32::from(slots)));
    let need = Amount::Slots(SlotWidth::new(u32::from(thickest.unwrap_or(0))));
    if thickest > Some(slots) {
        let why = "the card is thicker than the case has slots";
        return Some(Verdict::fail(Severity::Error, have, need, why));
    }
    if gpus.iter().any(|pick| pick.card.slots.is_none()) {
        return unknown("gpu slots");
    }
    Some(Verdict::pass(have, need))
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(card_fields: &str, case_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(card_fields), chip(""), 1),
            case: Some(case(case_fields)),
            ..empty()
        }
    }

    #[test]
    fn a_4090_founders_edition_fits_a_terra() {
        assert_passes(&RULE, &draft("slots: 3", "expansion_slots: 3"));
    }

    #[test]
    fn a_rog_astral_5090_does_not() {
        let astral = draft("slots: 3.8", "expansion_slots: 3");
        assert_fails(&RULE, &astral, Severity::Error);
    }

    #[test]
    fn an_open_frame_has_no_limit() {
        let frame = draft("slots: 3.8", "expansion_slots: 3, open_frame: true");
        assert_not_applicable(&RULE, &frame);
    }

    #[test]
    fn missing_figures_are_unknown() {
        assert_unknown(&RULE, &draft("", "expansion_slots: 3"), "gpu slots");
        assert_unknown(&RULE, &draft("slots: 3", ""), "case expansion_slots");
    }
}
