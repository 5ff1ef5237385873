//! Solves one component once the core is decided: its cheapest completions.

use super::candidate::{Candidate, SLOTS};
use super::domains::Domains;
use super::network::{CORE, Component};
use super::objective::Share;
use crate::request::Request;
use crate::rules::{Draft, Rule, Slot, Verdict};
use crate::unit::Cost;
use std::cmp::{Ordering, Reverse};

/// Most slots of a component: all but the core.
const MOST_SLOTS: usize = SLOTS.len() - CORE.len();

/// A completion of a component: its share of the rank and the candidate of each slot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Completion {
    pub(super) share: Share,
    /// Candidate index by slot, in the component's slot order.
    pub(super) picks: [usize; MOST_SLOTS],
}

/// The completions worth knowing, best first: one for each memory candidate when the
/// component holds the memory (the score reads it), else just the best.
#[derive(Debug, Clone, Default)]
pub(super) struct Front {
    pub(super) completions: Vec<Completion>,
    /// Memory candidates looked at, in cost order.
    tried: usize,
    /// No completion that costs at most this is missing.
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
    front.reached = Some(Cost::MAX);
    let mut least = vec![Cost::ZERO; slots.len() + 1];
    for depth in (0..slots.len()).rev() {
        let Some(&first) = task.admitted[depth].first() else {
            return;
        };
        least[depth] = least[depth + 1] + task.cost(depth, first);
    }
    let whole = least[0];
    let mut dive = Dive {
        task,
        least,
        best: None,
        nodes,
        path: [0; MOST_SLOTS],
        depth: 0,
    };
    let Some(depth) = slots.iter().position(|slot| *slot == Slot::Memory) else {
        dive.descend(draft, Share::default(), None);
        front.completions.extend(dive.best.take());
        return;
    };
    let kits = &task.admitted[depth];
    // What all other slots cost at the least.
    let beside = kits.first().map_or(Cost::ZERO, |first| {
        whole.saturating_sub(task.cost(depth, *first))
    });
    for &memory in &kits[front.tried..] {
        if task.cost(depth, memory) + beside > bound {
            front.reached = Some(bound);
            break;
        }
        dive.best = None;
        dive.descend(draft, Share::default(), Some((depth, memory)));
        front.completions.extend(dive.best.take());
        front.tried += 1;
    }
    front.completions.sort_by(|a, b| task.order(a, b));
}

impl<'a> Task<'_, 'a> {
    fn candidate(&self, depth: usize, pick: usize) -> &Candidate<'a> {
        &self.domains.slot(self.component.slots[depth])[pick]
    }

    fn cost(&self, depth: usize, pick: usize) -> Cost {
        self.candidate(depth, pick).cost
    }

    /// The order of completions: by share, then by the parts' identities in slot order.
    fn order(&self, one: &Completion, other: &Completion) -> Ordering {
        let identities = |completion: &Completion| {
            let picks = completion.picks;
            (0..self.component.slots.len())
                .map(move |depth| self.candidate(depth, picks[depth]).identity())
        };
        let by_share = one.share.cmp(&other.share);
        by_share.then_with(|| identities(one).cmp(identities(other)))
    }
}

struct Dive<'d, 't, 'a> {
    task: &'t Task<'t, 'a>,
    /// Least cost of the slots from a depth on.
    least: Vec<Cost>,
    best: Option<Completion>,
    nodes: &'d mut u64,
    /// The picks down to `depth`.
    path: [usize; MOST_SLOTS],
    depth: usize,
}

impl<'t, 'a> Dive<'_, 't, 'a> {
    fn descend(&mut self, draft: Draft<'t>, share: Share, fixed: Option<(usize, usize)>) {
        let depth = self.depth;
        let slots = &self.task.component.slots;
        if depth == slots.len() {
            self.offer(share);
            return;
        }
        let task = self.task;
        let candidates: &'t [Candidate<'a>] = task.domains.slot(slots[depth]);
        let only = fixed
            .filter(|(at, _)| *at == depth)
            .map(|(_, memory)| [memory]);
        let picks = only
            .as_ref()
            .map_or(task.admitted[depth].as_slice(), |only| only);
        for &pick in picks {
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
            if let Some(unknowns) = judge(&task.component.due[depth], &draft, task.request) {
                let own = Share {
                    cost: candidate.cost,
                    unknowns,
                    memory: Reverse(candidate.memory()),
                    storage: Reverse(candidate.storage()),
                };
                self.path[depth] = pick;
                self.depth += 1;
                self.descend(draft, share + own, fixed);
                self.depth -= 1;
            }
        }
    }

    fn offer(&mut self, share: Share) {
        let mut picks = self.path;
        picks[self.depth..].fill(0);
        let completion = Completion { share, picks };
        let better = |best: &Completion| self.task.order(&completion, best).is_lt();
        if self.best.as_ref().is_none_or(better) {
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
