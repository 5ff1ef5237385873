//! What would make a task fit: each way is tried before it is named.

use super::compile::compile;
use super::job::Job;
use super::machine::Machine;
use super::plan::Context;
use super::quant::{KvType, Quant};
use super::score::Compiled;
use super::task::{Finetune, Task, Work};
use crate::unit::Gibibytes;

/// Memory sizes that cards are sold with, in GiB.
const CARDS: [u32; 8] = [12, 16, 20, 24, 32, 48, 80, 96];
/// System memory sizes, in GiB.
const HOSTS: [u32; 6] = [48, 64, 96, 128, 192, 256];
/// Most cards of one kind in a home.
const MOST_CARDS: u32 = 4;
/// The shortest sequence or context that is still worth a run, in tokens.
const SHORTEST: u32 = 512;
/// Bits a weight below which a model is no longer itself: a judgement.
const COARSEST: f64 = 3.0;

/// Which plans count as fitting.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    /// All of it in GPU memory.
    OnGpus,
    /// Part of it in system memory will do.
    Anywhere,
}

/// The least change of each kind after which the task fits: first of the task, then of
/// the machine.
pub(super) fn ways(task: &Compiled, at: &Context<'_>) -> Vec<String> {
    let mut ways = Vec::new();
    let smaller = smaller_tasks(&task.task);
    for kind in smaller {
        ways.extend(kind.into_iter().find_map(|(words, smaller)| {
            let job = compile(&smaller, task.model.as_ref(), at.ladder, task.sustained).ok()?;
            fits(&job, at, Held::OnGpus).then_some(words)
        }));
    }
    let machine = at.machine;
    // Without GPU memory the only rungs left offload: then more system memory may do.
    let runs = fits(&task.job, at, Held::Anywhere);
    let hosts = HOSTS.map(Gibibytes::new).into_iter();
    let larger = hosts.filter(|size| !runs && *size > machine.memory);
    ways.extend(larger.into_iter().find_map(|memory| {
        let machine = Machine { memory, ..*machine };
        fits(&task.job, &at.on(&machine), Held::Anywhere)
            .then(|| format!("{memory} of system memory, with offload"))
    }));
    let more = (machine.count + 1)..=MOST_CARDS;
    ways.extend(more.into_iter().find_map(|count| {
        let machine = Machine { count, ..*machine };
        fits(&task.job, &at.on(&machine), Held::OnGpus).then(|| format!("{count} of these cards"))
    }));
    let cards = CARDS.map(Gibibytes::new).into_iter();
    let larger = cards.filter(|size| *size > machine.chip.memory);
    ways.extend(larger.into_iter().find_map(|memory| {
        let mut chip = machine.chip.clone();
        chip.memory = memory;
        let machine = Machine {
            chip: &chip,
            ..*machine
        };
        fits(&task.job, &at.on(&machine), Held::OnGpus).then(|| format!("a card with {memory}"))
    }));
    ways
}

/// Whether some plan meets the need in full.
fn fits(job: &Job, at: &Context<'_>, held: Held) -> bool {
    let mut found = false;
    let judged = job.plans(at, &mut |plan| {
        found |= !plan.tight && (held == Held::Anywhere || !plan.offloads(job));
    });
    judged.is_ok() && found
}

/// Smaller forms of a task, a list for each parameter, the nearest first.
fn smaller_tasks(task: &Task) -> Vec<Vec<(String, Task)>> {
    let with = |words: String, work: Work| {
        let model = task.model.clone();
        (words, Task { model, work })
    };
    match task.work {
        Work::Finetune { seq, .. } | Work::Dpo { seq, .. } => {
            let shorter =
                halved(seq).map(|seq| with(format!("seq={seq}"), with_seq(task.work, seq)));
            let lighter = lighter(task.work).into_iter();
            let lighter =
                lighter.map(|(method, work)| with(format!("{method} in its place"), work));
            vec![lighter.collect(), shorter.collect()]
        }
        Work::Generate { quant, context, kv } => {
            let shorter = halved(context).map(|context| {
                with(
                    format!("context={context}"),
                    Work::Generate { quant, context, kv },
                )
            });
            let mut lower: Vec<Quant> = Quant::ALL
                .iter()
                .copied()
                // Not the one that has a better of its size, nor the one for experts alone.
                .filter(|q| !matches!(q, Quant::Q40 | Quant::Mxfp4))
                .filter(|q| (COARSEST..quant.bits()).contains(&q.bits()))
                .collect();
            lower.sort_by(|a, b| b.bits().total_cmp(&a.bits()));
            let coarser = lower.into_iter().map(|quant| {
                with(
                    format!("quant={quant}"),
                    Work::Generate { quant, context, kv },
                )
            });
            let narrower = [KvType::Q80, KvType::Q40].into_iter();
            let narrower = narrower
                .filter(|less| less.bytes() < kv.bytes())
                .map(|kv| with(format!("kv={kv}"), Work::Generate { quant, context, kv }));
            vec![shorter.collect(), coarser.collect(), narrower.collect()]
        }
        // The ladder goes down to one image anyway.
        Work::TrainVision { .. }
        | Work::Speech { .. }
        | Work::RlSim { .. }
        | Work::Tabular { .. } => Vec::new(),
        Work::DiffusionLora { image, batch } => {
            vec![
                halved(image)
                    .map(|image| {
                        with(
                            format!("image={image}"),
                            Work::DiffusionLora { image, batch },
                        )
                    })
                    .collect(),
            ]
        }
        Work::DiffusionGenerate { image } => {
            vec![
                halved(image)
                    .map(|image| with(format!("image={image}"), Work::DiffusionGenerate { image }))
                    .collect(),
            ]
        }
    }
}

/// The same training with fewer bytes a weight, the nearest first.
fn lighter(work: Work) -> Vec<(Finetune, Work)> {
    let now = match work {
        Work::Finetune { method, .. } => method,
        Work::Dpo { train, .. } => train,
        _ => return Vec::new(),
    };
    let others: &[Finetune] = match now {
        Finetune::Full => &[Finetune::Lora, Finetune::Qlora],
        Finetune::Lora => &[Finetune::Qlora],
        Finetune::Qlora => &[],
    };
    let trained_by = |method| {
        let mut work = work;
        if let Work::Finetune {
            method: own,
            recipe,
            ..
        }
        | Work::Dpo {
            train: own, recipe, ..
        } = &mut work
        {
            *own = method;
            // Adapters have no number format to name.
            recipe.precision = None;
        }
        (method, work)
    };
    others.iter().copied().map(trained_by).collect()
}

/// The same training on other sequences.
const fn with_seq(mut work: Work, other: u32) -> Work {
    if let Work::Finetune { seq, .. } | Work::Dpo { seq, .. } = &mut work {
        *seq = other;
    }
    work
}

/// Half, a quarter, … down to what is still worth a run.
fn halved(value: u32) -> impl Iterator<Item = u32> {
    let half = |value: &u32| Some(value / 2);
    std::iter::successors(Some(value / 2), half).take_while(|value| *value >= SHORTEST)
}
