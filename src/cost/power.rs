//! What a machine draws from the wall at work and at rest. Estimates: a plug-in meter is
//! better.

use crate::part::Psu;
use crate::rules::{Draft, GpuPick, Pick, supply_efficiency};
use crate::unit::Watts;

/// Share of its sustained maximum that the CPU draws beside GPU work, in per cent. With
/// [`REST`] this comes near the 100 W that Dettmers (2020) adds to a card's board power
/// (timdettmers.com/2020/09/07/which-gpu-for-deep-learning).
const CPU_AT_WORK: u32 = 50;

/// Board, memory, drives and fans at work: what of the 62 W of an idle desktop at the wall
/// (marwedel.eu/malte/idlepc) is behind the supply and not the CPU or the card.
const REST: Watts = Watts::new(45);

/// A desktop without its cards at rest, at the wall: 62 W with one small card were measured
/// (marwedel.eu/malte/idlepc), 90 W with two RTX 3090 (ai-radar.it, r/LocalLLaMA 2026).
/// Server platforms take more: 170 W with three cards (github.com/bradrlaw/ai-server).
const HOST_AT_REST: Watts = Watts::new(55);

/// A card at rest, at the wall: an RTX 3090 was seen at 15 to 18 W, an RTX 3080 at 22 W
/// (github.com/ilya-zlobintsev/LACT/issues/908, NVIDIA/open-gpu-kernel-modules/issues/314).
const CARD_AT_REST: Watts = Watts::new(18);

/// Draw from the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WallPower {
    /// While a task runs.
    pub work: Watts,
    /// While nothing runs, switched on.
    pub rest: Watts,
}

impl WallPower {
    /// The draw of a whole build.
    ///
    /// # Errors
    /// The field that is missing.
    pub fn of(draft: &Draft<'_>) -> Result<Self, &'static str> {
        let gpus = draft.gpus.ok_or("graphics card")?;
        let cpu = draft.cpu.ok_or("cpu")?;
        let psus = draft.psus.ok_or("psu")?;
        let processor = cpu.max_power.ok_or("cpu max_power")?;
        let mut inside = REST + percent(processor, CPU_AT_WORK);
        let mut cards = 0;
        for pick in gpus {
            inside = inside + card(draft, pick).ok_or("gpu board_power")? * pick.count;
            cards += pick.count;
        }
        let supplies = supplies(psus);
        let promille = supply_efficiency(&supplies, inside).ok_or("psu efficiency")?;
        Ok(Self {
            work: Watts::new((inside * 1000).steps().div_ceil(promille.max(1))),
            rest: HOST_AT_REST + CARD_AT_REST * cards,
        })
    }
}

/// A card at work: all of its limit, which training draws and generation stays below, so
/// that the bill is not played down.
fn card(draft: &Draft<'_>, pick: &GpuPick<'_>) -> Option<Watts> {
    Some(draft.setting.card_power(pick.stock_power()?))
}

fn supplies<'p>(psus: &[Pick<'p, Psu>]) -> Vec<&'p Psu> {
    let each = psus
        .iter()
        .flat_map(|pick| (0..pick.count).map(|_| pick.part));
    each.collect()
}

fn percent(power: Watts, percent: u32) -> Watts {
    Watts::new((power * percent).steps() / 100)
}
