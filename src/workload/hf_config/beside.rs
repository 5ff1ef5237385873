//! What stands beside the decoder, and what a configuration says that is not counted.

use super::attention::is_on;
use super::error::ConfigError;
use super::fields::{Fields, Limit};
use crate::unit::Parameters;

const DEPTH: Limit = Limit {
    what: "a number of layers",
    least: 1,
    most: 1_000,
};
const WIDTH: Limit = Limit {
    what: "a width",
    least: 1,
    most: 1_048_576,
};
const ROWS: Limit = Limit {
    what: "a vocabulary",
    least: 1,
    most: 16_777_216,
};

/// Fields that stand for something with no closed form here, and what follows from it.
const NOT_COUNTED: &[(&[&str], &str)] = &[
    (
        &["index_head_dim", "sparse_attention_config"],
        "the index of sparse attention is not counted: a context takes a little more \
         memory than said, long ones run faster",
    ),
    (
        &["num_kv_shared_layers"],
        "layers that reuse an earlier layer's keys are counted as keeping their own: \
         a context takes less memory than said",
    ),
    (
        &[
            "num_nextn_predict_layers",
            "mtp_num_hidden_layers",
            "num_mtp_modules",
        ],
        "layers that predict several tokens at once are not counted: plain generation \
         does not load them",
    ),
    (
        &["swa_num_key_value_heads"],
        "layers that attend to a window have other heads, which are counted like the rest's",
    ),
    (
        &["cross_attention_layers"],
        "layers that look at the image are counted like the others",
    ),
    (
        &["block_types"],
        "layers that carry a state (block_types) are counted as attending to everything: \
         a context takes less memory than said",
    ),
    (
        &["use_double_wide_mlp", "altup_num_inputs"],
        "extra matrices of this family are not counted: it has more parameters than said",
    ),
];

/// Parameters of an image tower and of further embeddings, by closed form.
pub(super) fn beside(
    root: &Fields<'_>,
    decoder: &Fields<'_>,
    layers: u32,
    caveats: &mut Vec<String>,
) -> Result<Option<Parameters>, ConfigError> {
    let mut sum = Parameters::default();
    if let Some(map) = root.section("vision_config") {
        let tower = Fields {
            path: "vision_config.",
            map,
        };
        match image_tower(&tower)? {
            Some(parameters) => {
                caveats.push(format!(
                    "the image tower is counted by closed form ({parameters}), its connector \
                     not at all"
                ));
                sum = sum + parameters;
            }
            None => caveats.push("the image tower is not counted".to_owned()),
        }
    }
    if is_on(root, &["audio_config", "audio_encoder"]) {
        caveats.push("the audio tower is not counted".to_owned());
    }
    let width = Limit { least: 0, ..WIDTH };
    let extra = decoder.whole(&["hidden_size_per_layer_input"], width)?;
    if let Some(width) = extra.filter(|width| *width > 0) {
        let rows = decoder.required(&["vocab_size_per_layer_input", "vocab_size"], ROWS)?;
        let table = f64::from(rows) * f64::from(layers) * f64::from(width);
        let table = Parameters::new(table);
        caveats.push(format!(
            "{table} parameters are embeddings by layer, which llama.cpp can keep in system memory"
        ));
        sum = sum + table;
    }
    for (names, words) in NOT_COUNTED {
        if is_on(decoder, names) {
            caveats.push((*words).to_owned());
        }
    }
    Ok((sum.value() > 0.0).then_some(sum))
}

/// A plain vision transformer; `None` where its sizes are not given.
fn image_tower(tower: &Fields<'_>) -> Result<Option<Parameters>, ConfigError> {
    let depth = ["num_hidden_layers", "depth", "vt_num_hidden_layers"];
    let hidden = ["hidden_size", "embed_dim", "vt_hidden_size"];
    let ffn = ["intermediate_size", "vt_intermediate_size"];
    let sizes = (
        tower.whole(&depth, DEPTH)?,
        tower.whole(&hidden, WIDTH)?,
        tower.whole(&ffn, WIDTH)?,
    );
    let (Some(depth), Some(hidden), Some(ffn)) = sizes else {
        return Ok(None);
    };
    // These gate their feed-forward layer, all others have two matrices.
    let gated = ["gemma4_vision", "pixtral"];
    let matrices = match tower.word(&["model_type"]) {
        Some(name) if gated.contains(&name) => 3.0,
        _ => 2.0,
    };
    let [depth, hidden, ffn] = [depth, hidden, ffn].map(f64::from);
    let one = 4.0 * hidden * hidden + matrices * hidden * ffn;
    Ok(Some(Parameters::new(depth * one)))
}
