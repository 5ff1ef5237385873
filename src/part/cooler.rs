//! A CPU cooler.

use super::{Interface, InterfaceValue, Offer, Problems, Socket, Status};
use crate::unit::{IsoDate, KEBAB};
use crate::unit::{Millimetres, Watts};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

named! {
    /// How it sheds the heat.
    CoolerKind, "a cooler kind" {
        /// A heatsink with fans.
        Air = "air",
        /// A closed water loop.
        Liquid = "liquid",
    }
}

/// One cooler model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cooler {
    /// Stable id: `thermalright-peerless-assassin-120-se`.
    #[schemars(extend("pattern" = KEBAB))]
    pub id: String,
    /// The maker's name.
    pub name: String,
    /// Air or liquid.
    pub kind: CoolerKind,
    /// Sockets that its mounting kit in the box fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sockets: Option<Vec<Socket>>,
    /// Height above the CPU, for air coolers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<Millimetres>,
    /// Nominal radiator size (240, 280, 360, …), for liquid coolers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radiator: Option<Millimetres>,
    /// Radiator plus fans, for liquid coolers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radiator_thickness: Option<Millimetres>,
    /// Heat it is rated for by its maker or held in a named test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_power: Option<Watts>,
    /// Room below it for memory modules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_clearance: Option<Millimetres>,
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

impl Cooler {
    /// How it compares with others of its kind.
    pub(super) fn compared(&self) -> Interface {
        let Self {
            kind,
            sockets,
            height,
            radiator,
            radiator_thickness,
            max_power,
            memory_clearance,
            id: _,
            name: _,
            status: _,
            offers: _,
            sources: _,
            verified: _,
            imputed: _,
        } = self;
        interface![
            exact "kind" kind,
            exact "sockets" sockets,
            down "height" height.map(Millimetres::steps),
            exact "radiator" radiator,
            down "radiator_thickness" radiator_thickness.map(Millimetres::steps),
            up "max_power" max_power.map(Watts::steps),
            up "memory_clearance" memory_clearance.map(Millimetres::steps),
        ]
    }
}

impl Cooler {
    /// Values that cannot be right.
    pub(super) fn check(&self, problems: &mut Problems) {
        if let Some(sockets) = &self.sockets {
            problems.expect(!sockets.is_empty(), "sockets", || {
                "an empty list: leave out what is not known".to_owned()
            });
            problems.distinct("sockets", sockets);
        }
        problems.not_zero("height", self.height.map(Millimetres::steps));
        problems.not_zero("radiator", self.radiator.map(Millimetres::steps));
        problems.not_zero(
            "radiator_thickness",
            self.radiator_thickness.map(Millimetres::steps),
        );
        problems.range("max_power", self.max_power.map(Watts::steps), 1, 2_000);
        problems.expect(
            self.radiator.is_none() || self.kind == CoolerKind::Liquid,
            "radiator",
            || "only a cooler with `kind: liquid` has a radiator".to_owned(),
        );
    }
}
