//! Reads `rigbuild.answer/1`: what was asked, and what is claimed.

use super::{Claim, Origin, Points, Stated, StatedPart};

use crate::catalogue::{Document, Fault, PriceMode};
use crate::certificate::Certificate;
use crate::part::{Condition, FieldPath, PartKind};
use crate::request::{Best, MAX_GPUS, Purpose, Request, UsedPolicy, VendorPolicy};
use crate::rules::{Circuit, Rule};
use crate::unit::{Gibibytes, Usd, Watts};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Decimals of a score in it.
const DECIMALS: u8 = 4;
/// Above this in cents there is no price.
const MOST_CENTS: i64 = 999_999_999;
/// More pieces or parts than this are no build.
const MOST_PIECES: u32 = 64;
/// Basis points of the whole.
const WHOLE: u32 = 10_000;

named! {
    /// How the question ended.
    Status, "a status of an answer" {
        /// With a build.
        Optimal = "optimal",
        /// Without.
        Infeasible = "infeasible",
        /// Before it was known.
        Unproven = "unproven",
    }
}

/// The document; of the rest of it nothing is read.
#[derive(Debug, Clone, Deserialize)]
pub struct AnswerFile {
    /// What was asked.
    pub request: Requested,
    status: Status,
    build: Option<BuildFile>,
    proof: Option<ProofFile>,
    catalogue: CatalogueFile,
    /// Its proof, where it was asked for.
    pub certificate: Option<Certificate>,
    /// Absent in answers of the first days.
    version: Option<String>,
}

/// A request, resolved on the day it was asked.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Debug, Clone, Deserialize)]
pub struct Requested {
    budget_cents: Option<i64>,
    workload: String,
    /// Whether every task must run; absent in answers of the first days.
    tasks_must_run: Option<bool>,
    best: Best,
    have: BTreeMap<String, u32>,
    pins: BTreeSet<String>,
    bans: BTreeSet<String>,
    gpus: [u32; 2],
    vram_gib: Option<u32>,
    used: UsedPolicy,
    vendor: VendorPolicy,
    prices: PriceMode,
    tax_basis_points: u32,
    circuit: CircuitFile,
    power_limit_watts: Option<u32>,
    open_frame: bool,
    desktop: bool,
    allow: BTreeSet<String>,
    allow_warnings: bool,
    tolerance_basis_points: u32,
    today: Date,
    ecc: bool,
    nvlink: bool,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct CircuitFile {
    volts: u32,
    amperes: u32,
}

#[derive(Debug, Clone, Deserialize)]
struct BuildFile {
    parts: Vec<PartFile>,
    boxed_cooler: bool,
    total_cents: i64,
    score: Option<ScoreFile>,
    gpu_memory_gib: u32,
}

#[derive(Debug, Clone, Deserialize)]
struct PartFile {
    kind: PartKind,
    id: String,
    count: u32,
    owned: u32,
    condition: Option<Condition>,
    price_cents: i64,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct ScoreFile {
    cautious: f64,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct ProofFile {
    bound: f64,
}

#[derive(Debug, Clone, Deserialize)]
struct CatalogueFile {
    layers: Vec<String>,
    parts: usize,
    newest_price: Option<Date>,
}

impl AnswerFile {
    /// The name of the format.
    pub const SCHEMA: &'static str = "rigbuild.answer/1";

    /// Reads it.
    ///
    /// # Errors
    /// The text is something else, or holds what cannot be.
    pub fn read(document: &Document) -> Result<Self, Fault> {
        let file: Self = document.parse()?;
        match file.fault() {
            Some((path, message)) => Err(document.fault(&path, message)),
            None => Ok(file),
        }
    }

    /// What it claims.
    pub fn claim(&self) -> Claim {
        let points = |value| Points {
            value,
            decimals: DECIMALS,
        };
        let build = self.build.as_ref().map(|build| Stated {
            parts: build.parts.iter().map(PartFile::stated).collect(),
            boxed_cooler: build.boxed_cooler,
            gpu_memory: Gibibytes::new(build.gpu_memory_gib),
            total: Usd::from_cents(build.total_cents),
            score: build.score.map(|score| points(score.cautious)),
        });
        // Without a speed model every build scores the same, and the bound says nothing.
        let scored = build.as_ref().is_some_and(|build| build.score.is_some());
        let bound = self.proof.filter(|_| scored).map(|one| points(one.bound));
        Claim { build, bound }
    }

    /// Where it comes from.
    pub fn origin(&self) -> Origin {
        Origin {
            asked: self.request.today,
            version: self.version.clone(),
            layers: self.catalogue.layers.clone(),
            parts: Some(self.catalogue.parts),
            newest_price: self.catalogue.newest_price,
        }
    }

    /// What cannot be in a file that rigbuild wrote, with its place; `None` = sound.
    fn fault(&self) -> Option<(FieldPath, String)> {
        if let Some((field, message)) = self.request.fault() {
            return Some((path!["request", field], message));
        }
        if self.status == Status::Unproven {
            let message = "the solve was ended before its answer was proven, so there is no proof \
                           to check: solve again with more time";
            return Some(("status".into(), message.to_owned()));
        }
        if self.build.is_some() != (self.status == Status::Optimal) {
            let message = format!(
                "`{}` with{} a build",
                self.status,
                if self.build.is_some() { "" } else { "out" }
            );
            return Some(("status".into(), message));
        }
        let build = self.build.as_ref()?;
        if build.parts.len() > MOST_PIECES as usize {
            let message = format!("expected at most {MOST_PIECES} parts");
            return Some((path!["build", "parts"], message));
        }
        if !is_amount(build.total_cents) {
            return Some((path!["build", "total_cents"], amount()));
        }
        let parts = build.parts.iter().enumerate();
        parts.into_iter().find_map(|(place, part)| {
            let (field, message) = part.fault()?;
            Some((path!["build", "parts", place, field], message))
        })
    }
}

impl Requested {
    /// The purposes it names.
    pub fn purposes(&self) -> Vec<String> {
        // No task has a sum in it.
        self.workload.split(" + ").map(str::to_owned).collect()
    }

    /// The same question on another day.
    pub fn request(&self, mut purpose: Purpose, today: Date) -> (Purpose, Request) {
        purpose.named &= self.tasks_must_run != Some(false);
        let mut request = Request::new(self.budget_cents.map(Usd::from_cents), today);
        purpose.apply(&mut request);
        request.best = self.best;
        request.have.clone_from(&self.have);
        request.pins.clone_from(&self.pins);
        request.bans.clone_from(&self.bans);
        request.gpus = self.gpus.into();
        request.vram = self.vram_gib.map(Gibibytes::new);
        request.used = self.used;
        request.prices = self.prices;
        request.tax_basis_points = self.tax_basis_points;
        request.tolerance_basis_points = self.tolerance_basis_points;
        request.desktop = self.desktop;
        request.allowed.warnings = self.allow_warnings;
        request.allowed.rules.clone_from(&self.allow);
        request.setting.circuit = Circuit {
            volts: self.circuit.volts,
            amperes: self.circuit.amperes,
        };
        request.setting.power_limit = self.power_limit_watts.map(Watts::new);
        request.setting.open_frame = self.open_frame;
        request.setting.cuda_only = self.vendor == VendorPolicy::Cuda;
        request.setting.ecc = self.ecc;
        request.setting.nvlink = self.nvlink;
        (purpose, request)
    }

    fn fault(&self) -> Option<(&'static str, String)> {
        let [least, most] = self.gpus;
        let unknown = |id: &&String| Rule::by_id(id).is_none_or(|rule| rule.id != id.as_str());
        let CircuitFile { volts, amperes } = self.circuit;
        if self.budget_cents.is_some_and(|cents| !is_amount(cents)) {
            Some(("budget_cents", amount()))
        } else if least == 0 || least > most || most > MAX_GPUS {
            let message = format!("expected fewest and most of 1 to {MAX_GPUS}");
            Some(("gpus", message))
        } else if self.tax_basis_points > WHOLE {
            Some(("tax_basis_points", format!("expected 0 to {WHOLE}")))
        } else if self.tolerance_basis_points > WHOLE {
            Some(("tolerance_basis_points", format!("expected 0 to {WHOLE}")))
        } else if let Err(message) = format!("{volts}V/{amperes}A").parse::<Circuit>() {
            Some(("circuit", message))
        } else if self.vram_gib.is_some_and(|size| size > 65_536) {
            Some(("vram_gib", "expected at most 65536".to_owned()))
        } else if self.power_limit_watts.is_some_and(|watts| watts > 20_000) {
            Some(("power_limit_watts", "expected at most 20000".to_owned()))
        } else {
            let id = self.allow.iter().find(unknown)?;
            Some(("allow", format!("no rule is called `{id}`")))
        }
    }
}

impl PartFile {
    fn stated(&self) -> StatedPart {
        StatedPart {
            kind: self.kind,
            id: self.id.clone(),
            count: self.count,
            owned: self.owned,
            bought: self
                .condition
                .map(|condition| (condition, Usd::from_cents(self.price_cents))),
        }
    }

    fn fault(&self) -> Option<(&'static str, String)> {
        if self.kind == PartKind::GpuChip {
            let message = "a chip is not a part of a build: name the card";
            Some(("kind", message.to_owned()))
        } else if self.count == 0 || self.count > MOST_PIECES {
            Some(("count", format!("expected 1 to {MOST_PIECES}")))
        } else if self.owned > self.count {
            let message = format!("more than the {} in the build", self.count);
            Some(("owned", message))
        } else if (self.owned < self.count) != self.condition.is_some() {
            let message = "belongs there exactly when not all pieces are owned";
            Some(("condition", message.to_owned()))
        } else if !is_amount(self.price_cents) {
            Some(("price_cents", amount()))
        } else if self.condition.is_none() && self.price_cents != 0 {
            let message = "expected 0: all pieces are owned";
            Some(("price_cents", message.to_owned()))
        } else {
            None
        }
    }
}

fn is_amount(cents: i64) -> bool {
    (0..=MOST_CENTS).contains(&cents)
}

fn amount() -> String {
    format!("expected cents, 0 to {MOST_CENTS}")
}
