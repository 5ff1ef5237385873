//! A plan in words.

use super::job::{Batched, Change, Job, Offload, Unscored, whole};
use super::memory::{Generation, Placed};
use super::plan::{Context, GpuUse, Plan};
use super::recipe::Sharding;
use super::score::Compiled;
use super::speed::software;
use super::task::{Finetune, Task, Work};

/// The rung of a plan: "batch 4, accumulate 8x; fused loss; copies on 2 GPUs".
pub(super) fn rung(task: &Compiled, plan: &Plan) -> String {
    let mut parts = match &task.job {
        // A task without a speed model has no plans.
        Job::Unscored(_) => Vec::new(),
        Job::Generate(work) => offloaded(work, plan),
        Job::Batched(job) => {
            let mut parts = batch(job, plan, task.task.trains());
            if let Some(rung) = task.job.rung(plan) {
                parts.extend(changes(&task.task, rung.change));
            }
            parts
        }
    };
    match plan.gpus {
        GpuUse::One => {}
        GpuUse::DataParallel(n) => parts.push(format!("a copy on each of {n} GPUs")),
        GpuUse::Sharded(n) => parts.push(format!("sharded over {n} GPUs")),
        GpuUse::Split(n) => parts.push(format!("layers split over {n} GPUs")),
    }
    if parts.is_empty() {
        parts.push("as written".to_owned());
    }
    parts.join("; ")
}

/// System memory that is recommended for what a generation keeps there, as a factor on the
/// least (`KTransformers`' tables: 512 GB for 382).
const ROOM: f64 = 1.35;

/// What to watch when a task runs by this plan.
pub(super) fn cautions(task: &Compiled, plan: &Plan) -> Vec<String> {
    let mut cautions = Vec::new();
    if plan.tight {
        cautions.push(
            "tight: give the run the whole card and switch on PyTorch's expandable_segments; \
             it may still run out of memory"
                .to_owned(),
        );
    }
    let sharding = match task.task.work {
        Work::Finetune { recipe, .. } | Work::Dpo { recipe, .. } => recipe.sharding,
        _ => None,
    };
    if matches!(plan.gpus, GpuUse::Sharded(_))
        && plan.accumulate > 1
        && matches!(sharding, None | Some(Sharding::Fsdp))
    {
        cautions.push(
            "exchange gradients at every batch: summed alone (FSDP's no_sync), those of the \
             whole model stand on every GPU"
                .to_owned(),
        );
    }
    if let (Job::Generate(_), true) = (&task.job, plan.offloads(&task.job)) {
        let room = ROOM * task.job.host(plan);
        cautions.push(format!(
            "{} GiB of system memory for what is kept there are recommended",
            whole(room)
        ));
    }
    cautions
}

fn offloaded(work: &Generation, plan: &Plan) -> Vec<String> {
    let words = match plan.placed {
        Placed::OnGpus => return Vec::new(),
        Placed::Layers(share) => format!(
            "{:.0} % of the model in system memory",
            100.0 * (1.0 - share)
        ),
        Placed::Experts(layers) if layers == work.expert_layers => {
            "all experts in system memory".to_owned()
        }
        Placed::Experts(layers) => format!(
            "experts of {layers} of {} layers in system memory",
            work.expert_layers
        ),
    };
    vec![words]
}

fn batch(job: &Batched, plan: &Plan, trains: bool) -> Vec<String> {
    if !trains {
        Vec::new()
    } else if plan.accumulate > 1 {
        vec![format!(
            "batch {}, accumulate {}x",
            plan.batch, plan.accumulate
        )]
    } else {
        vec![format!("batch {}", job.batch)]
    }
}

fn changes(task: &Task, change: Change) -> Vec<String> {
    let adapters = matches!(task.work.tuned(), Some(Finetune::Lora | Finetune::Qlora));
    let fused = if adapters {
        "fused loss and kernels, 8-bit Adam"
    } else {
        "fused loss"
    };
    let offload = match change.offload {
        Offload::Nothing => "",
        Offload::Optimizer => "optimizer in system memory",
        Offload::Layers => "layers in system memory",
        Offload::Components => "one component on the GPU at a time",
    };
    [
        (change.fused, fused),
        (change.lean_optimizer, "pure bf16, 8-bit Adam"),
        (change.eight_bit, "8-bit weights"),
        (change.offloads(), offload),
    ]
    .into_iter()
    .filter(|(made, _)| *made)
    .map(|(_, text)| text.to_owned())
    .collect()
}

/// What a task without a speed model asks of the host: "8 cores; 64 GiB of system memory".
pub(super) fn asks(needs: &Unscored) -> String {
    let cores = (needs.cores > 0).then(|| format!("{} cores", needs.cores));
    let memory = format!("{} GiB of system memory", whole(needs.host));
    let tracing = needs.rt_cores.then(|| "ray tracing".to_owned());
    let asks: Vec<String> = cores.into_iter().chain([memory]).chain(tracing).collect();
    format!("needs {}", asks.join("; "))
}

/// What the reader should know beside the numbers.
pub(super) fn notes(task: &Compiled, at: &Context<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let software = software(at.machine.chip.architecture);
    if let (Some(year), Job::Batched(_)) = (software.year, &task.job) {
        notes.push(format!(
            "software factor {} measured on diffusion in {year}; it drifts fast",
            software.factor
        ));
    }
    if let Job::Batched(job) = &task.job
        && job.fed.is_some()
        && let Some(cores) = at.machine.cores
    {
        let feed = at.ladder.feed;
        let free = u32::from(cores).saturating_sub(at.machine.count + feed.reserved_cores);
        let pil = f64::from(free) * feed.hyper_threads * feed.pil_images_per_core;
        notes.push(format!(
            "{free} free cores feed about {pil:.0} img/s with PIL and augmentation, {:.0} with a fast decoder",
            pil / feed.pil_images_per_core * feed.images_per_core
        ));
    }
    notes
}
