//! Drives. Capacities are truncated (7.68 TB is 7000) or kept in TB (12), so the name,
//! which sells by capacity, has the last word.

use super::convert::{FromRow, Made, World};
use super::lenient::{flag, number, text};
use super::log::{Log, whole};
use super::row::Identity;
use super::text::{has_word, measures};
use crate::catalogue::import::LeftOut;
use crate::catalogue::import::join::{DriveBus, Facts, StorageFacts, Word};
use crate::catalogue::import::lifecycle_by_year;
use crate::part::{M2Size, Storage, StorageForm, StorageInterface};
use crate::unit::Gigabytes;
use serde::Deserialize;

/// Without a name's word, a number up to this may be TB as well as GB.
const LARGEST_IN_TB: f64 = 36.0;

/// U.2, SAS and the like.
const NOT_HERE: &str = "its interface is not in this catalogue";

/// The fields read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Raw {
    #[serde(deserialize_with = "number")]
    capacity: Option<f64>,
    #[serde(rename = "type", deserialize_with = "text")]
    type_: Option<String>,
    #[serde(deserialize_with = "text")]
    storage_type: Option<String>,
    #[serde(deserialize_with = "text")]
    form_factor: Option<String>,
    #[serde(deserialize_with = "text")]
    interface: Option<String>,
    #[serde(deserialize_with = "flag")]
    nvme: Option<bool>,
}

impl FromRow for Storage {
    type Raw = Raw;
    const FOLDER: &'static str = "Storage";

    fn from_row(
        raw: Raw,
        identity: &Identity,
        world: &World<'_>,
        log: &mut Log,
    ) -> Result<Made<Self>, LeftOut> {
        let capacity = capacity(raw.capacity, &identity.name, log)?;
        let (form, m2_size) = form(raw.form_factor.as_deref())?;
        let written = raw.interface.as_deref().unwrap_or_default();
        let (bus, generation) = DriveBus::read(written);
        let interface = interface(written, bus, form, raw.nvme, &identity.name, log)?;
        let kinds = [raw.type_.as_deref(), raw.storage_type.as_deref()];
        let (disk, flash) = (kinds.contains(&Some("HDD")), kinds.contains(&Some("SSD")));
        if disk && flash {
            log.unknown("type", "a disk in one field, flash in another");
        }
        let facts = StorageFacts {
            capacity: Some(capacity),
            bus,
            generation,
            form: raw.form_factor.as_deref().and_then(Word::of),
            disk: (disk != flash).then_some(disk),
        };
        let part = part!(Self, identity, world, {
            capacity,
            interface,
            form: Some(form),
            m2_size,
            generation: generation.filter(|_| interface == Some(StorageInterface::Nvme)),
            endurance: None,
            read_rate: None,
            warranty: None,
        });
        Ok(Made {
            part,
            lifecycle: lifecycle_by_year(identity.year, world.today),
            facts: Facts::Storage(facts),
        })
    }
}

fn capacity(field: Option<f64>, name: &str, log: &mut Log) -> Result<Gigabytes, LeftOut> {
    let named = measures(name, &[("TB", 1_000.0), ("GB", 1.0)]);
    let close = |a: f64, b: f64| (a - b).abs() <= 0.03 * b;
    let field = field.filter(|size| *size != 0.0);
    let size = match (field, named.as_slice()) {
        (Some(field), []) if field > LARGEST_IN_TB => field,
        (Some(field), []) => {
            return Err(LeftOut::about(
                "its capacity may be GB or TB",
                field.to_string(),
            ));
        }
        (Some(field), named) if named.iter().any(|size| close(field, *size)) => field,
        (Some(field), [named]) => {
            let truncated = close(libm::floor(named / 1_000.0) * 1_000.0, field);
            let in_tb = close(field * 1_000.0, *named);
            if !truncated && !in_tb {
                return Err(LeftOut::about(
                    "its capacity is another in its name",
                    format!("{field} GB, {named} GB"),
                ));
            }
            let why = if in_tb {
                "it means TB"
            } else {
                "cut off: the name says more"
            };
            log.repaired("capacity", field, format!("{named} GB"), why);
            *named
        }
        (None, [named]) => {
            log.repaired(
                "capacity",
                "none",
                format!("{named} GB"),
                "read off the name",
            );
            *named
        }
        (_, _) => return Err(LeftOut::because("no capacity that can be told")),
    };
    whole(libm::round(size))
        .filter(|size| (1..=200_000).contains(size))
        .map(Gigabytes::new)
        .ok_or_else(|| LeftOut::about("its capacity cannot be right", format!("{size} GB")))
}

fn form(field: Option<&str>) -> Result<(StorageForm, Option<M2Size>), LeftOut> {
    match field {
        Some("2.5\"") => Ok((StorageForm::Inch2_5, None)),
        Some("3.5\"") => Ok((StorageForm::Inch3_5, None)),
        Some(other) => match other.strip_prefix("M.2-").map(str::parse::<M2Size>) {
            Some(Ok(size)) => Ok((StorageForm::M2, Some(size))),
            Some(Err(_)) | None => Err(LeftOut::about("its form is not in this catalogue", other)),
        },
        None => Err(LeftOut::because("no form")),
    }
}

fn interface(
    written: &str,
    bus: Option<DriveBus>,
    form: StorageForm,
    nvme: Option<bool>,
    name: &str,
    log: &mut Log,
) -> Result<Option<StorageInterface>, LeftOut> {
    match bus {
        Some(DriveBus::Sata) => {
            if nvme == Some(true) || has_word(name, &["nvme"]) {
                log.unknown("interface", format!("{written}, but NVMe elsewhere"));
                return Ok(None);
            }
            Ok(Some(StorageInterface::Sata))
        }
        Some(DriveBus::Pcie) if form != StorageForm::M2 => Err(LeftOut::about(
            NOT_HERE,
            format!("{written} without an M.2 module"),
        )),
        Some(DriveBus::Pcie) if nvme != Some(true) && !has_word(name, &["nvme"]) => {
            log.unknown("interface", format!("{written}, but not NVMe"));
            Ok(None)
        }
        Some(DriveBus::Pcie) => Ok(Some(StorageInterface::Nvme)),
        Some(DriveBus::Sas | DriveBus::Pata) => Err(LeftOut::about(NOT_HERE, written)),
        None => Ok(None),
    }
}
