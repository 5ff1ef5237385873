//! PSU-08: the supply runs where it is efficient, quiet and long-lived.

use super::power::{percent, sustained};
use super::units::{self, LOW_LINE, Unit};
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "PSU-08",
    title: "PSU headroom",
    severity: Severity::Note,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Psu],
    need: "the sustained draw is",
    have: "80 % of the rating are",
    summary: "The sustained draw is at most 80 % of the supply's rating for its circuit's voltage. The 80 PLUS level is STD-PSU's.",
    rationale: "Near its rating a supply is louder, hotter and a little less efficient, and nothing is left for a second drive or an older capacitor. Makers advise a load of about 75 %; the 80 % are a judgement.",
    source: "https://www.zotac.com/pe/news/5090-series-gpu-installation-power-safety-and-guidance",
    check,
};

/// Load up to which nothing is to be said, in percent of the rating.
const EASY: u32 = 80;

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let judge = |unit: &Unit<'_>| judge(draft, unit);
    units::each(draft, UnknownPolicy::Note, judge, |_| None)
}

fn judge(draft: &Draft<'_>, unit: &Unit<'_>) -> Option<Verdict> {
    let draw = sustained(draft, unit.share);
    let rating = unit.rating();
    let [least, most] = [rating.least, rating.most].map(|rated| percent(rated, EASY));
    let need = Amount::Watts(draw.known);
    if draw.known > most {
        let why = "runs near its rating: louder and hotter than need be";
        let have = Amount::Watts(most);
        return Some(Verdict::fail(Severity::Note, have, need, why));
    }
    let policy = UnknownPolicy::Note;
    let verdict = if draw.known > least {
        Verdict::unknown(policy, LOW_LINE)
    } else {
        Verdict::pass(Amount::Watts(least), need)
    };
    draw.gap.otherwise(policy, verdict)
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(watts: u32, psu_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(&format!("board_power: {watts} W")), 1),
            cpu: Some(cpu("max_power: 100 W")),
            psus: picks(psu(psu_fields), 1),
            ..empty()
        }
    }

    #[test]
    fn a_load_of_75_percent_is_easy() {
        assert_passes(&RULE, &draft(550, "wattage: 1000 W"));
    }

    #[test]
    fn a_load_of_92_percent_is_worth_a_note() {
        assert_fails(&RULE, &draft(720, "wattage: 1000 W"), Severity::Note);
    }

    #[test]
    fn missing_figures_are_unknown() {
        let no_cpu = Draft {
            cpu: Some(cpu("")),
            ..draft(350, "wattage: 1000 W")
        };
        assert_unknown(&RULE, &no_cpu, "cpu max_power");
        // 1250 W: easy for 1600 W, not for the 1500 W that are certain on 120 V.
        let large = draft(1050, "wattage: 1600 W");
        assert_unknown(&RULE, &large, LOW_LINE);
        assert_passes(&RULE, &on("230V/16A", large));
    }

    #[test]
    fn of_several_supplies_each_is_judged_by_what_hangs_on_it() {
        let two = |cards| {
            let pair = Draft {
                gpus: super::super::test_parts::cards(card(""), chip("board_power: 350 W"), 2),
                ..draft(350, "wattage: 800 W")
            };
            assigned_pair(pair, cards)
        };
        assert_passes(&RULE, &two([1, 1]));
        assert_fails(&RULE, &two([0, 2]), Severity::Note);
    }
}
