//! The cheapest completions of the component with the memory, one for each memory candidate.
//!
//! The score reads the memory, so every candidate needs its own completion; but few slots
//! share a rule with it (the cooler that stands over it). So the rest is solved once without
//! it: where that stands with the memory and leaves nothing unknown, it is the best. Else
//! the rest is solved for each choice in those few slots that may do better, and remembered.

use super::bits::Bits;
use super::component::{Completion, Front, Task, due, judge, own};
use super::dive::best;
use super::domains::index;
use super::objective::Share;
use crate::rules::{Draft, Rule, Slot};
use crate::unit::Cost;
use std::collections::BTreeMap;

/// Solves the component that holds the memory, as far as completions that cost at most
/// `bound`, beyond what `front` knows already.
pub(super) fn memory_front(task: &Task<'_, '_>, bound: Cost, front: &mut Front, nodes: &mut u64) {
    front.reached = Some(Cost::MAX);
    let slots = &task.component.slots;
    let kits = &task.admitted[index(Slot::Memory)];
    let Some(kit) = task.least(Slot::Memory, kits) else {
        return;
    };
    // The rest is not looked for beyond what the cheapest memory leaves.
    let limit = bound.saturating_sub(kit);
    if front.free.is_none() && kit <= bound {
        front.free = best(task, &task.admitted, limit, nodes);
    }
    let Some(free) = front.free else {
        front.reached = Some(bound);
        return;
    };
    let Some(mut join) = Join::new(task, free, nodes) else {
        return;
    };
    for memory in kits.places().skip(front.tried) {
        let candidate = task.candidate(Slot::Memory, memory);
        // The rest without the memory costs at least this, whatever the memory.
        if candidate.cost + join.free.share.cost > bound {
            front.reached = Some(bound);
            break;
        }
        front.tried += 1;
        *join.nodes += 1;
        if let Some(unknowns) = task.stands(Slot::Memory, memory) {
            let mut draft = task.core;
            candidate.place(&mut draft);
            join.memory = memory;
            join.best = None;
            join.own = own(candidate, unknowns);
            join.complete(draft);
            front.completions.extend(join.best.take());
        }
    }
    front.completions.sort_by(|a, b| task.order(slots, a, b));
}

struct Join<'j, 't, 'a> {
    task: &'j Task<'t, 'a>,
    /// The memory's candidate.
    memory: usize,
    /// What the memory adds to the rank by itself.
    own: Share,
    /// As many doubts between the memory and the ties as make a completion useless.
    too_many: u32,
    /// The slots that share a rule with the memory.
    ties: Vec<Slot>,
    /// Rules that read the memory and tie `i`, and no later tie.
    rules: Vec<Vec<&'static Rule>>,
    /// Least cost of the ties from `i` on and of all slots that are none.
    least: Vec<Cost>,
    /// The best completion of the rest, whatever the memory.
    free: Completion,
    /// The best one by the picks in the ties, or that none costs no more than this.
    known: BTreeMap<Vec<usize>, Result<Completion, Cost>>,
    best: Option<Completion>,
    nodes: &'j mut u64,
    path: Vec<usize>,
}

impl<'j, 't, 'a> Join<'j, 't, 'a> {
    /// `None` when the rest has no completion at all.
    fn new(task: &'j Task<'t, 'a>, free: Completion, nodes: &'j mut u64) -> Option<Self> {
        let mut rest = task.component.slots.clone();
        rest.retain(|slot| *slot != Slot::Memory);
        let mut reading = task.component.rules.clone();
        reading.retain(|rule| rule.scope.contains(&Slot::Memory));
        let tied = |slot: &Slot| reading.iter().any(|rule| rule.scope.contains(slot));
        let (ties, untied): (Vec<Slot>, Vec<Slot>) = rest.into_iter().partition(tied);
        let mut decided = vec![Slot::Memory];
        let mut rules = Vec::with_capacity(ties.len());
        for &slot in &ties {
            decided.push(slot);
            let mut here = due(task, slot, &decided);
            here.retain(|rule| rule.scope.contains(&Slot::Memory));
            rules.push(here);
        }
        let cheapest = |slot: Slot| task.least(slot, &task.admitted[index(slot)]);
        let mut floor = Cost::ZERO;
        for slot in untied {
            floor = floor + cheapest(slot)?;
        }
        let mut least = vec![floor; ties.len() + 1];
        for (depth, &slot) in ties.iter().enumerate().rev() {
            least[depth] = least[depth + 1] + cheapest(slot)?;
        }
        Some(Self {
            task,
            memory: 0,
            own: Share::default(),
            too_many: u32::MAX,
            ties,
            rules,
            least,
            free,
            known: BTreeMap::new(),
            best: None,
            nodes,
            path: Vec::new(),
        })
    }

    /// Completes the memory in `draft`.
    fn complete(&mut self, draft: Draft<'t>) {
        let task = self.task;
        let mut with_free = Some(0);
        let mut whole = draft;
        for (&slot, rules) in self.ties.iter().zip(&self.rules) {
            let pick = self.free.picks[index(slot)];
            task.candidate(slot, pick).place(&mut whole);
            let more = judge(rules, &whole, task.request);
            with_free = with_free.zip(more).map(|(sum, more)| sum + more);
        }
        if let Some(doubts) = with_free {
            self.offer(self.free, doubts);
        }
        // No other rest is better by itself: it can only win by fewer doubts with this
        // memory, or where this one is barred.
        self.too_many = with_free.unwrap_or(u32::MAX);
        if self.too_many > 0 {
            self.descend(draft, 0, self.own.cost);
        }
    }

    /// Tries the candidates of the next tie beside the memory and the ties in `draft`, which
    /// cost `floor` and leave `doubts` between them and the memory.
    fn descend(&mut self, draft: Draft<'t>, doubts: u32, floor: Cost) {
        let depth = self.path.len();
        let Some(&slot) = self.ties.get(depth) else {
            if let Some(rest) = self.rest() {
                self.offer(rest, doubts);
            }
            return;
        };
        let task = self.task;
        for pick in task.admitted[index(slot)].places() {
            if task.stands(slot, pick).is_none() {
                continue;
            }
            let candidate = task.candidate(slot, pick);
            let cost = floor + candidate.cost;
            let bound = cost + self.least[depth + 1];
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
            let more = judge(&self.rules[depth], &draft, task.request);
            if let Some(doubts) = more.map(|more| doubts + more)
                && doubts < self.too_many
            {
                self.path.push(pick);
                self.descend(draft, doubts, cost);
                self.path.pop();
            }
        }
    }

    /// The memory with this rest.
    fn offer(&mut self, mut whole: Completion, doubts: u32) {
        whole.share = whole.share + self.own;
        whole.share.unknowns += doubts;
        whole.picks[index(Slot::Memory)] = self.memory;
        let slots = &self.task.component.slots;
        let better = |best: &Completion| self.task.order(slots, &whole, best).is_lt();
        if self.best.as_ref().is_none_or(better) {
            self.best = Some(whole);
        }
    }

    /// The best rest for the picks in the ties, if it costs no more than what there is.
    fn rest(&mut self) -> Option<Completion> {
        let best_so_far = self.best.as_ref().map(|best| best.share.cost);
        let limit = best_so_far.map_or(Cost::MAX, |cost| cost.saturating_sub(self.own.cost));
        match self.known.get(&self.path) {
            Some(Ok(known)) => return Some(*known),
            Some(Err(searched)) if limit <= *searched => return None,
            Some(Err(_)) | None => {}
        }
        let (task, nodes) = (self.task, &mut *self.nodes);
        let mut admitted = task.admitted.clone();
        for (&slot, &pick) in self.ties.iter().zip(&self.path) {
            admitted[index(slot)] = Bits::only(task.domains.slot(slot).len(), pick);
        }
        let found = best(task, &admitted, limit, nodes);
        let known = found.ok_or(limit);
        self.known.insert(self.path.clone(), known);
        found
    }
}
