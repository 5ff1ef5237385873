//! The exact search: GPU options by optimistic score, then CPU and board in cost order,
//! then the independent components joined. It stops when the next GPU option's
//! optimistic score, or its least cost, cannot beat the incumbent: that is the proof.

use super::candidate::{Identity, SLOTS};
use super::completions::Joined;
use super::component::Completion;
use super::groups::Group;
use super::network::CORE;
use super::objective::{Goal, Judged, Rank};
use super::platform::Row;
use super::reduced::{Core, Reduced};
use crate::rules::Slot;
use crate::unit::{Cost, Usd};
use crate::workload::Score;
use std::cmp::Reverse;

/// How much dearer completions are looked at when the cheapest do not meet the goal; doubled
/// each time.
const FIRST_STEP: Usd = Usd::dollars(16);

/// A complete assignment with its rank and score.
#[derive(Debug, Clone)]
pub(super) struct Found<'a> {
    pub(super) rank: Rank<'a>,
    pub(super) score: Score,
    /// Candidate index by slot, in [`SLOTS`] order.
    pub(super) picks: [usize; 8],
}

impl<'a> Reduced<'a, '_> {
    /// The highest score that a build within the limit reaches; `None` where it is below
    /// `least`. Where the search is ended, the highest so far.
    pub(super) fn best_score(
        &mut self,
        limit: Cost,
        group: Option<Group<'a>>,
        least: Option<Score>,
    ) -> Option<Score> {
        self.watched.begin_score();
        let mut options: Vec<(Reverse<Score>, usize)> = Vec::new();
        for &gpu in self.gpu_options(group).iter() {
            if self.domains.slot(Slot::Gpu)[gpu].cost + self.floor <= limit {
                let judged = self.optimistic(gpu);
                if judged.runs {
                    options.push((Reverse(judged.score), gpu));
                }
            }
        }
        options.sort_unstable();
        let platforms = self.platforms_of(group);
        let below = least.map(|least| Score(least.0 - 1));
        let mut best = below;
        'options: for (Reverse(optimistic), gpu) in options {
            if best.is_some_and(|best| optimistic <= best) {
                break;
            }
            let so_far = |best: Option<Score>| best.filter(|_| best > below);
            if self.watched.ends_at_score(so_far(best), optimistic) {
                break;
            }
            let Some(row) = self.row(gpu) else { continue };
            let cost = self.domains.slot(Slot::Gpu)[gpu].cost;
            for &at in platforms.iter() {
                let platform = self.platforms[at];
                if cost + platform.floor > limit || best == Some(optimistic) {
                    break;
                }
                if cost + row.floor(&platform) > limit {
                    continue;
                }
                if !row.admits(&platform) || self.hopeless(gpu, at, limit) {
                    continue;
                }
                let beyond = |one: Judged| one.runs && best.is_none_or(|best| one.score > best);
                if !beyond(self.platform_optimistic(gpu, &platform, &row, limit)) {
                    continue;
                }
                if self.watched.ends_at_score(so_far(best), optimistic) {
                    break 'options;
                }
                let Some(core) = self.core(gpu, &platform, &row) else {
                    continue;
                };
                let Some(need) = self.memory_need(&core, limit, beyond) else {
                    continue;
                };
                let Some(joined) = self.complete(&core, &row, need, limit) else {
                    continue;
                };
                let front = self.with_memory(&core, &row, &joined, need, limit);
                if front.completions.is_empty() {
                    self.failed(gpu, at, &row);
                }
                for completion in &front.completions {
                    if joined.share.cost + completion.share.cost > limit {
                        break;
                    }
                    let judged = self.completed(&core, completion);
                    if judged.runs && best.is_none_or(|best| judged.score > best) {
                        best = Some(judged.score);
                        let found = self.assemble(&core, &joined, completion, judged.score);
                        self.watched.incumbent = Some(found);
                    }
                }
            }
        }
        best.filter(|_| best > below)
    }

    /// The first build in rank order that meets the goal within the limit.
    pub(super) fn cheapest(
        &mut self,
        goal: Goal,
        limit: Cost,
        group: Option<Group<'a>>,
    ) -> Option<Found<'a>> {
        self.within(goal, limit, group, false)
    }

    /// Whether a build meets the goal within the limit.
    pub(super) fn some_build(&mut self, goal: Goal, limit: Cost) -> bool {
        self.within(goal, limit, None, true).is_some()
    }

    /// The first build in rank order that meets the goal within the limit, or `any`. Where
    /// the search is ended, the first so far.
    fn within(
        &mut self,
        goal: Goal,
        limit: Cost,
        group: Option<Group<'a>>,
        any: bool,
    ) -> Option<Found<'a>> {
        self.watched.begin_cost();
        let mut best: Option<Found<'a>> = None;
        let platforms = self.platforms_of(group);
        'options: for &gpu in self.gpu_options(group).iter() {
            let cost = self.domains.slot(Slot::Gpu)[gpu].cost;
            let bound = |best: &Option<Found<'_>>| {
                best.as_ref()
                    .map_or(limit, |best| best.rank.cost.min(limit))
            };
            if cost + self.floor > bound(&best) {
                // Options are in cost order: none of the rest can be cheaper.
                break;
            }
            let so_far = |best: &Option<Found<'_>>| best.as_ref().map(|best| best.rank.cost);
            if self.watched.ends_at_cost(so_far(&best), cost + self.floor) {
                break;
            }
            if !goal.met(self.optimistic(gpu)) {
                continue;
            }
            let Some(row) = self.row(gpu) else { continue };
            for &at in platforms.iter() {
                let platform = self.platforms[at];
                if cost + platform.floor > bound(&best) {
                    break;
                }
                if cost + row.floor(&platform) > bound(&best) {
                    continue;
                }
                if !row.admits(&platform) || self.hopeless(gpu, at, bound(&best)) {
                    continue;
                }
                if !goal.met(self.platform_optimistic(gpu, &platform, &row, bound(&best))) {
                    continue;
                }
                if self.watched.ends_at_cost(so_far(&best), cost + self.floor) {
                    break 'options;
                }
                let Some(core) = self.core(gpu, &platform, &row) else {
                    continue;
                };
                let Some(found) = self.first_completion(goal, &core, &row, at, bound(&best)) else {
                    continue;
                };
                let better = best.as_ref().is_none_or(|best| found.rank < best.rank);
                if better && found.rank.cost <= limit {
                    best = Some(found);
                    if any {
                        return best;
                    }
                }
            }
        }
        best
    }

    /// The first completion of a core on the platform `at`, in rank order, that meets the goal
    /// and costs at most `bound`. Looks at few completions first, since one of the cheapest mostly does.
    fn first_completion(
        &mut self,
        goal: Goal,
        core: &Core<'a>,
        row: &Row,
        at: usize,
        bound: Cost,
    ) -> Option<Found<'a>> {
        let need = self.memory_need(core, bound, |judged| goal.met(judged))?;
        let joined = self.complete(core, row, need, bound)?;
        let mut reach = joined.least;
        let mut step = Cost::from(FIRST_STEP);
        let mut seen = 0;
        loop {
            reach = reach.min(bound);
            let front = self.with_memory(core, row, &joined, need, reach);
            // Among dearer ones some may be missing yet.
            let reached = |one: &&Completion| joined.share.cost + one.share.cost <= reach;
            for completion in front.completions.iter().take_while(reached).skip(seen) {
                seen += 1;
                let judged = self.completed(core, completion);
                if goal.met(judged) {
                    return Some(self.assemble(core, &joined, completion, judged.score));
                }
            }
            if reach >= bound {
                if seen == 0 {
                    self.failed(core.picks[0], at, row);
                }
                return None;
            }
            reach = reach + step;
            step = step + step;
        }
    }

    fn assemble(
        &self,
        core: &Core<'a>,
        joined: &Joined,
        memory: &Completion,
        score: Score,
    ) -> Found<'a> {
        let mut picks = [0; 8];
        let mut identities: [Identity<'a>; 8] = Default::default();
        for (slot, pick) in CORE.into_iter().zip(core.picks) {
            let at = super::domains::index(slot);
            picks[at] = pick;
            identities[at] = self.domains.slot(slot)[pick].identity();
        }
        let others = joined
            .others
            .iter()
            .map(|(place, completion)| (*place, completion));
        for (place, completion) in others.chain([(joined.memory, memory)]) {
            for slot in &self.network.components[place].slots {
                let at = super::domains::index(*slot);
                picks[at] = completion.picks[at];
                identities[at] = self.domains.slot(*slot)[picks[at]].identity();
            }
        }
        debug_assert_eq!(SLOTS.len(), picks.len());
        let share = joined.share + memory.share;
        let rank = Rank {
            cost: share.cost,
            gpu_memory: Reverse(core.gpus.chip.memory),
            unknowns: share.unknowns,
            memory: share.memory,
            storage: share.storage,
            identities,
        };
        Found { rank, score, picks }
    }
}
