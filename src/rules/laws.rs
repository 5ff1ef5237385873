//! What must hold for every rule: the registry's text, honest scopes, final fails.

use super::test_parts::empty;
use super::test_pools::{any_build, sample};
use super::{Allowance, Draft, RULES, Rule, Slot, UnknownPolicy, Verdict, check_all};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;

/// Rules about what no source states: they say so of every build.
const NEVER_KNOWN: [&str; 2] = ["ML-13", "ML-14"];

/// Rules with a note on every build like the sound one: its board is for AMD processors.
const SAID_OF_ANY: [&str; 1] = ["ML-11"];

/// The draft without every slot whose bit is not set.
fn partial(build: Draft<'static>, kept: u8) -> Draft<'static> {
    Slot::ALL
        .iter()
        .enumerate()
        .filter(|(place, _)| kept >> place & 1 == 0)
        .fold(build, |draft, (_, slot)| draft.without(*slot))
}

#[test]
fn every_rule_says_what_why_and_where_from() {
    let registry = include_str!("mod.rs");
    let mut ids = BTreeSet::new();
    for rule in RULES {
        let id = rule.id;
        assert!(ids.insert(id), "{id} is listed twice");
        assert_eq!(id, id.to_uppercase());
        let file = id.to_lowercase().replace('-', "_");
        assert!(
            registry.contains(&format!("\nmod {file}_"))
                || registry.contains(&format!("\nmod {file};")),
            "{id}: its file's name does not begin with {file}"
        );
        for text in [
            rule.title,
            rule.need,
            rule.have,
            rule.summary,
            rule.rationale,
        ] {
            assert!(!text.trim().is_empty(), "{id}: an empty text");
        }
        for sentence in [rule.summary, rule.rationale] {
            assert!(sentence.ends_with('.'), "{id}: no sentence: {sentence}");
        }
        assert!(
            rule.source.starts_with("https://") || rule.source == "judgement",
            "{id}: source {}",
            rule.source
        );
        assert!(
            rule.source != "judgement" || rule.rationale.contains("judgement"),
            "{id}: its reader is not told that it is a judgement"
        );
        assert!(!rule.scope.is_empty(), "{id}: no scope");
        assert!(Rule::by_id(&id.to_lowercase()).is_some_and(|found| found.id == id));
    }
}

#[test]
fn the_sound_build_passes_every_rule() {
    let checks = check_all(&sample());
    assert_eq!(checks.len(), RULES.len());
    for check in checks {
        assert!(
            SAID_OF_ANY.contains(&check.rule.id)
                || NEVER_KNOWN.contains(&check.rule.id)
                || matches!(check.verdict, Verdict::Pass { .. } | Verdict::NotApplicable),
            "{}: {:?}",
            check.rule.id,
            check.verdict
        );
    }
}

#[test]
fn an_empty_draft_tells_nothing() {
    assert!(check_all(&empty()).is_empty());
}

#[test]
fn the_pools_make_every_rule_fail_somewhere() {
    // Otherwise the laws below would hold for nothing.
    let mut silent: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    let mut runner = TestRunner::deterministic();
    for _ in 0..1_000 {
        let build = any_build().new_tree(&mut runner).unwrap().current();
        for check in check_all(&build) {
            if matches!(check.verdict, Verdict::Fail { .. }) {
                silent.remove(check.rule.id);
            }
        }
    }
    assert_eq!(silent, BTreeSet::from(NEVER_KNOWN));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fail_is_final(build in any_build(), kept: u8) {
        let draft = partial(build, kept);
        for rule in RULES {
            let (early, late) = ((rule.check)(&draft), (rule.check)(&build));
            if let Some(Verdict::Fail { severity, .. }) = early {
                prop_assert!(
                    matches!(late, Some(Verdict::Fail { severity: last, .. }) if last >= severity),
                    "{}: {early:?} became {late:?}", rule.id
                );
            }
        }
    }

    #[test]
    fn a_blocking_unknown_stays_barred(build in any_build(), kept: u8) {
        let draft = partial(build, kept);
        let allowed = Allowance::default();
        for rule in RULES {
            if let Some(early) = (rule.check)(&draft) {
                let late = (rule.check)(&build).is_some_and(|late| rule.bars(&late, &allowed));
                prop_assert!(late || !rule.bars(&early, &allowed), "{}: {early:?}", rule.id);
            }
        }
    }

    #[test]
    fn a_scope_is_honest(build in any_build()) {
        for rule in RULES {
            let whole = (rule.check)(&build);
            prop_assert!(whole.is_some(), "{}: undecided on a whole build", rule.id);
            for &slot in Slot::ALL {
                let without = (rule.check)(&build.without(slot));
                if rule.scope.contains(&slot) {
                    prop_assert!(
                        !matches!(without, Some(Verdict::Pass { .. })),
                        "{}: passes without {slot}: {without:?}", rule.id
                    );
                } else {
                    prop_assert_eq!(without, whole, "{}: reads {}", rule.id, slot);
                }
            }
        }
    }

    #[test]
    fn no_verdict_is_worse_than_the_rule_says(build in any_build(), kept: u8) {
        for check in check_all(&partial(build, kept)) {
            match check.verdict {
                Verdict::Fail { severity, .. } => prop_assert!(
                    severity <= check.rule.severity, "{}: {:?}", check.rule.id, check.verdict
                ),
                Verdict::Unknown { policy, .. } => prop_assert!(
                    policy <= check.rule.unknown, "{}: {:?}", check.rule.id, check.verdict
                ),
                Verdict::Pass { .. } | Verdict::NotApplicable => {}
            }
        }
    }
}

#[test]
fn only_a_blocking_unknown_bars() {
    let unknown = |policy| Verdict::unknown(policy, "some field");
    let none = Allowance::default();
    let by_name = Allowance {
        rules: BTreeSet::from(["PCI-02".to_owned()]),
        ..none.clone()
    };
    let rule = Rule::by_id("pci-02").unwrap();
    assert!(rule.bars(&unknown(UnknownPolicy::Block), &none));
    assert!(!rule.bars(&unknown(UnknownPolicy::Warn), &none));
    assert!(!rule.bars(&unknown(UnknownPolicy::Block), &by_name));
}
