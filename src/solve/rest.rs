//! All completions of a core and its memory, the cheapest first: best-first search over the
//! slots that are left.

use super::bits::Bits;
use super::candidate::SLOTS;
use super::component::{judge, own};
use super::domains::index;
use super::network::CORE;
use super::objective::{Rank, Share};
use super::platform::Row;
use super::reduced::{Core, Reduced};
use crate::rules::{Draft, RULES, Rule, Slot};
use crate::unit::Cost;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The slots left, in the order in which they are decided: what shares most rules first.
const OPEN: [Slot; 4] = [Slot::Case, Slot::Psu, Slot::Cooler, Slot::Storage];

/// Which rules can be judged when.
#[derive(Debug, Default)]
pub(super) struct Dues {
    /// Those that read only the core and the memory.
    before: Vec<&'static Rule>,
    /// By place in [`OPEN`]: those that read this slot and none decided later, parted into
    /// those that read no other open slot and the rest.
    at: [(Vec<&'static Rule>, Vec<&'static Rule>); 4],
}

impl Dues {
    /// Those of all rules: each is due once.
    pub(super) fn new() -> Self {
        let mut dues = Self::default();
        for rule in RULES {
            let places = OPEN.iter().enumerate();
            let mut read = places.filter(|(_, slot)| rule.scope.contains(slot));
            match (read.next(), read.next_back()) {
                (None, _) => dues.before.push(rule),
                (Some((place, _)), None) => dues.at[place].0.push(rule),
                (Some(_), Some((place, _))) => dues.at[place].1.push(rule),
            }
        }
        dues
    }
}

/// Some slots decided, the last of them not judged yet. The order is that of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Node {
    /// What its completions cost at the least.
    floor: Cost,
    /// How many slots are undecided.
    left: usize,
    /// Place of each decided slot's candidate in its list.
    places: [usize; 4],
    /// Unknowns so far.
    unknowns: u32,
}

/// See the module.
pub(super) struct Rest<'s, 'a, 'r> {
    reduced: &'s Reduced<'a, 'r>,
    dues: &'s Dues,
    core: &'s Core<'a>,
    memory: usize,
    /// What core and memory add to the rank.
    share: Share,
    /// By place in [`OPEN`]: the candidates that stand beside core and memory in cost order,
    /// from the first that no rule bars there.
    lists: [Vec<usize>; 4],
    /// Cost of the first of each list from here on.
    least: [Cost; 5],
    heap: BinaryHeap<Reverse<Node>>,
}

impl<'s, 'a, 'r> Rest<'s, 'a, 'r> {
    /// `None` when there is no completion.
    pub(super) fn new(
        reduced: &'s Reduced<'a, 'r>,
        dues: &'s Dues,
        core: &'s Core<'a>,
        row: &Row,
        memory: usize,
    ) -> Option<Self> {
        let kit = &reduced.domains.slot(Slot::Memory)[memory];
        let mut draft = reduced.core_draft(core.picks);
        kit.place(&mut draft);
        let unknowns = judge(&dues.before, &draft, reduced.request)?;
        let mut rest = Self {
            share: Share {
                cost: core.share.cost,
                ..Share::default()
            } + own(kit, unknowns),
            reduced,
            dues,
            core,
            memory,
            lists: Default::default(),
            least: [Cost::ZERO; 5],
            heap: BinaryHeap::new(),
        };
        for (place, slot) in OPEN.into_iter().enumerate().rev() {
            let mut list = rest.admitted(slot, row).places().collect::<Vec<usize>>();
            let stands = |pick: &usize| {
                let mut draft = draft;
                rest.candidate(slot, *pick).place(&mut draft);
                judge(&dues.at[place].0, &draft, reduced.request).is_some()
            };
            let first = list.iter().position(stands)?;
            list.drain(..first);
            rest.least[place] = rest.least[place + 1] + rest.candidate(slot, list[0]).cost;
            rest.lists[place] = list;
        }
        rest.heap.push(Reverse(Node {
            floor: rest.share.cost + rest.least[0],
            left: OPEN.len() - 1,
            places: [0; 4],
            unknowns,
        }));
        Some(rest)
    }

    fn candidate(&self, slot: Slot, pick: usize) -> &'s super::candidate::Candidate<'a> {
        &self.reduced.domains.slot(slot)[pick]
    }

    fn admitted(&self, slot: Slot, row: &Row) -> Bits {
        let [_, cpu, board] = self.core.picks;
        let mut list = row.admitted[index(slot)].clone();
        let beside = [
            (Slot::Cpu, cpu),
            (Slot::Motherboard, board),
            (Slot::Memory, self.memory),
        ];
        for (other, pick) in beside {
            if let Some(beside) = self.reduced.tables.beside(other, pick, slot) {
                list.intersect(beside);
            }
        }
        list
    }

    /// The next completion, as the whole build's rank and candidates, unless it costs more
    /// than `bound`. They come in the order of cost.
    pub(super) fn next(&mut self, bound: Cost) -> Option<(Rank<'a>, [usize; 8])> {
        while let Some(Reverse(node)) = self.heap.peek().copied() {
            if node.floor > bound {
                return None;
            }
            self.heap.pop();
            let place = OPEN.len() - 1 - node.left;
            self.beside(node, place);
            let Some(unknowns) = self.judged(node, place) else {
                continue;
            };
            let node = Node {
                unknowns: node.unknowns + unknowns,
                ..node
            };
            if node.left == 0 {
                return Some(self.whole(node));
            }
            self.heap.push(Reverse(Node {
                left: node.left - 1,
                ..node
            }));
        }
        None
    }

    /// Puts in line the same with the next candidate of the last slot.
    fn beside(&mut self, mut node: Node, place: usize) {
        let (slot, list) = (OPEN[place], &self.lists[place]);
        let here = node.places[place];
        let Some(next) = list.get(here + 1) else {
            return;
        };
        let (old, new) = (
            self.candidate(slot, list[here]).cost,
            self.candidate(slot, *next).cost,
        );
        node.places[place] += 1;
        node.floor = node.floor.saturating_sub(old) + new;
        self.heap.push(Reverse(node));
    }

    /// The unknowns that the last slot of a node adds; `None` where a rule bars it.
    fn judged(&self, node: Node, place: usize) -> Option<u32> {
        let reduced = self.reduced;
        let mut draft: Draft<'_> = reduced.core_draft(self.core.picks);
        self.candidate(Slot::Memory, self.memory).place(&mut draft);
        for (at, slot) in OPEN.into_iter().enumerate().take(place + 1) {
            let pick = self.lists[at][node.places[at]];
            self.candidate(slot, pick).place(&mut draft);
        }
        let (alone, joint) = &self.dues.at[place];
        let alone = judge(alone, &draft, reduced.request)?;
        Some(alone + judge(joint, &draft, reduced.request)?)
    }

    /// The build of a node with every slot decided.
    fn whole(&self, node: Node) -> (Rank<'a>, [usize; 8]) {
        let mut picks = [0; 8];
        for (slot, pick) in CORE.into_iter().zip(self.core.picks) {
            picks[index(slot)] = pick;
        }
        picks[index(Slot::Memory)] = self.memory;
        let mut share = self.share;
        share.unknowns = node.unknowns;
        for (place, slot) in OPEN.into_iter().enumerate() {
            let pick = self.lists[place][node.places[place]];
            picks[index(slot)] = pick;
            share = share + own(self.candidate(slot, pick), 0);
        }
        let identity = |slot: Slot| self.candidate(slot, picks[index(slot)]).identity();
        let rank = Rank {
            cost: share.cost,
            gpu_memory: Reverse(self.core.gpus.chip.memory),
            unknowns: share.unknowns,
            memory: share.memory,
            storage: share.storage,
            identities: SLOTS.map(identity),
        };
        (rank, picks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_is_decided_and_every_rule_due_once() {
        let decided: Vec<Slot> = CORE.into_iter().chain([Slot::Memory]).chain(OPEN).collect();
        assert!(SLOTS.iter().all(|slot| decided.contains(slot)));
        assert_eq!(decided.len(), SLOTS.len());
        let dues = Dues::new();
        let at = dues
            .at
            .iter()
            .map(|(alone, joint)| alone.len() + joint.len());
        assert_eq!(dues.before.len() + at.sum::<usize>(), RULES.len());
    }
}
