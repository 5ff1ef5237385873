//! IGPU-01: something can drive a monitor.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "IGPU-01",
    title: "display output",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Motherboard],
    need: "installing takes",
    have: "there is",
    summary: "A card with outputs, the CPU's graphics behind an output of the board, or the board's management controller shows a picture.",
    rationale: "Server cards such as P40 and A100 have no outputs, and some boards halt without any video; builders add a small display card. That boards halt is a judgement.",
    source: "https://ariezlabs.com/blog/p40",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (gpus, cpu, board) = (draft.gpus?, draft.cpu?, draft.board?);
    let need = Amount::Count(1, "display outputs");
    let through_cpu = both(cpu.integrated_graphics, board.video_outputs);
    let mut ways = gpus
        .iter()
        .map(|pick| (pick.card.display, "one on the card", "gpu display"))
        .chain([
            (
                through_cpu,
                "one by the CPU's graphics",
                "motherboard video_outputs",
            ),
            (
                board.bmc,
                "one by the management controller",
                "motherboard bmc",
            ),
        ]);
    if let Some((_, name, _)) = ways.clone().find(|(there, ..)| *there == Some(true)) {
        return Some(Verdict::pass(Amount::Name(name), need));
    }
    Some(match ways.find(|(there, ..)| there.is_none()) {
        Some((.., field)) => Verdict::unknown(UnknownPolicy::Note, field),
        None => Verdict::fail(
            Severity::Warning,
            Amount::Name("none"),
            need,
            "nothing can show a picture: add a small display card",
        ),
    })
}

/// Both hold; known to fail as soon as one is known to.
fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        (None, _) | (_, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(card_fields: &str, cpu_fields: &str, board_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(card_fields), chip(""), 1),
            cpu: Some(cpu(cpu_fields)),
            board: Some(board(board_fields)),
            ..empty()
        }
    }

    #[test]
    fn a_p40_beside_an_igpu_shows_a_picture() {
        let p40 = draft(
            "display: false",
            "integrated_graphics: true",
            "video_outputs: true",
        );
        assert_passes(&RULE, &p40);
    }

    #[test]
    fn a_p40_alone_with_a_5600x_shows_nothing() {
        let p40 = draft(
            "display: false",
            "integrated_graphics: false",
            "video_outputs: true, bmc: false",
        );
        assert_fails(&RULE, &p40, Severity::Warning);
    }

    #[test]
    fn an_unknown_management_controller_may_show_one() {
        let p40 = draft("display: false", "integrated_graphics: false", "");
        assert_unknown(&RULE, &p40, "motherboard bmc");
    }
}
