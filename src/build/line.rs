//! One line of a build: a part, how many, and how each piece is acquired.

use crate::catalogue::Price;
use crate::part::{AnyPart, Condition};
use crate::rules::Slot;
use crate::unit::{Cost, Usd};

/// How the pieces of a line that are not owned are bought.
#[derive(Debug, Clone, PartialEq)]
pub enum Acquisition {
    /// All pieces are the user's already.
    Owned,
    /// Bought in this condition at this price a piece.
    Bought(Condition, Price),
}

/// Some pieces of one part.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// The part.
    pub part: AnyPart<'a>,
    /// How many in the build.
    pub count: u32,
    /// How many of them the user has already.
    pub owned: u32,
    /// How the others are bought.
    pub acquisition: Acquisition,
}

impl Line<'_> {
    /// How many are to be bought.
    pub fn bought(&self) -> u32 {
        match self.acquisition {
            Acquisition::Owned => 0,
            Acquisition::Bought(..) => self.count.saturating_sub(self.owned),
        }
    }

    /// The price of one bought piece.
    pub fn unit_price(&self) -> Usd {
        match &self.acquisition {
            Acquisition::Owned => Usd::ZERO,
            Acquisition::Bought(_, price) => price.amount,
        }
    }

    /// The price of all bought pieces, before tax.
    pub fn price(&self) -> Usd {
        self.unit_price() * self.bought()
    }

    /// The price with tax, which falls on new parts only.
    pub fn cost(&self, tax_basis_points: u32) -> Cost {
        match &self.acquisition {
            Acquisition::Owned => Cost::ZERO,
            Acquisition::Bought(Condition::New, _) => Cost::taxed(self.price(), tax_basis_points),
            Acquisition::Bought(Condition::Used | Condition::Refurbished, _) => self.price().into(),
        }
    }

    /// The slot it fills.
    pub fn slot(&self) -> Slot {
        Slot::of(self.part.kind())
    }
}
