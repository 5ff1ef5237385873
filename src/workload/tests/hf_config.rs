//! `config.json` files in the shape of real ones, read as models.

use super::models;
use crate::workload::{Attention, ModelKind, ModelPreset, Recurrence, Transformer};
use serde_json::{Value, json};

/// A file of `tests/fixtures/hf`.
macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../tests/fixtures/hf/", $name, ".json"))
    };
}
pub(super) use fixture;

pub(super) fn read(text: &str) -> ModelPreset {
    ModelPreset::from_hf_config("mine", text).unwrap()
}

fn sizes(text: &str) -> Transformer {
    read(text).transformer.unwrap()
}

/// A small dense model with one field changed, or taken away by null.
pub(super) fn with(field: &str, value: Value) -> String {
    let mut config: Value = serde_json::from_str(fixture!("dense")).unwrap();
    config[field] = value;
    config.to_string()
}

#[test]
fn a_file_gives_the_shipped_preset() {
    let models = models();
    for (text, id) in [
        (fixture!("dense"), "qwen3-8b"),
        (fixture!("latent"), "deepseek-v3"),
        (fixture!("compressed"), "deepseek-v4-flash"),
        (fixture!("sliding"), "gpt-oss-20b"),
        (fixture!("hybrid"), "qwen3.5-27b"),
        (fixture!("pattern"), "nemotron-3-nano-30b-a3b"),
        (fixture!("global"), "gemma-4-31b"),
        (fixture!("silent"), "gemma-3-4b"),
    ] {
        let shipped = models.iter().find(|model| model.id == id).unwrap();
        let own = read(text);
        assert_eq!(own.transformer, shipped.transformer, "{id}");
        assert_eq!(own.kind, shipped.kind, "{id}");
        // A shipped preset may leave the image tower out.
        let decoder = |model: &ModelPreset| model.parameters - model.beside.unwrap_or(0.0);
        let gap = decoder(&own) / decoder(shipped) - 1.0;
        assert!(gap.abs() < 0.002, "{id}: {gap}");
    }
}

#[test]
fn every_shape_is_recognised() {
    assert!(sizes(fixture!("dense")).attention.is_full());
    let latent = sizes(fixture!("latent"));
    assert_eq!((latent.dense_layers(), latent.expert_layers()), (3, 58));
    assert_eq!(latent.latent.unwrap().kv_rank, 512);
    let chunked = sizes(fixture!("chunked"));
    assert_eq!((chunked.dense_layers(), chunked.expert_layers()), (24, 24));
    assert_eq!(
        chunked.attention,
        Attention::Sliding {
            window: 8192,
            full_layers: 12,
            full: None
        }
    );
    let pattern = sizes(fixture!("pattern"));
    assert_eq!((pattern.dense_layers(), pattern.expert_layers()), (0, 23));
    assert!(pattern.ungated);
    let old = sizes(fixture!("old"));
    assert_eq!((old.kv_heads, old.head_dim, old.ffn), (1, 128, 8192));
    assert!(old.tied && old.ungated);
    let old = read(fixture!("old"));
    assert!((old.parameters - 1.12).abs() < 0.01, "{}", old.parameters);
    assert_eq!(old.context, Some(2048));
}

#[test]
fn a_nested_decoder_is_found_and_its_tower_counted() {
    let model = read(fixture!("hybrid"));
    assert_eq!(model.kind, ModelKind::Llm);
    assert!(
        (model.parameters - 27.3).abs() < 0.1,
        "{}",
        model.parameters
    );
    let tower = model.beside.unwrap();
    assert!((tower - 0.411).abs() < 0.001, "{tower}");
    assert!(model.caveats.iter().any(|words| words.contains("image")));
    let Attention::Hybrid {
        full_layers: 16,
        recurrent_layers: 48,
        recurrence: Recurrence::GatedDelta {
            value_heads: 48, ..
        },
    } = model.transformer.unwrap().attention
    else {
        panic!("{:?}", model.transformer)
    };
}

#[test]
fn what_is_not_known_is_said() {
    let said = |text: &str, words: &str| {
        let caveats = read(text).caveats;
        assert!(caveats.iter().any(|c| c.contains(words)), "{caveats:?}");
    };
    assert_eq!(read(fixture!("dense")).caveats, Vec::<String>::new());
    let kinds: Vec<&str> = std::iter::repeat_n("warp_attention", 36).collect();
    said(&with("layer_types", json!(kinds)), "\"warp_attention\"");
    let kinds: Vec<&str> = std::iter::repeat_n("recurrent", 36).collect();
    said(&with("layer_types", json!(kinds)), "kind not known");
    let mut untold: Value = serde_json::from_str(fixture!("dense")).unwrap();
    untold["model_type"] = json!("brand_new");
    untold["tie_word_embeddings"] = Value::Null;
    said(&untold.to_string(), "`tie_word_embeddings` is missing");
    said(&with("index_head_dim", json!(128)), "index");
}

#[test]
fn a_window_that_is_off_or_missing_slides_nowhere() {
    assert!(
        sizes(&with("sliding_window", json!(4096)))
            .attention
            .is_full()
    );
    let kinds: Vec<&str> = std::iter::repeat_n("sliding_attention", 36).collect();
    assert!(
        sizes(&with("layer_types", json!(kinds)))
            .attention
            .is_full()
    );
    let mut on: Value = serde_json::from_str(fixture!("dense")).unwrap();
    on["use_sliding_window"] = json!(true);
    on["sliding_window"] = json!(4096);
    on["max_window_layers"] = json!(28);
    assert_eq!(
        sizes(&on.to_string()).attention,
        Attention::Sliding {
            window: 4096,
            full_layers: 28,
            full: None
        }
    );
}

#[test]
fn pythons_infinity_is_read_but_not_in_strings() {
    assert!(fixture!("pattern").contains("Infinity"));
    let named = with("_name_or_path", json!("say \"Infinity\" and NaN"));
    assert_eq!(sizes(&named), sizes(fixture!("dense")));
    let kinds: Vec<&str> = std::iter::repeat_n("NaN_attention", 36).collect();
    let caveats = read(&with("layer_types", json!(kinds))).caveats;
    assert!(caveats[0].contains("\"NaN_attention\""), "{caveats:?}");
}

#[test]
fn other_spellings_say_the_same() {
    let plain = sizes(fixture!("dense"));
    // A list with an entry a layer, floats, and the names of ChatGLM.
    let widths: Vec<u32> = std::iter::repeat_n(12_288, 36).collect();
    assert_eq!(sizes(&with("intermediate_size", json!(widths))), plain);
    assert_eq!(sizes(&with("num_attention_heads", json!(32.0))), plain);
    let mut renamed: Value = serde_json::from_str(fixture!("dense")).unwrap();
    for (old, new) in [
        ("num_hidden_layers", "num_layers"),
        ("intermediate_size", "ffn_hidden_size"),
        ("num_key_value_heads", "multi_query_group_num"),
        ("head_dim", "kv_channels"),
        ("vocab_size", "padded_vocab_size"),
    ] {
        let fields = renamed.as_object_mut().unwrap();
        let value = fields.remove(old).unwrap();
        fields.insert(new.to_owned(), value);
    }
    assert_eq!(sizes(&renamed.to_string()), plain);
    // The first Qwen's width is that of two matrices.
    let first = sizes(&with("model_type", json!("qwen")));
    assert_eq!(first.ffn, 6144);
}
