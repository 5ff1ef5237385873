//! A build kept in a file: its parts and prices as they were on the day it was saved.

use super::{Acquisition, Build, BuildName, Line};
use crate::catalogue::{Catalogue, Price, PriceBasis, PriceMode};
use crate::part::{AnyPart, Condition, PartKind};
use crate::unit::{Gibibytes, Usd};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

named! {
    /// How a saved file is laid out.
    Schema, "a layout of saved builds this version reads" {
        /// The first.
        One = "rigbuild.build/1",
    }
}

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

/// A saved build.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Saved {
    /// The file's layout.
    pub schema: Schema,
    /// Its name, the same as the file's.
    pub name: BuildName,
    /// The day it was saved.
    pub saved: Date,
    /// The version of rigbuild that saved it.
    pub version: String,
    /// The budget it was found within.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Usd>,
    /// Tax on new parts in basis points, which `total` includes.
    pub tax_basis_points: u32,
    /// Whether old prices were brought forward.
    pub prices: PriceMode,
    /// What the PC is for: a profile or tasks, as typed.
    pub workload: String,
    /// The catalogue's layers, lowest first.
    pub layers: Vec<String>,
    /// Its parts, in slot order.
    pub parts: Vec<SavedPart>,
    /// Whether the CPU is cooled by the cooler in its box.
    pub boxed_cooler: bool,
    /// Memory on the largest single GPU.
    pub gpu_memory: Gibibytes,
    /// What was to be paid, with tax.
    pub total: Usd,
    /// The cautious score in points: one RTX 3090 = 100.
    pub score_cautious: f64,
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

/// A part of a saved build that the catalogue no longer has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vanished {
    /// The build.
    pub build: BuildName,
    /// The part's kind.
    pub kind: PartKind,
    /// The part's id.
    pub part: String,
}

impl fmt::Display for Vanished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { build, kind, part } = self;
        write!(
            f,
            "the catalogue no longer has the {kind} `{part}` of the saved build `{build}`: \
             `rigbuild show {build}` shows it as it was saved"
        )
    }
}

impl std::error::Error for Vanished {}

impl Saved {
    /// What cannot be in a file that rigbuild wrote, as one sentence; `None` = sound.
    pub(super) fn fault(&self) -> Option<String> {
        /// More pieces of a part than this are a slip of the pen.
        const MOST: u32 = 99;
        self.parts.iter().find_map(|part| {
            let id = &part.id;
            if part.kind == PartKind::GpuChip {
                Some(format!("`{id}` is a chip, not a part of a build"))
            } else if part.count == 0 || part.count > MOST {
                Some(format!("the count of `{id}` is not from 1 to {MOST}"))
            } else if part.owned > part.count {
                Some(format!("more of `{id}` are owned than the build has"))
            } else if (part.owned < part.count) != part.bought.is_some() {
                Some(format!(
                    "`bought` of `{id}` belongs there exactly when not all are owned"
                ))
            } else {
                None
            }
        })
    }

    /// The build with its saved prices, on the parts the catalogue has under the same ids.
    ///
    /// # Errors
    /// The first part that is not there any more.
    pub fn resolve<'a>(&self, catalogue: &'a Catalogue) -> Result<Build<'a>, Vanished> {
        let mut build = Build {
            lines: Vec::new(),
            chips: Vec::new(),
            boxed_cooler: self.boxed_cooler,
        };
        for saved in &self.parts {
            let vanished = |kind, part: &str| Vanished {
                build: self.name.clone(),
                kind,
                part: part.to_owned(),
            };
            let part = saved
                .part(catalogue)
                .ok_or_else(|| vanished(saved.kind, &saved.id))?;
            if let AnyPart::Gpu(card) = part {
                let chip = catalogue
                    .chip(&card.chip)
                    .ok_or_else(|| vanished(PartKind::GpuChip, &card.chip))?;
                build.chips.push(chip);
            }
            build.lines.push(Line {
                part,
                count: saved.count,
                owned: saved.owned,
                acquisition: saved.acquisition(),
            });
        }
        Ok(build)
    }
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

    /// What those pieces cost today; `None` when they cannot be bought so.
    pub fn price_today(&self, catalogue: &Catalogue, today: Date, mode: PriceMode) -> Option<Usd> {
        let Some(bought) = &self.bought else {
            return Some(Usd::ZERO);
        };
        let price = catalogue.price(self.part(catalogue)?, bought.condition, today, mode)?;
        Some(price.amount * self.count.saturating_sub(self.owned))
    }

    fn acquisition(&self) -> Acquisition {
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
