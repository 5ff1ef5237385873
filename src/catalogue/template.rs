//! An empty part of a kind to fill in, as a person would write it.

use super::content::required;
use super::fields::fields_at;
use super::schema::part_schema;
use crate::part::{Case, Cooler, Cpu, Gpu, GpuChip, Memory, Motherboard, PartKind, Psu, Storage};
use serde_json::Value;

macro_rules! fields_of_kinds {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        /// The fields of a kind in the order of its struct.
        fn fields_of(kind: PartKind) -> &'static [&'static str] {
            match kind { $(PartKind::$kind => fields_at::<$kind>(&[])),+ }
        }
    };
}
crate::part_kinds!(fields_of_kinds);

/// A part of this kind with every field, those that may be absent as comments.
pub fn template(kind: PartKind) -> String {
    let schema = part_schema(kind).to_value();
    let line = |(place, field): (usize, &&str)| {
        let start = if place == 0 { "- " } else { "  " };
        let needed = required(kind).contains(field);
        let off = if needed { "" } else { "# " };
        let remark = remark(&schema, kind, field);
        format!("{start}{off}{field}: # {remark}\n")
    };
    let head = format!(
        "# Kind: {kind}. Fill in what a data sheet says and delete the rest: absent means unknown.\n"
    );
    let lines = fields_of(kind).iter().enumerate().map(line);
    std::iter::once(head).chain(lines).collect()
}

/// What a field is, and what it may hold.
fn remark(schema: &Value, kind: PartKind, field: &str) -> String {
    let items = schema.pointer("/items/$ref").and_then(Value::as_str);
    let part = items.and_then(|path| schema.pointer(path.trim_start_matches('#')));
    let of_part = |part: &Value| part.pointer(&format!("/properties/{field}")).cloned();
    let Some(rules) = part.and_then(of_part) else {
        // Every field of the struct is in its schema (tested).
        return kind.to_string();
    };
    let what = rules.get("description").and_then(Value::as_str);
    let what = what.unwrap_or_default().trim_end_matches('.');
    match form(schema, &rules) {
        Some(form) => format!("{what}: {form}"),
        None => what.to_owned(),
    }
}

/// The form of a value: that of its own type, wherever the schema refers to it.
fn form(schema: &Value, rules: &Value) -> Option<String> {
    if let Some(path) = rules.get("$ref").and_then(Value::as_str) {
        let target = schema.pointer(path.trim_start_matches('#'))?;
        let names = target.get("enum").and_then(Value::as_array);
        if let Some(names) = names.filter(|names| names.len() <= 12) {
            let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
            return Some(names.join(", "));
        }
        let what = target.get("description").and_then(Value::as_str)?;
        return target.get("properties").is_none().then(|| what.to_owned());
    }
    for list in ["allOf", "anyOf"] {
        for one in rules
            .get(list)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            if let Some(form) = form(schema, one) {
                return Some(form);
            }
        }
    }
    let items = form(schema, rules.get("items")?)?;
    Some(format!("[{items}]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_named_once_and_explained() {
        for kind in PartKind::ALL {
            let text = template(*kind);
            for field in fields_of(*kind) {
                let line = text.lines().find(|line| {
                    line.trim_start_matches(['-', '#', ' '])
                        .starts_with(&format!("{field}: #"))
                });
                let line = line.unwrap_or_else(|| panic!("{kind}: no {field} in\n{text}"));
                assert!(line.len() > field.len() + 12, "{line}");
            }
        }
    }

    #[test]
    fn what_is_needed_is_there_to_fill_in_and_the_rest_is_a_comment() {
        insta::assert_snapshot!(template(PartKind::Storage), @r"
        # Kind: storage. Fill in what a data sheet says and delete the rest: absent means unknown.
        - id: # Stable id: `wd-black-sn7100-1tb`
          name: # The maker's name
          capacity: # Capacity: a capacity such as 2 TB or 500 GB
          # interface: # Interface: nvme, sata
          # form: # Shape: m.2, 2.5-inch, 3.5-inch
          # m2_size: # Module size, for M.2 drives: an M.2 size
          # generation: # PCIe generation, for NVMe drives
          # endurance: # Rated write endurance: an endurance such as 600 TBW
          # read_rate: # Rated sequential read rate: a data rate such as 936.2 GB/s
          # warranty: # Maker's warranty: a time such as 10 years
          status: # Whether it is still sold: current, discontinued, unavailable
          # offers: # Prices
          sources: # Ids of `sources.yaml`
          verified: # The day the facts were last checked against the sources: a day such as 2026-11-24
          # imputed: # Fields that no data sheet or two agreeing sources confirm
        ");
    }
}
