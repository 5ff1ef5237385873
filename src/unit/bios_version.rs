//! A board's BIOS version as its maker writes it, and when two of them can be ordered.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// More characters than any maker uses.
const LONGEST: usize = 24;

const EXPECTED: &str = "a BIOS version such as 1.20, F12 or 7D70v18, of at most 24 characters";

/// A BIOS version: up to 24 printable ASCII characters with a digit among them.
///
/// Makers number as they like, so there is no total order; see [`BiosVersion::order`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BiosVersion {
    /// Zeros behind the text; held in place, so that a verdict can carry it.
    bytes: [u8; LONGEST],
}

/// A stretch of digits, or of anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Run<'t> {
    Digits(&'t str),
    Text(&'t str),
}

impl BiosVersion {
    /// The text.
    pub fn as_str(&self) -> &str {
        let end = self.bytes.iter().position(|byte| *byte == 0);
        let text = self.bytes.get(..end.unwrap_or(LONGEST));
        // Only ASCII is let in.
        text.and_then(|text| str::from_utf8(text).ok())
            .unwrap_or_default()
    }

    /// Which of two versions is newer, where that is sure: all but the numbers is equal,
    /// and where they first differ it is in the leading number (`F9` before `F12`) or in
    /// numbers of as many digits (`1.20` before `1.30`). `1.3` and `1.20` have no sure
    /// order, for some makers count 1.3 as 1.30; nor have a release and its beta (`F20`
    /// and `F20a`), nor versions for different boards (`7D70v18` and `7E12v18`).
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        let ((board, mine), (other_board, theirs)) = (self.split(), other.split());
        if !board.eq_ignore_ascii_case(other_board) {
            return None;
        }
        let (mine, theirs) = (runs(mine), runs(theirs));
        if mine.len() != theirs.len() {
            return None;
        }
        let mut order = Ordering::Equal;
        // Behind a board's code, `v17` may be 1.7, and `v161` a beta of 1.6.
        let mut leading = board.is_empty();
        for pair in mine.into_iter().zip(theirs) {
            match pair {
                (Run::Text(a), Run::Text(b)) if a.eq_ignore_ascii_case(b) => {}
                (Run::Digits(a), Run::Digits(b)) => {
                    if order == Ordering::Equal {
                        if a.len() != b.len() && !leading {
                            return None;
                        }
                        order = by_value(a, b);
                    }
                    leading = false;
                }
                (Run::Text(_) | Run::Digits(_), _) => return None,
            }
        }
        Some(order)
    }

    /// The board's code before a `v`, as MSI writes it, and the version proper.
    fn split(&self) -> (&str, &str) {
        let text = self.as_str();
        text.rfind(['v', 'V'])
            .and_then(|at| text.split_at_checked(at))
            .unwrap_or(("", text))
    }
}

fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits);
        let (run, behind) = rest.split_at(end.unwrap_or(rest.len()));
        runs.push(if digits {
            Run::Digits(run)
        } else {
            Run::Text(run)
        });
        rest = behind;
    }
    runs
}

fn by_value(a: &str, b: &str) -> Ordering {
    let [a, b] = [a, b].map(|digits| digits.trim_start_matches('0'));
    (a.len(), a).cmp(&(b.len(), b))
}

impl FromStr for BiosVersion {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let bare = text.trim();
        let printable = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
        let mut bytes = [0; LONGEST];
        match bytes.get_mut(..bare.len()) {
            Some(room)
                if bare.bytes().all(printable) && bare.bytes().any(|b| b.is_ascii_digit()) =>
            {
                room.copy_from_slice(bare.as_bytes());
                Ok(Self { bytes })
            }
            _ => Err(format!("`{text}` is not {EXPECTED}")),
        }
    }
}

impl fmt::Display for BiosVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for BiosVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl<'de> serde::Deserialize<'de> for BiosVersion {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text;
        impl serde::de::Visitor<'_> for Text {
            type Value = BiosVersion;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<BiosVersion, E> {
                text.parse()
                    .map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self))
            }
        }
        from.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(a: &str, b: &str) -> Option<Ordering> {
        let read = |text: &str| text.parse::<BiosVersion>().unwrap();
        let order = read(a).order(&read(b));
        let back = read(b).order(&read(a)).map(Ordering::reverse);
        assert_eq!(order, back, "{a} {b}");
        order
    }

    #[test]
    fn numbers_in_the_same_places_are_ordered() {
        for (older, newer) in [
            ("1.20", "1.30"),
            ("9.50", "10.01"),
            ("0805", "3205"),
            ("F9", "F12"),
            ("f9", "F12"),
            ("7D70v18", "7D70v19"),
            ("7E12v1A5", "7E12v1A7"),
            ("2.19.0", "3.9.1"),
        ] {
            assert_eq!(order(older, newer), Some(Ordering::Less), "{older} {newer}");
            assert_eq!(order(newer, newer), Some(Ordering::Equal));
        }
    }

    #[test]
    fn what_cannot_be_ordered_soundly_is_not() {
        for (a, b) in [
            ("1.3", "1.20"),
            ("F20", "F20a"),
            ("F20a", "F20b"),
            ("1.20", "P1.30"),
            ("7E12v161", "7E12v17"),
            ("7E12v19", "7E12v1A"),
            ("7E12v18", "7E13v19"),
            ("1.20", "1.20.Beta1"),
            ("3205", "F12"),
        ] {
            assert_eq!(order(a, b), None, "{a} {b}");
        }
    }

    #[test]
    fn a_version_is_short_printable_and_numbered() {
        for text in ["", "beta", "1.2\u{1b}[31m", "1.2é", &"1".repeat(25)] {
            assert!(text.parse::<BiosVersion>().is_err(), "{text:?}");
        }
        let longest = "1".repeat(24);
        assert_eq!(longest.parse::<BiosVersion>().unwrap().to_string(), longest);
        assert_eq!(" F12 ".parse::<BiosVersion>().unwrap().as_str(), "F12");
    }
}
