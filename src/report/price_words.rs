//! Offers and the prices at which they matter, in words and for programs.

use super::words::chip_name;
use crate::build::Line;
use crate::catalogue::Catalogue;
use crate::part::Condition;
use crate::solve::{GpuPrices, OfferKey, Stay, Takeover};
use crate::unit::Usd;
use serde::Serialize;

/// `GeForce RTX 3090 24 GB (used)`: the part, or the chip of a street price.
pub(super) fn offered(catalogue: &Catalogue, offer: OfferKey<'_>) -> String {
    let name = match (catalogue.chip(offer.id), catalogue.part(offer.id)) {
        (Some(chip), _) => chip_name(chip),
        (None, Some(part)) => part.name().to_owned(),
        (None, None) => offer.id.to_owned(),
    };
    let condition = match offer.condition {
        Condition::New => "",
        Condition::Used => " (used)",
        Condition::Refurbished => " (refurbished)",
    };
    format!("{name}{condition}")
}

/// The name of what fills a slot.
pub(super) fn named(line: Option<&Line<'_>>) -> String {
    line.map_or("the cooler in the CPU's box".to_owned(), |line| {
        let (times, state) = (
            super::words::times(line.count),
            super::words::condition(line),
        );
        format!("{times}{}{state}", line.part.name())
    })
}

/// The upper end of an interval.
pub(super) fn upper(to: Option<Usd>) -> String {
    to.map_or("any".to_owned(), |to| to.to_string())
}

/// `up to $1,000.00 (today $895.00)`: where a part stays in the best build.
pub(super) fn interval(stay: &Stay<'_>) -> String {
    let today = stay.price;
    let from = match stay.from {
        Usd::ZERO => String::new(),
        from => format!("from {from} "),
    };
    match stay.to {
        Some(to) => format!("{from}up to {to} (today {today})"),
        None if from.is_empty() => format!("at any price (today {today})"),
        None => format!("{from}on (today {today})"),
    }
}

/// `GeForce RTX 3090 24 GB (used) at $1,310.00 or less (today $1,400.00)`.
pub(super) fn takeover(catalogue: &Catalogue, one: &Takeover<'_>) -> String {
    let name = offered(catalogue, one.offer);
    format!("{name} at {} or less (today {})", one.at, one.price)
}

/// What the GPU's price may be, and what takes over.
pub(super) fn gpu_price(catalogue: &Catalogue, prices: &GpuPrices<'_>) -> Option<String> {
    let own = prices.stay.as_ref().map(|stay| {
        let name = offered(catalogue, stay.offer);
        format!("{name} stays {}", interval(stay))
    });
    let rival = prices
        .rival
        .as_ref()
        .map(|one| format!("next in: {}", takeover(catalogue, one)));
    match (own, rival) {
        (Some(own), Some(rival)) => Some(format!("{own}; {rival}")),
        (own, rival) => own.or(rival),
    }
}

/// The interval of a price, for programs.
#[derive(Debug, Serialize)]
pub(super) struct StayJson {
    kind: &'static str,
    /// Id of the part; of the chip where it is a street price.
    offer: String,
    condition: &'static str,
    street: bool,
    price_cents: i64,
    from_cents: i64,
    /// `null` = any.
    to_cents: Option<i64>,
}

/// The price at which a part enters the pick, for programs.
#[derive(Debug, Serialize)]
pub(super) struct TakeoverJson {
    chip: Option<String>,
    offer: String,
    condition: &'static str,
    street: bool,
    price_cents: i64,
    at_cents: i64,
}

impl StayJson {
    pub(super) fn new(stay: &Stay<'_>) -> Self {
        Self {
            kind: stay.slot.as_str(),
            offer: stay.offer.id.to_owned(),
            condition: stay.offer.condition.as_str(),
            street: stay.offer.street,
            price_cents: stay.price.cents(),
            from_cents: stay.from.cents(),
            to_cents: stay.to.map(Usd::cents),
        }
    }
}

impl TakeoverJson {
    pub(super) fn new(one: &Takeover<'_>) -> Self {
        Self {
            chip: one.chip.map(|chip| chip.id.clone()),
            offer: one.offer.id.to_owned(),
            condition: one.offer.condition.as_str(),
            street: one.offer.street,
            price_cents: one.price.cents(),
            at_cents: one.at.cents(),
        }
    }
}
