//! Layers that carry a state of fixed size instead of keys and values.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Bytes of one element of a state: kept in 32 bits (`mamba_ssm_dtype`, llama.cpp).
const STATE_BYTES: f64 = 4.0;

/// What a layer without keys and values is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Recurrence {
    /// Gated delta rule (Qwen3-Next, Qwen3.5).
    GatedDelta {
        /// Query and key heads.
        key_heads: u32,
        /// Width of one.
        key_dim: u32,
        /// Value heads.
        value_heads: u32,
        /// Width of one.
        value_dim: u32,
        /// Taps of the short convolution.
        kernel: u32,
    },
    /// Mamba-2 (Nemotron-H, Granite 4, Falcon-H1).
    Mamba2 {
        /// Heads.
        heads: u32,
        /// Width of one.
        head_dim: u32,
        /// Groups that share their input and output matrices.
        groups: u32,
        /// State elements for each element of a head.
        state: u32,
        /// Taps of the short convolution.
        kernel: u32,
    },
    /// A gated short convolution as wide as the stream (LFM2).
    ShortConvolution {
        /// Its taps.
        kernel: u32,
    },
    /// Another: counted like attention with as many key heads as query heads.
    Other,
}

impl Recurrence {
    /// Parameters of one layer on a stream of width `hidden`; `queries` = heads times
    /// their width in the attending layers.
    pub(super) fn parameters(&self, hidden: f64, queries: f64) -> f64 {
        match *self {
            Self::GatedDelta {
                value_heads,
                kernel,
                ..
            } => {
                let (keys, values) = self.widths();
                let [heads, kernel] = [value_heads, kernel].map(f64::from);
                let inward = hidden * (2.0 * keys + 2.0 * values + 2.0 * heads);
                inward + kernel * (2.0 * keys + values) + values * hidden
            }
            Self::Mamba2 { heads, kernel, .. } => {
                let (groups, inner) = self.widths();
                let [heads, kernel] = [heads, kernel].map(f64::from);
                let inward = hidden * (2.0 * inner + 2.0 * groups + heads);
                inward + (kernel + 1.0) * (inner + 2.0 * groups) + inner * hidden
            }
            Self::ShortConvolution { kernel } => hidden * (4.0 * hidden + f64::from(kernel)),
            Self::Other => 4.0 * hidden * queries,
        }
    }

    /// Bytes of one layer's state for one sequence.
    pub(super) fn state(&self, hidden: f64) -> f64 {
        let (narrow, wide) = self.widths();
        let elements = match *self {
            Self::GatedDelta {
                key_dim, kernel, ..
            } => wide * f64::from(key_dim) + taps(kernel) * (2.0 * narrow + wide),
            Self::Mamba2 { state, kernel, .. } => {
                wide * f64::from(state) + taps(kernel) * (wide + 2.0 * narrow)
            }
            Self::ShortConvolution { kernel } => taps(kernel) * hidden,
            Self::Other => 0.0,
        };
        STATE_BYTES * elements
    }

    /// Widths of what the convolution sees twice (queries and keys, or the groups'
    /// inputs and outputs) and once (values, or the inner stream).
    fn widths(&self) -> (f64, f64) {
        let product = |a: u32, b: u32| f64::from(a) * f64::from(b);
        match *self {
            Self::GatedDelta {
                key_heads,
                key_dim,
                value_heads,
                value_dim,
                ..
            } => (product(key_heads, key_dim), product(value_heads, value_dim)),
            Self::Mamba2 {
                heads,
                head_dim,
                groups,
                state,
                ..
            } => (product(groups, state), product(heads, head_dim)),
            Self::ShortConvolution { .. } | Self::Other => (0.0, 0.0),
        }
    }
}

/// Earlier inputs that a convolution keeps.
fn taps(kernel: u32) -> f64 {
    f64::from(kernel.saturating_sub(1))
}
