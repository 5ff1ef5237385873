//! PCI-02: every card has enough electrical lanes.

use super::places::widest_narrowest;
use super::{Amount, Draft, Rule, Seat, Seated, Severity, Slot, UnknownPolicy, Verdict, seat};

pub(super) const RULE: Rule = Rule {
    id: "PCI-02",
    title: "lanes per card",
    severity: Severity::Error,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Motherboard],
    need: "each card wants",
    have: "the narrowest slot has",
    summary: "Every card has 8 lanes of PCIe 3.0 or better. Down to 4: a warning when several cards train together, else a note. Below 4: an error for training, a warning for inference.",
    rationale: "Cards that train together exchange gradients at every step. Measured on two RTX 3090: x4 links cost 2 to 15 % in inference, and even PCIe 2.0 x4 works; so x4 is a warning. Unknown lanes bar several cards but not a single one.",
    source: "https://github.com/noonghunna/club-3090",
    check,
};

/// Lanes of PCIe 3.0 that are enough.
const ENOUGH: u8 = 8;
/// Lanes of PCIe 3.0 that are slow but work.
const LEAST: u8 = 4;

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (gpus, count, board) = (draft.gpus?, draft.gpu_count()?, draft.board?);
    // No CPU can widen the links, so too few lanes are too few already; no slot at all is
    // PCI-01's to say.
    let at_best = || {
        let lanes = widest_narrowest(board, count, draft.setting).filter(|lanes| *lanes > 0)?;
        judge(draft, count, lanes)
    };
    let Some(cpu) = draft.cpu else {
        return at_best();
    };
    let policy = if count > 1 {
        UnknownPolicy::Block
    } else {
        UnknownPolicy::Warn
    };
    let seating = match seat(board, gpus, Some(cpu), draft.setting) {
        Seated::Yes(seating) => seating,
        Seated::NoRoom { .. } => return at_best().or(Some(Verdict::NotApplicable)),
        Seated::Unknown(field) => return Some(Verdict::unknown(policy, field)),
    };
    let mut narrowest = u8::MAX;
    for seat in &seating.seats {
        let Some(lanes) = gen3_lanes(seat) else {
            return Some(Verdict::unknown(policy, "motherboard modes"));
        };
        narrowest = narrowest.min(lanes);
    }
    judge(draft, count, narrowest).or(Some(Verdict::pass(
        Amount::Lanes(u32::from(narrowest)),
        Amount::Lanes(u32::from(ENOUGH)),
    )))
}

/// Lanes, counted down where they are slower than PCIe 3.0. An unknown generation counts
/// as 3.0, the oldest that the sockets of the catalogue have.
fn gen3_lanes(seat: &Seat<'_>) -> Option<u8> {
    let lanes = seat.lanes?;
    Some(match seat.generation {
        Some(0 | 1) => lanes / 4,
        Some(2) => lanes / 2,
        Some(_) | None => lanes,
    })
}

/// The fail of a narrowest link, if it is one.
fn judge(draft: &Draft<'_>, count: u32, lanes: u8) -> Option<Verdict> {
    let training = draft.setting.training;
    let (severity, why) = match (lanes, training) {
        (ENOUGH.., _) => return None,
        (LEAST.., true) if count > 1 => (Severity::Warning, "slow when the cards train together"),
        (LEAST.., _) => (Severity::Note, "loading a model takes longer"),
        (_, true) => (Severity::Error, "too narrow to train over"),
        (_, false) => (Severity::Warning, "loading a model takes minutes"),
    };
    Some(Verdict::fail(
        severity,
        Amount::Lanes(u32::from(lanes)),
        Amount::Lanes(u32::from(ENOUGH)),
        why,
    ))
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::test_parts::*;
    use super::*;

    fn draft(second: &str, count: u32) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(""), count),
            board: Some(board(&format!(
                "slots: [{{name: A, size: x16, root: cpu, generation: 5}}, {{name: B, size: x16, root: cpu, generation: 4}}], modes: [{{lanes: {{A: 16}}}}, {{lanes: {second}}}]"
            ))),
            cpu: Some(cpu("gpu_lanes: 16, pcie_generation: 5")),
            ..empty()
        }
    }

    #[test]
    fn x670e_proart_gives_two_cards_x8_each() {
        assert_passes(&RULE, &draft("{A: 8, B: 8}", 2));
    }

    #[test]
    fn x670e_tomahawk_second_slot_is_too_narrow_to_train_over() {
        assert_fails(&RULE, &draft("{A: 16, B: 4}", 2), Severity::Warning);
        let early = draft("{A: 16, B: 4}", 2).without(Slot::Cpu);
        assert_fails(&RULE, &early, Severity::Warning);
    }

    #[test]
    fn inference_bears_narrower_links() {
        let inference = |second| Draft {
            setting: setting(Setting {
                training: false,
                ..Setting::default()
            }),
            ..draft(second, 2)
        };
        assert_fails(&RULE, &inference("{A: 16, B: 4}"), Severity::Note);
        assert_fails(&RULE, &inference("{A: 16, B: 1}"), Severity::Warning);
        assert_fails(&RULE, &draft("{A: 16, B: 1}", 2), Severity::Error);
    }

    #[test]
    fn unknown_lanes_bar_two_cards_but_not_one() {
        let policy = |count| {
            let uncurated = Draft {
                board: Some(board("slots: [{name: A, size: x16}, {name: B, size: x16}]")),
                ..draft("{A: 8, B: 8}", count)
            };
            match check(&uncurated) {
                Some(Verdict::Unknown { policy, field }) => {
                    assert_eq!(field, "motherboard modes");
                    policy
                }
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(policy(1), UnknownPolicy::Warn);
        assert_eq!(policy(2), UnknownPolicy::Block);
    }
}
