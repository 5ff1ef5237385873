//! One part of the catalogue for programs, and an offer that was added to it.

use super::catalog_json::PartLineJson;
use crate::catalogue::{Catalogue, Edited, facts};
use crate::part::{AnyPart, Offer};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

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
