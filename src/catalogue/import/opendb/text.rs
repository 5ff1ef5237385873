//! Words in names: what a row's fields get wrong is often right in its name.

use crate::part::is_invisible;

/// The text on one line, without invisible characters and doubled blanks; `None` where
/// nothing is left.
pub(super) fn clean(text: &str) -> Option<String> {
    let visible: String = text
        .chars()
        .map(|char| if char.is_whitespace() { ' ' } else { char })
        .filter(|char| !is_invisible(*char))
        .collect();
    let words: Vec<&str> = visible.split(' ').filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Its letters and digits, in lower case: what is the same in two spellings.
pub(super) fn squeezed(text: &str) -> String {
    let kept = text.chars().filter(|char| char.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// The words of a text, in lower case, parted by anything but letters and digits.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Whether a text has one of these words.
pub(super) fn has_word(text: &str, wanted: &[&str]) -> bool {
    words(text)
        .iter()
        .any(|word| wanted.contains(&word.as_str()))
}

/// The numbers in a text that stand before one of these units, with the unit's factor:
/// `2TB`, `1.92 TB`, `(2x16GB)`. A number that belongs to a rate (`14 GB/s`) is none.
pub(super) fn measures(text: &str, units: &[(&str, f64)]) -> Vec<f64> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|char: char| char.is_ascii_digit()) {
        let from = &rest[start..];
        let digits = |char: char| char.is_ascii_digit() || char == '.';
        let end = from.find(|char| !digits(char)).unwrap_or(from.len());
        let (number, after) = from.split_at(end);
        rest = after;
        let after = after.strip_prefix(' ').unwrap_or(after);
        for (unit, factor) in units {
            let Some(beyond) = strip_prefix_ignoring_case(after, unit) else {
                continue;
            };
            let ends = beyond
                .chars()
                .next()
                .is_none_or(|c| !c.is_alphanumeric() && c != '/');
            if let (true, Ok(value)) = (ends, number.parse::<f64>()) {
                found.push(value * factor);
            }
        }
    }
    found
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix)
        .then(|| &text[prefix.len()..])
}

/// Modules and size of one in a kit's name: `(2x16GB)` is 2 of 16.
pub(super) fn kit(name: &str) -> Option<(u8, u32)> {
    let squeezed: String = name.to_lowercase().split_whitespace().collect();
    squeezed.match_indices('x').find_map(|(at, _)| {
        let before = &squeezed[..at];
        let from = before
            .rfind(|char: char| !char.is_ascii_digit())
            .map_or(0, |last| last + 1);
        // A letter before the count would make it part of a model: `cp2k64`.
        let bounded = before[..from].ends_with('(');
        let after = &squeezed[at + 1..];
        let digits = after.find(|char: char| !char.is_ascii_digit())?;
        let sized = after[digits..].starts_with("gb");
        (bounded && sized)
            .then(|| Some((before[from..].parse().ok()?, after[..digits].parse().ok()?)))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_invisible_characters_go() {
        assert_eq!(
            clean("\u{200b} GHS2\u{a0}  RB \n"),
            Some("GHS2 RB".to_owned())
        );
        assert_eq!(clean(" \u{feff}"), None);
    }

    #[test]
    fn sizes_are_read_and_rates_are_not() {
        let sizes = |text| measures(text, &[("TB", 1000.0), ("GB", 1.0)]);
        assert_eq!(sizes("Intel D3-S4510 7.68TB SSD 2.5\" SATA"), [7680.0]);
        assert_eq!(sizes("Toshiba MD07ACA 14 tb HDD"), [14_000.0]);
        assert_eq!(sizes("Rocket 5 1TB PCIe GEN 5 14GB/s"), [1000.0]);
        assert_eq!(sizes("SATA 6.0 Gb/s 32GBX"), [0.0; 0]);
    }

    #[test]
    fn a_kit_is_read_off_its_brackets() {
        assert_eq!(kit("Vengeance 32GB (2x16GB)"), Some((2, 16)));
        assert_eq!(kit("V-Color 512GB (8 x 64GB) DDR5"), Some((8, 64)));
        assert_eq!(kit("Crucial CP2K64G56C46U5 8GX1"), None);
    }
}
