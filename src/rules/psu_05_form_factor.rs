//! PSU-05: the supply fits the case's place for it.

use super::{Amount, Draft, Names, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::PsuFormFactor;

pub(super) const RULE: Rule = Rule {
    id: "PSU-05",
    title: "PSU form factor",
    severity: Severity::Error,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Psu, Slot::Case],
    need: "the PSU is",
    have: "the case takes",
    summary: "The case takes the supply's form factor, or a larger one that a bracket fills (SFX and SFX-L in ATX, SFX in SFX-L). An open frame takes any.",
    rationale: "A larger supply does not go in; a smaller one needs a bracket of a few dollars, usually in its box: a judgement.",
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
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Warn, field));
    let Some(taken) = &case.psu_form_factors else {
        return unknown("case psu_form_factors");
    };
    let have = Amount::Names(Names::of(
        PsuFormFactor::NAMES,
        taken.iter().map(|known| *known as usize),
    ));
    let mut pass = None;
    let mut missing = false;
    for pick in psus {
        let Some(form) = pick.part.form_factor else {
            missing = true;
            continue;
        };
        let need = Amount::Name(form.as_str());
        if !places(form).iter().any(|place| taken.contains(place)) {
            let why = "the supply does not fit the case";
            return Some(Verdict::fail(Severity::Error, have, need, why));
        }
        pass = Some(Verdict::pass(have, need));
    }
    if missing {
        return unknown("psu form_factor");
    }
    pass.or(Some(Verdict::NotApplicable))
}

/// The places that hold a supply of this form.
fn places(form: PsuFormFactor) -> &'static [PsuFormFactor] {
    use PsuFormFactor::{Atx, Sfx, SfxL};
    match form {
        Atx => &[Atx],
        SfxL => &[SfxL, Atx],
        Sfx => &[Sfx, SfxL, Atx],
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
    fn an_sf750_fits_a_terra_and_with_a_bracket_a_tower() {
        let sf750 = |case: &str| draft("form_factor: sfx", case);
        assert_passes(&RULE, &sf750("psu_form_factors: [sfx, sfx-l]"));
        assert_passes(&RULE, &sf750("psu_form_factors: [atx]"));
    }

    #[test]
    fn an_hx1500i_does_not_fit_a_terra() {
        let terra = draft("form_factor: atx", "psu_form_factors: [sfx, sfx-l]");
        assert_fails(&RULE, &terra, Severity::Error);
    }

    #[test]
    fn an_open_frame_takes_any() {
        let frame = draft(
            "form_factor: atx",
            "psu_form_factors: [sfx], open_frame: true",
        );
        assert_not_applicable(&RULE, &frame);
    }

    #[test]
    fn missing_forms_are_unknown() {
        let no_list = draft("form_factor: atx", "");
        assert_unknown(&RULE, &no_list, "case psu_form_factors");
        let no_form = draft("", "psu_form_factors: [atx]");
        assert_unknown(&RULE, &no_form, "psu form_factor");
    }
}
