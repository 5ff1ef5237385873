//! Dominance: a candidate goes when another of its slot costs no more and can take its
//! place in every build ([`Standing`]).
//!
//! At an equal cost the survivor must also come first by identity, so that the unique
//! answer of the objective's last tie-break is never removed.

use super::candidate::Candidate;
use super::standing::Standing;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Removes dominated candidates of one slot; returns how many.
///
/// The list is in cost order. Cost: quadratic only within candidates of one group.
pub(super) fn remove_dominated(candidates: &mut Vec<Candidate<'_>>) -> usize {
    let before = candidates.len();
    let mut survivors: BTreeMap<u32, Vec<Arc<Standing>>> = BTreeMap::new();
    // Cost order with identity as tie-break: whoever dominates comes first.
    candidates.retain(|candidate| {
        let Some(standing) = &candidate.standing else {
            return true;
        };
        let alike = survivors.entry(standing.group).or_default();
        let dominated = alike.iter().any(|earlier| earlier.covers(standing));
        if !dominated {
            alike.push(Arc::clone(standing));
        }
        !dominated
    });
    before - candidates.len()
}
