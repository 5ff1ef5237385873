//! Graphics cards: what decides whether they fit. A fifth of the rows above 75 W lists no
//! power plug, some list too few, and slot widths hold radiators' sizes.

use super::convert::{FromRow, Made, World};
use super::lenient::{number, object, text};
use super::log::{Log, steps};
use super::row::{Identity, megahertz};
use super::text::{has_word, squeezed};
use crate::catalogue::import::LeftOut;
use crate::catalogue::import::join::{Facts, GpuFacts};
use crate::part::{Gpu, GpuChip, GpuCooling, GpuPlug};
use crate::unit::{Gibibytes, SlotWidth, Watts};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Board power of a card by its chip's, in hundredths: above or below is a slip.
const POWER_SHARE: std::ops::RangeInclusive<u32> = 60..=160;

/// The fields read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Raw {
    #[serde(deserialize_with = "text")]
    chipset: Option<String>,
    #[serde(deserialize_with = "number")]
    memory: Option<f64>,
    #[serde(deserialize_with = "text")]
    memory_type: Option<String>,
    #[serde(deserialize_with = "number")]
    core_base_clock: Option<f64>,
    #[serde(deserialize_with = "number")]
    core_boost_clock: Option<f64>,
    #[serde(deserialize_with = "number")]
    length: Option<f64>,
    #[serde(deserialize_with = "number")]
    total_slot_width: Option<f64>,
    #[serde(deserialize_with = "number")]
    tdp: Option<f64>,
    #[serde(deserialize_with = "text")]
    cooling: Option<String>,
    #[serde(deserialize_with = "object")]
    power_connectors: Connectors,
    #[serde(deserialize_with = "object")]
    video_outputs: BTreeMap<String, Option<f64>>,
}

/// Counts of plugs; the names differ in case from those of power supplies.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_field_names, reason = "the source's names")]
struct Connectors {
    #[serde(deserialize_with = "number")]
    pcie_6_pin: Option<f64>,
    #[serde(deserialize_with = "number")]
    pcie_8_pin: Option<f64>,
    #[serde(rename = "pcie_12VHPWR", deserialize_with = "number")]
    pcie_12vhpwr: Option<f64>,
    #[serde(rename = "pcie_12V_2x6", deserialize_with = "number")]
    pcie_12v_2x6: Option<f64>,
}

impl FromRow for Gpu {
    type Raw = Raw;
    const FOLDER: &'static str = "GPU";

    fn from_row(
        raw: Raw,
        identity: &Identity,
        world: &World<'_>,
        log: &mut Log,
    ) -> Result<Made<Self>, LeftOut> {
        let name = identity.name.as_str();
        let chipset = raw.chipset.ok_or_else(|| LeftOut::because("no chipset"))?;
        let memory: Option<u32> = log.count("memory", raw.memory, 1..=1_024);
        let memory = memory
            .map(Gibibytes::new)
            .ok_or_else(|| LeftOut::because("no memory size"))?;
        let chip = world
            .chips
            .find(&chipset, memory, raw.memory_type.as_deref(), name)?;
        let length = log.length("length", raw.length, 80..=500);
        let slots = log.number("slots", raw.total_slot_width, 0.9..=6.0);
        let board_power = board_power(raw.tdp, chip, log);
        let part = part!(Self, identity, world, {
            chip: chip.id.clone(),
            length,
            slots: slots.and_then(|slots| steps(slots, 10.0)).map(SlotWidth::from_steps),
            height: None,
            cooling: cooling(raw.cooling.as_deref(), name, log),
            radiator: None,
            power: power(&raw.power_connectors, name, board_power.max(chip.board_power), log),
            board_power,
            display: raw.video_outputs.values().flatten().any(|count| *count > 0.0).then_some(true),
        });
        let facts = GpuFacts {
            chipset: Some(chipset),
            memory: Some(memory),
            length,
            base_mhz: megahertz(raw.core_base_clock, 1.0),
            boost_mhz: megahertz(raw.core_boost_clock, 1.0),
        };
        Ok(Made {
            part,
            lifecycle: world.chips.status(chip),
            facts: Facts::Gpu(facts),
        })
    }
}

/// A card's board power, unless it is far from its chip's.
fn board_power(tdp: Option<f64>, chip: &GpuChip, log: &mut Log) -> Option<Watts> {
    let power = Watts::new(log.count("board_power", tdp, 15..=2_000)?);
    if let Some(usual) = chip.board_power {
        let share = power.steps() * 100 / usual.steps().max(1);
        if !POWER_SHARE.contains(&share) {
            log.unknown("board_power", format!("{power} on a chip of {usual}"));
            return None;
        }
    }
    Some(power)
}

/// A card's plugs, where they can feed it.
fn power(
    stated: &Connectors,
    name: &str,
    draw: Option<Watts>,
    log: &mut Log,
) -> Option<Vec<GpuPlug>> {
    let mut plugs = Vec::new();
    let mut add = |count: Option<f64>, plug| {
        let count = count.and_then(super::log::whole).unwrap_or(0);
        plugs.extend((0..count.min(8)).map(|_| plug));
    };
    add(stated.pcie_8_pin, GpuPlug::Pcie8);
    add(stated.pcie_6_pin, GpuPlug::Pcie6);
    add(stated.pcie_12vhpwr, GpuPlug::Pin16);
    add(stated.pcie_12v_2x6, GpuPlug::Pin16);
    let listed: Vec<&str> = plugs.iter().map(|plug| plug.as_str()).collect();
    let listed = listed.join(", ");
    let sixteen = plugs.contains(&GpuPlug::Pin16);
    let why = if plugs.is_empty() {
        "none listed"
    } else if has_word(name, &["btf"]) {
        "fed through a slot behind it"
    } else if plugs.len() > 4 || sixteen && plugs.iter().any(|plug| *plug != GpuPlug::Pin16) {
        "no card has this set"
    } else if draw.is_none_or(|draw| draw > GpuPlug::feed(&plugs)) {
        "cannot feed the card"
    } else {
        return Some(plugs);
    };
    log.unknown(
        "power",
        if listed.is_empty() {
            why.to_owned()
        } else {
            format!("{listed}: {why}")
        },
    );
    None
}

fn cooling(field: Option<&str>, name: &str, log: &mut Log) -> Option<GpuCooling> {
    let blower = has_word(name, &["blower", "turbo"]);
    let found = match field? {
        "Blower" => GpuCooling::Blower,
        "1 Fan" if blower => {
            log.repaired("cooling", "1 fan", "blower", "the name says so");
            GpuCooling::Blower
        }
        "2 Fans" | "3 Fans" | "4 Fans" if has_word(name, &["blower"]) => {
            log.unknown("cooling", "several fans, but a blower by its name");
            return None;
        }
        "1 Fan" | "2 Fans" | "3 Fans" | "4 Fans" => GpuCooling::OpenAir,
        "Hybrid" => GpuCooling::Hybrid,
        "Passive" => GpuCooling::Passive,
        "Water Cooled"
            if has_word(name, &["wb", "waterblock", "ek", "ekwb"])
                || squeezed(name).contains("waterblock") =>
        {
            GpuCooling::WaterBlock
        }
        other => {
            log.unknown("cooling", format!("{other}: a block or a closed loop"));
            return None;
        }
    };
    Some(found)
}
