//! Errors of many predictions in a few figures.

use crate::validate::statistics::{Pair, count, mean, median, percentile};

/// Predicted lower than measured by more than this share counts as under.
const UNDER: f64 = 0.10;

/// A prediction beside its measurement, and which row it is of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Judged {
    /// The row, for the reader.
    pub row: String,
    /// Both values, in one unit.
    pub pair: Pair,
}

/// How far predictions are from measurements; shares, 0.1 = 10 %.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Rows.
    pub n: usize,
    /// Median absolute error.
    pub median: f64,
    /// Absolute error that nine rows in ten do not exceed.
    pub p90: f64,
    /// Mean error: above 0 = predicted too high.
    pub bias: f64,
    /// Rows predicted lower than measured by more than 10 %.
    pub under: f64,
    /// The row with the largest error, and that error.
    pub worst: (String, f64),
}

impl Figures {
    /// Of rows; `None` of none.
    pub(super) fn of<'a>(rows: impl IntoIterator<Item = &'a Judged>) -> Option<Self> {
        let rows: Vec<&Judged> = rows.into_iter().collect();
        let errors: Vec<f64> = rows.iter().map(|row| row.pair.error()).collect();
        let absolute: Vec<f64> = errors.iter().map(|error| error.abs()).collect();
        let size = |row: &&&Judged| row.pair.error().abs();
        let worst = rows.iter().max_by(|a, b| size(a).total_cmp(&size(b)))?;
        let under = errors.iter().filter(|error| **error < -UNDER).count();
        Some(Self {
            n: rows.len(),
            median: median(&absolute)?,
            p90: percentile(&absolute, 90)?,
            bias: mean(&errors)?,
            under: count(under) / count(rows.len()),
            worst: (worst.row.clone(), worst.pair.error()),
        })
    }
}
