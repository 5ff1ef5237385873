//! What the user says of the conditions changes inputs and silences nothing.

use super::test_parts::setting;
use super::test_pools::any_build;
use super::{Draft, RULES, Setting, Verdict};
use crate::unit::Watts;
use proptest::prelude::*;

/// An override and the rules that read it.
struct Override {
    name: &'static str,
    set: fn(&mut Setting),
    read_by: &'static [&'static str],
    /// Rules that it takes the object from, so that they have nothing to compare any more.
    empties: &'static [&'static str],
}

const OVERRIDES: &[Override] = &[
    Override {
        name: "--open-frame",
        set: |setting| setting.open_frame = true,
        read_by: &["ML-12"],
        // There is no wall to hit: these compare with the case's limits. PCI-06 also judges
        // the cards among each other, and says nothing only of a single one.
        empties: &[
            "PCI-06", "GPU-01", "GPU-02", "GPU-03", "CASE-01", "COOL-02", "COOL-03", "COOL-05",
            "PSU-05", "PSU-06",
        ],
    },
    Override {
        name: "--power-limit",
        set: |setting| setting.power_limit = Some(Watts::new(250)),
        read_by: &[
            "PCI-06", "PSU-01", "PSU-02", "PSU-08", "PSU-11", "MAINS-01", "ML-12",
        ],
        // The vendor's figure is for a card at its stock power: PSU-01 and PSU-02 judge.
        empties: &["PSU-07"],
    },
    Override {
        name: "--circuit",
        set: |setting| setting.circuit = "230V/16A".parse().unwrap(),
        read_by: &["PSU-01", "PSU-02", "PSU-08", "MAINS-01"],
        empties: &[],
    },
    Override {
        name: "precision",
        set: |setting| setting.precision = Some(super::Precision::Fp8),
        read_by: &["ML-07"],
        empties: &[],
    },
    Override {
        name: "rocm",
        set: |setting| setting.rocm = Some("7.2".parse().unwrap()),
        read_by: &["ML-09"],
        empties: &[],
    },
    Override {
        name: "--ecc",
        set: |setting| setting.ecc = true,
        read_by: &["MEM-07"],
        empties: &[],
    },
    Override {
        name: "--nvlink",
        set: |setting| setting.nvlink = true,
        read_by: &["NVL-01"],
        // Of the slots with room, those that a bridge spans come first: there the cards may
        // no longer touch.
        empties: &["PCI-06"],
    },
    Override {
        name: "riser",
        set: |setting| setting.riser = true,
        read_by: &["PCI-01", "PCI-02", "PCI-03", "PCI-05", "STO-02"],
        // Cards that hang have no neighbour (in a case, PCI-06 then says that it is not known
        // where they hang), no bridge is offered for them, and in other slots they leave
        // PCI-04's sockets on.
        empties: &["PCI-04", "PCI-06", "NVL-01"],
    },
    Override {
        name: "risers",
        set: |setting| {
            setting.risers.push(super::Riser {
                slot: "A".to_owned(),
                split: crate::part::Bifurcation::X8X8,
            });
        },
        read_by: &["PCI-01", "PCI-02", "PCI-03", "PCI-05", "PCI-08", "STO-02"],
        empties: &["PCI-04", "PCI-06", "NVL-01"],
    },
    Override {
        name: "bios_version",
        set: |setting| setting.bios_version = Some("1.20".parse().unwrap()),
        read_by: &["BIOS-01"],
        empties: &[],
    },
];

fn under<'a>(draft: Draft<'a>, change: &Override) -> Draft<'a> {
    let mut changed = draft.setting.clone();
    (change.set)(&mut changed);
    Draft {
        setting: setting(changed),
        ..draft
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_override_silences_no_rule(build in any_build()) {
        for change in OVERRIDES {
            let after = under(build, change);
            // A card without a slot has no lanes either: PCI-01 speaks for PCI-02 then.
            let no_slot = matches!(
                (super::pci_01_slots::RULE.check)(&after), Some(Verdict::Fail { .. })
            );
            for rule in RULES {
                let (before, after) = ((rule.check)(&build), (rule.check)(&after));
                let (id, name) = (rule.id, change.name);
                prop_assert!(after.is_some(), "{id}: {name} leaves it undecided");
                if change.read_by.contains(&id) {
                    prop_assert!(
                        before == Some(Verdict::NotApplicable)
                            || after != Some(Verdict::NotApplicable)
                            || (no_slot && id == "PCI-02"),
                        "{id}: {name} silences {before:?}"
                    );
                } else if !change.empties.contains(&id) {
                    prop_assert_eq!(before, after, "{}: {} changes it", id, name);
                }
            }
        }
    }
}

#[test]
fn every_rule_named_here_reads_its_override_somewhere() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let builds: Vec<Draft<'static>> = (0..2_000)
        .map(|_| any_build().new_tree(&mut runner).unwrap().current())
        .collect();
    for change in OVERRIDES {
        for id in change.read_by.iter().chain(change.empties) {
            let rule = super::Rule::by_id(id).unwrap();
            let differs = |build: &&Draft<'static>| {
                (rule.check)(build) != (rule.check)(&under(**build, change))
            };
            assert!(
                builds.iter().any(|build| differs(&build)),
                "{id}: not by {}",
                change.name
            );
        }
    }
}
