//! Names as lists of comparable words.

/// Lower-case words of letters and digits. A point inside a number or before a digit stays
/// (`m.2`, `usb3.1`), a plus sign is spelled out (`80+` is `80plus`), all else separates.
pub(super) fn words(text: &str) -> Vec<String> {
    let chars: Vec<char> = text
        .chars()
        .filter(|char| !crate::part::is_invisible(*char) || char.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (at, &char) in chars.iter().enumerate() {
        let inside = !word.is_empty();
        let before_digit = chars.get(at + 1).is_some_and(char::is_ascii_digit);
        match char {
            _ if char.is_alphanumeric() => word.push(char),
            '.' if inside && before_digit => word.push('.'),
            '+' if inside => word.push_str("plus"),
            _ if inside => words.push(std::mem::take(&mut word)),
            _ => {}
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The words run together: `wifi 7` and `wifi7` are the same then.
pub(super) fn run_together(words: &[String]) -> String {
    words.concat()
}

/// The words in order of the alphabet, each once: a name whatever the order of its words.
pub(super) fn bag(words: &[String]) -> Vec<&str> {
    let mut bag: Vec<&str> = words.iter().map(String::as_str).collect();
    bag.sort_unstable();
    bag.dedup();
    bag
}

/// The words of a name in order of the alphabet: the same for the same words in any order.
pub(crate) fn same_words(name: &str) -> String {
    bag(&words(name)).join(" ")
}

/// A number with a unit: (`16`, `gb`) of `16gb`.
pub(super) fn split_unit(word: &str) -> (&str, &str) {
    let end = word
        .find(|char: char| !char.is_ascii_digit() && char != '.')
        .unwrap_or(word.len());
    word.split_at(end)
}

/// Whether it is a number and nothing else.
pub(super) fn is_number(word: &str) -> bool {
    !word.is_empty() && split_unit(word).1.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_models_apart_stays() {
        assert_eq!(words("Z97-A/USB3.1"), ["z97", "a", "usb3.1"]);
        assert_eq!(words("\u{200b} 80+ Gold, M.2"), ["80plus", "gold", "m.2"]);
        assert_eq!(words("Extreme4+"), ["extreme4plus"]);
        assert_eq!(words("Ryzen 5 4500."), ["ryzen", "5", "4500"]);
    }
}
