//! Dated, sourced, condition-tagged prices.

use crate::unit::IsoDate;
use crate::unit::Usd;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

named! {
    /// In what state a part is sold.
    Condition, "a condition" {
        /// From a shop, with the maker's warranty.
        New = "new",
        /// From a person, without warranty.
        Used = "used",
        /// Repaired or tested by a dealer.
        Refurbished = "refurbished",
    }
}

named! {
    /// Whether a part is still made and sold.
    Status, "a status" {
        /// In shops.
        Current = "current",
        /// Out of production: new only with an offer younger than 90 days.
        Discontinued = "discontinued",
        /// Cannot be bought at present: no price is known.
        Unavailable = "unavailable",
    }
}

named! {
    /// A class of parts whose prices move together: the keys of `market.yaml`.
    MarketClass, "a market class" {
        /// Desktop processors of the sockets that have boards with DDR4: they became dear
        /// with the memory of their successors.
        CpuDdr4 = "cpu-ddr4",
        /// Desktop processors of the sockets with DDR5 alone.
        CpuDdr5 = "cpu-ddr5",
        /// CPU coolers.
        Cooler = "cooler",
        /// Motherboards.
        Motherboard = "motherboard",
        /// Cases.
        Case = "case",
        /// Power supplies.
        Psu = "psu",
        /// Unbuffered DDR4.
        MemoryDdr4 = "memory-ddr4",
        /// Unbuffered DDR5.
        MemoryDdr5 = "memory-ddr5",
        /// Registered DDR4.
        MemoryRdimmDdr4 = "memory-rdimm-ddr4",
        /// Registered DDR5.
        MemoryRdimmDdr5 = "memory-rdimm-ddr5",
        /// NVMe drives.
        StorageNvme = "storage-nvme",
        /// SATA solid-state drives.
        StorageSata = "storage-sata",
        /// Hard disks.
        StorageHdd = "storage-hdd",
    }
}

/// One price seen somewhere on a day. Older offers are kept: they are the price history.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// The price of one piece, before tax.
    pub price: Usd,
    /// The state it is sold in.
    pub condition: Condition,
    /// The day the price was seen.
    #[schemars(with = "IsoDate")]
    pub as_of: Date,
    /// Where: an id of `sources.yaml`, or free text in a user's layer.
    pub source: String,
}
