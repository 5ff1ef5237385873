//! Why each part of a build and not its neighbours by price: each is put in its place, and
//! the rules and the score are asked.

use super::beside::{bars, replaced};
use crate::build::Line;
use crate::catalogue::Catalogue;
use crate::request::{Best, Request};
use crate::rules::{Check, Slot};
use crate::solve::{Alternative, Choice, Scorer, choices, tolerated, worth};
use crate::unit::{Cost, Usd};
use crate::workload::Score;

/// Why the part of a slot.
#[derive(Debug, Clone)]
pub struct Reason<'a> {
    /// The slot.
    pub slot: Slot,
    /// What fills it; `None` for the cooler in the CPU's box.
    pub line: Option<Line<'a>>,
    /// How many candidates of the slot cost less.
    pub cheaper: usize,
    /// The next cheaper one.
    pub below: Option<Neighbour<'a>>,
    /// The next dearer one.
    pub above: Option<Neighbour<'a>>,
    /// The cheapest dearer one that fits beside the rest and scores more, where the next
    /// does not.
    pub gain: Option<Neighbour<'a>>,
}

/// Another candidate beside the rest of the build.
#[derive(Debug, Clone)]
pub struct Neighbour<'a> {
    /// What it is; `None` for the cooler in the CPU's box.
    pub line: Option<Line<'a>>,
    /// What the build costs with it.
    pub total: Usd,
    /// What becomes of the build.
    pub effect: Effect,
}

/// What a build with one other part is worth.
#[derive(Debug, Clone)]
pub enum Effect {
    /// This rule bars it, the first of them.
    Barred(Check),
    /// A task does not run on it that must.
    TaskFails,
    /// It stands, and scores this; whether that counts as equal to the best.
    Stands(Score, bool),
    /// It lacks what the score reads.
    Unjudged,
}

/// The reasons for every slot of a pick; `best` is the best score within the budget.
pub fn reasons<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    pick: &Alternative<'a>,
    best: Score,
) -> Vec<Reason<'a>> {
    let equal = match request.best {
        Best::Speed | Best::Value => Some(tolerated(best, request.tolerance_basis_points)),
        Best::Cheapest => None,
    };
    let view = View {
        request,
        scorer,
        pick,
        equal,
    };
    let slots = Slot::ALL.iter();
    slots
        .map(|slot| view.reason(*slot, &choices(catalogue, request, *slot)))
        .collect()
}

struct View<'v, 'a> {
    request: &'v Request,
    scorer: &'v dyn Scorer,
    pick: &'v Alternative<'a>,
    /// The least score that counts as equal; `None` where the score does not matter.
    equal: Option<Score>,
}

impl<'a> View<'_, 'a> {
    fn reason(&self, slot: Slot, choices: &[Choice<'a>]) -> Reason<'a> {
        let line = self.pick.build.slot(slot).next().cloned();
        let tax = self.request.tax_basis_points;
        let own = line.as_ref().map_or(Cost::ZERO, |line| line.cost(tax));
        let cheaper = choices.iter().filter(|one| one.cost < own).count();
        let mut dearer = choices.iter().filter(|one| one.cost > own);
        let above = dearer.next().map(|one| self.beside(slot, one));
        let adds = |one: &Neighbour<'_>| matches!(one.effect, Effect::Stands(score, _) if score > self.pick.score);
        let gain = match &above {
            Some(next) if !adds(next) => dearer.map(|one| self.beside(slot, one)).find(adds),
            Some(_) | None => None,
        };
        Reason {
            slot,
            line,
            cheaper,
            below: cheaper
                .checked_sub(1)
                .and_then(|at| choices.get(at))
                .map(|one| self.beside(slot, one)),
            above,
            gain,
        }
    }

    fn beside(&self, slot: Slot, choice: &Choice<'a>) -> Neighbour<'a> {
        let build = replaced(&self.pick.build, slot, choice.line.clone(), choice.chip);
        let barred = bars(&build, self.request).into_iter().next();
        let effect = match (barred, worth(&build, self.request, self.scorer)) {
            (Some(check), _) => Effect::Barred(check),
            (None, None) => Effect::Unjudged,
            (None, Some((_, false))) => Effect::TaskFails,
            (None, Some((score, true))) => {
                Effect::Stands(score, self.equal.is_none_or(|equal| score >= equal))
            }
        };
        Neighbour {
            line: choice.line.clone(),
            total: build.cost(self.request.tax_basis_points).to_pay(),
            effect,
        }
    }
}
