//! A Hugging Face `config.json` as a model: so that one released tomorrow can be sized.
//!
//! A pure function of the text. Dense models, grouped and latent attention, experts,
//! sliding windows, hybrids and decoders nested in multimodal models are read; what is
//! not counted or had to be assumed is said in the preset's caveats.
//!
//! Field names: `transformers` 5 and the files of the models themselves.

mod attention;
mod beside;
mod error;
mod experts;
mod family;
mod fields;
mod json;
mod layers;
mod name;
mod sizes;

pub use error::ConfigError;
pub use name::{MODEL_OF_FILE, usual_tasks};

use super::preset::{ModelKind, ModelPreset};
use crate::unit::Parameters;
use fields::{Fields, Limit};

const CONTEXT: Limit = Limit {
    what: "a context in tokens",
    least: 1,
    most: 1_000_000_000,
};
/// No model is larger; a larger count is a slip of a digit.
const MOST_PARAMETERS: f64 = 1e14;

impl ModelPreset {
    /// Reads a `config.json`; `id` is the name that the model goes by.
    ///
    /// # Errors
    ///
    /// Where the text is no JSON, a size is missing or out of range, or the model has no
    /// decoder: the error names the field and what was expected.
    pub fn from_hf_config(id: &str, text: &str) -> Result<Self, ConfigError> {
        let object = json::object(text)?;
        let root = Fields {
            path: "",
            map: &object,
        };
        refuse_others(&root)?;
        let (path, map) = json::decoder(&object);
        let fields = Fields { path: &path, map };
        let mut caveats = Vec::new();
        let transformer = sizes::transformer(&root, &fields, &mut caveats)?;
        let beside = beside::beside(&root, &fields, transformer.layers, &mut caveats)?;
        let count = transformer.count();
        let total = count.total() + beside.unwrap_or_default();
        if total.value() > MOST_PARAMETERS {
            return Err(ConfigError::BadValue {
                field: format!("{path}num_hidden_layers"),
                found: format!(
                    "{}, which with the other sizes makes {total} parameters",
                    transformer.layers
                ),
                expected: format!("at most {}", Parameters::new(MOST_PARAMETERS)),
            });
        }
        let mixture = transformer.experts.is_some();
        let active = mixture.then(|| count.active().in_billions());
        Ok(Self {
            id: id.to_owned(),
            name: id.to_owned(),
            aliases: Vec::new(),
            kind: if mixture {
                ModelKind::Moe
            } else {
                ModelKind::Llm
            },
            parameters: total.in_billions(),
            active,
            beside: beside.map(Parameters::in_billions),
            context: fields.whole(&["max_position_embeddings", "n_positions"], CONTEXT)?,
            transformer: Some(transformer),
            vision: None,
            diffusion: None,
            caveats,
            sources: Vec::new(),
        })
    }
}

/// Models that have no decoder, or layers that differ from each other in size.
fn refuse_others(root: &Fields<'_>) -> Result<(), ConfigError> {
    let refused = [
        (
            "_class_name",
            "a language model's config.json, not a diffusion pipeline's",
        ),
        (
            "block_configs",
            "layers of equal sizes, not a list of different ones",
        ),
    ];
    for (name, expected) in refused {
        if let Some((_, value)) = root.value(&[name]) {
            return Err(ConfigError::Unsupported {
                field: name.to_owned(),
                found: fields::shown(value),
                expected,
            });
        }
    }
    if root.flag("is_encoder_decoder")? == Some(true) {
        return Err(ConfigError::Unsupported {
            field: "is_encoder_decoder".to_owned(),
            found: "true".to_owned(),
            expected: "a decoder-only language model",
        });
    }
    Ok(())
}
