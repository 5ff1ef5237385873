//! Parameters of a transformer by closed form (`reference/sizing.md` section 2, with
//! routers, shared experts, latent attention and recurrent layers).

use super::transformer::{Attention, FullHeads, Latent, LowRank, Transformer};
use crate::unit::Parameters;

/// Parameters by what they do, over all layers. Norms and biases are left out: under 0.1 %.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ParameterCount {
    /// Embedding and, where it is not shared, output layer.
    pub embedding: Parameters,
    /// Layers that attend.
    pub attention: Parameters,
    /// Layers that carry a state.
    pub recurrent: Parameters,
    /// Dense feed-forward layers, shared experts and routers: at work on every token.
    pub feed: Parameters,
    /// Routed experts, all of them.
    pub experts: Parameters,
    /// Routed experts at work on one token.
    pub active_experts: Parameters,
}

impl ParameterCount {
    /// All of them.
    pub fn total(&self) -> Parameters {
        self.always() + self.experts
    }

    /// Those at work on one token; embedding and output layer count, as makers do.
    pub fn active(&self) -> Parameters {
        self.always() + self.active_experts
    }

    /// All but the routed experts: what stays on the GPU when experts live in RAM.
    pub fn always(&self) -> Parameters {
        self.embedding + self.attention + self.recurrent + self.feed
    }

    /// Those of the layers: all but embedding and output layer.
    pub fn layers(&self) -> Parameters {
        self.attention + self.recurrent + self.feed + self.experts
    }
}

impl Transformer {
    /// Its parameters.
    pub fn count(&self) -> ParameterCount {
        let [layers, hidden, vocab] = [self.layers, self.hidden, self.vocab].map(f64::from);
        let queries = f64::from(self.heads) * f64::from(self.head_dim);
        let one = self.attention_layer();
        let (attention, recurrent) = match self.attention {
            Attention::Full | Attention::Compressed { .. } => (layers * one, 0.0),
            Attention::Sliding {
                full_layers, full, ..
            } => {
                let whole = f64::from(full_layers);
                let other = full.map_or(one, |full| self.full_layer(full));
                ((layers - whole) * one + whole * other, 0.0)
            }
            Attention::Hybrid {
                full_layers,
                recurrent_layers,
                recurrence,
            } => (
                f64::from(full_layers) * one,
                f64::from(recurrent_layers) * recurrence.parameters(hidden, queries),
            ),
        };
        let (feed, experts, active_experts) = self.feed_forward();
        ParameterCount {
            embedding: Parameters::new(vocab * hidden * if self.tied { 1.0 } else { 2.0 }),
            attention: Parameters::new(attention),
            recurrent: Parameters::new(recurrent),
            feed: Parameters::new(feed),
            experts: Parameters::new(experts),
            active_experts: Parameters::new(active_experts),
        }
    }

    /// One layer that attends.
    fn attention_layer(&self) -> f64 {
        let hidden = f64::from(self.hidden);
        let heads = f64::from(self.heads);
        if let Some(latent) = self.latent {
            let output = heads * f64::from(latent.value_dim);
            return latent.parameters(hidden, heads) + output * hidden * self.gates();
        }
        if let Some(low_rank) = self.low_rank {
            let width = f64::from(self.head_dim);
            let keys = hidden * f64::from(self.kv_heads) * width;
            let matrices = match self.attention {
                Attention::Compressed { .. } => 1.0,
                _ => 2.0,
            };
            return low_rank.parameters(hidden, heads * width) + matrices * keys;
        }
        let [width, value, kv] = [self.head_dim, self.value_dim(), self.kv_heads].map(f64::from);
        let queries = hidden * heads * width;
        let output = heads * value * hidden;
        queries + hidden * kv * (width + value) + output * self.gates()
    }

    /// Matrices as large as the output's: itself and its gate.
    fn gates(&self) -> f64 {
        if self.output_gate { 2.0 } else { 1.0 }
    }

    /// One layer that sees the whole context, where its heads differ.
    fn full_layer(&self, full: FullHeads) -> f64 {
        let [hidden, heads, width, kv] =
            [self.hidden, self.heads, full.head_dim, full.kv_heads].map(f64::from);
        let matrices = if full.keys_as_values { 1.0 } else { 2.0 };
        hidden * width * ((1.0 + self.gates()) * heads + matrices * kv)
    }

    /// Feed-forward parameters over all layers: always at work, routed, routed at work.
    fn feed_forward(&self) -> (f64, f64, f64) {
        let hidden = f64::from(self.hidden);
        let matrices = self.feed_matrices();
        let dense = f64::from(self.dense_layers()) * matrices * hidden * f64::from(self.ffn);
        let Some(experts) = self.experts else {
            return (dense, 0.0, 0.0);
        };
        let layers = f64::from(self.expert_layers());
        let [count, active, ffn] = [experts.count, experts.active, experts.ffn].map(f64::from);
        let shared = matrices * hidden * experts.shared.map_or(0.0, f64::from);
        // A stream projected for the experts, down and up again.
        let (width, projection) = match experts.hidden {
            None => (hidden, 0.0),
            Some(width) => (f64::from(width), 2.0 * hidden * f64::from(width)),
        };
        let one = matrices * width * ffn;
        (
            dense + layers * (shared + projection + hidden * count),
            layers * count * one,
            layers * active * one,
        )
    }

    /// Matrices of a feed-forward layer.
    pub(in crate::workload) fn feed_matrices(&self) -> f64 {
        if self.ungated { 2.0 } else { 3.0 }
    }
}

impl LowRank {
    /// Queries and output of one layer.
    fn parameters(self, hidden: f64, queries: f64) -> f64 {
        let [query, output, groups] =
            [self.query_rank, self.output_rank, self.output_groups].map(f64::from);
        query * (hidden + queries) + output * (queries + groups * hidden)
    }
}

impl Latent {
    /// Queries, keys and values of one layer.
    fn parameters(&self, hidden: f64, heads: f64) -> f64 {
        let [kv_rank, rope, nope, value] =
            [self.kv_rank, self.rope_dim, self.nope_dim, self.value_dim].map(f64::from);
        let queries = heads * (nope + rope);
        let query = self.query_rank.map_or(hidden * queries, |rank| {
            f64::from(rank) * (hidden + queries)
        });
        query + hidden * (kv_rank + rope) + kv_rank * heads * (nope + value)
    }
}
