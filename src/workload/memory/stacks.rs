//! Generating text with transformers or vLLM (llama.cpp: [`super::Generation`]).

use super::footprint::GIB;
use super::run::BaseFormat;
use super::transformer::Shape;
use crate::workload::preset::{ModelPreset, Transformer};

/// Software that generates text, beside llama.cpp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stack {
    /// Hugging Face transformers, `LitGPT` and others that call `PyTorch` alike.
    Transformers,
    /// vLLM with no more than it must have; by default it takes 90 % of a card.
    Vllm,
}

/// GiB that a generation takes on one GPU (`reference/sizing.md` section 2).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Serving {
    stack: Stack,
    /// Model weights.
    weights: f64,
    /// Keys and values of the whole context, 16 bits.
    kv: f64,
}

impl Serving {
    /// A model with weights in a format and `tokens` of context, all sequences together.
    pub(crate) fn new(
        model: &ModelPreset,
        t: &Transformer,
        format: BaseFormat,
        tokens: f64,
        stack: Stack,
    ) -> Self {
        let shape = Shape::new(model, t);
        // Quantised, embedding and output layer keep 16 bits.
        let layers = format.bytes() * (shape.parameters - shape.embedding);
        Self {
            stack,
            weights: (layers + 2.0 * shape.embedding) / GIB,
            kv: t.cache().at(tokens, 2.0).value() / GIB,
        }
    }

    /// The peak that `PyTorch`'s allocator counts: working tensors of one token beside.
    pub(crate) fn peak(&self) -> f64 {
        self.weights + self.kv + 0.12
    }

    /// What it needs to be counted on.
    pub(crate) fn need(&self) -> f64 {
        match self.stack {
            Stack::Transformers => 1.03 * self.peak() + 0.8,
            Stack::Vllm => 1.06 * (self.weights + self.kv) + 1.5,
        }
    }
}
