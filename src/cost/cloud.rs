//! What renting one GPU for an hour costs: the entries of `cloud.yaml`.

use crate::unit::{IsoDate, UsdPerHour};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

named! {
    /// On what terms a GPU is rented.
    Billing, "a way of billing" {
        /// In the provider's own data centre.
        OnDemand = "on-demand",
        /// On other people's machines.
        Community = "community",
        /// May be taken away at any time.
        Spot = "spot",
    }
}

/// One price of one GPU, seen somewhere on a day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloudOffer {
    /// Who rents it out.
    pub provider: String,
    /// Rent of one GPU for an hour.
    pub price: UsdPerHour,
    /// On what terms.
    pub billing: Billing,
    /// The day the price was seen.
    #[schemars(with = "IsoDate")]
    pub as_of: Date,
    /// Where: an id of `sources.yaml`, or free text in a user's layer.
    pub source: String,
}

/// The prices of one chip. A layer's entry takes the place of the one below.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloudPrices {
    /// Id of the chip in `gpu-chips.yaml`.
    pub chip: String,
    /// Its offers: at least one.
    pub offers: Vec<CloudOffer>,
}
