//! What became of each row of a source: nothing is dropped without a word.

use crate::part::PartKind;
use std::borrow::Cow;
use std::fmt;

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

/// Why a row is no part of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Why: the same words for all rows left out alike.
    pub why: &'static str,
    /// What it is about in this row; empty where `why` says it all.
    pub what: String,
}

impl LeftOut {
    /// For this reason.
    pub(super) fn because(why: &'static str) -> Self {
        Self::about(why, "")
    }

    /// For this reason, which is about this.
    pub(super) fn about(why: &'static str, what: impl Into<String>) -> Self {
        let what = what.into();
        Self { why, what }
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.why)?;
        match self.what.as_str() {
            "" => Ok(()),
            what => write!(f, ": {what}"),
        }
    }
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
    LeftOut(LeftOut),
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
    pub fn detail(&self) -> Cow<'_, str> {
        match self {
            Self::Taken(id) | Self::Merged(id) | Self::Known(id) | Self::Yours(id) => id.into(),
            Self::LeftOut(why) => why.to_string().into(),
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
