//! Experts: how many, how wide, in which layers.

use super::error::ConfigError;
use super::family::Family;
use super::fields::{Fields, Limit, number};
use super::layers::{Mix, small};
use crate::workload::preset::Experts;
use serde_json::Value;

const COUNT: Limit = Limit {
    what: "a number of experts",
    least: 0,
    most: 65_536,
};
const ACTIVE: Limit = Limit {
    what: "a number of experts at work on one token",
    least: 1,
    most: 65_536,
};
/// Width of a feed-forward layer.
pub(super) const WIDTH: Limit = Limit {
    what: "a feed-forward width",
    least: 0,
    most: 16_777_216,
};
const STEP: Limit = Limit {
    what: "a number of layers",
    least: 1,
    most: 10_000,
};
const FIRST: Limit = Limit { least: 0, ..STEP };

/// Experts with the number of layers that have a dense feed-forward layer; `None` = the
/// model is dense.
pub(super) fn experts(
    fields: &Fields<'_>,
    layers: u32,
    mix: &Mix,
    family: &Family<'_>,
) -> Result<Option<(Experts, u32)>, ConfigError> {
    let names = [
        "num_local_experts",
        "num_experts",
        "n_routed_experts",
        "moe_num_experts",
    ];
    let count = fields.whole(&names, COUNT)?.unwrap_or(0);
    let beside = fields.flag("enable_moe_block")?;
    if count == 0 || beside == Some(false) {
        return Ok(None);
    }
    let names = [
        "num_experts_per_tok",
        "num_experts_per_token",
        "experts_per_token",
        "top_k_experts",
        "moe_topk",
        "moe_top_k",
        "moe_k",
    ];
    let active = fields.required(
        &names,
        Limit {
            most: count,
            ..ACTIVE
        },
    )?;
    let names = [
        "moe_intermediate_size",
        "expert_ffn_hidden_size",
        "intermediate_size",
    ];
    let ffn = fields.required(&names, Limit { least: 1, ..WIDTH })?;
    let (with, dense) = if beside == Some(true) {
        // A dense layer and experts side by side (Gemma 4).
        (layers, layers)
    } else if let Some((dense, with)) = mix.feeds {
        (with, dense)
    } else {
        let with = layers_with(fields, layers)?.min(layers);
        (with, layers - with)
    };
    let experts = Experts {
        count,
        active,
        ffn,
        shared: shared(fields, ffn, family)?,
        layers: (with + dense != layers).then_some(with),
        hidden: fields.whole(&["moe_latent_size", "routed_expert_hidden_size"], WIDTH)?,
    };
    Ok(Some((experts, dense)))
}

/// Width of the experts that work on every token, together.
fn shared(fields: &Fields<'_>, ffn: u32, family: &Family<'_>) -> Result<Option<u32>, ConfigError> {
    let names = [
        "shared_expert_intermediate_size",
        "moe_shared_expert_intermediate_size",
        "share_expert_dim",
        "shared_intermediate_size",
    ];
    let stated = fields.whole(&names, WIDTH)?;
    let names = [
        "n_shared_experts",
        "num_shared_experts",
        "moe_num_shared_experts",
    ];
    let number = fields.whole(&names, COUNT)?;
    let llama = family.model_type.starts_with("llama4").then_some(1);
    let width = stated.or_else(|| Some(number.or(llama)?.saturating_mul(ffn)));
    Ok(width.filter(|width| *width > 0))
}

/// How many of the layers have experts.
fn layers_with(fields: &Fields<'_>, layers: u32) -> Result<u32, ConfigError> {
    if let Some(list) = fields.by_layer("mlp_layer_types", layers)? {
        let sparse = list.iter().filter(|entry| *entry == "sparse");
        return Ok(small(sparse.count()));
    }
    // Layers by number: those with experts, or those without.
    if let Some(list) = fields.list("moe_layers")?
        && !list.is_empty()
    {
        return Ok(small(list.len()));
    }
    if let Some((name, Value::Array(_))) = fields.value(&["moe_layer_freq"]) {
        let list = fields.by_layer(name, layers)?.unwrap_or(&[]);
        let set = list.iter().filter(|entry| number(entry) != Some(0));
        return Ok(small(set.count()));
    }
    if let Some(period) = fields.whole(&["expert_layer_period"], STEP)? {
        let offset = fields.whole(&["expert_layer_offset"], FIRST)?.unwrap_or(0);
        let with = (0..layers).filter(|layer| layer % period == offset);
        return Ok(small(with.count()));
    }
    let only = fields.list("mlp_only_layers")?.unwrap_or(&[]);
    let step = fields
        .whole(&["decoder_sparse_step", "interleave_moe_layer_step"], STEP)?
        .unwrap_or(1);
    let every = fields.whole(&["moe_layer_freq"], STEP)?.unwrap_or(1);
    let names = [
        "first_k_dense_replace",
        "num_dense_layers",
        "moe_layer_start_index",
    ];
    let first = fields.whole(&names, FIRST)?.unwrap_or(0);
    let with = (0..layers).filter(|layer| {
        *layer >= first
            && layer % every == 0
            && (layer + 1) % step == 0
            && !only.iter().any(|other| number(other) == Some(*layer))
    });
    Ok(small(with.count()))
}
