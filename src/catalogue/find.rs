//! What a person calls a part: its id, or words that only one part has.

use super::Catalogue;
use crate::part::{AnyPart, GpuChip};
use crate::suggest::near;
use std::fmt;

/// Ids proposed where a part is not found.
const MOST_SUGGESTED: usize = 5;

/// No part, or more than one, answers to a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFound {
    /// What was asked for.
    pub text: String,
    /// How many parts have every word of it: 0, or more than one.
    pub matching: usize,
    /// Ids that may be meant, the likeliest first: at most five.
    pub suggestions: Vec<String>,
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text.escape_debug();
        match self.matching {
            0 => write!(f, "no part is called `{text}`")?,
            count => write!(f, "{count} parts answer to `{text}`")?,
        }
        if !self.suggestions.is_empty() {
            write!(f, "; did you mean {}?", self.suggestions.join(", "))?;
        }
        Ok(())
    }
}

impl std::error::Error for NotFound {}

impl Catalogue {
    /// The part with this id, or the only one whose id and name contain every word,
    /// whatever the case.
    pub fn find(&self, text: &str) -> Result<AnyPart<'_>, NotFound> {
        let typed = text.trim().to_lowercase();
        if let Some(part) = self.part(&typed) {
            return Ok(part);
        }
        let matching: Vec<AnyPart<'_>> = self
            .parts()
            .filter(|part| has_words(&typed, part.id(), part.name()))
            .collect();
        if let [only] = matching.as_slice() {
            return Ok(*only);
        }
        let ids = matching.iter().map(|part| part.id()).collect();
        Err(not_found(text, ids, || {
            near(&typed, self.parts().map(AnyPart::id))
        }))
    }

    /// The GPU chip that is meant: by its id or a card's, by its name, or by words that say
    /// all of its number (`3090` is no `rtx-3090-ti`) or that only one has.
    pub fn find_chip(&self, text: &str) -> Result<&GpuChip, NotFound> {
        let typed = text.trim().to_lowercase();
        let of_card = || {
            let card = self.gpus.iter().find(|card| card.id == typed)?;
            self.chip(&card.chip)
        };
        if let Some(chip) = self.chip(&typed).or_else(of_card) {
            return Ok(chip);
        }
        let matching: Vec<&GpuChip> = self
            .gpu_chips
            .iter()
            .filter(|chip| has_words(&typed, &chip.id, &chip.name))
            .collect();
        let whole = |chip: &&&GpuChip| {
            let mut words = chip.id.split('-');
            words.all(|word| SERIES.contains(&word) || typed.contains(word))
        };
        let mut whole = matching.iter().filter(whole);
        match (matching.as_slice(), whole.next(), whole.next()) {
            ([only], _, _) => Ok(only),
            (_, Some(one), None) => Ok(one),
            (several, _, _) => {
                let ids = several.iter().map(|chip| chip.id.as_str()).collect();
                Err(not_found(text, ids, || {
                    near(&typed, self.gpu_chips.iter().map(|chip| chip.id.as_str()))
                }))
            }
        }
    }
}

/// Words of a chip's id that people leave out.
const SERIES: &[&str] = &["gtx", "rtx", "rx", "arc", "quadro", "radeon", "instinct"];

fn has_words(typed: &str, id: &str, name: &str) -> bool {
    let all = format!("{id} {name}").to_lowercase();
    let mut words = typed.split_whitespace().peekable();
    words.peek().is_some() && words.all(|word| all.contains(word))
}

/// What to say where several answer, or none: then those that are near.
fn not_found<'a>(text: &str, matching: Vec<&'a str>, near: impl Fn() -> Vec<&'a str>) -> NotFound {
    let count = matching.len();
    let ids = if matching.is_empty() {
        near()
    } else {
        matching
    };
    let ids = ids.into_iter().take(MOST_SUGGESTED);
    NotFound {
        text: text.to_owned(),
        matching: count,
        suggestions: ids.map(str::to_owned).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::Psu;

    fn catalogue() -> Catalogue {
        let psu = |id: &str, name: &str| -> Psu {
            let text = format!(
                "{{id: {id}, name: {name}, wattage: 850 W, status: current, sources: [s], verified: 2026-11-01}}"
            );
            serde_yaml::from_str(&text).unwrap()
        };
        Catalogue {
            psus: vec![
                psu("corsair-rm850e", "Corsair RM850e"),
                psu("corsair-rm850x", "Corsair RM850x Shift"),
                psu("seasonic-focus", "Seasonic Focus GX"),
            ],
            ..Catalogue::default()
        }
    }

    fn found(text: &str) -> Result<String, Vec<String>> {
        let catalogue = catalogue();
        let part = catalogue.find(text).map(|part| part.id().to_owned());
        part.map_err(|error| error.suggestions)
    }

    #[test]
    fn an_id_or_words_that_are_unique_find_a_part() {
        for text in [
            "corsair-rm850x",
            " Corsair-RM850X ",
            "shift corsair",
            "RM850X",
        ] {
            assert_eq!(found(text).as_deref(), Ok("corsair-rm850x"), "{text}");
        }
    }

    #[test]
    fn words_of_several_parts_name_them() {
        assert_eq!(
            found("corsair"),
            Err(vec![
                "corsair-rm850e".to_owned(),
                "corsair-rm850x".to_owned()
            ])
        );
    }

    #[test]
    fn a_slip_finds_the_nearest_ids_best_first() {
        let near = found("seasonik-focus").unwrap_err();
        assert_eq!(near, ["seasonic-focus"]);
        assert_eq!(found("corsair-rm85x").unwrap_err()[0], "corsair-rm850x");
        assert_eq!(found("zzz"), Err(Vec::new()));
        assert_eq!(found("  "), Err(Vec::new()));
    }

    #[test]
    fn the_message_shows_no_terminal_escape() {
        let error = catalogue().find("a\u{1b}[2J").unwrap_err();
        assert_eq!(error.to_string(), "no part is called `a\\u{1b}[2J`");
    }
}
