//! Fine-tuning a language model: states, activations, sharding, offload.
//!
//! Formulas of `reference/sizing.md` section 2 (`ZeRO`, arXiv 1910.02054, Korthikanti
//! 2205.05198, `LoRA` 2106.09685, `QLoRA` 2305.14314); gradient checkpointing is on.

use super::footprint::{Footprint, GIB};
use super::transformer::Shape;
use crate::workload::task::Finetune;

/// NF4 with double quantisation, bytes a weight.
pub(in crate::workload) const NF4: f64 = 0.516;
/// Logits of the stock cross-entropy, bytes an element: measured, and with slack.
const STOCK_LOSS: (f64, f64) = (14.0, 16.0);
/// Logits of a fused linear cross-entropy.
const FUSED_LOSS: f64 = 0.6;
/// Layers' worth of weights that stay on the GPU when the rest is offloaded.
const STAYING_LAYERS: f64 = 2.5;

/// How a fine-tuning is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::workload) struct Recipe {
    /// Fused linear cross-entropy (and for adapters the stack that brings it: fused
    /// kernels, 8-bit Adam, a 16-bit residual stream).
    pub fused: bool,
    /// Pure bf16 weights with 8-bit Adam; full fine-tuning only.
    pub lean_optimizer: bool,
    /// What lives in system memory.
    pub spill: Spill,
    /// GPUs over which weights and states are sharded; 1 = not sharded.
    pub shards: u8,
}

/// What lives in system memory instead of on the GPU.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::workload) enum Spill {
    /// Nothing.
    Nothing,
    /// The optimizer states; the CPU runs the optimizer.
    Optimizer,
    /// The layers too: each is brought in when it works.
    Layers,
}

/// Memory of one GPU for sequences of `seq` tokens.
pub(in crate::workload) fn finetune(
    shape: &Shape,
    method: Finetune,
    recipe: Recipe,
    seq: f64,
) -> Footprint {
    let shards = f64::from(recipe.shards);
    let sharded = recipe.shards > 1;
    let (weights, optimizer, step) = states(shape, method, recipe);
    // FSDP gathers two layers, the embedding and the output layer in 16 bits.
    let layer_bytes = if method == Finetune::Qlora { 0.5 } else { 2.0 };
    let gathered = if sharded {
        2.0 * shape.layer * layer_bytes + shape.embedding * 2.0
    } else {
        0.0
    };
    let dequantised = if method == Finetune::Qlora {
        3.0 * 2.0 * shape.hidden * shape.matrix_ffn
    } else {
        0.0
    };
    let (activations, logits, least_logits) = per_token(shape, method, recipe);
    let (margin, context) = match (method, sharded) {
        (Finetune::Qlora, false) => (1.10, 0.8),
        (Finetune::Full | Finetune::Lora, false) => (1.05, 0.8),
        (Finetune::Full, true) => (1.20, 1.5),
        (Finetune::Lora | Finetune::Qlora, true) => (1.12, 1.5),
    };
    Footprint {
        weights: weights / shards / GIB,
        optimizer: optimizer / shards / GIB,
        step: step / shards / GIB,
        buffers: (gathered + dequantised) / GIB,
        activations: seq * activations / GIB,
        logits: seq * logits / GIB,
        least_logits: seq * least_logits / GIB,
        margin,
        context,
        floor_margin: 1.03,
        floor_context: 0.8,
    }
}

/// Bytes of weights, of gradients with optimizer states, and of the optimizer step's
/// extra copy, before sharding.
fn states(shape: &Shape, method: Finetune, recipe: Recipe) -> (f64, f64, f64) {
    let p = shape.parameters;
    let staying = STAYING_LAYERS * shape.layer;
    // Sharded and offloaded, embedding and output layer are among the gathered copies.
    let embedding = if recipe.shards > 1 {
        0.0
    } else {
        shape.embedding
    };
    match method {
        Finetune::Full => match (recipe.spill, recipe.lean_optimizer) {
            (Spill::Nothing, false) => (4.0 * p, 12.0 * p, 4.0 * p),
            (Spill::Nothing, true) => (2.0 * p, 4.0 * p, 0.0),
            (Spill::Optimizer, _) => (4.0 * p, 4.0 * p, 0.0),
            // Weights and gradients of the layers at work, 16 bits each.
            (Spill::Layers, _) => {
                let at_work = 2.0 * (staying + embedding);
                (at_work, at_work, 0.0)
            }
        },
        Finetune::Lora | Finetune::Qlora => {
            let bytes = if method == Finetune::Qlora { NF4 } else { 2.0 };
            let weights = match recipe.spill {
                Spill::Nothing | Spill::Optimizer => {
                    bytes * (p - shape.embedding) + 2.0 * shape.embedding
                }
                Spill::Layers => bytes * staying + 2.0 * embedding,
            };
            // 32-bit adapters with Adam; the fused stack has 8-bit Adam. Under sharded
            // offload only a 16-bit working copy stays.
            let adapter = match (recipe.spill, recipe.shards > 1, recipe.fused) {
                (Spill::Layers, true, _) => 2.0,
                (_, _, true) => 10.0,
                (_, _, false) => 16.0,
            };
            (weights, adapter * shape.adapters, 0.0)
        }
    }
}

/// Bytes a token: activations, logits with slack, logits at least. The working peak of a
/// block and the logits never coincide: the larger counts.
fn per_token(shape: &Shape, method: Finetune, recipe: Recipe) -> (f64, f64, f64) {
    // The residual stream is 32-bit under autocast on 32-bit weights, after PEFT's
    // preparation for k-bit training, and under FSDP's mixed precision.
    let wide = match method {
        Finetune::Full => !recipe.lean_optimizer,
        Finetune::Lora => recipe.shards > 1 && !recipe.fused,
        Finetune::Qlora => !recipe.fused,
    };
    let saved = if wide { 4.0 } else { 2.0 } * shape.layers * shape.hidden;
    let adapters = match (method, recipe.fused) {
        (Finetune::Full, _) => 0.0,
        (Finetune::Lora | Finetune::Qlora, false) => 6.0 * shape.adapter_inputs,
        (Finetune::Lora | Finetune::Qlora, true) => shape.adapter_inputs,
    };
    let working = shape.working() + adapters;
    let (least, with_slack) = if recipe.fused {
        (FUSED_LOSS * shape.vocab, FUSED_LOSS * shape.vocab)
    } else {
        (STOCK_LOSS.0 * shape.vocab, STOCK_LOSS.1 * shape.vocab)
    };
    if with_slack > working {
        // The floor's logits may fall below the working peak: that peak then counts.
        (saved, with_slack, least.max(working))
    } else {
        (saved + working, 0.0, 0.0)
    }
}
