//! Why a text is not a task, in words.

use crate::workload::task::Method;
use std::fmt;

/// Why a text is not a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskError {
    /// Nothing was written.
    Empty,
    /// The first word is no known method.
    UnknownMethod {
        /// The word.
        found: String,
        /// The nearest known one.
        hint: Option<&'static str>,
    },
    /// The model is missing.
    NoModel {
        /// The method that needs one.
        method: Method,
    },
    /// A word after the model is not `name=value`.
    NotAParameter {
        /// The word.
        found: String,
    },
    /// The method has no such parameter.
    UnknownParameter {
        /// The method.
        method: Method,
        /// The name as written.
        found: String,
        /// The nearest one that it has.
        hint: Option<&'static str>,
    },
    /// A parameter that the method has, but not with what else was named.
    NotHere {
        /// The parameter.
        name: &'static str,
        /// With what it does not go: `train=lora`.
        with: String,
    },
    /// A parameter stands twice.
    Repeated {
        /// Its name.
        name: &'static str,
    },
    /// A value out of range or of the wrong form.
    BadValue {
        /// The parameter.
        name: &'static str,
        /// The value as written.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// Two choices that nobody's software runs together.
    Conflict {
        /// One: `offload=layers`.
        one: String,
        /// The other: `sharding=zero2`.
        other: String,
        /// Why, and what does go.
        why: &'static str,
    },
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a task is missing: such as `lora llama-3.1-8b seq=2048`"),
            Self::UnknownMethod { found, hint } => {
                write!(f, "`{found}` is not a task")?;
                suggest(f, *hint, Method::NAMES)
            }
            Self::NoModel { method } => {
                let model = method.example().unwrap_or_default();
                write!(f, "`{method}` needs a model: such as `{method} {model}`")
            }
            Self::NotAParameter { found } => {
                write!(f, "`{found}` is not a parameter such as seq=2048")
            }
            Self::UnknownParameter {
                method,
                found,
                hint,
            } => {
                write!(f, "`{method}` has no parameter `{found}`")?;
                suggest(f, *hint, method.parameters())
            }
            Self::NotHere { name, with } => {
                write!(f, "`{name}` does not apply with {with}; leave it out")
            }
            Self::Repeated { name } => write!(f, "`{name}` is given twice"),
            Self::BadValue {
                name,
                found,
                expected,
            } => write!(f, "{name}={found} is not {expected}"),
            Self::Conflict { one, other, why } => {
                write!(f, "{one} does not go with {other}: {why}")
            }
        }
    }
}

impl std::error::Error for TaskError {}

fn suggest(f: &mut fmt::Formatter<'_>, hint: Option<&str>, known: &[&str]) -> fmt::Result {
    match hint {
        Some(hint) => write!(f, "; did you mean `{hint}`?"),
        None => write!(f, "; known: {}", known.join(", ")),
    }
}
