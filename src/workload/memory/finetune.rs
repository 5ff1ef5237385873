//! Memory of a training run of a language model: states, activations, logits, margins.
//!
//! Formulas of `reference/sizing.md` section 2 (activations: Korthikanti 2205.05198,
//! with attention that is linear in the sequence).

use super::footprint::{Footprint, GIB};
use super::run::{Summing, Trained, TrainingRun};
use super::states::States;
use super::transformer::Shape;
use crate::workload::recipe::{Loss, Offloaded};

/// NF4 with double quantisation, bytes a weight.
pub(in crate::workload) const NF4: f64 = 0.516;
/// CUDA context, GiB; and with what collective communication takes.
const CONTEXT: f64 = 0.8;
const CONTEXT_COLLECTIVE: f64 = 1.5;

/// Bytes a token.
#[derive(Debug, Clone, Copy)]
struct PerToken {
    /// Saved and working activations.
    activations: f64,
    /// Logits with slack.
    logits: f64,
    /// Logits at least.
    least_logits: f64,
}

/// Memory of one GPU for samples of `seq` tokens.
pub(crate) fn finetune(shape: &Shape, run: &TrainingRun, seq: f64) -> Footprint {
    let states = States::of(shape, run);
    let each = per_token(shape, run);
    let absent = match run.summing {
        Summing::OneBatch => states.gradients,
        Summing::Exchanged | Summing::Alone => 0.0,
    };
    Footprint {
        weights: states.weights / GIB,
        optimizer: (states.gradients + states.optimizer) / GIB,
        absent: absent / GIB,
        step: states.step / GIB,
        buffers: states.copies / GIB,
        activations: seq * each.activations / GIB,
        logits: seq * each.logits / GIB,
        least_logits: seq * each.least_logits / GIB,
        margin: margin(run),
        context: if run.gpus > 1 || run.sharded() {
            CONTEXT_COLLECTIVE
        } else {
            CONTEXT
        },
        floor_margin: 1.03,
        floor_context: CONTEXT,
    }
}

/// What the allocator needs on top of the peak, as a factor.
fn margin(run: &TrainingRun) -> f64 {
    match (run.trained, run.sharded()) {
        (Trained::All { .. }, true) => 1.20,
        (Trained::Adapters(_), true) => 1.12,
        (Trained::Adapters(adapters), false) if adapters.base.dequantises() => 1.10,
        (Trained::All { .. } | Trained::Adapters(_), false) => 1.05,
    }
}

/// Logits and loss, bytes an element of the vocabulary: measured, and with slack.
const fn loss(kernel: Loss) -> (f64, f64) {
    match kernel {
        Loss::Stock => (14.0, 16.0),
        Loss::Fused => (8.2, 13.0),
        Loss::FusedLinear => (0.6, 0.6),
    }
}

/// Activations and logits. The working peak of a block and the logits never coincide: the
/// larger counts.
fn per_token(shape: &Shape, run: &TrainingRun) -> PerToken {
    let in_host = run.offload == Offloaded::Activations;
    let block = scale(run) * shape.working() + adapters(shape, run);
    let (saved, working) = match (run.checkpointing, in_host) {
        (_, true) => (0.0, block),
        (true, false) => (saved(shape, run), block),
        (false, false) => (saved(shape, run), scale(run) * 4.0 * shape.ffn),
    };
    let (least, slack) = loss(run.loss);
    let (least, slack) = (least * shape.vocab, slack * shape.vocab);
    if slack > working {
        PerToken {
            activations: saved,
            logits: slack,
            // The least may fall below the working peak, which then counts.
            least_logits: least.max(working),
        }
    } else {
        PerToken {
            activations: saved + working,
            logits: 0.0,
            least_logits: 0.0,
        }
    }
}

/// Activations that `tokens` save for the backward pass when none is offloaded, bytes.
pub(in crate::workload) fn saved_activations(shape: &Shape, run: &TrainingRun, tokens: f64) -> f64 {
    tokens * saved(shape, run)
}

/// What all blocks save, bytes a token.
fn saved(shape: &Shape, run: &TrainingRun) -> f64 {
    if run.checkpointing {
        let stream = if run.wide_stream { 4.0 } else { 2.0 };
        return stream * shape.layers * shape.hidden;
    }
    shape.layers * (scale(run) * shape.saved() + adapters(shape, run))
}

/// 32-bit arithmetic doubles every activation.
const fn scale(run: &TrainingRun) -> f64 {
    if run.full_precision() { 2.0 } else { 1.0 }
}

/// What adapters of one block save for the backward pass, bytes a token: their inputs in
/// 32 and 16 bits, or little with fused kernels.
fn adapters(shape: &Shape, run: &TrainingRun) -> f64 {
    let Trained::Adapters(adapters) = run.trained else {
        return 0.0;
    };
    let bytes = if adapters.fused_kernels { 1.0 } else { 6.0 };
    bytes * shape.adapter_inputs(adapters.targets)
}
