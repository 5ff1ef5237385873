//! Until when drivers and frameworks support a GPU architecture. State of 2026-09.

use crate::part::Architecture;

/// What current releases do with an architecture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Support {
    /// Built for it by default.
    Current,
    /// The last releases that support it.
    Ended(&'static str),
}

/// NVIDIA: driver branch R580 is the last for Maxwell, Pascal and Volta, and CUDA 13
/// starts at Turing; the default `PyTorch` wheels are built with CUDA 13, and those for
/// CUDA 12.6 are to end with 2.15. AMD: gfx906 (Radeon VII, MI50) is last in the `ROCm` 6.3
/// wheels. Intel: no end announced.
pub(super) const fn support(architecture: Architecture) -> Support {
    match architecture {
        Architecture::Pascal | Architecture::Volta => Support::Ended("CUDA 12, driver R580"),
        Architecture::Gcn5 => Support::Ended("ROCm 6.3"),
        Architecture::Turing
        | Architecture::Ampere
        | Architecture::AmpereDatacenter
        | Architecture::Ada
        | Architecture::Hopper
        | Architecture::Blackwell
        | Architecture::BlackwellDatacenter
        | Architecture::Cdna1
        | Architecture::Cdna2
        | Architecture::Cdna3
        | Architecture::Rdna2
        | Architecture::Rdna3
        | Architecture::Rdna4
        | Architecture::Alchemist
        | Architecture::Battlemage => Support::Current,
    }
}
