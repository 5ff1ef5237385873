//! What a saved answer states, whatever file it stood in.

use crate::build::{Acquisition, Build, Line, Saved, SavedPart};
use crate::catalogue::{Catalogue, Price, PriceBasis};
use crate::part::{AnyPart, Condition, PartKind};
use crate::request::Request;
use crate::rules::Slot;
use crate::solve::Alternative;
use crate::unit::{Cost, Gibibytes, Usd};
use crate::workload::Score;
use std::fmt;

/// The answer to a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The best build; `None` = nothing fits.
    pub build: Option<Stated>,
    /// What no build scores more than; `None` = not stated.
    pub bound: Option<Points>,
}

/// A build with its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// Its parts.
    pub parts: Vec<StatedPart>,
    /// Whether the CPU is cooled by the cooler in its box.
    pub boxed_cooler: bool,
    /// Memory on the largest single GPU.
    pub gpu_memory: Gibibytes,
    /// What is to be paid, with tax.
    pub total: Usd,
    /// The cautious score; `None` = no task has a speed model.
    pub score: Option<Points>,
}

/// Some pieces of one part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatedPart {
    /// Its kind.
    pub kind: PartKind,
    /// Its id.
    pub id: String,
    /// How many are in the build.
    pub count: u32,
    /// How many of them the user had.
    pub owned: u32,
    /// How each of the others is bought: `None` = there are none.
    pub bought: Option<(Condition, Usd)>,
}

/// A score in points as it was written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Points {
    /// One RTX 3090 = 100.
    pub value: f64,
    /// Digits behind the point that it was rounded to.
    pub decimals: u8,
}

impl Points {
    /// What was written of a score.
    pub fn of(score: Score, decimals: u8) -> Self {
        let scale = libm::pow(10.0, f64::from(decimals));
        Self {
            value: libm::round(score.points() * scale) / scale,
            decimals,
        }
    }

    /// Whether this is what is written of `score`.
    #[expect(
        clippy::float_cmp,
        reason = "both are rounded to the same decimals, and printing a double loses nothing"
    )]
    pub fn says(self, score: Score) -> bool {
        Self::of(score, self.decimals).value == self.value
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.value.to_string())
    }
}

impl Claim {
    /// What an answer states, scores with so many decimals.
    pub fn of(pick: Option<&Alternative<'_>>, bound: Option<Score>, decimals: u8) -> Self {
        Self {
            build: pick.map(|pick| Stated {
                parts: pick.build.lines.iter().map(StatedPart::of).collect(),
                boxed_cooler: pick.build.boxed_cooler,
                gpu_memory: pick.build.gpu_memory(),
                total: pick.total,
                score: Some(Points::of(pick.score, decimals)),
            }),
            bound: bound.map(|bound| Points::of(bound, decimals)),
        }
    }
}

impl From<&Saved> for Claim {
    fn from(saved: &Saved) -> Self {
        let part = |part: &SavedPart| StatedPart {
            kind: part.kind,
            id: part.id.clone(),
            count: part.count,
            owned: part.owned,
            bought: part.bought.as_ref().map(|one| (one.condition, one.price)),
        };
        Self {
            build: Some(Stated {
                parts: saved.parts.iter().map(part).collect(),
                boxed_cooler: saved.boxed_cooler,
                gpu_memory: saved.gpu_memory,
                total: saved.total,
                score: Some(Points {
                    value: saved.score,
                    decimals: 2,
                }),
            }),
            bound: None,
        }
    }
}

impl Stated {
    /// What the stated prices come to, with tax on new parts.
    pub(super) fn sum(&self, tax_basis_points: u32) -> Usd {
        let costs = self.parts.iter().map(|part| part.cost(tax_basis_points));
        costs.sum::<Cost>().to_pay()
    }

    /// The parts of a slot.
    pub(super) fn slot(&self, slot: Slot) -> impl Iterator<Item = &StatedPart> {
        let of = move |part: &&StatedPart| Slot::of(part.kind) == slot;
        self.parts.iter().filter(of)
    }

    /// The build on the facts of a catalogue, at the prices of the request's day; a part that
    /// is not offered keeps its stated one. `None` when a part is not there.
    pub(super) fn build<'a>(
        &self,
        catalogue: &'a Catalogue,
        request: &Request,
    ) -> Option<Build<'a>> {
        let mut build = Build {
            lines: Vec::new(),
            chips: Vec::new(),
            boxed_cooler: self.boxed_cooler,
        };
        for stated in &self.parts {
            let part = stated.part(catalogue)?;
            if let AnyPart::Gpu(card) = part {
                build.chips.push(catalogue.chip(&card.chip)?);
            }
            build.lines.push(Line {
                part,
                count: stated.count,
                owned: stated.owned,
                acquisition: stated.acquisition(catalogue, part, request),
            });
        }
        Some(build)
    }
}

impl StatedPart {
    /// A line of a build.
    pub fn of(line: &Line<'_>) -> Self {
        Self {
            kind: line.part.kind(),
            id: line.part.id().to_owned(),
            count: line.count,
            owned: line.owned,
            bought: match &line.acquisition {
                Acquisition::Owned => None,
                Acquisition::Bought(condition, price) => Some((*condition, price.amount)),
            },
        }
    }

    /// The part of the same kind and id in a catalogue.
    pub(super) fn part<'a>(&self, catalogue: &'a Catalogue) -> Option<AnyPart<'a>> {
        let part = catalogue.part(&self.id)?;
        (part.kind() == self.kind).then_some(part)
    }

    fn cost(&self, tax_basis_points: u32) -> Cost {
        let pieces = self.count.saturating_sub(self.owned);
        match self.bought {
            None => Cost::ZERO,
            Some((Condition::New, price)) => Cost::taxed(price * pieces, tax_basis_points),
            Some((Condition::Used | Condition::Refurbished, price)) => (price * pieces).into(),
        }
    }

    fn acquisition(
        &self,
        catalogue: &Catalogue,
        part: AnyPart<'_>,
        request: &Request,
    ) -> Acquisition {
        let Some((condition, stated)) = self.bought else {
            return Acquisition::Owned;
        };
        let price = catalogue.price(part, condition, request.today, request.prices);
        let stated = || Price {
            amount: stated,
            as_of: request.today,
            basis: PriceBasis::Listed,
            stale: false,
            source: String::new(),
        };
        Acquisition::Bought(condition, price.unwrap_or_else(stated))
    }
}

impl fmt::Display for StatedPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.count > 1 {
            write!(f, "{} x ", self.count)?;
        }
        f.write_str(&self.id)?;
        match self.bought {
            None => f.write_str(" (yours)"),
            Some((Condition::New, _)) => Ok(()),
            Some((condition, _)) => write!(f, " ({condition})"),
        }?;
        if self.owned > 0 && self.owned < self.count {
            write!(f, " ({} yours)", self.owned)?;
        }
        Ok(())
    }
}

/// The same part at no price: what is compared where only the choice counts.
pub(super) fn unpriced(part: &StatedPart) -> StatedPart {
    StatedPart {
        bought: part.bought.map(|(condition, _)| (condition, Usd::ZERO)),
        ..part.clone()
    }
}
