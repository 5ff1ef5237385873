//! PCI-04: the drives do without the sockets that the cards' lanes cost.

use super::{Amount, Draft, Rule, Seated, Severity, Slot, UnknownPolicy, Verdict, seat};
use crate::part::StorageForm;

pub(super) const RULE: Rule = Rule {
    id: "PCI-04",
    title: "M.2 sockets beside the cards",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Motherboard, Slot::Storage],
    need: "the build has",
    have: "left beside the cards are",
    summary: "The M.2 drives fit into the sockets that stay on in the lane mode the cards sit in.",
    rationale: "On many boards a socket takes its lanes from the second card's slot: with a drive in it the slot narrows or goes dark.",
    source: "https://www.tomshw.it/hardware/asrock-rack-romed8-2t",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (gpus, cpu, board, drives) = (draft.gpus?, draft.cpu?, draft.board?, draft.storage?);
    // One card's mode is whatever the drives leave; unknown lanes are PCI-02's.
    let unknown = |field| {
        let policy = if draft.gpu_count() > Some(1) {
            UnknownPolicy::Warn
        } else {
            UnknownPolicy::Note
        };
        Some(Verdict::unknown(policy, field))
    };
    let mode = match seat(board, gpus, Some(cpu), draft.setting) {
        Seated::Yes(seating) => seating.mode,
        Seated::NoRoom { .. } => return Some(Verdict::NotApplicable),
        Seated::Unknown(field) => return unknown(field),
    };
    let mode = board
        .modes
        .as_ref()
        .zip(mode)
        .and_then(|(modes, index)| modes.get(index));
    let Some(mode) = mode else {
        return unknown("motherboard modes");
    };
    if mode.m2_off.is_empty() {
        return Some(Verdict::NotApplicable);
    }
    let Some(sockets) = &board.m2 else {
        return unknown("motherboard m2");
    };
    let on = sockets
        .iter()
        .filter(|socket| !mode.m2_off.contains(&socket.name));
    let on = u32::try_from(on.count()).unwrap_or(u32::MAX);
    let count = drives
        .iter()
        .filter(|pick| pick.part.form == Some(StorageForm::M2))
        .fold(0u32, |sum, pick| sum.saturating_add(pick.count));
    let have = Amount::Count(on, "M.2 sockets");
    let need = Amount::Count(count, "M.2 drives");
    Some(if count > on {
        let why = "a drive takes the lanes of a card's slot";
        Verdict::fail(Severity::Warning, have, need, why)
    } else {
        Verdict::pass(have, need)
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(board_fields: &str, count: u32, drives: u32) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(""), count),
            cpu: Some(cpu("")),
            board: Some(board(board_fields)),
            storage: picks(drive("form: m.2"), drives),
            ..empty()
        }
    }

    const SHARES: &str =
        "slots: [{name: A, size: x16, root: cpu}, {name: B, size: x16, root: cpu}],
        modes: [{lanes: {A: 16}}, {lanes: {A: 8, B: 8}, m2_off: [M2_2]}],
        m2: [{name: M2_1}, {name: M2_2}]";

    #[test]
    fn a_drive_in_a_socket_with_its_own_lanes_is_fine() {
        assert_passes(&RULE, &draft(SHARES, 2, 1));
        assert_not_applicable(&RULE, &draft(SHARES, 1, 2));
    }

    #[test]
    fn a_second_drive_takes_the_second_cards_lanes() {
        assert_fails(&RULE, &draft(SHARES, 2, 2), Severity::Warning);
    }

    #[test]
    fn uncurated_lanes_are_unknown() {
        let plain = "slots: [{name: A, size: x16, root: cpu}]";
        assert_unknown(&RULE, &draft(plain, 1, 1), "motherboard modes");
    }
}
