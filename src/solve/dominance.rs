//! Dominance: a candidate goes when another of its slot costs no more and is at least as
//! good in every field that any rule or the score can read.
//!
//! At an equal cost the survivor must also come first by identity, so that the unique
//! answer of the objective's last tie-break is never removed.

use super::candidate::Candidate;

/// Removes dominated candidates of one slot; returns how many.
///
/// `keep_all_costs` is the list in cost order. Cost: quadratic only within candidates of
/// equal count, and the first unequal field ends a comparison.
pub(super) fn remove_dominated(candidates: &mut Vec<Candidate<'_>>) -> usize {
    let before = candidates.len();
    let interfaces: Vec<_> = candidates.iter().map(Candidate::interface).collect();
    let mut kept: Vec<usize> = Vec::new();
    // Cost order with identity as tie-break: whoever dominates comes first.
    for (place, (interface, count)) in interfaces.iter().enumerate() {
        let dominated = kept.iter().any(|&earlier| {
            let (other, other_count) = &interfaces[earlier];
            match (other, interface) {
                (Some(other), Some(interface)) => other_count == count && other.covers(interface),
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            }
        });
        if !dominated {
            kept.push(place);
        }
    }
    let mut place = 0;
    candidates.retain(|_| {
        let keep = kept.binary_search(&place).is_ok();
        place += 1;
        keep
    });
    before - candidates.len()
}
