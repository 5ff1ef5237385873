//! One part of a saved build, with the price it had.

use super::{Acquisition, Line};
use crate::catalogue::{Catalogue, Price, PriceBasis, PriceMode};
use crate::part::{AnyPart, Condition, PartKind};
use crate::unit::{Cost, Usd};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// More pieces of a part than this are a slip of the pen.
const MOST_PIECES: u32 = 99;

named! {
    /// What a saved price rests on.
    Basis, "a basis of a price" {
        /// An offer for this very part.
        Listed = "listed",
        /// Such an offer, brought forward by the market index.
        Estimated = "estimated",
        /// The street price of any card with this chip.
        Chip = "chip",
        /// The user had it.
        Owned = "owned",
    }
}

/// Some pieces of one part, as saved.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SavedPart {
    /// Its kind.
    pub kind: PartKind,
    /// Its id.
    pub id: String,
    /// Its name on the day it was saved.
    pub name: String,
    /// How many are in the build.
    pub count: u32,
    /// How many of them the user had.
    pub owned: u32,
    /// How the others are bought; absent when all are owned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bought: Option<Purchase>,
}

/// A price as it was on the day of saving.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Purchase {
    /// The state it was offered in.
    pub condition: Condition,
    /// The price of one piece, before tax.
    pub price: Usd,
    /// The day of the offer.
    pub as_of: Date,
    /// What the price rests on.
    pub basis: Basis,
    /// For an estimate: index of the day of saving over index of the offer's day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<f64>,
    /// Whether the price was stale then.
    pub stale: bool,
    /// Source id of the offer, or free text.
    pub source: String,
}

/// How the bought pieces of a part are to be had on a day.
pub(super) enum Offered {
    /// There are none: the user has them all.
    Owned,
    /// At this price.
    At(Purchase),
    /// Not in that condition.
    Not,
}

impl SavedPart {
    /// A line of a build, frozen.
    pub fn of(line: &Line<'_>) -> Self {
        Self {
            kind: line.part.kind(),
            id: line.part.id().to_owned(),
            name: line.part.name().to_owned(),
            count: line.count,
            owned: match line.acquisition {
                Acquisition::Owned => line.count,
                Acquisition::Bought(..) => line.owned,
            },
            bought: match &line.acquisition {
                Acquisition::Owned => None,
                Acquisition::Bought(condition, price) => {
                    (line.bought() > 0).then(|| Purchase::of(*condition, price))
                }
            },
        }
    }

    /// What cannot be, with its field; `None` = sound.
    pub(super) fn fault(&self) -> Option<(&'static str, String)> {
        if self.kind == PartKind::GpuChip {
            Some((
                "kind",
                "a chip is not a part of a build: name the card".to_owned(),
            ))
        } else if self.count == 0 || self.count > MOST_PIECES {
            Some(("count", format!("expected 1 to {MOST_PIECES}")))
        } else if self.owned > self.count {
            let message = format!("more than the {} in the build", self.count);
            Some(("owned", message))
        } else if (self.owned < self.count) != self.bought.is_some() {
            let message = "`bought` belongs there exactly when not all pieces are owned";
            Some(("owned", message.to_owned()))
        } else {
            None
        }
    }

    /// The part of the same kind and id in a catalogue.
    pub fn part<'a>(&self, catalogue: &'a Catalogue) -> Option<AnyPart<'a>> {
        catalogue
            .part(&self.id)
            .filter(|part| part.kind() == self.kind)
    }

    /// The saved price of the pieces that were to be bought, before tax.
    pub fn price(&self) -> Usd {
        self.bought.as_ref().map_or(Usd::ZERO, |bought| {
            bought.price * self.count.saturating_sub(self.owned)
        })
    }

    /// The saved cost of those pieces, with tax on new ones.
    pub(super) fn cost(&self, tax_basis_points: u32) -> Cost {
        match self.bought.as_ref().map(|bought| bought.condition) {
            None | Some(Condition::Used | Condition::Refurbished) => self.price().into(),
            Some(Condition::New) => Cost::taxed(self.price(), tax_basis_points),
        }
    }

    /// What those pieces cost on a day; `None` when they cannot be bought so.
    pub fn price_on(&self, catalogue: &Catalogue, today: Date, mode: PriceMode) -> Option<Usd> {
        match self.offered(catalogue, today, mode) {
            Offered::Owned => Some(Usd::ZERO),
            Offered::At(now) => Some(now.price * self.count.saturating_sub(self.owned)),
            Offered::Not => None,
        }
    }

    /// How those pieces are to be had on a day, in the condition they were saved in.
    pub(super) fn offered(&self, catalogue: &Catalogue, today: Date, mode: PriceMode) -> Offered {
        let Some(bought) = &self.bought else {
            return Offered::Owned;
        };
        let condition = bought.condition;
        let part = self.part(catalogue);
        match part.and_then(|part| catalogue.price(part, condition, today, mode)) {
            Some(price) => Offered::At(Purchase::of(condition, &price)),
            None => Offered::Not,
        }
    }

    pub(super) fn acquisition(&self) -> Acquisition {
        match &self.bought {
            None => Acquisition::Owned,
            Some(bought) => Acquisition::Bought(bought.condition, bought.price()),
        }
    }
}

impl Purchase {
    fn of(condition: Condition, price: &Price) -> Self {
        let (basis, factor) = match price.basis {
            PriceBasis::Listed => (Basis::Listed, None),
            PriceBasis::Estimated { factor } => (Basis::Estimated, Some(factor)),
            PriceBasis::Chip => (Basis::Chip, None),
            PriceBasis::Owned => (Basis::Owned, None),
        };
        Self {
            condition,
            price: price.amount,
            as_of: price.as_of,
            basis,
            factor,
            stale: price.stale,
            source: price.source.clone(),
        }
    }

    fn price(&self) -> Price {
        Price {
            amount: self.price,
            as_of: self.as_of,
            basis: match self.basis {
                Basis::Listed => PriceBasis::Listed,
                Basis::Estimated => PriceBasis::Estimated {
                    factor: self.factor.unwrap_or(1.0),
                },
                Basis::Chip => PriceBasis::Chip,
                Basis::Owned => PriceBasis::Owned,
            },
            stale: self.stale,
            source: self.source.clone(),
        }
    }
}
