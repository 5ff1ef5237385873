//! Why a workload cannot be judged.

use super::parse::TaskError;
use super::task::Method;
use std::fmt;

/// A fault in a profile's tasks or in what was named on the command line.
#[derive(Debug, Clone, PartialEq)]
pub enum WorkloadError {
    /// A text is not a task.
    Task {
        /// The text.
        text: String,
        /// Why.
        error: TaskError,
    },
    /// No preset goes by this name.
    UnknownModel {
        /// The task that names it.
        task: String,
        /// The name.
        found: String,
        /// The nearest known one.
        hint: Option<String>,
    },
    /// The model is of another kind than the task's.
    WrongKind {
        /// The task's method.
        method: Method,
        /// The model.
        model: String,
    },
    /// The preset lacks sizes that the task's formulas read.
    Incomplete {
        /// The model.
        model: String,
        /// The missing field.
        field: &'static str,
    },
    /// There is nothing to judge.
    NoTasks,
    /// A weight is not positive, or they do not sum to 1.
    Weights {
        /// Their sum.
        sum: f64,
    },
    /// The reference chip lacks a figure, or cannot run a task at all.
    Reference {
        /// What is wrong.
        why: String,
    },
}

impl fmt::Display for WorkloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Task { text, error } => write!(f, "task `{text}`: {error}"),
            Self::UnknownModel { task, found, hint } => {
                write!(f, "task `{task}`: no model is called `{found}`")?;
                match hint {
                    Some(hint) => write!(f, "; did you mean `{hint}`?"),
                    None => f.write_str("; `rigbuild workloads` lists the models"),
                }
            }
            Self::WrongKind { method, model } => {
                write!(f, "`{method}` does not apply to `{model}`")
            }
            Self::Incomplete { model, field } => {
                write!(f, "model `{model}` has no `{field}`, which the task needs")
            }
            Self::NoTasks => f.write_str("a workload needs at least one task"),
            Self::Weights { sum } => {
                write!(
                    f,
                    "task weights must be positive and sum to 1, and tasks without a speed \
                     model (speech, rl-sim, tabular) have none; they sum to {sum}"
                )
            }
            Self::Reference { why } => write!(f, "the reference GPU cannot serve: {why}"),
        }
    }
}

// What a text's own fault is stands in the message already: there is no source to add.
impl std::error::Error for WorkloadError {}
