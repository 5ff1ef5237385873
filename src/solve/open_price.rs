//! The optimum as a function of one offer's price, exact to the cent.
//!
//! Builds are parted by how many pieces they buy at the offer: none, one, two, ... With the
//! count fixed, the price moves a build's cost and nothing else, so the cheapest rest for a
//! score is found once, by a solve, and answers for every price.
//!
//! A falling price never lowers the best score, and with it the score that counts as equal
//! to it. Between two prices at which the best score changes, the pick has the part up to
//! some price and not beyond. Across such a change it may come or go in either direction,
//! so ends are sought level by level and not by bisection.

use super::objective::{Goal, Rank, tolerated};
use super::reduced::Reduced;
use super::search::Found;
use crate::request::{Best, Request};
use crate::unit::{Cost, Usd};
use crate::workload::Score;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Builds among some candidates of one slot, which all cost the same if the price is theirs.
pub(super) struct Space<'a, 'r> {
    reduced: Rc<RefCell<Reduced<'a, 'r>>>,
    /// The GPU options, where several spaces share a reduced problem.
    focus: Option<Rc<[usize]>>,
    /// What the candidates cost in the reduced problem: taken off again.
    baked: Cost,
    /// The first build in rank order that meets a goal, by its score, without the offer's
    /// share of the cost.
    first: BTreeMap<Option<Score>, Option<Found<'a>>>,
}

impl<'a, 'r> Space<'a, 'r> {
    pub(super) fn new(
        reduced: Rc<RefCell<Reduced<'a, 'r>>>,
        focus: Option<Rc<[usize]>>,
        baked: Cost,
    ) -> Self {
        Self {
            reduced,
            focus,
            baked,
            first: BTreeMap::new(),
        }
    }

    /// The best score of builds whose rest costs at most `limit`, beyond `above`.
    fn best(&self, limit: Cost, above: Option<Score>) -> Option<Score> {
        let mut reduced = self.reduced.borrow_mut();
        reduced.focus.clone_from(&self.focus);
        let least = above.map(|above| Score(above.0 + 1));
        reduced.best_score(limit + self.baked, None, least)
    }

    /// The first build that meets the goal, its rest within `limit`: always the same limit.
    fn first(&mut self, goal: Goal, limit: Cost) -> Option<&Found<'a>> {
        let key = match goal {
            Goal::Any => None,
            Goal::AtLeast(score) => Some(score),
        };
        let search = || {
            let mut reduced = self.reduced.borrow_mut();
            reduced.focus.clone_from(&self.focus);
            let mut found = reduced.cheapest(goal, limit + self.baked, None)?;
            found.rank.cost = found.rank.cost.saturating_sub(self.baked);
            Some(found)
        };
        self.first.entry(key).or_insert_with(search).as_ref()
    }
}

/// The problem with one offer's price left open.
pub(super) struct OpenPrice<'a, 'r> {
    request: &'r Request,
    limit: Cost,
    /// What a cent of the price adds to the cost of a piece.
    cent: Cost,
    /// Builds that buy nothing at the offer.
    without: Space<'a, 'r>,
    /// Builds that buy so many pieces.
    with: Vec<(u32, Space<'a, 'r>)>,
    /// The best score without it, once known.
    without_best: OnceCell<Option<Score>>,
}

impl<'a, 'r> OpenPrice<'a, 'r> {
    /// `tax_basis_points` is the tax on this very offer.
    pub(super) fn new(
        request: &'r Request,
        tax_basis_points: u32,
        without: Space<'a, 'r>,
        with: Vec<(u32, Space<'a, 'r>)>,
    ) -> Self {
        Self {
            request,
            limit: super::limit_of(request),
            cent: Cost::taxed(Usd::from_cents(1), tax_basis_points),
            without,
            with,
            without_best: OnceCell::new(),
        }
    }

    /// Whether a search was ended: what is found from then on means nothing.
    pub(super) fn ended(&self) -> bool {
        self.without.reduced.borrow().watched.guard.stopped()
    }

    /// The highest price around `price` up to which the pick has the part without a break,
    /// where it has it at `price`; `None` = at any.
    pub(super) fn highest(&mut self, mut price: i64) -> Option<i64> {
        if self.request.best == Best::Cheapest {
            return self.wins_up_to(Goal::Any).and_then(bounded);
        }
        loop {
            let Some(best) = self.best(price).filter(|_| !self.ended()) else {
                return Some(price);
            };
            let wins = self.wins_up_to(self.equal_to(best)).unwrap_or(price);
            if self.best_without() >= Some(best) {
                return bounded(wins);
            }
            let same = self.most(Goal::AtLeast(best)).unwrap_or(price);
            if wins < same || bounded(same).is_none() {
                return bounded(wins);
            }
            if !self.picks(same + 1) {
                return Some(same);
            }
            price = same + 1;
        }
    }

    /// The lowest price around `price` down to which the pick has the part without a break.
    pub(super) fn lowest(&mut self, price: i64) -> i64 {
        if self.request.best == Best::Cheapest {
            return 0;
        }
        let mut best = self.best(price);
        while let Some(score) = best.filter(|_| !self.ended()) {
            // Without a rival on this level there is none on a higher one.
            let goal = self.equal_to(score);
            if self.without.first(goal, self.limit).is_none() {
                return 0;
            }
            let Some(next) = self.most(Goal::AtLeast(Score(score.0 + 1))) else {
                return 0;
            };
            if !self.picks(next) {
                return next + 1;
            }
            best = self.best(next);
        }
        0
    }

    /// The highest price below `price` at which the pick has the part, where it has not at
    /// `price`; `None` where there is none from `least` on.
    pub(super) fn enters(&mut self, mut price: i64, least: i64) -> Option<i64> {
        if self.request.best == Best::Cheapest {
            return self.wins_up_to(Goal::Any).filter(|wins| *wins >= least);
        }
        while !self.ended() {
            let (wins, next) = match self.best(price) {
                Some(best) => (
                    self.wins_up_to(self.equal_to(best)),
                    self.most(Goal::AtLeast(Score(best.0 + 1))),
                ),
                None => (None, self.most(Goal::Any)),
            };
            if let Some(wins) = wins
                && next.is_none_or(|next| wins > next)
            {
                return (wins >= least).then_some(wins);
            }
            let next = next.filter(|next| *next >= least)?;
            if self.picks(next) {
                return Some(next);
            }
            price = next;
        }
        None
    }

    /// Whether the pick has the part at a price.
    pub(super) fn picks(&mut self, price: i64) -> bool {
        let goal = match self.request.best {
            Best::Cheapest => Goal::Any,
            Best::Speed | Best::Value => match self.best(price) {
                Some(best) => self.equal_to(best),
                None => return false,
            },
        };
        self.wins_up_to(goal).is_some_and(|wins| price <= wins)
    }

    fn equal_to(&self, best: Score) -> Goal {
        Goal::AtLeast(tolerated(best, self.request.tolerance_basis_points))
    }

    fn best_without(&self) -> Option<Score> {
        let search = || self.without.best(self.limit, None);
        *self.without_best.get_or_init(search)
    }

    /// The best score at a price.
    fn best(&self, price: i64) -> Option<Score> {
        let mut best = self.best_without();
        for (pieces, space) in &self.with {
            let cost = times(self.cent, *pieces, price);
            if cost <= self.limit {
                best = best.max(space.best(self.limit.saturating_sub(cost), best));
            }
        }
        best
    }

    /// The highest price at which a build with the part meets the goal within the budget.
    pub(super) fn most(&mut self, goal: Goal) -> Option<i64> {
        let (limit, cent) = (self.limit, self.cent);
        let mut most = None;
        for (pieces, space) in &mut self.with {
            if let Some(found) = space.first(goal, limit) {
                let room = limit.difference(found.rank.cost);
                most = most.max(Some(room / per_cent(cent, *pieces)));
            }
        }
        most
    }

    /// The highest price at which the first build in rank order that meets the goal has the
    /// part.
    fn wins_up_to(&mut self, goal: Goal) -> Option<i64> {
        let (limit, cent) = (self.limit, self.cent);
        let rival = self.without.first(goal, limit).map(|found| found.rank);
        let mut highest = None;
        for (pieces, space) in &mut self.with {
            let Some(found) = space.first(goal, limit) else {
                continue;
            };
            let step = per_cent(cent, *pieces);
            let mut wins = limit.difference(found.rank.cost) / step;
            if let Some(rival) = rival {
                let room = rival.cost.difference(found.rank.cost);
                let even = room.rem_euclid(step) == 0;
                let lost = even && tail(found.rank) >= tail(rival);
                wins = wins.min(room.div_euclid(step) - i64::from(lost));
            }
            if wins >= 0 {
                highest = highest.max(Some(wins));
            }
        }
        highest
    }
}

/// What ties at equal cost are broken by.
fn tail(rank: Rank<'_>) -> Rank<'_> {
    Rank {
        cost: Cost::ZERO,
        ..rank
    }
}

/// A price that some amount of money can have; `None` = there is no end.
fn bounded(price: i64) -> Option<i64> {
    (price < 1_000_000_000).then_some(price)
}

/// What a cent of the price adds to the cost of so many pieces, in the steps of a cost.
fn per_cent(cent: Cost, pieces: u32) -> i64 {
    cent.difference(Cost::ZERO) * i64::from(pieces)
}

fn times(cent: Cost, pieces: u32, price: i64) -> Cost {
    cent * (i64::from(pieces) * price)
}
