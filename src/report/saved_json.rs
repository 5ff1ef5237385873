//! Saved builds for programs.

use super::build_json::rounded;
use super::cost_json::CostJson;
use super::{BuildJson, Comparison, Dossier, Question, SavedView, Side};
use crate::build::{Saved, SavedPart, differences};
use crate::unit::{Gibibytes, Usd};
use jiff::civil::Date;
use serde::Serialize;

/// All saved builds.
#[derive(Debug, Serialize)]
pub struct SavedListJson {
    schema: &'static str,
    builds: Vec<SavedJson>,
}

/// One saved build with today's prices, judged anew.
#[derive(Debug, Serialize)]
pub struct SavedShowJson {
    schema: &'static str,
    build: SavedJson,
    /// One entry a part, in the order of the build's parts.
    today: Vec<TodayJson>,
    today_total_cents: i64,
    /// The build on today's facts at its saved prices; `null` where that cannot be.
    judged: Option<BuildJson>,
    /// What it costs to run, and renting instead; `null` where it cannot be judged.
    cost: Option<CostJson>,
    /// Why not.
    not_judged: Option<String>,
}

/// Builds side by side.
#[derive(Debug, Serialize)]
pub struct ComparisonJson {
    schema: &'static str,
    /// What all are judged for.
    workload: String,
    /// The day of the prices; `null` = as saved.
    prices_of: Option<Date>,
    /// Parts that all have alike.
    same_parts: usize,
    /// Slots in which they differ.
    different: Vec<&'static str>,
    builds: Vec<SideJson>,
}

#[derive(Debug, Serialize)]
struct SideJson {
    saved: SavedJson,
    judged: BuildJson,
    /// The score as a multiple of the first build's.
    relative: f64,
    /// Ids of parts without a price on that day: their saved price counts.
    unpriced: Vec<String>,
}

#[derive(Debug, Serialize)]
struct SavedJson {
    name: String,
    saved: Date,
    version: String,
    budget_cents: i64,
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
    /// The document.
    pub fn new(builds: &[Saved]) -> Self {
        Self {
            schema: "rigbuild.list/1",
            builds: builds.iter().map(SavedJson::new).collect(),
        }
    }
}

impl SavedShowJson {
    /// The document.
    pub fn new(view: &SavedView<'_>) -> Self {
        let (saved, catalogue) = (view.saved, view.catalogue);
        let mode = saved.request.price_mode();
        let price = |part: &SavedPart| TodayJson {
            id: part.id.clone(),
            known: part.part(catalogue).is_some(),
            price_cents: part.price_on(catalogue, view.today, mode).map(Usd::cents),
        };
        let judged = view.restored.map(|restored| {
            let question = Question {
                catalogue,
                request: &restored.request,
                purpose: &restored.purpose,
            };
            let dossier = Dossier::new(&question, &restored.build);
            let cost = dossier.cost(&question, view.living);
            let cost = CostJson::new(&cost, view.living, view.today);
            (BuildJson::new(&dossier), cost)
        });
        let (judged, cost, not_judged) = match judged {
            Ok((judged, cost)) => (Some(judged), Some(cost), None),
            Err(error) => (None, None, Some(error.to_string())),
        };
        let (today, _unpriced) = saved.repriced(catalogue, view.today);
        Self {
            schema: "rigbuild.show/1",
            build: SavedJson::new(saved),
            today: saved.parts.iter().map(price).collect(),
            today_total_cents: today.total.cents(),
            judged,
            cost,
            not_judged,
        }
    }
}

impl ComparisonJson {
    /// The document.
    pub fn new(comparison: &Comparison<'_>) -> Self {
        let sides = &comparison.sides;
        let saved: Vec<&Saved> = sides.iter().map(|side| side.saved).collect();
        let found = differences(&saved);
        let first = sides
            .first()
            .map_or(1.0, |side| side.dossier.score.points());
        let side = |side: &Side<'_>| SideJson {
            saved: SavedJson::new(side.saved),
            judged: BuildJson::new(&side.dossier),
            relative: rounded(side.dossier.score.points() / first),
            unpriced: side.unpriced.to_vec(),
        };
        Self {
            schema: "rigbuild.compare/1",
            workload: comparison.purpose.to_owned(),
            prices_of: comparison.today,
            same_parts: found.same,
            different: found.slots.iter().map(|one| one.slot.as_str()).collect(),
            builds: sides.iter().map(side).collect(),
        }
    }
}

impl SavedJson {
    fn new(saved: &Saved) -> Self {
        Self {
            name: saved.name.to_string(),
            saved: saved.saved,
            version: saved.version.clone(),
            budget_cents: saved.request.budget.cents(),
            tax_basis_points: saved.request.tax_basis_points(),
            workload: saved.request.label(),
            layers: saved.layers.clone(),
            parts: saved.parts.iter().map(SavedPartJson::new).collect(),
            boxed_cooler: saved.boxed_cooler,
            gpu_memory_gib: Gibibytes::steps(saved.gpu_memory),
            total_cents: saved.sum().cents(),
            score_cautious: saved.score,
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
