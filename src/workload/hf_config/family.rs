//! What a model's code takes for granted where its configuration is silent.

use super::fields::Fields;

/// Model types whose class shares embedding and output layer unless told otherwise.
const TIED: &[&str] = &["gemma", "cohere", "gpt2", "lfm2"];
/// Model types whose class keeps them apart unless told otherwise.
const SEPARATE: &[&str] = &[
    "llama", "mistral", "mixtral", "qwen", "deepseek", "phi", "glm", "step",
];
/// Model types with two feed-forward matrices; all others have a gated three.
const UNGATED: &[&str] = &[
    "apertus",
    "arcee",
    "bloom",
    "codegen",
    "falcon",
    "gpt2",
    "gpt_bigcode",
    "gpt_neo",
    "gpt_neox",
    "gptj",
    "mpt",
    "nemotron",
    "nemotron_h",
    "opt",
    "persimmon",
    "phi",
    "starcoder2",
];
/// Activations that come without a gate.
const PLAIN_ACTIVATIONS: &[&str] = &["relu", "relu2", "xielu"];

/// Defaults of one family.
#[derive(Debug, Clone, Copy)]
pub(super) struct Family<'a> {
    /// `model_type`, or nothing.
    pub model_type: &'a str,
    /// Whether the feed-forward layer has two matrices.
    pub ungated: bool,
    /// Sizes that a configuration may leave out.
    pub sizes: Sizes,
}

/// Sizes of a class's defaults.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sizes {
    /// Query heads.
    pub heads: Option<u32>,
    /// Key and value heads.
    pub kv_heads: Option<u32>,
    /// Width of a head.
    pub head_dim: Option<u32>,
    /// Vocabulary.
    pub vocab: Option<u32>,
    /// Tokens of the window.
    pub window: Option<u32>,
    /// One layer in so many sees the whole context.
    pub full_every: Option<u32>,
}

/// `transformers`, `configuration_gemma3.py`: the smaller Gemma 3 files leave these out.
const GEMMA3: Sizes = Sizes {
    heads: Some(8),
    kv_heads: Some(4),
    head_dim: Some(256),
    vocab: Some(262_208),
    window: Some(4096),
    full_every: Some(6),
};

impl<'a> Family<'a> {
    /// The family of a decoder's section.
    pub(super) fn of(fields: &Fields<'a>) -> Self {
        let model_type = fields.word(&["model_type"]).unwrap_or("");
        let activation = fields.word(&["hidden_act", "mlp_hidden_act", "activation_function"]);
        Self {
            model_type,
            ungated: UNGATED.contains(&model_type)
                || activation.is_some_and(|name| PLAIN_ACTIVATIONS.contains(&name)),
            sizes: match model_type {
                "gemma3_text" => GEMMA3,
                // Every other layer slides.
                "gemma2" => Sizes {
                    full_every: Some(2),
                    ..Sizes::default()
                },
                _ => Sizes::default(),
            },
        }
    }

    /// Whether embedding and output layer are one where the configuration does not say;
    /// `None` = not known.
    pub(super) fn tied(&self) -> Option<bool> {
        let starts = |names: &[&str]| names.iter().any(|name| self.model_type.starts_with(name));
        if starts(TIED) {
            Some(true)
        } else if starts(SEPARATE) {
            Some(false)
        } else {
            None
        }
    }
}
