//! `rigbuild.estimate/1`: an estimate for programs.

use super::build_json::{TaskJson, rounded};
use super::estimate::Estimate;
use crate::unit::Watts;
use serde::Serialize;

/// The document.
#[derive(Debug, Serialize)]
pub struct EstimateJson<'e> {
    schema: &'static str,
    gpu: GpuJson<'e>,
    host: HostJson<'e>,
    workload: &'e str,
    /// Whether every task runs on some rung.
    all_run: bool,
    tasks: Vec<TaskJson>,
    needs: NeedsJson,
    /// With a power limit: each task's speed without it, in RTX 3090s.
    without_power_limit: Option<Vec<f64>>,
}

#[derive(Debug, Serialize)]
struct GpuJson<'e> {
    chip: &'e str,
    count: u32,
    memory_gib: u32,
    power_limit_watts: Option<u32>,
    desktop: bool,
}

/// `null` = assumed never to limit.
#[derive(Debug, Serialize)]
struct HostJson<'e> {
    build: Option<&'e str>,
    memory_gib: Option<u32>,
    cores: Option<u16>,
    lanes: Option<u8>,
}

/// What the host must bring for all tasks together.
#[derive(Debug, Serialize)]
struct NeedsJson {
    memory_gib: u32,
    processes_gib: u32,
    load_peak_gib: u32,
    cores: u32,
    storage_gb: u32,
}

impl<'e> EstimateJson<'e> {
    /// The document of an estimate.
    pub fn new(estimate: &'e Estimate<'e>) -> Self {
        let (machine, given) = (estimate.machine, estimate.given);
        let standards = &estimate.purpose.standards;
        let needs = estimate.purpose.workload.needs();
        Self {
            schema: "rigbuild.estimate/1",
            gpu: GpuJson {
                chip: &machine.chip.id,
                count: machine.count,
                memory_gib: machine.chip.memory.steps(),
                power_limit_watts: machine.power_limit.map(Watts::steps),
                desktop: machine.desktop,
            },
            host: HostJson {
                build: given.build.as_deref(),
                memory_gib: given.memory.then(|| machine.memory.steps()),
                cores: machine.cores,
                lanes: given.lanes.then_some(machine.link.lanes),
            },
            workload: &estimate.purpose.label,
            all_run: estimate.all_run(),
            tasks: estimate.tasks.iter().map(TaskJson::new).collect(),
            needs: NeedsJson {
                memory_gib: standards.memory.max(machine.chip.memory).steps(),
                processes_gib: needs.memory.steps(),
                load_peak_gib: needs.load_peak.steps(),
                cores: standards.cores_per_gpu * machine.count,
                storage_gb: standards.storage.steps(),
            },
            without_power_limit: estimate
                .unlimited
                .as_ref()
                .map(|tasks| tasks.iter().map(|task| rounded(task.relative)).collect()),
        }
    }
}
