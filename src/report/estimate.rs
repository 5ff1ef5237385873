//! What is known of tasks on a machine: the value behind text and JSON of an estimate.

use crate::request::Purpose;
use crate::workload::{Fit, Machine, TaskReport};

/// Which facts of the host were given; the others never limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The build it is, as named; `None` = GPUs alone.
    pub build: Option<String>,
    /// Its system memory.
    pub memory: bool,
    /// Its CPU cores.
    pub cores: bool,
    /// The lanes of its cards.
    pub lanes: bool,
}

/// Tasks on a machine.
#[derive(Debug, Clone)]
pub struct Estimate<'e> {
    /// What is to run.
    pub purpose: &'e Purpose,
    /// Where.
    pub machine: &'e Machine<'e>,
    /// What is known of the host.
    pub given: &'e Given,
    /// Every task on it.
    pub tasks: Vec<TaskReport>,
    /// Every task without the power limit, where one is set.
    pub unlimited: Option<Vec<TaskReport>>,
}

impl<'e> Estimate<'e> {
    /// Judges every task on the machine.
    pub fn new(purpose: &'e Purpose, machine: &'e Machine<'e>, given: &'e Given) -> Self {
        let unlimited = machine.power_limit.map(|_| {
            let free = Machine {
                power_limit: None,
                ..*machine
            };
            purpose.workload.report(&free)
        });
        Self {
            purpose,
            machine,
            given,
            tasks: purpose.workload.report(machine),
            unlimited,
        }
    }

    /// Whether every task runs on some rung.
    pub fn all_run(&self) -> bool {
        self.tasks.iter().all(|task| task.verdict != Fit::No)
    }

    /// What is assumed of the host, in words; nothing where all is known.
    pub(super) fn assumed(&self) -> Vec<&'static str> {
        let given = self.given;
        [
            (given.memory, "system memory (--ram)"),
            (given.cores, "CPU cores (--cores)"),
            (given.lanes, "PCIe lanes (--lanes)"),
        ]
        .into_iter()
        .filter(|(given, _)| !given)
        .map(|(_, what)| what)
        .collect()
    }

    /// The same task without the power limit.
    pub(super) fn free(&self, place: usize) -> Option<&TaskReport> {
        self.unlimited.as_ref()?.get(place)
    }
}
