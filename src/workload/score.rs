//! The score of a machine on a workload.

use super::compile::{Mismatch, compile};
use super::error::WorkloadError;
use super::job::Job;
use super::ladder::LadderConstants;
use super::machine::Machine;
use super::needs::Needs;
use super::plan::{Context, Plan};
use super::preset::ModelPreset;
use super::profile::Profile;
use super::report::{self, TaskReport};
use super::speed::Speeds;
use super::task::Task;
use crate::part::GpuChip;
use crate::suggest::nearest;
use serde::{Deserialize, Serialize};

/// A log-score on a fixed integer scale, so that every machine and path agrees: 10^-6 of
/// the natural logarithm of the weighted geometric mean, relative to one RTX 3090.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Score(pub i64);

impl Score {
    /// The score in points: one RTX 3090 = 100.
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    pub fn points(self) -> f64 {
        100.0 * libm::exp(self.0 as f64 * 1e-6)
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "logarithms of ratios stay below 100"
    )]
    fn from_log(log: f64) -> Self {
        Self(libm::round(log * 1e6) as i64)
    }
}

/// A task with its job and its reference.
#[derive(Debug, Clone)]
pub(super) struct Compiled {
    pub task: Task,
    pub text: String,
    pub weight: f64,
    /// `None` where the work has no model.
    pub model: Option<ModelPreset>,
    pub job: Job,
    /// TFLOPS that the reference chip sustains.
    pub sustained: f64,
    /// Speed of the fewest reference chips that hold it without offload.
    pub reference_speed: f64,
    /// How many those are.
    pub reference_count: u32,
}

impl Compiled {
    /// Whether some rung fits, and speeds can be told.
    fn runs(&self, at: &Context<'_>) -> bool {
        if let Job::Unscored(needs) = &self.job {
            return needs.met(at);
        }
        let mut runs = false;
        let known = self.job.plans(at, &mut |_| runs = true);
        known.is_ok() && runs
    }
}

/// Weighted tasks with their models resolved, ready to judge machines.
#[derive(Debug, Clone)]
pub struct Workload {
    pub(super) tasks: Vec<Compiled>,
    pub(super) ladder: LadderConstants,
    pub(super) reference: GpuChip,
    needs: Needs,
    /// Log of the geometric mean of one reference chip, cautious and expected.
    unit: (f64, f64),
}

/// Which end of the prediction counts.
#[derive(Clone, Copy)]
enum End {
    Cautious,
    Expected,
}

impl Workload {
    /// A profile's tasks with their weights, judged against `reference` (the RTX 3090).
    pub fn new(
        profile: &Profile,
        ladder: &LadderConstants,
        models: &[ModelPreset],
        reference: &GpuChip,
    ) -> Result<Self, WorkloadError> {
        let lines = profile
            .tasks
            .iter()
            .map(|line| (line.task.as_str(), line.weight));
        Self::resolve(lines, ladder, models, reference)
    }

    /// Tasks with equal weights, as named by `--for TASK...`; those without a speed model
    /// are needs and have none.
    pub fn from_tasks<'t>(
        texts: impl IntoIterator<Item = &'t str>,
        ladder: &LadderConstants,
        models: &[ModelPreset],
        reference: &GpuChip,
    ) -> Result<Self, WorkloadError> {
        let texts: Vec<&str> = texts.into_iter().collect();
        // A text that is no task is reported when it is resolved.
        let scored = |text: &str| text.parse::<Task>().is_ok_and(|task| task.work.has_speed());
        let count = texts.iter().filter(|text| scored(text)).count();
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let weight = 1.0 / f64::from(count.max(1));
        let weighted = |text| (text, if scored(text) { weight } else { 0.0 });
        Self::resolve(texts.into_iter().map(weighted), ladder, models, reference)
    }

    fn resolve<'t>(
        lines: impl Iterator<Item = (&'t str, f64)>,
        ladder: &LadderConstants,
        models: &[ModelPreset],
        reference: &GpuChip,
    ) -> Result<Self, WorkloadError> {
        let sustained =
            Speeds::sustained(reference).map_err(|lacking| WorkloadError::Reference {
                why: format!("`{}` has no {}", reference.id, lacking.0),
            })?;
        let mut tasks = Vec::new();
        let mut pairs = Vec::new();
        for (text, weight) in lines {
            let (task, model) = named_task(text, models)?;
            let job =
                compile(&task, model, ladder, sustained).map_err(|mismatch| match mismatch {
                    Mismatch::Kind => WorkloadError::WrongKind {
                        method: task.method(),
                        model: task.model.clone().unwrap_or_default(),
                    },
                    Mismatch::Sizes(field) => WorkloadError::Incomplete {
                        model: task.model.clone().unwrap_or_default(),
                        field,
                    },
                })?;
            let (reference_count, reference_speed) = if task.work.has_speed() {
                fewest(&job, ladder, reference).ok_or_else(|| WorkloadError::Reference {
                    why: format!("`{task}` fits on no number of `{}` up to 64", reference.id),
                })?
            } else {
                (1, 1.0)
            };
            pairs.push((task.clone(), model));
            tasks.push(Compiled {
                text: task.to_string(),
                task,
                weight,
                model: model.cloned(),
                job,
                sustained,
                reference_speed,
                reference_count,
            });
        }
        if tasks.is_empty() {
            return Err(WorkloadError::NoTasks);
        }
        check_weights(&tasks)?;
        let mut workload = Self {
            tasks,
            ladder: *ladder,
            reference: reference.clone(),
            needs: Needs::of(&pairs),
            unit: (0.0, 0.0),
        };
        let one = Machine::unlimited(reference, 1);
        workload.unit = (
            workload.log_mean(&one, End::Cautious),
            workload.log_mean(&one, End::Expected),
        );
        Ok(workload)
    }

    /// The cautious score: what the solver maximises. Never falls with more memory,
    /// bandwidth, cards, lanes, cores or RAM.
    pub fn score(&self, machine: &Machine<'_>) -> Score {
        Score::from_log(self.log_mean(machine, End::Cautious) - self.unit.0)
    }

    /// The expected score: each task at its best expected speed. Never falls either.
    pub fn expected(&self, machine: &Machine<'_>) -> Score {
        Score::from_log(self.log_mean(machine, End::Expected) - self.unit.1)
    }

    /// Whether it has a score: whether some task has a speed model. Without one every
    /// machine scores alike, and the cheapest that meets the needs is the best.
    pub fn is_scored(&self) -> bool {
        self.tasks.iter().any(Compiled::is_scored)
    }

    /// Whether every task runs on some rung, and the needs of those without a speed model
    /// are met.
    pub fn all_fit(&self, machine: &Machine<'_>) -> bool {
        let at = Context::new(machine, &self.ladder, &self.reference);
        self.tasks.iter().all(|task| task.runs(&at))
    }

    /// Whether a task, by its place, runs on some rung.
    pub fn fits(&self, machine: &Machine<'_>, task: usize) -> bool {
        let at = Context::new(machine, &self.ladder, &self.reference);
        self.tasks.get(task).is_some_and(|task| task.runs(&at))
    }

    /// The tasks' canonical texts.
    pub fn tasks(&self) -> impl Iterator<Item = &str> {
        self.tasks.iter().map(|task| task.text.as_str())
    }

    /// Every task on this machine: memory, speed and what bounds it.
    pub fn report(&self, machine: &Machine<'_>) -> Vec<TaskReport> {
        let at = Context::new(machine, &self.ladder, &self.reference);
        self.tasks
            .iter()
            .map(|task| report::report(task, &at))
            .collect()
    }

    /// What the tasks ask of drive, system memory and GPU.
    pub fn needs(&self) -> &Needs {
        &self.needs
    }

    fn log_mean(&self, machine: &Machine<'_>, end: End) -> f64 {
        let at = Context::new(machine, &self.ladder, &self.reference);
        let mut sum = 0.0;
        for task in self.tasks.iter().filter(|task| task.is_scored()) {
            let mut best = 0.0_f64;
            // A missing figure leaves the task at the floor: never a guess.
            let _lacking = task.job.plans(&at, &mut |plan| {
                best = best.max(match end {
                    End::Cautious => plan.cautious(),
                    End::Expected => plan.speed,
                });
            });
            let ratio = (best / task.reference_speed).max(self.ladder.ratio_floor);
            sum += task.weight * libm::log(ratio);
        }
        sum
    }
}

impl Compiled {
    /// Whether there is a speed model for it.
    pub(super) const fn is_scored(&self) -> bool {
        match self.job {
            Job::Batched(_) | Job::Generate(_) => true,
            Job::Unscored(_) => false,
        }
    }
}

/// Weights of scored tasks are positive and sum to 1; the others have none.
fn check_weights(tasks: &[Compiled]) -> Result<(), WorkloadError> {
    let sum: f64 = tasks.iter().map(|task| task.weight).sum();
    let scored = tasks.iter().any(Compiled::is_scored);
    let each = tasks.iter().all(|task| {
        if task.is_scored() {
            task.weight > 0.0
        } else {
            task.weight.abs() < f64::EPSILON
        }
    });
    if each && (!scored || (0.999_999..=1.000_001).contains(&sum)) {
        Ok(())
    } else {
        Err(WorkloadError::Weights { sum })
    }
}

/// The task of a text, with its model resolved and called by its id.
fn named_task<'m>(
    text: &str,
    models: &'m [ModelPreset],
) -> Result<(Task, Option<&'m ModelPreset>), WorkloadError> {
    let mut task: Task = text.parse().map_err(|error| WorkloadError::Task {
        text: text.to_owned(),
        error,
    })?;
    let Some(name) = task.model.clone() else {
        return Ok((task, None));
    };
    let Some(model) = models.iter().find(|model| model.is_called(&name)) else {
        let names = models
            .iter()
            .flat_map(|m| std::iter::once(&m.id).chain(&m.aliases));
        return Err(WorkloadError::UnknownModel {
            task: text.to_owned(),
            hint: nearest(&name, names.map(String::as_str)).map(str::to_owned),
            found: name,
        });
    };
    task.model = Some(model.id.clone());
    Ok((task, Some(model)))
}

/// The fewest reference chips that hold a task without offload, and their speed.
fn fewest(job: &Job, ladder: &LadderConstants, reference: &GpuChip) -> Option<(u32, f64)> {
    /// A model of 10^12 parameters takes about thirty; what more do not hold is out of reach.
    const MOST: u32 = 64;
    (1..=MOST).find_map(|count| {
        let machine = Machine::unlimited(reference, count);
        let at = Context::new(&machine, ladder, reference);
        let mut best: Option<Plan> = None;
        let _lacking = job.plans(&at, &mut |plan| {
            let held = plan.gpus.count() == count && !plan.offloads(job);
            if held && best.is_none_or(|most| plan.speed > most.speed) {
                best = Some(plan);
            }
        });
        best.map(|plan| (count, plan.speed))
    })
}
