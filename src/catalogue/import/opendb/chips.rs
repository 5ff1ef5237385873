//! Which of the catalogue's GPU chips a card has: sources write chips in their own way
//! (`GeForce RTX 3060 12 GB`, `RTX 6000 Ada`), and speeds are never taken from them.

use super::text::words;
use crate::catalogue::Catalogue;
use crate::catalogue::import::LeftOut;
use crate::part::{GpuChip, Status};
use crate::unit::Gibibytes;
use std::collections::{BTreeMap, BTreeSet};

/// Words that name no chip: families, and that mining is slowed down.
const BESIDE: &[&str] = &[
    "geforce",
    "radeon",
    "nvidia",
    "amd",
    "intel",
    "generation",
    "workstation",
    "edition",
    "lhr",
];

/// The chips of a catalogue, by what is left of their names.
pub(super) struct Chips<'a> {
    by_key: BTreeMap<(String, Gibibytes), &'a GpuChip>,
    /// Chips of which some card is still made.
    current: BTreeSet<&'a str>,
}

impl<'a> Chips<'a> {
    pub(super) fn of(catalogue: &'a Catalogue) -> Self {
        let chips = catalogue.gpu_chips.iter();
        let cards = catalogue.gpus.iter();
        Self {
            by_key: chips
                .map(|chip| ((key(&chip.name), chip.memory), chip))
                .collect(),
            current: cards
                .filter(|card| card.status == Status::Current)
                .map(|card| card.chip.as_str())
                .collect(),
        }
    }

    /// The chip of a card.
    pub(super) fn find(
        &self,
        chipset: &str,
        memory: Gibibytes,
        kind: Option<&str>,
        card: &str,
    ) -> Result<&'a GpuChip, LeftOut> {
        let mut wanted = key(chipset);
        if key(card).contains("maxq") && !wanted.contains("maxq") {
            wanted.push_str("maxq");
        }
        // Made with slower memory since 2024, under the same name.
        if wanted == "rtx4070" && kind == Some("GDDR6") {
            wanted.push_str("gddr6");
        }
        self.by_key.get(&(wanted, memory)).copied().ok_or_else(|| {
            LeftOut::about(
                "its chip is not in gpu-chips.yaml",
                format!("{chipset}, {memory}"),
            )
        })
    }

    /// Whether cards with a chip are made still, as far as the catalogue's own say.
    pub(super) fn status(&self, chip: &GpuChip) -> Status {
        if self.current.contains(chip.id.as_str()) {
            Status::Current
        } else {
            Status::Discontinued
        }
    }
}

/// What is left of a chip's name without its family and its memory.
fn key(name: &str) -> String {
    let words = words(name);
    let size = |word: &str| {
        word.strip_suffix("gb")
            .is_some_and(|rest| rest.parse::<u32>().is_ok())
    };
    let mut left = String::new();
    for (place, word) in words.iter().enumerate() {
        let unit_next = words.get(place + 1).is_some_and(|next| next == "gb");
        let memory = word == "gb" || size(word) || (unit_next && word.parse::<u32>().is_ok());
        if !memory && !BESIDE.contains(&word.as_str()) {
            left.push_str(word);
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_chip_are_one_and_its_siblings_are_others() {
        let same = [
            ("GeForce RTX 3060 12 GB", "RTX 3060"),
            ("RTX 6000 Ada Generation", "RTX 6000 Ada"),
            ("GeForce RTX 3070", "GeForce RTX 3070 LHR"),
            ("RTX PRO 5000 Blackwell 48 GB", "RTX PRO 5000 Blackwell"),
            (
                "RTX PRO 4500 Blackwell",
                "RTX PRO 4500 Blackwell Workstation Edition",
            ),
        ];
        for (a, b) in same {
            assert_eq!(key(a), key(b));
        }
        let other = [
            ("GeForce RTX 3060 Ti", "GeForce RTX 3060 Ti GDDR6X"),
            ("RTX 4000 Ada", "RTX 4000 SFF Ada"),
            ("GeForce RTX 4070 Ti", "GeForce RTX 4070 Ti SUPER"),
        ];
        for (a, b) in other {
            assert_ne!(key(a), key(b));
        }
    }
}
