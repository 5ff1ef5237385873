//! Power plugs: what the cards want and what the supplies offer.

use super::share::Share;
use super::{GpuPick, Pick};
use crate::part::{GpuPlug, Psu};
use crate::unit::Watts;

/// A card with more power needs four 8-pin leads on a 16-pin adapter instead of three.
const THREE_LEADS: Watts = Watts::new(450);

/// Plugs that all cards want together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wanted {
    /// 8-pin and 6-pin sockets: each takes one 6+2 plug.
    pub(super) pcie: u32,
    /// 16-pin sockets of cards that do with three 8-pin leads on an adapter.
    pub(super) pin16_light: u32,
    /// 16-pin sockets of cards that need four.
    pub(super) pin16_heavy: u32,
    /// 16-pin sockets of cards of unknown power: three or four.
    pub(super) pin16_unknown: u32,
    /// EPS sockets.
    pub(super) eps: u32,
    /// Whether some card's sockets are not known.
    pub(super) unknown: bool,
}

impl Wanted {
    /// 16-pin sockets, of whatever power.
    pub(super) fn pin16(&self) -> u32 {
        self.pin16_light
            .saturating_add(self.pin16_heavy)
            .saturating_add(self.pin16_unknown)
    }

    /// 8-pin leads on adapters when `native` 16-pin plugs serve the hungriest cards first:
    /// the fewest and the most, which differ when a card's power is not known.
    pub(super) fn adapter_leads(&self, native: u32) -> [u32; 2] {
        let leads = |heavy: u32| {
            let short = self.pin16().saturating_sub(native);
            let heavy_short = heavy.saturating_sub(native);
            short.saturating_mul(3).saturating_add(heavy_short)
        };
        let heavy = self.pin16_heavy;
        [
            leads(heavy),
            leads(heavy.saturating_add(self.pin16_unknown)),
        ]
    }
}

/// Sums the plugs of the cards that hang on this share of the supplies.
pub(super) fn wanted(gpus: &[GpuPick<'_>], share: Share<'_>) -> Wanted {
    let mut sum = Wanted::default();
    for pick in gpus {
        let count = share.cabled(pick);
        if count == 0 {
            continue;
        }
        let Some(plugs) = &pick.card.power else {
            sum.unknown = true;
            continue;
        };
        // A power limit does not change which adapter the card accepts.
        let power = pick.stock_power();
        for plug in plugs {
            let place = match plug {
                GpuPlug::Pcie8 | GpuPlug::Pcie6 => &mut sum.pcie,
                GpuPlug::Eps8 => &mut sum.eps,
                // The board passes the power on: it wants a 16-pin plug in the card's stead.
                GpuPlug::Pin16 | GpuPlug::Btf => match power {
                    None => &mut sum.pin16_unknown,
                    Some(power) if power > THREE_LEADS => &mut sum.pin16_heavy,
                    Some(_) => &mut sum.pin16_light,
                },
            };
            *place = place.saturating_add(count);
        }
    }
    sum
}

/// Plugs of one kind on all supplies; `None` when one does not state them.
pub(super) fn offered(psus: &[Pick<'_, Psu>], kind: fn(&Psu) -> Option<u8>) -> Option<u32> {
    psus.iter().try_fold(0u32, |sum, pick| {
        let plugs = u32::from(kind(pick.part)?);
        Some(sum.saturating_add(plugs.saturating_mul(pick.count)))
    })
}
