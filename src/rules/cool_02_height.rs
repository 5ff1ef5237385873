//! COOL-02: the air cooler stands inside the case.

use super::length::fits;
use super::{CoolerPick, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::CoolerKind;

pub(super) const RULE: Rule = Rule {
    id: "COOL-02",
    title: "cooler height",
    severity: Severity::Error,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Cooler, Slot::Case],
    need: "the cooler is",
    have: "the case has room for",
    summary: "An air cooler is no taller than the case's limit. Liquid and boxed coolers are low; an open frame has no limit.",
    rationale: "A tall heatsink keeps the side panel from closing. That boxed coolers clear every case is a judgement.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let cooler = match draft.cooler {
        _ if draft.setting.open_frame => return Some(Verdict::NotApplicable),
        Some(CoolerPick::Boxed) => return Some(Verdict::NotApplicable),
        Some(CoolerPick::Part(cooler)) => match cooler.kind {
            CoolerKind::Liquid => return Some(Verdict::NotApplicable),
            CoolerKind::Air => cooler,
        },
        None => return None,
    };
    let case = draft.case?;
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Warn, field));
    if case.open_frame {
        return Some(Verdict::NotApplicable);
    }
    let Some(height) = cooler.height else {
        return unknown("cooler height");
    };
    let Some(limit) = case.max_cooler_height else {
        return unknown("case max_cooler_height");
    };
    Some(fits(
        Severity::Error,
        limit,
        height,
        "the side panel does not close",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(cooler_fields: &str, case_fields: &str) -> Draft<'static> {
        Draft {
            cooler: Some(CoolerPick::Part(cooler(cooler_fields))),
            case: Some(case(case_fields)),
            ..empty()
        }
    }

    #[test]
    fn an_nh_d15_fits_a_4000d() {
        assert_passes(&RULE, &draft("height: 165 mm", "max_cooler_height: 170 mm"));
    }

    #[test]
    fn an_nh_d15_does_not_fit_a_terra() {
        let terra = draft("height: 165 mm", "max_cooler_height: 77 mm");
        assert_fails(&RULE, &terra, Severity::Error);
    }

    #[test]
    fn a_liquid_cooler_has_no_height() {
        let liquid = draft("kind: liquid, height: 397 mm", "max_cooler_height: 77 mm");
        assert_not_applicable(&RULE, &liquid);
    }

    #[test]
    fn missing_figures_are_unknown() {
        let no_limit = draft("height: 165 mm", "");
        assert_unknown(&RULE, &no_limit, "case max_cooler_height");
        let no_height = draft("", "max_cooler_height: 170 mm");
        assert_unknown(&RULE, &no_height, "cooler height");
    }
}
