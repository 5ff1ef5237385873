//! Parts that came and went, for programs.

use crate::catalogue::{Added, Removed};
use crate::part::PartKind;
use serde::Serialize;

/// `rigbuild.catalog-add/1`: parts that were added.
#[derive(Debug, Serialize)]
pub struct PartsAddedJson {
    schema: &'static str,
    kind: &'static str,
    file: String,
    added: Vec<String>,
    /// Those of them that hide a part of a layer below.
    replaced: Vec<String>,
}

impl PartsAddedJson {
    /// The document.
    pub fn new(kind: PartKind, added: &Added) -> Self {
        Self {
            schema: "rigbuild.catalog-add/1",
            kind: kind.as_str(),
            file: added.file.to_string_lossy().into_owned(),
            added: added.ids.clone(),
            replaced: added.replaced.clone(),
        }
    }
}

/// `rigbuild.catalog-remove/1`: a part that went.
#[derive(Debug, Serialize)]
pub struct PartRemovedJson {
    schema: &'static str,
    part: String,
    file: String,
    /// `deleted` from the file, or `hidden` by it.
    how: &'static str,
}

impl PartRemovedJson {
    /// The document.
    pub fn new(part: &str, removed: &Removed) -> Self {
        let (how, file) = match removed {
            Removed::Deleted { file } => ("deleted", file),
            Removed::Hidden { file } => ("hidden", file),
        };
        Self {
            schema: "rigbuild.catalog-remove/1",
            part: part.to_owned(),
            file: file.to_string_lossy().into_owned(),
            how,
        }
    }
}
