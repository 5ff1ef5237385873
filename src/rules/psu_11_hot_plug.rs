//! PSU-11: a 16-pin plug near its limit is a native one.

use super::units::{self, Unit};
use super::{Amount, Draft, GpuPick, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::GpuPlug;
use crate::unit::Watts;

pub(super) const RULE: Rule = Rule {
    id: "PSU-11",
    title: "16-pin plug near its limit",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu, Slot::Psu],
    need: "one plug carries",
    have: "a plug at ease carries",
    summary: "No 16-pin plug carries more than 90 % of its 600 W; where one does: a note on a native cable, a warning on an adapter.",
    rationale: "Near 600 W a pin that does not sit home overheats: push the plug in fully, run the cable straight, use no adapter. The 90 % are a judgement.",
    source: "https://www.tomshardware.com/pc-components/gpus/melting-power-connectors",
    check,
};

/// 90 % of what a 16-pin plug is specified for.
const AT_EASE: Watts = Watts::new(540);

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    draft.psus?;
    let gpus = draft.gpus?;
    let judge = |unit: &Unit<'_>| Some(judge(draft, gpus, unit));
    units::each(draft, UnknownPolicy::Note, judge, |_| None)
}

fn judge(draft: &Draft<'_>, gpus: &[GpuPick<'_>], unit: &Unit<'_>) -> Verdict {
    let unknown = |field| Verdict::unknown(UnknownPolicy::Note, field);
    let mut hottest: Option<Watts> = None;
    let mut missing = None;
    let mut plugs_taken = 0u32;
    for pick in gpus {
        let count = unit.share.cabled(pick);
        if count == 0 {
            continue;
        }
        let Some(plugs) = pin16_plugs(pick) else {
            missing = Some("gpu power");
            continue;
        };
        if plugs == 0 {
            continue;
        }
        plugs_taken = plugs_taken.saturating_add(plugs.saturating_mul(count));
        match pick.stock_power() {
            None => missing = Some("gpu board_power"),
            Some(stock) => {
                let each = draft.setting.card_power(stock).steps().div_ceil(plugs);
                hottest = hottest.max(Some(Watts::from_steps(each)));
            }
        }
    }
    let (have, need) = (
        Amount::Watts(AT_EASE),
        Amount::Watts(hottest.unwrap_or_default()),
    );
    if hottest > Some(AT_EASE) {
        return match unit.psu.pin16.map(u32::from) {
            None => unknown("psu pin16"),
            Some(native) if native < plugs_taken => {
                let why = "no adapter near 600 W: take a supply with native 16-pin cables";
                Verdict::fail(Severity::Warning, have, need, why)
            }
            Some(_) => {
                let why = "push the 16-pin plug in fully and run its cable straight";
                Verdict::fail(Severity::Note, have, need, why)
            }
        };
    }
    match (missing, hottest) {
        (Some(field), _) => unknown(field),
        (None, Some(_)) => Verdict::pass(have, need),
        (None, None) => Verdict::NotApplicable,
    }
}

/// 16-pin plugs of one card; `None` = not known.
fn pin16_plugs(pick: &GpuPick<'_>) -> Option<u32> {
    let plugs = pick.card.power.as_ref()?;
    let pin16 = plugs.iter().filter(|plug| **plug == GpuPlug::Pin16);
    Some(u32::try_from(pin16.count()).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(card_fields: &str, psu_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(card_fields), chip(""), 1),
            psus: picks(psu(psu_fields), 1),
            ..empty()
        }
    }

    #[test]
    fn a_4090_founders_edition_is_at_ease() {
        let fe = "power: [12v-2x6], board_power: 450 W";
        assert_passes(&RULE, &draft(fe, "pin16: 1"));
    }

    #[test]
    fn a_5090_needs_a_native_cable() {
        let fe = "power: [12v-2x6], board_power: 575 W";
        assert_fails(&RULE, &draft(fe, "pin16: 0"), Severity::Warning);
        assert_fails(&RULE, &draft(fe, "pin16: 1"), Severity::Note);
        assert_unknown(&RULE, &draft(fe, ""), "psu pin16");
    }

    #[test]
    fn an_8_pin_card_is_not_its_business() {
        let trio = "power: [8-pin, 8-pin, 8-pin], board_power: 575 W";
        assert_not_applicable(&RULE, &draft(trio, "pin16: 0"));
    }

    #[test]
    fn of_several_supplies_each_needs_the_native_plugs_of_its_own_cards() {
        let fe = "power: [12v-2x6], board_power: 575 W";
        let two = Draft {
            gpus: cards(card(fe), chip(""), 2),
            ..draft(fe, "pin16: 1")
        };
        assert_fails(&RULE, &assigned_pair(two, [1, 1]), Severity::Note);
        assert_fails(&RULE, &assigned_pair(two, [2, 0]), Severity::Warning);
        assert_unknown(&RULE, &assigned_pair(two, [1, 0]), units::WHICH_PSU);
    }
}
