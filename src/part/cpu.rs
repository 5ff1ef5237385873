//! A processor.

use super::{Interface, InterfaceValue, MemoryType, Offer, Problems, Status};
use crate::unit::{Gibibytes, Watts};
use crate::unit::{IsoDate, KEBAB};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

named! {
    /// CPU sockets; equal names are mechanically equal.
    Socket, "a CPU socket" {
        /// Ryzen 1000 to 5000.
        Am4 = "am4",
        /// Ryzen 7000 to 9000.
        Am5 = "am5",
        /// Core 6th and 7th generation.
        Lga1151 = "lga1151",
        /// Core 8th and 9th generation: same holes, other pins.
        Lga1151V2 = "lga1151-v2",
        /// Core 10th and 11th generation.
        Lga1200 = "lga1200",
        /// Core 12th to 14th generation.
        Lga1700 = "lga1700",
        /// Core Ultra 200.
        Lga1851 = "lga1851",
        /// Core i7-5900/6900 and Xeon E5 v3/v4.
        Lga2011V3 = "lga2011-3",
        /// Core X and Xeon W-2000.
        Lga2066 = "lga2066",
        /// Xeon Scalable 1st and 2nd generation.
        Lga3647 = "lga3647",
        /// Xeon Scalable 3rd generation.
        Lga4189 = "lga4189",
        /// Xeon W-2400/3400.
        Lga4677 = "lga4677",
        /// Threadripper 1000 and 2000.
        Tr4 = "tr4",
        /// Threadripper 3000.
        Strx4 = "strx4",
        /// Threadripper PRO 3000 and 5000.
        Swrx8 = "swrx8",
        /// Threadripper 7000 and 9000, with and without PRO.
        Str5 = "str5",
        /// EPYC 7001 to 7003.
        Sp3 = "sp3",
        /// EPYC 9004 and 9005.
        Sp5 = "sp5",
        /// EPYC 8004.
        Sp6 = "sp6",
    }
}

impl Socket {
    /// Whether its boards are made for desktops, not for workstations and servers.
    pub const fn is_desktop(self) -> bool {
        match self {
            Self::Am4
            | Self::Am5
            | Self::Lga1151
            | Self::Lga1151V2
            | Self::Lga1200
            | Self::Lga1700
            | Self::Lga1851 => true,
            Self::Lga2011V3
            | Self::Lga2066
            | Self::Lga3647
            | Self::Lga4189
            | Self::Lga4677
            | Self::Tr4
            | Self::Strx4
            | Self::Swrx8
            | Self::Str5
            | Self::Sp3
            | Self::Sp5
            | Self::Sp6 => false,
        }
    }
}

named! {
    /// CPU generation: what chipset support and memory speed tables are keyed by.
    Generation, "a CPU generation" {
        /// Ryzen 1000, Threadripper 1000, EPYC 7001.
        Zen = "zen",
        /// Ryzen 2000G.
        ZenApu = "zen-apu",
        /// Ryzen 2000, Threadripper 2000.
        ZenPlus = "zen-plus",
        /// Ryzen 3000G.
        ZenPlusApu = "zen-plus-apu",
        /// Ryzen 3000, Threadripper 3000, EPYC 7002.
        Zen2 = "zen2",
        /// Ryzen 4000G.
        Zen2Apu = "zen2-apu",
        /// Ryzen 5000, Threadripper PRO 5000, EPYC 7003.
        Zen3 = "zen3",
        /// Ryzen 5000G, 5500, 5700: PCIe 3.0.
        Zen3Apu = "zen3-apu",
        /// Ryzen 7000, Threadripper 7000, EPYC 9004.
        Zen4 = "zen4",
        /// Ryzen 8000G, 8000F.
        Zen4Apu = "zen4-apu",
        /// Ryzen 9000, Threadripper 9000, EPYC 9005.
        Zen5 = "zen5",
        /// Core 6000.
        Skylake = "skylake",
        /// Core 7000.
        KabyLake = "kaby-lake",
        /// Core 8000 and 9000.
        CoffeeLake = "coffee-lake",
        /// Core 10000.
        CometLake = "comet-lake",
        /// Core 11000.
        RocketLake = "rocket-lake",
        /// Core 12000.
        AlderLake = "alder-lake",
        /// Core 13000.
        RaptorLake = "raptor-lake",
        /// Core 14000.
        RaptorLakeRefresh = "raptor-lake-refresh",
        /// Core Ultra 200.
        ArrowLake = "arrow-lake",
        /// Core Ultra 200 Plus.
        ArrowLakeRefresh = "arrow-lake-refresh",
        /// Core i7-5900, Xeon E5 v3.
        HaswellE = "haswell-e",
        /// Core i7-6900, Xeon E5 v4.
        BroadwellE = "broadwell-e",
        /// Core 7900X to 9900X, Xeon W-2100, Xeon Scalable 1st generation.
        SkylakeX = "skylake-x",
        /// Core 10900X, Xeon W-2200, Xeon Scalable 2nd generation.
        CascadeLake = "cascade-lake",
        /// Xeon Scalable 3rd generation, Xeon W-3300.
        IceLakeServer = "ice-lake-server",
        /// Xeon W-2400, W-3400.
        SapphireRapids = "sapphire-rapids",
    }
}

/// One processor model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cpu {
    /// Stable id: `amd-ryzen-5-7600`.
    #[schemars(extend("pattern" = KEBAB))]
    pub id: String,
    /// The maker's name.
    pub name: String,
    /// Socket.
    pub socket: Socket,
    /// Generation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generation: Option<Generation>,
    /// Physical cores, performance and efficiency cores together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cores: Option<u16>,
    /// Hardware threads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threads: Option<u16>,
    /// Base power (AMD TDP, Intel PBP).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tdp: Option<Watts>,
    /// Sustained maximum (AMD PPT, Intel PL2 / MTP).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_power: Option<Watts>,
    /// Memory types its controller takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_types: Option<Vec<MemoryType>>,
    /// Memory channels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_channels: Option<u8>,
    /// Most memory it addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_memory: Option<Gibibytes>,
    /// Whether it has graphics that can drive a monitor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub integrated_graphics: Option<bool>,
    /// Whether its retail box holds a cooler.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boxed_cooler: Option<bool>,
    /// Whether it supports ECC memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ecc: Option<bool>,
    /// PCIe generation of its graphics lanes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pcie_generation: Option<u8>,
    /// Electrical lanes it gives the first graphics slot (16; 8 or 4 on some APUs).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gpu_lanes: Option<u8>,
    /// The day it came out (the first of the month where only that is known).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<IsoDate>")]
    pub released: Option<Date>,
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

impl Cpu {
    /// How it compares with others of its kind.
    pub(super) fn compared(&self) -> Interface {
        let Self {
            socket,
            generation,
            cores,
            threads,
            tdp,
            max_power,
            memory_types,
            memory_channels,
            max_memory,
            integrated_graphics,
            boxed_cooler,
            ecc,
            pcie_generation,
            gpu_lanes,
            released,
            id: _,
            name: _,
            status: _,
            offers: _,
            sources: _,
            verified: _,
            imputed: _,
        } = self;
        interface![
            exact "socket" socket,
            exact "generation" generation,
            up "cores" cores,
            up "threads" threads,
            down "tdp" tdp.map(Watts::steps),
            down "max_power" max_power.map(Watts::steps),
            exact "memory_types" memory_types,
            exact "memory_channels" memory_channels,
            up "max_memory" max_memory.map(Gibibytes::steps),
            exact "integrated_graphics" integrated_graphics,
            exact "boxed_cooler" boxed_cooler,
            exact "ecc" ecc,
            up "pcie_generation" pcie_generation,
            up "gpu_lanes" gpu_lanes,
            exact "released" released,
        ]
    }
}

impl Cpu {
    /// Values that cannot be right.
    pub(super) fn check(&self, problems: &mut Problems) {
        problems.range("cores", self.cores, 1, 512);
        problems.range("threads", self.threads, 1, 1_024);
        problems.range("tdp", self.tdp.map(Watts::steps), 1, 1_000);
        problems.range("max_power", self.max_power.map(Watts::steps), 1, 2_000);
        problems.range("memory_channels", self.memory_channels, 1, 12);
        problems.not_zero("max_memory", self.max_memory.map(Gibibytes::steps));
        problems.range("pcie_generation", self.pcie_generation, 1, 7);
        problems.range("gpu_lanes", self.gpu_lanes, 1, 16);
        if let (Some(cores), Some(threads)) = (self.cores, self.threads) {
            problems.expect(threads >= cores, "threads", || {
                format!("{threads} threads on {cores} cores: expected at least one a core")
            });
        }
        if let (Some(base), Some(most)) = (self.tdp, self.max_power) {
            problems.expect(most >= base, "max_power", || {
                format!("{most} is less than the base power, {base}")
            });
        }
        if let Some(types) = &self.memory_types {
            problems.expect(!types.is_empty(), "memory_types", || {
                "an empty list: leave out what is not known".to_owned()
            });
            problems.distinct("memory_types", types);
        }
    }
}
