//! Weights, gradients and optimizer states of a training run (`ZeRO`, arXiv 1910.02054;
//! `LoRA` 2106.09685; `QLoRA` 2305.14314; `reference/sizing.md` section 2).

use super::run::{Adapters, BaseFormat, Summing, Trained, TrainingRun};
use super::transformer::Shape;
use crate::workload::recipe::{Offloaded, Optimizer, Precision, Sharding};

/// Layers' worth of weights that stay on the GPU when the rest is offloaded.
const STAYING_LAYERS: f64 = 2.5;
/// `DeepSpeed`'s reduce and gather buckets at their defaults, bytes.
const BUCKETS: f64 = 2.5e9;
/// Beside its 16 bits a weight, a trained embedding takes a 32-bit gradient and two states.
const TRAINED_EMBEDDING: f64 = 12.0;

/// Bytes on one GPU.
#[derive(Debug, Clone, Copy)]
pub(super) struct States {
    /// Model weights.
    pub weights: f64,
    /// Gradients.
    pub gradients: f64,
    /// Optimizer states, 32-bit copies of 16-bit weights, communication buckets.
    pub optimizer: f64,
    /// What the optimizer's step takes on top.
    pub step: f64,
    /// Gathered or dequantised copies of layers at work.
    pub copies: f64,
}

/// Bytes a parameter: weight, gradient, optimizer states, the step's extra copy.
#[derive(Debug, Clone, Copy)]
struct Each(f64, f64, f64, f64);

impl Each {
    fn times(self, parameters: f64) -> States {
        let Self(weight, gradient, optimizer, step) = self;
        States {
            weights: weight * parameters,
            gradients: gradient * parameters,
            optimizer: optimizer * parameters,
            step: step * parameters,
            copies: 0.0,
        }
    }
}

impl States {
    /// Those of a run.
    pub(super) fn of(shape: &Shape, run: &TrainingRun) -> Self {
        let whole = match run.trained {
            Trained::All {
                precision,
                in_backward,
            } => all(shape, run, precision, in_backward),
            Trained::Adapters(adapters) => adapted(shape, run, adapters),
        };
        let gpus = f64::from(run.gpus);
        let (for_weights, for_states) = match run.sharding {
            Sharding::Copies => (1.0, 1.0),
            Sharding::Zero2 => (1.0, gpus),
            Sharding::Fsdp | Sharding::Zero3 => (gpus, gpus),
        };
        let buckets = match run.trained {
            Trained::All { .. } if run.deepspeed() => BUCKETS,
            Trained::All { .. } | Trained::Adapters(_) => 0.0,
        };
        Self {
            weights: whole.weights / for_weights,
            gradients: whole.gradients / for_states,
            optimizer: whole.optimizer / for_states + buckets,
            step: whole.step / for_states,
            copies: copies(shape, run) + unexchanged(shape, run, whole.gradients),
        }
    }
}

/// 32-bit states of an optimizer and its step's extra copy, bytes a parameter. The step of
/// `AdamW` works on all parameters at once (`PyTorch`'s default, `foreach`).
const fn adam(optimizer: Optimizer, width: f64) -> (f64, f64) {
    match optimizer {
        Optimizer::AdamW => (2.0 * width, width),
        Optimizer::AdamW8Bit | Optimizer::PagedAdamW8Bit => (2.0, 0.0),
        Optimizer::Sgd => (width, 0.0),
    }
}

/// Training all weights.
fn all(shape: &Shape, run: &TrainingRun, precision: Precision, in_backward: bool) -> States {
    if run.offload == Offloaded::Layers {
        // Weights and gradients of the layers at work, 16 bits each.
        let at_work = 2.0 * staying(shape, run);
        return States {
            weights: at_work,
            gradients: at_work,
            ..Each(0.0, 0.0, 0.0, 0.0).times(0.0)
        };
    }
    let each = match precision {
        // 32-bit copies stand beside 16-bit weights, and gradients have 32 bits.
        Precision::Mixed | Precision::Bf16 if run.deepspeed() => {
            let (states, step) = adam(run.optimizer, 4.0);
            Each(2.0, 4.0, 4.0 + states, step / 2.0)
        }
        Precision::Mixed | Precision::Fp32 => {
            let (states, step) = adam(run.optimizer, 4.0);
            Each(4.0, 4.0, states, step)
        }
        Precision::Bf16 => {
            let (states, step) = adam(run.optimizer, 2.0);
            Each(2.0, 2.0, states, step)
        }
    };
    let Each(weight, mut gradient, mut states, mut step) = each;
    if in_backward {
        // One matrix at a time; paged states then live in system memory.
        (gradient, step) = (0.0, 0.0);
        if run.optimizer == Optimizer::PagedAdamW8Bit {
            states = 0.0;
        }
    }
    if run.offload == Offloaded::Optimizer {
        (states, step) = (0.0, 0.0);
    }
    Each(weight, gradient, states, step).times(shape.parameters)
}

/// Training adapters on frozen weights.
fn adapted(shape: &Shape, run: &TrainingRun, adapters: Adapters) -> States {
    let base = adapters.base.bytes();
    let weights = match run.offload {
        Offloaded::Nothing | Offloaded::Activations | Offloaded::Optimizer => {
            base * (shape.parameters - shape.embedding) + 2.0 * shape.embedding
        }
        Offloaded::Layers => {
            let layers = STAYING_LAYERS * shape.layer;
            base * layers + 2.0 * (staying(shape, run) - layers)
        }
    };
    // 32-bit adapters; under sharded offload only a 16-bit working copy stays.
    let Each(weight, gradient, optimizer, _) = match run.offload {
        Offloaded::Layers if run.divides_weights() => Each(2.0, 0.0, 0.0, 0.0),
        Offloaded::Optimizer => Each(4.0, 4.0, 0.0, 0.0),
        Offloaded::Nothing | Offloaded::Activations | Offloaded::Layers => {
            Each(4.0, 4.0, adam(run.optimizer, 4.0).0, 0.0)
        }
    };
    let trained = shape.adapters(adapters.rank, adapters.targets);
    let mut embedding = 0.0;
    if adapters.embeddings {
        embedding = TRAINED_EMBEDDING * shape.embedding;
    }
    States {
        weights,
        gradients: gradient * trained,
        optimizer: (weight + optimizer) * trained + embedding,
        step: 0.0,
        copies: 0.0,
    }
}

/// Parameters that stay on the GPU when layers are offloaded. Divided among GPUs,
/// embedding and output layer are among the gathered copies.
fn staying(shape: &Shape, run: &TrainingRun) -> f64 {
    let embedding = if run.divides_weights() {
        0.0
    } else {
        shape.embedding
    };
    STAYING_LAYERS * shape.layer + embedding
}

/// Gradients that FSDP holds beside its share while it sums them without exchange
/// (`PyTorch`, `FullyShardedDataParallel.no_sync`: the full model's, not shards). A unit
/// with any trained weight has gradients of all its weights, frozen ones too. They are gone
/// when the optimizer steps.
fn unexchanged(shape: &Shape, run: &TrainingRun, gradients: f64) -> f64 {
    if run.summing != Summing::Alone || !run.divides_weights() {
        return 0.0;
    }
    match run.trained {
        Trained::All { .. } => gradients * (1.0 - 1.0 / f64::from(run.gpus)),
        // Its own share is of trained weights alone.
        Trained::Adapters(_) => 2.0 * shape.parameters,
    }
}

/// Copies of layers at work: FSDP gathers two, the embedding and the output layer in 16
/// bits; quantised weights are brought back to 16 bits matrix by matrix.
fn copies(shape: &Shape, run: &TrainingRun) -> f64 {
    let base = match run.trained {
        Trained::All { .. } => BaseFormat::Sixteen,
        Trained::Adapters(adapters) => adapters.base,
    };
    let gathered = if run.divides_weights() {
        let bytes = if base.dequantises() { 0.5 } else { 2.0 };
        2.0 * shape.layer * bytes + 2.0 * shape.embedding
    } else {
        0.0
    };
    let dequantised = if base.dequantises() {
        3.0 * 2.0 * shape.hidden * shape.matrix_ffn
    } else {
        0.0
    };
    gathered + dequantised
}
