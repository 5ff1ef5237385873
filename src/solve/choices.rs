//! What else could fill a slot, and what a build with it is worth.

use super::candidate::Item;
use super::domains::candidates;
use super::machine;
use super::objective::{Scorer, runs};
use crate::build::{Build, Line};
use crate::catalogue::Catalogue;
use crate::part::GpuChip;
use crate::request::Request;
use crate::rules::Slot;
use crate::unit::Cost;
use crate::workload::Score;

/// One way to fill a slot, before any rule has judged it.
#[derive(Debug, Clone)]
pub struct Choice<'a> {
    /// Its line; `None` for the cooler in the CPU's box.
    pub line: Option<Line<'a>>,
    /// The chip on its cards.
    pub chip: Option<&'a GpuChip>,
    /// What it costs with tax.
    pub cost: Cost,
}

/// Every way to fill a slot that the request's own wishes admit, in the order of cost.
pub fn choices<'a>(catalogue: &'a Catalogue, request: &Request, slot: Slot) -> Vec<Choice<'a>> {
    candidates(catalogue, request, slot)
        .into_iter()
        .map(|candidate| Choice {
            chip: match candidate.item {
                Item::Gpus([pick]) => Some(pick.chip),
                _ => None,
            },
            cost: candidate.cost,
            line: candidate.line,
        })
        .collect()
}

/// A build's score, and whether the tasks run on it that must; `None` where it lacks a part
/// that the score reads.
pub fn worth(build: &Build<'_>, request: &Request, scorer: &dyn Scorer) -> Option<(Score, bool)> {
    let machine = machine(build, request)?;
    Some((scorer.score(&machine), runs(&machine, request, scorer)))
}
