//! Training on pairs of answers: a fine-tuning whose sample is a pair, against a copy of
//! the model as it was (DPO, arXiv 2305.18290; as TRL's `DPOTrainer` runs it).

use super::{TRAINING_WORK, in_gib};
use crate::workload::job::{Batched, Offload, Rung};
use crate::workload::memory::Shape;
use crate::workload::recipe::{Recipe, Sharding};
use crate::workload::task::Finetune;

/// Sequences of a pair: memory is linear in tokens, so a pair is one sample twice as long.
pub(super) const PAIR: u32 = 2;
/// The model as it was runs forward on every pair, two operations a parameter and token.
const REFERENCE_WORK: f64 = 2.0;
/// It is held in 16 bits.
const REFERENCE_BYTES: f64 = 2.0;

/// Adds to a fine-tuning on pairs what the model as it was costs.
pub(super) fn against_reference(
    job: Batched,
    shape: &Shape,
    train: Finetune,
    recipe: &Recipe,
) -> Batched {
    let seconds = job.seconds * (TRAINING_WORK + REFERENCE_WORK) / TRAINING_WORK;
    // Adapters switched off are the model as it was; a full run needs a second copy.
    let beside = |rung: Rung, shards: f64| match train {
        Finetune::Lora | Finetune::Qlora => rung,
        Finetune::Full => with_copy(rung, shape, shards),
    };
    // Only where trained weights are divided is the frozen copy divided too: ZeRO-2 divides
    // gradients and states, and the copy has neither.
    let divided = match recipe.sharding {
        Some(Sharding::Zero2 | Sharding::Copies) => false,
        None | Some(Sharding::Fsdp | Sharding::Zero3) => true,
    };
    let whole = job.whole.into_iter().map(|rung| beside(rung, 1.0));
    let sharded = job.sharded.into_iter().zip(2_u8..);
    Batched {
        seconds,
        whole: whole.collect(),
        sharded: sharded
            .map(|(rungs, shards)| {
                let shards = if divided { f64::from(shards) } else { 1.0 };
                let rungs = rungs.into_iter();
                rungs.map(|rung| beside(rung, shards)).collect()
            })
            .collect(),
        ..job
    }
}

/// A rung with a second copy of the weights, kept where the first one is.
fn with_copy(mut rung: Rung, shape: &Shape, shards: f64) -> Rung {
    let gigabytes = REFERENCE_BYTES * shape.parameters / 1e9;
    match rung.change.offload {
        Offload::Nothing | Offload::Optimizer | Offload::Components => {
            rung.footprint.weights += in_gib(gigabytes) / shards;
        }
        Offload::Layers => {
            // Its layers pass once through the room that the trained ones work in.
            rung.traffic.link_each += gigabytes;
            rung.host += in_gib(gigabytes);
        }
    }
    rung
}
