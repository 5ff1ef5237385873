//! Conditions on the facts of parts: `vram>=24`, `length<=300 mm`, `power=12v-2x6`.

use super::{Catalogue, PriceMode};
use crate::part::{AnyPart, Condition};
use crate::suggest::nearest;
use jiff::civil::Date;
use serde_yaml::Value;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::str::FromStr;

/// Names beside those of the fields.
const PRICE: &str = "price";
const KIND: &str = "kind";
/// What people call a card's memory.
const VRAM: &str = "vram";

/// How a fact is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
}

/// Written forms; the longer ones first, so that `<=` is not read as `<`.
const COMPARISONS: &[(&str, Comparison)] = &[
    ("<=", Comparison::LessOrEqual),
    (">=", Comparison::GreaterOrEqual),
    ("!=", Comparison::NotEqual),
    ("=", Comparison::Equal),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
    ("~", Comparison::Contains),
];

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    field: String,
    comparison: Comparison,
    value: String,
}

impl FromStr for Filter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let place = |(sign, comparison): &(&'static str, Comparison)| {
            text.find(sign).map(|at| (at, *sign, *comparison))
        };
        // The first sign counts; of those at one place the longest, which stands first.
        let found = COMPARISONS.iter().filter_map(place).min_by_key(|one| one.0);
        let parts = found.map(|(at, sign, comparison)| {
            let field = text[..at].trim().to_ascii_lowercase();
            let value = text[at + sign.len()..].trim().to_owned();
            (field, comparison, value)
        });
        match parts {
            Some((field, comparison, value)) if !field.is_empty() && !value.is_empty() => {
                Ok(Self {
                    field,
                    comparison,
                    value,
                })
            }
            _ => Err(format!(
                "`{text}` is not a condition such as 'vram>=24', 'socket=am5' or 'name~turbo' (signs: = != < <= > >= ~)"
            )),
        }
    }
}

/// What a filter says of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// The part has the field but its value is not known.
    Unknown,
}

/// The parts for which every condition holds, and how many are left out for want of a fact.
#[derive(Debug, Clone, Default)]
pub struct Filtered<'a> {
    /// They match.
    pub parts: Vec<AnyPart<'a>>,
    /// No condition fails, but not all can be judged.
    pub unknown: usize,
}

/// Filters parts of the catalogue.
///
/// # Errors
/// A field that none of the parts has.
pub fn filtered<'a>(
    catalogue: &'a Catalogue,
    parts: impl Iterator<Item = AnyPart<'a>>,
    filters: &[Filter],
    today: Date,
) -> Result<Filtered<'a>, String> {
    if filters.is_empty() {
        return Ok(Filtered {
            parts: parts.collect(),
            unknown: 0,
        });
    }
    let mut found = Filtered::default();
    let mut heard: Vec<bool> = vec![false; filters.len()];
    let mut fields = BTreeSet::new();
    for part in parts {
        let facts = Facts::of(catalogue, part, today);
        fields.extend(facts.names().map(str::to_owned));
        let mut worst = Match::Yes;
        for (filter, heard) in filters.iter().zip(&mut heard) {
            *heard |= facts.has(&filter.field);
            worst = match (worst, filter.judge(&facts)) {
                (Match::No, _) | (_, Match::No) => Match::No,
                (Match::Unknown, _) | (_, Match::Unknown) => Match::Unknown,
                (Match::Yes, Match::Yes) => Match::Yes,
            };
        }
        match worst {
            Match::Yes => found.parts.push(part),
            Match::Unknown => found.unknown += 1,
            Match::No => {}
        }
    }
    let unheard = filters.iter().zip(&heard).find(|(_, heard)| !**heard);
    match unheard {
        None => Ok(found),
        Some((Filter { field, .. }, _)) => {
            let names = || fields.iter().map(String::as_str);
            let near = nearest(field, names());
            let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let known: Vec<&str> = names().collect();
            Err(format!(
                "no such field: `{field}`{near} Known here: {}",
                known.join(", ")
            ))
        }
    }
}

/// The facts of a part by name; those of its chip stand behind a card's own.
struct Facts {
    own: Value,
    chip: Option<Value>,
    fields: Vec<&'static str>,
    price: Option<String>,
    kind: &'static str,
}

impl Facts {
    fn of(catalogue: &Catalogue, part: AnyPart<'_>, today: Date) -> Self {
        let chip = match part {
            AnyPart::Gpu(card) => catalogue.chip(&card.chip),
            _ => None,
        };
        let prices = Condition::ALL
            .iter()
            .filter_map(|condition| catalogue.price(part, *condition, today, PriceMode::Adjusted));
        let chip_part = chip.map(AnyPart::GpuChip);
        let fields = super::facts(part).into_iter();
        let behind = chip_part.into_iter().flat_map(super::facts);
        Self {
            own: written(part),
            chip: chip_part.map(written),
            fields: fields.chain(behind).map(|fact| fact.field).collect(),
            price: prices
                .map(|price| price.amount)
                .min()
                .map(|amount| amount.to_string()),
            kind: part.kind().as_str(),
        }
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        let vram = self.chip.as_ref().map(|_| VRAM);
        let fields = self.fields.iter().copied();
        fields.chain([PRICE, KIND, "id", "name"]).chain(vram)
    }

    fn has(&self, field: &str) -> bool {
        let first = field.split('.').next().unwrap_or_default();
        self.names().any(|name| name == first)
    }

    /// The texts of a field: one, or one for each element of a list; `None` = not known.
    fn values(&self, field: &str) -> Option<Vec<String>> {
        match field {
            PRICE => self.price.clone().map(|price| vec![price]),
            KIND => Some(vec![self.kind.to_owned()]),
            VRAM => texts(at(self.chip.as_ref()?, "memory")?),
            _ => {
                let chip = || at(self.chip.as_ref()?, field);
                texts(at(&self.own, field).or_else(chip)?)
            }
        }
    }
}

macro_rules! written_of_kinds {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        /// A part as its file writes it.
        fn written(part: AnyPart<'_>) -> Value {
            match part { $(AnyPart::$kind(part) => serde_yaml::to_value(part).unwrap_or_default()),+ }
        }
    };
}
crate::part_kinds!(written_of_kinds);

/// The value that a dotted name leads to: `memory.max`.
fn at<'v>(value: &'v Value, dotted: &str) -> Option<&'v Value> {
    dotted
        .split('.')
        .try_fold(value, |value, step| value.get(step))
}

fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Number(number) => Some(vec![number.to_string()]),
        Value::Bool(yes) => Some(vec![if *yes { "yes" } else { "no" }.to_owned()]),
        Value::Sequence(list) if list.iter().any(Value::is_mapping) => {
            // A list of slots or offers: how many there are.
            Some(vec![list.len().to_string()])
        }
        Value::Sequence(list) => Some(list.iter().filter_map(texts).flatten().collect()),
        Value::Mapping(_) | Value::Null | Value::Tagged(_) => None,
    }
}

impl Filter {
    fn judge(&self, facts: &Facts) -> Match {
        let Some(values) = facts.values(&self.field) else {
            return if facts.has(&self.field) {
                Match::Unknown
            } else {
                Match::No
            };
        };
        let holds = match self.comparison {
            // No element of the list may be it.
            Comparison::NotEqual => values.iter().all(|value| self.holds(value)),
            _ => values.iter().any(|value| self.holds(value)),
        };
        if holds { Match::Yes } else { Match::No }
    }

    fn holds(&self, value: &str) -> bool {
        let order = compare(value, &self.value);
        match self.comparison {
            Comparison::Equal => order == Some(Ordering::Equal),
            Comparison::NotEqual => order != Some(Ordering::Equal),
            Comparison::Less => order.is_some_and(Ordering::is_lt),
            Comparison::LessOrEqual => order.is_some_and(Ordering::is_le),
            Comparison::Greater => order.is_some_and(Ordering::is_gt),
            Comparison::GreaterOrEqual => order.is_some_and(Ordering::is_ge),
            Comparison::Contains => value.to_lowercase().contains(&self.value.to_lowercase()),
        }
    }
}

/// Compares two texts: as amounts of one unit where both are, else letter by letter (which
/// is the order of dates too). `None` = amounts of different units.
fn compare(value: &str, wanted: &str) -> Option<Ordering> {
    match (amount(value), amount(wanted)) {
        (Some((a, unit)), Some((b, asked))) => {
            let same = asked.is_empty() || unit.eq_ignore_ascii_case(asked);
            same.then(|| a.total_cmp(&b))
        }
        _ => Some(value.to_lowercase().cmp(&wanted.to_lowercase())),
    }
}

/// A number and its unit; a TB is a thousand GB, a $ stands before.
fn amount(text: &str) -> Option<(f64, &str)> {
    let bare = text.trim().trim_start_matches('$');
    let end = bare
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .unwrap_or(bare.len());
    let number: f64 = bare[..end].replace(',', "").parse().ok()?;
    let unit = bare[end..].trim();
    let word = unit.chars().all(|c| c.is_ascii_alphabetic() || c == '/');
    match unit {
        "TB" | "tb" => Some((number * 1_000.0, "GB")),
        // `8-pin`, `2026-11-24`, `12v-2x6` are names.
        _ => word.then_some((number, unit)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::{Gpu, GpuChip, Storage};
    use jiff::civil::date;

    fn catalogue() -> Catalogue {
        let chip = |id: &str, memory: &str| -> GpuChip {
            serde_yaml::from_str(&format!(
                "{{id: {id}, name: N, vendor: nvidia, architecture: ada, memory: {memory}, offers: [{{price: $800.00, condition: used, as_of: 2026-11-01, source: s}}], sources: [s], verified: 2026-11-01}}"
            ))
            .unwrap()
        };
        let card = |id: &str, chip: &str, more: &str| -> Gpu {
            serde_yaml::from_str(&format!(
                "{{id: {id}, chip: {chip}, name: Card {id}, {more} status: current, sources: [s], verified: 2026-11-01}}"
            ))
            .unwrap()
        };
        let drive: Storage = serde_yaml::from_str(
            "{id: d, name: D, capacity: 2 TB, status: current, sources: [s], verified: 2026-11-01}",
        )
        .unwrap();
        Catalogue {
            gpu_chips: vec![chip("big", "24 GiB"), chip("small", "8 GiB")],
            gpus: vec![
                card("a", "big", "length: 300 mm, power: [8-pin, 8-pin],"),
                card("b", "big", ""),
                card("c", "small", "length: 200 mm, power: [12v-2x6],"),
            ],
            storage: vec![drive],
            ..Catalogue::default()
        }
    }

    /// Ids that match, and how many are unknown.
    fn found(filters: &[&str]) -> (Vec<String>, usize) {
        let catalogue = catalogue();
        let filters: Vec<Filter> = filters.iter().map(|text| text.parse().unwrap()).collect();
        let found = filtered(&catalogue, catalogue.parts(), &filters, date(2026, 11, 24)).unwrap();
        let ids = found.parts.iter().map(|part| part.id().to_owned());
        (ids.collect(), found.unknown)
    }

    #[test]
    fn amounts_names_and_lists_are_compared_as_what_they_are() {
        let ids = |filter: &str| found(&[filter]).0;
        assert_eq!(ids("vram>=24"), ["a", "b"]);
        assert_eq!(ids("vram = 24 GiB"), ["a", "b"]);
        assert_eq!(ids("vram<24"), ["c"]);
        assert_eq!(ids("length<=250mm"), ["c"]);
        assert_eq!(ids("power=12v-2x6"), ["c"]);
        assert_eq!(ids("power=8-pin"), ["a"]);
        assert_eq!(ids("capacity>=1500 GB"), ["d"]);
        assert_eq!(ids("capacity<2TB"), [""; 0]);
        assert_eq!(ids("name~CARD A"), ["a"]);
        assert_eq!(ids("kind=gpu-chip"), ["big", "small"]);
        assert_eq!(ids("price<=800"), ["big", "small", "a", "b", "c"]);
        assert_eq!(ids("price<$799.99"), [""; 0]);
        assert_eq!(ids("length<=300 W"), [""; 0], "another unit never matches");
        assert_eq!(found(&["vram>=24", "length<=300"]).0, ["a"]);
    }

    #[test]
    fn what_is_not_known_is_counted_and_never_matches() {
        assert_eq!(
            found(&["length<=400"]),
            (vec!["a".to_owned(), "c".to_owned()], 1)
        );
        assert_eq!(found(&["length!=300"]), (vec!["c".to_owned()], 1));
        assert_eq!(found(&["vram<10", "length<=400"]).1, 0, "b fails anyway");
    }

    #[test]
    fn a_field_that_no_part_has_is_told() {
        let catalogue = catalogue();
        let filter: Filter = "lenght<=3".parse().unwrap();
        let error = filtered(&catalogue, catalogue.parts(), &[filter], date(2026, 11, 24));
        let error = error.unwrap_err();
        assert!(error.contains("did you mean `length`?"), "{error}");
        for wrong in ["vram", "=24", "vram>=", ""] {
            assert!(wrong.parse::<Filter>().is_err(), "{wrong}");
        }
    }
}
