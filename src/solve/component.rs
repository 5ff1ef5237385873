//! Solves one component once the core is decided: its cheapest completions.

use super::bits::Bits;
use super::candidate::Candidate;
use super::dive::best;
use super::domains::{Domains, index};
use super::memory_front::memory_front;
use super::network::{CORE, Component};
use super::objective::Share;
use super::tables::Tables;
use crate::request::Request;
use crate::rules::{Draft, Rule, Slot, Verdict};
use crate::unit::Cost;
use std::cell::Cell;
use std::cmp::{Ordering, Reverse};
use std::rc::Rc;

/// A completion of a component, or of some of its slots: its share of the rank and the
/// candidate of each slot.
#[derive(Debug, Clone, Copy, Default)]
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
    /// The best completion without the memory, once it is within reach.
    pub(super) free: Option<Completion>,
    /// Memory candidates looked at, in cost order.
    pub(super) tried: usize,
    /// No completion that costs at most this is missing; `None` = nothing looked for yet.
    pub(super) reached: Option<Cost>,
}

/// Everything a component's search reads.
pub(super) struct Task<'t, 'a> {
    pub(super) component: &'t Component,
    pub(super) domains: &'t Domains<'a>,
    pub(super) tables: &'t Tables,
    pub(super) request: &'t Request,
    /// The core alone.
    pub(super) core: Draft<'t>,
    /// Candidates of each slot that are compatible with the core.
    pub(super) admitted: [Bits; 8],
    /// What the rules between one slot and the core say of its candidates, by slot.
    pub(super) alone: [Rc<[Cell<Judged>]>; 8],
}

/// What is known of a candidate beside a core.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Judged {
    /// Nothing yet.
    #[default]
    Not,
    /// A rule bars it.
    Barred,
    /// It stands, with this many unknowns.
    Stands(u8),
}

impl<'t, 'a> Task<'t, 'a> {
    pub(super) fn candidate(&self, slot: Slot, pick: usize) -> &'t Candidate<'a> {
        &self.domains.slot(slot)[pick]
    }

    /// The unknowns of a candidate beside the core alone, or `None` when a rule bars it.
    pub(super) fn stands(&self, slot: Slot, pick: usize) -> Option<u32> {
        let known = self.alone[index(slot)].get(pick)?;
        match known.get() {
            Judged::Stands(unknowns) => return Some(unknowns.into()),
            Judged::Barred => return None,
            Judged::Not => {}
        }
        let mut draft = self.core;
        self.domains.slot(slot)[pick].place(&mut draft);
        let rules = &self.component.alone[index(slot)].rules;
        let unknowns = judge(rules, &draft, self.request);
        known.set(match unknowns.map(u8::try_from) {
            None => Judged::Barred,
            Some(Ok(unknowns)) => Judged::Stands(unknowns),
            // Too many to remember here: judged anew.
            Some(Err(_)) => Judged::Not,
        });
        unknowns
    }

    /// The least cost of a candidate among these that stands beside the core.
    pub(super) fn least(&self, slot: Slot, admitted: &Bits) -> Option<Cost> {
        let mut places = admitted.places();
        let first = places.find(|pick| self.stands(slot, *pick).is_some())?;
        Some(self.candidate(slot, first).cost)
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
pub(super) fn solve(task: &Task<'_, '_>, bound: Cost, front: &mut Front, nodes: &mut u64) {
    if task.component.slots.contains(&Slot::Memory) {
        return memory_front(task, bound, front, nodes);
    }
    front.reached = Some(Cost::MAX);
    let best = best(task, &task.admitted, Cost::MAX, nodes);
    front.completions.extend(best);
}

/// The component's rules that read `here` and another decided slot of the component, and
/// otherwise only core slots.
pub(super) fn due(task: &Task<'_, '_>, here: Slot, decided: &[Slot]) -> Vec<&'static Rule> {
    let other = |slot: &Slot| *slot != here && !CORE.contains(slot);
    let due = |rule: &&Rule| {
        let mut others = rule.scope.iter().filter(|slot| other(slot)).peekable();
        rule.scope.contains(&here)
            && others.peek().is_some()
            && others.all(|slot| decided.contains(slot))
    };
    task.component.rules.iter().copied().filter(due).collect()
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
