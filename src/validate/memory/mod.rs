//! Memory: measured runs, file sizes, parameter counts and largest batches against the
//! very functions that judge a task.
//!
//! ```text
//! measured runs --runs--> (source, pair) --figures--> by source, training, inference
//! architectures --architecture--> presets, parameter counts
//! largest batches --batches--> steps of the batch ladder
//! ```

mod architecture;
mod batches;
mod figures;
mod own;
mod runs;

pub use batches::Batches;
pub use figures::Figures;
pub use own::{Basis, Measured, OwnError, RanOut, Reading, judge_own};

use super::{CsvFile, FileError};
use crate::workload::ModelPreset;
use architecture::Architectures;
use figures::Judged;
use runs::Kind;
use std::collections::BTreeMap;

/// The formats that are read, told by their columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Runs with the memory that was measured.
    Runs,
    /// Layer sizes and parameters of models.
    Architectures,
    /// The largest batch of image models that ran on 24 GiB.
    Batches,
}

impl Format {
    /// The format of a table with these columns.
    pub fn of(columns: &[String]) -> Option<Self> {
        let has = |all: &[&str]| all.iter().all(|name| columns.iter().any(|own| own == name));
        if has(&["measured_gb", "metric", "method", "arch"]) {
            Some(Self::Runs)
        } else if has(&["max_batch_fitting_24gb", "macts_per_img", "params"]) {
            Some(Self::Batches)
        } else if has(&["id", "layers", "hidden", "kv_heads", "vocab", "params_b"]) {
            Some(Self::Architectures)
        } else {
            None
        }
    }
}

/// What was not used, and how many rows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omitted {
    /// Why.
    pub why: String,
    /// Rows.
    pub rows: usize,
}

/// How near the memory model is to what was measured.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Verdict {
    /// By source, training and inference apart.
    pub sources: Vec<(String, Figures)>,
    /// Training of language models, all sources.
    pub training: Option<Figures>,
    /// Their inference, all sources.
    pub inference: Option<Figures>,
    /// Sizes of weight files.
    pub files: Option<Figures>,
    /// Parameters by closed form, plain dense models.
    pub parameters: Option<Figures>,
    /// Largest batches of image models.
    pub batches: Option<Batches>,
    /// Runs that ran out of memory.
    pub ran_out: Option<RanOut>,
    /// What was not used.
    pub omitted: Vec<Omitted>,
}

/// Judges the tables of one directory; presets stand in where a table of architectures
/// does not know a model.
///
/// # Errors
///
/// A cell that is not what its column promises.
pub fn judge(tables: &[(Format, &CsvFile)], presets: &[ModelPreset]) -> Result<Verdict, FileError> {
    let of = |format: Format| {
        let tables = tables.iter().filter(move |(own, _)| *own == format);
        tables.map(|(_, file)| *file)
    };
    let mut architectures = Architectures::new(presets);
    for file in of(Format::Architectures) {
        architectures.read(file)?;
    }
    let mut omitted = BTreeMap::new();
    let mut judged = Vec::new();
    for file in of(Format::Runs) {
        judged.extend(runs::judge(file, &architectures, &mut omitted)?);
    }
    let mut batches = Batches::default();
    for file in of(Format::Batches) {
        batches.read(file)?;
    }
    Ok(Verdict {
        parameters: Figures::of(architectures.plain()),
        batches: (batches.n > 0).then_some(batches),
        ..Verdict::of(&judged, omitted)
    })
}

impl Verdict {
    /// Of runs.
    fn of(judged: &[(Kind, String, Judged)], omitted: BTreeMap<String, usize>) -> Self {
        let omitted = omitted.into_iter();
        Self {
            sources: by_source(judged),
            training: Figures::of(rows(judged, Kind::Training)),
            inference: Figures::of(rows(judged, Kind::Inference)),
            files: Figures::of(rows(judged, Kind::File)),
            omitted: omitted.map(|(why, rows)| Omitted { why, rows }).collect(),
            ..Self::default()
        }
    }
}

/// The rows of one kind.
fn rows(judged: &[(Kind, String, Judged)], kind: Kind) -> impl Iterator<Item = &Judged> {
    let rows = judged.iter().filter(move |(own, _, _)| *own == kind);
    rows.map(|(_, _, judged)| judged)
}

/// Figures of each source and kind, in the order of the tables.
fn by_source(judged: &[(Kind, String, Judged)]) -> Vec<(String, Figures)> {
    let mut named: Vec<(Kind, &str)> = Vec::new();
    for (kind, source, _) in judged {
        if !named.contains(&(*kind, source)) {
            named.push((*kind, source));
        }
    }
    let figures = named.into_iter().filter_map(|(kind, source)| {
        let own = judged.iter().filter(|(k, s, _)| *k == kind && s == source);
        let figures = Figures::of(own.map(|(_, _, judged)| judged))?;
        Some((format!("{source}, {}", kind.as_str()), figures))
    });
    figures.collect()
}

#[cfg(test)]
mod tests;
