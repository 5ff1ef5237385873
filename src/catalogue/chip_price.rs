//! What a GPU costs whatever the maker of the card.

use super::{Catalogue, Price, PriceMode};
use crate::part::{AnyPart, Condition, Gpu, GpuChip};
use jiff::civil::Date;

/// The least money for a card with a chip.
#[derive(Debug, Clone, PartialEq)]
pub struct ChipPrice<'a> {
    /// The card; `None` where the catalogue has only the chip's street price.
    pub card: Option<&'a Gpu>,
    /// In which state.
    pub condition: Condition,
    /// For how much.
    pub price: Price,
}

impl Catalogue {
    /// The cheapest card with a chip in one of these conditions, or the chip's street price
    /// where no card is for sale; of equal prices the first condition and card count.
    /// `None` = no price is known.
    pub fn chip_price<'a>(
        &'a self,
        chip: &'a GpuChip,
        cards: &[&'a Gpu],
        conditions: &[Condition],
        today: Date,
        mode: PriceMode,
    ) -> Option<ChipPrice<'a>> {
        let offered = |card: Option<&'a Gpu>| {
            let part = card.map_or(AnyPart::GpuChip(chip), AnyPart::Gpu);
            conditions.iter().filter_map(move |condition| {
                let price = self.price(part, *condition, today, mode)?;
                Some(ChipPrice {
                    card,
                    condition: *condition,
                    price,
                })
            })
        };
        let amount = |one: &ChipPrice<'_>| one.price.amount;
        let cheapest = cards
            .iter()
            .flat_map(|card| offered(Some(card)))
            .min_by_key(amount);
        cheapest.or_else(|| offered(None).min_by_key(amount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Usd;
    use jiff::civil::date;

    #[test]
    fn the_cheapest_card_counts_and_the_street_price_where_there_is_none() {
        let offer = |price: &str, condition: &str| {
            format!("{{price: {price}, condition: {condition}, as_of: 2026-11-01, source: s}}")
        };
        let card = |id: &str, offers: &str| {
            format!(
                "{{id: {id}, chip: c, name: G, status: current, sources: [s], \
                 verified: 2026-11-24, offers: [{offers}]}}"
            )
        };
        let chip = format!(
            "[{{id: c, name: C, vendor: nvidia, architecture: ampere, memory: 24 GiB, \
             sources: [s], verified: 2026-11-24, offers: [{}]}}]",
            offer("$800.00", "used")
        );
        let cards = format!(
            "[{}, {}]",
            card("dear", &offer("$1500.00", "new")),
            card("cheap", &offer("$1400.00", "new"))
        );
        let catalogue = Catalogue {
            gpu_chips: serde_yaml::from_str(&chip).unwrap(),
            gpus: serde_yaml::from_str(&cards).unwrap(),
            ..Catalogue::default()
        };
        let chip = &catalogue.gpu_chips[0];
        let all: Vec<&Gpu> = catalogue.gpus.iter().collect();
        let found = |cards: &[&Gpu], conditions: &[Condition]| {
            let day = date(2026, 11, 24);
            let found = catalogue.chip_price(chip, cards, conditions, day, PriceMode::Listed);
            found.map(|one| (one.card.map(|card| card.id.clone()), one.price.amount))
        };
        let both = [Condition::New, Condition::Used];
        assert_eq!(
            found(&all, &[Condition::New]),
            Some((Some("cheap".to_owned()), Usd::dollars(1400)))
        );
        // A card takes the street price of its chip for its own.
        assert_eq!(found(&all, &both).unwrap().1, Usd::dollars(800));
        assert_eq!(found(&[], &both), Some((None, Usd::dollars(800))));
        assert_eq!(found(&[], &[Condition::New]), None);
    }
}
