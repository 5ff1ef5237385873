//! GPU-03: the card and its power cable stay behind the side panel.

use super::length::fits;
use super::{Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::Case;
use crate::unit::Millimetres;

pub(super) const RULE: Rule = Rule {
    id: "GPU-03",
    title: "card height",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu, Slot::Case],
    need: "the tallest card takes",
    have: "the case has room for",
    summary: "The tallest card is within the height that the case's maker states for cards; where only the room to the side panel is stated, the card with 35 mm for its plug and the cable's bend. An open frame has no such limit.",
    rationale: "A panel that presses on the power plug bends it at its most delicate place. Not every cable needs the 35 mm, hence a warning.",
    source: "https://smallformfactor.net/forum/threads/gpu-height-clearance.127/",
    check,
};

/// A plug and the bend of its cable.
const PLUG: Millimetres = Millimetres::new(35);

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    if draft.setting.open_frame {
        return Some(Verdict::NotApplicable);
    }
    let (gpus, case) = (draft.gpus?, draft.case?);
    if case.open_frame {
        return Some(Verdict::NotApplicable);
    }
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Note, field));
    let tallest = gpus.iter().filter_map(|pick| pick.card.height).max();
    let judged = tallest.and_then(|tallest| judge(case, tallest));
    let fails = |verdict: &Verdict| matches!(verdict, Verdict::Fail { severity, .. } if *severity > Severity::Note);
    match judged {
        _ if case.max_gpu_height.is_none() && case.gpu_side_clearance.is_none() => {
            unknown("case max_gpu_height")
        }
        Some(verdict) if fails(&verdict) || gpus.iter().all(|pick| pick.card.height.is_some()) => {
            Some(verdict)
        }
        Some(_) | None => unknown("gpu height"),
    }
}

/// The card against the stated limits; `None` = the case states none.
fn judge(case: &Case, tallest: Millimetres) -> Option<Verdict> {
    let severity = Severity::Warning;
    let card = case.max_gpu_height.map(|limit| {
        let why = "the card is taller than the case's maker allows";
        fits(severity, limit, tallest, why)
    });
    let plugged = case.gpu_side_clearance.map(|room| {
        let why = "the side panel presses on the power plug";
        fits(severity, room, tallest + PLUG, why)
    });
    match (card, plugged) {
        (Some(card), Some(plugged)) => Some(card.worse(plugged)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(card_fields: &str, case_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(card_fields), chip(""), 1),
            case: Some(case(case_fields)),
            ..empty()
        }
    }

    const TERRA: &str = "max_gpu_height: 145 mm";

    #[test]
    fn a_4090_founders_edition_fits_a_terra() {
        assert_passes(&RULE, &draft("height: 137 mm", TERRA));
    }

    #[test]
    fn a_rog_strix_4090_does_not() {
        assert_fails(&RULE, &draft("height: 149 mm", TERRA), Severity::Warning);
    }

    #[test]
    fn the_room_to_the_panel_holds_card_and_plug() {
        let panel = |room| draft("height: 137 mm", &format!("gpu_side_clearance: {room} mm"));
        assert_passes(&RULE, &panel(180));
        assert_fails(&RULE, &panel(174), Severity::Note);
        assert_fails(&RULE, &panel(170), Severity::Warning);
        let both = draft(
            "height: 137 mm",
            &format!("{TERRA}, gpu_side_clearance: 170 mm"),
        );
        assert_fails(&RULE, &both, Severity::Warning);
    }

    #[test]
    fn an_open_frame_has_no_panel() {
        assert_not_applicable(&RULE, &draft("height: 149 mm", "open_frame: true"));
    }

    #[test]
    fn missing_figures_are_unknown_unless_a_known_card_is_too_tall() {
        assert_unknown(&RULE, &draft("height: 137 mm", ""), "case max_gpu_height");
        assert_unknown(&RULE, &draft("", TERRA), "gpu height");
        let two = Draft {
            gpus: mixed((card(""), chip("")), (card("height: 149 mm"), chip(""))),
            ..draft("", TERRA)
        };
        assert_fails(&RULE, &two, Severity::Warning);
    }
}
