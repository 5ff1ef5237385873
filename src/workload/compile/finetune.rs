//! Fine-tuning: loss, optimizer, offload and sharding make the rungs.

use super::{HOST_BASE, TRAINING_WORK, friction, in_gib, named};
use crate::workload::caution::Family;
use crate::workload::job::{Batched, Change, Offload, Rung, Traffic};
use crate::workload::ladder::LadderConstants;
use crate::workload::memory::{self, NF4, Recipe, Shape, Spill};
use crate::workload::preset::ModelPreset;
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

/// The job of a fine-tuning on sequences of `seq` tokens.
pub(super) fn train(
    model: &ModelPreset,
    shape: &Shape,
    method: Finetune,
    _recipe: &crate::workload::recipe::Recipe,
    (seq, batch): (u32, Batch),
    ladder: &LadderConstants,
    reference: f64,
) -> Batched {
    let batch = named(batch, ladder.useful.tokens / seq);
    let tokens = f64::from(batch) * f64::from(seq);
    let build = |shards: u8| -> Vec<Rung> {
        let mut rungs = Vec::new();
        for spill in [Spill::Nothing, Spill::Optimizer, Spill::Layers] {
            for lean_optimizer in [false, true] {
                for fused in [false, true] {
                    let recipe = Recipe {
                        fused,
                        lean_optimizer,
                        spill,
                        shards,
                    };
                    if sensible(method, recipe) {
                        rungs.push(rung(model, shape, method, recipe, f64::from(seq), ladder));
                    }
                }
            }
        }
        rungs
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
        seconds: TRAINING_WORK * model.active_count() * tokens / (reference * 1e12),
        fed: None,
        whole: build(1),
        sharded: (2..=MOST_SHARDS).map(build).collect(),
    }
}

/// Rungs that people use: adapters have no optimizer worth moving, and a CPU optimizer
/// keeps its full states.
const fn sensible(method: Finetune, recipe: Recipe) -> bool {
    match (method, recipe.spill) {
        (Finetune::Full, Spill::Nothing) => true,
        (Finetune::Full, Spill::Optimizer | Spill::Layers)
        | (Finetune::Lora | Finetune::Qlora, Spill::Nothing | Spill::Layers) => {
            !recipe.lean_optimizer
        }
        (Finetune::Lora | Finetune::Qlora, Spill::Optimizer) => false,
    }
}

fn rung(
    model: &ModelPreset,
    shape: &Shape,
    method: Finetune,
    recipe: Recipe,
    seq: f64,
    ladder: &LadderConstants,
) -> Rung {
    let billions = model.parameters;
    let layers = (shape.parameters - shape.embedding).max(0.0) / 1e9;
    let change = Change {
        fused: recipe.fused,
        lean_optimizer: recipe.lean_optimizer,
        offload: match recipe.spill {
            Spill::Nothing => Offload::Nothing,
            Spill::Optimizer => Offload::Optimizer,
            Spill::Layers => Offload::Layers,
        },
        ..Change::default()
    };
    // Forward and backward each bring the layers in once.
    let streamed = |bytes: f64| 2.0 * bytes * layers;
    let (traffic, host) = match (method, recipe.spill) {
        (_, Spill::Nothing) => (Traffic::default(), 0.0),
        (_, Spill::Optimizer) => (
            // 32-bit gradients out, 32-bit weights in.
            Traffic {
                link_each: 0.0,
                link: 8.0 * billions,
                host: CPU_ADAM * billions,
            },
            HOST_OPTIMIZER * billions + HOST_BASE,
        ),
        (Finetune::Full, Spill::Layers) => (
            Traffic {
                link_each: streamed(2.0),
                link: 2.0 * billions,
                host: CPU_ADAM * billions,
            },
            HOST_LAYERS * billions + HOST_BASE,
        ),
        (Finetune::Lora, Spill::Layers) => (
            Traffic {
                link_each: streamed(2.0),
                ..Traffic::default()
            },
            HOST_LORA * billions + HOST_BASE,
        ),
        (Finetune::Qlora, Spill::Layers) => (
            Traffic {
                link_each: streamed(NF4),
                ..Traffic::default()
            },
            HOST_QLORA * billions + HOST_BASE,
        ),
    };
    let gradients = match (method, recipe.lean_optimizer) {
        (Finetune::Full, false) => 4.0 * billions,
        (Finetune::Full, true) => 2.0 * billions,
        (Finetune::Lora | Finetune::Qlora, _) => 4.0 * shape.adapters / 1e9,
    };
    Rung {
        change,
        footprint: memory::finetune(shape, method, recipe, seq),
        factor: friction(change, ladder),
        traffic,
        gradients,
        host: in_gib(host),
    }
}
