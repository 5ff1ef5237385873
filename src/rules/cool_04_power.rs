//! COOL-04: the cooler sheds the CPU's sustained heat.

use super::{Amount, CoolerPick, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::unit::Watts;

pub(super) const RULE: Rule = Rule {
    id: "COOL-04",
    title: "cooler power",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Cpu, Slot::Cooler],
    need: "the CPU's heat is",
    have: "the cooler is good for",
    summary: "The cooler's rated or tested power covers the CPU's sustained maximum; a boxed cooler does for CPUs of up to 65 W base power.",
    rationale: "Training and data loading hold the CPU at its limit for hours; a small cooler makes it throttle. Makers rate coolers by their own methods: a judgement.",
    source: "judgement",
    check,
};

/// What the coolers in CPU boxes are made for.
const BOXED: Watts = Watts::new(65);

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (cpu, cooler) = (draft.cpu?, draft.cooler?);
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Note, field));
    let (power, limit) = match cooler {
        CoolerPick::Boxed => match cpu.tdp {
            Some(base) => (base, BOXED),
            None => return unknown("cpu tdp"),
        },
        CoolerPick::Part(part) => match (cpu.max_power, part.max_power) {
            (Some(power), Some(limit)) => (power, limit),
            (None, _) => return unknown("cpu max_power"),
            (Some(_), None) => return unknown("cooler max_power"),
        },
    };
    let (have, need) = (Amount::Watts(limit), Amount::Watts(power));
    Some(if power > limit {
        let why = "the CPU will throttle under load";
        Verdict::fail(Severity::Warning, have, need, why)
    } else {
        Verdict::pass(have, need)
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(cpu_fields: &str, cooler_fields: &str) -> Draft<'static> {
        Draft {
            cpu: Some(cpu(cpu_fields)),
            cooler: Some(CoolerPick::Part(cooler(cooler_fields))),
            ..empty()
        }
    }

    #[test]
    fn a_phantom_spirit_cools_a_7700() {
        assert_passes(&RULE, &draft("max_power: 88 W", "max_power: 250 W"));
    }

    #[test]
    fn an_nh_l9a_does_not_cool_a_7950x() {
        let low = draft("max_power: 230 W", "max_power: 95 W");
        assert_fails(&RULE, &low, Severity::Warning);
    }

    #[test]
    fn a_boxed_cooler_does_for_65_watts() {
        let boxed = |tdp: &str| Draft {
            cpu: Some(cpu(tdp)),
            cooler: Some(CoolerPick::Boxed),
            ..empty()
        };
        assert_passes(&RULE, &boxed("tdp: 65 W"));
        assert_fails(&RULE, &boxed("tdp: 105 W"), Severity::Warning);
        assert_unknown(&RULE, &boxed(""), "cpu tdp");
    }

    #[test]
    fn an_unrated_cooler_is_unknown() {
        assert_unknown(&RULE, &draft("max_power: 88 W", ""), "cooler max_power");
    }
}
