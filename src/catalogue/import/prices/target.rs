//! A part that prices are sought for.

use crate::catalogue::import::join::Item;
use crate::catalogue::{Catalogue, Price, PriceBasis, PriceMode};
use crate::part::{AnyPart, Condition, Offer, Status};
use jiff::civil::Date;

/// A part, and the prices it has already.
#[derive(Debug, Clone)]
pub struct Target {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What price tables are compared with; `None` for a chip, whose price must name it.
    pub item: Option<Item>,
    /// Its own offers.
    pub offers: Vec<Offer>,
    /// Whether it can be bought at all.
    pub status: Status,
    /// Its own prices in force, by condition, brought forward to today.
    pub in_force: Vec<(Condition, Price)>,
}

impl Target {
    /// Every part of a catalogue.
    pub fn all(catalogue: &Catalogue, today: Date) -> Vec<Self> {
        catalogue
            .parts()
            .map(|part| Self::of(catalogue, part, today))
            .collect()
    }

    fn of(catalogue: &Catalogue, part: AnyPart<'_>, today: Date) -> Self {
        let own = |condition: &Condition| {
            let price = catalogue.price(part, *condition, today, PriceMode::Adjusted)?;
            (price.basis != PriceBasis::Chip).then_some((*condition, price))
        };
        Self {
            id: part.id().to_owned(),
            name: part.name().to_owned(),
            item: Item::of(catalogue, part),
            offers: part.offers().to_vec(),
            status: part.status(),
            in_force: Condition::ALL.iter().filter_map(own).collect(),
        }
    }

    /// Makes it the part that an import is about to put in its place.
    pub fn import(&mut self, item: &Item) {
        self.item = Some(item.clone());
        // Whatever its status was: a price makes it one that can be bought.
        self.status = Status::Current;
    }

    /// A part on its way into the catalogue, which has no price yet.
    pub fn new_part(item: &Item, id: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: item.name.clone(),
            item: Some(item.clone()),
            offers: Vec::new(),
            status: Status::Current,
            in_force: Vec::new(),
        }
    }
}
