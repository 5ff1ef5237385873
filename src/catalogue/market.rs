//! The market index: how far the prices of a class of parts moved between two days.

use crate::part::MarketClass;
use crate::unit::IsoDate;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The index of one class on one day.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarketPoint {
    /// The day.
    #[schemars(with = "IsoDate")]
    pub as_of: Date,
    /// Price level relative to the class's base day; more than zero.
    pub index: f64,
    /// Id of `sources.yaml`.
    pub source: String,
}

/// The index points of one class, oldest first.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarketIndex {
    /// The class.
    pub class: MarketClass,
    /// Its points: at least one, each later than the one before.
    pub points: Vec<MarketPoint>,
}

impl MarketIndex {
    /// The day of the last point.
    pub fn newest(&self) -> Option<Date> {
        self.points.last().map(|point| point.as_of)
    }

    /// Prices of `to` over prices of `from`: exactly 1 where the index did not move.
    pub fn factor(&self, from: Date, to: Date) -> f64 {
        let (Some(old), Some(new)) = (self.log_level(from), self.log_level(to)) else {
            return 1.0;
        };
        libm::exp(new - old)
    }

    /// Logarithm of the level on a day: linear between points, flat outside them.
    fn log_level(&self, day: Date) -> Option<f64> {
        let after = self.points.partition_point(|point| point.as_of <= day);
        let Some(before) = after.checked_sub(1).and_then(|i| self.points.get(i)) else {
            return self.points.first().map(|first| libm::log(first.index));
        };
        let old = libm::log(before.index);
        let Some(next) = self.points.get(after) else {
            return Some(old);
        };
        let share = f64::from(days(before.as_of, day)) / f64::from(days(before.as_of, next.as_of));
        Some(old + share * (libm::log(next.index) - old))
    }
}

/// Whole days from one date to another; negative when `to` is the earlier.
pub(super) fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn ddr5() -> MarketIndex {
        let points = [
            (date(2025, 7, 23), 1.0),
            (date(2026, 1, 28), 4.4),
            (date(2026, 6, 17), 5.0),
            (date(2026, 9, 27), 5.5),
        ];
        MarketIndex {
            class: MarketClass::MemoryDdr5,
            points: points
                .map(|(as_of, index)| MarketPoint {
                    as_of,
                    index,
                    source: "s".to_owned(),
                })
                .to_vec(),
        }
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn the_index_is_exact_on_its_days_and_flat_outside_them() {
        let index = ddr5();
        let base = date(2025, 7, 23);
        assert!(near(index.factor(base, date(2026, 1, 28)), 4.4));
        assert!(near(
            index.factor(date(2026, 1, 28), date(2026, 9, 27)),
            1.25
        ));
        assert!(near(index.factor(base, date(2026, 11, 24)), 5.5));
        assert!(near(index.factor(date(2020, 1, 1), date(2026, 6, 17)), 5.0));
        let flat = index.factor(date(2026, 10, 1), date(2026, 11, 24));
        assert_eq!(flat.to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn between_two_points_the_logarithm_is_linear() {
        let index = ddr5();
        // 2026-08-07 is day 51 of the 102 days from 5.0 to 5.5: the geometric mean.
        let half = index.factor(date(2025, 7, 23), date(2026, 8, 7));
        assert!(near(half, libm::sqrt(5.0 * 5.5)), "{half}");
    }

    #[test]
    fn days_count_over_month_ends() {
        assert_eq!(days(date(2026, 8, 26), date(2026, 11, 24)), 90);
        assert_eq!(days(date(2026, 11, 24), date(2026, 11, 20)), -4);
    }
}
