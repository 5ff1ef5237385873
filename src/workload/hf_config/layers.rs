//! Which of the layers attend to everything, which to a window, which not at all.

use super::error::ConfigError;
use super::family::Family;
use super::fields::{Fields, Limit, number};
use serde_json::Value;

/// What one layer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    Full,
    Sliding,
    Recurrent,
    /// Both at once, in parallel (Falcon-H1).
    Both,
    /// Only a dense feed-forward layer (Nemotron-H).
    Dense,
    /// Only experts (Nemotron-H).
    Experts,
}

/// How many layers do what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mix {
    /// Attend to the whole context.
    pub full: u32,
    /// Attend to a window.
    pub sliding: u32,
    /// Carry a state.
    pub recurrent: u32,
    /// Layers that are nothing but a dense feed-forward layer, and nothing but experts,
    /// where layers are one or the other; `None` = every layer feeds forward.
    pub feeds: Option<(u32, u32)>,
}

const PERIOD: Limit = Limit {
    what: "a number of layers",
    least: 1,
    most: 10_000,
};
const OFFSET: Limit = Limit { least: 0, ..PERIOD };

/// The mix of `layers` layers; words that are not known go to `unknown`.
pub(super) fn mix(
    fields: &Fields<'_>,
    layers: u32,
    family: &Family<'_>,
    unknown: &mut Vec<String>,
) -> Result<Mix, ConfigError> {
    if let Some(mix) = listed(fields, layers, unknown)? {
        return Ok(mix);
    }
    if let Some(mix) = hybrid(fields, layers, family)? {
        return Ok(mix);
    }
    sliding(fields, layers, family)
}

/// From a list or pattern with an entry a layer.
fn listed(
    fields: &Fields<'_>,
    layers: u32,
    unknown: &mut Vec<String>,
) -> Result<Option<Mix>, ConfigError> {
    for name in super::json::PATTERNS {
        if let Some(list) = fields.by_layer(name, layers)? {
            let words = list.iter().map(|word| {
                let text = word.as_str().unwrap_or_default();
                by_word(text).unwrap_or_else(|| {
                    let word = super::fields::shown(word);
                    if !unknown.contains(&word) {
                        unknown.push(word);
                    }
                    Layer::Full
                })
            });
            return Ok(Some(count(words)));
        }
    }
    if let Some((name, pattern)) = fields.value(&["hybrid_override_pattern"]) {
        let text = pattern.as_str().unwrap_or_default();
        let letters: Option<Vec<Layer>> = text.chars().map(by_letter).collect();
        return match letters {
            Some(letters) if usize::try_from(layers) == Ok(letters.len()) => {
                Ok(Some(count(letters.into_iter())))
            }
            _ => Err(fields.bad(
                name,
                pattern,
                format!("a letter (M, *, - or E) for each of {layers} layers"),
            )),
        };
    }
    // 1 slides, 0 sees everything (MiMo); 1 attends, 0 does not (MiniMax).
    for (name, ones, zeros) in [
        ("hybrid_layer_pattern", Layer::Sliding, Layer::Full),
        ("attn_type_list", Layer::Full, Layer::Recurrent),
    ] {
        if let Some(list) = fields.by_layer(name, layers)? {
            let kinds = list
                .iter()
                .map(|entry| if is_set(entry) { ones } else { zeros });
            return Ok(Some(count(kinds)));
        }
    }
    Ok(None)
}

fn by_word(word: &str) -> Option<Layer> {
    Some(match word {
        "full_attention" | "attention" | "global_attention" | "full" | "global" => Layer::Full,
        "sliding_attention" | "chunked_attention" | "local_attention" | "sliding" | "local" => {
            Layer::Sliding
        }
        "linear_attention" | "mamba" | "mamba2" | "conv" | "short_conv" | "recurrent"
        | "linear" => Layer::Recurrent,
        "hybrid" => Layer::Both,
        "mlp" => Layer::Dense,
        "moe" => Layer::Experts,
        _ => return None,
    })
}

const fn by_letter(letter: char) -> Option<Layer> {
    match letter {
        'M' => Some(Layer::Recurrent),
        '*' => Some(Layer::Full),
        '-' => Some(Layer::Dense),
        'E' => Some(Layer::Experts),
        _ => None,
    }
}

fn is_set(entry: &Value) -> bool {
    entry.as_bool().unwrap_or_else(|| number(entry) != Some(0))
}

fn count(kinds: impl Iterator<Item = Layer>) -> Mix {
    let mut mix = Mix::default();
    let (mut dense, mut experts) = (0, 0);
    for kind in kinds {
        match kind {
            Layer::Full => mix.full += 1,
            Layer::Sliding => mix.sliding += 1,
            Layer::Recurrent => mix.recurrent += 1,
            Layer::Both => {
                mix.full += 1;
                mix.recurrent += 1;
            }
            Layer::Dense => dense += 1,
            Layer::Experts => experts += 1,
        }
    }
    mix.feeds = (dense + experts > 0).then_some((dense, experts));
    mix
}

/// From a rule for which layers attend.
fn hybrid(
    fields: &Fields<'_>,
    layers: u32,
    family: &Family<'_>,
) -> Result<Option<Mix>, ConfigError> {
    let attending = |full: u32| {
        let full = full.min(layers);
        Mix {
            full,
            recurrent: layers - full,
            ..Mix::default()
        }
    };
    if family.model_type == "falcon_h1" {
        return Ok(Some(Mix {
            full: layers,
            recurrent: layers,
            ..Mix::default()
        }));
    }
    if let Some(interval) = fields.whole(&["full_attention_interval"], PERIOD)? {
        return Ok(Some(attending(layers / interval)));
    }
    if let Some(period) = fields.whole(&["attn_layer_period"], PERIOD)? {
        let offset = fields.whole(&["attn_layer_offset"], OFFSET)?.unwrap_or(0);
        let full = (0..layers).filter(|layer| layer % period == offset);
        return Ok(Some(attending(small(full.count()))));
    }
    for name in ["attn_layer_indices", "full_attn_idxs"] {
        if let Some(list) = fields.list(name)? {
            return Ok(Some(attending(small(list.len()))));
        }
    }
    let lists = fields.section("linear_attn_config");
    let full = lists.and_then(|lists| lists.get("full_attn_layers")?.as_array());
    Ok(full.map(|full| attending(small(full.len()))))
}

/// From a window and which layers it holds for.
fn sliding(fields: &Fields<'_>, layers: u32, family: &Family<'_>) -> Result<Mix, ConfigError> {
    let over = |full: u32| {
        let full = full.min(layers);
        Mix {
            full,
            sliding: layers - full,
            ..Mix::default()
        }
    };
    // Caches compressed by layer see everything: counted whole.
    if fields.value(&["compress_ratios"]).is_some() {
        return Ok(over(layers));
    }
    if fields.value(&["attention_chunk_size"]).is_some() && family.model_type.starts_with("llama4")
    {
        let rotated = fields.by_layer("no_rope_layers", layers);
        let full = match rotated {
            Ok(Some(list)) => small(list.iter().filter(|entry| !is_set(entry)).count()),
            // An empty list is as good as none: every fourth.
            Ok(None) | Err(_) => layers / 4,
        };
        return Ok(over(full));
    }
    let windowed = fields.value(&["sliding_window"]).is_some() || family.sizes.window.is_some();
    let used = fields.flag("use_sliding_window")?.unwrap_or(true);
    if !windowed || !used {
        return Ok(over(layers));
    }
    let pattern = fields.whole(
        &["sliding_window_pattern", "_sliding_window_pattern"],
        PERIOD,
    )?;
    if let Some(every) = pattern.or(family.sizes.full_every) {
        return Ok(over(layers / every));
    }
    // Qwen2: the first layers see everything, those beyond slide.
    let first = fields.whole(&["max_window_layers"], OFFSET)?;
    Ok(over(first.unwrap_or(0)))
}

/// A count of layers or entries, which is far below 2^32.
pub(super) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
