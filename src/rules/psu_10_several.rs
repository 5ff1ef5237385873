//! PSU-10: of several supplies it is known which feeds what.

use super::units::{WHICH_PSU, assigned, single};
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "PSU-10",
    title: "several power supplies",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Gpu, Slot::Psu],
    need: "several supplies want",
    have: "the build says",
    summary: "Of several supplies one feeds the board and every card hangs on one of them, as a build file says under `psus`; their watts are never added up. Unknown where the file leaves a card out. One supply is not its business.",
    rationale: "Each unit has its own limits, so PSU-01, PSU-02, PSU-03, PSU-04, PSU-07, PSU-08, PSU-11 and MAINS-01 judge them one by one. They must also start together (a sync adapter) and share a ground, and a powered riser and its card belong on the same unit: a judgement from builds that run this way.",
    source: "https://www.mov-axbx.com/wopr/wopr_power.html",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let psus = draft.psus?;
    let gpus = draft.gpus?;
    if single(psus).is_some() {
        return Some(Verdict::NotApplicable);
    }
    let need = Amount::Name("every card on one of them");
    Some(if assigned(draft, psus, gpus).is_some() {
        Verdict::pass(need, need)
    } else if draft.setting.supplies.is_empty() {
        let have = Amount::Name("only their watts added up");
        let why = "no unit carries more than its own rating: say what each feeds";
        Verdict::fail(Severity::Warning, have, need, why)
    } else {
        Verdict::unknown(UnknownPolicy::Block, WHICH_PSU)
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn two(cards: [u32; 2]) -> Draft<'static> {
        let one = Draft {
            gpus: super::super::test_parts::cards(card("id: rtx"), chip(""), 2),
            psus: picks(psu("id: unit"), 1),
            ..empty()
        };
        assigned_pair(one, cards)
    }

    #[test]
    fn two_cards_on_two_units_are_assigned() {
        assert_passes(&RULE, &two([1, 1]));
        assert_passes(&RULE, &two([0, 2]));
    }

    #[test]
    fn watts_added_up_are_a_warning() {
        let pooled = Draft {
            setting: empty().setting,
            ..two([1, 1])
        };
        assert_fails(&RULE, &pooled, Severity::Warning);
    }

    #[test]
    fn a_card_left_out_is_unknown() {
        assert_unknown(&RULE, &two([1, 0]), WHICH_PSU);
        // As is a list of other supplies than the build's.
        let other = Draft {
            psus: picks(psu("id: other"), 2),
            ..two([1, 1])
        };
        assert_unknown(&RULE, &other, WHICH_PSU);
    }

    #[test]
    fn one_supply_is_not_its_business() {
        let one = Draft {
            psus: picks(psu("id: unit"), 1),
            ..two([1, 1])
        };
        assert_not_applicable(&RULE, &one);
    }
}
