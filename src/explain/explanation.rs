//! Everything that speaks for a pick: its parts' neighbours, and how far prices can move.

use super::reasons::{Reason, reasons};
use crate::catalogue::Catalogue;
use crate::request::Request;
use crate::solve::{
    Alternative, Guard, Scorer, Sensitivity, Stopped, optimum_watched, sensitivity_watched,
};
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

/// Solves a request and explains its pick; `None` when nothing fits, [`Stopped`] where
/// someone ended it.
pub fn explain<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    guard: &Guard<'_>,
) -> Result<Option<Explanation<'a>>, Stopped> {
    let Some((best, pick)) = optimum_watched(catalogue, request, scorer, guard)? else {
        return Ok(None);
    };
    Ok(Some(Explanation {
        reasons: reasons(catalogue, request, scorer, &pick, best),
        prices: sensitivity_watched(catalogue, request, scorer, &pick, guard)?,
        pick,
        best,
    }))
}
