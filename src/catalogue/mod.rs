//! The catalogue: loading with every fault reported, layers, prices, edits that keep
//! every other byte. The only module besides `build` that knows YAML or reads files.

mod bulk;
mod check;
mod chip_price;
mod content;
mod document;
mod edit;
mod embedded;
mod facts;
mod failure;
mod fault;
mod fields;
mod filter;
mod find;
mod frame;
mod guard;
pub mod import;
mod layer;
mod load;
mod locate;
mod lock;
mod market;
mod merge;
mod price;
mod provenance;
mod read;
mod recover;
mod schema;
mod source;
mod stale;
mod template;
#[cfg(test)]
mod tests;
mod write;

pub use chip_price::ChipPrice;
pub use document::Document;
pub use edit::{Added, EditError, Edited, Removed, add_offers, add_parts, remove_part, set_offer};
pub use facts::{Fact, facts};
pub use fault::{Fault, Faults, Severity};
pub use filter::{Filter, Filtered, filtered};
pub use find::NotFound;
pub use frame::{FrameColour, FrameLines};
pub use layer::{LayerRules, LayerSource, Missing};
pub use load::{BUILT_IN, LoadOptions};
pub(crate) use lock::DirLock;
pub use market::{MarketIndex, MarketPoint};
pub use price::{FRESH_DAYS, Price, PriceBasis, PriceMode};
pub use provenance::{Provenance, RECHECK_DAYS, provenance};
pub use schema::{FileSchema, part_schema, schemas};
pub use source::Source;
pub use stale::{PricedPart, StalePrices, stale_prices};
pub use template::template;
pub(crate) use write::write_atomically;

use crate::cost::{CloudPrices, Tariff};
use crate::part::{AnyPart, Case, Cooler, Cpu, Gpu, GpuChip, Memory, Motherboard, Psu, Storage};
use crate::workload::{LadderConstants, ModelPreset, Profile};
use jiff::civil::Date;

/// A layer that took part in a catalogue: what the footer of every answer names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerInfo {
    /// `built in`, or the directory as the user named it.
    pub name: String,
    /// Parts it defines.
    pub parts: usize,
    /// Those of them that take the place of a part below.
    pub replaces: usize,
    /// Parts below that it adds prices to.
    pub priced: usize,
    /// Parts below that it hides.
    pub hides: usize,
    /// The day of its newest offer.
    pub newest_price: Option<Date>,
}

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
    /// The judgements of the ladder, from `ladder.yaml`; `None` without the embedded parts.
    pub ladder: Option<LadderConstants>,
    /// What renting GPUs costs, by chip.
    pub cloud: Vec<CloudPrices>,
    /// Prices of electricity, by region.
    pub tariffs: Vec<Tariff>,
    /// Where facts and prices come from.
    pub sources: Vec<Source>,
    /// Price indices by class, in the order of the classes.
    pub market: Vec<MarketIndex>,
    /// The layers, lowest first.
    pub layers: Vec<LayerInfo>,
    /// What the user should know though the catalogue loaded.
    pub warnings: Vec<Fault>,
}

/// The entry with this id in a list sorted by id.
fn by_id<'a, T>(list: &'a [T], id: &str, of: impl Fn(&'a T) -> &'a str) -> Option<&'a T> {
    list.binary_search_by(|item| of(item).cmp(id))
        .ok()
        .and_then(|at| list.get(at))
}

macro_rules! lookups {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        impl Catalogue {
            /// The part of any kind with this id.
            pub fn part(&self, id: &str) -> Option<AnyPart<'_>> {
                $(if let Some(part) = by_id(&self.$field, id, |part| &part.id) {
                    return Some(AnyPart::$kind(part));
                })+
                None
            }

            /// All parts, by kind, then by id.
            pub fn parts(&self) -> impl Iterator<Item = AnyPart<'_>> {
                std::iter::empty()$(.chain(self.$field.iter().map(AnyPart::$kind)))+
            }
        }
    };
}
crate::part_kinds!(lookups);

impl Catalogue {
    /// The chip with this id.
    pub fn chip(&self, id: &str) -> Option<&GpuChip> {
        by_id(&self.gpu_chips, id, |chip| &chip.id)
    }

    /// The source with this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        by_id(&self.sources, id, |source| &source.id)
    }

    /// The electricity price of the region with this id.
    pub fn tariff(&self, id: &str) -> Option<&Tariff> {
        by_id(&self.tariffs, id, |tariff| &tariff.id)
    }

    /// The model preset with this id.
    pub fn model(&self, id: &str) -> Option<&ModelPreset> {
        by_id(&self.models, id, |model| &model.id)
    }

    /// The workload profile with this id.
    pub fn profile(&self, id: &str) -> Option<&Profile> {
        by_id(&self.profiles, id, |profile| &profile.id)
    }
}
