//! PSU-06: the supply is no longer than its place in the case.

use super::length::fits;
use super::{Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "PSU-06",
    title: "PSU length",
    severity: Severity::Error,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Psu, Slot::Case],
    need: "the longest PSU is",
    have: "the case has room for",
    summary: "The longest supply fits the case's limit; a note when less than 5 mm are left. An open frame has no limit.",
    rationale: "A long supply meets the drive cage or its own cables. A judgement from the case makers' limits.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    if draft.setting.open_frame {
        return Some(Verdict::NotApplicable);
    }
    let (psus, case) = (draft.psus?, draft.case?);
    if case.open_frame {
        return Some(Verdict::NotApplicable);
    }
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Note, field));
    let Some(limit) = case.max_psu_length else {
        return unknown("case max_psu_length");
    };
    let Some(longest) = psus.iter().filter_map(|pick| pick.part.length).max() else {
        return unknown("psu length");
    };
    let verdict = fits(
        Severity::Error,
        limit,
        longest,
        "the supply is longer than its place",
    );
    match verdict {
        Verdict::Fail { .. } => Some(verdict),
        _ if psus.iter().any(|pick| pick.part.length.is_none()) => unknown("psu length"),
        _ => Some(verdict),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(psu_fields: &str, case_fields: &str) -> Draft<'static> {
        Draft {
            psus: picks(psu(psu_fields), 1),
            case: Some(case(case_fields)),
            ..empty()
        }
    }

    #[test]
    fn an_evga_1600_fills_a_4000d_to_the_millimetre() {
        let full = draft("length: 220 mm", "max_psu_length: 220 mm");
        assert_fails(&RULE, &full, Severity::Note);
        assert_passes(&RULE, &draft("length: 160 mm", "max_psu_length: 220 mm"));
    }

    #[test]
    fn an_ax1600i_does_not_fit_a_sky_3() {
        let sky = draft("length: 200 mm", "max_psu_length: 160 mm");
        assert_fails(&RULE, &sky, Severity::Error);
    }

    #[test]
    fn missing_lengths_are_unknown() {
        assert_unknown(&RULE, &draft("length: 200 mm", ""), "case max_psu_length");
        assert_unknown(&RULE, &draft("", "max_psu_length: 160 mm"), "psu length");
    }
}
