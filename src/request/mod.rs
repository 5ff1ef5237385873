//! What the user asked for, resolved against the catalogue: ids exist, counts make sense.
//!
//! [`Wishes`] are what was typed, [`Purpose`] what the PC is for, [`Request`] what the
//! solver is asked. Everything a name can mean is settled here, without a file or a clock.

mod error;
mod names;
mod purpose;
#[cfg(test)]
mod tests;
mod wishes;

pub use error::RequestError;
pub use names::{find_part, glob_matches};
pub use purpose::{DEFAULT_PROFILE, Purpose, reference};
pub use wishes::Wishes;

use crate::catalogue::PriceMode;
use crate::part::AnyPart;
use crate::rules::{Allowance, Setting};
use crate::unit::{Gibibytes, Usd};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

named! {
    /// What "best" means.
    Best, "a goal" {
        /// Most research per hour within the budget; the cheapest build within the tolerance of it.
        Speed = "speed",
        /// Most research per hour for each dollar of the total, within the budget.
        Value = "value",
        /// Least money for which every task fits.
        Cheapest = "cheapest",
    }
}

named! {
    /// Whether used and refurbished parts may be proposed.
    UsedPolicy, "yes or no" {
        /// Used parts may be proposed.
        Yes = "yes",
        /// Only new parts.
        No = "no",
    }
}

named! {
    /// Whose GPUs may be proposed.
    VendorPolicy, "a choice of vendors" {
        /// NVIDIA's alone: what nearly all research code runs on.
        Cuda = "cuda",
        /// Any vendor's.
        Any = "any",
    }
}

/// Most cards that any request may ask for.
pub const MAX_GPUS: u32 = 8;

/// One question to the solver.
#[derive(Debug, Clone)]
pub struct Request {
    /// Money for parts and tax; `None` = no limit (used when the least budget is sought).
    pub budget: Option<Usd>,
    /// What "best" means.
    pub best: Best,
    /// Parts the user has, with how many: they cost nothing.
    pub have: BTreeMap<String, u32>,
    /// Parts that must be in the build; a chip's id stands for any card with it.
    pub pins: BTreeSet<String>,
    /// Parts that must not be in it.
    pub bans: BTreeSet<String>,
    /// Fewest and most cards.
    pub gpus: (u32, u32),
    /// Least memory on each card.
    pub vram: Option<Gibibytes>,
    /// Whether used parts may be proposed.
    pub used: UsedPolicy,
    /// Whether old prices are brought forward.
    pub prices: PriceMode,
    /// Tax on new parts in basis points (825 = 8.25 %).
    pub tax_basis_points: u32,
    /// Conditions of use, with the profile's standards.
    pub setting: Setting,
    /// Failed rules that the user accepts.
    pub allowed: Allowance,
    /// Scores within this many basis points of the best count as equal (500 = 5 %).
    pub tolerance_basis_points: u32,
    /// Whether a desktop runs on the first card.
    pub desktop: bool,
    /// Tasks that must run on some rung, by their places in the workload: those that the
    /// user named.
    pub must_fit: BTreeMap<usize, String>,
    /// The day prices are read on.
    pub today: Date,
}

impl Request {
    /// A request with every default, for a budget on a day.
    pub fn new(budget: Option<Usd>, today: Date) -> Self {
        Self {
            budget,
            best: Best::Speed,
            have: BTreeMap::new(),
            pins: BTreeSet::new(),
            bans: BTreeSet::new(),
            gpus: (1, 4),
            vram: None,
            used: UsedPolicy::Yes,
            prices: PriceMode::Adjusted,
            tax_basis_points: 0,
            setting: Setting::default(),
            allowed: Allowance::default(),
            tolerance_basis_points: 500,
            desktop: false,
            must_fit: BTreeMap::new(),
            today,
        }
    }

    /// Whether a part is pinned, itself or by its chip.
    pub fn pins_any(&self, part: AnyPart<'_>) -> bool {
        self.pins.contains(part.id()) || chip_of(part).is_some_and(|chip| self.pins.contains(chip))
    }
}

/// The id of the chip on a card; `None` for all other parts.
pub fn chip_of(part: AnyPart<'_>) -> Option<&str> {
    if let AnyPart::Gpu(card) = part {
        Some(&card.chip)
    } else {
        None
    }
}
