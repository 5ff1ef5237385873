//! What became of each row of a source: nothing is dropped without a word.

use crate::part::PartKind;
use std::borrow::Cow;

named! {
    /// What was done to one field of a row.
    Change, "a change to a field" {
        /// Its value cannot be right or is a default of the source: now unknown.
        Unknown = "unknown",
        /// Another value was put in its place, with the reason.
        Repaired = "repaired",
        /// The source is wrong about this field too often: never taken from it.
        Withheld = "withheld",
    }
}

/// One change to one field of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The field, as our files name it.
    pub field: Cow<'static, str>,
    /// What was done.
    pub change: Change,
    /// What it held, what it holds now, and why.
    pub text: String,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is a part of the layer now, under this id.
    Taken(String),
    /// It describes the same product as another row: the part with this id.
    Merged(String),
    /// The catalogue below has this part already.
    Known(String),
    /// The layer holds this part with changes of the user's: left as it is.
    Yours(String),
    /// It is no part of ours, and why.
    LeftOut(String),
}

impl Outcome {
    /// Its name in reports.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Taken(_) => "taken",
            Self::Merged(_) => "merged",
            Self::Known(_) => "known",
            Self::Yours(_) => "yours",
            Self::LeftOut(_) => "left-out",
        }
    }

    /// The id of the part, or why there is none.
    pub fn detail(&self) -> &str {
        match self {
            Self::Taken(text)
            | Self::Merged(text)
            | Self::Known(text)
            | Self::Yours(text)
            | Self::LeftOut(text) => text,
        }
    }
}

/// A row of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The kind of part it describes.
    pub kind: PartKind,
    /// What the source calls it: an `OpenDB` id, or its file's name.
    pub key: String,
    /// Its name; empty where it has none.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What was changed, field by field.
    pub notes: Vec<Note>,
}
