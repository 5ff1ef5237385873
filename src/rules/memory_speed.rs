//! Memory speeds that CPU makers specify: the best case, and with two modules on a channel.

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

/// Fastest memory of a type that any CPU of a generation on a socket is specified for, with
/// one module on a channel. General knowledge; within a generation small models are often
/// specified for less, and CUDIMMs on LGA1851 for more.
const SPECIFIED: &[(Socket, Generation, MemoryType, u32)] = {
    use Generation as G;
    use MemoryType::{Ddr4, Ddr5};
    use Socket::{Am4, Am5, Lga1151, Lga1151V2, Lga1200, Lga1700, Lga1851, Strx4, Tr4};
    &[
        (Am5, G::Zen4, Ddr5, 5200),
        (Am5, G::Zen4Apu, Ddr5, 5200),
        (Am5, G::Zen5, Ddr5, 5600),
        (Am4, G::Zen, Ddr4, 2666),
        (Am4, G::ZenPlus, Ddr4, 2933),
        (Am4, G::Zen2, Ddr4, 3200),
        (Am4, G::Zen2Apu, Ddr4, 3200),
        (Am4, G::Zen3, Ddr4, 3200),
        (Am4, G::Zen3Apu, Ddr4, 3200),
        (Tr4, G::Zen, Ddr4, 2666),
        (Tr4, G::ZenPlus, Ddr4, 2933),
        (Strx4, G::Zen2, Ddr4, 3200),
        (Lga1151, G::Skylake, Ddr4, 2133),
        (Lga1151, G::KabyLake, Ddr4, 2400),
        (Lga1151V2, G::CoffeeLake, Ddr4, 2666),
        (Lga1200, G::CometLake, Ddr4, 2933),
        (Lga1200, G::RocketLake, Ddr4, 3200),
        (Lga1700, G::AlderLake, Ddr4, 3200),
        (Lga1700, G::AlderLake, Ddr5, 4800),
        (Lga1700, G::RaptorLake, Ddr4, 3200),
        (Lga1700, G::RaptorLake, Ddr5, 5600),
        (Lga1700, G::RaptorLakeRefresh, Ddr4, 3200),
        (Lga1700, G::RaptorLakeRefresh, Ddr5, 5600),
        (Lga1851, G::ArrowLake, Ddr5, 5600),
    ]
};

/// The fastest specified memory of this CPU's kin; `None` = not curated.
pub(super) fn specified(
    socket: Socket,
    generation: Generation,
    memory: MemoryType,
) -> Option<MegaTransfers> {
    let wanted = (socket, generation, memory);
    SPECIFIED
        .iter()
        .find(|(socket, generation, memory, _)| (*socket, *generation, *memory) == wanted)
        .map(|(.., speed)| MegaTransfers::new(*speed))
}
