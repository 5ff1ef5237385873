//! A table over several axes, and the merging of places on an axis that it does not tell
//! apart.

use std::collections::BTreeMap;

/// Values over a product of axes, the last axis running fastest.
#[derive(Debug, Clone)]
pub(super) struct Tensor<T> {
    pub(super) sizes: Vec<usize>,
    pub(super) values: Vec<T>,
}

impl<T: Copy + Ord> Tensor<T> {
    /// The value of every combination.
    pub(super) fn of(sizes: Vec<usize>, mut value: impl FnMut(&[usize]) -> T) -> Self {
        let count = sizes.iter().product();
        let mut values = Vec::with_capacity(count);
        let mut place = vec![0; sizes.len()];
        for _ in 0..count {
            values.push(value(&place));
            advance(&mut place, &sizes);
        }
        Self { sizes, values }
    }

    /// Merges the places of each axis that hold the same values; returns by axis which
    /// merged place each has become.
    pub(super) fn merge(&mut self) -> Vec<Vec<usize>> {
        (0..self.sizes.len())
            .map(|axis| self.merge_axis(axis))
            .collect()
    }

    fn merge_axis(&mut self, axis: usize) -> Vec<usize> {
        let size = self.sizes[axis];
        let inner: usize = self.sizes[axis + 1..].iter().product();
        let outer: usize = self.sizes[..axis].iter().product();
        let row = |place: usize| -> Vec<T> {
            let run = |block: usize| {
                let start = (block * size + place) * inner;
                &self.values[start..start + inner]
            };
            (0..outer).flat_map(run).copied().collect()
        };
        let mut known: BTreeMap<Vec<T>, usize> = BTreeMap::new();
        let mut kept = Vec::new();
        let mut merged = Vec::with_capacity(size);
        for place in 0..size {
            let next = known.len();
            let class = *known.entry(row(place)).or_insert(next);
            if class == next {
                kept.push(place);
            }
            merged.push(class);
        }
        if kept.len() < size {
            let mut values = Vec::with_capacity(outer * kept.len() * inner);
            for block in 0..outer {
                for place in &kept {
                    let start = (block * size + place) * inner;
                    values.extend_from_slice(&self.values[start..start + inner]);
                }
            }
            self.values = values;
            self.sizes[axis] = kept.len();
        }
        merged
    }
}

/// Goes to the next combination; after the last comes the first.
pub(super) fn advance(place: &mut [usize], sizes: &[usize]) {
    for (at, size) in place.iter_mut().zip(sizes).rev() {
        *at += 1;
        if *at < *size {
            return;
        }
        *at = 0;
    }
}
