//! `rigbuild.gpus/1`: ranked GPU chips for programs.

use super::build_json::{TaskJson, rounded};
use super::gpus::{GpuWish, RankedGpu};
use crate::catalogue::PriceBasis;
use crate::request::Purpose;
use jiff::civil::Date;
use serde::Serialize;

/// The document.
#[derive(Debug, Serialize)]
pub struct GpusJson<'a> {
    schema: &'static str,
    workload: &'a str,
    order: &'static str,
    gpus: Vec<GpuJson<'a>>,
}

/// Price fields are `null` where none is known.
#[derive(Debug, Serialize)]
struct GpuJson<'a> {
    chip: &'a str,
    name: &'a str,
    vendor: &'static str,
    memory_gib: u32,
    score: f64,
    price_cents: Option<i64>,
    condition: Option<&'static str>,
    price_basis: Option<&'static str>,
    price_as_of: Option<Date>,
    price_stale: Option<bool>,
    /// The cheapest card; `null` where only a street price is known.
    card: Option<&'a str>,
    score_per_1000: Option<f64>,
    tasks: Vec<TaskJson>,
}

impl<'a> GpusJson<'a> {
    /// The document of a list.
    pub fn new(purpose: &'a Purpose, wish: &GpuWish, list: &'a [RankedGpu<'a>]) -> Self {
        Self {
            schema: "rigbuild.gpus/1",
            workload: &purpose.label,
            order: wish.order.as_str(),
            gpus: list.iter().map(GpuJson::new).collect(),
        }
    }
}

impl<'a> GpuJson<'a> {
    fn new(one: &'a RankedGpu<'a>) -> Self {
        let offer = one.price.as_ref();
        let price = offer.map(|offer| &offer.price);
        let card = offer.and_then(|offer| offer.card);
        let basis = price.map(|price| match price.basis {
            PriceBasis::Estimated { .. } => "estimated",
            PriceBasis::Chip => "chip",
            PriceBasis::Listed | PriceBasis::Owned if card.is_none() => "chip",
            PriceBasis::Listed | PriceBasis::Owned => "listed",
        });
        Self {
            chip: &one.chip.id,
            name: &one.chip.name,
            vendor: one.chip.vendor.as_str(),
            memory_gib: one.chip.memory.steps(),
            score: rounded(one.score.points()),
            price_cents: price.map(|price| price.amount.cents()),
            condition: offer.map(|offer| offer.condition.as_str()),
            price_basis: basis,
            price_as_of: price.map(|price| price.as_of),
            price_stale: price.map(|price| price.stale),
            card: card.map(|card| card.id.as_str()),
            score_per_1000: one.value().map(rounded),
            tasks: one.tasks.iter().map(TaskJson::new).collect(),
        }
    }
}
