//! The JSON Schemas under `parts/schema`: they are those of the structs, and they say yes
//! and no where the loader does.

use super::json_schema::refusal;
use rigbuild::catalogue::schemas;
use rigbuild::part::{Case, Cooler, Cpu, Gpu, GpuChip, Memory, Motherboard, Part, Psu, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

fn parts() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/parts"))
}

fn committed(stem: &str) -> Value {
    let path = parts().join(format!("schema/{stem}.schema.json"));
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}

fn shipped(stem: &str) -> String {
    fs::read_to_string(parts().join(format!("{stem}.yaml"))).expect("a catalogue file")
}

#[test]
fn the_committed_schemas_are_those_of_the_structs() {
    for file in schemas() {
        let stem = file.stem;
        assert!(
            committed(stem) == *file.schema.as_value(),
            "out of date: rigbuild catalog schema {stem} > parts/schema/{stem}.schema.json"
        );
    }
}

#[test]
fn every_shipped_file_names_its_schema_and_satisfies_it() {
    for file in schemas()
        .iter()
        .filter(|file| !["offers", "retired"].contains(&file.stem))
    {
        let (stem, text) = (file.stem, shipped(file.stem));
        let head = format!("# yaml-language-server: $schema=schema/{stem}.schema.json");
        assert_eq!(text.lines().next(), Some(head.as_str()), "{stem}.yaml");
        let value: Value = serde_yaml::from_str(&text).expect("YAML");
        assert_eq!(refusal(file.schema.as_value(), &value), None, "{stem}.yaml");
    }
}

/// Values put in the place of another: of the wrong type, unit, sign or name.
fn wrong() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-3),
        json!(7),
        json!(2.5),
        json!(70_000),
        json!("313 mm"),
        json!("313.255 mm"),
        json!("850 W"),
        json!("850W "),
        json!("24 GiB"),
        json!("3.1"),
        json!("2026-11-01"),
        json!("no-such-name"),
        json!([]),
        json!(["am5"]),
        json!({}),
        json!({"unknown": 1}),
    ]
}

/// Every value that differs from `value` in one place.
fn mutants(value: &Value) -> Vec<Value> {
    let mut all = wrong();
    match value {
        Value::Object(map) => {
            for (name, inner) in map {
                let mut less = map.clone();
                less.remove(name);
                all.push(Value::Object(less));
                for mutant in mutants(inner) {
                    let mut other = map.clone();
                    other.insert(name.clone(), mutant);
                    all.push(Value::Object(other));
                }
            }
            let mut more = map.clone();
            more.insert("unheard_of".to_owned(), json!(1));
            all.push(Value::Object(more));
        }
        Value::Array(list) => {
            for (at, inner) in list.iter().enumerate() {
                for mutant in mutants(inner) {
                    let mut other = list.clone();
                    other[at] = mutant;
                    all.push(Value::Array(other));
                }
            }
        }
        _ => {}
    }
    all
}

/// Compares schema and struct on mutants of a few shipped parts of a kind.
fn agree<P: Part + Serialize + DeserializeOwned>() {
    let stem = P::KIND.file_stem();
    let schema = committed(stem);
    let parts: Vec<P> = serde_yaml::from_str(&shipped(stem)).expect("YAML");
    let parts = parts.iter().map(serde_json::to_value);
    let parts: Vec<Value> = parts.collect::<Result<_, _>>().expect("plain data");
    // The parts with the most fields reach the most of the schema.
    let mut order: Vec<&Value> = parts.iter().collect();
    order.sort_by_key(|part| std::cmp::Reverse(part.to_string().len()));
    let mut refused = 0;
    for part in order.iter().take(3) {
        for mutant in mutants(part) {
            let told = refusal(&schema, &json!([mutant]));
            let read = serde_json::from_value::<P>(mutant.clone());
            // An id's form is judged after reading; and serde takes a list for a struct.
            let form = told.as_ref().is_some_and(|told| {
                told.contains(".id:") || told.contains("] against type \"object\"")
            });
            assert!(
                told.is_none() == read.is_ok() || form,
                "{stem}: the schema says {told:?}, the loader {:?} of {mutant}",
                read.err().map(|error| error.to_string())
            );
            refused += usize::from(told.is_some());
        }
    }
    assert!(refused > 100, "{stem}: only {refused} mutants refused");
}

#[test]
fn schema_and_loader_refuse_the_same_values() {
    agree::<GpuChip>();
    agree::<Gpu>();
    agree::<Cpu>();
    agree::<Motherboard>();
    agree::<Memory>();
    agree::<Psu>();
    agree::<Storage>();
    agree::<Cooler>();
    agree::<Case>();
}
