//! What would be good beyond what a build must have: advice, never a bar
//! (`reference/sizing.md` section 6).

use super::machine::Machine;
use super::needs::data_set;
use super::score::Workload;
use super::speed::SpeedUnit;
use super::task::{Finetune, Simulator, Task, Work};
use crate::unit::{Gibibytes, Gigabytes};

/// System memory that is good beside cards from 24 GiB on, and with tables or Isaac Sim.
const GOOD_MEMORY: f64 = 64.0;
/// From this size of a card on.
const LARGE_CARD: Gibibytes = Gibibytes::new(24);
/// System memory beyond that of all cards.
const BEYOND_CARDS: f64 = 8.0;
/// Cores for boosted trees on tables.
const TABLE_CORES: u32 = 16;
/// Drives for adapters and image generators, and for vision and full fine-tuning.
const SOME_DRIVE: Gigabytes = Gigabytes::new(2_000);
const LARGE_DRIVE: Gigabytes = Gigabytes::new(4_000);

/// What would be good for a workload on a machine.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// System memory.
    pub memory: MemoryAdvice,
    /// CPU cores; `None` = what a build must have is plenty.
    pub cores: Option<CoreAdvice>,
    /// Room on drives; `None` = what a build must have is plenty.
    pub drive: Option<Gigabytes>,
    /// The task that reads its data set fastest; `None` = none reads at random.
    pub reading: Option<Reading>,
}

/// How much system memory, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MemoryAdvice {
    /// So much, in GiB.
    pub gib: f64,
    /// Because.
    pub why: MemoryReason,
}

named! {
    /// Why more system memory would be good.
    MemoryReason, "a reason for system memory" {
        /// A large card.
        LargeCard = "beside a card of 24 GiB or more",
        /// All cards together.
        Cards = "8 more than all cards have together",
        /// A model passes through it whole.
        Loading = "the largest model passes through it when it is loaded",
        /// What the tasks' makers recommend.
        Tasks = "recommended for the tasks",
    }
}

/// How many cores a task would use.
#[derive(Debug, Clone, PartialEq)]
pub struct CoreAdvice {
    /// The task.
    pub task: String,
    /// Cores that keep up.
    pub cores: u32,
    /// For a vision task: images a second that the GPUs take, and the cores with a fast
    /// decoder; `cores` then are those with PIL and augmentation.
    pub feeding: Option<(f64, u32)>,
}

/// How fast a task reads its data set.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The task.
    pub task: String,
    /// The data set.
    pub data: &'static str,
    /// Its size in GB.
    pub gigabytes: f64,
    /// Samples at random, in MB/s.
    pub megabytes_per_second: f64,
}

impl Workload {
    /// What would be good on a machine.
    pub fn advice(&self, machine: &Machine<'_>) -> Advice {
        Advice {
            memory: self.memory_advice(machine),
            cores: self.core_advice(machine),
            drive: self.tasks.iter().filter_map(|one| drive(&one.task)).max(),
            reading: self.reading(machine),
        }
    }

    fn memory_advice(&self, machine: &Machine<'_>) -> MemoryAdvice {
        let all = machine.chip.memory.value() * f64::from(machine.count);
        let large = machine.chip.memory >= LARGE_CARD;
        let better = self.tasks.iter().any(|one| {
            matches!(
                one.task.work,
                Work::Tabular { .. }
                    | Work::RlSim {
                        sim: Simulator::Isaac,
                        ..
                    }
            )
        });
        let least = |holds: bool| if holds { GOOD_MEMORY } else { 0.0 };
        let reasons = [
            (MemoryReason::LargeCard, least(large)),
            (MemoryReason::Tasks, least(better)),
            (MemoryReason::Cards, all + BEYOND_CARDS),
            (MemoryReason::Loading, self.needs().load_peak.value()),
        ];
        let mut most = MemoryAdvice {
            why: MemoryReason::LargeCard,
            gib: 0.0,
        };
        for (why, gib) in reasons {
            if gib > most.gib {
                most = MemoryAdvice { gib, why };
            }
        }
        most
    }

    /// Images a second of every vision task where the host never limits.
    fn vision_rates(&self, machine: &Machine<'_>) -> Vec<(String, &Task, f64)> {
        let free = Machine {
            cores: None,
            ..*machine
        };
        let reports = self.report(&free).into_iter().zip(&self.tasks);
        reports
            .filter_map(|(report, one)| {
                let speed = report.speed?;
                (speed.unit == SpeedUnit::ImagesPerSecond).then_some((
                    report.task,
                    &one.task,
                    speed.value,
                ))
            })
            .collect()
    }

    fn core_advice(&self, machine: &Machine<'_>) -> Option<CoreAdvice> {
        let feed = self.ladder.feed;
        let fixed = machine.count + feed.reserved_cores;
        let feeding = self
            .vision_rates(machine)
            .into_iter()
            .map(|(task, _, rate)| {
                let cores = |a_core: f64| fixed + whole(rate / (a_core * feed.hyper_threads));
                CoreAdvice {
                    task,
                    cores: cores(feed.pil_images_per_core),
                    feeding: Some((rate, cores(feed.images_per_core))),
                }
            });
        let others = self.tasks.iter().filter_map(|one| {
            let cores = match one.task.work {
                Work::RlSim {
                    sim: Simulator::Cpu,
                    envs,
                } => envs,
                Work::Tabular { .. } => TABLE_CORES,
                _ => return None,
            };
            Some(CoreAdvice {
                task: one.text.clone(),
                cores,
                feeding: None,
            })
        });
        feeding.chain(others).max_by_key(|advice| advice.cores)
    }

    fn reading(&self, machine: &Machine<'_>) -> Option<Reading> {
        let readings = self.vision_rates(machine).into_iter();
        let readings = readings.filter_map(|(text, task, rate)| {
            let set = data_set(task)?;
            Some(Reading {
                task: text,
                data: set.name?,
                gigabytes: set.gigabytes,
                megabytes_per_second: rate * set.sample? / 1e6,
            })
        });
        readings.max_by(|a, b| a.megabytes_per_second.total_cmp(&b.megabytes_per_second))
    }
}

/// Room on drives that is good for a task.
fn drive(task: &Task) -> Option<Gigabytes> {
    match (task.work, task.work.tuned()) {
        (Work::TrainVision { .. }, _) | (_, Some(Finetune::Full)) => Some(LARGE_DRIVE),
        (Work::DiffusionGenerate { .. } | Work::DiffusionLora { .. }, _)
        | (_, Some(Finetune::Lora | Finetune::Qlora)) => Some(SOME_DRIVE),
        _ => None,
    }
}

/// Rounded up to whole cores.
fn whole(cores: f64) -> u32 {
    super::job::whole(cores)
}
