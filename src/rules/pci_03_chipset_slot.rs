//! PCI-03: no card hangs on the chipset.

use super::{Amount, Draft, Rule, Seated, Severity, Slot, UnknownPolicy, Verdict, seat};
use crate::part::SlotRoot;

pub(super) const RULE: Rule = Rule {
    id: "PCI-03",
    title: "cards on the CPU's lanes",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Motherboard],
    need: "every card wants lanes from the",
    have: "the cards have lanes from the",
    summary: "Every card sits in a slot of the CPU: a warning for training, a note for inference, where one sits behind the chipset.",
    rationale: "A chipset slot has four lanes and shares its uplink with drives, network and USB. A judgement from a reported build, which works so.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (gpus, cpu, board) = (draft.gpus?, draft.cpu?, draft.board?);
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Note, field));
    let seating = match seat(board, gpus, Some(cpu), draft.setting) {
        Seated::Yes(seating) => seating,
        Seated::NoRoom { .. } => return Some(Verdict::NotApplicable),
        Seated::Unknown(field) => return unknown(field),
    };
    let cpu_lanes = Amount::Name(SlotRoot::Cpu.as_str());
    let mut roots = seating.seats.iter().map(|seat| seat.slot.root);
    if roots.clone().any(|root| root == Some(SlotRoot::Chipset)) {
        let severity = if draft.setting.training {
            Severity::Warning
        } else {
            Severity::Note
        };
        return Some(Verdict::fail(
            severity,
            Amount::Name(SlotRoot::Chipset.as_str()),
            cpu_lanes,
            "the card shares four lanes with everything else on the chipset",
        ));
    }
    if roots.any(|root| root.is_none()) {
        return unknown("motherboard slots.root");
    }
    Some(Verdict::pass(cpu_lanes, cpu_lanes))
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::test_parts::*;
    use super::*;

    fn draft(second_root: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(""), 2),
            board: Some(board(&format!(
                "slots: [{{name: A, size: x16, root: cpu}}, {{name: B, size: x16{second_root}}}], modes: [{{lanes: {{A: 8, B: 4}}}}]"
            ))),
            cpu: Some(cpu("")),
            ..empty()
        }
    }

    #[test]
    fn both_slots_of_an_x670e_proart_are_the_cpus() {
        assert_passes(&RULE, &draft(", root: cpu"));
    }

    #[test]
    fn the_second_slot_of_an_x570_tomahawk_is_the_chipsets() {
        let draft = draft(", root: chipset");
        assert_fails(&RULE, &draft, Severity::Warning);
        let inference = Draft {
            setting: setting(Setting {
                training: false,
                ..Setting::default()
            }),
            ..draft
        };
        assert_fails(&RULE, &inference, Severity::Note);
    }

    #[test]
    fn an_unstated_root_is_unknown() {
        assert_unknown(&RULE, &draft(""), "motherboard slots.root");
    }
}
