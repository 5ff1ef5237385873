//! Reading fields by their several names, each within limits.

use super::error::ConfigError;
use serde_json::{Map, Value};

/// Longest part of a value that an error shows, in characters.
const SHOWN: usize = 40;

/// What a number counts and how large it may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    /// "a number of layers".
    pub what: &'static str,
    /// The least.
    pub least: u32,
    /// The most.
    pub most: u32,
}

impl Limit {
    fn expected(self) -> String {
        let Self { what, least, most } = self;
        format!("{what}, a whole number from {least} to {most}")
    }
}

/// A section of the configuration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a> {
    /// Its path: `text_config.`, or nothing.
    pub path: &'a str,
    /// Its fields.
    pub map: &'a Map<String, Value>,
}

impl<'a> Fields<'a> {
    /// The first of these names that holds something.
    pub(super) fn value(&self, names: &[&'static str]) -> Option<(&'static str, &'a Value)> {
        names.iter().find_map(|name| {
            let value = self.map.get(*name)?;
            (!value.is_null()).then_some((*name, value))
        })
    }

    /// A whole number, where one of the names holds something.
    pub(super) fn whole(
        &self,
        names: &[&'static str],
        limit: Limit,
    ) -> Result<Option<u32>, ConfigError> {
        let Some((name, value)) = self.value(names) else {
            return Ok(None);
        };
        match number(value) {
            Some(number) if (limit.least..=limit.most).contains(&number) => Ok(Some(number)),
            _ => Err(self.bad(name, value, limit.expected())),
        }
    }

    /// A whole number that must be there.
    pub(super) fn required(
        &self,
        names: &[&'static str],
        limit: Limit,
    ) -> Result<u32, ConfigError> {
        self.whole(names, limit)?
            .ok_or_else(|| self.missing(names[0], limit.expected()))
    }

    /// Yes or no.
    pub(super) fn flag(&self, name: &'static str) -> Result<Option<bool>, ConfigError> {
        self.value(&[name])
            .map(|(_, value)| {
                let expected = || self.bad(name, value, "true or false".to_owned());
                value.as_bool().ok_or_else(expected)
            })
            .transpose()
    }

    /// A text.
    pub(super) fn word(&self, names: &[&'static str]) -> Option<&'a str> {
        self.value(names)?.1.as_str()
    }

    /// A list with an entry for each of `layers`; what is beyond them (layers for
    /// predicting several tokens) is left out.
    pub(super) fn by_layer(
        &self,
        name: &'static str,
        layers: u32,
    ) -> Result<Option<&'a [Value]>, ConfigError> {
        let Some(list) = self.list(name)? else {
            return Ok(None);
        };
        let layers = usize::try_from(layers).unwrap_or(usize::MAX);
        match list.get(..layers) {
            Some(list) => Ok(Some(list)),
            None => Err(ConfigError::BadValue {
                field: self.named(name),
                found: format!("a list of {}", list.len()),
                expected: format!("an entry for each of {layers} layers"),
            }),
        }
    }

    /// A list.
    pub(super) fn list(&self, name: &'static str) -> Result<Option<&'a [Value]>, ConfigError> {
        match self.value(&[name]) {
            None => Ok(None),
            Some((_, Value::Array(list))) => Ok(Some(list)),
            Some((_, other)) => Err(self.bad(name, other, "a list".to_owned())),
        }
    }

    /// A section within.
    pub(super) fn section(&self, name: &str) -> Option<&'a Map<String, Value>> {
        self.map.get(name)?.as_object()
    }

    pub(super) fn bad(&self, name: &str, value: &Value, expected: String) -> ConfigError {
        ConfigError::BadValue {
            field: self.named(name),
            found: shown(value),
            expected,
        }
    }

    pub(super) fn missing(&self, name: &str, expected: String) -> ConfigError {
        ConfigError::Missing {
            field: self.named(name),
            expected,
        }
    }

    fn named(&self, name: &str) -> String {
        format!("{}{name}", self.path)
    }
}

/// A whole number that fits 32 bits, however it is written: `32`, `32.0`, `3.2e1`, or as
/// a list with an entry a layer that all say the same.
pub(super) fn number(value: &Value) -> Option<u32> {
    if let Value::Array(list) = value {
        let (first, others) = list.split_first()?;
        let alike = !first.is_array() && others.iter().all(|other| other == first);
        return if alike { number(first) } else { None };
    }
    if let Some(whole) = value.as_u64() {
        return u32::try_from(whole).ok();
    }
    let float = value.as_f64()?;
    let fits = (0.0..=f64::from(u32::MAX)).contains(&float);
    let whole = fits && libm::trunc(float).total_cmp(&float).is_eq();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked in the lines above"
    )]
    whole.then_some(float as u32)
}

/// A value as an error shows it.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Array(list) => format!("a list of {}", list.len()),
        Value::Object(_) => "an object".to_owned(),
        other => {
            let text = other.to_string();
            let mut short: String = text.chars().take(SHOWN).collect();
            if short.len() < text.len() {
                short.push('…');
            }
            short
        }
    }
}
