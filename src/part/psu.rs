//! A power supply.

use super::{Interface, InterfaceValue, Offer, Problems, Status};
use crate::unit::{IsoDate, KEBAB};
use crate::unit::{Millimetres, Version, Watts, Years};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

named! {
    /// Sizes; which a case accepts is a list, not an order.
    PsuFormFactor, "a PSU form factor" {
        /// 150 × 86 mm, any length.
        Atx = "atx",
        /// 125 × 63.5 × 100 mm.
        Sfx = "sfx",
        /// 125 × 63.5 × 130 mm.
        SfxL = "sfx-l",
    }
}

named! {
    /// 80 PLUS level, worst to best.
    Efficiency, "an 80 PLUS level" {
        /// 80 PLUS.
        White = "white",
        /// 80 PLUS Bronze.
        Bronze = "bronze",
        /// 80 PLUS Silver.
        Silver = "silver",
        /// 80 PLUS Gold.
        Gold = "gold",
        /// 80 PLUS Platinum.
        Platinum = "platinum",
        /// 80 PLUS Titanium.
        Titanium = "titanium",
    }
}

/// One power supply model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Psu {
    /// Stable id: `corsair-rm850e-2023`.
    #[schemars(extend("pattern" = KEBAB))]
    pub id: String,
    /// The maker's name.
    pub name: String,
    /// Rated continuous power.
    pub wattage: Watts,
    /// Rated continuous power on mains below 200 V, where the label tells the two apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low_line_wattage: Option<Watts>,
    /// Size class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form_factor: Option<PsuFormFactor>,
    /// 80 PLUS level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub efficiency: Option<Efficiency>,
    /// ATX specification it is certified for (3.0 and later bear GPU transients).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub atx_version: Option<Version>,
    /// Source id of an independent load test that passed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tested_by: Option<String>,
    /// Length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<Millimetres>,
    /// EPS 8-pin (4+4) CPU plugs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eps: Option<u8>,
    /// PCIe 8-pin (6+2) plugs on all cables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pcie_8pin: Option<u8>,
    /// Native 12VHPWR or 12V-2x6 plugs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin16: Option<u8>,
    /// Maker's warranty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warranty: Option<Years>,
    /// Whether it is still sold.
    pub status: Status,
    /// Prices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
    /// Ids of `sources.yaml`.
    pub sources: Vec<String>,
    /// The day the facts were last checked against the sources.
    #[schemars(with = "IsoDate")]
    pub verified: Date,
    /// Fields that no data sheet or two agreeing sources confirm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub imputed: Vec<String>,
}

impl Psu {
    /// How it compares with others of its kind.
    pub(super) fn compared(&self) -> Interface {
        let Self {
            wattage,
            low_line_wattage,
            form_factor,
            efficiency,
            atx_version,
            tested_by,
            length,
            eps,
            pcie_8pin,
            pin16,
            warranty,
            id: _,
            name: _,
            status: _,
            offers: _,
            sources: _,
            verified: _,
            imputed: _,
        } = self;
        interface![
            up "wattage" Some(wattage.steps()),
            up "low_line_wattage" low_line_or(*wattage, *low_line_wattage).map(Watts::steps),
            exact "form_factor" form_factor,
            up "efficiency" efficiency.map(|level| level as u32),
            exact "atx_version" atx_version,
            exact "tested_by" tested_by.is_some(),
            down "length" length.map(Millimetres::steps),
            up "eps" eps,
            up "pcie_8pin" pcie_8pin,
            up "pin16" pin16,
            up "warranty" warranty.map(Years::steps),
        ]
    }
}

/// Power up to which a supply is taken to give its rating on any mains: every label read
/// that tells low from high mains apart belongs to a larger unit.
const ONE_RATING: Watts = Watts::new(1_500);

fn low_line_or(wattage: Watts, low_line: Option<Watts>) -> Option<Watts> {
    low_line.or((wattage <= ONE_RATING).then_some(wattage))
}

impl Psu {
    /// Rated continuous power on mains below 200 V; `None` = unknown.
    pub fn low_line(&self) -> Option<Watts> {
        low_line_or(self.wattage, self.low_line_wattage)
    }
}

impl Psu {
    /// Values that cannot be right.
    pub(super) fn check(&self, problems: &mut Problems) {
        problems.range("wattage", Some(self.wattage.steps()), 100, 5_000);
        problems.range(
            "low_line_wattage",
            self.low_line_wattage.map(Watts::steps),
            100,
            self.wattage.steps().into(),
        );
        problems.not_zero("length", self.length.map(Millimetres::steps));
        problems.range("eps", self.eps, 0, 8);
        problems.range("pcie_8pin", self.pcie_8pin, 0, 24);
        problems.range("pin16", self.pin16, 0, 8);
        problems.not_zero("warranty", self.warranty.map(Years::steps));
    }
}
