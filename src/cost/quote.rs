//! What a chip rents for: the middle and the ends of its dated prices.

use super::cloud::{Billing, CloudOffer, CloudPrices};
use crate::catalogue::FRESH_DAYS;
use jiff::civil::Date;

/// A figure with the range that the prices span.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// With the cheapest price.
    pub low: f64,
    /// With the median price.
    pub median: f64,
    /// With the dearest price.
    pub high: f64,
}

impl Span {
    /// Each end times a factor that is not negative.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self {
            low: self.low * factor,
            median: self.median * factor,
            high: self.high * factor,
        }
    }
}

/// Which prices a figure rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// How many.
    pub prices: usize,
    /// Those of them older than 90 days.
    pub stale: usize,
    /// Day of the oldest.
    pub oldest: Date,
    /// Day of the newest.
    pub newest: Date,
}

impl Dated {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            prices: self.prices + other.prices,
            stale: self.stale + other.stale,
            oldest: self.oldest.min(other.oldest),
            newest: self.newest.max(other.newest),
        }
    }
}

/// What one GPU of a chip rents for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quote {
    /// USD an hour.
    pub rent: Span,
    /// Which prices it rests on.
    pub dated: Dated,
}

impl Quote {
    /// The prices of a chip that nobody can take away at will; `None` = there are none.
    pub fn of(prices: &CloudPrices, today: Date) -> Option<Self> {
        let mut offers: Vec<&CloudOffer> = prices
            .offers
            .iter()
            .filter(|offer| offer.billing != Billing::Spot)
            .collect();
        offers.sort_by_key(|offer| offer.price);
        let rents: Vec<f64> = offers.iter().map(|offer| offer.price.value()).collect();
        let days = || offers.iter().map(|offer| offer.as_of);
        Some(Self {
            rent: Span {
                low: *rents.first()?,
                median: median(&rents)?,
                high: *rents.last()?,
            },
            dated: Dated {
                prices: offers.len(),
                stale: days().filter(|day| is_stale(*day, today)).count(),
                oldest: days().min()?,
                newest: days().max()?,
            },
        })
    }
}

/// Whether a figure of that day is older than 90 days.
pub fn is_stale(day: Date, today: Date) -> bool {
    (today - day).get_days() > FRESH_DAYS
}

/// The middle of a sorted list, the mean of the two middle ones of an even one.
fn median(sorted: &[f64]) -> Option<f64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get((sorted.len().checked_sub(1)?) / 2)?;
    Some(f64::midpoint(lower, upper))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn prices(rows: &str) -> CloudPrices {
        let text = format!("chip: c\noffers: [{rows}]");
        serde_yaml::from_str(&text).unwrap()
    }

    const TODAY: Date = date(2026, 11, 24);

    #[test]
    fn the_median_and_the_ends_leave_spot_prices_out() {
        let four = "{provider: A, price: 0.5 USD/h, billing: on-demand, as_of: 2026-08-25, source: s}, \
                    {provider: B, price: 0.05 USD/h, billing: spot, as_of: 2026-11-01, source: s}, \
                    {provider: C, price: 0.1 USD/h, billing: community, as_of: 2026-10-01, source: s}, \
                    {provider: D, price: 0.2 USD/h, billing: community, as_of: 2026-08-26, source: s}";
        let quote = Quote::of(&prices(four), TODAY).unwrap();
        let Span { low, median, high } = quote.rent;
        let tenths = [low, median, high].map(|usd| format!("{usd:.3}"));
        assert_eq!(tenths, ["0.100", "0.200", "0.500"]);
        // 2026-08-26 is 90 days ago, 2026-08-25 is 91.
        let Dated { prices, stale, .. } = quote.dated;
        assert_eq!((prices, stale), (3, 1));
        assert_eq!(quote.dated.oldest, date(2026, 8, 25));
        assert_eq!(quote.dated.newest, date(2026, 10, 1));
    }

    #[test]
    fn spot_prices_alone_are_no_quote() {
        let spot = "{provider: B, price: 0.05 USD/h, billing: spot, as_of: 2026-11-01, source: s}";
        assert_eq!(Quote::of(&prices(spot), TODAY), None);
    }

    #[test]
    fn of_two_prices_the_median_is_their_mean() {
        assert_eq!(median(&[1.0, 2.0]), Some(1.5));
        assert_eq!(median(&[1.0, 2.0, 9.0]), Some(2.0));
        assert_eq!(median(&[]), None);
    }
}
