//! Processors. Their lanes are not in the source, and their largest memory is in GB, in TB
//! or of another year.

use super::convert::{FromRow, Made, World};
use super::lenient::{flag, number, object, text, texts};
use super::log::Log;
use super::row::{Identity, megahertz};
use super::socket::{self, memory_types};
use crate::catalogue::import::LeftOut;
use crate::catalogue::import::join::{CpuFacts, Facts, Word};
use crate::catalogue::import::lifecycle::last_year;
use crate::catalogue::import::lifecycle_by_year;
use crate::part::{Cpu, Generation, MemoryType, Socket};
use crate::unit::Watts;
use serde::Deserialize;

/// The fields read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Raw {
    #[serde(deserialize_with = "text")]
    socket: Option<String>,
    #[serde(deserialize_with = "text")]
    microarchitecture: Option<String>,
    #[serde(rename = "coreFamily", deserialize_with = "text")]
    core_family: Option<String>,
    #[serde(deserialize_with = "object")]
    cores: Cores,
    #[serde(deserialize_with = "object")]
    clocks: Clocks,
    #[serde(deserialize_with = "object")]
    specifications: Specifications,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Cores {
    #[serde(deserialize_with = "number")]
    total: Option<f64>,
    #[serde(deserialize_with = "number")]
    threads: Option<f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Clocks {
    #[serde(deserialize_with = "object")]
    performance: Clock,
}

/// In GHz.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Clock {
    #[serde(deserialize_with = "number")]
    base: Option<f64>,
    #[serde(deserialize_with = "number")]
    boost: Option<f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Specifications {
    #[serde(deserialize_with = "object")]
    integrated_graphics: Graphics,
    #[serde(deserialize_with = "object")]
    memory: Memory,
    #[serde(deserialize_with = "number")]
    tdp: Option<f64>,
    #[serde(deserialize_with = "number")]
    ppt: Option<f64>,
    #[serde(deserialize_with = "flag")]
    ecc_support: Option<bool>,
    #[serde(deserialize_with = "flag")]
    includes_cooler: Option<bool>,
    #[serde(deserialize_with = "text")]
    packaging: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Graphics {
    #[serde(deserialize_with = "text")]
    model: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Memory {
    #[serde(deserialize_with = "number")]
    max_support: Option<f64>,
    #[serde(deserialize_with = "texts")]
    types: Vec<String>,
    #[serde(deserialize_with = "number")]
    channels: Option<f64>,
}

impl FromRow for Cpu {
    type Raw = Raw;
    const FOLDER: &'static str = "CPU";

    fn from_row(
        raw: Raw,
        identity: &Identity,
        world: &World<'_>,
        log: &mut Log,
    ) -> Result<Made<Self>, LeftOut> {
        let written = raw.socket.as_deref().unwrap_or_default();
        let architecture = raw.microarchitecture.as_deref().unwrap_or_default();
        let socket = socket::of_cpu(written, architecture)?;
        let specs = raw.specifications;
        let cores: Option<u16> = log.count("cores", raw.cores.total, 1..=512);
        let threads: Option<u16> = log.count("threads", raw.cores.threads, 1..=1_024);
        let tdp = log.count("tdp", specs.tdp, 5..=1_000).map(Watts::new);
        let most: Option<u32> = log.count("max_power", specs.ppt, 5..=2_000);
        let most = most.map(Watts::new);
        let stated = specs.memory.max_support.filter(|size| *size > 0.0);
        log.withheld("max_memory", stated);
        let part = part!(Self, identity, world, {
            socket,
            generation: generation(socket, architecture, raw.core_family.as_deref().unwrap_or_default()),
            cores,
            threads: at_least(threads, cores, "threads", log),
            tdp,
            max_power: at_least(most, tdp, "max_power", log),
            memory_types: types(&specs.memory.types, socket, log),
            memory_channels: log.count("memory_channels", specs.memory.channels, 1..=12),
            max_memory: None,
            integrated_graphics: specs.integrated_graphics.model.map(|model| model != "None"),
            boxed_cooler: boxed_cooler(specs.includes_cooler, specs.packaging.as_deref(), log),
            // No is a default of the source.
            ecc: specs.ecc_support.filter(|ecc| *ecc),
            pcie_generation: None,
            gpu_lanes: None,
            released: None,
        });
        let facts = CpuFacts {
            socket: Word::of(written),
            cores,
            base_mhz: megahertz(raw.clocks.performance.base, 1_000.0),
            boost_mhz: megahertz(raw.clocks.performance.boost, 1_000.0),
            tdp,
        };
        Ok(Made {
            part,
            lifecycle: lifecycle_by_year(identity.year_or(Some(last_year(socket))), world.today),
            facts: Facts::Cpu(facts),
        })
    }
}

/// A value that cannot be below another: unknown where it is.
fn at_least<T: PartialOrd + Copy + std::fmt::Display>(
    value: Option<T>,
    least: Option<T>,
    field: &'static str,
    log: &mut Log,
) -> Option<T> {
    if let (Some(value), Some(least)) = (value, least)
        && value < least
    {
        log.unknown(field, format!("{value} is less than {least}"));
        return None;
    }
    value
}

/// The types stated that the socket can have at all.
fn types(stated: &[String], socket: Socket, log: &mut Log) -> Option<Vec<MemoryType>> {
    let possible = memory_types(socket);
    let known = |text: &String| text.to_lowercase().parse().ok();
    let mut types: Vec<MemoryType> = stated.iter().filter_map(known).collect();
    types.sort_unstable();
    types.dedup();
    let before = types.len();
    types.retain(|one| possible.contains(one));
    if types.len() < before {
        log.unknown(
            "memory_types",
            format!("{}: not all of them on {socket}", stated.join(", ")),
        );
        return None;
    }
    (!types.is_empty()).then_some(types)
}

fn boxed_cooler(stated: Option<bool>, packaging: Option<&str>, log: &mut Log) -> Option<bool> {
    if stated == Some(true) && packaging != Some("Boxed") {
        log.unknown(
            "boxed_cooler",
            "a cooler in the box of a part without a box",
        );
        return None;
    }
    stated
}

/// The generation, where the source names it in one of its known ways.
fn generation(socket: Socket, architecture: &str, family: &str) -> Option<Generation> {
    let starts = |prefix: &str| architecture.starts_with(prefix);
    let found = match socket {
        Socket::Am4 | Socket::Tr4 | Socket::Strx4 => match (architecture, family) {
            ("Zen", "Summit Ridge" | "Whitehaven") => Generation::Zen,
            ("Zen", "Raven Ridge") => Generation::ZenApu,
            ("Zen+", "Pinnacle Ridge" | "Colfax") => Generation::ZenPlus,
            ("Zen+", "Picasso") => Generation::ZenPlusApu,
            ("Zen 2", "Matisse" | "Castle Peak") => Generation::Zen2,
            ("Zen 2", "Renoir") => Generation::Zen2Apu,
            ("Zen 3", "Vermeer") => Generation::Zen3,
            ("Zen 3", "Cezanne") => Generation::Zen3Apu,
            _ => return None,
        },
        Socket::Am5 | Socket::Str5 => match (architecture, family) {
            ("Zen 4", "Raphael" | "Storm Peak") => Generation::Zen4,
            ("Zen 4", "Phoenix") => Generation::Zen4Apu,
            ("Zen 5", "Granite Ridge" | "Shimada Peak") => Generation::Zen5,
            _ => return None,
        },
        Socket::Lga1151 if starts("Skylake") => Generation::Skylake,
        Socket::Lga1151 if starts("Kaby Lake") => Generation::KabyLake,
        Socket::Lga1151V2 if starts("Coffee Lake") => Generation::CoffeeLake,
        Socket::Lga1200 if starts("Comet Lake") => Generation::CometLake,
        Socket::Lga1200 if starts("Rocket Lake") => Generation::RocketLake,
        Socket::Lga1700 if starts("Alder Lake") => Generation::AlderLake,
        Socket::Lga1700 if starts("Raptor Lake Refresh") => Generation::RaptorLakeRefresh,
        Socket::Lga1700 if starts("Raptor Lake") => Generation::RaptorLake,
        Socket::Lga1851 if starts("Arrow Lake Refresh") => Generation::ArrowLakeRefresh,
        Socket::Lga1851 if starts("Arrow Lake") => Generation::ArrowLake,
        Socket::Lga2011V3 if starts("Haswell") => Generation::HaswellE,
        Socket::Lga2011V3 if starts("Broadwell") => Generation::BroadwellE,
        Socket::Lga2066 if starts("Skylake") => Generation::SkylakeX,
        Socket::Lga2066 if starts("Cascade Lake") => Generation::CascadeLake,
        _ => return None,
    };
    Some(found)
}
