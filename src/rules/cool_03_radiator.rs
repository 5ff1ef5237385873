//! COOL-03: the radiator hangs somewhere in the case.

use super::{Amount, CoolerPick, Draft, Names, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{CoolerKind, RadiatorMount};
use crate::unit::Millimetres;

pub(super) const RULE: Rule = Rule {
    id: "COOL-03",
    title: "radiator",
    severity: Severity::Error,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Cooler, Slot::Case],
    need: "the radiator is",
    have: "the case takes",
    summary: "Some place of the case lists the very size of the liquid cooler's radiator.",
    rationale: "Sizes are no order: a 280 mm radiator is wider than a 360 mm one, so it does not fit because that does. A judgement from their shape.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let cooler = match draft.cooler? {
        CoolerPick::Boxed => return Some(Verdict::NotApplicable),
        CoolerPick::Part(cooler) => match cooler.kind {
            CoolerKind::Air => return Some(Verdict::NotApplicable),
            CoolerKind::Liquid => cooler,
        },
    };
    if draft.setting.open_frame {
        return Some(Verdict::NotApplicable);
    }
    let case = draft.case?;
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Warn, field));
    let Some(size) = cooler.radiator else {
        return unknown("cooler radiator");
    };
    let Some(mounts) = &case.radiators else {
        return unknown("case radiators");
    };
    let (have, need) = (sizes(mounts), Amount::Length(size));
    Some(if takes(mounts, size) {
        Verdict::pass(have, need)
    } else {
        let why = "no place in the case takes this radiator";
        Verdict::fail(Severity::Error, have, need, why)
    })
}

fn takes(mounts: &[RadiatorMount], size: Millimetres) -> bool {
    mounts.iter().any(|mount| mount.sizes.contains(&size))
}

/// The nominal sizes that radiators are sold in.
const NOMINAL: [u32; 8] = [120, 140, 240, 280, 360, 420, 480, 560];
/// The same as text.
const NOMINAL_NAMES: &[&str] = &[
    "120 mm", "140 mm", "240 mm", "280 mm", "360 mm", "420 mm", "480 mm", "560 mm",
];

/// The nominal sizes among those the case takes.
fn sizes(mounts: &[RadiatorMount]) -> Amount {
    let taken = NOMINAL
        .iter()
        .enumerate()
        .filter(|(_, size)| takes(mounts, Millimetres::new(**size)))
        .map(|(place, _)| place);
    Amount::Names(Names::of(NOMINAL_NAMES, taken))
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(cooler_fields: &str, case_fields: &str) -> Draft<'static> {
        Draft {
            cooler: Some(CoolerPick::Part(cooler(&format!(
                "kind: liquid{cooler_fields}"
            )))),
            case: Some(case(case_fields)),
            ..empty()
        }
    }

    const UP_TO_360: &str = "radiators: [{position: top, sizes: [240 mm, 360 mm]}]";

    #[test]
    fn a_360_fits_a_core_p6() {
        assert_passes(&RULE, &draft(", radiator: 360 mm", UP_TO_360));
    }

    #[test]
    fn a_280_does_not_fit_because_a_360_does() {
        let draft = draft(", radiator: 280 mm", UP_TO_360);
        assert_fails(&RULE, &draft, Severity::Error);
        let Some(Verdict::Fail { have, .. }) = check(&draft) else {
            panic!("not a fail");
        };
        assert_eq!(have.to_string(), "240 mm, 360 mm");
    }

    #[test]
    fn a_case_that_takes_none_says_so() {
        let none = draft(", radiator: 120 mm", "radiators: []");
        assert_fails(&RULE, &none, Severity::Error);
    }

    #[test]
    fn missing_lists_are_unknown() {
        let no_list = draft(", radiator: 360 mm", "");
        assert_unknown(&RULE, &no_list, "case radiators");
        assert_unknown(&RULE, &draft("", UP_TO_360), "cooler radiator");
    }
}
