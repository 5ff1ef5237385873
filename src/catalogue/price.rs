//! The price of a part in a condition on a day.

use super::Catalogue;
use super::market::{MarketIndex, days};
use crate::part::{AnyPart, Condition, MarketClass, Offer, Status};
use crate::unit::Usd;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Days after which a price is stale, an index no longer vouches for one, and a
/// discontinued part is no longer to be had new.
pub const FRESH_DAYS: i32 = 90;

/// Whether old offers are brought forward by the market index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PriceMode {
    /// By the index, shown as estimated.
    #[default]
    Adjusted,
    /// As listed.
    Listed,
}

/// What a price rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PriceBasis {
    /// An offer for this very part.
    Listed,
    /// Such an offer, brought forward by the market index.
    Estimated {
        /// Index of today over index of the offer's day.
        factor: f64,
    },
    /// The street price of any card with this chip.
    Chip,
    /// The user has it already.
    Owned,
}

/// A price in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// The amount for one piece, before tax.
    pub amount: Usd,
    /// The day of the offer it rests on.
    pub as_of: Date,
    /// What it rests on.
    pub basis: PriceBasis,
    /// Whether it is older than 90 days and not brought forward by an index point younger than that.
    pub stale: bool,
    /// Source id of the offer, or free text.
    pub source: String,
}

impl Catalogue {
    /// The price of a part in a condition, `None` where it cannot be bought so:
    /// no offer of that condition, discontinued and new with an offer older than 90 days,
    /// or unavailable.
    pub fn price(
        &self,
        part: AnyPart<'_>,
        condition: Condition,
        today: Date,
        mode: PriceMode,
    ) -> Option<Price> {
        let (offer, from_chip) = self.offer_in_force(part, condition)?;
        let age = days(offer.as_of, today);
        match part.status() {
            Status::Discontinued if condition == Condition::New && age >= FRESH_DAYS => {
                return None;
            }
            Status::Current | Status::Discontinued => {}
            Status::Unavailable => return None,
        }
        let index = match mode {
            PriceMode::Adjusted => part.market_class().and_then(|class| self.index(class)),
            PriceMode::Listed => None,
        };
        // An index never takes a price back in time: a clock that is wrong would do that.
        let factor = index.map_or(1.0, |index| index.factor(offer.as_of.min(today), today));
        #[expect(
            clippy::float_cmp,
            reason = "the index gives exactly 1 where it did not move"
        )]
        let moved = factor != 1.0;
        let basis = match (from_chip, moved) {
            (FromChip::Yes, _) => PriceBasis::Chip,
            (FromChip::No, true) => PriceBasis::Estimated { factor },
            (FromChip::No, false) => PriceBasis::Listed,
        };
        Some(Price {
            amount: if moved {
                offer.price.scaled(factor)
            } else {
                offer.price
            },
            as_of: offer.as_of,
            basis,
            stale: age > FRESH_DAYS && !index.is_some_and(|index| vouches(index, today)),
            source: offer.source.clone(),
        })
    }

    /// The newest offer of a condition: the part's own, or its chip's where that is newer.
    fn offer_in_force<'a>(
        &'a self,
        part: AnyPart<'a>,
        condition: Condition,
    ) -> Option<(&'a Offer, FromChip)> {
        let own = newest(part.offers(), condition);
        let chip = match part {
            AnyPart::Gpu(card) => self.chip(&card.chip),
            AnyPart::GpuChip(_)
            | AnyPart::Cpu(_)
            | AnyPart::Motherboard(_)
            | AnyPart::Memory(_)
            | AnyPart::Psu(_)
            | AnyPart::Storage(_)
            | AnyPart::Cooler(_)
            | AnyPart::Case(_) => None,
        };
        let street = chip.and_then(|chip| newest(&chip.offers, condition));
        match (own, street) {
            (Some(own), Some(street)) if street.as_of > own.as_of => Some((street, FromChip::Yes)),
            (Some(own), _) => Some((own, FromChip::No)),
            (None, street) => street.map(|offer| (offer, FromChip::Yes)),
        }
    }

    /// The index of a class, where the market file has one.
    pub fn index(&self, class: MarketClass) -> Option<&MarketIndex> {
        self.market.iter().find(|index| index.class == class)
    }
}

/// Whose offer it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FromChip {
    Yes,
    No,
}

/// The newest by date; of two of one day the later in the list, which a higher layer added.
fn newest(offers: &[Offer], condition: Condition) -> Option<&Offer> {
    offers
        .iter()
        .filter(|offer| offer.condition == condition)
        .max_by_key(|offer| offer.as_of)
}

/// Whether the index still says something about today.
fn vouches(index: &MarketIndex, today: Date) -> bool {
    index
        .newest()
        .is_some_and(|last| days(last, today) < FRESH_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::MarketPoint;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 24);

    fn offers(yaml: &str) -> Vec<Offer> {
        serde_yaml::from_str(yaml).unwrap()
    }

    /// A card, its chip and a DDR5 kit, with DESIGN's DDR5 index.
    fn catalogue(card: &str, chip: &str, kit: &str) -> Catalogue {
        let mut catalogue = Catalogue {
            gpu_chips: serde_yaml::from_str(
                "[{id: c, name: C, vendor: nvidia, architecture: ampere, memory: 24 GiB, sources: [s], verified: 2026-11-24}]",
            )
            .unwrap(),
            gpus: serde_yaml::from_str(
                "[{id: g, chip: c, name: G, status: current, sources: [s], verified: 2026-11-24}]",
            )
            .unwrap(),
            memory: serde_yaml::from_str(
                "[{id: m, name: M, type: ddr5, modules: 2, module_size: 16 GiB, status: current, sources: [s], verified: 2026-11-24}]",
            )
            .unwrap(),
            ..Catalogue::default()
        };
        catalogue.gpus[0].offers = offers(card);
        catalogue.gpu_chips[0].offers = offers(chip);
        catalogue.memory[0].offers = offers(kit);
        let points = [
            (date(2025, 7, 23), 1.0),
            (date(2026, 1, 28), 4.4),
            (date(2026, 6, 17), 5.0),
            (date(2026, 9, 27), 5.5),
        ];
        catalogue.market = vec![MarketIndex {
            class: MarketClass::MemoryDdr5,
            points: points
                .map(|(as_of, index)| MarketPoint {
                    as_of,
                    index,
                    source: "s".to_owned(),
                })
                .to_vec(),
        }];
        catalogue
    }

    fn price(
        catalogue: &Catalogue,
        id: &str,
        condition: Condition,
        mode: PriceMode,
    ) -> Option<Price> {
        catalogue.price(catalogue.part(id).unwrap(), condition, TODAY, mode)
    }

    const KIT: &str = "[{price: $100.00, condition: new, as_of: 2025-07-23, source: s}]";

    #[test]
    fn an_old_memory_price_is_brought_forward_and_then_not_stale() {
        let catalogue = catalogue("[]", "[]", KIT);
        let found = price(&catalogue, "m", Condition::New, PriceMode::Adjusted).unwrap();
        assert_eq!(found.amount, Usd::dollars(550));
        assert!(
            matches!(found.basis, PriceBasis::Estimated { factor } if (factor - 5.5).abs() < 1e-9)
        );
        assert_eq!(found.as_of, date(2025, 7, 23));
        assert!(!found.stale);
        let listed = price(&catalogue, "m", Condition::New, PriceMode::Listed).unwrap();
        assert_eq!(
            (listed.amount, listed.basis),
            (Usd::dollars(100), PriceBasis::Listed)
        );
        assert!(listed.stale);
    }

    #[test]
    fn an_offer_after_the_last_point_stands_as_listed() {
        let kit = "[{price: $529.00, condition: new, as_of: 2026-10-01, source: s}]";
        let catalogue = catalogue("[]", "[]", kit);
        let found = price(&catalogue, "m", Condition::New, PriceMode::Adjusted).unwrap();
        assert_eq!(
            (found.amount, found.basis),
            (Usd::dollars(529), PriceBasis::Listed)
        );
    }

    #[test]
    fn an_index_that_ended_long_ago_does_not_vouch() {
        let mut catalogue = catalogue("[]", "[]", KIT);
        catalogue.market[0].points.truncate(2);
        let found = price(&catalogue, "m", Condition::New, PriceMode::Adjusted).unwrap();
        assert_eq!(found.amount, Usd::dollars(440));
        assert!(found.stale);
    }

    #[test]
    fn the_newest_offer_of_that_condition_counts() {
        let kit = "[{price: $3.00, condition: new, as_of: 2026-11-01, source: a}, {price: $1.00, condition: used, as_of: 2026-11-20, source: b}, {price: $2.00, condition: new, as_of: 2026-10-01, source: c}]";
        let catalogue = catalogue("[]", "[]", kit);
        let new = price(&catalogue, "m", Condition::New, PriceMode::Adjusted).unwrap();
        assert_eq!((new.amount, new.source.as_str()), (Usd::dollars(3), "a"));
        assert!(price(&catalogue, "m", Condition::Refurbished, PriceMode::Adjusted).is_none());
    }

    #[test]
    fn a_card_takes_its_chips_price_where_that_is_newer() {
        let chip = "[{price: $1200.00, condition: used, as_of: 2026-09-15, source: street}]";
        let old = "[{price: $700.00, condition: used, as_of: 2025-07-23, source: own}]";
        let new = "[{price: $999.00, condition: used, as_of: 2026-09-15, source: own}]";
        let of = |card| {
            price(
                &catalogue(card, chip, "[]"),
                "g",
                Condition::Used,
                PriceMode::Adjusted,
            )
            .unwrap()
        };
        for card in ["[]", old] {
            let found = of(card);
            assert_eq!(
                (found.amount, found.basis),
                (Usd::dollars(1200), PriceBasis::Chip)
            );
            assert!(!found.stale);
        }
        let own = of(new);
        assert_eq!(
            (own.amount, own.basis),
            (Usd::dollars(999), PriceBasis::Listed)
        );
    }

    #[test]
    fn what_is_out_of_production_is_new_for_ninety_days_only() {
        let on = |day: &str, status: Status, condition: &str| {
            let card =
                format!("[{{price: $900.00, condition: {condition}, as_of: {day}, source: s}}]");
            let mut catalogue = catalogue(&card, "[]", "[]");
            catalogue.gpus[0].status = status;
            price(
                &catalogue,
                "g",
                condition.parse().unwrap(),
                PriceMode::Adjusted,
            )
        };
        assert!(on("2026-08-27", Status::Discontinued, "new").is_some());
        assert!(on("2026-08-26", Status::Discontinued, "new").is_none());
        assert!(on("2025-01-01", Status::Discontinued, "used").is_some_and(|price| price.stale));
        assert!(on("2025-01-01", Status::Current, "new").is_some_and(|price| price.stale));
        assert!(on("2026-11-20", Status::Unavailable, "new").is_none());
    }

    #[test]
    fn a_price_is_stale_after_ninety_days() {
        let on = |day: &str| {
            let card = format!("[{{price: $900.00, condition: new, as_of: {day}, source: s}}]");
            price(
                &catalogue(&card, "[]", "[]"),
                "g",
                Condition::New,
                PriceMode::Adjusted,
            )
            .unwrap()
        };
        assert!(!on("2026-08-26").stale, "90 days");
        assert!(on("2026-08-25").stale, "91 days");
    }

    #[test]
    fn a_clock_in_the_past_changes_no_price() {
        let catalogue = catalogue(
            "[]",
            "[]",
            "[{price: $500.00, condition: new, as_of: 2026-09-27, source: s}]",
        );
        let part = catalogue.part("m").unwrap();
        let found = catalogue
            .price(part, Condition::New, date(2020, 1, 1), PriceMode::Adjusted)
            .unwrap();
        assert_eq!(
            (found.amount, found.basis),
            (Usd::dollars(500), PriceBasis::Listed)
        );
    }
}
