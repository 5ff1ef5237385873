//! Solves one component once the core is decided: its cheapest completions.

use super::candidate::{Candidate, Identity};
use super::domains::Domains;
use super::network::Component;
use super::objective::Share;
use crate::request::Request;
use crate::rules::{Draft, Rule, Slot, Verdict};
use crate::unit::Cost;
use std::cmp::Reverse;

/// A completion of a component: its share of the rank and the candidate of each slot.
#[derive(Debug, Clone)]
pub(super) struct Completion<'a> {
    pub(super) share: Share,
    pub(super) identities: Vec<Identity<'a>>,
    /// Candidate index by slot, in the component's slot order.
    pub(super) picks: Vec<usize>,
}

impl Completion<'_> {
    fn key(&self) -> (Share, &[Identity<'_>]) {
        (self.share, &self.identities)
    }
}

/// The completions worth knowing, best first: one for each memory candidate when the
/// component holds the memory (the score reads it), else just the best.
#[derive(Debug, Clone, Default)]
pub(super) struct Front<'a> {
    pub(super) completions: Vec<Completion<'a>>,
}

/// Everything a component's search reads.
pub(super) struct Task<'t, 'a> {
    pub(super) component: &'t Component,
    pub(super) domains: &'t Domains<'a>,
    pub(super) request: &'t Request,
    /// Candidates of each slot that are compatible with the core, in cost order.
    pub(super) admitted: Vec<Vec<usize>>,
}

/// Solves a component with the core placed in `draft`; counts its nodes.
pub(super) fn solve<'a, 't>(
    task: &'t Task<'t, 'a>,
    draft: Draft<'t>,
    nodes: &mut u64,
) -> Front<'a> {
    let slots = &task.component.slots;
    // A rule is judged where the last of its slots is decided.
    let due = |depth: usize| -> Vec<&'static Rule> {
        let decided = |slot: &Slot| !slots[depth + 1..].contains(slot);
        let here = slots[depth];
        task.component
            .rules
            .iter()
            .copied()
            .filter(|rule| rule.scope.contains(&here) && rule.scope.iter().all(decided))
            .collect()
    };
    let due: Vec<_> = (0..slots.len()).map(due).collect();
    let mut least = vec![Cost::ZERO; slots.len() + 1];
    for depth in (0..slots.len()).rev() {
        let Some(&first) = task.admitted[depth].first() else {
            return Front::default();
        };
        least[depth] = least[depth + 1] + task.domains.slot(slots[depth])[first].cost;
    }
    let mut dive = Dive {
        task,
        due,
        least,
        best: None,
        nodes,
        path: Vec::with_capacity(slots.len()),
    };
    let mut front = Front::default();
    if let Some(depth) = slots.iter().position(|slot| *slot == Slot::Memory) {
        for &memory in &task.admitted[depth] {
            dive.best = None;
            dive.descend(draft, Share::default(), Some((depth, memory)));
            front.completions.extend(dive.best.take());
        }
        front.completions.sort_by(|a, b| a.key().cmp(&b.key()));
    } else {
        dive.descend(draft, Share::default(), None);
        front.completions.extend(dive.best.take());
    }
    front
}

struct Dive<'d, 't, 'a> {
    task: &'t Task<'t, 'a>,
    due: Vec<Vec<&'static Rule>>,
    /// Least cost of the slots from a depth on.
    least: Vec<Cost>,
    best: Option<Completion<'a>>,
    nodes: &'d mut u64,
    path: Vec<usize>,
}

impl<'t, 'a> Dive<'_, 't, 'a> {
    fn descend(&mut self, draft: Draft<'t>, share: Share, fixed: Option<(usize, usize)>) {
        let depth = self.path.len();
        let slots = &self.task.component.slots;
        if depth == slots.len() {
            self.offer(share);
            return;
        }
        let task = self.task;
        let candidates: &'t [Candidate<'a>] = task.domains.slot(slots[depth]);
        for &pick in &task.admitted[depth] {
            if fixed.is_some_and(|(at, memory)| at == depth && memory != pick) {
                continue;
            }
            let candidate = &candidates[pick];
            let bound = share.cost + candidate.cost + self.least[depth + 1];
            if self
                .best
                .as_ref()
                .is_some_and(|best| bound > best.share.cost)
            {
                // Cost order: every later candidate of this slot is at least as dear.
                break;
            }
            *self.nodes += 1;
            let mut draft = draft;
            candidate.place(&mut draft);
            if let Some(unknowns) = judge(&self.due[depth], &draft, task.request) {
                let own = Share {
                    cost: candidate.cost,
                    unknowns,
                    memory: Reverse(candidate.memory()),
                    storage: Reverse(candidate.storage()),
                };
                self.path.push(pick);
                self.descend(draft, share + own, fixed);
                self.path.pop();
            }
        }
    }

    fn offer(&mut self, share: Share) {
        let slots = &self.task.component.slots;
        let identity =
            |(slot, pick): (&Slot, &usize)| self.task.domains.slot(*slot)[*pick].identity();
        let completion = Completion {
            share,
            identities: slots.iter().zip(&self.path).map(identity).collect(),
            picks: self.path.clone(),
        };
        if self
            .best
            .as_ref()
            .is_none_or(|best| completion.key() < best.key())
        {
            self.best = Some(completion);
        }
    }
}

/// The number of unknowns among these rules, or `None` when one bars.
pub(super) fn judge(rules: &[&Rule], draft: &Draft<'_>, request: &Request) -> Option<u32> {
    let mut unknowns = 0;
    for rule in rules {
        // `None` with the whole scope decided cannot happen for a rule that keeps its
        // contract; the registry test holds rules to it.
        let Some(verdict) = (rule.check)(draft) else {
            continue;
        };
        if rule.bars(&verdict, &request.allowed) {
            return None;
        }
        unknowns += u32::from(matches!(verdict, Verdict::Unknown { .. }));
    }
    Some(unknowns)
}
