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

/// A factor with the year it was measured in.
const fn measured(year: u16, factor: f64) -> Software {
    Software {
        factor,
        year: Some(year),
    }
}

/// NVIDIA's software is the unit.
const UNIT: &[Software] = &[Software {
    factor: 1.0,
    year: None,
}];
/// Diffusion on AMD, oldest first (`reference/performance.md` section 4).
const GCN_AND_CDNA: &[Software] = &[measured(2023, 0.70)];
const RDNA2: &[Software] = &[measured(2023, 0.70), measured(2025, 0.60)];
const RDNA3: &[Software] = &[measured(2023, 0.70), measured(2025, 0.52)];
/// The lower end of 0.36 to 0.57.
const RDNA4: &[Software] = &[measured(2025, 0.36)];
/// Diffusion on Intel; the lower end of 0.29 to 0.33.
const ALCHEMIST: &[Software] = &[measured(2023, 0.50), measured(2025, 0.29)];
const BATTLEMAGE: &[Software] = &[measured(2025, 0.47)];

/// The factors of an architecture, oldest first, at least one.
const fn factors(architecture: Architecture) -> &'static [Software] {
    match architecture {
        Architecture::Pascal
        | Architecture::Volta
        | Architecture::Turing
        | Architecture::Ampere
        | Architecture::AmpereDatacenter
        | Architecture::Ada
        | Architecture::Hopper
        | Architecture::Blackwell
        | Architecture::BlackwellDatacenter => UNIT,
        Architecture::Gcn5 | Architecture::Cdna1 | Architecture::Cdna2 | Architecture::Cdna3 => {
            GCN_AND_CDNA
        }
        Architecture::Rdna2 => RDNA2,
        Architecture::Rdna3 => RDNA3,
        Architecture::Rdna4 => RDNA4,
        Architecture::Alchemist => ALCHEMIST,
        Architecture::Battlemage => BATTLEMAGE,
    }
}

/// The newest factor of diffusion measurements. No AMD or Intel table of `PyTorch` training
/// exists, so it stands in for training too (confidence C); where a range was measured,
/// its lower end. Decoding has its own measured efficiencies and takes no factor.
pub(in crate::workload) const fn software(architecture: Architecture) -> Software {
    let factors = factors(architecture);
    factors[factors.len() - 1]
}

/// The factor in force for measurements of `year`: the newest that is not younger, or the
/// oldest there is.
pub(in crate::workload) fn software_in(architecture: Architecture, year: u16) -> Software {
    let factors = factors(architecture);
    factors
        .iter()
        .rev()
        .find(|software| software.year.is_none_or(|of| of <= year))
        .or_else(|| factors.first())
        .copied()
        .unwrap_or_else(|| software(architecture))
}
