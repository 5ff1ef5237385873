//! The catalogue for programs.

use super::catalog_text::{Stock, in_force};
use crate::catalogue::{Catalogue, Edited, Fault, Faults, Price, PriceBasis, Severity, facts};
use crate::part::{AnyPart, Condition, Offer, PartKind};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

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
        }
    }

    /// Of one that did.
    pub fn sound(catalogue: &Catalogue, today: Date) -> Self {
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
}

#[derive(Debug, Serialize)]
struct PartLineJson {
    kind: &'static str,
    id: String,
    name: String,
    status: &'static str,
    prices: Vec<PriceJson>,
}

#[derive(Debug, Serialize)]
struct PriceJson {
    condition: &'static str,
    price_cents: i64,
    price_as_of: Date,
    price_basis: &'static str,
    price_factor: Option<f64>,
    price_stale: bool,
    price_source: String,
}

impl PartListJson {
    /// Of one kind or of all.
    pub fn new(catalogue: &Catalogue, kind: Option<PartKind>, today: Date) -> Self {
        let parts = catalogue.parts();
        let wanted = parts.filter(|part| kind.is_none_or(|kind| kind == part.kind()));
        Self {
            schema: "rigbuild.catalog-list/1",
            today,
            parts: wanted
                .map(|part| PartLineJson::new(catalogue, part, today))
                .collect(),
        }
    }
}

impl PartLineJson {
    fn new(catalogue: &Catalogue, part: AnyPart<'_>, today: Date) -> Self {
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
    fn new(condition: Condition, price: &Price) -> Self {
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

/// `rigbuild.part/1`: one part in full.
#[derive(Debug, Serialize)]
pub struct PartJson {
    schema: &'static str,
    #[serde(flatten)]
    line: PartLineJson,
    /// The part as its file writes it.
    part: Value,
    /// Fields that are not known.
    not_known: Vec<&'static str>,
    sources: Vec<SourceJson>,
}

#[derive(Debug, Serialize)]
struct SourceJson {
    id: String,
    title: Option<String>,
    url: Option<String>,
    date: Option<Date>,
}

macro_rules! written_of_kinds {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        fn written(part: AnyPart<'_>) -> serde_json::Result<Value> {
            match part { $(AnyPart::$kind(part) => serde_json::to_value(part)),+ }
        }
    };
}
crate::part_kinds!(written_of_kinds);

impl PartJson {
    /// The document.
    ///
    /// # Errors
    /// A part that cannot be written as JSON: none of what a catalogue can hold.
    pub fn new(
        catalogue: &Catalogue,
        part: AnyPart<'_>,
        today: Date,
    ) -> Result<Self, serde_json::Error> {
        let source = |id: &String| {
            let known = catalogue.source(id);
            SourceJson {
                id: id.clone(),
                title: known.map(|source| source.title.clone()),
                url: known.map(|source| source.url.clone()),
                date: known.map(|source| source.date),
            }
        };
        let unknown = facts(part).into_iter().filter(|fact| fact.value.is_none());
        Ok(Self {
            schema: "rigbuild.part/1",
            line: PartLineJson::new(catalogue, part, today),
            part: written(part)?,
            not_known: unknown.map(|fact| fact.field).collect(),
            sources: part.sources().iter().map(source).collect(),
        })
    }
}

/// `rigbuild.catalog-set/1`: a price that was added.
#[derive(Debug, Serialize)]
pub struct OfferSetJson {
    schema: &'static str,
    part: String,
    file: String,
    /// Whether the file said so already.
    unchanged: bool,
    offer: OfferJson,
    /// The newest offer of the same condition until then.
    before: Option<OfferJson>,
}

#[derive(Debug, Serialize)]
struct OfferJson {
    price_cents: i64,
    condition: &'static str,
    as_of: Date,
    source: String,
}

impl OfferSetJson {
    /// The document.
    pub fn new(part: &str, offer: &Offer, edited: &Edited) -> Self {
        Self {
            schema: "rigbuild.catalog-set/1",
            part: part.to_owned(),
            file: edited.file.to_string_lossy().into_owned(),
            unchanged: edited.unchanged,
            offer: OfferJson::new(offer),
            before: edited.before.as_ref().map(OfferJson::new),
        }
    }
}

impl OfferJson {
    fn new(offer: &Offer) -> Self {
        Self {
            price_cents: offer.price.cents(),
            condition: offer.condition.as_str(),
            as_of: offer.as_of,
            source: offer.source.clone(),
        }
    }
}
