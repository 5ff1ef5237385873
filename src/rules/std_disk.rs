//! STD-DISK: room on NVMe drives that last.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{Storage, StorageInterface};
use crate::unit::{Gigabytes, TerabytesWritten};

pub(super) const RULE: Rule = Rule {
    id: "STD-DISK",
    title: "NVMe storage",
    severity: Severity::Standard,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Storage],
    need: "the standard asks for",
    have: "the drives have",
    summary: "NVMe drives with the profile's endurance per terabyte (300 TBW by default) hold the profile's storage (at least 1 TB) together.",
    rationale: "Training reads small files at random faster than SATA delivers, and checkpoints wear out drives of cheap flash. The endurance is a judgement: what makers rate drives of three-bit flash for is twice that.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let drives = draft.storage?;
    let standards = &draft.setting.standards;
    let mut good = Gigabytes::default();
    let mut possible = Gigabytes::default();
    let mut missing = None;
    let mut worn = None;
    for pick in drives {
        let capacity = pick.part.capacity * pick.count;
        match quality(pick.part, standards.endurance_per_terabyte) {
            Quality::Good => good = good + capacity,
            Quality::Unknown(field) => {
                possible = possible + capacity;
                missing = Some(field);
            }
            Quality::Worn { have, need } => worn = Some((have, need)),
            Quality::NotNvme => {}
        }
    }
    let need = Amount::Capacity(standards.storage);
    let fail = |have, need, why| Some(Verdict::fail(Severity::Standard, have, need, why));
    if good >= standards.storage {
        Some(Verdict::pass(Amount::Capacity(good), need))
    } else if let Some(field) = missing.filter(|_| good + possible >= standards.storage) {
        Some(Verdict::unknown(UnknownPolicy::Block, field))
    } else if let Some((have, need)) = worn {
        fail(have, need, "the drive is rated for too few writes")
    } else {
        fail(
            Amount::Capacity(good),
            need,
            "too little room on NVMe drives",
        )
    }
}

/// What a drive counts for.
enum Quality {
    Good,
    Unknown(&'static str),
    Worn { have: Amount, need: Amount },
    NotNvme,
}

fn quality(drive: &Storage, per_terabyte: TerabytesWritten) -> Quality {
    match drive.interface {
        None => return Quality::Unknown("storage interface"),
        Some(StorageInterface::Sata) => return Quality::NotNvme,
        Some(StorageInterface::Nvme) => {}
    }
    let Some(endurance) = drive.endurance else {
        return Quality::Unknown("storage endurance");
    };
    let asked = u64::from(per_terabyte.steps()) * u64::from(drive.capacity.steps());
    let asked = TerabytesWritten::new(u32::try_from(asked.div_ceil(1000)).unwrap_or(u32::MAX));
    if endurance < asked {
        Quality::Worn {
            have: Amount::Endurance(endurance),
            need: Amount::Endurance(asked),
        }
    } else {
        Quality::Good
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(drive_fields: &str, count: u32) -> Draft<'static> {
        Draft {
            storage: picks(drive(drive_fields), count),
            ..empty()
        }
    }

    const SN7100: &str = "interface: nvme, endurance: 600 TBW";

    #[test]
    fn a_1_tb_sn7100_is_enough() {
        assert_passes(&RULE, &draft(SN7100, 1));
    }

    #[test]
    fn a_500_gb_drive_a_sata_drive_and_a_short_lived_one_are_not() {
        let half = "capacity: 500 GB, interface: nvme, endurance: 300 TBW";
        assert_fails(&RULE, &draft(half, 1), Severity::Standard);
        assert_passes(&RULE, &draft(half, 2));
        let sata = draft("interface: sata, endurance: 600 TBW", 1);
        assert_fails(&RULE, &sata, Severity::Standard);
        let worn = draft("capacity: 2 TB, interface: nvme, endurance: 450 TBW", 1);
        assert_fails(&RULE, &worn, Severity::Standard);
    }

    #[test]
    fn an_unstated_endurance_is_not_met() {
        assert_unknown(&RULE, &draft("interface: nvme", 1), "storage endurance");
    }
}
