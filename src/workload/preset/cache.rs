//! What a transformer keeps of the past: keys and values by token, and fixed states.

use super::transformer::{Attention, Tier, Transformer};
use crate::unit::Bytes;

/// llama.cpp keeps a batch of 512 tokens beyond the window of a sliding layer.
const BEYOND_WINDOW: f64 = 512.0;

/// What is kept for one sequence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cache {
    /// Elements for each token of the context.
    pub per_token: f64,
    /// Elements for each token of the window.
    pub per_window_token: f64,
    /// Tokens that sliding layers keep; 0 = there are none.
    pub window: f64,
    /// States of fixed size.
    pub states: Bytes,
}

impl Cache {
    /// Its size for a context of so many tokens at so many bytes an element.
    pub fn at(&self, tokens: f64, bytes: f64) -> Bytes {
        let kept = tokens.min(self.window);
        let elements = self.per_token * tokens + self.per_window_token * kept;
        Bytes::new(bytes * elements) + self.states
    }

    /// What each further token of a long context adds, at so many bytes an element.
    pub fn slope(&self, bytes: f64) -> Bytes {
        Bytes::new(bytes * self.per_token)
    }
}

impl Transformer {
    /// What it keeps of the past.
    pub fn cache(&self) -> Cache {
        let layers = f64::from(self.layers);
        let [heads, key, value] = [self.kv_heads, self.head_dim, self.value_dim()].map(f64::from);
        let one = self.latent.map_or(heads * (key + value), |latent| {
            f64::from(latent.kv_rank) + f64::from(latent.rope_dim)
        });
        let none = Bytes::default();
        let (full, sliding, window, states) = match self.attention {
            Attention::Full => (layers * one, 0.0, 0.0, none),
            Attention::Sliding {
                window,
                full_layers,
                full,
            } => {
                let whole = f64::from(full_layers);
                let other = full.map_or(one, |full| {
                    2.0 * f64::from(full.kv_heads) * f64::from(full.head_dim)
                });
                let sliding = (layers - whole) * one;
                let window = f64::from(window) + BEYOND_WINDOW;
                (whole * other, sliding, window, none)
            }
            Attention::Compressed {
                window,
                fine,
                coarse,
            } => {
                let entry = heads * key;
                let entries = |tier: Tier| match tier.tokens {
                    0 => 0.0,
                    tokens => f64::from(tier.layers) / f64::from(tokens),
                };
                let growing = entry * (entries(fine) + entries(coarse));
                let window = f64::from(window) + BEYOND_WINDOW;
                (growing, layers * entry, window, none)
            }
            Attention::Hybrid {
                full_layers,
                recurrent_layers,
                recurrence,
            } => {
                let states = f64::from(recurrent_layers) * recurrence.state(f64::from(self.hidden));
                (f64::from(full_layers) * one, 0.0, 0.0, Bytes::new(states))
            }
        };
        Cache {
            per_token: full,
            per_window_token: sliding,
            window,
            states,
        }
    }
}
