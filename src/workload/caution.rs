//! Caution: the lower end of the error of a ratio to the reference. The worst reason
//! applies once, never a product.

use super::ladder::Caution;
use super::speed::has_hbm;
use crate::part::{GpuChip, Vendor};

named! {
    /// How far a predicted speed can be trusted.
    Confidence, "a confidence class" {
        /// Within about 10 %.
        A = "A",
        /// Within about 15 %.
        B = "B",
        /// Within about 35 %.
        C = "C",
    }
}

/// Kinds of tasks that are equally well known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Training image classifiers.
    Vision,
    /// Full fine-tuning.
    Full,
    /// `LoRA` of a language model or an image generator.
    Adapter,
    /// Adapters on 4-bit weights.
    Qlora,
    /// Generating text.
    Decode,
    /// Reading a prompt.
    Prompt,
    /// Generating images.
    Imaging,
}

impl Family {
    /// The class of a task of this family on one of these chips.
    pub(super) fn confidence(self, chip: &GpuChip) -> Confidence {
        match chip.vendor {
            Vendor::Amd | Vendor::Intel => Confidence::C,
            Vendor::Nvidia => match self {
                Self::Decode | Self::Prompt if has_hbm(chip) => Confidence::C,
                Self::Vision | Self::Decode => Confidence::A,
                Self::Full | Self::Adapter | Self::Imaging => Confidence::B,
                // Our own rows miss prompt speed by more than a quarter.
                Self::Qlora | Self::Prompt => Confidence::C,
            },
        }
    }

    /// The class when copies on several GPUs exchange gradients.
    pub(super) const fn on_several(self) -> Confidence {
        match self {
            Self::Vision | Self::Adapter | Self::Qlora | Self::Imaging => Confidence::B,
            Self::Full | Self::Decode | Self::Prompt => Confidence::C,
        }
    }
}

/// How a chip is related to the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kin {
    /// The reference itself.
    Same,
    /// Another chip of its architecture.
    Architecture,
    /// Any other.
    Other,
}

impl Kin {
    /// How `chip` is related to `reference`.
    pub(super) fn of(chip: &GpuChip, reference: &GpuChip) -> Self {
        if chip.id == reference.id {
            Self::Same
        } else if chip.architecture == reference.architecture {
            Self::Architecture
        } else {
            Self::Other
        }
    }
}

/// How the run is spread, as far as it blurs the prediction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spread {
    /// One GPU, everything in its memory.
    Plain,
    /// One GPU, part of it in system memory.
    Offloaded,
    /// A copy on each of several GPUs.
    Copies,
    /// One copy over several GPUs.
    Divided,
}

impl Caution {
    /// The error of a class, as a share.
    pub(super) const fn share(&self, class: Confidence) -> f64 {
        match class {
            Confidence::A => self.a,
            Confidence::B => self.b,
            Confidence::C => self.c,
        }
    }

    /// The share by which the ratio to the reference is lowered.
    pub(super) fn lowered(&self, kin: Kin, family: Family, chip: &GpuChip, spread: Spread) -> f64 {
        let own = match (kin, spread) {
            (Kin::Same, _) => 0.0,
            // An offloaded, sharded or split rung is class C.
            (_, Spread::Offloaded | Spread::Divided) => self.c,
            (Kin::Architecture, Spread::Plain | Spread::Copies) => self.same_architecture,
            (Kin::Other, Spread::Plain | Spread::Copies) => self.share(family.confidence(chip)),
        };
        let several = match spread {
            Spread::Plain | Spread::Offloaded => 0.0,
            Spread::Copies => match family.on_several() {
                Confidence::A | Confidence::B => self.data_parallel,
                Confidence::C => self.across_pcie,
            },
            Spread::Divided => self.across_pcie,
        };
        own.max(several)
    }
}

/// Why a speed is of class C; `None` where it is not.
pub(super) fn doubt(family: Family, chip: &GpuChip, spread: Spread) -> Option<&'static str> {
    if confidence(family, chip, spread) != Confidence::C {
        return None;
    }
    Some(match (spread, chip.vendor, family) {
        (Spread::Offloaded, ..) => "part of it works from system memory",
        (Spread::Divided, ..) => "it is divided over several GPUs",
        (_, Vendor::Amd | Vendor::Intel, _) => {
            "no table of training speeds on AMD or Intel cards is published"
        }
        (_, Vendor::Nvidia, Family::Qlora) => "measured QLoRA is missed by about 29 %",
        (_, Vendor::Nvidia, Family::Prompt) => "measured prompt speeds are missed by about 30 %",
        (_, Vendor::Nvidia, Family::Decode) if has_hbm(chip) => {
            "llama.cpp reaches less of HBM's bandwidth"
        }
        (_, Vendor::Nvidia, _) => "several GPUs exchange gradients over PCIe",
    })
}

/// The class to print with a result.
pub(super) fn confidence(family: Family, chip: &GpuChip, spread: Spread) -> Confidence {
    let own = family.confidence(chip);
    match spread {
        Spread::Plain => own,
        Spread::Copies => own.max(family.on_several()),
        Spread::Offloaded | Spread::Divided => Confidence::C,
    }
}
