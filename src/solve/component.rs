//! Solves one component once the core is decided: its cheapest completions.

use super::candidate::{Candidate, Identity};
use super::domains::Domains;
use super::memory_front::memory_front;
use super::network::{CORE, Component};
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
    pub(super) fn key(&self) -> (Share, &[Identity<'_>]) {
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
    if slots.contains(&Slot::Memory) {
        return memory_front(task, draft, nodes);
    }
    let best = best(task, slots, &task.admitted, draft, Cost::MAX, nodes);
    Front {
        completions: best.into_iter().collect(),
    }
}

/// The best completion of some slots of a component that costs no more than `limit`, judged
/// by the rules that read these slots and no other outside the core.
pub(super) fn best<'a, 't>(
    task: &'t Task<'t, 'a>,
    slots: &[Slot],
    admitted: &[Vec<usize>],
    draft: Draft<'t>,
    limit: Cost,
    nodes: &mut u64,
) -> Option<Completion<'a>> {
    // A rule is judged where the last of its slots is decided.
    let due = (0..slots.len()).map(|depth| due(task, slots[depth], &slots[..=depth]));
    let mut least = vec![Cost::ZERO; slots.len() + 1];
    for depth in (0..slots.len()).rev() {
        let first = *admitted[depth].first()?;
        least[depth] = least[depth + 1] + task.domains.slot(slots[depth])[first].cost;
    }
    let mut dive = Dive {
        task,
        slots,
        admitted,
        due: due.collect(),
        least,
        limit,
        best: None,
        nodes,
        path: Vec::with_capacity(slots.len()),
    };
    dive.descend(draft, Share::default());
    dive.best
}

/// The component's rules that read `here` and otherwise only decided or core slots.
pub(super) fn due(task: &Task<'_, '_>, here: Slot, decided: &[Slot]) -> Vec<&'static Rule> {
    let known = |slot: &Slot| CORE.contains(slot) || decided.contains(slot);
    let rules = task.component.rules.iter().copied();
    rules
        .filter(|rule| rule.scope.contains(&here) && rule.scope.iter().all(known))
        .collect()
}

struct Dive<'d, 't, 'a> {
    task: &'t Task<'t, 'a>,
    slots: &'d [Slot],
    admitted: &'d [Vec<usize>],
    due: Vec<Vec<&'static Rule>>,
    /// Least cost of the slots from a depth on.
    least: Vec<Cost>,
    /// What the best may cost: that of the best so far, once there is one.
    limit: Cost,
    best: Option<Completion<'a>>,
    nodes: &'d mut u64,
    path: Vec<usize>,
}

impl<'t, 'a> Dive<'_, 't, 'a> {
    fn descend(&mut self, draft: Draft<'t>, share: Share) {
        let depth = self.path.len();
        if depth == self.slots.len() {
            self.offer(share);
            return;
        }
        let task = self.task;
        let candidates: &'t [Candidate<'a>] = task.domains.slot(self.slots[depth]);
        for &pick in &self.admitted[depth] {
            let candidate = &candidates[pick];
            let bound = share.cost + candidate.cost + self.least[depth + 1];
            if bound > self.limit {
                // Cost order: every later candidate of this slot is at least as dear.
                break;
            }
            *self.nodes += 1;
            let mut draft = draft;
            candidate.place(&mut draft);
            if let Some(unknowns) = judge(&self.due[depth], &draft, task.request) {
                self.path.push(pick);
                self.descend(draft, share + own(candidate, unknowns));
                self.path.pop();
            }
        }
    }

    fn offer(&mut self, share: Share) {
        let identity =
            |(slot, pick): (&Slot, &usize)| self.task.domains.slot(*slot)[*pick].identity();
        let completion = Completion {
            share,
            identities: self.slots.iter().zip(&self.path).map(identity).collect(),
            picks: self.path.clone(),
        };
        if self
            .best
            .as_ref()
            .is_none_or(|best| completion.key() < best.key())
        {
            self.limit = completion.share.cost;
            self.best = Some(completion);
        }
    }
}

/// What a candidate adds to the rank.
pub(super) fn own(candidate: &Candidate<'_>, unknowns: u32) -> Share {
    Share {
        cost: candidate.cost,
        unknowns,
        memory: Reverse(candidate.memory()),
        storage: Reverse(candidate.storage()),
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
