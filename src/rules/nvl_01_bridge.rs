//! NVL-01: an `NVLink` bridge joins the two cards.

use super::bridge::{Bridge, bridge};
use super::{
    Amount, Draft, GpuPick, Rule, Seat, Seated, Severity, Slot, UnknownPolicy, Verdict, seat,
};
use crate::unit::SlotWidth;

pub(super) const RULE: Rule = Rule {
    id: "NVL-01",
    title: "NVLink",
    severity: Severity::Error,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Motherboard],
    need: "a bridge takes",
    have: "the build has",
    summary: "Where NVLink is asked for (--nvlink), the build has two cards of one chip with the connector, 3 or 4 slots apart for an RTX 3090. Not asked for, a note says where a bridge would fit.",
    rationale: "A bridge is a stiff piece that joins two cards at one distance: about 15 % faster where both share a model, measured. For chips other than the RTX 3090 the distances are not known here, nor whether two makers' cards line up. The bridge is no part of the catalogue: its price is not in the total, its gain not in the score.",
    source: "https://www.pugetsystems.com/labs/articles/NVIDIA-NVLink-2021-Update-and-Compatibility-Chart-2074/",
    check,
};

/// Distances of the bridges in words, for the verdict.
const DISTANCE: Amount = Amount::Name("3 or 4 slots from card to card");

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let asked = draft.setting.nvlink;
    let gpus = draft.gpus?;
    if asked && let Some(lacking) = lacking(gpus, draft.gpu_count()?) {
        return Some(lacking);
    }
    let (cpu, board) = (draft.cpu?, draft.board?);
    let seats = match seat(board, gpus, Some(cpu), draft.setting) {
        Seated::Yes(seating) => seating.seats,
        Seated::Unknown(field) if asked => return Some(unknown(field)),
        Seated::NoRoom { .. } | Seated::Unknown(_) => return Some(Verdict::NotApplicable),
    };
    let positions: Vec<_> = seats.iter().map(Seat::position).collect();
    let distance = match positions.as_slice() {
        &[Some(upper), Some(lower)] => lower.saturating_sub(upper),
        _ => 0,
    };
    let have = Amount::Slots(SlotWidth::new(u32::from(distance)));
    let joins = match doubt(gpus) {
        Some(field) => Bridge::Unknown(field),
        None => bridge(&positions, gpus),
    };
    Some(match joins {
        Bridge::Joins if asked => Verdict::pass(have, DISTANCE),
        Bridge::Joins if lacking(gpus, draft.gpu_count()?).is_none() => {
            let why = "one would join these cards and speed up models they share (--nvlink)";
            Verdict::fail(Severity::Note, Amount::Name("no bridge"), DISTANCE, why)
        }
        Bridge::Cannot if asked => {
            let why = "no bridge is made for this distance";
            Verdict::fail(Severity::Error, have, DISTANCE, why)
        }
        Bridge::Unknown(field) if asked => unknown(field),
        Bridge::Joins | Bridge::Cannot | Bridge::Unknown(_) => Verdict::NotApplicable,
    })
}

fn unknown(field: &'static str) -> Verdict {
    Verdict::unknown(UnknownPolicy::Warn, field)
}

/// What of the cards themselves is in a bridge's way, wherever they sit.
fn lacking(gpus: &[GpuPick<'_>], count: u32) -> Option<Verdict> {
    let fail = |have, need, why| Some(Verdict::fail(Severity::Error, have, need, why));
    let connector = Amount::Name("cards with the connector");
    if gpus.iter().any(|pick| pick.chip.nvlink == Some(false)) {
        let why = "these cards have no NVLink";
        return fail(Amount::Name("cards without it"), connector, why);
    }
    let two = Amount::Count(2, "cards of one chip");
    if count != 2 {
        let why = "a bridge joins exactly two cards";
        return fail(Amount::Count(count, "cards"), two, why);
    }
    let mut chips = gpus.iter().map(|pick| &pick.chip.id);
    let first = chips.next();
    if chips.any(|chip| Some(chip) != first) {
        let why = "a bridge joins equal cards only";
        return fail(Amount::Name("different ones"), two, why);
    }
    None
}

/// What is not known of the cards.
fn doubt(gpus: &[GpuPick<'_>]) -> Option<&'static str> {
    if gpus.iter().any(|pick| pick.chip.nvlink.is_none()) {
        return Some("gpu-chip nvlink");
    }
    let mut models = gpus.iter().map(|pick| &pick.card.id);
    let first = models.next();
    models
        .any(|model| Some(model) != first)
        .then_some("whether the two cards' connectors line up")
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::test_parts::*;
    use super::*;
    use crate::part::GpuChip;

    const RTX_3090: &str = "id: rtx-3090, nvlink: true";

    /// Two-slot cards on a board whose slots stand at these positions.
    fn draft(
        chip: &'static GpuChip,
        count: u32,
        positions: [&str; 2],
        nvlink: bool,
    ) -> Draft<'static> {
        let [a, b] = positions;
        Draft {
            gpus: cards(card("slots: 2"), chip, count),
            cpu: Some(cpu("")),
            board: Some(board(&format!(
                "slots: [{{name: A, size: x16, root: cpu{a}}}, {{name: B, size: x16, root: cpu{b}}}], modes: [{{lanes: {{A: 8, B: 8}}}}]"
            ))),
            setting: setting(Setting {
                nvlink,
                ..Setting::default()
            }),
            ..empty()
        }
    }

    const THREE_APART: [&str; 2] = [", position: 1", ", position: 4"];
    const FIVE_APART: [&str; 2] = [", position: 1", ", position: 6"];

    #[test]
    fn two_3090s_three_or_four_slots_apart_are_joined() {
        assert_passes(&RULE, &draft(chip(RTX_3090), 2, THREE_APART, true));
        let four = [", position: 2", ", position: 6"];
        assert_passes(&RULE, &draft(chip(RTX_3090), 2, four, true));
    }

    #[test]
    fn two_4090s_are_not_whatever_the_board() {
        let rtx_4090 = draft(chip("id: rtx-4090, nvlink: false"), 2, THREE_APART, true);
        assert_fails(&RULE, &rtx_4090, Severity::Error);
        let early = rtx_4090.without(Slot::Motherboard).without(Slot::Cpu);
        assert_fails(&RULE, &early, Severity::Error);
    }

    #[test]
    fn a_bridge_joins_two_equal_cards_at_its_own_distance() {
        assert_fails(
            &RULE,
            &draft(chip(RTX_3090), 1, THREE_APART, true),
            Severity::Error,
        );
        assert_fails(
            &RULE,
            &draft(chip(RTX_3090), 2, FIVE_APART, true),
            Severity::Error,
        );
        let pair = draft(chip(RTX_3090), 2, THREE_APART, true);
        let other = Draft {
            gpus: mixed(
                (card("slots: 2"), chip(RTX_3090)),
                (card("slots: 2"), chip("id: rtx-3090-ti, nvlink: true")),
            ),
            ..pair
        };
        assert_fails(&RULE, &other, Severity::Error);
        let makers = Draft {
            gpus: mixed(
                (card("id: a, slots: 2"), chip(RTX_3090)),
                (card("id: b, slots: 2"), chip(RTX_3090)),
            ),
            ..pair
        };
        assert_unknown(&RULE, &makers, "whether the two cards' connectors line up");
    }

    #[test]
    fn what_is_not_known_is_a_doubt_that_does_not_bar() {
        let unread = draft(chip(RTX_3090), 2, ["", ", position: 4"], true);
        assert_unknown(&RULE, &unread, "motherboard slots.position");
        let a6000 = draft(chip("id: rtx-a6000, nvlink: true"), 2, THREE_APART, true);
        assert_unknown(&RULE, &a6000, "which bridges there are for this chip");
        let no_fact = draft(chip("id: rtx-3090"), 2, THREE_APART, true);
        assert_unknown(&RULE, &no_fact, "gpu-chip nvlink");
    }

    #[test]
    fn unasked_a_note_says_where_one_would_fit_and_nothing_else() {
        let fits = draft(chip(RTX_3090), 2, THREE_APART, false);
        assert_fails(&RULE, &fits, Severity::Note);
        let apart = draft(chip(RTX_3090), 2, FIVE_APART, false);
        assert_not_applicable(&RULE, &apart);
        let rtx_4090 = draft(chip("id: rtx-4090, nvlink: false"), 2, THREE_APART, false);
        assert_not_applicable(&RULE, &rtx_4090);
    }
}
