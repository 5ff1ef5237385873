//! How far a vendor's software lets its chips go, dated: it drifts fast.

use crate::part::Architecture;

/// A dated factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::workload) struct Software {
    /// Speed relative to what the hardware would do with NVIDIA's software.
    pub factor: f64,
    /// Year of the measurements; `None` = NVIDIA, the unit.
    pub year: Option<u16>,
}

/// The factor of diffusion measurements. No AMD or Intel table of `PyTorch` training
/// exists, so it stands in for training too (confidence C); where a range was measured,
/// its lower end. Decoding has its own measured efficiencies and takes no factor.
pub(in crate::workload) const fn software(architecture: Architecture) -> Software {
    let (factor, year) = match architecture {
        Architecture::Pascal
        | Architecture::Volta
        | Architecture::Turing
        | Architecture::Ampere
        | Architecture::AmpereDatacenter
        | Architecture::Ada
        | Architecture::Hopper
        | Architecture::Blackwell
        | Architecture::BlackwellDatacenter => (1.0, None),
        Architecture::Rdna2 => (0.60, Some(2025)),
        Architecture::Rdna3 => (0.52, Some(2025)),
        Architecture::Rdna4 => (0.36, Some(2025)),
        Architecture::Alchemist => (0.29, Some(2025)),
        Architecture::Battlemage => (0.47, Some(2025)),
        Architecture::Gcn5 | Architecture::Cdna1 | Architecture::Cdna2 | Architecture::Cdna3 => {
            (0.70, Some(2023))
        }
    };
    Software { factor, year }
}
