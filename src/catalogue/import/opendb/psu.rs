//! Power supplies. Their plugs are defaults in a quarter of the rows and never taken.

use super::convert::{FromRow, Made, World};
use super::lenient::{number, object, text};
use super::log::Log;
use super::row::Identity;
use super::text::{has_word, measures};
use crate::catalogue::import::LeftOut;
use crate::catalogue::import::join::{Facts, Modularity, PsuFacts, Word};
use crate::catalogue::import::lifecycle_by_year;
use crate::part::{Efficiency, Psu, PsuFormFactor};
use crate::unit::{Millimetres, Watts};
use serde::Deserialize;

/// Longest SFX supply; longer ones are SFX-L.
const SFX_LENGTH: Millimetres = Millimetres::new(105);

/// The fields read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Raw {
    #[serde(deserialize_with = "number")]
    wattage: Option<f64>,
    #[serde(deserialize_with = "text")]
    form_factor: Option<String>,
    #[serde(deserialize_with = "text")]
    efficiency_rating: Option<String>,
    #[serde(deserialize_with = "text")]
    modular: Option<String>,
    #[serde(deserialize_with = "number")]
    length: Option<f64>,
    #[serde(deserialize_with = "object")]
    connectors: Connectors,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Connectors {
    #[serde(deserialize_with = "number")]
    eps_8_pin: Option<f64>,
    #[serde(deserialize_with = "number")]
    pcie_12vhpwr: Option<f64>,
    #[serde(deserialize_with = "number")]
    pcie_6_plus_2_pin: Option<f64>,
}

impl FromRow for Psu {
    type Raw = Raw;
    const FOLDER: &'static str = "PSU";

    fn from_row(
        raw: Raw,
        identity: &Identity,
        world: &World<'_>,
        log: &mut Log,
    ) -> Result<Made<Self>, LeftOut> {
        let name = identity.name.as_str();
        if has_word(name, &["ssd", "nvme", "hdd"]) {
            return Err(LeftOut::because("a drive, filed as a power supply"));
        }
        let wattage = wattage(raw.wattage, name, log)?;
        for (field, plugs) in [
            ("eps", raw.connectors.eps_8_pin),
            ("pcie_8pin", raw.connectors.pcie_6_plus_2_pin),
            ("pin16", raw.connectors.pcie_12vhpwr),
        ] {
            log.withheld(field, plugs.filter(|plugs| *plugs > 0.0));
        }
        let length = log.length("length", raw.length, 70..=400);
        let form = raw.form_factor.as_deref();
        let facts = PsuFacts {
            wattage: Some(wattage),
            efficiency: efficiency(raw.efficiency_rating.as_deref()),
            modularity: modularity(raw.modular.as_deref()),
            form_factor: form.and_then(Word::of),
        };
        let part = part!(Self, identity, world, {
            wattage,
            low_line_wattage: None,
            form_factor: form_factor(form, name, length, log)?,
            efficiency: facts.efficiency,
            atx_version: None,
            tested_by: None,
            length,
            eps: None,
            pcie_8pin: None,
            pin16: None,
            warranty: None,
        });
        Ok(Made {
            part,
            lifecycle: lifecycle_by_year(identity.year, world.today),
            facts: Facts::Psu(facts),
        })
    }
}

/// The rating: the field's, or the name's where the field is empty. Two that disagree are none.
fn wattage(field: Option<f64>, name: &str, log: &mut Log) -> Result<Watts, LeftOut> {
    let named = measures(name, &[("W", 1.0), ("Watt", 1.0)]);
    let field = field.filter(|watts| *watts != 0.0);
    let watts = match (field, named.as_slice()) {
        (Some(field), []) => field,
        (Some(field), named) if named.contains(&field) => field,
        (Some(field), [named, ..]) => {
            return Err(LeftOut::about(
                "its wattage is another in its name",
                format!("{field} W, {named} W"),
            ));
        }
        (None, [named]) => {
            log.repaired("wattage", "none", format!("{named} W"), "read off the name");
            *named
        }
        (None, _) => return Err(LeftOut::because("no wattage")),
    };
    let watts: Option<u32> = log.count("wattage", Some(watts), 100..=5_000);
    watts
        .map(Watts::new)
        .ok_or_else(|| LeftOut::because("no wattage that can be right"))
}

fn form_factor(
    field: Option<&str>,
    name: &str,
    length: Option<Millimetres>,
    log: &mut Log,
) -> Result<Option<PsuFormFactor>, LeftOut> {
    match field {
        None => Ok(None),
        Some("ATX" | "ATX/EPS") => Ok(Some(PsuFormFactor::Atx)),
        Some("SFX-L") => Ok(Some(PsuFormFactor::SfxL)),
        Some("SFX") if name.to_uppercase().contains("SFX-L") => {
            log.repaired("form_factor", "SFX", "SFX-L", "the name says so");
            Ok(Some(PsuFormFactor::SfxL))
        }
        Some("SFX") if length.is_some_and(|length| length > SFX_LENGTH) => {
            log.unknown("form_factor", "SFX, but too long for one");
            Ok(None)
        }
        Some("SFX") => Ok(Some(PsuFormFactor::Sfx)),
        Some(other) => Err(LeftOut::about(
            "its form factor is not in this catalogue",
            other,
        )),
    }
}

fn efficiency(field: Option<&str>) -> Option<Efficiency> {
    match field? {
        "80+ Titanium" => Some(Efficiency::Titanium),
        "80+ Platinum" => Some(Efficiency::Platinum),
        "80+ Gold" => Some(Efficiency::Gold),
        "80+ Silver" => Some(Efficiency::Silver),
        "80+ Bronze" => Some(Efficiency::Bronze),
        "80+" | "80+ White" | "80+ Standard" => Some(Efficiency::White),
        _ => None,
    }
}

fn modularity(field: Option<&str>) -> Option<Modularity> {
    match field? {
        "Full" => Some(Modularity::Full),
        "Semi-Modular" => Some(Modularity::Semi),
        // A default of the source as often as a fact.
        _ => None,
    }
}
