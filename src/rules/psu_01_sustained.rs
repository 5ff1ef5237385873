//! PSU-01: the supply carries the sustained draw with a margin.

use super::power::{WHICH_PSU, single, sustained};
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "PSU-01",
    title: "sustained power",
    severity: Severity::Error,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Psu],
    need: "the sustained draw is",
    have: "the PSU is rated",
    summary: "GPUs at their (limited) board power, the CPU's sustained maximum and 100 W for the rest stay below the PSU's rating; a warning when less than 10 % of the draw is left.",
    rationale: "Training loads GPU and CPU for days; a supply at its rating runs hot and trips. The 100 W for board, memory, drives and fans are a judgement.",
    source: "https://timdettmers.com/2018/12/16/deep-learning-hardware-guide/",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let psus = draft.psus?;
    let Some(supply) = single(psus) else {
        return Some(Verdict::unknown(UnknownPolicy::Block, WHICH_PSU));
    };
    let draw = sustained(draft);
    let (have, need) = (Amount::Watts(supply.wattage), Amount::Watts(draw.known));
    let fail = |severity, why| Some(Verdict::fail(severity, have, need, why));
    if draw.known > supply.wattage {
        fail(Severity::Error, "the supply would be overloaded")
    } else if draw.known * 11 > supply.wattage * 10 {
        fail(Severity::Warning, "less than 10 % is left")
    } else {
        draw.gap
            .otherwise(UnknownPolicy::Block, Verdict::pass(have, need))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::test_parts::*;
    use super::*;
    use crate::unit::Watts;

    fn draft(count: u32, chip_fields: &str, cpu_fields: &str, rating: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(chip_fields), count),
            cpu: Some(cpu(cpu_fields)),
            psus: picks(psu(rating), 1),
            ..empty()
        }
    }

    #[test]
    fn one_3090_and_a_5600g_run_on_850_watts() {
        let small = draft(1, "board_power: 350 W", "max_power: 88 W", "wattage: 850 W");
        assert_passes(&RULE, &small);
    }

    #[test]
    fn four_stock_3090s_overload_an_evga_1600() {
        let four = |limit| Draft {
            setting: setting(Setting {
                power_limit: limit,
                ..Setting::default()
            }),
            ..draft(
                4,
                "board_power: 350 W",
                "max_power: 165 W",
                "wattage: 1600 W",
            )
        };
        assert_fails(&RULE, &four(None), Severity::Error);
        assert_passes(&RULE, &four(Some(Watts::new(250))));
        // The cards alone, before a CPU is chosen, leave less than 10 %.
        let early = four(None).without(Slot::Cpu);
        assert_fails(&RULE, &early, Severity::Warning);
    }

    #[test]
    fn less_than_ten_percent_left_is_a_warning() {
        let tight = draft(1, "board_power: 600 W", "max_power: 88 W", "wattage: 850 W");
        assert_fails(&RULE, &tight, Severity::Warning);
    }

    #[test]
    fn missing_figures_and_several_supplies_are_unknown() {
        let no_cpu = draft(1, "board_power: 350 W", "", "wattage: 850 W");
        assert_unknown(&RULE, &no_cpu, "cpu max_power");
        let no_gpu = draft(1, "", "max_power: 88 W", "wattage: 850 W");
        assert_unknown(&RULE, &no_gpu, "gpu board_power");
        let two = Draft {
            psus: picks(psu("wattage: 850 W"), 2),
            ..no_gpu
        };
        assert_unknown(&RULE, &two, WHICH_PSU);
    }
}
