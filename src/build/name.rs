//! The name of a saved build, which is also the stem of its file on any system.

use std::fmt;

/// Most characters of a name.
const LONGEST: usize = 64;
/// Device names that Windows keeps for itself, whatever follows after a dot.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A name that is safe as a file name everywhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BuildName(String);

/// Why a text cannot name a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadName {
    text: String,
    why: &'static str,
}

impl fmt::Display for BadName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` cannot name a build: {}", self.text, self.why)
    }
}

impl std::error::Error for BadName {}

impl BuildName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BuildName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl std::str::FromStr for BuildName {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
        let why = if text.is_empty() {
            "it is empty"
        } else if !text.bytes().all(allowed) {
            "letters A-Z and a-z, digits, dots, underscores and hyphens are allowed"
        } else if text.len() > LONGEST {
            "it is longer than 64 characters"
        } else if text.starts_with('.') {
            "it starts with a dot"
        } else if text.starts_with('-') {
            "it starts with a hyphen, like an option"
        } else if text.ends_with('.') {
            "it ends with a dot"
        } else if reads_like_a_file(text) {
            "it reads like a file: leave the ending out"
        } else if reserved(text) {
            "Windows keeps that name for a device"
        } else {
            return Ok(Self(text.to_owned()));
        };
        Err(BadName {
            text: text.to_owned(),
            why,
        })
    }
}

fn reads_like_a_file(text: &str) -> bool {
    let ending = text.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
}

fn reserved(text: &str) -> bool {
    let stem = text.split('.').next().unwrap_or(text).to_ascii_lowercase();
    let numbered = |device| {
        stem.strip_prefix(device)
            .is_some_and(|n| matches!(n.as_bytes(), [b'0'..=b'9']))
    };
    RESERVED.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

impl<'de> serde::Deserialize<'de> for BuildName {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl serde::Serialize for BuildName {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_file_names_on_every_system() {
        for good in ["a", "my-rig_2.0", "console", "com10", "A1", &"x".repeat(64)] {
            assert!(good.parse::<BuildName>().is_ok(), "{good}");
        }
        let long = "x".repeat(65);
        for bad in [
            "", ".a", "a.", "..", "a.yaml", "a/b", "a\\b", "ä", "a b", "-a", "CON", "nul.txt",
            "Com1", "lpt9.x", &long,
        ] {
            assert!(bad.parse::<BuildName>().is_err(), "{bad}");
        }
    }
}
