//! PCI-07: a card without cables sits on a board that powers it.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::GpuPlug;

pub(super) const RULE: Rule = Rule {
    id: "PCI-07",
    title: "cable-less cards",
    severity: Severity::Error,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Gpu, Slot::Motherboard],
    need: "a card wants",
    have: "the board offers",
    summary: "A card that draws all its power through a second connector behind its slot (ASUS BTF) sits on a board with that connector.",
    rationale: "Such a card has no socket for a cable, so no other board can power it. A judgement from the makers' pages.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (gpus, board) = (draft.gpus?, draft.board?);
    let cable_less = gpus
        .iter()
        .filter_map(|pick| pick.card.power.as_ref())
        .any(|plugs| plugs.contains(&GpuPlug::Btf));
    if !cable_less {
        // PSU-03 speaks of cards whose plugs are not known.
        return Some(Verdict::NotApplicable);
    }
    let btf = Amount::Name("BTF power");
    Some(if board.btf {
        Verdict::pass(btf, btf)
    } else {
        let why = "nothing can power the card";
        Verdict::fail(Severity::Error, Amount::Name("cables only"), btf, why)
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(plugs: &str, board_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(&format!("power: [{plugs}]")), chip(""), 1),
            board: Some(board(board_fields)),
            ..empty()
        }
    }

    #[test]
    fn an_astral_btf_5090_runs_on_a_maximus_z890_hero_btf_only() {
        assert_passes(&RULE, &draft("btf", "btf: true"));
        assert_fails(&RULE, &draft("btf", ""), Severity::Error);
    }

    #[test]
    fn other_cards_are_not_its_business() {
        assert_not_applicable(&RULE, &draft("12v-2x6", ""));
    }
}
