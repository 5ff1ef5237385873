//! How a training run of a language model is set up: the choices that its memory follows
//! from, all of them made.

use crate::workload::recipe::{Loss, Offloaded, Optimizer, Precision, Sharding, Targets};
use crate::workload::task::Finetune;

/// Rank of the adapters that people train by default (PEFT examples, `QLoRA` recipes).
const USUAL_RANK: u32 = 16;

/// Format of frozen weights under adapters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BaseFormat {
    /// 16-bit floats.
    Sixteen,
    /// 8-bit floats.
    Fp8,
    /// 8-bit integers.
    Int8,
    /// `NF4`, its scales in 32 bits.
    Nf4,
    /// `NF4`, its scales quantised again.
    Nf4Double,
    /// 4-bit integers in groups of 128 (GPTQ, AWQ).
    Int4,
}

impl BaseFormat {
    /// Bytes a weight; embedding and output layer keep 16 bits in all of them.
    pub(crate) const fn bytes(self) -> f64 {
        match self {
            Self::Sixteen => 2.0,
            Self::Fp8 => 1.01,
            Self::Int8 => 1.03,
            Self::Nf4 => 0.5625,
            Self::Nf4Double => super::NF4,
            Self::Int4 => 0.53,
        }
    }

    /// Whether layers are brought back to 16 bits to work.
    pub(super) const fn dequantises(self) -> bool {
        !matches!(self, Self::Sixteen)
    }
}

/// Low-rank adapters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Adapters {
    /// Their rank.
    pub rank: u32,
    /// Matrices that have one; experts never do.
    pub targets: Targets,
    /// Format of the weights beneath.
    pub base: BaseFormat,
    /// Whether embedding and output layer are trained in full beside them.
    pub embeddings: bool,
    /// Whether one kernel computes an adapter and saves little for the backward pass
    /// (Unsloth, fms-acceleration, torchtune's 16-bit adapters).
    pub fused_kernels: bool,
}

/// Which weights are trained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trained {
    /// All of them.
    All {
        /// Number format.
        precision: Precision,
        /// Whether the optimizer steps within the backward pass, so that gradients never
        /// exist all at once.
        in_backward: bool,
    },
    /// Adapters on frozen weights.
    Adapters(Adapters),
}

/// Over how many batches gradients are summed before the optimizer steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Summing {
    /// Over one: they are not all there while activations peak.
    OneBatch,
    /// Over several, and exchanged at each: they are there while activations peak.
    Exchanged,
    /// Over several by each GPU alone, and exchanged before the step (FSDP's `no_sync`): then
    /// GPUs that divide the weights each hold those of the whole model.
    Alone,
}

/// A training run on one of `gpus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TrainingRun {
    /// Which weights are trained.
    pub trained: Trained,
    /// The optimizer.
    pub optimizer: Optimizer,
    /// Whether activations are recomputed in the backward pass.
    pub checkpointing: bool,
    /// Whether the residual stream is kept in 32 bits (autocast on 32-bit weights, PEFT's
    /// preparation for k-bit training, FSDP with a mixed-precision policy).
    pub wide_stream: bool,
    /// The loss kernel.
    pub loss: Loss,
    /// What several GPUs divide.
    pub sharding: Sharding,
    /// How many GPUs take part.
    pub gpus: u32,
    /// What lives in system memory.
    pub offload: Offloaded,
    /// Over how many batches gradients are summed.
    pub summing: Summing,
}

impl TrainingRun {
    /// The run as people write it first: stock loss, `AdamW`, checkpointing, one GPU.
    pub(crate) fn usual(method: Finetune) -> Self {
        let adapters = |base| {
            Trained::Adapters(Adapters {
                rank: USUAL_RANK,
                targets: Targets::AllLinear,
                base,
                embeddings: false,
                fused_kernels: false,
            })
        };
        let (trained, wide_stream) = match method {
            Finetune::Full => (
                Trained::All {
                    precision: Precision::Mixed,
                    in_backward: false,
                },
                true,
            ),
            Finetune::Lora => (adapters(BaseFormat::Sixteen), false),
            Finetune::Qlora => (adapters(BaseFormat::Nf4Double), true),
        };
        Self {
            trained,
            optimizer: Optimizer::AdamW,
            checkpointing: true,
            wide_stream,
            loss: Loss::Stock,
            sharding: Sharding::Copies,
            gpus: 1,
            offload: Offloaded::Nothing,
            summing: Summing::Exchanged,
        }
    }

    /// Whether weights are divided among the GPUs.
    pub(super) const fn divides_weights(&self) -> bool {
        matches!(self.sharding, Sharding::Fsdp | Sharding::Zero3) && self.gpus > 1
    }

    /// Whether `DeepSpeed` runs it: 16-bit weights with 32-bit copies, and buckets.
    pub(super) const fn deepspeed(&self) -> bool {
        matches!(self.sharding, Sharding::Zero2 | Sharding::Zero3)
    }

    /// Whether it is run by code that shards, on however many GPUs.
    pub(super) const fn sharded(&self) -> bool {
        match self.sharding {
            Sharding::Copies => false,
            Sharding::Fsdp => self.gpus > 1,
            Sharding::Zero2 | Sharding::Zero3 => true,
        }
    }

    /// Whether arithmetic and activations have 32 bits.
    pub(super) const fn full_precision(&self) -> bool {
        matches!(
            self.trained,
            Trained::All {
                precision: Precision::Fp32,
                ..
            }
        )
    }
}
