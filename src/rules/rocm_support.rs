//! Which AMD chips `ROCm` and `PyTorch`'s wheels for it support. State of 2026-09.

use crate::part::GfxTarget;
use crate::unit::Version;

/// What the current `ROCm` release does with a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rocm {
    /// In AMD's compatibility matrix, on Linux.
    Listed,
    /// Not in it; people run it as its listed relative.
    Unlisted,
    /// Gone: this release was the last.
    Until(Version),
}

/// AMD's page for `ROCm` 7.2 on Windows (of 2026-07-31) was read: gfx1100, gfx1101, gfx1200
/// and gfx1201 run there, gfx1030, gfx1032 and gfx906 do not. That the matrix for Linux also
/// has gfx908, gfx90a, gfx942 and gfx1030, and that `ROCm` 4.5 was the last with gfx900, is
/// general knowledge and was not read. `PyTorch`'s wheels had gfx906 last with 6.3.
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
        GfxTarget::Gfx1031 | GfxTarget::Gfx1032 | GfxTarget::Gfx1102 => Rocm::Unlisted,
        GfxTarget::Gfx906 => Rocm::Until(Version::new(6, 3)),
        GfxTarget::Gfx900 => Rocm::Until(Version::new(4, 5)),
    }
}
