//! Everything that speaks for a pick: its parts' neighbours, and how far prices can move.

use super::reasons::{Reason, reasons};
use crate::catalogue::Catalogue;
use crate::request::Request;
use crate::solve::{Alternative, Scorer, Sensitivity, optimum, sensitivity};
use crate::workload::Score;

/// A pick, explained.
#[derive(Debug, Clone)]
pub struct Explanation<'a> {
    /// The pick.
    pub pick: Alternative<'a>,
    /// The best score within the budget.
    pub best: Score,
    /// Why each part, in the order of the slots.
    pub reasons: Vec<Reason<'a>>,
    /// How far each price can move.
    pub prices: Sensitivity<'a>,
}

/// Solves a request and explains its pick; `None` when nothing fits.
pub fn explain<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
) -> Option<Explanation<'a>> {
    let (best, pick) = optimum(catalogue, request, scorer)?;
    Some(Explanation {
        reasons: reasons(catalogue, request, scorer, &pick, best),
        prices: sensitivity(catalogue, request, scorer, &pick),
        pick,
        best,
    })
}
