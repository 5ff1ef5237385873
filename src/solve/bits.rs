//! A set of candidates of one slot: the rows of the compatibility tables.

/// Places of a slot's candidates, by bit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Bits(Vec<u64>);

const WIDTH: usize = 64;

impl Bits {
    /// The places below `size` that are wanted.
    pub(super) fn of(size: usize, wanted: impl Fn(usize) -> bool) -> Self {
        let mut words = vec![0; size.div_ceil(WIDTH)];
        for place in (0..size).filter(|place| wanted(*place)) {
            words[place / WIDTH] |= 1 << (place % WIDTH);
        }
        Self(words)
    }

    /// All places below `size`.
    pub(super) fn all(size: usize) -> Self {
        let mut words = vec![u64::MAX; size.div_ceil(WIDTH)];
        if let Some(last) = words.last_mut().filter(|_| !size.is_multiple_of(WIDTH)) {
            *last = (1 << (size % WIDTH)) - 1;
        }
        Self(words)
    }

    /// By place below `size`: which of these rows hold it.
    pub(super) fn transposed(rows: &[Self], size: usize) -> Vec<Self> {
        let mut columns = vec![Self(vec![0; rows.len().div_ceil(WIDTH)]); size];
        for (x, row) in rows.iter().enumerate() {
            for y in row.places() {
                columns[y].0[x / WIDTH] |= 1 << (x % WIDTH);
            }
        }
        columns
    }

    /// Whether it holds a place.
    pub(super) fn holds(&self, place: usize) -> bool {
        let word = self.0.get(place / WIDTH).copied().unwrap_or(0);
        word >> (place % WIDTH) & 1 == 1
    }

    /// Keeps what another set holds too.
    pub(super) fn intersect(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    /// Just one place below `size`.
    pub(super) fn only(size: usize, place: usize) -> Self {
        let mut words = vec![0; size.div_ceil(WIDTH)];
        words[place / WIDTH] = 1 << (place % WIDTH);
        Self(words)
    }

    /// The places, ascending.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.common(None)
    }

    /// The places that another set, if there is one, holds too, ascending.
    pub(super) fn common<'b>(
        &'b self,
        other: Option<&'b Self>,
    ) -> impl Iterator<Item = usize> + 'b {
        self.0.iter().enumerate().flat_map(move |(at, word)| {
            let other = other.map_or(u64::MAX, |other| other.0.get(at).copied().unwrap_or(0));
            let mut left = word & other;
            std::iter::from_fn(move || {
                let next = (left != 0).then(|| at * WIDTH + left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(next)
            })
        })
    }

    /// The lowest place.
    pub(super) fn first(&self) -> Option<usize> {
        self.places().next()
    }

    /// The lowest place that another set holds too.
    pub(super) fn first_common(&self, other: &Self) -> Option<usize> {
        let mut words = self.0.iter().zip(&other.0).map(|(a, b)| a & b).enumerate();
        let (at, word) = words.find(|(_, word)| *word != 0)?;
        Some(at * WIDTH + word.trailing_zeros() as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_held_and_columns_hold_the_rows() {
        for size in [0, 1, 63, 64, 65, 130] {
            assert_eq!(Bits::all(size), Bits::of(size, |_| true));
        }
        let held = |x: usize, y: usize| (x * 7 + y * 3).is_multiple_of(5);
        let rows: Vec<Bits> = (0..70).map(|x| Bits::of(90, |y| held(x, y))).collect();
        let columns = Bits::transposed(&rows, 90);
        for (y, column) in columns.iter().enumerate() {
            assert_eq!(*column, Bits::of(70, |x| held(x, y)));
        }
    }

    #[test]
    fn places_come_back_in_order_over_words() {
        let mut set = Bits::of(200, |place| place % 7 == 0);
        assert_eq!(set.places().take(3).collect::<Vec<_>>(), [0, 7, 14]);
        set.intersect(&Bits::of(200, |place| place > 120));
        assert_eq!(
            set.places().collect::<Vec<_>>(),
            (126..200).step_by(7).collect::<Vec<_>>()
        );
        assert_eq!(set.first(), Some(126));
        assert!(set.holds(196) && !set.holds(197) && !set.holds(5_000));
        assert_eq!(Bits::default().first(), None);
        let (low, high) = (
            Bits::of(200, |place| place < 90),
            Bits::of(200, |place| place > 70),
        );
        assert_eq!(low.first_common(&high), Some(71));
        assert_eq!(low.first_common(&Bits::of(200, |place| place > 90)), None);
    }
}
