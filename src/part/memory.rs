//! A memory kit: identical modules sold together.

use super::{Interface, InterfaceValue, Offer, Problems, Status};
use crate::unit::{Gibibytes, MegaTransfers, Millimetres};
use crate::unit::{IsoDate, KEBAB};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

named! {
    /// DDR generation.
    MemoryType, "a memory type" {
        /// DDR3.
        Ddr3 = "ddr3",
        /// DDR4.
        Ddr4 = "ddr4",
        /// DDR5.
        Ddr5 = "ddr5",
    }
}

named! {
    /// Module shape.
    MemoryModule, "a module form" {
        /// Full-size desktop and server module.
        Dimm = "dimm",
        /// Laptop module.
        SoDimm = "so-dimm",
        /// Full-size module with its own clock driver.
        CuDimm = "cu-dimm",
    }
}

named! {
    /// Whether a register buffers the command lines: the two kinds never mix.
    MemoryRegistration, "unbuffered or registered" {
        /// UDIMM: desktop boards.
        Unbuffered = "unbuffered",
        /// RDIMM: workstation and server boards.
        Registered = "registered",
    }
}

/// One kit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Memory {
    /// Stable id: `gskill-flare-x5-64gb-6000-cl30`.
    #[schemars(extend("pattern" = KEBAB))]
    pub id: String,
    /// The maker's name.
    pub name: String,
    /// DDR generation.
    #[serde(rename = "type")]
    pub memory_type: MemoryType,
    /// Module shape.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<MemoryModule>,
    /// Registered or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<MemoryRegistration>,
    /// Modules in the kit.
    pub modules: u8,
    /// Size of one module.
    pub module_size: Gibibytes,
    /// Rated speed (with its XMP or EXPO profile).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speed: Option<MegaTransfers>,
    /// CAS latency in clocks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cas_latency: Option<u8>,
    /// Ranks per module.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ranks: Option<u8>,
    /// Whether it carries ECC bits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ecc: Option<bool>,
    /// Height of a module.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<Millimetres>,
    /// Whether it is still sold.
    pub status: Status,
    /// Prices of the kit.
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

impl Memory {
    /// Capacity of the whole kit.
    pub fn capacity(&self) -> Gibibytes {
        self.module_size * u32::from(self.modules)
    }
}

impl Memory {
    /// How it compares with others of its kind.
    pub(super) fn compared(&self) -> Interface {
        let Self {
            memory_type,
            form,
            registration,
            modules,
            module_size,
            speed,
            cas_latency,
            ranks,
            ecc,
            height,
            id: _,
            name: _,
            status: _,
            offers: _,
            sources: _,
            verified: _,
            imputed: _,
        } = self;
        interface![
            exact "type" memory_type,
            exact "form" form,
            exact "registration" registration,
            exact "modules" modules,
            exact "module_size" module_size,
            exact "speed" speed,
            exact "cas_latency" cas_latency,
            exact "ranks" ranks,
            exact "ecc" ecc,
            down "height" height.map(Millimetres::steps),
        ]
    }
}

impl Memory {
    /// Values that cannot be right.
    pub(super) fn check(&self, problems: &mut Problems) {
        problems.range("modules", Some(self.modules), 1, 16);
        problems.range("module_size", Some(self.module_size.steps()), 1, 1_024);
        problems.range("speed", self.speed.map(MegaTransfers::steps), 400, 20_000);
        problems.range("cas_latency", self.cas_latency, 1, 100);
        problems.range("ranks", self.ranks, 1, 16);
        problems.not_zero("height", self.height.map(Millimetres::steps));
    }
}
