//! CASE-01: the board fits the case.

use super::{Amount, Draft, Names, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::FormFactor;

pub(super) const RULE: Rule = Rule {
    id: "CASE-01",
    title: "board form factor",
    severity: Severity::Error,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Motherboard, Slot::Case],
    need: "the board is",
    have: "the case takes",
    summary: "The case takes the board's form factor or a larger one of the ATX family. A warning instead of an error for E-ATX, XL-ATX and SSI boards.",
    rationale: "ATX, micro-ATX and mini-ITX share their mounting holes. E-ATX is no standard size, 257 to 330 mm wide, and case pages often leave it out.",
    source: "https://gamersnexus.net/guides/3566-e-atx-is-a-lie-vs-xl-atx-eeb-ceb",
    check,
};

/// Smallest first; each holds the boards before it.
const ATX_FAMILY: [FormFactor; 5] = [
    FormFactor::MiniItx,
    FormFactor::MiniDtx,
    FormFactor::MicroAtx,
    FormFactor::Atx,
    FormFactor::EAtx,
];

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    if draft.setting.open_frame {
        return Some(Verdict::NotApplicable);
    }
    let (board, case) = (draft.board?, draft.case?);
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Warn, field));
    let Some(size) = board.form_factor else {
        return unknown("motherboard form_factor");
    };
    let Some(taken) = &case.form_factors else {
        return unknown("case form_factors");
    };
    let need = Amount::Name(size.as_str());
    let have = Amount::Names(Names::of(
        FormFactor::NAMES,
        taken.iter().map(|known| *known as usize),
    ));
    if taken
        .iter()
        .any(|&limit| limit == size || holds(limit, size))
    {
        return Some(Verdict::pass(have, need));
    }
    let (severity, why) = if is_oversize(size) {
        let why = "no standard size: compare the board's width with the case's";
        (Severity::Warning, why)
    } else {
        (Severity::Error, "the board does not fit the case")
    };
    Some(Verdict::fail(severity, have, need, why))
}

/// Whether a place for boards of one size holds a smaller one of the same family.
fn holds(limit: FormFactor, size: FormFactor) -> bool {
    let place = |form| ATX_FAMILY.iter().position(|&member| member == form);
    matches!((place(limit), place(size)), (Some(limit), Some(size)) if size < limit)
}

fn is_oversize(size: FormFactor) -> bool {
    match size {
        FormFactor::EAtx | FormFactor::XlAtx | FormFactor::SsiCeb | FormFactor::SsiEeb => true,
        FormFactor::MiniItx | FormFactor::MiniDtx | FormFactor::MicroAtx | FormFactor::Atx => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(board_fields: &str, case_fields: &str) -> Draft<'static> {
        Draft {
            board: Some(board(board_fields)),
            case: Some(case(case_fields)),
            ..empty()
        }
    }

    #[test]
    fn an_x670e_proart_fits_a_core_p6() {
        let p6 = draft("form_factor: atx", "form_factors: [mini-itx, atx]");
        assert_passes(&RULE, &p6);
    }

    #[test]
    fn an_atx_board_does_not_fit_a_terra() {
        let terra = draft("form_factor: atx", "form_factors: [mini-itx]");
        assert_fails(&RULE, &terra, Severity::Error);
    }

    #[test]
    fn an_unlisted_e_atx_board_is_a_warning() {
        let tower = draft("form_factor: e-atx", "form_factors: [atx]");
        assert_fails(&RULE, &tower, Severity::Warning);
    }

    #[test]
    fn a_case_for_atx_holds_smaller_boards_but_an_ssi_one_says_nothing() {
        assert_passes(
            &RULE,
            &draft("form_factor: micro-atx", "form_factors: [atx]"),
        );
        let ssi = draft("form_factor: micro-atx", "form_factors: [ssi-eeb]");
        assert_fails(&RULE, &ssi, Severity::Error);
    }

    #[test]
    fn missing_sizes_are_unknown() {
        let no_list = draft("form_factor: atx", "");
        assert_unknown(&RULE, &no_list, "case form_factors");
        let no_size = draft("", "form_factors: [atx]");
        assert_unknown(&RULE, &no_size, "motherboard form_factor");
    }
}
