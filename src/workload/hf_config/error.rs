//! Why a text is no configuration of a model that can be sized.

use std::fmt;

/// A fault of a `config.json`; it names the field and says what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigError {
    /// The text is not JSON.
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the parser says.
        why: String,
    },
    /// A field is not there, or null.
    Missing {
        /// Its usual name, with the section it belongs to.
        field: String,
        /// What it should hold.
        expected: String,
    },
    /// A field holds something else than it should.
    BadValue {
        /// Its name, with the section it belongs to.
        field: String,
        /// What it holds, shortened.
        found: String,
        /// What it should hold.
        expected: String,
    },
    /// The model is of a kind that has no decoder to size.
    Unsupported {
        /// The field that says so.
        field: String,
        /// What it says.
        found: String,
        /// What can be read instead.
        expected: &'static str,
    },
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson { line, column, why } => write!(
                f,
                "not JSON at line {line}, column {column}: {why}; expected the config.json of a \
                 Hugging Face model"
            ),
            Self::Missing { field, expected } => {
                write!(f, "`{field}` is missing: expected {expected}")
            }
            Self::BadValue {
                field,
                found,
                expected,
            } => write!(f, "`{field}` is {found}: expected {expected}"),
            Self::Unsupported {
                field,
                found,
                expected,
            } => write!(
                f,
                "`{field}` is {found}, which this does not size: expected {expected}"
            ),
        }
    }
}

impl std::error::Error for ConfigError {}
