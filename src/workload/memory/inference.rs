//! Generating text with llama.cpp: file, keys and values, compute buffers.

use super::footprint::{Breakdown, GIB};
use super::transformer::kv_bytes;
use crate::workload::preset::{ModelPreset, Transformer};
use crate::workload::quant::{KvType, Quant};

/// Memory and traffic of a generation. Bytes unless a name says otherwise.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Generation {
    /// The weight file, all of which must be resident somewhere.
    pub file: f64,
    /// Keys and values of the whole context.
    pub kv: f64,
    /// Weights read for one token.
    pub read: f64,
    /// Blocks: each costs a fixed time a token.
    pub layers: f64,
    /// Compute buffers and CUDA context on each GPU.
    pub overhead: f64,
}

impl Generation {
    /// A model in a weight format with room for `context` tokens.
    pub(crate) fn new(
        model: &ModelPreset,
        t: &Transformer,
        quant: Quant,
        kv: KvType,
        context: f64,
    ) -> Self {
        let file = model.decoder_count() * quant.bits() / 8.0;
        let [vocab, hidden, ffn] = [t.vocab, t.hidden, t.ffn].map(f64::from);
        // Buffers of a 512-token batch.
        let buffers = 512.0 * (4.0 * vocab + 8.0 * hidden + 8.0 * ffn);
        Self {
            file,
            kv: kv_bytes(t, kv, context),
            read: file * model.active_count() / model.decoder_count(),
            layers: f64::from(t.layers),
            overhead: buffers + 0.5 * GIB,
        }
    }

    /// GiB needed on each of `gpus` that share the layers evenly.
    pub(crate) fn need(&self, gpus: f64) -> f64 {
        ((self.file + self.kv) / gpus + self.overhead) / GIB
    }

    /// What one of `gpus` holds when `resident` of the model is on GPUs.
    pub(in crate::workload) fn breakdown(&self, gpus: f64, resident: f64) -> Breakdown {
        Breakdown {
            weights: self.file * resident / gpus / GIB,
            kv: self.kv * resident / gpus / GIB,
            overhead: self.overhead / GIB,
            ..Breakdown::default()
        }
    }

    /// The share of the model that fits on `gpus` with `usable` GiB each, at most 1.
    pub(in crate::workload) fn resident(&self, gpus: f64, usable: f64) -> f64 {
        let room = gpus * (usable * GIB - self.overhead).max(0.0);
        (room / (self.file + self.kv)).min(1.0)
    }
}
