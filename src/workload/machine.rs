//! The machine that a workload is judged on: only what speed and memory depend on.

use crate::part::{GpuChip, MemoryType};
use crate::unit::{Gibibytes, Watts};

/// A card's PCIe link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// PCIe generation.
    pub generation: u8,
    /// Electrical lanes.
    pub lanes: u8,
}

impl Link {
    /// A link that never limits: Gen5 x16.
    pub const WIDEST: Self = Self {
        generation: 5,
        lanes: 16,
    };
    /// What is assumed where the board's lanes are not known: half of a Gen4 slot.
    pub const UNKNOWN: Self = Self {
        generation: 4,
        lanes: 8,
    };

    /// A figure that grows with the data rate: lanes times 2^generation, since each PCIe
    /// generation doubles the last.
    pub const fn throughput(self) -> u32 {
        (self.lanes as u32)
            << (if self.generation > 7 {
                7
            } else {
                self.generation
            })
    }
}

/// Identical GPUs in a host.
#[derive(Debug, Clone, Copy)]
pub struct Machine<'a> {
    /// The chip.
    pub chip: &'a GpuChip,
    /// How many.
    pub count: u32,
    /// The narrowest link among the cards.
    pub link: Link,
    /// Physical CPU cores; `None` = never limiting.
    pub cores: Option<u16>,
    /// System memory.
    pub memory: Gibibytes,
    /// Its type, which sets the rate at which offloaded weights are read.
    pub memory_type: MemoryType,
    /// Power limit on each card.
    pub power_limit: Option<Watts>,
    /// Whether a desktop runs on the first card (1.0 GiB less instead of 0.3).
    pub desktop: bool,
}

impl<'a> Machine<'a> {
    /// So many GPUs in a host that never holds them back.
    pub fn unlimited(chip: &'a GpuChip, count: u32) -> Self {
        Self {
            chip,
            count,
            link: Link::WIDEST,
            cores: None,
            memory: Gibibytes::new(65_536),
            memory_type: MemoryType::Ddr5,
            power_limit: None,
            desktop: false,
        }
    }
}
