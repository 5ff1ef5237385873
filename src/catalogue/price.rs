//! The price of a part in a condition on a day.

use super::Catalogue;
use crate::part::{AnyPart, Condition};
use crate::unit::Usd;
use jiff::civil::Date;

/// Whether old offers are brought forward by the market index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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
    /// no offer of that condition, or discontinued and new with an offer older than 90 days.
    pub fn price(
        &self,
        part: AnyPart<'_>,
        condition: Condition,
        today: Date,
        mode: PriceMode,
    ) -> Option<Price> {
        let _ = (part, condition, today, mode);
        None
    }
}
