//! Solves one component once the core is decided: its cheapest completions.

use super::candidate::Candidate;
use super::domains::{Domains, index};
use super::memory_front::memory_front;
use super::network::{CORE, Component};
use super::objective::Share;
use crate::request::Request;
use crate::rules::{Draft, Rule, Slot, Verdict};
use crate::unit::Cost;
use std::cmp::{Ordering, Reverse};

/// A completion of a component, or of some of its slots: its share of the rank and the
/// candidate of each slot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Completion {
    pub(super) share: Share,
    /// Candidate index by slot, in the order of [`SLOTS`]; 0 for slots not of the component.
    ///
    /// [`SLOTS`]: super::candidate::SLOTS
    pub(super) picks: [usize; 8],
}

/// The completions worth knowing, best first: one for each memory candidate when the
/// component holds the memory (the score reads it), else just the best.
#[derive(Debug, Clone, Default)]
pub(super) struct Front {
    pub(super) completions: Vec<Completion>,
    /// Memory candidates looked at, in cost order.
    pub(super) tried: usize,
    /// No completion that costs at most this is missing; `None` = nothing looked for yet.
    pub(super) reached: Option<Cost>,
}

/// Everything a component's search reads.
pub(super) struct Task<'t, 'a> {
    pub(super) component: &'t Component,
    pub(super) domains: &'t Domains<'a>,
    pub(super) request: &'t Request,
    /// Candidates of each slot that are compatible with the core, in cost order.
    pub(super) admitted: Vec<Vec<usize>>,
}

impl<'a> Task<'_, 'a> {
    pub(super) fn candidate(&self, slot: Slot, pick: usize) -> &Candidate<'a> {
        &self.domains.slot(slot)[pick]
    }

    /// The order of completions of these slots: by share, then by the parts' identities.
    pub(super) fn order(&self, slots: &[Slot], one: &Completion, other: &Completion) -> Ordering {
        let identities = |completion: &Completion| {
            let picks = completion.picks;
            slots
                .iter()
                .map(move |slot| self.candidate(*slot, picks[index(*slot)]).identity())
        };
        let by_share = one.share.cmp(&other.share);
        by_share.then_with(|| identities(one).cmp(identities(other)))
    }
}

/// Solves a component with the core placed in `draft`, as far as completions that cost at
/// most `bound`, beyond what `front` knows already; counts its nodes.
pub(super) fn solve<'t>(
    task: &'t Task<'t, '_>,
    draft: Draft<'t>,
    bound: Cost,
    front: &mut Front,
    nodes: &mut u64,
) {
    let slots = &task.component.slots;
    if slots.contains(&Slot::Memory) {
        return memory_front(task, draft, bound, front, nodes);
    }
    front.reached = Some(Cost::MAX);
    let best = best(task, slots, &task.admitted, draft, Cost::MAX, nodes);
    front.completions.extend(best);
}

/// The best completion of some slots of a component that costs no more than `limit`, judged
/// by the rules that read these slots and no other outside the core.
pub(super) fn best<'t>(
    task: &'t Task<'t, '_>,
    slots: &[Slot],
    admitted: &[Vec<usize>],
    draft: Draft<'t>,
    limit: Cost,
    nodes: &mut u64,
) -> Option<Completion> {
    // A rule is judged where the last of its slots is decided.
    let due = (0..slots.len()).map(|depth| due(task, slots[depth], &slots[..=depth]));
    let mut least = vec![Cost::ZERO; slots.len() + 1];
    for depth in (0..slots.len()).rev() {
        let first = *admitted[depth].first()?;
        least[depth] = least[depth + 1] + task.candidate(slots[depth], first).cost;
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
        picks: [0; 8],
    };
    dive.descend(draft, Share::default(), 0);
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
    best: Option<Completion>,
    nodes: &'d mut u64,
    picks: [usize; 8],
}

impl<'t, 'a> Dive<'_, 't, 'a> {
    fn descend(&mut self, draft: Draft<'t>, share: Share, depth: usize) {
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
                self.picks[index(self.slots[depth])] = pick;
                self.descend(draft, share + own(candidate, unknowns), depth + 1);
            }
        }
    }

    fn offer(&mut self, share: Share) {
        let completion = Completion {
            share,
            picks: self.picks,
        };
        let better = |best: &Completion| self.task.order(self.slots, &completion, best).is_lt();
        if self.best.as_ref().is_none_or(better) {
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
