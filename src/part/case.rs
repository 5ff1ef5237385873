//! A case.

use super::{FormFactor, Interface, InterfaceValue, Offer, Problems, PsuFormFactor, Status};
use crate::unit::Millimetres;
use crate::unit::{IsoDate, KEBAB};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

named! {
    /// Where a radiator can hang.
    RadiatorPosition, "a radiator position" {
        /// Behind the front panel: takes length from the graphics card.
        Front = "front",
        /// Under the lid.
        Top = "top",
        /// At the rear fan.
        Rear = "rear",
        /// On the side panel.
        Side = "side",
        /// On the floor.
        Bottom = "bottom",
    }
}

/// The radiator sizes one position takes.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct RadiatorMount {
    /// Where.
    pub position: RadiatorPosition,
    /// Every nominal size that fits there (a 280 is not "smaller than" a 360).
    pub sizes: Vec<Millimetres>,
}

/// One case model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Stable id: `fractal-north`.
    #[schemars(extend("pattern" = KEBAB))]
    pub id: String,
    /// The maker's name.
    pub name: String,
    /// Board sizes it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form_factors: Option<Vec<FormFactor>>,
    /// Longest card, without a radiator in front of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_gpu_length: Option<Millimetres>,
    /// Tallest card the maker states to fit, without its cable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_gpu_height: Option<Millimetres>,
    /// Room from the slot to the side panel: card, plug and cable bend together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gpu_side_clearance: Option<Millimetres>,
    /// Expansion slots at the back, for cards that sit straight in the board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expansion_slots: Option<u8>,
    /// Tallest CPU cooler.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_cooler_height: Option<Millimetres>,
    /// Radiators it takes; an empty list states that it takes none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radiators: Option<Vec<RadiatorMount>>,
    /// Power supplies it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub psu_form_factors: Option<Vec<PsuFormFactor>>,
    /// Longest power supply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_psu_length: Option<Millimetres>,
    /// Fans in the box.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fans: Option<u8>,
    /// An open frame: no walls to hit. Absent = no.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open_frame: bool,
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

impl Case {
    /// How it compares with others of its kind.
    pub(super) fn compared(&self) -> Interface {
        let Self {
            form_factors,
            max_gpu_length,
            max_gpu_height,
            gpu_side_clearance,
            expansion_slots,
            max_cooler_height,
            radiators,
            psu_form_factors,
            max_psu_length,
            fans,
            open_frame,
            id: _,
            name: _,
            status: _,
            offers: _,
            sources: _,
            verified: _,
            imputed: _,
        } = self;
        interface![
            exact "form_factors" form_factors,
            up "max_gpu_length" max_gpu_length.map(Millimetres::steps),
            up "max_gpu_height" max_gpu_height.map(Millimetres::steps),
            up "gpu_side_clearance" gpu_side_clearance.map(Millimetres::steps),
            up "expansion_slots" expansion_slots,
            up "max_cooler_height" max_cooler_height.map(Millimetres::steps),
            exact "radiators" radiators,
            exact "psu_form_factors" psu_form_factors,
            up "max_psu_length" max_psu_length.map(Millimetres::steps),
            up "fans" fans,
            exact "open_frame" open_frame,
        ]
    }
}

impl Case {
    /// Values that cannot be right.
    pub(super) fn check(&self, problems: &mut Problems) {
        problems.not_zero(
            "max_gpu_length",
            self.max_gpu_length.map(Millimetres::steps),
        );
        problems.range("expansion_slots", self.expansion_slots, 0, 24);
        problems.not_zero(
            "max_cooler_height",
            self.max_cooler_height.map(Millimetres::steps),
        );
        problems.not_zero(
            "max_psu_length",
            self.max_psu_length.map(Millimetres::steps),
        );
        problems.range("fans", self.fans, 0, 30);
        if let Some(sizes) = &self.form_factors {
            problems.expect(!sizes.is_empty(), "form_factors", || {
                "an empty list: leave out what is not known".to_owned()
            });
            problems.distinct("form_factors", sizes);
        }
        if let Some(sizes) = &self.psu_form_factors {
            problems.distinct("psu_form_factors", sizes);
        }
        for (index, mount) in self.radiators.iter().flatten().enumerate() {
            for (place, size) in mount.sizes.iter().enumerate() {
                let path = path!["radiators", index, "sizes", place];
                problems.not_zero(path, Some(size.steps()));
            }
        }
    }
}
