//! The conditions a build is judged under: inputs of rules, never ways to silence one.

use super::{Precision, Supply};
use crate::part::{Bifurcation, Efficiency};
use crate::unit::{
    BiosVersion, ComputeCapability, Gibibytes, Gigabytes, TerabytesWritten, Version, Watts, Years,
};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// A mains circuit: volts and the breaker's amperes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circuit {
    /// Nominal voltage.
    pub volts: u32,
    /// Breaker rating in amperes.
    pub amperes: u32,
}

impl Circuit {
    /// A North American wall outlet.
    pub const DEFAULT: Self = Self {
        volts: 120,
        amperes: 15,
    };

    /// Whether supplies run at their rating for low mains, below 200 V.
    pub const fn low_line(self) -> bool {
        self.volts < 200
    }

    /// The most the breaker carries.
    pub const fn capacity(self) -> Watts {
        Watts::new(self.volts * self.amperes)
    }

    /// The most it carries for hours: 80 % of the rating.
    pub const fn continuous(self) -> Watts {
        Watts::new(self.volts * self.amperes * 4 / 5)
    }
}

impl fmt::Display for Circuit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} V / {} A", self.volts, self.amperes)
    }
}

impl FromStr for Circuit {
    type Err = String;

    /// Reads `120V/15A`, blanks optional.
    fn from_str(text: &str) -> Result<Self, String> {
        let compact: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_ascii_uppercase();
        let parts = compact.split_once('/').and_then(|(volts, amperes)| {
            let volts: u32 = volts.strip_suffix('V')?.parse().ok()?;
            let amperes: u32 = amperes.strip_suffix('A')?.parse().ok()?;
            Some(Self { volts, amperes })
        });
        match parts {
            Some(circuit)
                if (100..=480).contains(&circuit.volts) && (5..=100).contains(&circuit.amperes) =>
            {
                Ok(circuit)
            }
            _ => Err(format!(
                "`{text}` is not a circuit such as 120V/15A (100 to 480 V, 5 to 100 A)"
            )),
        }
    }
}

impl<'de> Deserialize<'de> for Circuit {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Circuit;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a circuit such as 120V/15A")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Circuit, E> {
                text.parse().map_err(E::custom)
            }
        }
        from.deserialize_str(Text)
    }
}

impl Serialize for Circuit {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// What a profile asks of a sound build, each liftable by `--allow`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standards {
    /// Least system memory, whatever the GPU (rule ML-02).
    pub memory: Gibibytes,
    /// Least drive capacity (rule STD-DISK).
    pub storage: Gigabytes,
    /// Least rated endurance per decimal terabyte (rule STD-DISK).
    pub endurance_per_terabyte: TerabytesWritten,
    /// Least physical cores for each GPU (rule ML-03).
    pub cores_per_gpu: u32,
    /// Least 80 PLUS level (rule STD-PSU).
    pub efficiency: Efficiency,
    /// Least ATX version, unless an independent test passed the unit (rule STD-PSU).
    pub atx_version: Version,
    /// Least PSU warranty (rule STD-PSU).
    pub psu_warranty: Years,
    /// CPU power above which the board's power stages need a heatsink (rule STD-VRM).
    pub bare_vrm_limit: Watts,
    /// Least compute capability (rule ML-07).
    pub compute_capability: ComputeCapability,
    /// Least physical cores in all, for tasks without a speed model (rule ML-03).
    pub cores: u32,
    /// Least memory of one card, for such tasks (rule STD-GPU).
    pub card: Gibibytes,
    /// Whether such a task needs ray-tracing cores (rule STD-GPU).
    pub ray_tracing: bool,
}

impl Default for Standards {
    /// The `research` profile's standards (DESIGN section 5).
    fn default() -> Self {
        Self {
            memory: Gibibytes::new(32),
            storage: Gigabytes::new(1_000),
            endurance_per_terabyte: TerabytesWritten::new(300),
            cores_per_gpu: 4,
            efficiency: Efficiency::Gold,
            atx_version: Version::new(3, 0),
            psu_warranty: Years::new(5),
            bare_vrm_limit: Watts::new(65),
            compute_capability: Version::new(8, 0),
            cores: 0,
            card: Gibibytes::new(0),
            ray_tracing: false,
        }
    }
}

/// A riser that splits one slot for several cards.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Riser {
    /// The board's name of the slot it sits in.
    pub slot: String,
    /// How the slot is split.
    pub split: Bifurcation,
}

/// Conditions of use that the user or the profile sets.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a condition of its own"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The wall circuit.
    pub circuit: Circuit,
    /// Power limit set on each card.
    pub power_limit: Option<Watts>,
    /// No case walls around the cards.
    pub open_frame: bool,
    /// Whether the work trains on several GPUs at once (inference alone bears narrow links).
    pub training: bool,
    /// Whether only CUDA cards will do.
    pub cuda_only: bool,
    /// The profile's standards.
    pub standards: Standards,
    /// The number format that the user's code computes in; `None` = whatever the card has.
    pub precision: Option<Precision>,
    /// The `ROCm` release that the user's code is bound to; `None` = a current one.
    pub rocm: Option<Version>,
    /// Which of several supplies feeds what; empty = one supply, or not known.
    pub supplies: Vec<Supply>,
    /// Whether error-correcting memory is wanted.
    pub ecc: bool,
    /// Whether an `NVLink` bridge is to join the cards.
    pub nvlink: bool,
    /// Whether the cards hang on risers: any slot feeds one, whatever its length.
    pub riser: bool,
    /// Slots that risers split for several cards.
    pub risers: Vec<Riser>,
    /// The BIOS that is on the board; `None` = not stated.
    pub bios_version: Option<BiosVersion>,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            circuit: Circuit::DEFAULT,
            power_limit: None,
            open_frame: false,
            training: true,
            cuda_only: true,
            standards: Standards::default(),
            precision: None,
            rocm: None,
            supplies: Vec::new(),
            ecc: false,
            nvlink: false,
            riser: false,
            risers: Vec::new(),
            bios_version: None,
        }
    }
}

impl Setting {
    /// How the slot of this name is split; `None` = not at all.
    pub fn split_of(&self, slot: &str) -> Option<Bifurcation> {
        let mut risers = self.risers.iter();
        risers
            .find(|riser| riser.slot == slot)
            .map(|riser| riser.split)
    }

    /// What a card draws under the power limit.
    pub fn card_power(&self, stock: Watts) -> Watts {
        self.power_limit.map_or(stock, |limit| limit.min(stock))
    }
}

/// Which failed rules the user accepts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Allowance {
    /// Every warning.
    pub warnings: bool,
    /// Rules by id, upper case.
    pub rules: BTreeSet<String>,
}

impl Allowance {
    /// Whether this rule is allowed by name.
    pub fn permits(&self, id: &str) -> bool {
        self.rules.contains(id)
    }
}
