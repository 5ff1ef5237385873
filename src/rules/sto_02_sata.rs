//! STO-02: every SATA drive has a port that works beside the cards.

use super::{Amount, Draft, Rule, Seated, Severity, Slot, UnknownPolicy, Verdict, seat};
use crate::part::{Storage, StorageForm, StorageInterface};

pub(super) const RULE: Rule = Rule {
    id: "STO-02",
    title: "SATA ports",
    severity: Severity::Error,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Motherboard, Slot::Storage],
    need: "the build has",
    have: "the board has",
    summary: "There are as many SATA ports as SATA drives, less the ports that the lane mode of the cards switches off. SATA modules in M.2 sockets take no port.",
    rationale: "A drive without a port cannot be used. On many boards ports share their lanes with a slot or an M.2 socket; which M.2 socket costs which port is known only as far as the board's modes say.",
    source: "https://pcpartpicker.com/guide/mwv6Mp/",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (board, drives) = (draft.board?, draft.storage?);
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Note, field));
    let count = drives
        .iter()
        .filter(|pick| takes_port(pick.part) == Port::Taken)
        .fold(0u32, |sum, pick| sum.saturating_add(pick.count));
    let doubt = drives.iter().find_map(|pick| match takes_port(pick.part) {
        Port::Unknown(field) => Some(field),
        Port::Taken | Port::None => None,
    });
    if count == 0 && doubt.is_none() {
        return Some(Verdict::NotApplicable);
    }
    let Some(ports) = board.sata.map(u32::from) else {
        return unknown("motherboard sata");
    };
    let need = Amount::Count(count, "SATA drives");
    let have = |ports| Amount::Count(ports, "SATA ports");
    if count > ports {
        let why = "some drives have no port";
        return Some(Verdict::fail(Severity::Error, have(ports), need, why));
    }
    let (gpus, cpu) = (draft.gpus?, draft.cpu?);
    let mode = match seat(board, gpus, Some(cpu), draft.setting) {
        Seated::Yes(seating) => seating.mode,
        // PCI-01 fails.
        Seated::NoRoom { .. } => return Some(Verdict::NotApplicable),
        Seated::Unknown(field) => return unknown(field),
    };
    let modes = board.modes.as_deref().unwrap_or_default();
    let Some(mode) = mode.and_then(|mode| modes.get(mode)) else {
        return unknown("motherboard modes");
    };
    let left = ports.saturating_sub(u32::from(mode.sata_off.unwrap_or(0)));
    if count > left {
        let why = "the cards' lanes switch some ports off, and some drives have none";
        return Some(Verdict::fail(Severity::Error, have(left), need, why));
    }
    doubt.map_or(Some(Verdict::pass(have(left), need)), unknown)
}

/// Whether a drive hangs on a SATA port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Port {
    None,
    Taken,
    /// The named field would tell.
    Unknown(&'static str),
}

const fn takes_port(drive: &Storage) -> Port {
    match (drive.interface, drive.form) {
        (Some(StorageInterface::Nvme), _) | (_, Some(StorageForm::M2)) => Port::None,
        (Some(StorageInterface::Sata), Some(StorageForm::Inch2_5 | StorageForm::Inch3_5)) => {
            Port::Taken
        }
        (Some(StorageInterface::Sata), None) => Port::Unknown("storage form"),
        (None, _) => Port::Unknown("storage interface"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Pick;
    use super::super::test_parts::*;
    use super::*;

    const DISK: &str = "interface: sata, form: 3.5-inch";
    const X870E_PROART: &str = "sata: 4, slots: [{name: A, size: x16, root: cpu}, {name: B, size: x16, root: cpu}], modes: [{lanes: {A: 16}}, {lanes: {A: 8, B: 8}, sata_off: 2}]";

    fn draft(board_fields: &str, gpus: u32, drive_fields: &str, drives: u32) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(""), gpus),
            cpu: Some(cpu("")),
            board: Some(board(board_fields)),
            storage: picks(drive(drive_fields), drives),
            ..empty()
        }
    }

    #[test]
    fn four_disks_have_the_four_ports_of_an_x870e_proart() {
        assert_passes(&RULE, &draft(X870E_PROART, 1, DISK, 4));
    }

    #[test]
    fn six_disks_do_not_whatever_the_cards() {
        let six = draft(X870E_PROART, 1, DISK, 6);
        assert_fails(&RULE, &six, Severity::Error);
        let early = six.without(Slot::Gpu).without(Slot::Cpu);
        assert_fails(&RULE, &early, Severity::Error);
        let few = draft(X870E_PROART, 1, DISK, 4).without(Slot::Gpu);
        assert_undecided(&RULE, &few);
    }

    #[test]
    fn a_mode_of_two_cards_switches_ports_off() {
        assert_passes(&RULE, &draft(X870E_PROART, 2, DISK, 2));
        assert_fails(&RULE, &draft(X870E_PROART, 2, DISK, 3), Severity::Error);
    }

    #[test]
    fn all_models_of_drives_are_summed() {
        let drives = ["3.5-inch", "2.5-inch"].map(|form| Pick {
            part: drive(&format!("interface: sata, form: {form}")),
            count: 3,
        });
        let two_models = Draft {
            storage: Some(&drives),
            ..draft(X870E_PROART, 1, DISK, 1)
        };
        assert_fails(&RULE, &two_models, Severity::Error);
    }

    #[test]
    fn modules_and_nvme_drives_take_no_port() {
        for fields in ["interface: sata, form: m.2", "interface: nvme", "form: m.2"] {
            assert_not_applicable(&RULE, &draft("sata: 0", 1, fields, 4));
        }
    }

    #[test]
    fn missing_facts_are_unknown() {
        assert_unknown(&RULE, &draft("", 1, DISK, 1), "motherboard sata");
        let plain = "sata: 4, slots: [{name: A, size: x16}]";
        assert_unknown(&RULE, &draft(plain, 1, DISK, 1), "motherboard modes");
        assert_unknown(&RULE, &draft(X870E_PROART, 1, "", 1), "storage interface");
    }
}
