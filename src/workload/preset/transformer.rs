//! Layer sizes of a decoder-only transformer: which layers attend how far, what they
//! keep of the past, and which have experts.

use super::recurrence::Recurrence;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Layer sizes of a decoder-only transformer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Transformer {
    /// Blocks.
    pub layers: u32,
    /// Width of the residual stream.
    pub hidden: u32,
    /// Query heads.
    pub heads: u32,
    /// Key and value heads; as many as query heads where keys are `latent`.
    pub kv_heads: u32,
    /// Width of one head.
    pub head_dim: u32,
    /// Width of a value head where it differs from a key's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_dim: Option<u32>,
    /// Width of the dense feed-forward layer; 0 where only experts feed forward.
    pub ffn: u32,
    /// Vocabulary.
    pub vocab: u32,
    /// Whether the output layer shares the embedding's weights.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tied: bool,
    /// Whether the feed-forward layer has two matrices instead of a gated three.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ungated: bool,
    /// Whether a further matrix, as wide as the queries, gates what attention puts out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub output_gate: bool,
    /// Layers with the dense feed-forward layer; absent = all, or none beside experts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dense_layers: Option<u32>,
    /// Experts in place of (or, with all `dense_layers`, beside) the dense layer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub experts: Option<Experts>,
    /// Keys and values kept compressed; absent = kept whole, by head.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latent: Option<Latent>,
    /// Queries and output through low ranks; absent = whole matrices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low_rank: Option<LowRank>,
    /// How far which layers look back; absent = all over the whole context.
    #[serde(default, skip_serializing_if = "Attention::is_full")]
    pub attention: Attention,
}

/// Experts of a mixture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Experts {
    /// How many a layer has.
    pub count: u32,
    /// How many work on one token.
    pub active: u32,
    /// Width of one.
    pub ffn: u32,
    /// Width of those that work on every token, together; absent = none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<u32>,
    /// Layers that have experts; absent = those without a dense layer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layers: Option<u32>,
    /// Width of the stream that routed experts see, where it is projected down for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<u32>,
}

/// Multi-head latent attention: keys and values are kept as one compressed vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Latent {
    /// Rank to which queries are compressed; absent = they are not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query_rank: Option<u32>,
    /// Rank of what is kept of keys and values, elements a token and layer.
    pub kv_rank: u32,
    /// Width of the part of a key that carries the position; kept beside.
    pub rope_dim: u32,
    /// Width of the rest of a key.
    pub nope_dim: u32,
    /// Width of a value.
    pub value_dim: u32,
}

/// Queries and output that pass through low ranks while keys are kept whole (DeepSeek-V4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LowRank {
    /// Rank of the queries.
    pub query_rank: u32,
    /// Rank of the output of one group of heads.
    pub output_rank: u32,
    /// Groups of heads.
    pub output_groups: u32,
}

/// How far which layers look back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Attention {
    /// Every layer over the whole context.
    #[default]
    Full,
    /// Most layers over a window, some over the whole context.
    Sliding {
        /// Tokens that a sliding layer sees.
        window: u32,
        /// Layers that see the whole context.
        full_layers: u32,
        /// Their heads, where they differ from the others'.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        full: Option<FullHeads>,
    },
    /// Every layer over a window, and over the rest as entries for several tokens each;
    /// keys serve as values (DeepSeek-V4).
    Compressed {
        /// Tokens that are kept as they are.
        window: u32,
        /// Layers with many entries.
        fine: Tier,
        /// Layers with few.
        coarse: Tier,
    },
    /// Some layers attend, others carry a state of fixed size.
    Hybrid {
        /// Layers that attend, over the whole context.
        full_layers: u32,
        /// Layers that carry a state (they may be the same ones).
        recurrent_layers: u32,
        /// What those are.
        recurrence: Recurrence,
    },
}

/// Layers that keep one entry for so many tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// How many layers.
    pub layers: u32,
    /// Tokens for each entry.
    pub tokens: u32,
}

/// Heads of the layers that see the whole context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FullHeads {
    /// Key and value heads.
    pub kv_heads: u32,
    /// Width of one head.
    pub head_dim: u32,
    /// Whether keys serve as values, so that there is no matrix for values.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub keys_as_values: bool,
}

impl Attention {
    /// Whether every layer attends to the whole context.
    pub const fn is_full(&self) -> bool {
        matches!(self, Self::Full)
    }
}

impl Transformer {
    /// Layers with a dense feed-forward layer.
    pub fn dense_layers(&self) -> u32 {
        self.dense_layers.unwrap_or(match self.experts {
            None => self.layers,
            Some(_) => 0,
        })
    }

    /// Layers with experts.
    pub fn expert_layers(&self) -> u32 {
        self.experts.map_or(0, |experts| {
            let others = self.layers.saturating_sub(self.dense_layers());
            experts.layers.unwrap_or(others)
        })
    }

    /// Width of a value head.
    pub fn value_dim(&self) -> u32 {
        self.value_dim.unwrap_or(self.head_dim)
    }
}
