//! Pairwise compatibility: which candidates of two slots can stand together, and arc
//! consistency over these tables.

use super::bits::Bits;
use super::candidate::{Candidate, SLOTS};
use super::domains::{Domains, index};
use super::matching::Matching;
use super::network::Network;
use crate::request::Request;
use crate::rules::Slot;

/// Tables for all pairs of slots without the GPU: the GPU's rows are made on demand,
/// since only a few options are ever looked at.
#[derive(Debug)]
pub(super) struct Tables {
    /// By ordered pair of slots: for each candidate of the first, those of the second that
    /// can stand with it; empty = no rule between the two.
    pairs: Vec<Vec<Bits>>,
    sizes: [usize; 8],
}

impl Tables {
    /// Judges every pair.
    pub(super) fn new(domains: &Domains<'_>, network: &Network, request: &Request) -> Self {
        let sizes = SLOTS.map(|slot| domains.slot(slot).len());
        let mut pairs = vec![Vec::new(); 64];
        for (i, a) in SLOTS.into_iter().enumerate().skip(1) {
            for (j, b) in SLOTS.into_iter().enumerate().skip(i + 1) {
                let matching = Matching::new(domains, network, request, [a, b]);
                if matching.is_empty() {
                    continue;
                }
                let rows = (0..sizes[i]).map(|x| matching.row(domains, request, x));
                let rows: Vec<Bits> = rows.collect();
                pairs[j * 8 + i] = Bits::transposed(&rows, sizes[j]);
                pairs[i * 8 + j] = rows;
            }
        }
        Self { pairs, sizes }
    }

    /// Whether candidate `x` of slot `a` can stand with candidate `y` of slot `b`.
    pub(super) fn compatible(&self, a: Slot, x: usize, b: Slot, y: usize) -> bool {
        self.beside(a, x, b).is_none_or(|row| row.holds(y))
    }

    /// The candidates of slot `b` that can stand with candidate `x` of slot `a`; `None` =
    /// all, since no rule links the two.
    pub(super) fn beside(&self, a: Slot, x: usize, b: Slot) -> Option<&Bits> {
        self.pairs[index(a) * 8 + index(b)].get(x)
    }

    /// Whether each other slot has a candidate that can stand with candidate `x` of slot `a`.
    fn supported(&self, a: Slot, x: usize) -> bool {
        let mut others = SLOTS.into_iter().skip(1).filter(|b| *b != a);
        others.all(|b| match self.beside(a, x, b) {
            Some(row) => row.first().is_some(),
            None => self.sizes[index(b)] > 0,
        })
    }

    /// Leaves out the candidates that are not kept, by slot.
    fn retain(&mut self, keep: &[Bits; 8]) {
        for (i, keep_rows) in keep.iter().enumerate() {
            for (j, keep_columns) in keep.iter().enumerate() {
                let rows = std::mem::take(&mut self.pairs[i * 8 + j]);
                let columns: Vec<usize> = keep_columns.places().collect();
                let thinned = |row: &Bits| Bits::of(columns.len(), |at| row.holds(columns[at]));
                let kept = rows.iter().enumerate().filter(|(x, _)| keep_rows.holds(*x));
                self.pairs[i * 8 + j] = kept.map(|(_, row)| thinned(row)).collect();
            }
        }
        for (size, keep) in self.sizes.iter_mut().zip(keep) {
            *size = keep.places().count();
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
        let keep: [Bits; 8] = std::array::from_fn(|i| {
            let supported = |x: usize| i == 0 || tables.supported(SLOTS[i], x);
            Bits::of(tables.sizes[i], supported)
        });
        let kept: usize = keep.iter().map(|slot| slot.places().count()).sum();
        let dead = domains.len() - kept;
        if dead == 0 {
            return (tables, removed);
        }
        removed += dead;
        tables.retain(&keep);
        for (slot, keep) in domains.slots.iter_mut().zip(&keep) {
            let mut place = 0;
            slot.retain(|_: &Candidate<'_>| {
                place += 1;
                keep.holds(place - 1)
            });
        }
    }
}
