//! A build kept in a file: its parts and prices as they were on the day it was saved.

use super::saved_part::Offered;
use super::{Asked, Build, BuildName, Line, SavedPart};
use crate::catalogue::{Catalogue, Document, Fault};
use crate::part::{AnyPart, FieldPath, PartKind};
use crate::solve::Alternative;
use crate::unit::{Cost, Gibibytes, Usd};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// More parts than this are no build.
const MOST_PARTS: usize = 64;

named! {
    /// How a saved file is laid out.
    Schema, "a layout of saved builds this version reads" {
        /// The first.
        One = "rigbuild.build/1",
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
    /// What it is the answer to.
    pub request: Asked,
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
    /// The cautious score on that day in points: one RTX 3090 = 100.
    pub score: f64,
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

/// What an answer is kept with.
#[derive(Debug, Clone)]
pub struct Keeping {
    /// Under which name.
    pub name: BuildName,
    /// What was asked.
    pub request: Asked,
    /// On which day.
    pub today: Date,
    /// By which version.
    pub version: String,
}

impl Saved {
    /// A build found in a catalogue, frozen.
    pub fn of(keeping: Keeping, catalogue: &Catalogue, pick: &Alternative<'_>) -> Self {
        let Keeping {
            name,
            request,
            today,
            version,
        } = keeping;
        let build = &pick.build;
        let layers = catalogue.layers.iter();
        Self {
            schema: Schema::One,
            name,
            saved: today,
            version,
            request,
            layers: layers.map(|layer| layer.name.clone()).collect(),
            parts: build.lines.iter().map(SavedPart::of).collect(),
            boxed_cooler: build.boxed_cooler,
            gpu_memory: build.gpu_memory(),
            total: pick.total,
            // Hundredths of a point: the model is not finer, and the file stays readable.
            score: libm::round(100.0 * pick.score.points()) / 100.0,
        }
    }

    /// Reads a saved build.
    ///
    /// # Errors
    /// The text is something else, or holds what cannot be.
    pub fn read(document: &Document) -> Result<Self, Fault> {
        let saved: Self = document.parse()?;
        match saved.fault() {
            Some((path, message)) => Err(document.fault(&path, message)),
            None => Ok(saved),
        }
    }

    /// What cannot be in a file that rigbuild wrote, with its place; `None` = sound.
    fn fault(&self) -> Option<(FieldPath, String)> {
        if !(self.score.is_finite() && self.score > 0.0) {
            let message = "expected a number above zero".to_owned();
            return Some(("score".into(), message));
        }
        if self.parts.is_empty() || self.parts.len() > MOST_PARTS {
            let message = format!("expected 1 to {MOST_PARTS} parts");
            return Some(("parts".into(), message));
        }
        let parts = self.parts.iter().enumerate();
        parts.into_iter().find_map(|(place, part)| {
            let (field, message) = part.fault()?;
            Some((path!["parts", place, field], message))
        })
    }

    /// What its parts come to at these prices, with tax on new ones: `total`, unless
    /// someone changed a price in the file.
    pub fn sum(&self) -> Usd {
        let tax = self.request.tax_basis_points();
        let costs = self.parts.iter().map(|part| part.cost(tax));
        costs.sum::<Cost>().to_pay()
    }

    /// The build at the prices of a day, with the ids of the parts that cannot be bought
    /// then as they were: those keep their saved price.
    pub fn repriced(&self, catalogue: &Catalogue, today: Date) -> (Self, Vec<String>) {
        let mut now = self.clone();
        let mut unpriced = Vec::new();
        for part in &mut now.parts {
            match part.offered(catalogue, today, self.request.price_mode()) {
                Offered::Owned => {}
                Offered::At(purchase) => part.bought = Some(purchase),
                Offered::Not => unpriced.push(part.id.clone()),
            }
        }
        now.total = now.sum();
        (now, unpriced)
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
