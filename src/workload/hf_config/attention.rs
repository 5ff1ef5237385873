//! Heads, windows, compressed keys and what stands in for attention.

use super::error::ConfigError;
use super::family::Family;
use super::fields::{Fields, Limit, number, shown};
use super::layers::Mix;
use crate::workload::preset::{Attention, FullHeads, Latent, LowRank, Recurrence, Tier};
use serde_json::Value;

/// A number of heads.
pub(super) const HEADS: Limit = Limit {
    what: "a number of heads",
    least: 1,
    most: 65_536,
};
/// Width of one.
pub(super) const HEAD_WIDTH: Limit = Limit {
    what: "the width of a head",
    least: 1,
    most: 65_536,
};
const RANK: Limit = Limit {
    what: "the rank of compressed keys or queries",
    least: 0,
    most: 1_048_576,
};
const WINDOW: Limit = Limit {
    what: "a window in tokens",
    least: 1,
    most: 1_000_000_000,
};
const STATE: Limit = Limit {
    what: "the size of a state",
    least: 1,
    most: 1_048_576,
};
const KERNEL: Limit = Limit {
    what: "the taps of a convolution",
    least: 1,
    most: 1_024,
};

/// Keys kept compressed, where they are.
pub(super) fn latent(fields: &Fields<'_>) -> Result<Option<Latent>, ConfigError> {
    let kv_rank = fields.whole(&["kv_lora_rank"], RANK)?.unwrap_or(0);
    if kv_rank == 0 {
        return Ok(None);
    }
    let part = Limit {
        least: 0,
        ..HEAD_WIDTH
    };
    Ok(Some(Latent {
        query_rank: fields.whole(&["q_lora_rank"], RANK)?.filter(|r| *r > 0),
        kv_rank,
        rope_dim: fields.required(&["qk_rope_head_dim"], part)?,
        nope_dim: fields.required(&["qk_nope_head_dim"], part)?,
        value_dim: fields.required(&["v_head_dim"], HEAD_WIDTH)?,
    }))
}

/// Queries and output through low ranks, where keys are not compressed with them.
pub(super) fn low_rank(fields: &Fields<'_>) -> Result<Option<LowRank>, ConfigError> {
    let whole = |name| fields.whole(&[name], RANK);
    let (Some(query_rank), Some(output_rank)) = (whole("q_lora_rank")?, whole("o_lora_rank")?)
    else {
        return Ok(None);
    };
    Ok(Some(LowRank {
        query_rank,
        output_rank,
        output_groups: fields.whole(&["o_groups"], HEADS)?.unwrap_or(1),
    }))
}

/// Layers that keep entries for several tokens, where there are at most two kinds of them.
fn compressed(fields: &Fields<'_>, layers: u32) -> Result<Option<Attention>, ConfigError> {
    let Some(ratios) = fields.by_layer("compress_ratios", layers)? else {
        return Ok(None);
    };
    let mut tiers = [Tier::default(); 2];
    for ratio in ratios {
        let Some(tokens) = number(ratio) else {
            let expected = "a list of whole numbers".to_owned();
            return Err(fields.bad("compress_ratios", ratio, expected));
        };
        // Nothing but the window.
        if tokens == 0 {
            continue;
        }
        let free = |tier: &&mut Tier| tier.tokens == tokens || tier.layers == 0;
        let Some(tier) = tiers.iter_mut().find(free) else {
            return Ok(None);
        };
        tier.tokens = tokens;
        tier.layers += 1;
    }
    tiers.sort_by_key(|tier| tier.tokens);
    let [fine, coarse] = tiers;
    let window = fields.whole(&["sliding_window"], WINDOW)?;
    Ok(window.map(|window| Attention::Compressed {
        window,
        fine,
        coarse,
    }))
}

/// How far the layers of a mix look; what has no closed form goes to `caveats`.
pub(super) fn attention(
    fields: &Fields<'_>,
    mix: &Mix,
    family: &Family<'_>,
    caveats: &mut Vec<String>,
) -> Result<Attention, ConfigError> {
    if mix.recurrent > 0 || mix.feeds.is_some() {
        if mix.sliding > 0 {
            caveats.push(format!(
                "{} layers that attend to a window are counted as attending to everything: \
                 long contexts take less than said",
                mix.sliding
            ));
        }
        return Ok(Attention::Hybrid {
            full_layers: mix.full + mix.sliding,
            recurrent_layers: mix.recurrent,
            recurrence: recurrence(fields, mix, caveats)?,
        });
    }
    if let Some((name, ratios)) = fields.value(&["compress_ratios"]) {
        let layers = mix.full + mix.sliding;
        if let Some(attention) = compressed(fields, layers)? {
            caveats.push(format!(
                "the size of a context follows from `{name}`; it was not measured"
            ));
            return Ok(attention);
        }
        caveats.push(format!(
            "keys and values compressed by `{name}` ({}) are counted whole: a context takes \
             less memory than said",
            shown(ratios)
        ));
    }
    let names = ["sliding_window", "attention_chunk_size"];
    let window = fields.whole(&names, WINDOW)?.or(family.sizes.window);
    match window {
        Some(window) if mix.sliding > 0 => Ok(Attention::Sliding {
            window,
            full_layers: mix.full,
            full: full_heads(fields, mix)?,
        }),
        // Without a window, a sliding layer sees everything.
        _ => Ok(Attention::Full),
    }
}

/// Heads of the layers that see everything, where a configuration gives them apart.
fn full_heads(fields: &Fields<'_>, mix: &Mix) -> Result<Option<FullHeads>, ConfigError> {
    let width = fields.whole(&["global_head_dim"], HEAD_WIDTH)?;
    let keys_as_values = fields.flag("attention_k_eq_v")?.unwrap_or(false);
    let heads = fields.whole(&["num_global_key_value_heads"], HEADS)?;
    if mix.full == 0 || (width.is_none() && heads.is_none()) {
        return Ok(None);
    }
    let usual = fields.whole(&["num_key_value_heads"], HEADS)?;
    let usual_width = fields.whole(&["head_dim"], HEAD_WIDTH)?;
    let head_dim = width.or(usual_width);
    Ok(heads
        .or(usual)
        .zip(head_dim)
        .map(|(kv_heads, head_dim)| FullHeads {
            kv_heads,
            head_dim,
            keys_as_values,
        }))
}

/// What the layers that carry a state are made of.
fn recurrence(
    fields: &Fields<'_>,
    mix: &Mix,
    caveats: &mut Vec<String>,
) -> Result<Recurrence, ConfigError> {
    if fields.value(&["linear_num_value_heads"]).is_some() {
        return Ok(Recurrence::GatedDelta {
            key_heads: fields.required(&["linear_num_key_heads"], HEADS)?,
            key_dim: fields.required(&["linear_key_head_dim"], HEAD_WIDTH)?,
            value_heads: fields.required(&["linear_num_value_heads"], HEADS)?,
            value_dim: fields.required(&["linear_value_head_dim"], HEAD_WIDTH)?,
            kernel: fields.required(&["linear_conv_kernel_dim"], KERNEL)?,
        });
    }
    let heads = ["mamba_num_heads", "mamba_n_heads"];
    // "auto" is written for a width that follows from the others: not a number.
    let width = fields.value(&["mamba_head_dim", "mamba_d_head"]);
    if fields.value(&heads).is_some() && width.is_some_and(|(_, width)| width.is_number()) {
        return Ok(Recurrence::Mamba2 {
            heads: fields.required(&heads, HEADS)?,
            head_dim: fields.required(&["mamba_head_dim", "mamba_d_head"], HEAD_WIDTH)?,
            groups: fields
                .whole(&["n_groups", "mamba_n_groups"], HEADS)?
                .unwrap_or(1),
            state: fields.required(&["ssm_state_size", "mamba_d_state"], STATE)?,
            kernel: fields
                .whole(&["conv_kernel", "mamba_d_conv"], KERNEL)?
                .unwrap_or(4),
        });
    }
    if let Some(kernel) = fields.whole(&["conv_L_cache"], KERNEL)? {
        return Ok(Recurrence::ShortConvolution { kernel });
    }
    if mix.recurrent > 0 {
        caveats.push(format!(
            "{} layers without keys and values are of a kind not known here: their parameters \
             are counted like attention's, their state not at all",
            mix.recurrent
        ));
    }
    Ok(Recurrence::Other)
}

/// Whether some field holds a positive number or says yes.
pub(super) fn is_on(fields: &Fields<'_>, names: &[&'static str]) -> bool {
    fields.value(names).is_some_and(|(_, value)| match value {
        Value::Bool(on) => *on,
        Value::Number(number) => number.as_f64().is_some_and(|number| number > 0.0),
        Value::Array(list) => !list.is_empty(),
        Value::Object(_) => true,
        Value::Null | Value::String(_) => false,
    })
}
