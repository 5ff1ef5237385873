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

pub use error::ConfigError;

use super::preset::{ModelKind, ModelPreset, Transformer};
use crate::unit::Parameters;
use attention::{HEAD_WIDTH, HEADS};
use family::Family;
use fields::{Fields, Limit};

const LAYERS: Limit = Limit {
    what: "a number of layers",
    least: 1,
    most: 10_000,
};
const HIDDEN: Limit = Limit {
    what: "the width of the residual stream",
    least: 1,
    most: 1_048_576,
};
const VOCAB: Limit = Limit {
    what: "a vocabulary",
    least: 1,
    most: 16_777_216,
};
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
        let transformer = transformer(&root, &fields, &mut caveats)?;
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

fn transformer(
    root: &Fields<'_>,
    fields: &Fields<'_>,
    caveats: &mut Vec<String>,
) -> Result<Transformer, ConfigError> {
    let family = Family::of(fields);
    let layers = layer_count(fields)?;
    let hidden = fields.required(&["hidden_size", "n_embd", "d_model"], HIDDEN)?;
    let names = ["num_attention_heads", "n_head", "n_heads"];
    let heads = match fields.whole(&names, HEADS)?.or(family.sizes.heads) {
        Some(heads) => heads,
        None => fields.required(&names, HEADS)?,
    };
    let mut unknown = Vec::new();
    let mix = layers::mix(fields, layers, &family, &mut unknown)?;
    for word in unknown {
        caveats.push(format!(
            "layers of the kind {word} are not known here: counted as attending to everything"
        ));
    }
    let experts = experts::experts(fields, layers, &mix, &family)?;
    let latent = attention::latent(fields)?;
    let dense_layers = match (experts, mix.feeds) {
        (Some((_, dense)), _) => Some(dense).filter(|dense| *dense > 0),
        (None, Some((dense, _))) => Some(dense),
        (None, None) => None,
    };
    Ok(Transformer {
        layers,
        hidden,
        heads,
        kv_heads: match latent {
            Some(_) => heads,
            None => kv_heads(fields, heads, &family)?,
        },
        head_dim: match latent {
            Some(latent) => latent.nope_dim + latent.rope_dim,
            None => head_dim(fields, hidden, heads, &family)?,
        },
        value_dim: match latent {
            Some(_) => None,
            None => fields.whole(&["v_head_dim"], HEAD_WIDTH)?,
        },
        ffn: feed_width(fields, hidden, experts.is_some())?,
        vocab: match family.sizes.vocab {
            Some(vocab) => fields.whole(&["vocab_size"], VOCAB)?.unwrap_or(vocab),
            None => fields.required(&["vocab_size"], VOCAB)?,
        },
        tied: tied(root, fields, &family, caveats)?,
        ungated: family.ungated,
        output_gate: fields.flag("attn_output_gate")?.unwrap_or(false)
            || fields.flag("mla_use_output_gate")?.unwrap_or(false)
            || family.model_type == "qwen3_next",
        dense_layers,
        experts: experts.map(|(experts, _)| experts),
        latent,
        attention: attention::attention(fields, &mix, &family, caveats)?,
    })
}

/// The number of layers, or of entries of a list that has one for each.
fn layer_count(fields: &Fields<'_>) -> Result<u32, ConfigError> {
    if let Some(layers) = fields.whole(json::LAYERS, LAYERS)? {
        return Ok(layers);
    }
    let mut entries = None;
    for name in json::PATTERNS {
        entries = entries.or(fields.list(name)?.map(<[_]>::len));
    }
    let pattern = fields.word(&["hybrid_override_pattern"]).map(str::len);
    match entries.or(pattern).map(layers::small) {
        Some(layers) if (LAYERS.least..=LAYERS.most).contains(&layers) => Ok(layers),
        _ => fields.required(json::LAYERS, LAYERS),
    }
}

fn kv_heads(fields: &Fields<'_>, heads: u32, family: &Family<'_>) -> Result<u32, ConfigError> {
    let names = ["num_key_value_heads", "num_kv_heads", "n_head_kv"];
    let stated = fields.whole(
        &names,
        Limit {
            most: heads,
            ..HEADS
        },
    )?;
    let one = fields.flag("multi_query")? == Some(true);
    let kv_heads = stated
        .or(family.sizes.kv_heads)
        .unwrap_or(if one { 1 } else { heads });
    match (heads.is_multiple_of(kv_heads), fields.value(&names)) {
        (false, Some((name, value))) => {
            Err(fields.bad(name, value, format!("a divisor of the {heads} query heads")))
        }
        _ => Ok(kv_heads),
    }
}

fn head_dim(
    fields: &Fields<'_>,
    hidden: u32,
    heads: u32,
    family: &Family<'_>,
) -> Result<u32, ConfigError> {
    let names = ["head_dim", "attention_head_dim", "kv_channels"];
    if let Some(width) = fields.whole(&names, HEAD_WIDTH)?.or(family.sizes.head_dim) {
        return Ok(width);
    }
    if hidden.is_multiple_of(heads) {
        return Ok(hidden / heads);
    }
    Err(fields.missing(
        names[0],
        format!("the width of a head, as the stream's {hidden} is no multiple of {heads} heads"),
    ))
}

/// Width of the dense feed-forward layer; 0 where only experts feed forward.
fn feed_width(fields: &Fields<'_>, hidden: u32, experts: bool) -> Result<u32, ConfigError> {
    let names = [
        "intermediate_size_mlp",
        "dense_intermediate_size",
        "intermediate_size",
        "ffn_hidden_size",
        "ffn_dim",
        "block_ff_dim",
    ];
    if let Some(width) = fields.whole(&names, experts::WIDTH)? {
        return adjusted(fields, width);
    }
    // GPT-2 and its kin: four times the stream unless told otherwise.
    let quadruple = ["n_inner", "n_embd", "n_head_kv", "multi_query"];
    match quadruple.iter().any(|name| fields.map.contains_key(*name)) {
        true => Ok(fields
            .whole(&["n_inner"], experts::WIDTH)?
            .unwrap_or(4 * hidden)),
        false if experts => Ok(0),
        false => fields.required(&["intermediate_size"], experts::WIDTH),
    }
}

/// LFM2 writes an ungated width, which its code turns into that of a gated layer.
fn adjusted(fields: &Fields<'_>, width: u32) -> Result<u32, ConfigError> {
    const STEP: Limit = Limit {
        what: "a step of widths",
        least: 1,
        most: 65_536,
    };
    if fields.flag("block_auto_adjust_ff_dim")? != Some(true) {
        return Ok(width);
    }
    let width = width / 3 * 2 + width % 3 * 2 / 3;
    let step = fields.whole(&["block_multiple_of"], STEP)?.unwrap_or(256);
    let multiplier = fields.value(&["block_ffn_dim_multiplier"]);
    // The code rounds only where there is a multiplier, and files say 1.0.
    Ok(match multiplier.and_then(|(_, value)| value.as_f64()) {
        Some(_) => width.next_multiple_of(step),
        None => width,
    })
}

/// Whether embedding and output layer are one: as said in the section or at the top.
fn tied(
    root: &Fields<'_>,
    fields: &Fields<'_>,
    family: &Family<'_>,
    caveats: &mut Vec<String>,
) -> Result<bool, ConfigError> {
    const NAME: &str = "tie_word_embeddings";
    let stated = match fields.flag(NAME)? {
        Some(tied) => Some(tied),
        None => root.flag(NAME)?,
    };
    Ok(stated.or_else(|| family.tied()).unwrap_or_else(|| {
        caveats.push(format!(
            "`{NAME}` is missing: embedding and output layer are counted apart"
        ));
        false
    }))
}
