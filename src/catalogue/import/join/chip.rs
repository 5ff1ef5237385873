//! Chips and memory sizes in names.

use super::text::{split_unit, words};

/// What tells chips apart: `GeForce RTX 3060 12GB` is `3060 rtx`; memory is a fact of its own.
pub(super) fn chip_words(chipset: &str) -> Vec<String> {
    const ANY: &[&str] = &[
        "nvidia",
        "amd",
        "intel",
        "geforce",
        "radeon",
        "arc",
        "lhr",
        "generation",
        "graphics",
    ];
    let mut kept = words(chipset);
    drop_sizes(&mut kept);
    kept.retain(|word| !ANY.contains(&word.as_str()));
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// Takes memory sizes out: `12gb`, `12 gb`.
pub(super) fn drop_sizes(words: &mut Vec<String>) {
    let mut at = 0;
    while at < words.len() {
        let (number, unit) = split_unit(&words[at]);
        let next = words.get(at + 1).map(String::as_str);
        if !number.is_empty() && matches!(unit, "gb" | "g" | "tb") {
            words.remove(at);
        } else if !number.is_empty() && unit.is_empty() && matches!(next, Some("gb" | "tb")) {
            words.drain(at..at + 2);
        } else {
            at += 1;
        }
    }
}
