//! A drive.

use super::{Interface, InterfaceValue, Offer, Problems, Status};
use crate::unit::{Gigabytes, GigabytesPerSecond, TerabytesWritten, Years};
use crate::unit::{IsoDate, KEBAB};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

named! {
    /// How the drive talks.
    StorageInterface, "a drive interface" {
        /// PCIe flash.
        Nvme = "nvme",
        /// SATA.
        Sata = "sata",
    }
}

named! {
    /// Shape of the drive.
    StorageForm, "a drive form" {
        /// A module on the board.
        M2 = "m.2",
        /// 2.5-inch.
        Inch2_5 = "2.5-inch",
        /// 3.5-inch hard disk.
        Inch3_5 = "3.5-inch",
    }
}

named! {
    /// M.2 module sizes: width 22 mm, then length.
    M2Size, "an M.2 size" {
        /// 22 × 30 mm.
        S2230 = "2230",
        /// 22 × 42 mm.
        S2242 = "2242",
        /// 22 × 60 mm.
        S2260 = "2260",
        /// 22 × 80 mm.
        S2280 = "2280",
        /// 22 × 110 mm.
        S22110 = "22110",
        /// 25 × 80 mm.
        S2580 = "2580",
        /// 25 × 110 mm.
        S25110 = "25110",
    }
}

/// One drive model in one capacity.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Storage {
    /// Stable id: `wd-black-sn7100-1tb`.
    #[schemars(extend("pattern" = KEBAB))]
    pub id: String,
    /// The maker's name.
    pub name: String,
    /// Capacity.
    pub capacity: Gigabytes,
    /// Interface.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interface: Option<StorageInterface>,
    /// Shape.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<StorageForm>,
    /// Module size, for M.2 drives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub m2_size: Option<M2Size>,
    /// PCIe generation, for NVMe drives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generation: Option<u8>,
    /// Rated write endurance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endurance: Option<TerabytesWritten>,
    /// Rated sequential read rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_rate: Option<GigabytesPerSecond>,
    /// Maker's warranty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warranty: Option<Years>,
    /// Whether it is still sold.
    pub status: Status,
    /// Prices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
    /// Ids of `sources.yaml`.
    pub sources: Vec<String>,
    /// The day the facts were last checked against the sources.
    #[schemars(with = "IsoDate")]
    pub verified: Date,
    /// Fields that no data sheet or two agreeing sources confirm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub imputed: Vec<String>,
}

impl Storage {
    /// How it compares with others of its kind.
    pub(super) fn compared(&self) -> Interface {
        let Self {
            capacity,
            interface,
            form,
            m2_size,
            generation,
            endurance,
            read_rate,
            warranty,
            id: _,
            name: _,
            status: _,
            offers: _,
            sources: _,
            verified: _,
            imputed: _,
        } = self;
        interface![
            up "capacity" Some(capacity.steps()),
            exact "interface" interface,
            exact "form" form,
            exact "m2_size" m2_size,
            exact "generation" generation,
            up "endurance" endurance.map(TerabytesWritten::steps),
            up "read_rate" read_rate.map(GigabytesPerSecond::steps),
            up "warranty" warranty.map(Years::steps),
        ]
    }
}

impl Storage {
    /// Values that cannot be right.
    pub(super) fn check(&self, problems: &mut Problems) {
        problems.not_zero("capacity", Some(self.capacity.steps()));
        problems.range("generation", self.generation, 1, 7);
        problems.not_zero("endurance", self.endurance.map(TerabytesWritten::steps));
        problems.not_zero("read_rate", self.read_rate.map(GigabytesPerSecond::steps));
        problems.not_zero("warranty", self.warranty.map(Years::steps));
        problems.expect(
            self.m2_size.is_none() || self.form == Some(StorageForm::M2),
            "m2_size",
            || "only a drive with `form: m.2` has one".to_owned(),
        );
    }
}
