//! The catalogue for programs: what is wrong with it, what it holds.

use super::ProvenanceJson;
use super::catalog_text::{Stock, in_force};
use crate::catalogue::{Catalogue, Fault, Faults, Filtered, Price, PriceBasis, Severity};
use crate::part::{AnyPart, Condition, PartKind};
use jiff::civil::Date;
use serde::Serialize;

const CHECK_SCHEMA: &str = "rigbuild.catalog-check/1";

/// `rigbuild.catalog-check/1`: what is wrong with a catalogue, and what it holds.
#[derive(Debug, Serialize)]
pub struct CatalogCheckJson {
    schema: &'static str,
    parts: usize,
    faults: Vec<FaultJson>,
    /// Empty where the catalogue did not load.
    kinds: Vec<KindJson>,
    layers: Vec<String>,
    /// With `--sources`.
    #[serde(skip_serializing_if = "Option::is_none")]
    provenance: Option<ProvenanceJson>,
}

#[derive(Debug, Serialize)]
struct FaultJson {
    severity: &'static str,
    file: String,
    /// From 1; 0 = the whole file.
    line: usize,
    column: usize,
    field: String,
    message: String,
    help: Option<String>,
}

#[derive(Debug, Serialize)]
struct KindJson {
    kind: &'static str,
    parts: usize,
    for_sale: usize,
    newest_price: Option<Date>,
}

impl CatalogCheckJson {
    /// Of a catalogue that did not load.
    pub fn faulty(faults: &Faults) -> Self {
        Self {
            schema: CHECK_SCHEMA,
            parts: faults.parts,
            faults: faults.faults.iter().map(FaultJson::new).collect(),
            kinds: Vec::new(),
            layers: Vec::new(),
            provenance: None,
        }
    }

    /// Of one that did.
    pub fn sound(catalogue: &Catalogue, today: Date, provenance: Option<ProvenanceJson>) -> Self {
        let kind = |kind: &PartKind| {
            let stock = Stock::of(catalogue, *kind, today);
            KindJson {
                kind: kind.as_str(),
                parts: stock.parts,
                for_sale: stock.for_sale,
                newest_price: stock.newest,
            }
        };
        let layers = catalogue.layers.iter();
        Self {
            schema: CHECK_SCHEMA,
            parts: catalogue.parts().count(),
            faults: catalogue.warnings.iter().map(FaultJson::new).collect(),
            kinds: PartKind::ALL.iter().map(kind).collect(),
            layers: layers.map(|layer| layer.name.clone()).collect(),
            provenance,
        }
    }
}

impl FaultJson {
    fn new(fault: &Fault) -> Self {
        Self {
            severity: match fault.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            file: fault.file.clone(),
            line: fault.line,
            column: fault.column,
            field: fault.path.clone(),
            message: fault.message.clone(),
            help: fault.help.clone(),
        }
    }
}

/// `rigbuild.catalog-list/1`: parts with their prices in force.
#[derive(Debug, Serialize)]
pub struct PartListJson {
    schema: &'static str,
    today: Date,
    parts: Vec<PartLineJson>,
    /// Parts left out because a fact that `--where` asked for is not known.
    unknown: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct PartLineJson {
    kind: &'static str,
    id: String,
    name: String,
    status: &'static str,
    prices: Vec<PriceJson>,
}

#[derive(Debug, Serialize)]
pub(super) struct PriceJson {
    condition: &'static str,
    price_cents: i64,
    price_as_of: Date,
    price_basis: &'static str,
    price_factor: Option<f64>,
    price_stale: bool,
    price_source: String,
}

impl PartListJson {
    /// Of the parts that were found.
    pub fn new(catalogue: &Catalogue, found: &Filtered<'_>, today: Date) -> Self {
        let wanted = found.parts.iter().copied();
        Self {
            schema: "rigbuild.catalog-list/1",
            today,
            parts: wanted
                .map(|part| PartLineJson::new(catalogue, part, today))
                .collect(),
            unknown: found.unknown,
        }
    }
}

impl PartLineJson {
    pub(super) fn new(catalogue: &Catalogue, part: AnyPart<'_>, today: Date) -> Self {
        let prices = in_force(catalogue, part, today);
        Self {
            kind: part.kind().as_str(),
            id: part.id().to_owned(),
            name: part.name().to_owned(),
            status: part.status().as_str(),
            prices: prices
                .iter()
                .map(|(condition, price)| PriceJson::new(*condition, price))
                .collect(),
        }
    }
}

impl PriceJson {
    /// The price of a part in a condition.
    pub(super) fn new(condition: Condition, price: &Price) -> Self {
        let (basis, factor) = match price.basis {
            PriceBasis::Listed => ("listed", None),
            PriceBasis::Estimated { factor } => ("estimated", Some(factor)),
            PriceBasis::Chip => ("chip", None),
            PriceBasis::Owned => ("owned", None),
        };
        Self {
            condition: condition.as_str(),
            price_cents: price.amount.cents(),
            price_as_of: price.as_of,
            price_basis: basis,
            price_factor: factor,
            price_stale: price.stale,
            price_source: price.source.clone(),
        }
    }
}
