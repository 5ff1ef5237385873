//! One task on one machine, in full.

use super::caution::{Confidence, Family, confidence, doubt};
use super::fit;
use super::job::{GpuMemory, Job, Unscored, generate};
use super::memory::{Breakdown, GIB, Placed, comfortable, kv_bytes};
use super::plan::{Context, GpuUse, Plan};
use super::score::Compiled;
use super::speed::{Bound, Lacking, PREFILL_YEAR, Speed, SpeedUnit};
use super::task::Work;
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

/// One task on one machine. Memory in GiB on each GPU at work.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskReport {
    /// Canonical task text.
    pub task: String,
    /// Why there is no speed, where there is no speed model: then the verdict says whether
    /// the needs are met, and `relative`, `cautious`, `range` and `confidence` say nothing.
    pub not_modelled: Option<&'static str>,
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
    /// GiB for each further 1,000 tokens of sequence or context on one GPU, by the way it
    /// runs; when nothing fits, by the most frugal rung.
    pub per_thousand_tokens: Option<f64>,
    /// Absolute speed, where the model supports one.
    pub speed: Option<Speed>,
    /// How fast a prompt of about 1,000 tokens is read; text generation only, and not with
    /// experts, whose batches nothing here measures.
    pub prompt_speed: Option<Speed>,
    /// Expected speed relative to the reference, by the rung that is expected fastest.
    pub relative: f64,
    /// How many RTX 3090s the reference is: the fewest that hold the task.
    pub reference_count: u32,
    /// The ratio that the score counts, at least its floor.
    pub cautious: f64,
    /// The ratio with its error, lower and upper end.
    pub range: (f64, f64),
    /// How far the speed can be trusted.
    pub confidence: Confidence,
    /// Why it cannot be trusted further; `None` where the class is not the worst.
    pub doubt: Option<&'static str>,
    /// What takes most of the time; `None` when it does not run.
    pub bound: Option<Bound>,
    /// How the GPUs are used; `None` when it does not run.
    pub gpus: Option<GpuUse>,
    /// Whether part of it lives in system memory.
    pub offloads: bool,
    /// System memory that the way it runs takes, in GiB, beside the processes; when nothing
    /// fits, of the most frugal rung.
    pub host: f64,
    /// What would make it fit, each re-computed; empty when it fits.
    pub makes_it_fit: Vec<String>,
    /// What the reader should know besides.
    pub notes: Vec<String>,
}

/// The plan that the score pays for, and the one that is expected fastest.
#[derive(Clone, Copy)]
struct Best {
    paid: Plan,
    fastest: Plan,
}

/// Memory of a plan, or of the most frugal rung when there is none; GiB on each GPU.
struct Memory {
    breakdown: Breakdown,
    need: f64,
    floor: f64,
}

/// The best plans, if any.
fn best(job: &Job, at: &Context<'_>) -> Result<Option<Best>, Lacking> {
    let mut best: Option<Best> = None;
    job.plans(at, &mut |plan| {
        let now = best.get_or_insert(Best {
            paid: plan,
            fastest: plan,
        });
        if plan.cautious() > now.paid.cautious() {
            now.paid = plan;
        }
        if plan.speed > now.fastest.speed {
            now.fastest = plan;
        }
    })?;
    Ok(best)
}

/// Reports a task.
pub(super) fn report(task: &Compiled, at: &Context<'_>) -> TaskReport {
    if let Job::Unscored(needs) = &task.job {
        return unscored(task, needs, at);
    }
    match best(&task.job, at) {
        Ok(Some(best)) => runs(task, at, best),
        Ok(None) => TaskReport {
            makes_it_fit: fit::ways(task, at),
            ..stands_still(task, at, "no rung fits".to_owned())
        },
        Err(Lacking(field)) => stands_still(
            task,
            at,
            format!("not judged: the chip's {field} is unknown"),
        ),
    }
}

/// A task that runs.
fn runs(task: &Compiled, at: &Context<'_>, best: Best) -> TaskReport {
    let Best { paid, fastest } = best;
    let memory = memory(&task.job, Some(&paid), at);
    let offloads = paid.offloads(&task.job);
    let verdict = if paid.tight {
        Fit::Tight
    } else if offloads || comfortable(memory.need) > at.usable {
        Fit::Fits
    } else {
        Fit::Comfortable
    };
    let relative = fastest.speed / task.reference_speed;
    let low = paid.cautious() / task.reference_speed;
    let mut notes = words::notes(task, at);
    let prompt_speed = prompt(task, at, &fastest);
    if prompt_speed.is_some() {
        notes.push(format!(
            "prompt speed as llama.cpp of {PREFILL_YEAR} read 1,000 tokens; later builds are faster, long \
             prompts slower; measured ones are missed by about 30 %"
        ));
    }
    notes.extend(words::cautions(task, &paid));
    let (rung, other) = (words::rung(task, &paid), words::rung(task, &fastest));
    if rung != other {
        notes.push(format!("expected faster, known less well: {other}"));
    }
    TaskReport {
        verdict,
        rung,
        breakdown: memory.breakdown,
        need: memory.need,
        floor: memory.floor,
        comfortable: comfortable(memory.need),
        per_thousand_tokens: per_thousand_tokens(task, Some(&paid)),
        speed: absolute(task, at, &fastest),
        prompt_speed,
        relative,
        cautious: low.max(at.ladder.ratio_floor),
        range: (low, relative * (1.0 + fastest.caution)),
        confidence: confidence(task.job.family(), at.machine.chip, paid.spread),
        doubt: doubt(task.job.family(), at.machine.chip, paid.spread),
        bound: Some(paid.bound),
        gpus: Some(paid.gpus),
        offloads,
        host: task.job.host(&paid),
        makes_it_fit: if paid.tight || offloads {
            fit::ways(task, at)
        } else {
            Vec::new()
        },
        notes,
        ..stands_still(task, at, String::new())
    }
}

/// A task without a speed model: whether its needs are met.
fn unscored(task: &Compiled, needs: &Unscored, at: &Context<'_>) -> TaskReport {
    let lacks = needs.lacks(at);
    let (_, need, _) = needs.gpu.on(at);
    let verdict = match needs.gpu {
        _ if !lacks.is_empty() => Fit::No,
        GpuMemory::Run { .. } if comfortable(need) <= at.usable => Fit::Comfortable,
        GpuMemory::Run { .. } | GpuMemory::Card(_) => Fit::Fits,
    };
    let rung = if lacks.is_empty() {
        words::asks(needs)
    } else {
        format!("lacks {}", lacks.join(", "))
    };
    TaskReport {
        verdict,
        not_modelled: Some(needs.why),
        cautious: 0.0,
        confidence: Confidence::C,
        notes: (!needs.note.is_empty())
            .then(|| needs.note.to_owned())
            .into_iter()
            .collect(),
        ..stands_still(task, at, rung)
    }
}

/// A task that does not run.
fn stands_still(task: &Compiled, at: &Context<'_>, why: String) -> TaskReport {
    let memory = memory(&task.job, None, at);
    TaskReport {
        task: task.text.clone(),
        not_modelled: None,
        weight: task.weight,
        verdict: Fit::No,
        rung: why,
        breakdown: memory.breakdown,
        need: memory.need,
        floor: memory.floor,
        comfortable: comfortable(memory.need),
        usable: at.usable,
        per_thousand_tokens: per_thousand_tokens(task, None),
        speed: None,
        prompt_speed: None,
        relative: 0.0,
        reference_count: task.reference_count,
        cautious: at.ladder.ratio_floor,
        range: (0.0, 0.0),
        confidence: task.job.family().confidence(at.machine.chip),
        doubt: None,
        bound: None,
        gpus: None,
        offloads: false,
        host: match &task.job {
            Job::Batched(job) => job.frugal().map_or(0.0, |rung| rung.host),
            Job::Generate(_) => 0.0,
            Job::Unscored(needs) => needs.host,
        },
        makes_it_fit: Vec::new(),
        notes: Vec::new(),
    }
}

/// What 1,000 further tokens take on one GPU, on the rung whose need is printed; context
/// and sequence are the lever of memory.
fn per_thousand_tokens(task: &Compiled, plan: Option<&Plan>) -> Option<f64> {
    match (&task.job, task.task.work) {
        (Job::Generate(_), Work::Generate { context, kv, .. }) => {
            let t = task.model.as_ref()?.transformer.as_ref()?;
            let at = |context| kv_bytes(t, kv, context);
            let context = f64::from(context);
            Some((at(context + 1000.0) - at(context)) / GIB)
        }
        (Job::Batched(job), Work::Finetune { seq, .. } | Work::Dpo { seq, .. }) => {
            let rung = plan.and_then(|plan| task.job.rung(plan));
            let one = rung.or_else(|| job.frugal())?.footprint;
            let sample = (one.activations + one.logits) * one.margin;
            Some(1000.0 * sample / f64::from(seq))
        }
        (Job::Generate(_) | Job::Batched(_) | Job::Unscored(_), _) => None,
    }
}

fn memory(job: &Job, plan: Option<&Plan>, at: &Context<'_>) -> Memory {
    match job {
        Job::Unscored(needs) => {
            let (breakdown, need, floor) = needs.gpu.on(at);
            Memory {
                breakdown,
                need,
                floor,
            }
        }
        Job::Generate(work) => {
            let gpus = plan.map_or(1.0, |plan| f64::from(plan.gpus.count()));
            let placed = plan.map_or(Placed::OnGpus, |plan| plan.placed);
            let breakdown = work.breakdown(gpus, placed);
            // The formula errs by 1.8 %: there is no band between need and floor.
            Memory {
                breakdown,
                need: breakdown.total(),
                floor: breakdown.total(),
            }
        }
        Job::Batched(batched) => {
            let chosen = plan.and_then(|plan| {
                let footprint = job.rung(plan)?.footprint_on(plan.gpus);
                Some((footprint, plan.batch))
            });
            let (footprint, batch) = match chosen {
                Some(chosen) => chosen,
                None => match batched.frugal() {
                    Some(rung) => (rung.footprint, 1),
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
                breakdown: footprint.breakdown(batch),
                need: footprint.need(batch),
                floor: footprint.floor(batch),
            }
        }
    }
}

/// Tokens a second are absolute; images a second scale a measured RTX 3090.
fn absolute(task: &Compiled, at: &Context<'_>, plan: &Plan) -> Option<Speed> {
    let (value, unit) = match &task.job {
        Job::Unscored(_) => return None,
        Job::Generate(_) => (plan.speed, SpeedUnit::TokensPerSecond),
        Job::Batched(job) => (plan.speed * job.fed?, SpeedUnit::ImagesPerSecond),
    };
    let class = confidence(task.job.family(), at.machine.chip, plan.spread);
    Some(Speed::new(value, unit, class, &at.ladder.caution))
}

/// Tokens of a prompt that are read a second.
fn prompt(task: &Compiled, at: &Context<'_>, plan: &Plan) -> Option<Speed> {
    let Job::Generate(work) = &task.job else {
        return None;
    };
    let seconds = generate::prompt_seconds(work, task.model.as_ref()?, at, plan)?;
    let class = confidence(Family::Prompt, at.machine.chip, plan.spread);
    let unit = SpeedUnit::TokensPerSecond;
    Some(Speed::new(1.0 / seconds, unit, class, &at.ladder.caution))
}
