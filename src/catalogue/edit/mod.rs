//! Edits that a command makes to a layer: validated, atomic, under a lock, and of no byte
//! more than they must.

mod add;
mod insert;
mod offer;
mod open;
mod remove;

pub use add::{Added, add_parts};
pub use offer::{Edited, add_offers, set_offer};
pub use remove::{Removed, remove_part};

use super::LayerSource;
use super::fault::Faults;
use super::lock::DirLock;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why an edit was not made. The files are as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// No layer has a part with this id.
    UnknownPart(String),
    /// What was to be written is not right, or the file already was not.
    Faulty(Faults),
    /// The file is written in a way that an edit could damage.
    Unsafe(PathBuf),
    /// Other parts of the layer need the one that was to go.
    Needed {
        /// That part.
        id: String,
        /// Those that need it.
        by: Vec<String>,
    },
    /// The directory or file cannot be read or written.
    Io {
        /// Which.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownPart(id) => write!(f, "no part is called `{}`", id.escape_debug()),
            Self::Faulty(faults) => write!(f, "nothing was written:\n{faults}"),
            Self::Unsafe(path) => write!(
                f,
                "{} is written in a way that cannot be edited safely: edit it by hand",
                path.display()
            ),
            Self::Needed { id, by } => {
                let shown: Vec<&str> = by.iter().take(4).map(String::as_str).collect();
                let more = match by.len() - shown.len() {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                let list = shown.join(", ");
                write!(f, "`{id}` is the chip of {list}{more}: remove them first")
            }
            Self::Io { path, reason } => {
                write!(f, "{} cannot be written: {reason}", path.display())
            }
        }
    }
}

impl std::error::Error for EditError {}

/// Locks the layer's directory for one edit, making it where it is missing.
fn lock(layer: &LayerSource) -> Result<DirLock, EditError> {
    DirLock::acquire(&layer.dir).map_err(failed(&layer.dir))
}

/// Turns what the system says of a path into an error.
fn failed(path: &Path) -> impl FnOnce(io::Error) -> EditError {
    let path = path.to_owned();
    move |error| EditError::Io {
        path,
        reason: error.to_string(),
    }
}
