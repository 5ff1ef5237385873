//! Dominance: a candidate goes when another of its slot costs no more and is at least as
//! good in every field that any rule or the score can read.
//!
//! At an equal cost the survivor must also come first by identity, so that the unique
//! answer of the objective's last tie-break is never removed.

use super::candidate::Candidate;
use crate::part::Interface;
use std::collections::BTreeMap;

/// Removes dominated candidates of one slot; returns how many.
///
/// The list is in cost order. Cost: quadratic only within candidates that are equal in
/// count and in every field that compares by equality.
pub(super) fn remove_dominated(candidates: &mut Vec<Candidate<'_>>) -> usize {
    let before = candidates.len();
    // The survivors by count and exact fields; those without an interface are all alike.
    let mut survivors: BTreeMap<(u32, Option<String>), Vec<Interface>> = BTreeMap::new();
    // Cost order with identity as tie-break: whoever dominates comes first.
    candidates.retain(|candidate| {
        let (interface, count) = candidate.interface();
        let exact = interface.as_ref().map(Interface::exact);
        let alike = survivors.entry((count, exact)).or_default();
        let Some(interface) = interface else {
            let first = alike.is_empty();
            alike.extend(first.then(|| Interface::new(Vec::new())));
            return first;
        };
        let dominated = alike.iter().any(|earlier| earlier.covers(&interface));
        if !dominated {
            alike.push(interface);
        }
        !dominated
    });
    before - candidates.len()
}
