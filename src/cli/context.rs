//! What every subcommand gets: the day, the catalogue's layers, where builds are kept,
//! and how to print.

use crate::catalogue::Catalogue;
use jiff::civil::Date;
use std::path::PathBuf;

/// How a command ended, when it could answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The answer is yes.
    Yes,
    /// The answer is no: nothing fits, a check found an error.
    No,
}

impl Exit {
    /// The process exit code.
    pub const fn code(self) -> u8 {
        match self {
            Self::Yes => 0,
            Self::No => 1,
        }
    }
}

/// The surroundings of a command.
#[derive(Debug)]
pub struct Context {
    /// The catalogue in force.
    pub catalogue: Catalogue,
    /// Today, or `RIGBUILD_TODAY`.
    pub today: Date,
    /// Where saved builds live; `None` when no home is known and `--builds` was not given.
    pub builds: Option<PathBuf>,
    /// Directories given with `--catalog`, the last is where `set` writes; empty = the user's layer.
    pub catalogs: Vec<PathBuf>,
    /// Columns to print in: the terminal's, 60 to 100; 80 in a pipe.
    pub width: usize,
    /// Whether marks may be Unicode (`✓ ! ✗ ?`) or must be ASCII.
    pub unicode: bool,
    /// Whether output is one JSON document.
    pub json: bool,
}
