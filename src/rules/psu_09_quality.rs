//! PSU-09: what no data sheet says of a supply.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "PSU-09",
    title: "PSU in an independent test",
    severity: Severity::Note,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Psu],
    need: "what shows a supply's quality is",
    have: "known of this one is",
    summary: "Every supply passed an independent load test that the catalogue names; a note where none is on file.",
    rationale: "No data set predicts which supply trips early: a Corsair CX750 went off at 65 % of its rating and a Cooler Master V1000 cured it. A note is no fault of the unit: read a test of it before you buy.",
    source: "https://github.com/tensorflow/tensorflow/issues/8858",
    check,
};

/// What a test is called.
const TEST: Amount = Amount::Name("an independent load test");

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let mut supplies = draft.psus?.iter().filter(|pick| pick.count > 0);
    Some(if supplies.all(|pick| pick.part.tested_by.is_some()) {
        Verdict::pass(TEST, TEST)
    } else {
        let why = "no data sheet tells a good supply from a bad one: read a test before you buy";
        let have = Amount::Name("its data sheet only");
        Verdict::fail(Severity::Note, have, TEST, why)
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(psu_fields: &str) -> Draft<'static> {
        Draft {
            psus: picks(psu(psu_fields), 1),
            ..empty()
        }
    }

    #[test]
    fn a_tested_supply_passes() {
        assert_passes(&RULE, &draft("tested_by: some-lab"));
    }

    #[test]
    fn of_an_untested_one_nothing_is_known_and_that_never_bars() {
        let cx750 = draft("wattage: 750 W, efficiency: bronze");
        assert_fails(&RULE, &cx750, Severity::Note);
        let verdict = (RULE.check)(&cx750).unwrap();
        assert!(!RULE.bars(&verdict, &super::super::Allowance::default()));
    }
}
