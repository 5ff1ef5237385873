//! GPU-01: the card is no longer than the room in the case.

use super::length::fits;
use super::{CoolerPick, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{Case, Cooler, CoolerKind, RadiatorPosition};
use crate::unit::Millimetres;

pub(super) const RULE: Rule = Rule {
    id: "GPU-01",
    title: "card length",
    severity: Severity::Error,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Gpu, Slot::Cooler, Slot::Case],
    need: "the longest card is",
    have: "the case has room for",
    summary: "The longest card fits the case's limit, less the thickness of a radiator that fits nowhere but in the front (55 mm with fans where not stated). An open frame has no limit.",
    rationale: "A card that is too long meets the front panel or the radiator behind it. The 55 mm are a usual radiator of 27 mm with fans of 25 mm and screws: a judgement.",
    source: "https://support.fractal-design.com/support/solutions/articles/4000194849",
    check,
};

/// A radiator with fans whose thickness is not stated.
const USUAL_RADIATOR: Millimetres = Millimetres::new(55);

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    if draft.setting.open_frame {
        return Some(Verdict::NotApplicable);
    }
    let (gpus, case) = (draft.gpus?, draft.case?);
    if case.open_frame {
        return Some(Verdict::NotApplicable);
    }
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Warn, field));
    let longest = gpus.iter().filter_map(|pick| pick.card.length).max();
    let too_long = "the card is longer than the room for it";
    // Without any radiator the room is widest: too long now is too long for ever.
    if let (Some(limit), Some(longest)) = (case.max_gpu_length, longest)
        && longest > limit
    {
        return Some(fits(Severity::Error, limit, longest, too_long));
    }
    let cooler = draft.cooler?;
    let Some(limit) = case.max_gpu_length else {
        return unknown("case max_gpu_length");
    };
    let Some(longest) = longest.filter(|_| gpus.iter().all(|pick| pick.card.length.is_some()))
    else {
        return unknown("gpu length");
    };
    let verdict = |taken| {
        fits(
            Severity::Error,
            limit.saturating_sub(taken),
            longest,
            too_long,
        )
    };
    match front_radiator(case, cooler) {
        Front::Free => Some(verdict(Millimetres::new(0))),
        Front::Taken(thickness) => Some(verdict(thickness)),
        Front::Unknown(thickness, field) => match verdict(thickness) {
            Verdict::Fail {
                severity: Severity::Error,
                ..
            } => unknown(field),
            fitting => Some(fitting),
        },
    }
}

/// Whether a radiator stands between the card and the front panel.
enum Front {
    Free,
    Taken(Millimetres),
    /// Perhaps, of this thickness; the field would tell.
    Unknown(Millimetres, &'static str),
}

fn front_radiator(case: &Case, cooler: CoolerPick<'_>) -> Front {
    let cooler: &Cooler = match cooler {
        CoolerPick::Boxed => return Front::Free,
        CoolerPick::Part(cooler) => match cooler.kind {
            CoolerKind::Air => return Front::Free,
            CoolerKind::Liquid => cooler,
        },
    };
    let thickness = cooler.radiator_thickness.unwrap_or(USUAL_RADIATOR);
    let Some(mounts) = &case.radiators else {
        return Front::Unknown(thickness, "case radiators");
    };
    let Some(size) = cooler.radiator else {
        return Front::Unknown(thickness, "cooler radiator");
    };
    let mut places = mounts.iter().filter(|mount| mount.sizes.contains(&size));
    let front_only = places.clone().next().is_some()
        && places.all(|mount| mount.position == RadiatorPosition::Front);
    if front_only {
        Front::Taken(thickness)
    } else {
        Front::Free
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(card_fields: &str, case_fields: &str, cooler_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(card_fields), chip(""), 1),
            case: Some(case(case_fields)),
            cooler: Some(CoolerPick::Part(cooler(cooler_fields))),
            ..empty()
        }
    }

    const FRONT_ONLY: &str = "max_gpu_length: 360 mm, radiators: [{position: front, sizes: [360 mm]}, {position: top, sizes: [240 mm]}]";

    #[test]
    fn a_4090_founders_edition_fits_a_terra() {
        let terra = draft("length: 304 mm", "max_gpu_length: 322 mm", "kind: air");
        assert_passes(&RULE, &terra);
    }

    #[test]
    fn a_rog_astral_5090_does_not_whatever_the_cooler() {
        let terra = draft("length: 357.6 mm", "max_gpu_length: 322 mm", "kind: air");
        assert_fails(&RULE, &terra, Severity::Error);
        assert_fails(&RULE, &terra.without(Slot::Cooler), Severity::Error);
    }

    #[test]
    fn a_radiator_that_fits_only_in_front_takes_the_cards_room() {
        let with = |radiator| {
            draft(
                "length: 330 mm",
                FRONT_ONLY,
                &format!("kind: liquid, radiator: {radiator} mm"),
            )
        };
        assert_fails(&RULE, &with(360), Severity::Error);
        assert_passes(&RULE, &with(240));
        assert_undecided(&RULE, &with(360).without(Slot::Cooler));
    }

    #[test]
    fn four_millimetres_to_spare_are_worth_a_note() {
        let tight = draft("length: 318 mm", "max_gpu_length: 322 mm", "kind: air");
        assert_fails(&RULE, &tight, Severity::Note);
    }

    #[test]
    fn missing_figures_are_unknown() {
        let no_length = draft("", "max_gpu_length: 322 mm", "kind: air");
        assert_unknown(&RULE, &no_length, "gpu length");
        let no_mounts = draft("length: 300 mm", "max_gpu_length: 322 mm", "kind: liquid");
        assert_unknown(&RULE, &no_mounts, "case radiators");
    }
}
