//! The objective's levels, and what of them is proven where the search was ended.

use super::frontier::value;
use super::limit_of;
use super::objective::{Goal, tolerated};
use super::reduced::Reduced;
use super::search::Found;
use super::watch::Cut;
use crate::request::{Best, Request};
use crate::unit::{Cost, Usd};
use crate::workload::Score;

/// What a search that was ended left unproven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// The best score: no build within the budget scores more than this.
    Score {
        /// At least the pick's.
        bound: Score,
    },
    /// The lowest price; the best score is proven where that is the objective. No build that
    /// is good enough costs less than this.
    Price {
        /// At most the pick's total.
        bound: Usd,
    },
    /// The most score per dollar: no build within the budget has more, on the scale of
    /// [`value`].
    Value {
        /// At least the pick's.
        bound: i64,
    },
}

/// How the objective was decided.
pub(super) enum Decision<'a> {
    /// Proven: no build satisfies the request.
    Nothing,
    /// The best score within the budget, and the pick.
    Proven(Score, Found<'a>),
    /// The search was ended: the best build so far, if any, and what is unproven.
    Ended(Option<(Score, Found<'a>)>, Open),
}

impl<'a> Decision<'a> {
    fn of(best: Option<Score>, found: Option<Found<'a>>) -> Self {
        found.map_or(Self::Nothing, |found| {
            Self::Proven(best.unwrap_or(found.score), found)
        })
    }

    /// The decision of a search that nobody ends.
    pub(super) fn proven(self) -> Option<(Score, Found<'a>)> {
        match self {
            Self::Nothing | Self::Ended(..) => None,
            Self::Proven(best, found) => Some((best, found)),
        }
    }
}

/// The objective's two levels: the best score, then the pick within the tolerance of it.
pub(super) fn decide<'a>(reduced: &mut Reduced<'a, '_>, request: &Request) -> Decision<'a> {
    let limit = limit_of(request);
    match request.best {
        Best::Speed => {
            let best = reduced.best_score(limit, None, None);
            let first = reduced.watched.incumbent.take();
            if let Some(Cut::Score(bound)) = reduced.watched.cut {
                return Decision::Ended(with_its_score(first), Open::Score { bound });
            }
            let Some(best) = best else {
                return Decision::Nothing;
            };
            let threshold = tolerated(best, request.tolerance_basis_points);
            let found = reduced.cheapest(Goal::AtLeast(threshold), limit, None);
            if let Some(Cut::Cost(bound)) = reduced.watched.cut {
                // What reached the best score is good enough too.
                let found = found.into_iter().chain(first).min_by_key(|one| one.rank);
                let bound = bound.to_pay();
                return Decision::Ended(found.map(|found| (best, found)), Open::Price { bound });
            }
            Decision::of(Some(best), found)
        }
        Best::Value => decide_value(reduced, limit),
        Best::Cheapest => {
            let found = reduced.cheapest(Goal::Any, limit, None);
            if let Some(Cut::Cost(bound)) = reduced.watched.cut {
                let bound = bound.to_pay();
                return Decision::Ended(with_its_score(found), Open::Price { bound });
            }
            Decision::of(None, found)
        }
    }
}

fn with_its_score(found: Option<Found<'_>>) -> Option<(Score, Found<'_>)> {
    found.map(|found| (found.score, found))
}

/// The most score per dollar is a step of the frontier.
fn decide_value<'a>(reduced: &mut Reduced<'a, '_>, limit: Cost) -> Decision<'a> {
    let climb = reduced.climb(None, limit, false);
    let worth = |one: &Found<'_>| (value(one.score, one.rank.cost.to_pay()), one.score);
    let Some(reached) = climb.ended else {
        return Decision::of(None, climb.steps.into_iter().max_by_key(worth));
    };
    // Whatever was not looked at costs more than the part of the frontier that is known.
    let bound = value(climb.bound, reached.to_pay());
    let first = reduced.watched.incumbent.take();
    let found = climb.steps.into_iter().chain(first).max_by_key(worth);
    let bound = found
        .as_ref()
        .map_or(bound, |found| bound.max(worth(found).0));
    Decision::Ended(with_its_score(found), Open::Value { bound })
}
