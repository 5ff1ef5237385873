//! All that is written of a part, field by field, and which of its fields are not known.

use super::fields::fields_at;
use crate::part::{AnyPart, Part, PartKind};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_yaml::Value;

/// Fields that are not facts of the part itself.
pub(super) const BESIDE: &[&str] = &["id", "name", "offers", "sources", "verified", "imputed"];

/// Fields that files leave out to say no, by kind: of all others absent means unknown.
const fn absent_is_no(kind: PartKind) -> &'static [&'static str] {
    match kind {
        PartKind::GpuChip => &["ecc"],
        PartKind::Motherboard => &["btf"],
        PartKind::Case => &["open_frame"],
        PartKind::Gpu
        | PartKind::Cpu
        | PartKind::Memory
        | PartKind::Psu
        | PartKind::Storage
        | PartKind::Cooler => &[],
    }
}

/// One field of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The field's name, as its file writes it.
    pub field: &'static str,
    /// Its value, one entry a line; `None` = not known.
    pub value: Option<Vec<String>>,
    /// Whether it, or some of it, is imputed.
    pub imputed: bool,
}

macro_rules! facts_of_kinds {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        /// The fields of a part in the order of its struct, without its prices and sources.
        pub fn facts(part: AnyPart<'_>) -> Vec<Fact> {
            let kind = part.kind();
            match part { $(AnyPart::$kind(part) => of_part(part, kind)),+ }
        }
    };
}
crate::part_kinds!(facts_of_kinds);

fn of_part<P: Part + Serialize + DeserializeOwned>(part: &P, kind: PartKind) -> Vec<Fact> {
    // Parts are plain data: what was read as YAML can be written as such.
    let written = serde_yaml::to_value(part).unwrap_or_default();
    let fields = fields_at::<P>(&[]).iter().copied();
    fields
        .filter(|field| !BESIDE.contains(field))
        .map(|field| Fact {
            field,
            value: match written.get(field) {
                Some(value) => Some(lines(value)),
                None => absent_is_no(kind)
                    .contains(&field)
                    .then(|| vec!["no".to_owned()]),
            },
            imputed: part.imputed().iter().any(|name| {
                let within = name.strip_prefix(field);
                within.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            }),
        })
        .collect()
}

/// A list of maps takes a line each; all else one line.
fn lines(value: &Value) -> Vec<String> {
    match value {
        Value::Sequence(list) if list.is_empty() => vec!["none".to_owned()],
        Value::Sequence(list) if list.iter().any(Value::is_mapping) => {
            list.iter().map(flow).collect()
        }
        Value::Sequence(list) => vec![joined(list)],
        Value::Mapping(_)
        | Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Tagged(_) => vec![flow(value)],
    }
}

fn joined(list: &[Value]) -> String {
    list.iter().map(flow).collect::<Vec<String>>().join(", ")
}

fn flow(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Sequence(list) => format!("[{}]", joined(list)),
        Value::Mapping(map) => {
            let entry = |(key, value): (&Value, &Value)| match value {
                // Or it could not be told where it ends.
                Value::Mapping(_) => format!("{} ({})", flow(key), flow(value)),
                Value::Null
                | Value::Bool(_)
                | Value::Number(_)
                | Value::String(_)
                | Value::Sequence(_)
                | Value::Tagged(_) => format!("{} {}", flow(key), flow(value)),
            };
            map.iter().map(entry).collect::<Vec<String>>().join(", ")
        }
        Value::Tagged(tagged) => flow(&tagged.value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::{Case, Cpu, Gpu, Memory};

    fn of(yaml: &str) -> Vec<Fact> {
        let cards: Vec<Gpu> = serde_yaml::from_str(yaml).unwrap();
        facts(AnyPart::Gpu(&cards[0]))
    }

    #[test]
    fn every_field_is_there_known_or_not() {
        let facts = of(
            "[{id: a, chip: c, name: A, length: 313 mm, power: [8-pin, 8-pin], status: current, \
             sources: [s], verified: 2026-11-24, imputed: [length]}]",
        );
        let find = |name: &str| facts.iter().find(|fact| fact.field == name).unwrap();
        let value = |name: &str| find(name).value.as_deref().map(<[String]>::concat);
        assert_eq!(value("length").as_deref(), Some("313 mm"));
        assert!(find("length").imputed && !find("power").imputed);
        assert_eq!(value("power").as_deref(), Some("8-pin, 8-pin"));
        assert_eq!(value("slots"), None, "absent means unknown");
        assert!(facts.iter().all(|fact| fact.field != "id"));
    }

    #[test]
    fn an_empty_list_is_known_to_be_empty() {
        let facts = of(
            "[{id: a, chip: c, name: A, power: [], status: current, sources: [s], verified: 2026-11-24}]",
        );
        let power = facts.iter().find(|fact| fact.field == "power").unwrap();
        assert_eq!(power.value.as_deref(), Some(&["none".to_owned()][..]));
    }

    #[test]
    fn what_files_leave_out_to_say_no_is_no() {
        let cases: Vec<Case> = serde_yaml::from_str(
            "[{id: a, name: A, status: current, sources: [s], verified: 2026-11-24}]",
        )
        .unwrap();
        let facts = facts(AnyPart::Case(&cases[0]));
        let value = |name: &str| {
            let fact = facts.iter().find(|fact| fact.field == name).unwrap();
            fact.value.as_deref().map(<[String]>::concat)
        };
        assert_eq!(value("open_frame").as_deref(), Some("no"));
        assert_eq!(value("fans"), None);
    }

    #[test]
    fn whether_there_is_ecc_is_not_known_of_processors_and_kits_that_do_not_say() {
        let end = "status: current, sources: [s], verified: 2026-11-24";
        let cpus: Vec<Cpu> =
            serde_yaml::from_str(&format!("[{{id: a, name: A, socket: am5, {end}}}]")).unwrap();
        let kits: Vec<Memory> = serde_yaml::from_str(&format!(
            "[{{id: a, name: A, type: ddr5, modules: 2, module_size: 16 GiB, {end}}}]"
        ))
        .unwrap();
        for part in [AnyPart::Cpu(&cpus[0]), AnyPart::Memory(&kits[0])] {
            let facts = facts(part);
            let ecc = facts.iter().find(|fact| fact.field == "ecc").unwrap();
            assert_eq!(ecc.value, None, "{}", part.kind());
        }
    }
}
