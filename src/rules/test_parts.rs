//! Short constructors of parts and drafts for the rules' examples.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what they return drops into a draft's slot"
)]

use super::{Draft, GpuPick, Pick, Rule, Setting, Severity, Supply, Verdict};
use crate::part::{Case, Cooler, Cpu, Gpu, GpuChip, Memory, Motherboard, Psu, Storage};
use serde::de::DeserializeOwned;
use serde_yaml::Mapping;

/// A part from YAML flow fields such as `socket: am5, cores: 12`; missing required fields
/// are filled in with the kind's defaults. Leaked: a test's drafts live as long as it does.
fn part<P: DeserializeOwned>(defaults: &str, fields: &str) -> &'static P {
    let read = |text: &str| serde_yaml::from_str::<Mapping>(&format!("{{{text}}}")).unwrap();
    let mut all = read(defaults);
    all.extend(read("id: x, name: X, sources: [], verified: 2026-11-01"));
    all.extend(read(fields));
    let text = serde_yaml::to_string(&all).unwrap();
    Box::leak(Box::new(serde_yaml::from_str(&text).unwrap()))
}

pub(super) fn chip(fields: &str) -> &'static GpuChip {
    let defaults = "vendor: nvidia, architecture: ampere, memory: 24 GiB";
    part(defaults, fields)
}

pub(super) fn card(fields: &str) -> &'static Gpu {
    part("chip: x, status: current", fields)
}

pub(super) fn cpu(fields: &str) -> &'static Cpu {
    part("socket: am5, status: current", fields)
}

pub(super) fn board(fields: &str) -> &'static Motherboard {
    let defaults = "socket: am5, memory: {type: ddr5, slots: 4}, status: current";
    part(defaults, fields)
}

pub(super) fn kit(fields: &str) -> &'static Memory {
    let defaults = "type: ddr5, modules: 2, module_size: 16 GiB, status: current";
    part(defaults, fields)
}

pub(super) fn psu(fields: &str) -> &'static Psu {
    part("wattage: 850 W, status: current", fields)
}

pub(super) fn drive(fields: &str) -> &'static Storage {
    part("capacity: 1 TB, status: current", fields)
}

pub(super) fn cooler(fields: &str) -> &'static Cooler {
    part("kind: air, status: current", fields)
}

pub(super) fn case(fields: &str) -> &'static Case {
    part("status: current", fields)
}

/// Some pieces of one card.
pub(super) fn cards(
    card: &'static Gpu,
    chip: &'static GpuChip,
    count: u32,
) -> Option<&'static [GpuPick<'static>]> {
    Some(Box::leak(Box::new([GpuPick { card, chip, count }])))
}

/// Two different cards, one piece each.
pub(super) fn mixed(
    first: (&'static Gpu, &'static GpuChip),
    second: (&'static Gpu, &'static GpuChip),
) -> Option<&'static [GpuPick<'static>]> {
    let picks = [first, second].map(|(card, chip)| GpuPick {
        card,
        chip,
        count: 1,
    });
    Some(Box::leak(Box::new(picks)))
}

/// Some pieces of one part.
pub(super) fn picks<P>(part: &'static P, count: u32) -> Option<&'static [Pick<'static, P>]> {
    Some(Box::leak(Box::new([Pick { part, count }])))
}

/// Everything undecided under default conditions.
pub(super) fn empty() -> Draft<'static> {
    Draft::empty(setting(Setting::default()))
}

pub(super) fn setting(setting: Setting) -> &'static Setting {
    Box::leak(Box::new(setting))
}

/// The draft on this circuit.
pub(super) fn on(circuit: &str, draft: Draft<'static>) -> Draft<'static> {
    Draft {
        setting: setting(Setting {
            circuit: circuit.parse().unwrap(),
            ..draft.setting.clone()
        }),
        ..draft
    }
}

/// The draft with two pieces of its supply, the first of which feeds the board, and so many
/// of its cards on the cables of each.
pub(super) fn assigned_pair(draft: Draft<'static>, cards: [u32; 2]) -> Draft<'static> {
    let (psu, gpu) = (draft.psus.unwrap()[0].part, draft.gpus.unwrap()[0].card);
    let supplies = cards.into_iter().enumerate();
    let supplies = supplies.map(|(place, count)| Supply {
        psu: psu.id.clone(),
        board: place == 0,
        feeds: (count > 0)
            .then(|| (gpu.id.clone(), count))
            .into_iter()
            .collect(),
        powered_risers: false,
        circuit: None,
    });
    Draft {
        psus: picks(psu, 2),
        setting: setting(Setting {
            supplies: supplies.collect(),
            ..draft.setting.clone()
        }),
        ..draft
    }
}

#[track_caller]
pub(super) fn assert_passes(rule: &Rule, draft: &Draft<'_>) {
    let verdict = (rule.check)(draft);
    assert!(
        matches!(verdict, Some(Verdict::Pass { .. })),
        "{}: {verdict:?}",
        rule.id
    );
}

#[track_caller]
pub(super) fn assert_fails(rule: &Rule, draft: &Draft<'_>, expected: Severity) {
    let verdict = (rule.check)(draft);
    assert!(
        matches!(verdict, Some(Verdict::Fail { severity, .. }) if severity == expected),
        "{}: {verdict:?}",
        rule.id
    );
}

#[track_caller]
pub(super) fn assert_unknown(rule: &Rule, draft: &Draft<'_>, expected: &str) {
    let verdict = (rule.check)(draft);
    assert!(
        matches!(verdict, Some(Verdict::Unknown { field, .. }) if field == expected),
        "{}: {verdict:?}",
        rule.id
    );
}

#[track_caller]
pub(super) fn assert_undecided(rule: &Rule, draft: &Draft<'_>) {
    assert_eq!((rule.check)(draft), None, "{}", rule.id);
}

#[track_caller]
pub(super) fn assert_not_applicable(rule: &Rule, draft: &Draft<'_>) {
    assert_eq!(
        (rule.check)(draft),
        Some(Verdict::NotApplicable),
        "{}",
        rule.id
    );
}
