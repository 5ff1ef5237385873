//! Validation: the workload model held against what other people measured.
//!
//! Pure functions from measured rows to figures; reading files is the caller's.
//!
//! ```text
//! CSV texts --Subject::of--> speed tables  --compare--> Figures --> report
//!                            memory tables --judge----> Figures --> report
//! ```

pub mod file;
pub mod memory;
pub mod speed;
pub mod statistics;

pub use file::{CsvFile, FileError};

/// What is judged together: one directory, or our own selection.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judgement {
    /// The speed half, where there is one.
    pub speed: Option<speed::Verdict>,
    /// The memory half, where there is one.
    pub memory: Option<memory::Verdict>,
}

/// What a table is about, told by its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// How fast runs are.
    Speed(speed::Format),
    /// How much memory they take.
    Memory(memory::Format),
}

impl Subject {
    /// The subject of a file; `None` where its columns are of no format that is read.
    pub fn of(file: &CsvFile) -> Option<Self> {
        let columns = file.columns();
        let speed = speed::Format::of(&columns).map(Self::Speed);
        speed.or_else(|| memory::Format::of(&columns).map(Self::Memory))
    }
}
