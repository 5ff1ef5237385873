//! What is wrong with a `config.json` is one error that names the field, and nothing that
//! stands in one is a panic.

use super::hf_config::{fixture, read, with};
use crate::workload::ModelPreset;
use proptest::prelude::*;
use serde_json::{Value, json};

const ALL: [&str; 10] = [
    fixture!("dense"),
    fixture!("latent"),
    fixture!("compressed"),
    fixture!("sliding"),
    fixture!("hybrid"),
    fixture!("pattern"),
    fixture!("global"),
    fixture!("chunked"),
    fixture!("silent"),
    fixture!("old"),
];

fn error(text: &str) -> String {
    ModelPreset::from_hf_config("mine", text)
        .unwrap_err()
        .to_string()
}

#[test]
fn each_fault_is_one_error_that_names_the_field() {
    for (field, value, told) in [
        (
            "num_attention_heads",
            json!(0),
            "is 0: expected a number of heads",
        ),
        (
            "num_attention_heads",
            Value::Null,
            "is missing: expected a number of heads",
        ),
        (
            "num_key_value_heads",
            json!(5),
            "is 5: expected a divisor of the 32 query heads",
        ),
        (
            "num_key_value_heads",
            json!(64),
            "a whole number from 1 to 32",
        ),
        (
            "num_hidden_layers",
            json!(1e12),
            "is 1000000000000.0: expected a number of layers",
        ),
        (
            "num_hidden_layers",
            json!(1_000_000_000_000_u64),
            "from 1 to 10000",
        ),
        (
            "max_position_embeddings",
            json!(1_000_000_000_000_u64),
            "expected a context in tokens",
        ),
        ("hidden_size", json!(-4096), "is -4096: expected the width"),
        ("hidden_size", json!("4096"), "is \"4096\": expected"),
        ("vocab_size", json!(1.5), "is 1.5: expected a vocabulary"),
        (
            "tie_word_embeddings",
            json!("no"),
            "is \"no\": expected true or false",
        ),
        (
            "layer_types",
            json!(["full_attention"]),
            "is a list of 1: expected an entry for each",
        ),
        ("layer_types", json!(7), "is 7: expected a list"),
        ("num_experts", json!(8), "is missing"),
        (
            "is_encoder_decoder",
            json!(true),
            "a decoder-only language model",
        ),
        ("block_configs", json!([1]), "layers of equal sizes"),
    ] {
        let error = error(&with(field, value.clone()));
        assert!(error.contains(told), "{field} {value}: {error}");
        // A missing companion is named instead.
        if field != "num_experts" {
            assert!(error.contains(&format!("`{field}`")), "{field}: {error}");
        }
        assert!(!error.contains('\n'), "{error}");
    }
    assert!(error("{\"hidden_size\": ").contains("not JSON at line 1"));
    assert!(error("[]").contains("expected an object"));
    assert!(error("{}").contains("`num_hidden_layers` is missing"));
    let deep = "[".repeat(100_000);
    assert!(error(&deep).contains("not JSON"));
}

#[test]
fn a_nested_fault_is_named_with_its_section() {
    let mut config: Value = serde_json::from_str(fixture!("hybrid")).unwrap();
    config["text_config"]["num_attention_heads"] = json!(0);
    let told = error(&config.to_string());
    assert!(
        told.starts_with("`text_config.num_attention_heads` is 0"),
        "{told}"
    );
}

#[test]
fn sizes_that_overflow_together_are_refused() {
    let mut config: Value = serde_json::from_str(fixture!("dense")).unwrap();
    for (field, most) in [
        ("num_hidden_layers", 10_000),
        ("hidden_size", 1_048_576),
        ("intermediate_size", 16_777_216),
    ] {
        config[field] = json!(most);
    }
    let told = error(&config.to_string());
    assert!(
        told.contains("`num_hidden_layers`") && told.contains("parameters"),
        "{told}"
    );
}

/// Any JSON value, of the kinds that stand in such files.
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0u32..300).prop_map(Value::from),
        "[a-z_]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map("[a-z_]{1,12}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A real file with some of its fields, nested ones too, replaced.
fn mutants() -> impl Strategy<Value = Value> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), values()), 1..6);
    (prop::sample::select(ALL.to_vec()), changes).prop_map(|(text, changes)| {
        let text = text.replace("Infinity", "1");
        let mut config: Value = serde_json::from_str(&text).unwrap();
        for (at, value) in changes {
            let nested = config.get("text_config").is_some_and(Value::is_object);
            let section = if nested {
                &mut config["text_config"]
            } else {
                &mut config
            };
            let fields = section.as_object_mut().unwrap();
            let names: Vec<String> = fields.keys().cloned().collect();
            fields.insert(names[at.index(names.len())].clone(), value);
        }
        config
    })
}

fn is_sound(text: &str) -> Result<(), TestCaseError> {
    match ModelPreset::from_hf_config("mine", text) {
        Ok(model) => {
            let t = model.transformer.unwrap();
            prop_assert!(model.parameters.is_finite() && model.parameters > 0.0);
            prop_assert!(t.cache().at(4096.0, 2.0).value().is_finite());
            prop_assert!(t.heads > 0 && t.kv_heads > 0 && t.layers > 0);
            prop_assert!(t.count().active().value() <= t.count().total().value());
        }
        Err(error) => prop_assert!(!error.to_string().is_empty()),
    }
    Ok(())
}

proptest! {
    #![proptest_config(super::cases(1_500))]

    #[test]
    fn no_text_panics(text in any::<String>()) {
        is_sound(&text)?;
    }

    #[test]
    fn no_json_panics(value in values()) {
        is_sound(&value.to_string())?;
    }

    #[test]
    fn no_mutant_of_a_real_file_panics(value in mutants()) {
        is_sound(&value.to_string())?;
    }

    #[test]
    fn more_layers_or_width_are_more_parameters(more in 1u32..64, field in 0usize..3) {
        let field = ["num_hidden_layers", "intermediate_size", "vocab_size"][field];
        let mut config: Value = serde_json::from_str(fixture!("dense")).unwrap();
        let before = read(&config.to_string());
        config[field] = json!(config[field].as_u64().unwrap() + u64::from(more));
        let after = read(&config.to_string());
        prop_assert!(after.parameters > before.parameters);
        let kept = |model: &ModelPreset| model.transformer.unwrap().cache().slope(2.0);
        prop_assert!(kept(&after) >= kept(&before));
    }
}
