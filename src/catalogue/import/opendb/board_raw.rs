//! The fields of a motherboard's row.

use super::lenient::{flag, number, object, objects, text, texts};
use serde::Deserialize;

/// The fields read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Raw {
    #[serde(deserialize_with = "text")]
    pub(super) socket: Option<String>,
    #[serde(deserialize_with = "text")]
    pub(super) form_factor: Option<String>,
    #[serde(deserialize_with = "text")]
    pub(super) chipset: Option<String>,
    #[serde(deserialize_with = "object")]
    pub(super) memory: Memory,
    #[serde(deserialize_with = "object")]
    pub(super) storage_devices: StorageDevices,
    #[serde(deserialize_with = "object")]
    pub(super) power_connectors: PowerConnectors,
    #[serde(deserialize_with = "object")]
    pub(super) bios_features: BiosFeatures,
    #[serde(deserialize_with = "objects")]
    pub(super) pcie_slots: Vec<PcieSlot>,
    #[serde(deserialize_with = "objects")]
    pub(super) m2_slots: Vec<serde::de::IgnoredAny>,
    #[serde(deserialize_with = "objects")]
    pub(super) onboard_ethernet: Vec<Port>,
    #[serde(deserialize_with = "texts")]
    pub(super) back_panel_ports: Vec<String>,
    #[serde(deserialize_with = "text")]
    pub(super) wireless_networking: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Memory {
    /// In GB, in some rows in TB.
    #[serde(deserialize_with = "number")]
    pub(super) max: Option<f64>,
    #[serde(deserialize_with = "text")]
    pub(super) ram_type: Option<String>,
    #[serde(deserialize_with = "number")]
    pub(super) slots: Option<f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct StorageDevices {
    #[serde(deserialize_with = "number")]
    pub(super) sata_6_gb_s: Option<f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PowerConnectors {
    #[serde(deserialize_with = "texts")]
    pub(super) cpu_power: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct BiosFeatures {
    #[serde(deserialize_with = "flag")]
    pub(super) flashback: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PcieSlot {
    #[serde(deserialize_with = "number")]
    pub(super) lanes: Option<f64>,
    #[serde(deserialize_with = "number")]
    pub(super) quantity: Option<f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Port {
    #[serde(deserialize_with = "text")]
    pub(super) speed: Option<String>,
}
