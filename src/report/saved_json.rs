//! Saved builds for programs.

use crate::build::{Saved, SavedPart};
use crate::catalogue::Catalogue;
use crate::unit::{Gibibytes, Usd};
use jiff::civil::Date;
use serde::Serialize;

/// Several saved builds: of `list` and `compare`.
#[derive(Debug, Serialize)]
pub struct SavedListJson {
    schema: &'static str,
    builds: Vec<SavedJson>,
}

/// One saved build with today's prices: of `show`.
#[derive(Debug, Serialize)]
pub struct SavedShowJson {
    schema: &'static str,
    build: SavedJson,
    /// One entry a part, in the order of the build's parts.
    today: Vec<TodayJson>,
}

#[derive(Debug, Serialize)]
struct SavedJson {
    name: String,
    saved: Date,
    version: String,
    budget_cents: Option<i64>,
    tax_basis_points: u32,
    workload: String,
    layers: Vec<String>,
    parts: Vec<SavedPartJson>,
    boxed_cooler: bool,
    gpu_memory_gib: u32,
    total_cents: i64,
    score_cautious: f64,
}

#[derive(Debug, Serialize)]
struct SavedPartJson {
    kind: &'static str,
    id: String,
    name: String,
    count: u32,
    owned: u32,
    /// `null` for what was owned.
    condition: Option<&'static str>,
    /// Of all pieces that were to be bought.
    price_cents: i64,
    price_as_of: Option<Date>,
    price_basis: &'static str,
    price_factor: Option<f64>,
    price_stale: bool,
    price_source: Option<String>,
}

#[derive(Debug, Serialize)]
struct TodayJson {
    id: String,
    /// Whether the catalogue still has it.
    known: bool,
    /// `null` where it cannot be bought in that condition.
    price_cents: Option<i64>,
}

impl SavedListJson {
    /// All saved builds.
    pub fn list(builds: &[Saved]) -> Self {
        Self {
            schema: "rigbuild.list/1",
            builds: builds.iter().map(SavedJson::new).collect(),
        }
    }

    /// The builds to compare, in the order asked for.
    pub fn comparison(builds: &[Saved]) -> Self {
        Self {
            schema: "rigbuild.compare/1",
            ..Self::list(builds)
        }
    }
}

impl SavedShowJson {
    /// A build as saved, priced with a catalogue on a day.
    pub fn new(saved: &Saved, catalogue: &Catalogue, today: Date) -> Self {
        let price = |part: &SavedPart| TodayJson {
            id: part.id.clone(),
            known: part.part(catalogue).is_some(),
            price_cents: part
                .price_today(catalogue, today, saved.prices)
                .map(Usd::cents),
        };
        Self {
            schema: "rigbuild.show/1",
            build: SavedJson::new(saved),
            today: saved.parts.iter().map(price).collect(),
        }
    }
}

impl SavedJson {
    fn new(saved: &Saved) -> Self {
        Self {
            name: saved.name.to_string(),
            saved: saved.saved,
            version: saved.version.clone(),
            budget_cents: saved.budget.map(Usd::cents),
            tax_basis_points: saved.tax_basis_points,
            workload: saved.workload.clone(),
            layers: saved.layers.clone(),
            parts: saved.parts.iter().map(SavedPartJson::new).collect(),
            boxed_cooler: saved.boxed_cooler,
            gpu_memory_gib: Gibibytes::steps(saved.gpu_memory),
            total_cents: saved.total.cents(),
            score_cautious: saved.score_cautious,
        }
    }
}

impl SavedPartJson {
    fn new(part: &SavedPart) -> Self {
        let bought = part.bought.as_ref();
        Self {
            kind: part.kind.as_str(),
            id: part.id.clone(),
            name: part.name.clone(),
            count: part.count,
            owned: part.owned,
            condition: bought.map(|bought| bought.condition.as_str()),
            price_cents: part.price().cents(),
            price_as_of: bought.map(|bought| bought.as_of),
            price_basis: bought.map_or("owned", |bought| bought.basis.as_str()),
            price_factor: bought.and_then(|bought| bought.factor),
            price_stale: bought.is_some_and(|bought| bought.stale),
            price_source: bought.map(|bought| bought.source.clone()),
        }
    }
}
