//! Which offer a candidate is bought at: candidates of one offer change their price together.

use super::candidate::Candidate;
use super::dominance::remove_dominated;
use crate::build::{Acquisition, Line};
use crate::catalogue::PriceBasis;
use crate::part::Condition;
use crate::request::chip_of;
use std::collections::BTreeMap;

/// An offer in force: of a part, or the street price of all cards with a chip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OfferKey<'a> {
    /// Id of the part; of the chip where it is a street price.
    pub id: &'a str,
    /// The condition offered.
    pub condition: Condition,
    /// Whether it is the price of any card with the chip.
    pub street: bool,
}

impl<'a> OfferKey<'a> {
    /// The offer a line's pieces are bought at; `None` where nothing is bought.
    pub fn of(line: &Line<'a>) -> Option<Self> {
        let Acquisition::Bought(condition, price) = &line.acquisition else {
            return None;
        };
        let part = line.part;
        let street = price.basis == PriceBasis::Chip;
        let chip = chip_of(part).filter(|_| street);
        (line.bought() > 0).then(|| Self {
            id: chip.unwrap_or(part.id()),
            condition: *condition,
            street,
        })
    }
}

/// The offer and how many pieces a candidate buys at it.
pub(super) fn bought<'a>(candidate: &Candidate<'a>) -> Option<(OfferKey<'a>, u32)> {
    let line = candidate.line.as_ref()?;
    Some((OfferKey::of(line)?, line.bought()))
}

/// Removes candidates that another bought at the same offer dominates, whatever its price.
pub(super) fn thin_by_offer(candidates: &mut Vec<Candidate<'_>>) -> usize {
    let before = candidates.len();
    let mut groups: BTreeMap<_, Vec<Candidate<'_>>> = BTreeMap::new();
    for candidate in candidates.drain(..) {
        groups
            .entry(bought(&candidate))
            .or_default()
            .push(candidate);
    }
    for group in groups.values_mut() {
        remove_dominated(group);
    }
    candidates.extend(groups.into_values().flatten());
    candidates.sort_by(|a, b| {
        let by_cost = a.cost.cmp(&b.cost);
        by_cost.then_with(|| a.identity().cmp(&b.identity()))
    });
    before - candidates.len()
}
