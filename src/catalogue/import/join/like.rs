//! What makes parts alike, by their names: for judging a price among others.

use super::chip::chip_words;
use super::text::words;

/// A card's chip, whatever its spelling.
pub(crate) fn chip(chipset: &str) -> Vec<String> {
    chip_words(chipset)
}

/// A processor's family: `amd ryzen 7`, `intel core i7`.
pub(crate) fn family(name: &str) -> String {
    let mut words = words(name);
    words.truncate(3);
    words.join(" ")
}

/// A board's chipset: the first word with a letter before two figures, without the letter
/// of a size (`b650m` is `b650`).
pub(crate) fn chipset(name: &str) -> Option<String> {
    let names_one = |word: &String| {
        let bytes = word.as_bytes();
        let letter = bytes.first().is_some_and(u8::is_ascii_alphabetic);
        letter && bytes.iter().filter(|byte| byte.is_ascii_digit()).count() >= 2
    };
    let word = words(name).into_iter().find(names_one)?;
    Some(word.trim_end_matches(['m', 'i']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_do_not_make_another_chipset() {
        assert_eq!(chipset("MSI PRO B650M-A WIFI").as_deref(), Some("b650"));
        assert_eq!(chipset("Asus PRIME B650-PLUS").as_deref(), Some("b650"));
        assert_eq!(chipset("Asus PRIME X670E-PRO").as_deref(), Some("x670e"));
        assert_eq!(family("AMD Ryzen 7 9800X3D"), "amd ryzen 7");
        assert_eq!(family("Intel Core i7-12700K"), "intel core i7");
    }
}
