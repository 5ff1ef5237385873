//! Asks that no one pays: price lists keep showing what a single seller wants for a part
//! that is no longer made (a GTX 1050 Ti at $368). They are told by their distance from
//! the median of like parts in the same table.

use crate::catalogue::import::join::{Facts, Item, Listing, like};
use crate::unit::Usd;
use std::collections::BTreeMap;

/// Above this multiple of the median a price is an ask, not a price.
const HIGH: f64 = 2.5;
/// Below this one it is a slip, or another thing than it says.
const LOW: f64 = 0.4;
/// With fewer prices there is no telling.
const FEWEST: usize = 4;

/// Why a price is not believed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outlier {
    median: Usd,
    prices: usize,
    times: f64,
}

impl std::fmt::Display for Outlier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:.1} times the median of {} ({} like parts)",
            self.times, self.median, self.prices
        )
    }
}

/// For each listing, whether its price is an outlier among its like.
pub(super) fn outliers(listings: &[Listing]) -> Vec<Option<Outlier>> {
    let groups: Vec<Option<String>> = listings
        .iter()
        .map(|listing| listing.price.map(|_| group(&listing.item)))
        .collect();
    let mut prices: BTreeMap<&str, Vec<Usd>> = BTreeMap::new();
    for (listing, group) in listings.iter().zip(&groups) {
        if let (Some(group), Some(price)) = (group, listing.price) {
            prices.entry(group).or_default().push(price);
        }
    }
    for prices in prices.values_mut() {
        prices.sort_unstable();
    }
    let judged = |listing: &Listing, group: &Option<String>| {
        let like = prices.get(group.as_deref()?)?;
        outlier(listing.price?, like)
    };
    listings
        .iter()
        .zip(&groups)
        .map(|(listing, group)| judged(listing, group))
        .collect()
}

fn outlier(price: Usd, like: &[Usd]) -> Option<Outlier> {
    let median = *like.get(like.len() / 2).filter(|_| like.len() >= FEWEST)?;
    #[expect(clippy::cast_precision_loss, reason = "amounts are below 10^9 cents")]
    let times = price.cents() as f64 / median.cents() as f64;
    (!(LOW..=HIGH).contains(&times)).then_some(Outlier {
        median,
        prices: like.len(),
        times,
    })
}

/// What makes parts alike enough to cost alike.
fn group(item: &Item) -> String {
    let like = match &item.facts {
        Facts::Gpu(facts) => {
            let chip = facts.chipset.as_deref().unwrap_or_default();
            format!("{:?} {:?}", like::chip(chip), facts.memory)
        }
        Facts::Cpu(facts) => format!("{} {:?}", like::family(&item.name), facts.cores),
        Facts::Motherboard(facts) => {
            format!("{:?} {:?}", facts.socket, like::chipset(&item.name))
        }
        Facts::Memory(facts) => {
            let size = facts.module_size.zip(facts.modules);
            let size = size.map(|(size, count)| size * u32::from(count));
            format!("{:?} {size:?}", facts.ddr)
        }
        Facts::Psu(facts) => format!("{:?} {:?}", facts.wattage, facts.efficiency),
        Facts::Storage(facts) => {
            format!("{:?} {:?} {:?}", facts.disk, facts.bus, facts.capacity)
        }
        Facts::Cooler(facts) => format!("{:?} {:?}", facts.liquid, facts.radiator),
        Facts::Case(facts) => format!("{:?} {}", facts.form, facts.psu.is_some()),
    };
    format!("{} {like}", item.kind())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ask_of_a_single_seller_is_told_from_a_price() {
        let like = [100, 110, 120, 130, 368].map(Usd::dollars);
        let found = outlier(Usd::dollars(368), &like).unwrap();
        assert_eq!(
            found.to_string(),
            "3.1 times the median of $120.00 (5 like parts)"
        );
        assert!(outlier(Usd::dollars(130), &like).is_none());
        assert!(outlier(Usd::dollars(40), &like).is_some());
        assert!(outlier(Usd::dollars(368), &like[2..]).is_none(), "too few");
    }
}
