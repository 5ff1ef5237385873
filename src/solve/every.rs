//! The best builds of all, in order: by score, then by the rank that decides between equal
//! scores (cost, memory of one GPU, unknowns, memory, storage, identities).
//!
//! Dominance removes candidates that the one best build never needs, and the list does need
//! them: the second best is often the best with a dearer case. They are not searched. A build
//! with a removed candidate is worse than the same with the survivor that dominates it, which
//! is a build too; so a build of the list stands beside a better one of survivors alone (its
//! *root*), and that is of the list as well. Hence:
//! 1. the best builds of survivors: cores by optimistic score, bounded by the last of the
//!    list so far; the completions of each by [`rest`](super::rest);
//! 2. from these outwards the builds with removed candidates ([`twins`](super::twins)).

use super::answer::Alternative;
use super::candidate::Candidate;
use super::domains::Domains;
use super::limit_of;
use super::network::Network;
use super::objective::{Goal, Judged, Rank, Scorer};
use super::platform::Row;
use super::reduced::{Core, Reduced};
use super::rest::{Dues, Rest};
use super::search::Found;
use super::twins::Twins;
use super::watch::{Guard, Progress, Stopped, UNWATCHED};
use crate::catalogue::Catalogue;
use crate::request::Request;
use crate::rules::Slot;
use crate::unit::Cost;
use crate::workload::Score;
use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The first `count` builds within the budget by score, then cost, memory of one GPU (more
/// first), unknowns, memory and storage (more first), then the parts' ids, conditions and
/// counts in line order. Fewer where there are no more.
pub fn every<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    count: usize,
) -> Vec<Alternative<'a>> {
    // Nobody ends it.
    every_watched(catalogue, request, scorer, count, &UNWATCHED).unwrap_or_default()
}

/// The same; an error where the search was ended, since then other builds may be better.
pub fn every_watched<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    count: usize,
    guard: &Guard<'_>,
) -> Result<Vec<Alternative<'a>>, Stopped> {
    let network = Network::new();
    let domains = Domains::new(catalogue, request, &network);
    let twins = RefCell::new(Twins::default());
    let thin =
        |slot, candidates: &mut Vec<Candidate<'a>>| twins.borrow_mut().part(slot, candidates);
    let mut reduced = Reduced::of(domains, network, request, scorer, &thin).watched(guard);
    reduced.watched.about = Some(Progress::Around);
    let twins = twins.into_inner();
    let mut list = List {
        dues: Dues::new(),
        limit: limit_of(request),
        count,
        roots: BTreeSet::new(),
        last: None,
    };
    if count > 0 && list.start(&mut reduced) {
        // The removed candidates beside the first builds are mostly better than the roots of
        // other cores: with them the search ends sooner.
        let first = twins.around(&mut reduced, &list.roots, list.limit, count);
        if first.len() == count {
            let last = first.last();
            list.bound_by(last.map(|one| (one.score, one.rank.cost)));
        }
        list.search(&mut reduced);
    }
    let found = twins.around(&mut reduced, &list.roots, list.limit, count);
    let found = found.into_iter();
    let list = found.map(|one| Alternative::with(&one.parts, one.score, one.rank.cost));
    guard.whole(list.collect())
}

/// A build of survivors: how good it is, and the candidate of each slot.
pub(super) type Root<'a> = (Reverse<Score>, Rank<'a>, [usize; 8]);

/// The best builds of survivors so far.
pub(super) struct List<'a> {
    pub(super) dues: Dues,
    limit: Cost,
    count: usize,
    roots: BTreeSet<Root<'a>>,
    /// Score and cost that a build must reach to be of the list; `None` = any will do.
    last: Option<(Score, Cost)>,
}

impl<'a> List<'a> {
    /// What a build that scores at most this may cost to be of the list; `None` = none is.
    pub(super) fn bound(&self, score: Score) -> Option<Cost> {
        match self.last {
            Some((last, _)) if score < last => None,
            Some((last, cost)) if score == last => Some(cost.min(self.limit)),
            Some(_) | None => Some(self.limit),
        }
    }

    /// Whether a machine can be one of the list.
    fn reaches(&self, judged: Judged) -> bool {
        judged.runs && self.last.is_none_or(|(last, _)| judged.score >= last)
    }

    /// There are as many builds as wanted that are at least so good.
    fn bound_by(&mut self, last: Option<(Score, Cost)>) {
        let key = |(score, cost)| (Reverse(score), cost);
        let known = self.last.map(key);
        if let Some(last) = last
            && known.is_none_or(|known| key(last) < known)
        {
            self.last = Some(last);
        }
    }

    /// Takes a build of survivors.
    pub(super) fn take(&mut self, found: &Found<'a>) {
        let root = (Reverse(found.score), found.rank, found.picks);
        self.roots.insert(root);
        if self.roots.len() > self.count {
            self.roots.pop_last();
        }
        if self.roots.len() == self.count {
            let last = self.roots.last();
            self.bound_by(last.map(|(score, rank, _)| (score.0, rank.cost)));
        }
    }

    /// Takes the best build and others with its core; `false` when nothing fits.
    fn start(&mut self, reduced: &mut Reduced<'a, '_>) -> bool {
        let Some(best) = reduced.best_score(self.limit, None, None) else {
            return false;
        };
        let first = reduced.cheapest(Goal::AtLeast(best), self.limit, None);
        let Some(first) = first else { return false };
        let [gpu, cpu, board, ..] = first.picks;
        let mut platforms = reduced.platforms.iter();
        let at = platforms.position(|one| one.cpu == cpu && one.board == board);
        if let (Some(at), Some(row)) = (at, reduced.row(gpu)) {
            self.core(reduced, gpu, at, &row);
        }
        true
    }

    /// Every core that may have a build of the list.
    fn search(&mut self, reduced: &mut Reduced<'a, '_>) {
        let mut options: Vec<(Reverse<Score>, usize)> = Vec::new();
        for gpu in 0..reduced.domains.slot(Slot::Gpu).len() {
            let judged = reduced.optimistic(gpu);
            if judged.runs {
                options.push((Reverse(judged.score), gpu));
            }
        }
        options.sort_unstable();
        for (Reverse(optimistic), gpu) in options {
            let Some(bound) = self.bound(optimistic) else {
                break;
            };
            let cost = reduced.domains.slot(Slot::Gpu)[gpu].cost;
            if cost + reduced.floor > bound {
                continue;
            }
            let Some(row) = reduced.row(gpu) else {
                continue;
            };
            for at in 0..reduced.platforms.len() {
                let Some(bound) = self.bound(optimistic) else {
                    break;
                };
                if cost + reduced.platforms[at].floor > bound {
                    // Platforms stand in the order of their floors.
                    break;
                }
                self.core(reduced, gpu, at, &row);
            }
        }
    }

    /// The builds of one core.
    fn core(&mut self, reduced: &mut Reduced<'a, '_>, gpu: usize, at: usize, row: &Row) {
        if reduced.watched.guard.ends(&Progress::Around) {
            return;
        }
        let platform = reduced.platforms[at];
        let optimistic = reduced.optimistic(gpu).score;
        let floor = reduced.domains.slot(Slot::Gpu)[gpu].cost + row.floor(&platform);
        let bound = self.bound(optimistic).filter(|bound| floor <= *bound);
        let Some(bound) = bound else { return };
        if !row.admits(&platform) || reduced.hopeless(gpu, at, bound) {
            return;
        }
        let judged = reduced.platform_optimistic(gpu, &platform, row, bound);
        let bound = self.bound(judged.score).filter(|bound| floor <= *bound);
        let Some(bound) = bound.filter(|_| judged.runs) else {
            return;
        };
        let Some(core) = reduced.core(gpu, &platform, row) else {
            return;
        };
        // The most that the core scores, now that its link is known, tells better what it may
        // cost.
        let most = Cell::new(None);
        let need = reduced.memory_need(&core, bound, |judged| {
            most.set(most.get().max(Some(judged.score)));
            self.reaches(judged)
        });
        let Some(need) = need else { return };
        let bound = most.get().and_then(|most| self.bound(most));
        let Some(bound) = bound else { return };
        let Some(joined) = reduced.complete(&core, row, need, bound) else {
            return;
        };
        let front = reduced.with_memory(&core, row, &joined, need, bound);
        if front.completions.is_empty() {
            reduced.failed(gpu, at, row);
        }
        // The front has the best completion with each memory; the score reads nothing else.
        let mut memories = Vec::new();
        for completion in &front.completions {
            let cost = joined.share.cost + completion.share.cost;
            if cost > bound {
                break;
            }
            let judged = reduced.completed(&core, completion);
            if judged.runs {
                let memory = completion.picks[super::domains::index(Slot::Memory)];
                memories.push((Reverse(judged.score), cost, memory));
            }
        }
        memories.sort_unstable();
        for (Reverse(score), least, memory) in memories {
            if self.bound(score).is_some_and(|bound| least <= bound) {
                self.memory(reduced, &core, row, memory, score);
            }
        }
    }

    /// The builds of one core and memory, which score so much.
    fn memory(
        &mut self,
        reduced: &Reduced<'a, '_>,
        core: &Core<'a>,
        row: &Row,
        memory: usize,
        score: Score,
    ) {
        let dues = std::mem::take(&mut self.dues);
        if let Some(mut rest) = Rest::new(reduced, &dues, core, row, memory) {
            while let Some(bound) = self.bound(score)
                && let Some((rank, picks)) = rest.next(bound)
            {
                self.take(&Found { rank, score, picks });
            }
        }
        self.dues = dues;
    }
}
