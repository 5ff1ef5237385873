//! The frontier: the best build at every budget, as exact steps.
//!
//! A *step* is a build that no other beats in both the objective's order (cost, then the
//! tie-breaks of [`Rank`](super::objective::Rank)) and score. So steps rise in cost and
//! strictly in score, and each is the first build in rank order with at least its score.
//! Two steps may cost the same, where the better score has the worse tie-breaks.
//!
//! From the steps follows the answer at any budget B and tolerance: with the score of the
//! last step that costs at most B as the best, the first step within the tolerance of it.
//! That build is the very one that a solve at B finds.
//!
//! *Best value* is the step with the most score per dollar. On the concave hull of the
//! frontier every step up to it brings at least as much score per dollar as the average up
//! to there, and every later one less: that is where a walk up the hull stops. (Single
//! steps are no guide: the first that saves a few dollars on memory would end the walk.)

use super::answer::Alternative;
use super::objective::{Goal, Scorer, beyond, tolerated};
use super::reduced::Reduced;
use super::search::Found;
use super::watch::{Cut, Guard, Progress, Stopped, UNWATCHED};
use crate::catalogue::Catalogue;
use crate::request::Request;
use crate::rules::Slot;
use crate::unit::{Cost, Usd};
use crate::workload::Score;

/// How much dearer than the last step the next is looked for at first; doubled each time.
const FIRST_STRIDE: Usd = Usd::dollars(32);

/// The best builds between two budgets.
#[derive(Debug, Clone)]
pub struct Frontier<'a> {
    /// Every step that is the answer, or the best score, at some budget of the range; rising.
    pub steps: Vec<Alternative<'a>>,
    /// The least budget; `None` = the cheapest build.
    pub from: Option<Usd>,
    /// The largest budget.
    pub to: Usd,
    /// Scores within this many basis points count as equal, as in the request.
    pub tolerance_basis_points: u32,
    /// Where the search was ended: the end that was asked for. What lies between is not known.
    pub ended_before: Option<Usd>,
}

/// An answer that holds from a budget on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The least budget at which it is the answer, as far as the range tells.
    pub budget: Usd,
    /// Its place among the steps.
    pub step: usize,
}

/// The frontier of a request between two budgets; its own budget is not read. `None` when
/// nothing fits within `to`.
///
/// It begins with the answer at `from`, or with the cheapest build where nothing fits
/// within that.
pub fn frontier<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    from: Option<Usd>,
    to: Usd,
) -> Option<Frontier<'a>> {
    // Nobody ends it.
    frontier_watched(catalogue, request, scorer, (from, to), &UNWATCHED).unwrap_or_default()
}

/// The same with someone who may end it: then it is the frontier up to a smaller end, or
/// [`Stopped`] where no step was known yet.
pub fn frontier_watched<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    (from, to): (Option<Usd>, Usd),
    guard: &Guard<'_>,
) -> Result<Option<Frontier<'a>>, Stopped> {
    let begin = Progress::Range {
        from,
        reached: from.unwrap_or_default(),
        to,
    };
    if guard.ends(&begin) {
        return Err(Stopped);
    }
    let mut reduced = Reduced::new(catalogue, request, scorer).watched(guard);
    reduced.watched.about = Some(begin);
    let least = match from {
        Some(from) => reduced.whole(|reduced| reduced.best_score(Cost::from(from), None, None))?,
        None => None,
    };
    let least = least.map(|best| tolerated(best, request.tolerance_basis_points));
    let Climb {
        mut steps, ended, ..
    } = reduced.climb(least, Cost::from(to), true);
    let known = ended.map(|ended| Usd::from_cents(ended.to_pay().cents() - 1));
    if let Some(known) = known {
        // What costs as much as the end of what is known may be beaten at the same price.
        steps.retain(|step| step.rank.cost.to_pay() <= known);
        if steps.is_empty() || from.is_some_and(|from| known < from) {
            return Err(Stopped);
        }
    }
    let steps: Vec<_> = steps
        .iter()
        .map(|found| Alternative::of(&reduced, found))
        .collect();
    Ok((!steps.is_empty()).then_some(Frontier {
        steps,
        from,
        to: known.unwrap_or(to),
        tolerance_basis_points: request.tolerance_basis_points,
        ended_before: known.and(Some(to)),
    }))
}

/// The steps of a frontier, as far as they are known.
pub(super) struct Climb<'a> {
    /// Rising, each proven.
    pub(super) steps: Vec<Found<'a>>,
    /// No build within the limit scores more.
    pub(super) bound: Score,
    /// Where the search was ended: every step that costs less than this is known.
    pub(super) ended: Option<Cost>,
}

impl<'a> Reduced<'a, '_> {
    /// The steps with at least the score `least` that cost at most `limit`, rising: each the
    /// first build in rank order with at least its score. `told` = how far it is, is told as
    /// a part of the range.
    pub(super) fn climb(&mut self, least: Option<Score>, limit: Cost, told: bool) -> Climb<'a> {
        let top = self.best_score(limit, None, least);
        let mut climb = Climb {
            steps: Vec::new(),
            bound: top.unwrap_or(Score(0)),
            ended: None,
        };
        if let Some(Cut::Score(bound)) = self.watched.cut {
            climb.bound = bound;
            climb.ended = Some(self.least_cost());
            return climb;
        }
        let Some(top) = top else {
            return climb;
        };
        let mut goal = least.map_or(Goal::Any, Goal::AtLeast);
        let (mut reach, mut known) = (limit, self.least_cost());
        while let Some(found) = self.cheapest_from(goal, reach, limit, &mut known) {
            if self.watched.cut.is_some() {
                break;
            }
            let last = found.score >= top;
            goal = Goal::AtLeast(Score(found.score.0 + 1));
            reach = found.rank.cost;
            known = reach;
            if told && let Some(Progress::Range { from, reached, .. }) = &mut self.watched.about {
                *reached = reach.to_pay();
                from.get_or_insert(*reached);
            }
            climb.steps.push(found);
            if last {
                break;
            }
        }
        if self.watched.cut.is_some() {
            climb.ended = Some(known);
        }
        climb
    }

    /// No build costs less than this.
    fn least_cost(&self) -> Cost {
        let first = self.domains.slot(Slot::Gpu).first();
        first.map_or(Cost::MAX, |first| first.cost) + self.floor
    }

    /// The first build in rank order that meets the goal within the limit, where none costs
    /// less than `reach`. Looks a little beyond that first: the less money there is, the less
    /// memory a build can have at the best, and the more of the search is cut off. Raises
    /// `known` to what no such build costs less than.
    fn cheapest_from(
        &mut self,
        goal: Goal,
        mut reach: Cost,
        limit: Cost,
        known: &mut Cost,
    ) -> Option<Found<'a>> {
        let mut stride = Cost::from(FIRST_STRIDE);
        loop {
            reach = (reach + stride).min(limit);
            let found = self.cheapest(goal, reach, None);
            if found.is_some() || reach == limit || self.watched.cut.is_some() {
                return found;
            }
            *known = reach;
            stride = stride + stride;
        }
    }
}

/// Score per dollar on the scale of the score: 10^-6 of the natural logarithm, so that
/// every machine agrees. What costs nothing counts as one cent.
pub fn value(score: Score, total: Usd) -> i64 {
    #[expect(clippy::cast_precision_loss, reason = "amounts are below 10^9 cents")]
    let dollars = total.cents().max(1) as f64 / 100.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "logarithms of amounts stay below 100"
    )]
    let cost = libm::round(libm::log(dollars) * 1e6) as i64;
    score.0 - cost
}

impl Frontier<'_> {
    /// The step with the best score that a budget reaches; `None` below the range.
    pub fn best_at(&self, budget: Usd) -> Option<usize> {
        let reached = self.steps.partition_point(|step| step.total <= budget);
        reached.checked_sub(1)
    }

    /// The step that a solve at this budget, within the range, answers with.
    pub fn answer_at(&self, budget: Usd) -> Option<usize> {
        Some(self.answer_where(self.best_at(budget)?))
    }

    /// The answer where this step has the best score.
    fn answer_where(&self, best: usize) -> usize {
        let least = tolerated(self.steps[best].score, self.tolerance_basis_points);
        self.steps.partition_point(|step| step.score < least)
    }

    /// The answers worth telling apart: the first of the range, then each that scores beyond
    /// the tolerance of the row before. Between two rows no answer does.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let first = self.from.filter(|from| self.best_at(*from).is_some());
        let budgets = self.steps.iter().map(|step| step.total);
        for budget in first.into_iter().chain(budgets) {
            let Some(step) = self.answer_at(budget) else {
                continue;
            };
            let more = |row: &Row| {
                let known = self.steps[row.step].score;
                self.steps[step].score > beyond(known, self.tolerance_basis_points)
            };
            if rows.last().is_none_or(more) {
                rows.push(Row { budget, step });
            }
        }
        rows
    }

    /// The step with the most score per dollar; the better one where two give the same.
    pub fn best_value(&self) -> Option<usize> {
        let worth = |at: &usize| {
            let step = &self.steps[*at];
            (value(step.score, step.total), step.score)
        };
        (0..self.steps.len()).max_by_key(worth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::Build;

    fn frontier(steps: &[(i64, f64)]) -> Frontier<'static> {
        let step = |(dollars, points): &(i64, f64)| Alternative {
            build: Build {
                lines: Vec::new(),
                chips: Vec::new(),
                boxed_cooler: true,
            },
            #[expect(clippy::cast_possible_truncation, reason = "a test")]
            score: Score((libm::log(points / 100.0) * 1e6) as i64),
            total: Usd::dollars(*dollars),
        };
        Frontier {
            steps: steps.iter().map(step).collect(),
            from: None,
            to: Usd::dollars(10_000),
            tolerance_basis_points: 500,
            ended_before: None,
        }
    }

    /// By hand: 20, 19.9, 30, 35 and 33.3 points for $1,000. The small second step, dearer
    /// than the average, does not end the walk.
    #[test]
    fn the_best_value_is_where_the_walk_up_the_hull_stops() {
        let five = [
            (1_000, 20.0),
            (1_010, 20.1),
            (1_500, 45.0),
            (2_000, 70.0),
            (3_000, 100.0),
        ];
        assert_eq!(frontier(&five).best_value(), Some(3));
        assert_eq!(frontier(&five[..3]).best_value(), Some(2));
        // As much for the dollar as the average: the step is still taken.
        assert_eq!(
            frontier(&[(1_000, 20.0), (2_000, 40.0), (2_100, 41.0)]).best_value(),
            Some(1)
        );
        assert_eq!(frontier(&[]).best_value(), None);
    }

    #[test]
    fn an_answer_is_the_cheapest_within_the_tolerance_of_the_best() {
        let found = frontier(&[
            (1_000, 100.0),
            (1_020, 104.0),
            (1_300, 106.0),
            (2_000, 150.0),
        ]);
        let at = |dollars| found.answer_at(Usd::dollars(dollars));
        assert_eq!(at(999), None);
        // 104 is within 5 % of 100; at $1,300 the best is 106, which leaves 104 but not 100.
        assert_eq!([at(1_000), at(1_299)], [Some(0), Some(0)]);
        assert_eq!([at(1_300), at(1_999)], [Some(1), Some(1)]);
        assert_eq!(at(2_000), Some(3));
        let rows: Vec<_> = found
            .rows()
            .iter()
            .map(|row| (row.budget.cents() / 100, row.step))
            .collect();
        assert_eq!(rows, [(1_000, 0), (2_000, 3)]);
        let higher = Frontier {
            from: Some(Usd::dollars(1_400)),
            ..found
        };
        assert_eq!(higher.rows()[0].budget, Usd::dollars(1_400));
        assert_eq!(higher.rows()[0].step, 1);
    }
}
