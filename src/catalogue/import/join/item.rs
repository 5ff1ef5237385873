//! What the two sides of the join are: a thing that is a part, and a row of a price table.
//!
//! Every fact is optional, and absent means unknown: an unknown fact bars no match and
//! supports none. Words of a vocabulary ("LGA 1700", "Mini-ITX") are kept as [`Word`],
//! which forgets case, blanks and punctuation, because outside tables hold sockets and
//! sizes that the catalogue has no name for.

use crate::part::{Condition, Efficiency, PartKind};
use crate::unit::{Gibibytes, Gigabytes, MegaTransfers, Millimetres, Usd, Watts};
use jiff::civil::Date;

/// A word of some vocabulary, as lower-case letters and digits: `LGA 1700` and `LGA1700`
/// are both `lga1700`, `Mini ITX` and `Mini-ITX` both `miniitx`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(String);

impl Word {
    /// The word in a text; `None` where it has no letter or digit.
    pub fn of(text: &str) -> Option<Self> {
        let word: String = text
            .chars()
            .filter(|char| char.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        (!word.is_empty()).then_some(Self(word))
    }

    /// Its letters and digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One side of the join.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is called where it comes from: an `OpenDB` id, a part id, a row number.
    pub key: String,
    /// The maker as written; empty where it is not stated apart from the name.
    pub maker: String,
    /// The name as written, with or without the maker.
    pub name: String,
    /// The maker's part numbers as written.
    pub part_numbers: Vec<String>,
    /// Colours as written; empty = unknown.
    pub colours: Vec<String>,
    /// What is known of it.
    pub facts: Facts,
}

impl Item {
    /// The kind of part it is.
    pub const fn kind(&self) -> PartKind {
        match self.facts {
            Facts::Cpu(_) => PartKind::Cpu,
            Facts::Gpu(_) => PartKind::Gpu,
            Facts::Motherboard(_) => PartKind::Motherboard,
            Facts::Memory(_) => PartKind::Memory,
            Facts::Psu(_) => PartKind::Psu,
            Facts::Storage(_) => PartKind::Storage,
            Facts::Cooler(_) => PartKind::Cooler,
            Facts::Case(_) => PartKind::Case,
        }
    }
}

/// The facts that two descriptions of one part may not disagree on.
#[derive(Debug, Clone, PartialEq)]
pub enum Facts {
    /// Of a processor.
    Cpu(CpuFacts),
    /// Of a card.
    Gpu(GpuFacts),
    /// Of a board.
    Motherboard(BoardFacts),
    /// Of a memory kit.
    Memory(MemoryFacts),
    /// Of a power supply.
    Psu(PsuFacts),
    /// Of a drive.
    Storage(StorageFacts),
    /// Of a cooler.
    Cooler(CoolerFacts),
    /// Of a case.
    Case(CaseFacts),
}

/// Of a processor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CpuFacts {
    /// Socket.
    pub socket: Option<Word>,
    /// Physical cores.
    pub cores: Option<u16>,
    /// Base clock of the fastest cores, MHz.
    pub base_mhz: Option<u32>,
    /// Boost clock, MHz.
    pub boost_mhz: Option<u32>,
    /// Base power.
    pub tdp: Option<Watts>,
}

/// Of a card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GpuFacts {
    /// The chip as written: `GeForce RTX 3060 12GB`.
    pub chipset: Option<String>,
    /// Memory.
    pub memory: Option<Gibibytes>,
    /// Length.
    pub length: Option<Millimetres>,
    /// Base clock, MHz.
    pub base_mhz: Option<u32>,
    /// Boost clock, MHz.
    pub boost_mhz: Option<u32>,
}

/// Of a board.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BoardFacts {
    /// CPU socket.
    pub socket: Option<Word>,
    /// Size.
    pub form_factor: Option<Word>,
    /// DDR generation: 4 for DDR4.
    pub ddr: Option<u8>,
    /// Memory sockets.
    pub memory_slots: Option<u8>,
    /// Most memory. Sources disagree on it too often to bar a match.
    pub max_memory: Option<Gibibytes>,
}

/// Of a memory kit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemoryFacts {
    /// DDR generation: 5 for DDR5.
    pub ddr: Option<u8>,
    /// Rated speed.
    pub speed: Option<MegaTransfers>,
    /// Modules in the kit.
    pub modules: Option<u8>,
    /// Size of one module.
    pub module_size: Option<Gibibytes>,
    /// CAS latency in clocks.
    pub cas_latency: Option<u8>,
}

/// Which cables of a power supply come off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modularity {
    /// All.
    Full,
    /// Some.
    Semi,
    /// None.
    Fixed,
}

/// Of a power supply.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PsuFacts {
    /// Rated power.
    pub wattage: Option<Watts>,
    /// 80 PLUS level.
    pub efficiency: Option<Efficiency>,
    /// Which cables come off.
    pub modularity: Option<Modularity>,
    /// Size class.
    pub form_factor: Option<Word>,
}

/// How a drive is attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DriveBus {
    /// `PCIe`, whatever the connector.
    Pcie,
    /// SATA.
    Sata,
    /// SAS.
    Sas,
    /// Parallel ATA.
    Pata,
}

impl DriveBus {
    /// The bus in a text such as `M.2 PCIe 4.0 x4`, `SATA 6.0 Gb/s` or `U.2`, and the
    /// `PCIe` generation where the text states it.
    pub fn read(text: &str) -> (Option<Self>, Option<u8>) {
        let text = text.to_ascii_lowercase();
        let has = |word: &str| text.contains(word);
        if has("pcie") || has("nvme") || has("u.2") || has("u.3") {
            let after = text.split_once("pcie").map_or("", |(_, after)| after);
            let version = after.trim_start().split(['.', ' ']).next();
            let generation = version.and_then(|version| version.parse().ok());
            return (Some(Self::Pcie), generation);
        }
        let bus = match () {
            () if has("sata") => Some(Self::Sata),
            () if has("sas") => Some(Self::Sas),
            () if has("pata") => Some(Self::Pata),
            () => None,
        };
        (bus, None)
    }
}

/// Of a drive.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StorageFacts {
    /// Capacity.
    pub capacity: Option<Gigabytes>,
    /// How it is attached.
    pub bus: Option<DriveBus>,
    /// `PCIe` generation.
    pub generation: Option<u8>,
    /// Size: `M.2-2280`, `2.5`, `3.5`.
    pub form: Option<Word>,
    /// Whether it has platters.
    pub disk: Option<bool>,
}

/// Of a cooler.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CoolerFacts {
    /// Whether it is a water loop.
    pub liquid: Option<bool>,
    /// Nominal radiator size.
    pub radiator: Option<Millimetres>,
    /// Height of an air cooler.
    pub height: Option<Millimetres>,
}

/// Of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseFacts {
    /// Type: `ATX Mid Tower`.
    pub form: Option<Word>,
    /// Volume in tenths of a litre.
    pub decilitres: Option<u32>,
    /// The window: `Tempered Glass`.
    pub side_panel: Option<Word>,
    /// The power supply sold with it; `None` = none.
    pub psu: Option<Watts>,
}

/// A row of a price table.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// What is on sale.
    pub item: Item,
    /// The price; `None` where the table lists the part without one.
    pub price: Option<Usd>,
    /// The state it is sold in.
    pub condition: Condition,
    /// The day the price was seen.
    pub as_of: Date,
    /// Where it was seen.
    pub source: String,
    /// File it stands in, as the user named it.
    pub file: String,
    /// Its line there, from 1.
    pub line: u64,
}
