//! The cheapest completion of a plan's slots: branch and bound along its tree.

use super::bits::Bits;
use super::component::{Completion, Task, judge, own};
use super::domains::index;
use super::plan::Plan;
use crate::rules::{Draft, Slot};
use crate::unit::Cost;

/// The best completion of the component's slots without the memory that costs no more than
/// `limit`, judged by the rules that read these slots and no other outside the core; counts
/// its nodes.
pub(super) fn best(
    task: &Task<'_, '_>,
    admitted: &[Bits; 8],
    limit: Cost,
    nodes: &mut u64,
) -> Option<Completion> {
    let plans = &task.component.plans;
    let mut least = [Cost::ZERO; 8];
    for &slot in plans.iter().flat_map(|plan| &plan.slots) {
        least[index(slot)] = task.least(slot, &admitted[index(slot)])?;
    }
    let mut dive = Dive {
        task,
        admitted,
        least,
        nodes,
    };
    dive.all(plans, Completion::default(), task.core, limit)
}

struct Dive<'d, 't, 'a> {
    task: &'d Task<'t, 'a>,
    admitted: &'d [Bits; 8],
    /// Least cost of each slot.
    least: [Cost; 8],
    nodes: &'d mut u64,
}

impl<'t> Dive<'_, 't, '_> {
    /// Completes each plan apart and adds it to `whole`, which may cost up to `limit` then.
    fn all(
        &mut self,
        plans: &[Plan],
        mut whole: Completion,
        draft: Draft<'t>,
        limit: Cost,
    ) -> Option<Completion> {
        let mut open: Cost = plans.iter().map(|plan| self.floor(plan)).sum();
        for plan in plans {
            open = open.saturating_sub(self.floor(plan));
            let spent = whole.share.cost + open;
            if spent > limit {
                return None;
            }
            let one = self.one(plan, &whole, draft, limit.saturating_sub(spent))?;
            whole.share = whole.share + one.share;
            for slot in &plan.slots {
                whole.picks[index(*slot)] = one.picks[index(*slot)];
            }
        }
        Some(whole)
    }

    /// The best completion of a plan below what is decided.
    fn one(
        &mut self,
        plan: &Plan,
        decided: &Completion,
        draft: Draft<'t>,
        mut limit: Cost,
    ) -> Option<Completion> {
        let (task, slot) = (self.task, plan.slot);
        let below: Cost = plan.below.iter().map(|plan| self.floor(plan)).sum();
        let beside = plan.parent.and_then(|parent| {
            let pick = decided.picks[index(parent)];
            task.tables.beside(parent, pick, slot)
        });
        let mut best: Option<Completion> = None;
        for pick in self.admitted[index(slot)].common(beside) {
            let candidate = task.candidate(slot, pick);
            if candidate.cost + below > limit {
                // Cost order: every later candidate of this slot is at least as dear.
                break;
            }
            let Some(alone) = task.stands(slot, pick) else {
                continue;
            };
            *self.nodes += 1;
            let mut draft = draft;
            candidate.place(&mut draft);
            let Some(joint) = judge(&plan.due, &draft, task.request) else {
                continue;
            };
            // The ancestors' picks are there for the plans below; they add nothing to the share.
            let mut whole = *decided;
            whole.share = own(candidate, alone + joint);
            whole.picks[index(slot)] = pick;
            let Some(whole) = self.all(&plan.below, whole, draft, limit) else {
                continue;
            };
            let better = |best: &Completion| task.order(&plan.slots, &whole, best).is_lt();
            if best.as_ref().is_none_or(better) {
                limit = whole.share.cost;
                best = Some(whole);
            }
        }
        best
    }

    /// What the slots of a plan cost at the least.
    fn floor(&self, plan: &Plan) -> Cost {
        let least = |slot: &Slot| self.least[index(*slot)];
        plan.slots.iter().map(least).sum()
    }
}
