//! The model against the documents: the score table, the worked answers and the laws.

mod hf_config;
mod hf_faults;
mod laws;
mod memory_laws;
mod orders;
mod presets;
mod rates;
mod reports;
mod table;
mod texts;
mod unscored;
mod worked;

use super::{LadderConstants, Link, Machine, ModelPreset, Profile, Workload};
use crate::part::{GpuChip, MemoryType};
use crate::unit::Gibibytes;
use proptest::test_runner::Config as ProptestConfig;

/// The shipped presets.
pub(super) fn models() -> Vec<ModelPreset> {
    serde_yaml::from_str(include_str!("../../../parts/models.yaml")).unwrap()
}

/// The shipped profiles.
pub(super) fn profiles() -> Vec<Profile> {
    serde_yaml::from_str(include_str!("../../../parts/workloads.yaml")).unwrap()
}

/// The shipped judgements.
pub(super) fn ladder() -> LadderConstants {
    let mut file: Vec<LadderConstants> =
        serde_yaml::from_str(include_str!("../../../parts/ladder.yaml")).unwrap();
    file.pop().unwrap()
}

pub(super) fn chips() -> Vec<GpuChip> {
    serde_yaml::from_str(include_str!("../../../tests/fixtures/chips.yaml")).unwrap()
}

pub(super) fn chip(id: &str) -> GpuChip {
    chips().into_iter().find(|chip| chip.id == id).unwrap()
}

pub(super) fn workload(profile: &str) -> Workload {
    let profiles = profiles();
    let profile = profiles.iter().find(|p| p.id == profile).unwrap();
    Workload::new(profile, &ladder(), &models(), &chip("rtx-3090")).unwrap()
}

pub(super) fn tasks(texts: &[&str]) -> Workload {
    Workload::from_tasks(
        texts.iter().copied(),
        &ladder(),
        &models(),
        &chip("rtx-3090"),
    )
    .unwrap()
}

/// Runs of a law, leaving no file behind.
pub(super) fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A host that never limits.
pub(super) fn on(chip: &GpuChip, count: u32) -> Machine<'_> {
    Machine {
        chip,
        count,
        link: Link::WIDEST,
        cores: None,
        memory: Gibibytes::new(1024),
        memory_type: MemoryType::Ddr5,
        power_limit: None,
        desktop: false,
    }
}
