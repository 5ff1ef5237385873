//! The candidates that dominance removed, and the builds with them.
//!
//! Each is parted to the first survivor that dominates it (its *centre*). Putting the centre
//! in its place makes a build better and keeps it one, so from the builds of survivors every
//! build is reached by putting removed candidates in, slot after slot, and only gets worse on
//! the way. Of those that share a centre the next is looked at when its turn comes: until
//! then it costs so much and scores no more than the build with the centre.

use super::candidate::{Candidate, Identity, SLOTS};
use super::component::judge;
use super::domains::index;
use super::dominance::remove_dominated;
use super::every::Root;
use super::link::link;
use super::objective::Rank;
use super::reduced::Reduced;
use super::standing::Standing;
use crate::rules::{Draft, RULES, Rule, Slot};
use crate::unit::Cost;
use crate::workload::Score;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::sync::Arc;

/// By slot, the removed candidates of each survivor in cost order, by its identity.
#[derive(Debug, Default)]
pub(super) struct Twins<'a> {
    removed: [BTreeMap<Identity<'a>, Vec<Candidate<'a>>>; 8],
}

/// A build of the list.
pub(super) struct Ranked<'a> {
    pub(super) score: Score,
    pub(super) rank: Rank<'a>,
    pub(super) parts: [Candidate<'a>; 8],
}

impl<'a> Twins<'a> {
    /// Removes dominated candidates of a slot and keeps them here; returns how many.
    pub(super) fn part(&mut self, slot: Slot, candidates: &mut Vec<Candidate<'a>>) -> usize {
        let all = candidates.clone();
        let count = remove_dominated(candidates);
        // The survivors by group, in cost order as all candidates.
        let mut alike: BTreeMap<u32, Vec<(Arc<Standing>, Identity<'a>)>> = BTreeMap::new();
        let mut survivors = candidates.iter().map(Candidate::identity).peekable();
        for candidate in all {
            let identity = candidate.identity();
            let survives = survivors.next_if_eq(&identity).is_some();
            let Some(standing) = &candidate.standing else {
                continue;
            };
            let known = alike.entry(standing.group).or_default();
            if survives {
                known.push((Arc::clone(standing), identity));
                continue;
            }
            let centre = known.iter().find(|(centre, _)| centre.covers(standing));
            if let Some((_, centre)) = centre {
                let of = self.removed[index(slot)].entry(*centre).or_default();
                of.push(candidate);
            }
        }
        count
    }

    /// The first `count` builds within `limit` that have one of `roots` for their root.
    pub(super) fn around(
        &self,
        reduced: &mut Reduced<'a, '_>,
        roots: &BTreeSet<Root<'a>>,
        limit: Cost,
        count: usize,
    ) -> Vec<Ranked<'a>> {
        let candidates: Vec<[Candidate<'a>; 8]> = roots
            .iter()
            .map(|(_, _, picks)| {
                let pick = |slot| reduced.domains.slot(slot)[picks[index(slot)]].clone();
                SLOTS.map(pick)
            })
            .collect();
        let starts = roots.iter().zip(&candidates);
        let starts = starts.map(|((score, rank, _), candidates)| Item {
            score: score.0,
            cost: rank.cost,
            rank: Some(*rank),
            parts: candidates.each_ref(),
            slot: 0,
            place: 0,
        });
        let mut heap: BinaryHeap<Reverse<Item<'_, 'a>>> = starts.map(Reverse).collect();
        let mut found = Vec::new();
        while found.len() < count
            && let Some(Reverse(item)) = heap.pop()
        {
            let open = if let Some(rank) = item.rank {
                found.push(Ranked {
                    score: item.score,
                    rank,
                    parts: item.parts.map(Candidate::clone),
                });
                let later = item.slot..SLOTS.len();
                later.filter_map(|slot| self.open(&item, slot, 0)).collect()
            } else {
                let mut more = Vec::new();
                more.extend(self.open(&item, item.slot, item.place + 1));
                more.extend(self.judged(reduced, &item));
                more
            };
            let within = open.into_iter().filter(|item| item.cost <= limit);
            heap.extend(within.map(Reverse));
        }
        found
    }

    /// The same with a removed candidate in a slot that still has its centre, not judged yet.
    fn open<'s>(&self, of: &Item<'s, 'a>, slot: usize, place: usize) -> Option<Item<'s, 'a>> {
        let removed = self.twins(of, slot)?;
        let here = removed.get(place)?;
        let before = match of.rank {
            Some(_) => of.parts[slot],
            None => removed.get(of.place)?,
        };
        Some(Item {
            cost: of.cost.saturating_sub(before.cost) + here.cost,
            rank: None,
            slot,
            place,
            ..*of
        })
    }

    /// The removed candidates of the centre in a slot.
    fn twins(&self, of: &Item<'_, 'a>, slot: usize) -> Option<&Vec<Candidate<'a>>> {
        self.removed[slot].get(&of.parts[slot].identity())
    }

    /// The build of an item that was not judged; `None` when a rule bars it or a task that
    /// must run does not.
    fn judged<'s>(
        &'s self,
        reduced: &mut Reduced<'a, '_>,
        item: &Item<'s, 'a>,
    ) -> Option<Item<'s, 'a>> {
        let mut parts = item.parts;
        parts[item.slot] = self.twins(item, item.slot)?.get(item.place)?;
        let request = reduced.request;
        let mut draft = Draft::empty(&request.setting);
        for part in parts {
            part.place(&mut draft);
        }
        let slot = SLOTS[item.slot];
        let reads = |rule: &&&'static Rule| rule.scope.contains(&slot);
        let (reading, others): (Vec<_>, Vec<_>) = RULES.iter().partition(reads);
        // Most that are barred are barred by what the new part meets.
        let unknowns = judge(&reading, &draft, request)?;
        let unknowns = unknowns + judge(&others, &draft, request)?;
        let [gpus, cpu, board, memory, ..] = parts;
        let (gpus, cpu, board) = (gpus.gpus(), cpu.cpu(), board.board());
        let link = link(board, &[gpus], Some(cpu), &request.setting);
        let kind = board.memory.memory_type;
        let judged = reduced.judged(&gpus, link, cpu.cores, memory.memory(), kind);
        debug_assert!(
            judged.score <= item.score,
            "what dominates scores no less than what it dominates"
        );
        let sum = |of: fn(&Candidate<'a>) -> _| parts.iter().map(|part| of(part)).sum();
        let rank = Rank {
            cost: item.cost,
            gpu_memory: Reverse(gpus.chip.memory),
            unknowns,
            memory: Reverse(memory.memory()),
            storage: Reverse(parts[index(Slot::Storage)].storage()),
            identities: parts.map(Candidate::identity),
        };
        debug_assert_eq!(item.cost, sum(|part| part.cost));
        judged.runs.then_some(Item {
            score: judged.score,
            cost: item.cost,
            rank: Some(rank),
            parts,
            slot: item.slot + 1,
            place: 0,
        })
    }
}

/// A build in line. The order is that of the list; what is not judged yet comes before what
/// it may turn out to be.
#[derive(Debug, Clone, Copy)]
struct Item<'s, 'a> {
    /// Its score; where it is not judged, that of the build with the centre.
    score: Score,
    cost: Cost,
    /// `None` = not judged.
    rank: Option<Rank<'a>>,
    /// Its candidates; where it is not judged, with the centre in `slot`.
    parts: [&'s Candidate<'a>; 8],
    /// Place of the first slot in which a removed candidate may still be put; where it is not
    /// judged, of the slot in which one is.
    slot: usize,
    /// Where it is not judged, which one.
    place: usize,
}

impl<'a> Item<'_, 'a> {
    const fn key(&self) -> (Reverse<Score>, Cost, Option<Rank<'a>>) {
        (Reverse(self.score), self.cost, self.rank)
    }
}

impl PartialEq for Item<'_, '_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Item<'_, '_> {}

impl PartialOrd for Item<'_, '_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Item<'_, '_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}
