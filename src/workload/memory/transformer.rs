//! A transformer's sizes as the formulas use them.

use crate::workload::preset::{ModelPreset, Transformer};
use crate::workload::quant::KvType;
use crate::workload::recipe::Targets;

/// Derived sizes of a decoder-only transformer, in elements.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// Blocks.
    pub layers: f64,
    /// Width of the residual stream.
    pub hidden: f64,
    /// Queries a token: heads times their width.
    pub queries: f64,
    /// Keys a token.
    pub keys: f64,
    /// Feed-forward width that works on one token.
    pub ffn: f64,
    /// Feed-forward width of one matrix.
    pub matrix_ffn: f64,
    /// Vocabulary.
    pub vocab: f64,
    /// Parameters, total.
    pub parameters: f64,
    /// Parameters of embedding and output layer.
    pub embedding: f64,
    /// Parameters of one block.
    pub layer: f64,
    /// Dense feed-forward layers a block: 1, less where experts take their place.
    pub dense: f64,
    /// Width of the dense feed-forward layer.
    pub dense_ffn: f64,
    /// Feed-forward matrices: 3 gated, 2 not.
    pub gates: f64,
}

impl Shape {
    /// The sizes of a preset that has a transformer.
    pub(crate) fn new(model: &ModelPreset, t: &Transformer) -> Self {
        let [layers, hidden, vocab] = [t.layers, t.hidden, t.vocab].map(f64::from);
        let (queries, keys) = match t.latent {
            None => {
                let one = f64::from(t.head_dim);
                (f64::from(t.heads) * one, f64::from(t.kv_heads) * one)
            }
            // Keys and values are unpacked for every head.
            Some(latent) => {
                let heads = f64::from(t.heads);
                let key = f64::from(latent.nope_dim) + f64::from(latent.rope_dim);
                let pair = key + f64::from(latent.value_dim);
                (heads * key, heads * pair / 2.0)
            }
        };
        let gates = t.feed_matrices();
        let dense = if t.dense_layers() > 0 {
            f64::from(t.ffn)
        } else {
            0.0
        };
        let (ffn, matrix_ffn) = match t.experts {
            None => (dense, dense),
            Some(e) => {
                let one = f64::from(e.ffn);
                let mixture = f64::from(e.active) * one + e.shared.map_or(0.0, f64::from);
                // Dense layers stand beside the experts or alternate with them.
                let beside = t.dense_layers() + t.expert_layers() > t.layers;
                let ffn = if beside {
                    dense + mixture
                } else {
                    dense.max(mixture)
                };
                (ffn, dense.max(one))
            }
        };
        let count = t.count();
        let embedding = count.embedding.value();
        let layer = count.layers().value() / layers;
        Self {
            layers,
            hidden,
            queries,
            keys,
            ffn,
            matrix_ffn,
            vocab,
            parameters: model.parameter_count(),
            embedding,
            layer,
            dense: f64::from(t.dense_layers()) / layers,
            dense_ffn: f64::from(t.ffn),
            gates,
        }
    }

    /// Inputs of the adapted matrices in one block, a token. Those of experts have none.
    pub(super) fn adapter_inputs(&self, targets: Targets) -> f64 {
        let feed = (self.gates - 1.0) * self.hidden + self.dense_ffn;
        match targets {
            Targets::QueryValue => 2.0 * self.hidden,
            Targets::Attention => 3.0 * self.hidden + self.queries,
            Targets::AllLinear => 3.0 * self.hidden + self.queries + self.dense * feed,
        }
    }

    /// Trained parameters of adapters.
    pub(in crate::workload) fn adapters(&self, rank: u32, targets: Targets) -> f64 {
        let feed = (self.gates - 1.0) * self.dense_ffn + self.hidden;
        let outputs = match targets {
            Targets::QueryValue => self.queries + self.keys,
            Targets::Attention => self.queries + 2.0 * self.keys + self.hidden,
            Targets::AllLinear => self.queries + 2.0 * self.keys + self.hidden + self.dense * feed,
        };
        f64::from(rank) * (self.adapter_inputs(targets) + outputs) * self.layers
    }

    /// What one block saves for the backward pass without recomputation, bytes a token.
    pub(super) fn saved(&self) -> f64 {
        let projected = self.queries + 2.0 * self.keys;
        let (stream, feed) = if self.gates > 2.5 {
            (8.0, 4.0)
        } else {
            (6.0, 2.0)
        };
        2.0 * (stream * self.hidden + projected + feed * self.ffn)
    }

    /// Peak of working memory inside one block, bytes a token.
    pub(in crate::workload) fn working(&self) -> f64 {
        let feed = if self.gates > 2.5 { 5.0 } else { 4.0 };
        2.0 * (14.0 * self.hidden + 2.0 * (self.queries + 2.0 * self.keys) + feed * self.ffn)
    }
}

/// Bytes of keys and values in a format for one context.
pub(in crate::workload) fn kv_bytes(t: &Transformer, kv: KvType, context: f64) -> f64 {
    t.cache().at(context, kv.bytes()).value()
}
