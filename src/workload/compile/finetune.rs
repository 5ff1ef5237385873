//! Fine-tuning: loss, optimizer, offload and sharding make the rungs.

use super::{HOST_BASE, TRAINING_WORK, friction, in_gib, named};
use crate::workload::caution::Family;
use crate::workload::job::{Batched, Change, Offload, Rung, Traffic};
use crate::workload::ladder::LadderConstants;
use crate::workload::memory::{self, Adapters, NF4, Shape, Trained, TrainingRun};
use crate::workload::preset::ModelPreset;
use crate::workload::recipe::{Loss, Offloaded, Optimizer, Precision, Recipe, Sharding};
use crate::workload::speed::Roofline;
use crate::workload::task::{Batch, Finetune};

/// The most GPUs over which a run is sharded here.
const MOST_SHARDS: u8 = 8;
/// Bytes that a CPU optimizer reads and writes for one parameter: 32-bit weight,
/// gradient and two moments read, all but the gradient written.
const CPU_ADAM: f64 = 28.0;
/// Bytes that `DeepSpeed` documents for offload, a parameter: 16 and 18 times 1.5.
const HOST_OPTIMIZER: f64 = 24.0;
const HOST_LAYERS: f64 = 27.0;
/// Bytes a parameter in system memory for adapters on offloaded weights: 16-bit (PEFT's
/// measured ZeRO-3 runs, 4.0 to 6.2) and 4-bit (the 107 GB of a 70B).
const HOST_LORA: f64 = 5.0;
const HOST_QLORA: f64 = 1.52;

/// Work without recomputation in the backward pass, operations a parameter and token.
const SAVED_WORK: f64 = 6.0;

/// The job of a fine-tuning on sequences of `seq` tokens. What `recipe` names is kept on
/// every rung.
pub(super) fn train(
    model: &ModelPreset,
    shape: &Shape,
    method: Finetune,
    recipe: &Recipe,
    (seq, batch): (u32, Batch),
    ladder: &LadderConstants,
    reference: f64,
) -> Batched {
    let batch = named(batch, ladder.useful.tokens / seq);
    let tokens = f64::from(batch) * f64::from(seq);
    let build = |gpus: u8| -> Vec<Rung> {
        let sample = Sample {
            seq: f64::from(seq),
            tokens,
        };
        let steps = steps(method, recipe, gpus).into_iter();
        steps
            .map(|step| rung(model, shape, method, step, sample, ladder))
            .collect()
    };
    let copies_only = recipe.sharding == Some(Sharding::Copies);
    let work = match recipe.checkpointing {
        None | Some(true) => TRAINING_WORK,
        Some(false) => SAVED_WORK,
    };
    Batched {
        roofline: match method {
            Finetune::Full | Finetune::Lora => Roofline::Transformer,
            Finetune::Qlora => Roofline::Qlora,
        },
        family: match method {
            Finetune::Full => Family::Full,
            Finetune::Lora => Family::Adapter,
            Finetune::Qlora => Family::Qlora,
        },
        batch,
        seconds: work * model.active_count() * tokens / (reference * 1e12),
        fed: None,
        copies: matches!(recipe.sharding, None | Some(Sharding::Copies)),
        whole: build(1),
        sharded: if copies_only {
            Vec::new()
        } else {
            (2..=MOST_SHARDS).map(build).collect()
        },
    }
}

/// Sizes of what is trained on.
#[derive(Debug, Clone, Copy)]
struct Sample {
    /// Tokens of one sequence.
    seq: f64,
    /// Tokens of a whole step.
    tokens: f64,
}

/// A run, and what of it was neither named nor is written first.
#[derive(Debug, Clone, Copy)]
struct Step {
    run: TrainingRun,
    change: Change,
}

/// The runs to try on so many GPUs, as people write them first, then leaner: all
/// combinations that people use and that keep what is named.
fn steps(method: Finetune, recipe: &Recipe, gpus: u8) -> Vec<Step> {
    let mut steps = Vec::new();
    for offload in offloads(method, recipe) {
        for (lean, precision, optimizer) in number_formats(method, recipe, offload) {
            for loss in losses(recipe) {
                let run = assembled(method, recipe, gpus, offload, loss, precision, optimizer);
                let change = Change {
                    fused: recipe.loss.is_none() && loss != Loss::Stock,
                    lean_optimizer: lean,
                    offload: match offload {
                        Offloaded::Nothing | Offloaded::Activations => Offload::Nothing,
                        Offloaded::Optimizer => Offload::Optimizer,
                        Offloaded::Layers => Offload::Layers,
                    },
                    ..Change::default()
                };
                steps.push(Step { run, change });
            }
        }
    }
    steps
}

/// The run that a task stands for as it is written: what it does not name is what people
/// write first.
pub(crate) fn written_first(method: Finetune, recipe: &Recipe, gpus: u8) -> Option<TrainingRun> {
    let steps = steps(method, recipe, gpus);
    steps.first().map(|step| step.run)
}

/// Adapters have no optimizer worth moving.
fn offloads(method: Finetune, recipe: &Recipe) -> Vec<Offloaded> {
    match (recipe.offload, method) {
        (Some(named), _) => vec![named],
        (None, Finetune::Full) => {
            vec![Offloaded::Nothing, Offloaded::Optimizer, Offloaded::Layers]
        }
        (None, Finetune::Lora | Finetune::Qlora) => vec![Offloaded::Nothing, Offloaded::Layers],
    }
}

/// Loss kernels: the library's, then one that never holds the logits.
fn losses(recipe: &Recipe) -> Vec<Loss> {
    recipe
        .loss
        .map_or_else(|| vec![Loss::Stock, Loss::FusedLinear], |named| vec![named])
}

/// Number formats and optimizers to try; `true` where that is a change. `None` = the one
/// that goes with the loss kernel. A CPU optimizer keeps its full states.
fn number_formats(
    method: Finetune,
    recipe: &Recipe,
    offload: Offloaded,
) -> Vec<(bool, Precision, Option<Optimizer>)> {
    let named = (recipe.precision, recipe.optimizer);
    let moved = matches!(offload, Offloaded::Optimizer | Offloaded::Layers);
    if method != Finetune::Full {
        return vec![(false, Precision::Bf16, recipe.optimizer)];
    }
    let usual = Some(Optimizer::AdamW);
    let eight = Some(Optimizer::AdamW8Bit);
    match named {
        (Some(precision), Some(_)) => vec![(false, precision, recipe.optimizer)],
        (Some(precision), None) if moved => vec![(false, precision, usual)],
        (Some(precision), None) => vec![(false, precision, usual), (true, precision, eight)],
        (None, Some(_)) if moved => vec![(false, Precision::Mixed, recipe.optimizer)],
        (None, Some(_)) => vec![
            (false, Precision::Mixed, recipe.optimizer),
            (true, Precision::Bf16, recipe.optimizer),
        ],
        (None, None) if moved => vec![(false, Precision::Mixed, usual)],
        (None, None) => vec![
            (false, Precision::Mixed, usual),
            (true, Precision::Bf16, eight),
        ],
    }
}

/// One run with every choice made.
fn assembled(
    method: Finetune,
    recipe: &Recipe,
    gpus: u8,
    offload: Offloaded,
    loss: Loss,
    precision: Precision,
    optimizer: Option<Optimizer>,
) -> TrainingRun {
    let usual = TrainingRun::usual(method);
    // The stacks that bring the fused linear loss bring fused adapters with a 16-bit
    // stream and, where nothing else is named, 8-bit Adam (Unsloth, Liger).
    let fused = loss == Loss::FusedLinear;
    let sharding = match recipe.sharding {
        Some(named) => named,
        None if gpus > 1 => Sharding::Fsdp,
        None => Sharding::Copies,
    };
    // One GPU has nobody to share with; `DeepSpeed` keeps its formats there too.
    let sharding = match sharding {
        Sharding::Fsdp if gpus == 1 => Sharding::Copies,
        other => other,
    };
    let trained = match usual.trained {
        Trained::All { in_backward, .. } => Trained::All {
            precision,
            in_backward,
        },
        Trained::Adapters(adapters) => Trained::Adapters(Adapters {
            rank: recipe.rank.unwrap_or(adapters.rank),
            targets: recipe.targets.unwrap_or(adapters.targets),
            fused_kernels: fused,
            ..adapters
        }),
    };
    TrainingRun {
        trained,
        optimizer: optimizer.unwrap_or(if fused {
            Optimizer::AdamW8Bit
        } else {
            Optimizer::AdamW
        }),
        checkpointing: recipe.checkpointing.unwrap_or(true),
        // Autocast on 32-bit weights, PEFT's preparation for k-bit training, FSDP's mixed
        // precision.
        wide_stream: match method {
            Finetune::Full => precision != Precision::Bf16,
            Finetune::Lora => gpus > 1 && !fused,
            Finetune::Qlora => !fused,
        },
        loss,
        sharding,
        gpus: u32::from(gpus),
        offload,
        ..usual
    }
}

fn rung(
    model: &ModelPreset,
    shape: &Shape,
    method: Finetune,
    Step { run, change }: Step,
    sample: Sample,
    ladder: &LadderConstants,
) -> Rung {
    let billions = model.parameters;
    let layers = (shape.parameters - shape.embedding).max(0.0) / 1e9;
    // Forward and backward each bring the layers in once.
    let streamed = |bytes: f64| 2.0 * bytes * layers;
    let (traffic, host) = match (method, run.offload) {
        (_, Offloaded::Nothing) => (Traffic::default(), 0.0),
        (_, Offloaded::Activations) => {
            // Out in the forward pass, in again in the backward pass.
            let saved = memory::saved_activations(shape, &run, sample.tokens) / 1e9;
            (
                Traffic {
                    link: 2.0 * saved,
                    ..Traffic::default()
                },
                saved + HOST_BASE,
            )
        }
        (_, Offloaded::Optimizer) => (
            // 32-bit gradients out, 32-bit weights in.
            Traffic {
                link_each: 0.0,
                link: 8.0 * billions,
                host: CPU_ADAM * billions,
            },
            HOST_OPTIMIZER * billions + HOST_BASE,
        ),
        (Finetune::Full, Offloaded::Layers) => (
            Traffic {
                link_each: streamed(2.0),
                link: 2.0 * billions,
                host: CPU_ADAM * billions,
            },
            HOST_LAYERS * billions + HOST_BASE,
        ),
        (Finetune::Lora, Offloaded::Layers) => (
            Traffic {
                link_each: streamed(2.0),
                ..Traffic::default()
            },
            HOST_LORA * billions + HOST_BASE,
        ),
        (Finetune::Qlora, Offloaded::Layers) => (
            Traffic {
                link_each: streamed(NF4),
                ..Traffic::default()
            },
            HOST_QLORA * billions + HOST_BASE,
        ),
    };
    let gradients = match run.trained {
        Trained::All {
            precision: Precision::Bf16,
            ..
        } => 2.0 * billions,
        Trained::All { .. } => 4.0 * billions,
        Trained::Adapters(Adapters { rank, targets, .. }) => {
            4.0 * shape.adapters(rank, targets) / 1e9
        }
    };
    Rung {
        change,
        footprint: memory::finetune(shape, &run, sample.seq),
        factor: friction(change, ladder),
        traffic,
        gradients,
        host: in_gib(host),
    }
}
