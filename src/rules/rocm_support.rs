//! Which AMD chips `ROCm` and `PyTorch`'s wheels for it support. State of 2026-09.

use crate::part::GfxTarget;
use crate::unit::Version;

/// What the current `ROCm` release does with a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rocm {
    /// In AMD's compatibility matrix, on Linux.
    Listed,
    /// Not in it; people run some of these as a listed relative.
    Unlisted,
    /// Gone: this release was the last.
    Until(Version),
}

/// The targets are those of AMD's matrix for `ROCm` 7.2.3 on Linux, the same in 7.1; gfx900,
/// gfx906, gfx1031, gfx1032 and gfx1102 are in none since 6.0. `PyTorch`'s wheels had gfx906
/// last with 6.3.
pub(super) const fn rocm(target: GfxTarget) -> Rocm {
    match target {
        GfxTarget::Gfx908
        | GfxTarget::Gfx90a
        | GfxTarget::Gfx942
        | GfxTarget::Gfx1030
        | GfxTarget::Gfx1100
        | GfxTarget::Gfx1101
        | GfxTarget::Gfx1200
        | GfxTarget::Gfx1201 => Rocm::Listed,
        GfxTarget::Gfx900 | GfxTarget::Gfx1031 | GfxTarget::Gfx1032 | GfxTarget::Gfx1102 => {
            Rocm::Unlisted
        }
        GfxTarget::Gfx906 => Rocm::Until(Version::new(6, 3)),
    }
}
