//! Why a build could not be kept, read or removed, in one sentence each.

use super::{BadName, BuildName};
use crate::catalogue::Fault;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a build could not be kept, read or removed.
#[derive(Debug)]
pub enum StoreError {
    /// The text is no name.
    Name(BadName),
    /// A build of that name exists.
    Exists {
        /// The name.
        name: BuildName,
    },
    /// A name that differs from another in case only: on some systems they are one file.
    Twin {
        /// The name.
        name: BuildName,
        /// The other.
        other: BuildName,
    },
    /// No build has that name.
    Unknown {
        /// What was typed.
        name: BuildName,
        /// The nearest name.
        hint: Option<String>,
    },
    /// The file is not a saved build.
    Faulty(Fault),
    /// The build cannot be written as YAML.
    Unwritable {
        /// The name.
        name: BuildName,
        /// What is wrong with it.
        why: String,
    },
    /// The system refused.
    Io {
        /// What was tried: "read", "write".
        what: &'static str,
        /// On which path.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(error) => error.fmt(f),
            Self::Exists { name } => write!(
                f,
                "a build called `{name}` is saved already: say --force to replace it, or \
                 take another name"
            ),
            Self::Twin { name, other } => write!(
                f,
                "`{name}` and the saved build `{other}` differ in case only, which not every \
                 file system can tell apart: take another name"
            ),
            Self::Unknown {
                name,
                hint: Some(hint),
            } => write!(
                f,
                "no saved build is called `{name}`; did you mean `{hint}`?"
            ),
            Self::Unknown { name, hint: None } => write!(
                f,
                "no saved build is called `{name}`; `rigbuild list` lists them"
            ),
            Self::Faulty(fault) => {
                write!(f, "not a saved build: {fault}")?;
                match &fault.help {
                    Some(help) => write!(f, "; {help}"),
                    None => Ok(()),
                }
            }
            Self::Unwritable { name, why } => write!(f, "`{name}` cannot be written: {why}"),
            Self::Io { what, path, .. } => write!(f, "cannot {what} {}", path.display()),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::Name(_)
            | Self::Exists { .. }
            | Self::Twin { .. }
            | Self::Unknown { .. }
            | Self::Faulty(_)
            | Self::Unwritable { .. } => None,
        }
    }
}

impl From<BadName> for StoreError {
    fn from(error: BadName) -> Self {
        Self::Name(error)
    }
}

/// The error of an attempt on a path.
pub(super) fn failed(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |error| StoreError::Io { what, path, error }
}
