//! Pairwise compatibility: which candidates of two slots can stand together, and arc
//! consistency over these tables.

use super::candidate::{Candidate, SLOTS};
use super::domains::{Domains, index};
use super::network::Network;
use crate::request::Request;
use crate::rules::{Draft, Rule, Slot, Verdict};

/// Whether the rules between two slots bar this pair, judged with all others undecided.
///
/// A fail on such a draft is final. An unknown counts only for a rule that reads nothing
/// else, since another slot might make the missing fact irrelevant.
pub(super) fn barred(
    rules: &[&Rule],
    draft: &Draft<'_>,
    decided: &[Slot],
    request: &Request,
) -> bool {
    rules.iter().any(|rule| {
        (rule.check)(draft).is_some_and(|verdict| {
            let whole = || rule.scope.iter().all(|slot| decided.contains(slot));
            rule.bars(&verdict, &request.allowed)
                && (matches!(verdict, Verdict::Fail { .. }) || whole())
        })
    })
}

/// Tables for all pairs of slots without the GPU: the GPU's rows are made on demand,
/// since only a few options are ever looked at.
#[derive(Debug)]
pub(super) struct Tables {
    /// By slot pair `a < b` in line order: row of `a`, column of `b`; empty = no rule.
    pairs: Vec<Vec<bool>>,
    sizes: [usize; 8],
}

impl Tables {
    /// Judges every pair.
    pub(super) fn new(domains: &Domains<'_>, network: &Network, request: &Request) -> Self {
        let sizes = SLOTS.map(|slot| domains.slot(slot).len());
        let mut pairs = vec![Vec::new(); 64];
        for (i, a) in SLOTS.into_iter().enumerate().skip(1) {
            for (j, b) in SLOTS.into_iter().enumerate().skip(i + 1) {
                let rules = network.between(a, b);
                if rules.is_empty() {
                    continue;
                }
                let table = &mut pairs[i * 8 + j];
                for left in domains.slot(a) {
                    for right in domains.slot(b) {
                        let mut draft = Draft::empty(&request.setting);
                        left.place(&mut draft);
                        right.place(&mut draft);
                        table.push(!barred(&rules, &draft, &[a, b], request));
                    }
                }
            }
        }
        Self { pairs, sizes }
    }

    /// Whether candidate `x` of slot `a` can stand with candidate `y` of slot `b`.
    pub(super) fn compatible(&self, a: Slot, x: usize, b: Slot, y: usize) -> bool {
        if index(a) > index(b) {
            return self.compatible(b, y, a, x);
        }
        let table = &self.pairs[index(a) * 8 + index(b)];
        table.is_empty() || table[x * self.sizes[index(b)] + y]
    }

    /// Whether each other slot has a candidate that can stand with candidate `x` of slot `a`.
    fn supported(&self, a: Slot, x: usize) -> bool {
        let others = SLOTS.into_iter().skip(1).filter(|b| *b != a);
        let mut others = others.map(|b| (b, self.sizes[index(b)]));
        others.all(|(b, size)| (0..size).any(|y| self.compatible(a, x, b, y)))
    }

    /// Leaves out the candidates that are not kept, by slot.
    fn retain(&mut self, keep: &[Vec<bool>; 8]) {
        for i in 0..8 {
            for j in i + 1..8 {
                let table = &mut self.pairs[i * 8 + j];
                let cells = |row: bool| keep[j].iter().map(move |column| row & column);
                let mut kept = keep[i].iter().copied().flat_map(cells);
                table.retain(|_| kept.next().unwrap_or(true));
            }
        }
        for (size, keep) in self.sizes.iter_mut().zip(keep) {
            *size = keep.iter().filter(|kept| **kept).count();
        }
    }
}

/// Removes candidates that no candidate of some linked slot can stand with, to a
/// fixpoint; returns how many. The GPU slot takes part through its rows in the search.
pub(super) fn make_consistent(
    domains: &mut Domains<'_>,
    network: &Network,
    request: &Request,
) -> (Tables, usize) {
    let mut tables = Tables::new(domains, network, request);
    let mut removed = 0;
    loop {
        let keep: [Vec<bool>; 8] = std::array::from_fn(|i| {
            let size = tables.sizes[i];
            let supported = |x: usize| i == 0 || tables.supported(SLOTS[i], x);
            (0..size).map(supported).collect()
        });
        let dead = keep.iter().flatten().filter(|kept| !**kept).count();
        if dead == 0 {
            return (tables, removed);
        }
        removed += dead;
        tables.retain(&keep);
        for (slot, keep) in domains.slots.iter_mut().zip(&keep) {
            let mut flags = keep.iter();
            slot.retain(|_: &Candidate<'_>| *flags.next().unwrap_or(&true));
        }
    }
}
