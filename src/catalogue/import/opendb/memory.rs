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

/// How makers' part numbers begin, and whether such modules are registered, where the
/// number says so; all have ECC. (Micron's MTA18, MTA36 and MTC come either way.)
const SERVER_NUMBERS: &[(&str, Option<MemoryRegistration>)] = {
    use MemoryRegistration::{Registered, Unbuffered};
    &[
        ("m393", Some(Registered)),
        ("m386", Some(Registered)),
        ("m321", Some(Registered)),
        ("m391", Some(Unbuffered)),
        ("m324", Some(Unbuffered)),
        ("ksm", None),
        ("mta18", None),
        ("mta36", None),
        ("mtc", None),
    ]
};

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
        let (registration, ecc) = registration(&raw, identity, log)?;
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

/// Whether the kit is registered and has ECC: by its name, else by its maker's number. The
/// fields alone are trusted only where nothing hints at a server module; where something
/// does and neither name nor number decides, the row is no use to anyone: one kind does not
/// start in the other's boards.
fn registration(
    raw: &Raw,
    identity: &Identity,
    log: &mut Log,
) -> Result<(Option<MemoryRegistration>, Option<bool>), LeftOut> {
    let squeezed_name = squeezed(&identity.name);
    let named = |words: &[&str]| has_word(&identity.name, words);
    let with_ecc = named(&["ecc"]) && !squeezed_name.contains("nonecc");
    let number = identity.part_numbers().iter().find_map(|number| {
        let number = squeezed(number);
        let starts = |(start, _): &&(&str, _)| number.starts_with(start);
        let (_, kind) = SERVER_NUMBERS.iter().find(starts)?;
        Some(kind.or_else(|| kingston(&number)))
    });
    let named = if named(&["registered", "rdimm", "lrdimm", "reg"]) {
        Some(MemoryRegistration::Registered)
    } else if named(&["unbuffered", "udimm", "cudimm"]) {
        Some(MemoryRegistration::Unbuffered)
    } else {
        None
    };
    let flagged =
        raw.registered.as_deref() == Some("Registered") || raw.ecc.as_deref() == Some("ECC");
    let server = has_word(&identity.name, &["server"]);
    let hinted = flagged || with_ecc || server || number.is_some();
    let ecc = (with_ecc || number.is_some()).then_some(true);
    if !hinted && named != Some(MemoryRegistration::Registered) {
        let plain = raw.registered.as_deref() == Some("Unbuffered");
        let without = raw.ecc.as_deref() == Some("Non-ECC");
        let field = plain.then_some(MemoryRegistration::Unbuffered);
        return Ok((named.or(field), without.then_some(false)));
    }
    match named.or(number.flatten()) {
        Some(kind) => {
            if raw.registered.as_deref() != Some(spelled(kind)) {
                let stated = raw.registered.as_deref().unwrap_or("nothing");
                log.repaired("registration", stated, kind, "name or number say so");
            }
            Ok((Some(kind), ecc))
        }
        None => Err(LeftOut::about(
            "it may be registered: neither name nor number say",
            identity.name.clone(),
        )),
    }
}

/// How the fields spell it.
const fn spelled(kind: MemoryRegistration) -> &'static str {
    match kind {
        MemoryRegistration::Registered => "Registered",
        MemoryRegistration::Unbuffered => "Unbuffered",
    }
}

/// What a Kingston server number says after its speed: KSM26ES8 is an ECC module without
/// register, KSM48R40 and KSM32RS4 have one, L is load-reduced, S a laptop's.
fn kingston(number: &str) -> Option<MemoryRegistration> {
    let rest = number.strip_prefix("ksm")?;
    match rest
        .trim_start_matches(|char: char| char.is_ascii_digit())
        .chars()
        .next()?
    {
        'e' => Some(MemoryRegistration::Unbuffered),
        'r' | 'l' => Some(MemoryRegistration::Registered),
        _ => None,
    }
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
