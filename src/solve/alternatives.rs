//! What stands around the pick: runner-up, top list, the new or used counterpart, the
//! cheaper build and the next step up. Each is an exact answer of the same search.

use super::answer::{Alternative, Answer, Proof};
use super::decision::Open;
use super::groups::Group;
use super::objective::{Goal, Scorer, beyond, tolerated};
use super::reduced::Reduced;
use super::search::Found;
use super::watch::{Guard, Progress};
use super::{best_build_watched, limit_of};
use crate::build::Acquisition;
use crate::catalogue::Catalogue;
use crate::part::Condition;
use crate::request::{Best, Request, UsedPolicy};
use crate::unit::{Cost, Usd};
use crate::workload::Score;
use std::thread;

/// A build this much below the best score may still be worth its saving (DESIGN section 5).
const CHEAPER_BASIS_POINTS: u32 = 1_000;

/// The little more that a buyer may still find.
pub const HUNDRED: Usd = Usd::dollars(100);

/// Assembles the answer around a found pick, and what of it is not proven. Where the search
/// is ended, what was not known by then is left out.
pub(super) fn answer<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    mut reduced: Reduced<'a, '_>,
    (best, found, open): (Score, &Found<'a>, Option<Open>),
    top: usize,
) -> Answer<'a> {
    let pick = Alternative::of(&reduced, found);
    let variants = Variants::of(request, &pick);
    let guard = reduced.watched.guard;
    let ((all_new, with_used, with_warnings), (runner_up, top, cheaper, next_step, hundred_more)) =
        thread::scope(|scope| {
            let variants = scope.spawn(|| variants.solve(catalogue, scorer, guard));
            let own = reduced.group_of(found);
            let limit = limit_of(request);
            let diverse = reduced.whole(|reduced| diverse(reduced, limit, top.max(2)));
            let diverse = diverse.unwrap_or_default();
            let runner_up = diverse
                .iter()
                .find(|(group, _)| *group != own)
                .map(|(_, one)| one.clone());
            let top = diverse.into_iter().take(top).map(|(_, one)| one).collect();
            let cheaper = reduced.whole(|reduced| cheaper(reduced, request, best, &pick));
            let next_step = reduced.whole(|reduced| next_step(reduced, request, best));
            let next_step = next_step.unwrap_or_default();
            let hundred_more = next_step.as_ref().and_then(|next| {
                let found = reduced.whole(|reduced| hundred_more(reduced, request, next));
                found.unwrap_or_default()
            });
            let cheaper = cheaper.unwrap_or_default();
            match variants.join() {
                Ok(variants) => (variants, (runner_up, top, cheaper, next_step, hundred_more)),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        });
    let equal = beyond(best, request.tolerance_basis_points);
    let beyond = |one: &Alternative<'_>| one.score > equal;
    Answer {
        all_new,
        with_used: with_used.filter(beyond),
        with_warnings: with_warnings.filter(beyond),
        proof: Proof {
            space: reduced.domains.space,
            candidates: reduced.domains.len(),
            removed: reduced.removed,
            left_out: reduced.domains.left_out.clone(),
            nodes: reduced.nodes,
            bound: match open {
                Some(Open::Score { bound }) => bound,
                Some(Open::Price { .. } | Open::Value { .. }) | None => best,
            },
            open,
        },
        pick,
        runner_up,
        top,
        every: Vec::new(),
        cheaper,
        next_step,
        hundred_more,
        complete: !guard.stopped(),
    }
}

/// The requests beside the user's own whose answers tell what their wishes cost.
struct Variants {
    all_new: Option<Request>,
    with_used: Option<Request>,
    with_warnings: Option<Request>,
}

type Solved<'a> = Option<Alternative<'a>>;

impl Variants {
    fn of(request: &Request, pick: &Alternative<'_>) -> Self {
        let used = pick.build.lines.iter().any(|line| {
            matches!(
                line.acquisition,
                Acquisition::Bought(Condition::Used | Condition::Refurbished, _)
            )
        });
        let with = |wanted: bool, change: fn(&mut Request)| {
            wanted.then(|| {
                let mut other = request.clone();
                change(&mut other);
                other
            })
        };
        Self {
            all_new: with(used, |other| other.used = UsedPolicy::No),
            with_used: with(request.used == UsedPolicy::No, |other| {
                other.used = UsedPolicy::Yes;
            }),
            with_warnings: with(!request.allowed.warnings, |other| {
                other.allowed.warnings = true;
            }),
        }
    }

    fn solve<'a>(
        &self,
        catalogue: &'a Catalogue,
        scorer: &dyn Scorer,
        guard: &Guard<'_>,
    ) -> (Solved<'a>, Solved<'a>, Solved<'a>) {
        let best = |request: &Option<Request>| {
            let request = request.as_ref()?;
            let found = best_build_watched(catalogue, request, scorer, guard, Progress::Around);
            found.unwrap_or_default()
        };
        (
            best(&self.all_new),
            best(&self.with_used),
            best(&self.with_warnings),
        )
    }
}

/// The first `count` groups by score, then price, then ids, each with its best build.
fn diverse<'a>(
    reduced: &mut Reduced<'a, '_>,
    limit: Cost,
    count: usize,
) -> Vec<(Group<'a>, Alternative<'a>)> {
    let mut ranked: Vec<(Group<'a>, Found<'a>)> = Vec::new();
    for (optimistic, group) in reduced.groups() {
        if ranked.len() >= count && ranked[count - 1].1.score > optimistic {
            break;
        }
        // Once there are enough, a group must reach the last of them.
        let last = ranked.get(count - 1).map(|(_, found)| found.score);
        let Some(score) = reduced.best_score(limit, Some(group), last) else {
            continue;
        };
        let Some(found) = reduced.cheapest(Goal::AtLeast(score), limit, Some(group)) else {
            continue;
        };
        ranked.push((group, found));
        ranked.sort_by(|(_, a), (_, b)| b.score.cmp(&a.score).then_with(|| a.rank.cmp(&b.rank)));
        ranked.truncate(count);
    }
    ranked
        .into_iter()
        .map(|(group, found)| (group, Alternative::of(reduced, &found)))
        .collect()
}

/// A build that saves 5 % or more for at most 10 % of the score.
fn cheaper<'a>(
    reduced: &mut Reduced<'a, '_>,
    request: &Request,
    best: Score,
    pick: &Alternative<'a>,
) -> Option<Alternative<'a>> {
    if request.best == Best::Cheapest {
        return None;
    }
    let threshold = tolerated(best, CHEAPER_BASIS_POINTS);
    let found = reduced.cheapest(Goal::AtLeast(threshold), limit_of(request), None)?;
    let saves = found.rank.cost.to_pay().cents() * 100 <= pick.total.cents() * 95;
    (saves && found.score < pick.score).then(|| Alternative::of(reduced, &found))
}

/// The cheapest build, whatever the budget, that scores beyond the tolerance.
fn next_step<'a>(
    reduced: &mut Reduced<'a, '_>,
    request: &Request,
    best: Score,
) -> Option<Alternative<'a>> {
    let threshold = Score(beyond(best, request.tolerance_basis_points).0 + 1);
    let found = reduced.cheapest(Goal::AtLeast(threshold), Cost::MAX, None)?;
    Some(Alternative::of(reduced, &found))
}

/// The cheapest build within $100 of the budget that scores beyond the tolerance of the next
/// step.
fn hundred_more<'a>(
    reduced: &mut Reduced<'a, '_>,
    request: &Request,
    next: &Alternative<'a>,
) -> Option<Alternative<'a>> {
    let reach = request.budget? + HUNDRED;
    if next.total > reach {
        return None;
    }
    let threshold = Score(beyond(next.score, request.tolerance_basis_points).0 + 1);
    let found = reduced.cheapest(Goal::AtLeast(threshold), Cost::from(reach), None)?;
    Some(Alternative::of(reduced, &found))
}
