//! A transformer's sizes as the formulas use them.

use crate::workload::preset::{ModelPreset, Transformer};

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
        let queries = f64::from(t.heads) * f64::from(t.head_dim);
        let keys = f64::from(t.kv_heads) * f64::from(t.head_dim);
        let gates = if t.ungated { 2.0 } else { 3.0 };
        let (ffn, matrix_ffn, all_ffn) = match t.experts {
            None => {
                let ffn = f64::from(t.ffn);
                (ffn, ffn, ffn)
            }
            Some(e) => {
                let one = f64::from(e.ffn);
                (f64::from(e.active) * one, one, f64::from(e.count) * one)
            }
        };
        let embedding = vocab * hidden * if t.tied { 1.0 } else { 2.0 };
        let layer = hidden * (queries + 2.0 * keys) + queries * hidden + gates * hidden * all_ffn;
        // Adapters sit on all linear matrices but those of experts.
        let attention = 2.0 * (hidden + queries) + 2.0 * (hidden + keys);
        let dense = if t.experts.is_some() { 0.0 } else { 1.0 };
        let feed = dense * gates * (hidden + matrix_ffn);
        let feed_inputs = dense * ((gates - 1.0) * hidden + matrix_ffn);
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

    /// Parameters by closed form.
    pub(in crate::workload) fn closed_form(&self) -> f64 {
        self.layers * self.layer + self.embedding
    }

    /// Peak of working memory inside one block, bytes a token.
    pub(in crate::workload) fn working(&self) -> f64 {
        let feed = if self.gates > 2.5 { 5.0 } else { 4.0 };
        2.0 * (14.0 * self.hidden + 2.0 * (self.queries + 2.0 * self.keys) + feed * self.ffn)
    }
}

/// Bytes of keys and values at 16 bits for one context.
pub(in crate::workload) fn kv_bytes(t: &Transformer, context: f64) -> f64 {
    let keys = f64::from(t.kv_heads) * f64::from(t.head_dim);
    let layers = f64::from(t.layers);
    let full = t.full_attention_layers.map_or(layers, f64::from);
    let kept = match t.window {
        // llama.cpp keeps a batch of 512 tokens beyond the window.
        Some(window) => context.min(f64::from(window) + 512.0),
        None => 0.0,
    };
    2.0 * keys * 2.0 * (full * context + (layers - full) * kept)
}
