//! Prices of electricity: the entries of `tariffs.yaml`, and which one the user means.

use crate::catalogue::Catalogue;
use crate::suggest::nearest;
use crate::unit::{IsoDate, KEBAB, UsdPerKilowattHour};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The region when none is named.
pub const DEFAULT_REGION: &str = "us";

/// What households of a region pay for electricity, taxes included.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tariff {
    /// Stable id: `us-ca`, `de`.
    #[schemars(extend("pattern" = KEBAB))]
    pub id: String,
    /// The region's name.
    pub name: String,
    /// Price of a kilowatt-hour.
    pub price: UsdPerKilowattHour,
    /// The day it held.
    #[schemars(with = "IsoDate")]
    pub as_of: Date,
    /// Where: an id of `sources.yaml`, or free text in a user's layer.
    pub source: String,
}

/// What `--tariff` says, before the regions are looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TariffWish {
    /// A price of the user's own.
    Price(UsdPerKilowattHour),
    /// A region's id or name.
    Region(String),
}

impl FromStr for TariffWish {
    type Err = String;

    /// `0.31`, `$0.31`, `0.31 USD/kWh`, `us-ca`, `Germany`. What looks like a number must
    /// be a price.
    fn from_str(text: &str) -> Result<Self, String> {
        let bare = text.trim();
        let number = bare.strip_prefix('$').unwrap_or(bare);
        let units = ["USD/kWh", "$/kWh", "/kWh"];
        let number = units
            .iter()
            .find_map(|unit| number.strip_suffix(unit))
            .unwrap_or(number)
            .trim();
        let numeric = |char: char| char.is_ascii_digit() || matches!(char, '.' | '-' | '+' | ',');
        if bare.starts_with(numeric) || number.len() < bare.len() {
            return format!("{number} USD/kWh").parse().map(Self::Price).map_err(|_| {
                format!("`{text}` is not a price of electricity in USD per kWh such as 0.31 (0 to 5, at most four decimals)")
            });
        }
        if bare.is_empty() {
            return Err(
                "empty: expected a price in USD per kWh such as 0.31, or a region such as us-ca"
                    .to_owned(),
            );
        }
        Ok(Self::Region(bare.to_owned()))
    }
}

/// A region that `tariffs.yaml` does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRegion {
    text: String,
    hint: Option<String>,
}

impl fmt::Display for UnknownRegion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no region with a known price of electricity",
            self.text
        )?;
        match &self.hint {
            Some(hint) => write!(f, ": did you mean `{hint}`?"),
            None => f.write_str(
                ": name a US state such as us-ca, a country such as de, or a price in USD per \
                 kWh such as 0.31",
            ),
        }
    }
}

impl std::error::Error for UnknownRegion {}

/// The price of electricity that is reckoned with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// Price of a kilowatt-hour.
    pub price: UsdPerKilowattHour,
    /// Whose; `None` = the user's own.
    pub region: Option<Tariff>,
}

impl Rate {
    /// Looks up what the user wished for; `None` = nothing wished, and no default known.
    ///
    /// # Errors
    /// The region is not known.
    pub fn resolve(
        catalogue: &Catalogue,
        wish: Option<&TariffWish>,
    ) -> Result<Option<Self>, UnknownRegion> {
        let of = |tariff: &Tariff| Self {
            price: tariff.price,
            region: Some(tariff.clone()),
        };
        match wish {
            None => Ok(catalogue.tariff(DEFAULT_REGION).map(of)),
            Some(TariffWish::Price(price)) => Ok(Some(Self {
                price: *price,
                region: None,
            })),
            Some(TariffWish::Region(text)) => {
                let tariffs = &catalogue.tariffs;
                let called = |name: &str| name.eq_ignore_ascii_case(text);
                let by_id = tariffs.iter().find(|tariff| called(&tariff.id));
                let found = by_id.or_else(|| tariffs.iter().find(|tariff| called(&tariff.name)));
                let names = || tariffs.iter().flat_map(|one| [&*one.id, &*one.name]);
                match found {
                    Some(tariff) => Ok(Some(of(tariff))),
                    None => Err(UnknownRegion {
                        text: text.clone(),
                        hint: nearest(text, names()).map(str::to_owned),
                    }),
                }
            }
        }
    }
}
