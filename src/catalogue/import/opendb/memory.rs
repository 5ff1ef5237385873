//! Memory kits. Nearly every registered or ECC kit is flagged as a plain one.

use super::convert::{FromRow, Made, World};
use super::lenient::{number, object, text};
use super::log::Log;
use super::row::Identity;
use super::text::{has_word, kit, squeezed};
use crate::catalogue::import::LeftOut;
use crate::catalogue::import::join::{Facts, MemoryFacts};
use crate::catalogue::import::lifecycle_by_year;
use crate::part::{Memory, MemoryModule, MemoryRegistration, MemoryType, Status};
use crate::unit::{Gibibytes, MegaTransfers};
use serde::Deserialize;

/// Makers' part numbers of registered and ECC modules begin so (Samsung, Kingston, Crucial
/// and Micron).
const SERVER_NUMBERS: &[&str] = &[
    "m393", "m386", "m321", "m391", "m324", "ksm", "mta18", "mta36", "mtc",
];

/// The fields read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Raw {
    #[serde(deserialize_with = "text")]
    ram_type: Option<String>,
    #[serde(deserialize_with = "text")]
    form_factor: Option<String>,
    #[serde(deserialize_with = "object")]
    modules: Modules,
    #[serde(deserialize_with = "number")]
    capacity: Option<f64>,
    #[serde(deserialize_with = "number")]
    speed: Option<f64>,
    #[serde(deserialize_with = "number")]
    cas_latency: Option<f64>,
    #[serde(deserialize_with = "number")]
    height: Option<f64>,
    #[serde(deserialize_with = "text")]
    ecc: Option<String>,
    #[serde(deserialize_with = "text")]
    registered: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Modules {
    #[serde(deserialize_with = "number")]
    quantity: Option<f64>,
    #[serde(deserialize_with = "number")]
    capacity_gb: Option<f64>,
}

impl FromRow for Memory {
    type Raw = Raw;
    const FOLDER: &'static str = "RAM";

    fn from_row(
        raw: Raw,
        identity: &Identity,
        world: &World<'_>,
        log: &mut Log,
    ) -> Result<Made<Self>, LeftOut> {
        let (generation, memory_type, slowest, fastest) = match raw.ram_type.as_deref() {
            Some("DDR3") => (3, MemoryType::Ddr3, 5, 20),
            Some("DDR4") => (4, MemoryType::Ddr4, 8, 30),
            Some("DDR5") => (5, MemoryType::Ddr5, 20, 60),
            other => {
                return Err(LeftOut::about(
                    "its memory type is not in this catalogue",
                    other.unwrap_or("none"),
                ));
            }
        };
        let (modules, module_size) = modules(&raw, &identity.name, log)?;
        let speed: Option<u32> = log.count("speed", raw.speed, 800..=12_000);
        let speed = speed.map(MegaTransfers::new);
        let cas_latency = log.count("cas_latency", raw.cas_latency, slowest..=fastest);
        let (registration, ecc) = registration(&raw, identity, log);
        let part = part!(Self, identity, world, {
            memory_type,
            // The form of a server module is in doubt with its registration.
            form: registration.and_then(|_| form(raw.form_factor.as_deref(), &identity.name, log)),
            registration,
            modules,
            module_size,
            speed,
            cas_latency,
            ranks: None,
            ecc,
            height: log.length("height", raw.height, 25..=75),
        });
        let facts = MemoryFacts {
            ddr: Some(generation),
            speed,
            modules: Some(modules),
            module_size: Some(module_size),
            cas_latency,
        };
        let lifecycle = if memory_type == MemoryType::Ddr3 {
            Status::Discontinued
        } else {
            lifecycle_by_year(identity.year, world.today)
        };
        Ok(Made {
            part,
            lifecycle,
            facts: Facts::Memory(facts),
        })
    }
}

/// Count and size of the modules; the name must not say otherwise.
fn modules(raw: &Raw, name: &str, log: &mut Log) -> Result<(u8, Gibibytes), LeftOut> {
    let count: Option<u8> = log.count("modules", raw.modules.quantity, 1..=16);
    let size: Option<u32> = log.count("module_size", raw.modules.capacity_gb, 1..=1_024);
    let (Some(count), Some(size)) = (count, size) else {
        return Err(LeftOut::because("no count or size of modules"));
    };
    let whole = f64::from(size) * f64::from(count);
    if raw
        .capacity
        .is_some_and(|capacity| capacity != 0.0 && (capacity - whole).abs() > 0.5)
    {
        return Err(LeftOut::about(
            "its modules do not add up to its capacity",
            format!("{count} x {size} GB"),
        ));
    }
    if let Some((named_count, named_size)) = kit(name)
        && (named_count, named_size) != (count, size)
    {
        let text = format!("{count} x {size} GB, {named_count} x {named_size} GB in the name");
        return Err(LeftOut::about("its modules are others in its name", text));
    }
    Ok((count, Gibibytes::new(size)))
}

/// Plain, unless anything hints at a server module: then both are unknown.
fn registration(
    raw: &Raw,
    identity: &Identity,
    log: &mut Log,
) -> (Option<MemoryRegistration>, Option<bool>) {
    let flagged =
        raw.registered.as_deref() == Some("Registered") || raw.ecc.as_deref() == Some("ECC");
    let named = has_word(
        &identity.name,
        &["registered", "rdimm", "lrdimm", "ecc", "reg", "server"],
    );
    let numbered = identity.part_numbers().iter().any(|number| {
        let number = squeezed(number);
        SERVER_NUMBERS.iter().any(|start| number.starts_with(start))
    });
    if flagged || named || numbered {
        log.withheld("registration", Some("a registered or ECC kit"));
        return (None, None);
    }
    let plain = raw.registered.as_deref() == Some("Unbuffered");
    let without = raw.ecc.as_deref() == Some("Non-ECC");
    (
        plain.then_some(MemoryRegistration::Unbuffered),
        without.then_some(false),
    )
}

fn form(field: Option<&str>, name: &str, log: &mut Log) -> Option<MemoryModule> {
    let field = field?;
    let laptop = field.contains("SO-DIMM");
    let squeezed = squeezed(name);
    if squeezed.contains("sodimm") != laptop
        && (squeezed.contains("dimm") && !laptop || squeezed.contains("udimm"))
    {
        log.unknown("form", format!("{field} in the field, another in the name"));
        return None;
    }
    if laptop {
        Some(MemoryModule::SoDimm)
    } else if squeezed.contains("cudimm") {
        log.repaired("form", field, "CUDIMM", "the name says so");
        Some(MemoryModule::CuDimm)
    } else {
        Some(MemoryModule::Dimm)
    }
}
