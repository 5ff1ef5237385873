//! One task on one machine, in full.

use super::caution::{Confidence, confidence};
use super::fit;
use super::job::Job;
use super::memory::{Breakdown, comfortable};
use super::plan::{Context, GpuUse, Plan};
use super::score::Compiled;
use super::speed::{Bound, Lacking, software};
use super::words;

named! {
    /// How well a task fits the memory of a GPU.
    Fit, "a memory verdict" {
        /// Nothing has to be watched.
        Comfortable = "comfortable",
        /// What is needed is there.
        Fits = "fits",
        /// Only runs with every saving switched on.
        Tight = "tight",
        /// Runs on no rung of the ladder.
        No = "no",
    }
}

named! {
    /// Unit of an absolute speed.
    SpeedUnit, "a unit of speed" {
        /// Generated tokens.
        TokensPerSecond = "tok/s",
        /// Training images.
        ImagesPerSecond = "img/s",
    }
}

/// An absolute speed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Speed {
    /// How much.
    pub value: f64,
    /// Of what.
    pub unit: SpeedUnit,
}

/// One task on one machine. Memory in GiB on each GPU at work.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskReport {
    /// Canonical task text.
    pub task: String,
    /// Share of the score.
    pub weight: f64,
    /// How it fits.
    pub verdict: Fit,
    /// The rung in words: "batch 4, accumulate 8x; fused loss".
    pub rung: String,
    /// What the memory is used for; when nothing fits, of the most frugal rung.
    pub breakdown: Breakdown,
    /// What a run needs to be counted on.
    pub need: f64,
    /// Below this no run was seen to live.
    pub floor: f64,
    /// From here on nothing has to be watched.
    pub comfortable: f64,
    /// What a GPU offers.
    pub usable: f64,
    /// Absolute speed, where the model supports one.
    pub speed: Option<Speed>,
    /// Expected speed relative to the reference.
    pub relative: f64,
    /// How many RTX 3090s the reference is: the fewest that hold the task.
    pub reference_count: u32,
    /// The ratio that the score counts, at least its floor.
    pub cautious: f64,
    /// The ratio with its error, lower and upper end.
    pub range: (f64, f64),
    /// How far the speed can be trusted.
    pub confidence: Confidence,
    /// What takes most of the time; `None` when it does not run.
    pub bound: Option<Bound>,
    /// How the GPUs are used; `None` when it does not run.
    pub gpus: Option<GpuUse>,
    /// What would make it fit, each re-computed; empty when it fits.
    pub makes_it_fit: Vec<String>,
    /// What the reader should know besides.
    pub notes: Vec<String>,
}

/// Memory of a plan, or of the most frugal rung when there is none; GiB on each GPU.
struct Memory {
    breakdown: Breakdown,
    need: f64,
    floor: f64,
}

/// The plan that the score pays for.
pub(super) fn best_plan(job: &Job, at: &Context<'_>) -> Result<Option<Plan>, Lacking> {
    let mut best: Option<Plan> = None;
    job.plans(at, &mut |plan| {
        if best.is_none_or(|most| plan.cautious() > most.cautious()) {
            best = Some(plan);
        }
    })?;
    Ok(best)
}

/// Reports a task.
pub(super) fn report(task: &Compiled, at: &Context<'_>) -> TaskReport {
    let (plan, lacking) = match best_plan(&task.job, at) {
        Ok(plan) => (plan, None),
        Err(lacking) => (None, Some(lacking)),
    };
    let memory = memory(&task.job, plan.as_ref());
    let verdict = match plan {
        None => Fit::No,
        Some(plan) if plan.tight => Fit::Tight,
        // What is offloaded fills the GPU to the brim by design.
        Some(plan) if plan.resident < 1.0 => Fit::Fits,
        Some(_) if comfortable(memory.need) <= at.usable => Fit::Comfortable,
        Some(_) => Fit::Fits,
    };
    let relative = plan.map_or(0.0, |plan| plan.speed / task.reference_speed);
    let lowered = plan.map_or(0.0, |plan| plan.cautious() / task.reference_speed);
    let raised = plan.map_or(0.0, |plan| relative * (1.0 + plan.caution));
    let family = task.job.family();
    let chip = at.machine.chip;
    TaskReport {
        task: task.text.clone(),
        weight: task.weight,
        verdict,
        rung: plan.map_or_else(|| words::none(lacking), |plan| words::rung(task, &plan)),
        breakdown: memory.breakdown,
        need: memory.need,
        floor: memory.floor,
        comfortable: comfortable(memory.need),
        usable: at.usable,
        speed: plan.and_then(|plan| absolute(task, &plan)),
        relative,
        reference_count: task.reference_count,
        cautious: lowered.max(at.ladder.ratio_floor),
        range: (lowered, raised),
        confidence: plan.map_or_else(
            || family.confidence(chip),
            |plan| confidence(family, chip, plan.spread),
        ),
        bound: plan.map(|plan| plan.bound),
        gpus: plan.map(|plan| plan.gpus),
        makes_it_fit: match (verdict, lacking) {
            (Fit::Comfortable | Fit::Fits, _) | (_, Some(_)) => Vec::new(),
            (Fit::Tight | Fit::No, None) => fit::ways(task, at),
        },
        notes: words::notes(task, at, software(chip.architecture)),
    }
}

fn memory(job: &Job, plan: Option<&Plan>) -> Memory {
    match job {
        Job::Generate(work) => {
            let gpus = plan.map_or(1.0, |plan| f64::from(plan.gpus.count()));
            let resident = plan.map_or(1.0, |plan| plan.resident);
            let breakdown = work.breakdown(gpus, resident);
            // The formula errs by 1.8 %: there is no band between need and floor.
            Memory {
                breakdown,
                need: breakdown.total(),
                floor: breakdown.total(),
            }
        }
        Job::Batched(batched) => {
            let chosen = plan.and_then(|plan| Some((job.rung(plan)?, plan.batch)));
            let (rung, batch) = match chosen {
                Some(chosen) => chosen,
                None => match batched.frugal() {
                    Some(rung) => (rung, 1),
                    None => {
                        return Memory {
                            breakdown: Breakdown::default(),
                            need: 0.0,
                            floor: 0.0,
                        };
                    }
                },
            };
            let batch = f64::from(batch);
            Memory {
                breakdown: rung.footprint.breakdown(batch),
                need: rung.footprint.need(batch),
                floor: rung.footprint.floor(batch),
            }
        }
    }
}

/// Tokens a second are absolute; images a second scale a measured RTX 3090.
fn absolute(task: &Compiled, plan: &Plan) -> Option<Speed> {
    match &task.job {
        Job::Generate(_) => Some(Speed {
            value: plan.speed,
            unit: SpeedUnit::TokensPerSecond,
        }),
        Job::Batched(job) => job.fed.map(|unit| Speed {
            value: plan.speed * unit,
            unit: SpeedUnit::ImagesPerSecond,
        }),
    }
}
