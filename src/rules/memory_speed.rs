//! Memory speed that the CPU's maker guarantees with two modules on a channel.

use crate::part::{Generation, MemoryType, Socket};
use crate::unit::MegaTransfers;

/// Guaranteed speed with two modules per channel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guaranteed {
    socket: Socket,
    generation: Generation,
    memory: MemoryType,
    /// With one rank a module.
    pub(super) single: MegaTransfers,
    /// With two ranks a module.
    pub(super) dual: MegaTransfers,
}

const fn row(
    socket: Socket,
    generation: Generation,
    memory: MemoryType,
    single: u32,
    dual: u32,
) -> Guaranteed {
    Guaranteed {
        socket,
        generation,
        memory,
        single: MegaTransfers::new(single),
        dual: MegaTransfers::new(dual),
    }
}

/// Ryzen 7000 and Core Ultra 200 are read from reports of the makers' tables; Ryzen 9000
/// and 5000 and Core 13000 are general knowledge that agrees with two reported builds
/// (boots at 3600; 2666); the others are judgements of the same kind.
const TABLE: &[Guaranteed] = {
    use Generation as G;
    use MemoryType::{Ddr4, Ddr5};
    use Socket::{Am4, Am5, Lga1700, Lga1851};
    &[
        row(Am5, G::Zen4, Ddr5, 3600, 3600),
        row(Am5, G::Zen4Apu, Ddr5, 3600, 3600),
        row(Am5, G::Zen5, Ddr5, 3600, 3600),
        row(Am4, G::Zen2, Ddr4, 2933, 2666),
        row(Am4, G::Zen2Apu, Ddr4, 2933, 2666),
        row(Am4, G::Zen3, Ddr4, 2933, 2666),
        row(Am4, G::Zen3Apu, Ddr4, 2933, 2666),
        row(Lga1700, G::AlderLake, Ddr5, 4000, 3600),
        row(Lga1700, G::RaptorLake, Ddr5, 4400, 3600),
        row(Lga1700, G::RaptorLakeRefresh, Ddr5, 4400, 3600),
        row(Lga1851, G::ArrowLake, Ddr5, 4800, 4400),
    ]
};

/// The row of this CPU with this memory; `None` = not curated.
pub(super) fn two_per_channel(
    socket: Socket,
    generation: Generation,
    memory: MemoryType,
) -> Option<&'static Guaranteed> {
    TABLE
        .iter()
        .find(|row| row.socket == socket && row.generation == generation && row.memory == memory)
}
