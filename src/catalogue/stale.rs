//! Prices in force that are older than a person should trust.

use super::market::days;
use super::{Catalogue, Price, PriceMode};
use crate::part::{AnyPart, Condition, PartKind};
use jiff::civil::Date;

/// A price in force and what it is the price of.
#[derive(Debug, Clone)]
pub struct PricedPart<'a> {
    /// The part.
    pub part: AnyPart<'a>,
    /// In this condition.
    pub condition: Condition,
    /// Its price.
    pub price: Price,
    /// Days since the offer it rests on was seen.
    pub age: i32,
}

/// The prices in force, split by age.
#[derive(Debug, Clone, Default)]
pub struct StalePrices<'a> {
    /// Older than asked, the oldest first, then by id.
    pub old: Vec<PricedPart<'a>>,
    /// How many there are in all.
    pub all: usize,
}

/// The prices in force of one kind (of all for `None`) that are older than so many days. A
/// card that takes its chip's street price is left out: the chip's own price is listed.
pub fn stale_prices(
    catalogue: &Catalogue,
    kind: Option<PartKind>,
    most_days: i32,
    today: Date,
) -> StalePrices<'_> {
    let mut found = StalePrices::default();
    let wanted = |part: &AnyPart<'_>| kind.is_none_or(|kind| kind == part.kind());
    for part in catalogue.parts().filter(wanted) {
        for condition in Condition::ALL {
            let price = catalogue.price(part, *condition, today, PriceMode::Adjusted);
            let Some(price) = price.filter(Price::is_own) else {
                continue;
            };
            found.all += 1;
            let age = days(price.as_of, today);
            if age > most_days {
                found.old.push(PricedPart {
                    part,
                    condition: *condition,
                    price,
                    age,
                });
            }
        }
    }
    found
        .old
        .sort_by(|a, b| (b.age, a.part.id()).cmp(&(a.age, b.part.id())));
    found
}

impl Price {
    /// Whether it is an offer for the part itself.
    fn is_own(&self) -> bool {
        match self.basis {
            super::PriceBasis::Listed | super::PriceBasis::Estimated { .. } => true,
            super::PriceBasis::Chip | super::PriceBasis::Owned => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::Psu;
    use jiff::civil::date;

    fn psu(id: &str, day: &str) -> Psu {
        serde_yaml::from_str(&format!(
            "{{id: {id}, name: N, wattage: 850 W, status: current, sources: [s], verified: 2026-11-01, \
             offers: [{{price: $99.00, condition: new, as_of: {day}, source: s}}]}}"
        ))
        .unwrap()
    }

    #[test]
    fn only_prices_older_than_asked_are_listed_the_oldest_first() {
        let catalogue = Catalogue {
            psus: vec![
                psu("a", "2026-08-26"),
                psu("b", "2026-08-25"),
                psu("c", "2026-01-01"),
            ],
            ..Catalogue::default()
        };
        let today = date(2026, 11, 24);
        let found = |kind, most| {
            let stale = stale_prices(&catalogue, kind, most, today);
            let ids: Vec<String> = stale
                .old
                .iter()
                .map(|one| one.part.id().to_owned())
                .collect();
            (ids, stale.all)
        };
        assert_eq!(found(None, 90), (vec!["c".to_owned(), "b".to_owned()], 3));
        assert_eq!(found(Some(PartKind::Psu), 327), (Vec::new(), 3));
        assert_eq!(found(Some(PartKind::Case), 0), (Vec::new(), 0));
    }
}
