//! STD-PSU: a power supply to trust with days of load.

use super::{Amount, Draft, Rule, Severity, Slot, Standards, UnknownPolicy, Verdict};
use crate::part::Psu;

pub(super) const RULE: Rule = Rule {
    id: "STD-PSU",
    title: "PSU quality",
    severity: Severity::Standard,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Psu],
    need: "the standard asks for",
    have: "the PSU has",
    summary: "Every supply has the profile's 80 PLUS level (Gold by default), ATX version (3.0, or an independent load test it passed) and warranty (5 years).",
    rationale: "No data sheet tells a good supply from a bad one; level, specification and warranty are what a maker vouches for. That they stand for quality is a judgement.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let psus = draft.psus?;
    let standards = &draft.setting.standards;
    let judged = psus.iter().flat_map(|pick| judge(pick.part, standards));
    Some(judged.fold(Verdict::NotApplicable, Verdict::worse))
}

/// Level, specification and warranty of one supply.
fn judge(psu: &Psu, standards: &Standards) -> [Verdict; 3] {
    let level = judge_one(
        psu.efficiency
            .map(|level| (level >= standards.efficiency, Amount::Name(level.as_str()))),
        Amount::Name(standards.efficiency.as_str()),
        ["wastes more than the standard allows", "psu efficiency"],
    );
    let atx = if psu.tested_by.is_some() {
        let tested = Amount::Name("an independent load test");
        Verdict::pass(tested, tested)
    } else {
        judge_one(
            psu.atx_version
                .map(|version| (version >= standards.atx_version, Amount::Version(version))),
            Amount::Version(standards.atx_version),
            [
                "is not specified for the peaks of current cards",
                "psu atx_version",
            ],
        )
    };
    let warranty = judge_one(
        psu.warranty
            .map(|years| (years >= standards.psu_warranty, Amount::Years(years))),
        Amount::Years(standards.psu_warranty),
        ["the maker vouches for too short a time", "psu warranty"],
    );
    [level, atx, warranty]
}

/// A verdict on one figure, from whether it is met and what it is.
fn judge_one(
    figure: Option<(bool, Amount)>,
    need: Amount,
    [why, field]: [&'static str; 2],
) -> Verdict {
    match figure {
        Some((true, have)) => Verdict::pass(have, need),
        Some((false, have)) => Verdict::fail(Severity::Standard, have, need, why),
        None => Verdict::unknown(UnknownPolicy::Block, field),
    }
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
    fn an_rm850e_of_2023_meets_it() {
        let rm850e = "efficiency: gold, atx_version: \"3.0\", warranty: 7 years";
        assert_passes(&RULE, &draft(rm850e));
    }

    #[test]
    fn bronze_old_or_briefly_warranted_units_do_not() {
        for fields in [
            "efficiency: bronze, atx_version: \"3.0\", warranty: 7 years",
            "efficiency: gold, atx_version: \"2.4\", warranty: 7 years",
            "efficiency: gold, atx_version: \"3.0\", warranty: 3 years",
        ] {
            assert_fails(&RULE, &draft(fields), Severity::Standard);
        }
    }

    #[test]
    fn a_passed_load_test_stands_in_for_the_specification() {
        let tested = "efficiency: gold, tested_by: some-lab, warranty: 10 years";
        assert_passes(&RULE, &draft(tested));
    }

    #[test]
    fn a_known_fault_comes_before_an_unknown() {
        assert_fails(&RULE, &draft("efficiency: bronze"), Severity::Standard);
        let no_warranty = draft("efficiency: gold, atx_version: \"3.0\"");
        assert_unknown(&RULE, &no_warranty, "psu warranty");
    }
}
