//! Classes of options: those with equal values in all the fields that a rule reads.

use crate::rules::{CoolerPick, GpuPick};
use crate::solve::candidate::{Candidate, Item};
use crate::solve::reads::NEVER_READ;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The fields of an option by name: `length`, `memory.slots`, `chip/memory`, `count`.
#[derive(Debug)]
pub(super) struct Fields(BTreeMap<String, Value>);

impl Fields {
    pub(super) fn of(candidate: &Candidate<'_>) -> Self {
        let mut fields = BTreeMap::new();
        match &candidate.item {
            Item::Gpus([GpuPick { card, chip, count }]) => {
                put(&mut fields, "", card);
                put(&mut fields, "chip/", chip);
                fields.insert("chip/id".to_owned(), chip.id.clone().into());
                fields.insert("count".to_owned(), (*count).into());
            }
            Item::Cpu(part) => put(&mut fields, "", part),
            Item::Board(part) => put(&mut fields, "", part),
            Item::Memory([pick]) => {
                put(&mut fields, "", pick.part);
                fields.insert("count".to_owned(), pick.count.into());
            }
            Item::Psu([pick]) => put(&mut fields, "", pick.part),
            Item::Storage([pick]) => {
                put(&mut fields, "", pick.part);
                fields.insert("count".to_owned(), pick.count.into());
            }
            Item::Cooler(CoolerPick::Boxed) => {}
            Item::Cooler(CoolerPick::Part(part)) => put(&mut fields, "", part),
            Item::Case(part) => put(&mut fields, "", part),
        }
        Self(fields)
    }

    /// The values of these fields, or of all, as one text: equal texts, equal options.
    fn key(&self, read: Option<&[&str]>) -> String {
        let boxed = self.0.is_empty();
        let mut values: Vec<(&str, &Value)> = match read {
            Some(names) => names
                .iter()
                .map(|name| (*name, self.0.get(*name).unwrap_or(&Value::Null)))
                .collect(),
            None => self
                .0
                .iter()
                .map(|(name, value)| (&**name, value))
                .collect(),
        };
        values.sort_unstable_by_key(|(name, _)| *name);
        format!(
            "{boxed} {}",
            Value::Array(values.into_iter().map(pair).collect())
        )
    }
}

fn pair((name, value): (&str, &Value)) -> Value {
    Value::Array(vec![name.into(), value.clone()])
}

fn put(fields: &mut BTreeMap<String, Value>, prefix: &str, part: &impl Serialize) {
    let Ok(Value::Object(object)) = serde_json::to_value(part) else {
        return;
    };
    put_object(fields, prefix, object);
}

fn put_object(fields: &mut BTreeMap<String, Value>, prefix: &str, object: Map<String, Value>) {
    for (name, value) in object {
        match value {
            // A board's memory: its fields stand for themselves.
            Value::Object(inner) if name == "memory" => put_object(fields, "memory.", inner),
            value if NEVER_READ.contains(&&*name) => drop(value),
            value => {
                fields.insert(format!("{prefix}{name}"), value);
            }
        }
    }
}

/// The class of each option, and an option of each class.
#[derive(Debug, Clone)]
pub(super) struct Classes {
    pub(super) of: Vec<usize>,
    pub(super) first: Vec<usize>,
}

impl Classes {
    /// Options with equal fields among those `read`; `None` = all fields.
    pub(super) fn by_fields(options: &[Fields], read: Option<&[&str]>) -> Self {
        Self::by(options.iter().map(|fields| fields.key(read)))
    }

    /// Options with equal keys.
    pub(super) fn by<K: Ord>(keys: impl Iterator<Item = K>) -> Self {
        let mut known: BTreeMap<K, usize> = BTreeMap::new();
        let (mut of, mut first) = (Vec::new(), Vec::new());
        for (option, key) in keys.enumerate() {
            let next = first.len();
            let class = *known.entry(key).or_insert(next);
            if class == next {
                first.push(option);
            }
            of.push(class);
        }
        Self { of, first }
    }

    pub(super) fn len(&self) -> usize {
        self.first.len()
    }
}
