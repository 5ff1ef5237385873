//! PSU-01: the supply carries the sustained draw with a margin.

use super::power::sustained;
use super::share::Share;
use super::units::{self, LOW_LINE, Rating, Unit};
use super::{Amount, Draft, Pick, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::Psu;
use crate::unit::Watts;

pub(super) const RULE: Rule = Rule {
    id: "PSU-01",
    title: "sustained power",
    severity: Severity::Error,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Psu],
    need: "the sustained draw is",
    have: "on this circuit the PSU gives",
    summary: "GPUs at their (limited) board power, the CPU's sustained maximum and 100 W for the rest stay below the PSU's rating; a warning when less than 10 % of the draw is left. The rating is the one for the circuit's voltage (below 200 V some large units give less). Of several supplies each is judged by what hangs on it; a card's 75 W from the slot count on its own supply and on the board's.",
    rationale: "Training loads GPU and CPU for days; a supply at its rating runs hot and trips. The 100 W for board, memory, drives and fans are a judgement.",
    source: "https://timdettmers.com/2018/12/16/deep-learning-hardware-guide/",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    units::each(
        draft,
        UnknownPolicy::Block,
        |unit| judge(draft, unit),
        |psus| pooled(draft, psus),
    )
}

fn judge(draft: &Draft<'_>, unit: &Unit<'_>) -> Option<Verdict> {
    let draw = sustained(draft, unit.share);
    let Rating { least, most } = unit.rating();
    let verdict = |rated, load| (Amount::Watts(rated), Amount::Watts(load));
    let fail = |severity, load, why| {
        let (have, need) = verdict(most, load);
        Some(Verdict::fail(severity, have, need, why))
    };
    if draw.certain() > most {
        return fail(
            Severity::Error,
            draw.certain(),
            "the supply would be overloaded",
        );
    }
    if draw.known * 11 > most * 10 {
        let why = if draw.known > most {
            "overloaded if the cards take much from their slots"
        } else {
            "less than 10 % is left"
        };
        return fail(Severity::Warning, draw.known, why);
    }
    let (have, need) = verdict(least, draw.known);
    let sum = |verdict| draw.gap.otherwise(UnknownPolicy::Block, verdict);
    if draw.known > least {
        sum(Verdict::unknown(UnknownPolicy::Block, LOW_LINE))
    } else if draw.known * 11 > least * 10 {
        // It bears the load; only whether the margin is there is not known.
        sum(Verdict::unknown(UnknownPolicy::Warn, LOW_LINE))
    } else {
        sum(Verdict::pass(have, need))
    }
}

/// An overload whatever hangs on which supply.
fn pooled(draft: &Draft<'_>, psus: &[Pick<'_, Psu>]) -> Option<Verdict> {
    let draw = sustained(draft, Share::Whole);
    let all: Watts = psus.iter().map(|pick| pick.part.wattage * pick.count).sum();
    let (have, need) = (Amount::Watts(all), Amount::Watts(draw.known));
    let why = "all supplies together would be overloaded";
    (draw.known > all).then(|| Verdict::fail(Severity::Error, have, need, why))
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::super::units::WHICH_PSU;
    use super::super::{Allowance, Setting};
    use super::*;

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

    const BIG: &str = "board_power: 450 W";

    #[test]
    fn on_low_mains_the_rating_for_it_counts() {
        // 450 × 2 + 400 + 100 = 1400 W.
        let taichi = draft(
            2,
            BIG,
            "max_power: 400 W",
            "wattage: 1650 W, low_line_wattage: 1300 W",
        );
        assert_fails(&RULE, &taichi, Severity::Error);
        assert_passes(&RULE, &on("230V/16A", taichi));
    }

    #[test]
    fn a_large_unit_of_unstated_low_rating_is_barred_only_near_its_limit() {
        let with = |cpu: &str| draft(2, BIG, cpu, "wattage: 2000 W");
        assert_passes(&RULE, &with("max_power: 280 W"));
        // 1400 W: borne by 1500 W, but not with 10 % to spare.
        let near = with("max_power: 400 W");
        assert_unknown(&RULE, &near, LOW_LINE);
        assert!(!RULE.bars(&(RULE.check)(&near).unwrap(), &Allowance::default()));
        let above = with("max_power: 510 W");
        assert_unknown(&RULE, &above, LOW_LINE);
        assert!(RULE.bars(&(RULE.check)(&above).unwrap(), &Allowance::default()));
        assert_passes(&RULE, &on("230V/16A", above));
        // At 100 V less is certain.
        assert_unknown(&RULE, &on("100V/20A", with("max_power: 280 W")), LOW_LINE);
    }

    #[test]
    fn of_several_supplies_each_is_judged_by_what_hangs_on_it() {
        // Two cards of 450 W on the first with a 280 W CPU and the rest, or one on each.
        let two = |cards: [u32; 2]| {
            assigned_pair(draft(2, BIG, "max_power: 280 W", "wattage: 1000 W"), cards)
        };
        assert_fails(&RULE, &two([2, 0]), Severity::Error);
        // 450 + 75 + 280 + 100 = 905 W of 1000 W; 450 W of 1000 W.
        assert_passes(&RULE, &two([1, 1]));
        // Both on the second: 900 W, and 75 × 2 + 380 = 530 W.
        assert_passes(&RULE, &two([0, 2]));
        assert_unknown(&RULE, &two([1, 0]), WHICH_PSU);
    }

    #[test]
    fn powered_risers_take_the_slots_off_the_board() {
        // Board: 580 + 100 W, and 4 × 75 W of the slots unless the risers feed them.
        let four = draft(
            4,
            "board_power: 200 W",
            "max_power: 580 W",
            "wattage: 1000 W",
        );
        let slotted = assigned_pair(four, [0, 4]);
        assert_fails(&RULE, &slotted, Severity::Warning);
        let mut supplies = slotted.setting.supplies.clone();
        supplies[1].powered_risers = true;
        let risers = Draft {
            setting: setting(Setting {
                supplies,
                ..Setting::default()
            }),
            ..slotted
        };
        assert_passes(&RULE, &risers);
    }

    #[test]
    fn what_no_split_could_carry_is_an_error() {
        let four = draft(4, BIG, "max_power: 280 W", "wattage: 1000 W");
        let two = Draft {
            psus: picks(psu("wattage: 1000 W"), 2),
            ..four
        };
        assert_fails(&RULE, &two, Severity::Error);
    }
}
