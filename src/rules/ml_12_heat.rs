//! ML-12: the case gets rid of the cards' heat.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::unit::Watts;

pub(super) const RULE: Rule = Rule {
    id: "ML-12",
    title: "heat in a closed case",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu, Slot::Case],
    need: "the cards give off",
    have: "the case bears",
    summary: "All cards together, at their (limited) power, give off at most 700 W into a closed case, or 1200 W where it comes with four fans or more. An open frame bears any.",
    rationale: "What the cards draw ends as heat in the case; with too little air they slow down or grow loud. Both bounds and the four fans are a heuristic, a judgement without a source: fans can be added, and cards that blow out of the back or hang on a radiator leave less inside.",
    source: "judgement",
    check,
};

/// A closed case with few fans bears this.
const FEW_FANS: Watts = Watts::new(700);
/// Any closed case bears at most this.
const CLOSED: Watts = Watts::new(1_200);
/// Fans in the box from which a case bears more.
const ENOUGH_FANS: u8 = 4;

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (gpus, case) = (draft.gpus?, draft.case?);
    let power = |stock| draft.setting.card_power(stock);
    let known = gpus
        .iter()
        .filter_map(|pick| Some(power(pick.stock_power()?) * pick.count));
    let heat: Watts = known.sum();
    let missing = draft.gpu_power()?.is_none();
    let need = Amount::Watts(heat);
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Note, field));
    let fail = |limit, why| {
        let have = Amount::Watts(limit);
        Some(Verdict::fail(Severity::Warning, have, need, why))
    };
    let pass = |have| Some(Verdict::pass(have, need));
    if draft.setting.open_frame || case.open_frame {
        return pass(Amount::Name("any heat, as an open frame"));
    }
    if heat > CLOSED {
        return fail(CLOSED, "too much for a closed case: use an open frame");
    }
    match case.fans {
        Some(fans) if heat > FEW_FANS && fans < ENOUGH_FANS => {
            fail(FEW_FANS, "has fewer than four fans: add some and allow it")
        }
        _ if missing => unknown("gpu board_power"),
        None if heat > FEW_FANS => unknown("case fans"),
        Some(fans) if fans >= ENOUGH_FANS => pass(Amount::Watts(CLOSED)),
        Some(_) | None => pass(Amount::Watts(FEW_FANS)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::test_parts::*;
    use super::*;

    fn draft(watts: u32, count: u32, case_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(&format!("board_power: {watts} W")), count),
            case: Some(case(case_fields)),
            ..empty()
        }
    }

    #[test]
    fn two_4090s_breathe_in_an_open_frame() {
        assert_passes(&RULE, &draft(450, 2, "open_frame: true"));
        assert_passes(&RULE, &draft(450, 4, "open_frame: true"));
    }

    #[test]
    fn two_5090s_want_four_fans() {
        assert_passes(&RULE, &draft(575, 2, "fans: 4"));
        assert_fails(&RULE, &draft(575, 2, "fans: 3"), Severity::Warning);
    }

    #[test]
    fn four_3090s_are_too_much_for_any_closed_case() {
        let four = draft(350, 4, "fans: 9");
        assert_fails(&RULE, &four, Severity::Warning);
        let limited = Draft {
            setting: setting(Setting {
                power_limit: Some(Watts::new(300)),
                ..Setting::default()
            }),
            ..four
        };
        assert_passes(&RULE, &limited);
    }

    #[test]
    fn one_card_needs_no_count_of_fans() {
        assert_passes(&RULE, &draft(575, 1, ""));
        assert_unknown(&RULE, &draft(450, 2, ""), "case fans");
        let unread = Draft {
            gpus: cards(card(""), chip(""), 1),
            ..draft(450, 1, "fans: 3")
        };
        assert_unknown(&RULE, &unread, "gpu board_power");
    }
}
