//! Coolers. Lists of sockets end where the row was written; heights of liquid coolers are
//! their radiators'.

use super::convert::{FromRow, Made, World};
use super::lenient::{flag, number, texts};
use super::log::{Log, steps};
use super::row::Identity;
use super::socket;
use super::text::measures;
use crate::catalogue::import::LeftOut;
use crate::catalogue::import::join::{CoolerFacts, Facts};
use crate::catalogue::import::lifecycle_by_year;
use crate::part::{Cooler, CoolerKind, Socket};
use crate::unit::Millimetres;
use serde::Deserialize;

/// Nominal radiator sizes, in mm.
const RADIATORS: &[f64] = &[120.0, 140.0, 240.0, 280.0, 360.0, 420.0, 480.0];

/// The fields read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Raw {
    #[serde(deserialize_with = "flag")]
    water_cooled: Option<bool>,
    #[serde(deserialize_with = "number")]
    radiator_size: Option<f64>,
    #[serde(deserialize_with = "number")]
    height: Option<f64>,
    #[serde(deserialize_with = "texts")]
    cpu_sockets: Vec<String>,
}

impl FromRow for Cooler {
    type Raw = Raw;
    const FOLDER: &'static str = "CPUCooler";

    fn from_row(
        raw: Raw,
        identity: &Identity,
        world: &World<'_>,
        log: &mut Log,
    ) -> Result<Made<Self>, LeftOut> {
        let stated = raw.radiator_size.filter(|size| *size != 0.0);
        let liquid = raw
            .water_cooled
            .ok_or_else(|| LeftOut::because("neither air nor liquid"))?;
        if !liquid && stated.is_some() {
            return Err(LeftOut::because("an air cooler with a radiator"));
        }
        let (height, radiator) = if liquid {
            (None, radiator(stated, &identity.name, log))
        } else {
            (log.length("height", raw.height, 15..=200), None)
        };
        let part = part!(Self, identity, world, {
            kind: if liquid { CoolerKind::Liquid } else { CoolerKind::Air },
            sockets: sockets(&raw.cpu_sockets, log)?,
            height,
            radiator,
            radiator_thickness: None,
            max_power: None,
            memory_clearance: None,
        });
        let facts = CoolerFacts {
            liquid: Some(liquid),
            radiator,
            height,
        };
        Ok(Made {
            part,
            lifecycle: lifecycle_by_year(identity.year, world.today),
            facts: Facts::Cooler(facts),
        })
    }
}

/// The radiator's nominal size, in agreement with the name where that states one.
fn radiator(stated: Option<f64>, name: &str, log: &mut Log) -> Option<Millimetres> {
    let named: Vec<f64> = measures(name, &[("mm", 1.0)])
        .into_iter()
        .filter(|size| RADIATORS.contains(size))
        .collect();
    let size = match (stated, named.as_slice()) {
        (Some(stated), named)
            if RADIATORS.contains(&stated) && (named.is_empty() || named.contains(&stated)) =>
        {
            stated
        }
        (Some(stated), _) => {
            log.unknown(
                "radiator",
                format!("{stated} mm: no such size, or another in the name"),
            );
            return None;
        }
        (None, [named]) => {
            log.repaired(
                "radiator",
                "none",
                format!("{named} mm"),
                "read off the name",
            );
            *named
        }
        (None, _) => return None,
    };
    steps(size, 100.0).map(Millimetres::from_steps)
}

/// The sockets that this catalogue has processors for.
fn sockets(stated: &[String], log: &mut Log) -> Result<Option<Vec<Socket>>, LeftOut> {
    let mut sockets: Vec<Socket> = Vec::new();
    for written in stated {
        // Cut off in the source: which of 1150, 1151, 1155 and 1156 cannot be told.
        if written == "LGA 115" {
            log.unknown("sockets", "LGA 115: no such socket, left out of the list");
        }
        sockets.extend(socket::of_cooler(written));
    }
    sockets.sort_unstable();
    sockets.dedup();
    match (stated.is_empty(), sockets.is_empty()) {
        (true, _) => Ok(None),
        (false, true) => Err(LeftOut::because(
            "for sockets that are not in this catalogue",
        )),
        (false, false) => Ok(Some(sockets)),
    }
}
