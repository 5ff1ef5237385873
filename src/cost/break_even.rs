//! Rent or buy: from how many hours of use a month on buying is cheaper.

use super::quote::Span;

/// Months over which the price of a build is spread; what it sells for then is not counted.
pub const HORIZON_MONTHS: u32 = 36;
/// Hours of a mean month.
const MONTH: f64 = 365.0 * 24.0 / 12.0;

/// From how many hours of use a month on a build costs less than renting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BreakEven {
    /// From so many.
    Hours(f64),
    /// A month has too few hours, or an hour's rent is less than an hour's electricity.
    Never,
}

impl BreakEven {
    /// For a build of this price; rent and electricity of an hour of its work, all in USD.
    pub fn new(price: f64, rent: f64, electricity: f64) -> Self {
        let saved = rent - electricity;
        if saved <= 0.0 {
            return Self::Never;
        }
        let hours = price / saved / f64::from(HORIZON_MONTHS);
        if hours > MONTH {
            Self::Never
        } else {
            Self::Hours(hours)
        }
    }

    /// The hours, where there are any.
    pub const fn hours(self) -> Option<f64> {
        match self {
            Self::Hours(hours) => Some(hours),
            Self::Never => None,
        }
    }
}

/// The break-even with its range: the dearer the rent, the fewer hours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BreakEvens {
    /// With the dearest rent: the fewest hours.
    pub least: BreakEven,
    /// With the median rent.
    pub median: BreakEven,
    /// With the cheapest rent: the most hours.
    pub most: BreakEven,
}

impl BreakEvens {
    /// For a build of this price against a span of rents.
    pub fn new(price: f64, rent: Span, electricity: f64) -> Self {
        let against = |rent| BreakEven::new(price, rent, electricity);
        Self {
            least: against(rent.high),
            median: against(rent.median),
            most: against(rent.low),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Infinity for never, so that answers can be compared.
    fn hours(price: f64, rent: f64, electricity: f64) -> f64 {
        let answer = BreakEven::new(price, rent, electricity);
        answer.hours().unwrap_or(f64::INFINITY)
    }

    #[test]
    fn a_worked_example() {
        // $1,800 over 36 months are $50 a month; an hour saves $0.60 - $0.10.
        assert!((hours(1800.0, 0.6, 0.1) - 100.0).abs() < 1e-9);
        // At $0.15 an hour only 5 cents are saved: 1,000 hours, and a month has 730.
        assert_eq!(BreakEven::new(1800.0, 0.15, 0.1), BreakEven::Never);
        assert_eq!(BreakEven::new(1800.0, 0.1, 0.1), BreakEven::Never);
        assert_eq!(BreakEven::new(0.0, 0.6, 0.1), BreakEven::Hours(0.0));
    }

    proptest! {
        #[test]
        fn what_makes_renting_worse_never_asks_for_more_hours(
            price in 0.0..20_000.0_f64,
            rent in 0.01..20.0_f64,
            electricity in 0.0..2.0_f64,
            more in 0.0..5.0_f64,
        ) {
            let base = hours(price, rent, electricity);
            prop_assert!(hours(price, rent + more, electricity) <= base);
            prop_assert!(hours(price + more, rent, electricity) >= base);
            prop_assert!(hours(price, rent, electricity + more) >= base);
        }

        #[test]
        fn beyond_the_break_even_renting_stays_dearer(
            price in 1.0..20_000.0_f64,
            rent in 0.01..20.0_f64,
            electricity in 0.0..2.0_f64,
            more in 0.1..100.0_f64,
        ) {
            if let BreakEven::Hours(hours) = BreakEven::new(price, rent, electricity) {
                let months = f64::from(HORIZON_MONTHS);
                let ahead = |hours: f64| hours * months * (rent - electricity) - price;
                prop_assert!(ahead(hours).abs() < 1e-6 * price);
                prop_assert!(ahead(hours + more) > 0.0);
            }
        }
    }
}
