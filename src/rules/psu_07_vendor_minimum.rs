//! PSU-07: the supply is what the chip's maker asks for.

use super::units;
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "PSU-07",
    title: "PSU the GPU's maker asks for",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu, Slot::Psu],
    need: "the GPU's maker asks for",
    have: "the PSU is rated",
    summary: "With one card at its stock power, the supply's rating is at least what the chip's maker asks for; of several supplies the one that the card hangs on.",
    rationale: "The maker's figure allows for peaks and a mid-range PC, and support starts from it. It says nothing about several or power-limited cards: PSU-01 and PSU-02 judge those.",
    source: "https://www.zotac.com/pe/news/5090-series-gpu-installation-power-safety-and-guidance",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    draft.psus?;
    let gpus = draft.gpus?;
    let Some(card) = gpus.iter().find(|pick| pick.count > 0) else {
        return Some(Verdict::NotApplicable);
    };
    let limited = card
        .stock_power()
        .zip(draft.setting.power_limit)
        .is_some_and(|(stock, limit)| limit < stock);
    if draft.gpu_count()? > 1 || limited {
        return Some(Verdict::NotApplicable);
    }
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Note, field));
    let Some(asked) = card.chip.recommended_psu else {
        return unknown("gpu-chip recommended_psu");
    };
    units::each(
        draft,
        UnknownPolicy::Note,
        |unit| {
            if unit.share.cabled(card) == 0 {
                return Some(Verdict::NotApplicable);
            }
            let rated = unit.psu.wattage;
            let (have, need) = (Amount::Watts(rated), Amount::Watts(asked));
            Some(if rated < asked {
                let why = "smaller than the GPU's maker asks for";
                Verdict::fail(Severity::Warning, have, need, why)
            } else {
                Verdict::pass(have, need)
            })
        },
        |_| None,
    )
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::test_parts::*;
    use super::*;
    use crate::unit::Watts;

    fn draft(count: u32, chip_fields: &str, rating: u32) -> Draft<'static> {
        let fields = format!("board_power: 575 W{chip_fields}");
        Draft {
            gpus: cards(card(""), chip(&fields), count),
            psus: picks(psu(&format!("wattage: {rating} W")), 1),
            ..empty()
        }
    }

    const ASKS_1000: &str = ", recommended_psu: 1000 W";

    #[test]
    fn a_5090_asks_for_1000_watts() {
        assert_passes(&RULE, &draft(1, ASKS_1000, 1000));
        assert_fails(&RULE, &draft(1, ASKS_1000, 850), Severity::Warning);
    }

    #[test]
    fn several_or_limited_cards_are_not_its_business() {
        assert_not_applicable(&RULE, &draft(2, ASKS_1000, 850));
        let limited = Draft {
            setting: setting(Setting {
                power_limit: Some(Watts::new(400)),
                ..Setting::default()
            }),
            ..draft(1, ASKS_1000, 850)
        };
        assert_not_applicable(&RULE, &limited);
    }

    #[test]
    fn an_unstated_figure_is_unknown() {
        assert_unknown(&RULE, &draft(1, "", 850), "gpu-chip recommended_psu");
    }

    #[test]
    fn of_several_supplies_the_one_that_the_card_hangs_on_counts() {
        let two = |rating| assigned_pair(draft(1, ASKS_1000, rating), [0, 1]);
        assert_passes(&RULE, &two(1000));
        assert_fails(&RULE, &two(850), Severity::Warning);
        let pair = Draft {
            psus: picks(psu("wattage: 1000 W"), 2),
            ..draft(1, ASKS_1000, 1000)
        };
        assert_unknown(&RULE, &pair, units::WHICH_PSU);
    }
}
