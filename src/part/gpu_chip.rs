//! A GPU chip in one memory configuration: everything that decides speed.

use super::{Interface, InterfaceValue, Offer, Problems};
use crate::unit::{ComputeCapability, Gibibytes, GigabytesPerSecond, Mebibytes, Teraflops, Watts};
use crate::unit::{IsoDate, KEBAB};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

named! {
    /// Who makes the chip.
    Vendor, "a GPU vendor" {
        /// NVIDIA: CUDA.
        Nvidia = "nvidia",
        /// AMD: ROCm.
        Amd = "amd",
        /// Intel: XPU.
        Intel = "intel",
    }
}

named! {
    /// Chip family, as far as the speed model and the software rules tell them apart.
    Architecture, "a GPU architecture" {
        /// GTX 10, P40, P100: no tensor cores.
        Pascal = "pascal",
        /// V100, Titan V.
        Volta = "volta",
        /// RTX 20, T4, Quadro RTX.
        Turing = "turing",
        /// GA10x: RTX 30, RTX A, A10, A40.
        Ampere = "ampere",
        /// GA100: A100, A30.
        AmpereDatacenter = "ampere-datacenter",
        /// RTX 40, RTX Ada, L4, L40S.
        Ada = "ada",
        /// H100, H200.
        Hopper = "hopper",
        /// GB20x: RTX 50, RTX PRO Blackwell.
        Blackwell = "blackwell",
        /// B200, GB200.
        BlackwellDatacenter = "blackwell-datacenter",
        /// MI25, Radeon VII, MI50, MI60.
        Gcn5 = "gcn5",
        /// MI100.
        Cdna1 = "cdna1",
        /// MI210, MI250.
        Cdna2 = "cdna2",
        /// MI300.
        Cdna3 = "cdna3",
        /// RX 6000.
        Rdna2 = "rdna2",
        /// RX 7000, PRO W7000.
        Rdna3 = "rdna3",
        /// RX 9000, AI PRO R9000.
        Rdna4 = "rdna4",
        /// Arc A.
        Alchemist = "alchemist",
        /// Arc B, Arc Pro B.
        Battlemage = "battlemage",
    }
}

named! {
    /// Code-generation target of AMD's compiler: the name under which ROCm supports a chip.
    GfxTarget, "an AMD gfx target" {
        /// MI25, RX Vega.
        Gfx900 = "gfx900",
        /// MI50, MI60, Radeon VII.
        Gfx906 = "gfx906",
        /// MI100.
        Gfx908 = "gfx908",
        /// MI210, MI250.
        Gfx90a = "gfx90a",
        /// MI300.
        Gfx942 = "gfx942",
        /// RX 6800 to 6950 XT, PRO W6800.
        Gfx1030 = "gfx1030",
        /// RX 6700 and 6750.
        Gfx1031 = "gfx1031",
        /// RX 6600 and 6650.
        Gfx1032 = "gfx1032",
        /// RX 7900, PRO W7800 and W7900.
        Gfx1100 = "gfx1100",
        /// RX 7700 XT and 7800 XT, PRO W7700.
        Gfx1101 = "gfx1101",
        /// RX 7600.
        Gfx1102 = "gfx1102",
        /// RX 9060.
        Gfx1200 = "gfx1200",
        /// RX 9070, AI PRO R9700.
        Gfx1201 = "gfx1201",
    }
}

/// A chip with its memory, as sold on any maker's card.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GpuChip {
    /// Stable id, the `gpu_id` of the field: `rtx-3090`.
    #[schemars(extend("pattern" = KEBAB))]
    pub id: String,
    /// The maker's name.
    pub name: String,
    /// Who makes it.
    pub vendor: Vendor,
    /// Its family.
    pub architecture: Architecture,
    /// NVIDIA only; absent = unknown or not NVIDIA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compute_capability: Option<ComputeCapability>,
    /// AMD code-generation target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gfx: Option<GfxTarget>,
    /// Memory on the card.
    pub memory: Gibibytes,
    /// Whether ECC takes its share of GDDR memory (8 % less is usable). Absent = no.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ecc: bool,
    /// Memory bandwidth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_bandwidth: Option<GigabytesPerSecond>,
    /// Dense FP16 tensor rate with FP16 accumulate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fp16_tensor: Option<Teraflops>,
    /// Dense FP16/BF16 tensor rate with FP32 accumulate: what mixed-precision training uses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fp16_tensor_fp32_accumulate: Option<Teraflops>,
    /// The maker's board power.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub board_power: Option<Watts>,
    /// The PSU that the chip's maker asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommended_psu: Option<Watts>,
    /// L2 cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub l2_cache: Option<Mebibytes>,
    /// Whether cards with it have an `NVLink` connector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nvlink: Option<bool>,
    /// PCIe generation of its interface.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pcie_generation: Option<u8>,
    /// PCIe lanes of its interface (16; 8 for x8-only cards).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pcie_lanes: Option<u8>,
    /// Street prices of "any card with this chip".
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

impl GpuChip {
    /// Whether it has ray-tracing cores of NVIDIA's, by its family: those made for
    /// graphics since Turing have them, V100, A100, A30 and H100 have none.
    pub fn has_rt_cores(&self) -> bool {
        matches!(
            self.architecture,
            Architecture::Turing
                | Architecture::Ampere
                | Architecture::Ada
                | Architecture::Blackwell
        )
    }

    /// Whether drivers let two such cards in PCIe slots read each other's memory: NVIDIA's
    /// for workstations and data centres, by name. `GeForce` and `TITAN` go through the host.
    pub fn has_peer_to_peer(&self) -> bool {
        let consumer = ["GeForce", "TITAN"]
            .iter()
            .any(|name| self.name.starts_with(name));
        self.vendor == Vendor::Nvidia && !consumer
    }

    /// How it compares with others of its kind: only an equal chip will do.
    pub(super) fn compared(&self) -> Interface {
        let Self {
            vendor,
            architecture,
            compute_capability,
            gfx,
            memory,
            ecc,
            memory_bandwidth,
            fp16_tensor,
            fp16_tensor_fp32_accumulate,
            board_power,
            recommended_psu,
            l2_cache,
            nvlink,
            pcie_generation,
            pcie_lanes,
            id: _,
            name: _,
            offers: _,
            sources: _,
            verified: _,
            imputed: _,
        } = self;
        interface![
            exact "vendor" vendor,
            exact "architecture" architecture,
            exact "compute_capability" compute_capability,
            exact "gfx" gfx,
            exact "memory" memory,
            exact "ecc" ecc,
            exact "memory_bandwidth" memory_bandwidth,
            exact "fp16_tensor" fp16_tensor,
            exact "fp16_tensor_fp32_accumulate" fp16_tensor_fp32_accumulate,
            exact "board_power" board_power,
            exact "recommended_psu" recommended_psu,
            exact "l2_cache" l2_cache,
            exact "nvlink" nvlink,
            exact "pcie_generation" pcie_generation,
            exact "pcie_lanes" pcie_lanes,
            // Of the name only what speed depends on.
            exact "name" self.has_peer_to_peer(),
        ]
    }
}

impl GpuChip {
    /// Values that cannot be right.
    pub(super) fn check(&self, problems: &mut Problems) {
        problems.range("memory", Some(self.memory.steps()), 1, 1_024);
        problems.not_zero(
            "memory_bandwidth",
            self.memory_bandwidth.map(GigabytesPerSecond::steps),
        );
        problems.not_zero("fp16_tensor", self.fp16_tensor.map(Teraflops::steps));
        problems.not_zero(
            "fp16_tensor_fp32_accumulate",
            self.fp16_tensor_fp32_accumulate.map(Teraflops::steps),
        );
        problems.range("board_power", self.board_power.map(Watts::steps), 1, 2_000);
        problems.not_zero("recommended_psu", self.recommended_psu.map(Watts::steps));
        problems.not_zero("l2_cache", self.l2_cache.map(Mebibytes::steps));
        problems.range("pcie_generation", self.pcie_generation, 1, 7);
        problems.range("pcie_lanes", self.pcie_lanes, 1, 16);
        if let (Some(fast), Some(exact)) = (self.fp16_tensor, self.fp16_tensor_fp32_accumulate) {
            problems.expect(exact <= fast, "fp16_tensor_fp32_accumulate", || {
                format!("{exact} is more than fp16_tensor, {fast}: FP32 accumulate is never faster")
            });
        }
        problems.expect(
            self.compute_capability.is_none() || self.vendor == Vendor::Nvidia,
            "compute_capability",
            || format!("only NVIDIA chips have one; the vendor is {}", self.vendor),
        );
    }
}
