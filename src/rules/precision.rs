//! Number formats that code may ask of a card, and which chips compute in them.

use crate::part::{Architecture, GpuChip, Vendor};
use crate::unit::{ComputeCapability, Version};

named! {
    /// The number format of a model's weights and activations in training or inference.
    Precision, "a number format" {
        /// 16-bit floating point.
        Fp16 = "fp16",
        /// The 16-bit format with the exponent of fp32, in which current models are trained.
        Bf16 = "bf16",
        /// 8-bit floating point with one scale a tensor.
        Fp8 = "fp8",
        /// 8-bit floating point with one scale a block.
        Mxfp8 = "mxfp8",
        /// NVIDIA's 4-bit floating point.
        Nvfp4 = "nvfp4",
    }
}

/// How far a chip computes in a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// In hardware.
    Full,
    /// Some kernels do, others not yet.
    Partial,
    /// Not at all.
    None,
    /// The compute capability is not known.
    Unknown,
}

impl Precision {
    /// Whether a chip computes in this format: NVIDIA by compute capability, after the
    /// support matrix of Transformer Engine; AMD and Intel by architecture. As of 2026-09.
    pub(super) fn reach(self, chip: &GpuChip) -> Reach {
        match (chip.vendor, chip.compute_capability) {
            (Vendor::Nvidia, Some(capability)) => self.on_nvidia(capability),
            (Vendor::Nvidia, None) => Reach::Unknown,
            (Vendor::Amd | Vendor::Intel, _) => self.on_others(chip.architecture),
        }
    }

    fn on_nvidia(self, capability: ComputeCapability) -> Reach {
        let from = |least: Version| {
            if capability >= least {
                Reach::Full
            } else {
                Reach::None
            }
        };
        match self {
            Self::Fp16 => from(Version::new(5, 3)),
            Self::Bf16 => from(Version::new(8, 0)),
            Self::Fp8 => from(Version::new(8, 9)),
            Self::Mxfp8 if capability.major == 12 => Reach::None,
            Self::Nvfp4 if capability.major == 12 => Reach::Partial,
            Self::Mxfp8 | Self::Nvfp4 => from(Version::new(10, 0)),
        }
    }

    fn on_others(self, architecture: Architecture) -> Reach {
        let bf16 = !matches!(architecture, Architecture::Gcn5 | Architecture::Rdna2);
        let fp8 = matches!(architecture, Architecture::Cdna3 | Architecture::Rdna4);
        let holds = match self {
            Self::Fp16 => true,
            Self::Bf16 => bf16,
            Self::Fp8 => fp8,
            Self::Mxfp8 | Self::Nvfp4 => false,
        };
        if holds { Reach::Full } else { Reach::None }
    }
}
