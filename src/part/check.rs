//! What a kind checks of its own values beyond their types: ranges, names that refer
//! to each other, contradictions. Positions in files are the catalogue's business.

use std::fmt;

/// One step from a part to a value in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into a field or a key of a map.
    Key(String),
    /// Into a list, counted from 0.
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<&String> for Step {
    fn from(key: &String) -> Self {
        Self::Key(key.clone())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// Where in a part a value stands: `modes[1].lanes.PCIEX16_2`. Empty = the part itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct FieldPath(pub Vec<Step>);

impl FieldPath {
    /// This path and one step more.
    #[must_use]
    pub fn then(&self, step: impl Into<Step>) -> Self {
        let mut steps = self.0.clone();
        steps.push(step.into());
        Self(steps)
    }
}

impl From<&str> for FieldPath {
    fn from(key: &str) -> Self {
        Self(vec![key.into()])
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) if place == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
            }
        }
        Ok(())
    }
}

/// A path of keys and indexes: `path!["modes", 1, "lanes", name]`.
macro_rules! path {
    ($($step:expr),+ $(,)?) => {
        $crate::part::FieldPath(vec![$($crate::part::Step::from($step)),+])
    };
}

/// Most characters of a name.
const LONGEST_TEXT: usize = 200;
/// Most characters of an address, which shops make long.
const LONGEST_URL: usize = 500;

/// Control characters, and the invisible ones that reorder or break a line: never printed
/// raw, since a terminal obeys what it is sent.
pub fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A value that cannot be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub path: FieldPath,
    /// What is wrong and what was expected.
    pub message: String,
}

/// Gathers a part's problems: all of them, never only the first.
#[derive(Debug, Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Adds a problem.
    pub fn add(&mut self, path: impl Into<FieldPath>, message: impl Into<String>) {
        self.0.push(Problem {
            path: path.into(),
            message: message.into(),
        });
    }

    /// Adds a problem unless `holds`.
    pub fn expect(
        &mut self,
        holds: bool,
        path: impl Into<FieldPath>,
        message: impl FnOnce() -> String,
    ) {
        if !holds {
            self.add(path, message());
        }
    }

    /// The value, where it is stated, must be `low` to `high`.
    pub fn range<N: Into<u64>>(
        &mut self,
        path: impl Into<FieldPath>,
        value: Option<N>,
        low: u64,
        high: u64,
    ) {
        if let Some(value) = value.map(Into::into) {
            self.expect((low..=high).contains(&value), path, || {
                format!("{value} is out of range: expected {low} to {high}")
            });
        }
    }

    /// The quantity, where it is stated, must not be zero (leave an unknown value out).
    pub fn not_zero(&mut self, path: impl Into<FieldPath>, steps: Option<u32>) {
        self.expect(steps != Some(0), path, || {
            "zero: expected more; leave out what is not known".to_owned()
        });
    }

    /// No entry may stand twice in a list.
    pub fn distinct<T: PartialEq + fmt::Display>(&mut self, list: &str, entries: &[T]) {
        for (index, entry) in entries.iter().enumerate() {
            self.expect(
                !entries[..index].contains(entry),
                path![list, index],
                || format!("`{entry}` is listed twice"),
            );
        }
    }

    /// The text must be one that can be printed on a line: not empty, no blanks around it,
    /// at most 200 characters, none of them invisible.
    pub fn text(&mut self, path: impl Into<FieldPath>, text: &str) {
        self.printable(path, text, LONGEST_TEXT);
    }

    /// The same for an address, which may have 500 characters.
    pub fn url(&mut self, path: impl Into<FieldPath>, text: &str) {
        self.printable(path, text, LONGEST_URL);
    }

    fn printable(&mut self, path: impl Into<FieldPath>, text: &str, most: usize) {
        if text.trim() != text || text.is_empty() {
            self.add(path, "empty or with blanks around it: expected a text");
        } else if text.chars().count() > most {
            self.add(path, format!("longer than {most} characters"));
        } else if text.chars().any(is_invisible) {
            self.add(path, "a control or invisible character in a text");
        }
    }

    /// All that was found.
    pub fn into_vec(self) -> Vec<Problem> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_prints_as_people_write_it() {
        let path = path!["modes", 1, "lanes", "PCIEX16_2"];
        assert_eq!(path.to_string(), "modes[1].lanes.PCIEX16_2");
        assert_eq!(FieldPath::default().to_string(), "");
    }
}
