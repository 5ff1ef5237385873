//! Candidates put into classes by some of their fields: a rule that reads no others says the
//! same of all candidates of a class, so it is asked once for each.

use super::candidate::Candidate;
use super::quick::QuickMap;
use super::traits::Field;

/// The class of each candidate, and the first candidate of each class.
#[derive(Debug)]
pub(super) struct Classes {
    pub(super) of: Vec<u32>,
    pub(super) first: Vec<usize>,
}

/// Tables up to this size are looked up by place, which is quicker than hashing.
const DENSE: usize = 1 << 16;

impl Classes {
    /// Classes of candidates with equal fields.
    pub(super) fn new(candidates: &[Candidate<'_>], fields: &[Field]) -> Self {
        let mut classes = Self {
            of: vec![0; candidates.len()],
            first: (0..candidates.len().min(1)).collect(),
        };
        for field in fields {
            classes.split(candidates.iter().map(|candidate| candidate.code(*field)));
        }
        classes
    }

    /// Parts the classes by a number of each candidate.
    pub(super) fn split(&mut self, numbers: impl Iterator<Item = u32> + Clone) {
        let most = numbers.clone().filter(|number| *number != u32::MAX).max();
        // The last place is for those that have none.
        let width = most.map_or(1, |most| most as usize + 2);
        let mut first = Vec::new();
        let mut next = |candidate| {
            first.push(candidate);
            // Never more classes than candidates, which are counted by fewer bits.
            u32::try_from(first.len() - 1).unwrap_or(u32::MAX)
        };
        if self.first.len() * width <= DENSE {
            let mut table = vec![u32::MAX; self.first.len() * width];
            for (candidate, (class, number)) in self.of.iter_mut().zip(numbers).enumerate() {
                let place = *class as usize * width + (number as usize).min(width - 1);
                if table[place] == u32::MAX {
                    table[place] = next(candidate);
                }
                *class = table[place];
            }
        } else {
            let mut table: QuickMap<u64, u32> = QuickMap::default();
            for (candidate, (class, number)) in self.of.iter_mut().zip(numbers).enumerate() {
                let key = u64::from(*class) << 32 | u64::from(number);
                *class = *table.entry(key).or_insert_with(|| next(candidate));
            }
        }
        self.first = first;
    }

    pub(super) fn len(&self) -> usize {
        self.first.len()
    }
}
