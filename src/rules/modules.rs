//! Sums over all memory kits of a draft.

use super::Pick;
use crate::part::Memory;
use crate::unit::Gibibytes;

/// Modules in all kits.
pub(super) fn modules(kits: &[Pick<'_, Memory>]) -> u32 {
    kits.iter().fold(0, |sum, kit| {
        sum.saturating_add(kit.count.saturating_mul(u32::from(kit.part.modules)))
    })
}

/// Capacity of all kits.
pub(super) fn capacity(kits: &[Pick<'_, Memory>]) -> Gibibytes {
    kits.iter().map(|kit| kit.part.capacity() * kit.count).sum()
}
