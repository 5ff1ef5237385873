//! Sockets as the source spells them. `LGA 1151` is two sockets there, with the same holes
//! and other pins: the processor's family or the board's chipset tells them apart.

use crate::catalogue::import::LeftOut;
use crate::part::{MemoryType, Socket};

/// Why most rows of old platforms are left out.
const NOT_HERE: &str = "its socket is not in this catalogue";

/// The socket of a processor.
pub(super) fn of_cpu(written: &str, architecture: &str) -> Result<Socket, LeftOut> {
    match written {
        "LGA 1151" if architecture.starts_with("Coffee Lake") => Ok(Socket::Lga1151V2),
        "LGA 1151"
            if architecture.starts_with("Skylake") || architecture.starts_with("Kaby Lake") =>
        {
            Ok(Socket::Lga1151)
        }
        "LGA 1151" => Err(LeftOut::about(NOT_HERE, "LGA 1151, neither of the two")),
        other => one(other),
    }
}

/// The socket of a board with this chipset (`z390`).
pub(super) fn of_board(written: &str, chipset: &str) -> Result<Socket, LeftOut> {
    const FIRST: &[&str] = &[
        "z170", "z270", "h110", "h170", "h270", "b150", "b250", "q150", "q170", "q250", "q270",
        "c232", "c236",
    ];
    const SECOND: &[&str] = &[
        "z370", "z390", "h310", "h370", "b360", "b365", "q360", "q370", "c242", "c246",
    ];
    match written {
        "LGA 1151" if FIRST.contains(&chipset) => Ok(Socket::Lga1151),
        "LGA 1151" | "LGA 1151v2" if SECOND.contains(&chipset) => Ok(Socket::Lga1151V2),
        "LGA 1151" | "LGA 1151v2" => Err(LeftOut::about(NOT_HERE, "LGA 1151, neither of the two")),
        other => one(other),
    }
}

/// The sockets that a cooler's mounting kit for this one fits; empty for those that this
/// catalogue has no processors for.
pub(super) fn of_cooler(written: &str) -> Vec<Socket> {
    match written {
        // One mount, two sockets.
        "LGA 1151" => vec![Socket::Lga1151, Socket::Lga1151V2],
        "LGA 1151v2" => vec![Socket::Lga1151V2],
        "LGA 2011-3" => vec![Socket::Lga2011V3],
        "SP3" => vec![Socket::Sp3],
        "SP5" => vec![Socket::Sp5],
        "SP6" => vec![Socket::Sp6],
        other => one(other).into_iter().collect(),
    }
}

fn one(written: &str) -> Result<Socket, LeftOut> {
    let socket = match written {
        "AM4" => Socket::Am4,
        "AM5" => Socket::Am5,
        "LGA 1200" => Socket::Lga1200,
        "LGA 1700" => Socket::Lga1700,
        "LGA 1851" => Socket::Lga1851,
        "LGA 2011-3" => Socket::Lga2011V3,
        "LGA 2066" => Socket::Lga2066,
        "LGA 3647" => Socket::Lga3647,
        "LGA 4189" => Socket::Lga4189,
        "LGA 4677" => Socket::Lga4677,
        "TR4" | "sTR4" => Socket::Tr4,
        "sTRX4" => Socket::Strx4,
        "sWRX8" => Socket::Swrx8,
        "sTR5" => Socket::Str5,
        "" => return Err(LeftOut::because("no socket")),
        other => {
            return Err(LeftOut::about(NOT_HERE, other));
        }
    };
    Ok(socket)
}

/// The memory that processors for a socket can have.
pub(super) const fn memory_types(socket: Socket) -> &'static [MemoryType] {
    match socket {
        Socket::Lga1151 => &[MemoryType::Ddr3, MemoryType::Ddr4],
        Socket::Am4
        | Socket::Lga1151V2
        | Socket::Lga1200
        | Socket::Lga2011V3
        | Socket::Lga2066
        | Socket::Lga3647
        | Socket::Lga4189
        | Socket::Tr4
        | Socket::Strx4
        | Socket::Swrx8
        | Socket::Sp3 => &[MemoryType::Ddr4],
        Socket::Lga1700 => &[MemoryType::Ddr4, MemoryType::Ddr5],
        Socket::Am5
        | Socket::Lga1851
        | Socket::Lga4677
        | Socket::Str5
        | Socket::Sp5
        | Socket::Sp6 => &[MemoryType::Ddr5],
    }
}
