//! A graphics card: everything that decides whether it fits, and its price.

use super::{Interface, InterfaceValue, Offer, Problems, Status};
use crate::unit::{IsoDate, KEBAB};
use crate::unit::{Millimetres, SlotWidth, Watts};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

named! {
    /// How the card sheds its heat.
    GpuCooling, "a card cooling style" {
        /// Axial fans that blow into the case.
        OpenAir = "open-air",
        /// One radial fan that blows out of the back: the style for stacks.
        Blower = "blower",
        /// A closed water loop with its own radiator.
        Hybrid = "hybrid",
        /// A water block for a custom loop.
        WaterBlock = "water-block",
        /// No fan: needs a server's airflow.
        Passive = "passive",
    }
}

named! {
    /// A power socket on the card.
    GpuPlug, "a card power plug" {
        /// PCIe 8-pin, 150 W.
        Pcie8 = "8-pin",
        /// PCIe 6-pin, 75 W.
        Pcie6 = "6-pin",
        /// 16-pin 12VHPWR or 12V-2x6, up to 600 W.
        Pin16 = "12v-2x6",
        /// CPU-style EPS 8-pin, on server and some workstation cards.
        Eps8 = "eps-8",
        /// Power through a slot behind the card (ASUS BTF): needs such a board.
        Btf = "btf",
    }
}

/// Power that a slot gives beside the plugs.
const SLOT: Watts = Watts::new(75);

impl GpuPlug {
    /// Power that the slot and these plugs can give together.
    pub fn feed(plugs: &[Self]) -> Watts {
        let watts = |plug: &Self| match plug {
            Self::Pcie6 => 75,
            Self::Pcie8 => 150,
            Self::Eps8 => 300,
            Self::Pin16 | Self::Btf => 600,
        };
        SLOT + Watts::new(plugs.iter().map(watts).sum())
    }
}

/// One card model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gpu {
    /// Stable id: `zotac-rtx-3090-trinity`.
    #[schemars(extend("pattern" = KEBAB))]
    pub id: String,
    /// Id of its chip in `gpu-chips.yaml`.
    pub chip: String,
    /// The maker's name.
    pub name: String,
    /// Length from the bracket to the end of the cooler.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<Millimetres>,
    /// Thickness in expansion slots.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slots: Option<SlotWidth>,
    /// Height above the slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<Millimetres>,
    /// Cooler style.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cooling: Option<GpuCooling>,
    /// Length of the radiator of a hybrid card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radiator: Option<Millimetres>,
    /// Power sockets; an empty list states that it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power: Option<Vec<GpuPlug>>,
    /// Board power of this card where it differs from the chip's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub board_power: Option<Watts>,
    /// Whether it has display outputs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<bool>,
    /// Whether it is still sold.
    pub status: Status,
    /// Prices of this very card; without any, the chip's street price stands in.
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

impl Gpu {
    /// How it compares with others of its kind.
    pub(super) fn compared(&self) -> Interface {
        let Self {
            chip,
            length,
            slots,
            height,
            cooling,
            radiator,
            power,
            board_power,
            display,
            id: _,
            name: _,
            status: _,
            offers: _,
            sources: _,
            verified: _,
            imputed: _,
        } = self;
        interface![
            exact "chip" chip,
            down "length" length.map(Millimetres::steps),
            down "slots" slots.map(SlotWidth::steps),
            down "height" height.map(Millimetres::steps),
            exact "cooling" cooling,
            down "radiator" radiator.map(Millimetres::steps),
            exact "power" power,
            exact "board_power" board_power,
            exact "display" display,
        ]
    }
}

impl Gpu {
    /// Values that cannot be right.
    pub(super) fn check(&self, problems: &mut Problems) {
        problems.not_zero("length", self.length.map(Millimetres::steps));
        problems.not_zero("slots", self.slots.map(SlotWidth::steps));
        problems.not_zero("height", self.height.map(Millimetres::steps));
        problems.not_zero("radiator", self.radiator.map(Millimetres::steps));
        problems.range("board_power", self.board_power.map(Watts::steps), 1, 2_000);
        if let Some(plugs) = &self.power {
            problems.expect(plugs.len() <= 4, "power", || {
                format!("{} power plugs: expected at most 4", plugs.len())
            });
        }
        problems.expect(
            self.radiator.is_none() || self.cooling == Some(GpuCooling::Hybrid),
            "radiator",
            || "only a card with `cooling: hybrid` has a radiator".to_owned(),
        );
    }
}
