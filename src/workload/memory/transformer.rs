//! A transformer's sizes as the formulas use them.

use crate::workload::preset::{ModelPreset, Transformer};
use crate::workload::quant::KvType;

/// Rank of the adapters that people train by default (PEFT examples, `QLoRA` recipes).
const RANK: f64 = 16.0;

/// Derived sizes of a decoder-only transformer, in elements.
#[derive(Debug, Clone, Copy)]
pub(in crate::workload) struct Shape {
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
    /// Trained parameters of default adapters.
    pub adapters: f64,
    /// Inputs of the adapted matrices in one block, a token.
    pub adapter_inputs: f64,
    /// Feed-forward matrices: 3 gated, 2 not.
    pub gates: f64,
}

impl Shape {
    /// The sizes of a preset that has a transformer.
    pub(in crate::workload) fn new(model: &ModelPreset, t: &Transformer) -> Self {
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
        // Adapters sit on all linear matrices but those of experts.
        let attention = 2.0 * (hidden + queries) + 2.0 * (hidden + keys);
        let dense = f64::from(t.dense_layers()) / layers;
        let feed = dense * gates * (hidden + f64::from(t.ffn));
        let feed_inputs = dense * ((gates - 1.0) * hidden + f64::from(t.ffn));
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
            adapters: RANK * (attention + feed) * layers,
            adapter_inputs: 3.0 * hidden + queries + feed_inputs,
            gates,
        }
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
