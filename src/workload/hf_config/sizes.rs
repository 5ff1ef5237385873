//! Sizes of the decoder: layers, heads, widths, vocabulary.

use super::attention::{self, HEAD_WIDTH, HEADS};
use super::error::ConfigError;
use super::experts::{self, WIDTH};
use super::family::Family;
use super::fields::{Fields, Limit};
use super::{json, layers};
use crate::workload::preset::Transformer;

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

const VOCABULARY: &[&str] = &["vocab_size", "padded_vocab_size"];
const HEAD_COUNT: &[&str] = &["num_attention_heads", "n_head", "n_heads"];
const KV_HEAD_COUNT: &[&str] = &[
    "num_key_value_heads",
    "num_kv_heads",
    "n_head_kv",
    "multi_query_group_num",
];

/// The sizes of the decoder in `fields`; what had to be assumed goes to `caveats`.
pub(super) fn transformer(
    root: &Fields<'_>,
    fields: &Fields<'_>,
    caveats: &mut Vec<String>,
) -> Result<Transformer, ConfigError> {
    let family = Family::of(fields);
    let layers = layer_count(fields)?;
    let hidden = fields.required(&["hidden_size", "n_embd", "d_model"], HIDDEN)?;
    let heads = match fields.whole(HEAD_COUNT, HEADS)?.or(family.sizes.heads) {
        Some(heads) => heads,
        None => fields.required(HEAD_COUNT, HEADS)?,
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
        ffn: feed_width(fields, hidden, experts.is_some(), &family)?,
        vocab: match fields.whole(VOCABULARY, VOCAB)?.or(family.sizes.vocab) {
            Some(vocab) => vocab,
            None => fields.required(VOCABULARY, VOCAB)?,
        },
        tied: tied(root, fields, &family, caveats)?,
        ungated: family.ungated,
        output_gate: fields.flag("attn_output_gate")?.unwrap_or(false)
            || fields.flag("mla_use_output_gate")?.unwrap_or(false)
            || family.model_type == "qwen3_next",
        dense_layers,
        experts: experts.map(|(experts, _)| experts),
        latent,
        low_rank: match latent {
            Some(_) => None,
            None => attention::low_rank(fields)?,
        },
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
    let stated = fields.whole(
        KV_HEAD_COUNT,
        Limit {
            most: heads,
            ..HEADS
        },
    )?;
    let one = fields.flag("multi_query")? == Some(true);
    let kv_heads = stated
        .or(family.sizes.kv_heads)
        .unwrap_or(if one { 1 } else { heads });
    match (heads.is_multiple_of(kv_heads), fields.value(KV_HEAD_COUNT)) {
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
fn feed_width(
    fields: &Fields<'_>,
    hidden: u32,
    experts: bool,
    family: &Family<'_>,
) -> Result<u32, ConfigError> {
    let names = [
        "intermediate_size_mlp",
        "dense_intermediate_size",
        "intermediate_size",
        "ffn_hidden_size",
        "ffn_dim",
        "block_ff_dim",
    ];
    if let Some(width) = fields.whole(&names, WIDTH)? {
        return match family.model_type {
            // The first Qwen writes the width of gate and value together.
            "qwen" => Ok(width / 2),
            _ => adjusted(fields, width),
        };
    }
    // GPT-2 and its kin: four times the stream unless told otherwise.
    let quadruple = ["n_inner", "n_embd", "n_head_kv", "multi_query"];
    match quadruple.iter().any(|name| fields.map.contains_key(*name)) {
        true => Ok(fields.whole(&["n_inner"], WIDTH)?.unwrap_or(4 * hidden)),
        false if experts => Ok(0),
        false => fields.required(&["intermediate_size"], WIDTH),
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
