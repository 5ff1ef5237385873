//! The `name=value` words of a task.

use super::TaskError;
use crate::suggest::nearest;
use crate::workload::task::{Batch, Method};
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Most samples a step on one GPU.
const MOST_SAMPLES: u32 = 65_536;
/// Most tokens a step on one GPU: beyond the largest batches that whole clusters take
/// (60 million, of GPT-4 by report), and far below what would overflow anything here.
const MOST_TOKENS: u64 = 1 << 26;

/// `name=value` pairs, each name once and known to the method.
pub(super) struct Pairs<'a> {
    pairs: Vec<(&'static str, &'a str)>,
}

impl<'a> Pairs<'a> {
    /// Reads the words after the model.
    pub(super) fn read(
        method: Method,
        words: impl Iterator<Item = &'a str>,
    ) -> Result<Self, TaskError> {
        let mut pairs: Vec<(&'static str, &str)> = Vec::new();
        for word in words {
            let Some((name, value)) = word.split_once('=') else {
                return Err(TaskError::NotAParameter {
                    found: word.to_owned(),
                });
            };
            let known = method.parameters();
            let Some(name) = known.iter().copied().find(|known| *known == name) else {
                return Err(TaskError::UnknownParameter {
                    method,
                    found: name.to_owned(),
                    hint: nearest(name, known.iter().copied()),
                });
            };
            if pairs.iter().any(|(taken, _)| *taken == name) {
                return Err(TaskError::Repeated { name });
            }
            pairs.push((name, value));
        }
        Ok(Self { pairs })
    }

    /// The value of a name, as written.
    pub(super) fn get(&self, name: &'static str) -> Option<&'a str> {
        let found = self.pairs.iter().find(|(taken, _)| *taken == name);
        found.map(|(_, value)| *value)
    }

    /// A whole number in a range, if named.
    pub(super) fn number(
        &self,
        name: &'static str,
        range: RangeInclusive<u32>,
    ) -> Result<Option<u32>, TaskError> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        let plain = text.bytes().all(|b| b.is_ascii_digit());
        match text.parse::<u32>() {
            Ok(n) if plain && range.contains(&n) => Ok(Some(n)),
            _ => Err(TaskError::BadValue {
                name,
                found: text.to_owned(),
                expected: format!("a whole number from {} to {}", range.start(), range.end()),
            }),
        }
    }

    /// A whole number of GB in a range, if named, such as `10GB`.
    pub(super) fn gigabytes(
        &self,
        name: &'static str,
        range: RangeInclusive<u32>,
    ) -> Result<Option<u32>, TaskError> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        let digits = text.strip_suffix("GB").unwrap_or(text);
        let plain = digits.bytes().all(|b| b.is_ascii_digit());
        match digits.parse::<u32>() {
            Ok(n) if plain && range.contains(&n) => Ok(Some(n)),
            _ => Err(TaskError::BadValue {
                name,
                found: text.to_owned(),
                expected: format!(
                    "a whole number of GB from {}GB to {}GB",
                    range.start(),
                    range.end()
                ),
            }),
        }
    }

    /// One of an enum's names, if named; `what` it is and `allowed` values go into the error.
    pub(super) fn choice<T: Copy + FromStr + PartialEq>(
        &self,
        name: &'static str,
        what: &str,
        allowed: &[(&'static str, T)],
    ) -> Result<Option<T>, TaskError> {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        if let Some((_, value)) = allowed.iter().find(|(known, _)| *known == text) {
            return Ok(Some(*value));
        }
        let names: Vec<&str> = allowed.iter().map(|(known, _)| *known).collect();
        Err(TaskError::BadValue {
            name,
            found: text.to_owned(),
            expected: match nearest(text, names.iter().copied()) {
                Some(hint) => format!("{what}; did you mean `{hint}`?"),
                None => format!("{what}: one of {}", names.join(", ")),
            },
        })
    }

    /// Tokens of a sequence.
    pub(super) fn seq(&self) -> Result<u32, TaskError> {
        Ok(self.number("seq", 16..=1 << 20)?.unwrap_or(2048))
    }

    /// Side of an image in pixels.
    pub(super) fn image(&self, usual: u32) -> Result<u32, TaskError> {
        Ok(self.number("image", 32..=4096)?.unwrap_or(usual))
    }

    /// Samples a step.
    pub(super) fn batch(&self, usual: Batch) -> Result<Batch, TaskError> {
        if self.get("batch") == Some("auto") {
            return Ok(Batch::Auto);
        }
        let fixed = self.number("batch", 1..=MOST_SAMPLES);
        let fixed = fixed.map_err(|error| match error {
            TaskError::BadValue { name, found, .. } => TaskError::BadValue {
                name,
                found,
                expected: format!("`auto` or a whole number from 1 to {MOST_SAMPLES}"),
            },
            other => other,
        })?;
        Ok(fixed.map_or(usual, Batch::Fixed))
    }

    /// Sequences and how many of them a step takes, `copies` of each (2 for pairs).
    pub(super) fn tokens(&self, usual: Batch, copies: u64) -> Result<(u32, Batch), TaskError> {
        let (seq, batch) = (self.seq()?, self.batch(usual)?);
        if let Batch::Fixed(samples) = batch {
            let tokens = u64::from(samples) * u64::from(seq) * copies;
            if tokens > MOST_TOKENS {
                return Err(TaskError::BadValue {
                    name: "batch",
                    found: samples.to_string(),
                    expected: format!(
                        "possible with seq={seq}: {tokens} tokens a step on one GPU, and the \
                         most is {MOST_TOKENS}"
                    ),
                });
            }
        }
        Ok((seq, batch))
    }
}
