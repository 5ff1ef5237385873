//! The order in which a component's slots are decided: a tree. Below a decided slot, those
//! that no rule links any more are decided apart, so that their choices do not multiply.

use super::domains::index;
use super::network::CORE;
use crate::rules::{Rule, Slot};

/// A slot to decide, and what is decided below it.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// The slot decided here.
    pub(super) slot: Slot,
    /// The slot decided just before it.
    pub(super) parent: Option<Slot>,
    /// Rules between it and slots decided before that are no core slots: they become due here.
    pub(super) due: Vec<&'static Rule>,
    /// It and all slots below, in line order.
    pub(super) slots: Vec<Slot>,
    /// The parts of the rest that no rule links once this slot is decided.
    pub(super) below: Vec<Self>,
}

impl Plan {
    /// The plans of these slots, one for each part that no rule links to another, after
    /// `decided` (the last of them just before).
    pub(super) fn all(slots: &[Slot], decided: &[Slot], rules: &[&'static Rule]) -> Vec<Self> {
        let parts = parts(slots, rules).into_iter();
        parts.map(|part| Self::of(part, decided, rules)).collect()
    }

    /// The plan of slots that hang together.
    fn of(slots: Vec<Slot>, decided: &[Slot], rules: &[&'static Rule]) -> Self {
        let links = |slot: &Slot| {
            let linked = |other: &&Slot| *other != slot && link(rules, *slot, **other);
            slots.iter().filter(linked).count()
        };
        // The slot with the most links goes first: what it leaves falls apart.
        let most = slots.iter().copied().max_by_key(links);
        let slot = most.unwrap_or(Slot::Case);
        let mut known = decided.to_vec();
        known.push(slot);
        let rest: Vec<Slot> = slots.iter().copied().filter(|one| *one != slot).collect();
        let due = |rule: &&&'static Rule| {
            let mut others = outside(rule).filter(|other| *other != slot).peekable();
            rule.scope.contains(&slot)
                && others.peek().is_some()
                && others.all(|other| decided.contains(&other))
        };
        Self {
            slot,
            parent: decided.last().copied(),
            due: rules.iter().filter(due).copied().collect(),
            below: Self::all(&rest, &known, rules),
            slots,
        }
    }
}

/// The slots of a rule outside the core.
fn outside(rule: &Rule) -> impl Iterator<Item = Slot> {
    let slots = rule.scope.iter().copied();
    slots.filter(|slot| !CORE.contains(slot))
}

/// Whether a rule reads both slots.
fn link(rules: &[&Rule], a: Slot, b: Slot) -> bool {
    let both = |rule: &&Rule| rule.scope.contains(&a) && rule.scope.contains(&b);
    rules.iter().any(both)
}

/// The slots in parts that no rule links, each in line order.
fn parts(slots: &[Slot], rules: &[&Rule]) -> Vec<Vec<Slot>> {
    let mut parts: Vec<Vec<Slot>> = Vec::new();
    for &slot in slots {
        let linked = |part: &Vec<Slot>| part.iter().any(|other| link(rules, slot, *other));
        let (touching, apart): (Vec<_>, Vec<_>) = parts.into_iter().partition(linked);
        let mut part: Vec<Slot> = touching.into_iter().flatten().collect();
        part.push(slot);
        part.sort_unstable_by_key(|slot| index(*slot));
        parts = apart;
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    #[test]
    fn supply_and_cooler_are_decided_apart_below_the_case() {
        let slots = [Slot::Psu, Slot::Cooler, Slot::Case];
        let plans = Plan::all(&slots, &[], RULES);
        let [case] = plans.as_slice() else {
            panic!("{plans:?}");
        };
        assert_eq!((case.slot, case.parent), (Slot::Case, None));
        assert_eq!(case.slots, slots);
        assert!(case.due.is_empty());
        let below: Vec<Slot> = case.below.iter().map(|plan| plan.slot).collect();
        assert_eq!(below, [Slot::Psu, Slot::Cooler]);
        assert!(case.below.iter().all(|plan| plan.parent == Some(Slot::Case)
            && plan.below.is_empty()
            && !plan.due.is_empty()));
    }

    fn count(plans: &[Plan]) -> usize {
        let due = |plan: &Plan| plan.due.len() + count(&plan.below);
        plans.iter().map(due).sum()
    }

    #[test]
    fn every_rule_is_due_once() {
        let slots = [
            Slot::Memory,
            Slot::Psu,
            Slot::Storage,
            Slot::Cooler,
            Slot::Case,
        ];
        let joint = RULES.iter().filter(|rule| outside(rule).count() > 1);
        assert_eq!(count(&Plan::all(&slots, &[], RULES)), joint.count());
    }
}
