//! What every row has, whatever its kind: id, name, maker, part numbers, year.

use super::lenient::{number, object, text, texts};
use super::log::{Log, whole};
use crate::catalogue::import::join::{Facts, Item};
use serde::Deserialize;

/// Longest name kept, in characters.
const LONGEST_NAME: usize = 160;

/// The fields that all kinds share.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Head {
    #[serde(deserialize_with = "text")]
    pub(super) opendb_id: Option<String>,
    #[serde(deserialize_with = "object")]
    metadata: Metadata,
    #[serde(rename = "color", deserialize_with = "texts")]
    colours: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Metadata {
    #[serde(deserialize_with = "text")]
    name: Option<String>,
    #[serde(deserialize_with = "text")]
    manufacturer: Option<String>,
    #[serde(deserialize_with = "raw_texts")]
    part_numbers: Vec<String>,
    #[serde(rename = "releaseYear", deserialize_with = "number")]
    release_year: Option<f64>,
}

/// Part numbers keep their runs of blanks: those part two numbers in one text.
fn raw_texts<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let list = serde_json::Value::deserialize(from)?;
    let texts = list.as_array().into_iter().flatten();
    Ok(texts
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect())
}

/// A row's own words about itself, cleaned.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) maker: Option<String>,
    pub(super) year: Option<i16>,
    part_numbers: Vec<String>,
    colours: Vec<String>,
}

impl Identity {
    /// Cleans a row's head; `None` where it has no name.
    pub(super) fn of(head: Head, key: &str, newest_year: i16, log: &mut Log) -> Option<Self> {
        let metadata = head.metadata;
        let name = metadata.name?;
        let name = match name.char_indices().nth(LONGEST_NAME) {
            Some((end, _)) => {
                log.repaired(
                    "name",
                    format!("{} characters", name.chars().count()),
                    LONGEST_NAME,
                    "shortened",
                );
                name[..end].trim_end().to_owned()
            }
            None => name,
        };
        let newest = newest_year.unsigned_abs().into();
        let year = metadata.release_year.filter(|year| *year != 0.0);
        let year = log.count::<u16>("release year", year, 1990..=newest);
        Some(Self {
            key: head.opendb_id.unwrap_or_else(|| key.to_owned()),
            name,
            maker: metadata.manufacturer,
            year: year.and_then(|year| i16::try_from(year).ok()),
            part_numbers: part_numbers(&metadata.part_numbers),
            colours: head.colours,
        })
    }

    /// What is a part number of its, as far as its form tells.
    pub(super) fn part_numbers(&self) -> &[String] {
        &self.part_numbers
    }

    /// Leaves out the part numbers that are not its own.
    pub(super) fn keep_part_numbers(&mut self, own: impl Fn(&str) -> bool) {
        self.part_numbers.retain(|number| own(number));
    }

    /// Adds another row's part numbers: the two are one product.
    pub(super) fn join(&mut self, other: Self) {
        for number in other.part_numbers {
            if !self.part_numbers.contains(&number) {
                self.part_numbers.push(number);
            }
        }
    }

    /// The same thing for the price join.
    pub(super) fn item(&self, facts: Facts) -> Item {
        Item {
            key: self.key.clone(),
            maker: self.maker.clone().unwrap_or_default(),
            name: self.name.clone(),
            part_numbers: self.part_numbers.clone(),
            colours: self.colours.clone(),
            facts,
        }
    }

    /// A year that is stated, or that follows from something else.
    pub(super) fn year_or(&self, other: Option<i16>) -> Option<i16> {
        self.year.or(other)
    }
}

/// Two numbers in one text are parted by a run of blanks; words such as `OC`, `WHITE` or
/// `16` are no numbers.
fn part_numbers(raw: &[String]) -> Vec<String> {
    let parted = raw.iter().flat_map(|text| text.split("   "));
    let mut numbers: Vec<String> = Vec::new();
    for text in parted.filter_map(super::text::clean) {
        let digit = text.bytes().any(|byte| byte.is_ascii_digit());
        let letter = text.bytes().any(|byte| byte.is_ascii_alphabetic());
        if text.len() >= 5 && digit && (letter || text.len() >= 7) && !numbers.contains(&text) {
            numbers.push(text);
        }
    }
    numbers
}

/// The base clock or boost clock of a row in MHz, for the join.
pub(super) fn megahertz(value: Option<f64>, scale: f64) -> Option<u32> {
    value
        .and_then(|value| whole(libm::round(value * scale)))
        .filter(|clock| *clock > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_part_numbers_and_a_run_of_blanks_parts_two() {
        let raw = [
            "GHS2LCD36RB                 G89.GHS2LCD36RB.00",
            "OC",
            "WHITE",
            "16",
            "3886787",
        ];
        let numbers = part_numbers(&raw.map(str::to_owned));
        assert_eq!(numbers, ["GHS2LCD36RB", "G89.GHS2LCD36RB.00", "3886787"]);
    }
}
