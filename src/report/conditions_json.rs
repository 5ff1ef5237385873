//! The conditions that a build is judged under, for programs.

use crate::rules::{Circuit, Precision, Riser, Setting, Supply};
use crate::unit::Watts;
use serde::Serialize;
use std::collections::BTreeMap;

/// A wall circuit.
#[derive(Debug, Serialize)]
pub(super) struct CircuitJson {
    volts: u32,
    amperes: u32,
}

/// What a build file says beside its parts.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a condition of its own"
)]
#[derive(Debug, Serialize)]
pub(super) struct ConditionsJson {
    circuit: CircuitJson,
    power_limit_watts: Option<u32>,
    open_frame: bool,
    /// The number format that the code computes in; null = whatever the cards have.
    precision: Option<&'static str>,
    /// The `ROCm` release that the code is bound to; null = a current one.
    rocm: Option<String>,
    /// What each of several supplies feeds; empty = one supply, or not said.
    supplies: Vec<SupplyJson>,
    /// Whether error-correcting memory is wanted.
    ecc: bool,
    /// Whether an `NVLink` bridge is to join the cards.
    nvlink: bool,
    /// Whether the cards hang on risers.
    riser: bool,
    /// Slots that risers split.
    risers: Vec<RiserJson>,
    /// The BIOS on the board; null = not stated.
    bios_version: Option<String>,
}

#[derive(Debug, Serialize)]
struct RiserJson {
    slot: String,
    split: &'static str,
}

#[derive(Debug, Serialize)]
struct SupplyJson {
    id: String,
    board: bool,
    feeds: BTreeMap<String, u32>,
    powered_risers: bool,
    /// Its own circuit; null = the build's.
    circuit: Option<CircuitJson>,
}

impl From<Circuit> for CircuitJson {
    fn from(Circuit { volts, amperes }: Circuit) -> Self {
        Self { volts, amperes }
    }
}

impl ConditionsJson {
    pub(super) fn new(setting: &Setting) -> Self {
        Self {
            circuit: setting.circuit.into(),
            power_limit_watts: setting.power_limit.map(Watts::steps),
            open_frame: setting.open_frame,
            precision: setting.precision.map(Precision::as_str),
            rocm: setting.rocm.map(|version| version.to_string()),
            supplies: setting.supplies.iter().map(SupplyJson::new).collect(),
            ecc: setting.ecc,
            nvlink: setting.nvlink,
            riser: setting.riser,
            risers: setting.risers.iter().map(RiserJson::new).collect(),
            bios_version: setting.bios_version.map(|version| version.to_string()),
        }
    }
}

impl RiserJson {
    fn new(riser: &Riser) -> Self {
        Self {
            slot: riser.slot.clone(),
            split: riser.split.as_str(),
        }
    }
}

impl SupplyJson {
    fn new(supply: &Supply) -> Self {
        Self {
            id: supply.psu.clone(),
            board: supply.board,
            feeds: supply.feeds.clone(),
            powered_risers: supply.powered_risers,
            circuit: supply.circuit.map(CircuitJson::from),
        }
    }
}
