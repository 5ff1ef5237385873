//! STO-01: every M.2 drive has a socket that takes it.

use super::{Amount, Draft, Pick, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{M2Slot, Storage, StorageForm, StorageInterface};

pub(super) const RULE: Rule = Rule {
    id: "STO-01",
    title: "M.2 sockets",
    severity: Severity::Error,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Motherboard, Slot::Storage],
    need: "the build has",
    have: "the board has",
    summary: "Every M.2 drive has its own drive socket: an error when there are too few, a warning when some drive is too long for the ones left or is a SATA module where they take NVMe only, a note when a drive is of a newer PCIe generation than the socket left for it, where both are known.",
    rationale: "A drive without a socket cannot be used; Wi-Fi sockets do not count. Lengths and SATA support are often wrong in part lists, hence the warning: a judgement.",
    source: "https://pcpartpicker.com/guide/mwv6Mp/",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (board, drives) = (draft.board?, draft.storage?);
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Warn, field));
    let known = drives
        .iter()
        .filter(|pick| pick.part.form == Some(StorageForm::M2));
    let count = known
        .clone()
        .fold(0u32, |sum, pick| sum.saturating_add(pick.count));
    let formless = drives.iter().any(|pick| pick.part.form.is_none());
    if count == 0 && !formless {
        return Some(Verdict::NotApplicable);
    }
    let Some(sockets) = &board.m2 else {
        return unknown("motherboard m2");
    };
    let places = u32::try_from(sockets.len()).unwrap_or(u32::MAX);
    let have = Amount::Count(places, "M.2 sockets");
    let need = Amount::Count(count, "M.2 drives");
    if count > places {
        let why = "some drives have no socket";
        return Some(Verdict::fail(Severity::Error, have, need, why));
    }
    if formless {
        return unknown("storage form");
    }
    let seats_all = |least| seats_all(drives, sockets, least);
    if seats_all(Fit::Yes) {
        Some(Verdict::pass(have, need))
    } else if seats_all(Fit::Slowed) {
        let why = "a drive is of a newer PCIe generation than its socket: it runs slower";
        Some(Verdict::fail(Severity::Note, have, need, why))
    } else if seats_all(Fit::Unknown) {
        unknown(missing(drives))
    } else {
        let why = "some drive does not suit the sockets that are left";
        Some(Verdict::fail(Severity::Warning, have, need, why))
    }
}

/// Whether a socket takes a drive, worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    No,
    Unknown,
    /// It runs, at the socket's older PCIe generation.
    Slowed,
    Yes,
}

fn fit(drive: &Storage, socket: &M2Slot) -> Fit {
    let length = match drive.m2_size {
        Some(size) if socket.sizes.contains(&size) => Fit::Yes,
        Some(_) if !socket.sizes.is_empty() => Fit::No,
        Some(_) | None => Fit::Unknown,
    };
    let interface = match (drive.interface, socket.sata) {
        (Some(StorageInterface::Nvme), _) | (Some(StorageInterface::Sata), Some(true)) => Fit::Yes,
        (Some(StorageInterface::Sata), Some(false)) => Fit::No,
        (Some(StorageInterface::Sata), None) | (None, _) => Fit::Unknown,
    };
    let slowed = matches!(
        (drive.generation, socket.generation),
        (Some(own), Some(offered)) if own > offered
    );
    let speed = if slowed { Fit::Slowed } else { Fit::Yes };
    length.min(interface).min(speed)
}

/// The fact that would settle the matter.
fn missing(drives: &[Pick<'_, Storage>]) -> &'static str {
    let m2 = || {
        drives
            .iter()
            .map(|pick| pick.part)
            .filter(|drive| drive.form == Some(StorageForm::M2))
    };
    if m2().any(|drive| drive.m2_size.is_none()) {
        "storage m2_size"
    } else if m2().any(|drive| drive.interface.is_none()) {
        "storage interface"
    } else if m2().any(|drive| drive.interface == Some(StorageInterface::Sata)) {
        "motherboard m2.sata"
    } else {
        "motherboard m2.sizes"
    }
}

/// Whether all M.2 drives find a socket each that fits at least so well. There are no more
/// drives than sockets.
fn seats_all(drives: &[Pick<'_, Storage>], sockets: &[M2Slot], least: Fit) -> bool {
    let mut queue = drives
        .iter()
        .filter(|pick| pick.part.form == Some(StorageForm::M2))
        .flat_map(|pick| (0..pick.count).map(|_| pick.part));
    let mut taken = Vec::with_capacity(sockets.len());
    taken.resize(sockets.len(), None);
    queue.all(|drive| {
        let mut seen = vec![false; sockets.len()];
        place(drive, sockets, least, &mut taken, &mut seen)
    })
}

/// Puts a drive into a socket, moving others aside where they fit elsewhere too.
fn place<'a>(
    drive: &'a Storage,
    sockets: &[M2Slot],
    least: Fit,
    taken: &mut [Option<&'a Storage>],
    seen: &mut [bool],
) -> bool {
    for (index, socket) in sockets.iter().enumerate() {
        if seen[index] || fit(drive, socket) < least {
            continue;
        }
        seen[index] = true;
        let free = match taken[index] {
            None => true,
            Some(other) => place(other, sockets, least, taken, seen),
        };
        if free {
            taken[index] = Some(drive);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    const NVME: &str = "form: m.2, interface: nvme, m2_size: 2280";

    fn draft(drive_fields: &str, count: u32, sockets: &str) -> Draft<'static> {
        Draft {
            storage: picks(drive(drive_fields), count),
            board: Some(board(sockets)),
            ..empty()
        }
    }

    #[test]
    fn two_drives_fit_an_x870e_proart() {
        let four = "m2: [{name: A, sizes: [2280]}, {name: B, sizes: [2280]}, {name: C, sizes: [2280]}, {name: D, sizes: [2280]}]";
        assert_passes(&RULE, &draft(NVME, 2, four));
    }

    #[test]
    fn three_drives_do_not_fit_an_a620m_dash() {
        let two = "m2: [{name: A, sizes: [2280]}, {name: B, sizes: [2280]}]";
        assert_fails(&RULE, &draft(NVME, 3, two), Severity::Error);
    }

    #[test]
    fn a_long_drive_leaves_the_short_socket_to_the_other() {
        let sizes = "m2: [{name: A, sizes: [2280, 22110]}, {name: B, sizes: [2280]}]";
        let drives = ["2280", "22110"].map(|size| Pick {
            part: drive(&format!("form: m.2, interface: nvme, m2_size: {size}")),
            count: 1,
        });
        let both = Draft {
            storage: Some(&drives),
            ..draft(NVME, 1, sizes)
        };
        assert_passes(&RULE, &both);
        let long = "form: m.2, interface: nvme, m2_size: 22110";
        assert_fails(&RULE, &draft(long, 2, sizes), Severity::Warning);
    }

    #[test]
    fn a_fast_drive_in_a_slow_socket_is_worth_a_note() {
        let fast = "form: m.2, interface: nvme, m2_size: 2280, generation: 5";
        let sockets = "m2: [{name: A, sizes: [2280], generation: 5}, {name: B, sizes: [2280], generation: 4}]";
        assert_passes(&RULE, &draft(fast, 1, sockets));
        assert_fails(&RULE, &draft(fast, 2, sockets), Severity::Note);
        // The fast drive takes the fast socket whatever the order.
        let drives = ["4", "5"].map(|generation| Pick {
            part: drive(&format!("{NVME}, generation: {generation}")),
            count: 1,
        });
        let both = Draft {
            storage: Some(&drives),
            ..draft(NVME, 1, sockets)
        };
        assert_passes(&RULE, &both);
        // Where a generation is not known, there is nothing to note.
        assert_passes(&RULE, &draft(NVME, 2, sockets));
    }

    #[test]
    fn a_sata_module_needs_a_socket_that_takes_it() {
        let sata = "form: m.2, interface: sata, m2_size: 2280";
        let socket = |sata: &str| format!("m2: [{{name: A, sizes: [2280]{sata}}}]");
        assert_passes(&RULE, &draft(sata, 1, &socket(", sata: true")));
        let nvme_only = draft(sata, 1, &socket(", sata: false"));
        assert_fails(&RULE, &nvme_only, Severity::Warning);
        assert_unknown(&RULE, &draft(sata, 1, &socket("")), "motherboard m2.sata");
    }

    #[test]
    fn missing_facts_are_unknown_and_disks_need_no_socket() {
        assert_unknown(&RULE, &draft(NVME, 1, ""), "motherboard m2");
        let open = "m2: [{name: A}]";
        assert_unknown(&RULE, &draft(NVME, 1, open), "motherboard m2.sizes");
        assert_not_applicable(&RULE, &draft("form: 2.5-inch", 9, open));
    }
}
