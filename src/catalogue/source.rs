//! Where facts and prices come from: the entries of `sources.yaml`.

use crate::unit::{IsoDate, KEBAB};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A page, data set or manual that parts cite by its id.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Stable id: `opendb-2026-08`.
    #[schemars(extend("pattern" = KEBAB))]
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its public address.
    pub url: String,
    /// The day of the page or of the data.
    #[schemars(with = "IsoDate")]
    pub date: Date,
    /// Whether it is data that nobody proof-read part by part: a dump, a scrape, a price list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bulk: bool,
    /// Under what licence it may be used, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
}
