//! The draw of a build, as far as it is decided and known: shared by the power rules.

use super::share::{Fed, Share};
use super::{Draft, UnknownPolicy, Verdict};
use crate::unit::Watts;

/// Board, memory, drives and fans: a judgement.
const REST: Watts = Watts::new(100);

/// What is missing from a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing: the sum is exact.
    None,
    /// The catalogue lacks this field.
    Unknown(&'static str),
    /// A slot is still empty.
    Undecided,
}

impl Gap {
    /// The answer of a rule that finds nothing wrong with the sum as far as it goes.
    pub(super) fn otherwise(self, policy: UnknownPolicy, pass: Verdict) -> Option<Verdict> {
        match self {
            Self::None => Some(pass),
            Self::Unknown(field) => Some(Verdict::unknown(policy, field)),
            Self::Undecided => None,
        }
    }
}

/// What a card takes from its slot at most.
const SLOT: Watts = Watts::new(75);

/// Sustained draw: at least `known` less `loose`, and exactly `known` without a gap and
/// with nothing loose. So a rule may fail on it early, and never pass early.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draw {
    pub(super) known: Watts,
    /// Part of `known` that another supply may carry instead: how a card splits its draw
    /// between cables and slot is not known, so both supplies are charged with the 75 W.
    pub(super) loose: Watts,
    pub(super) gap: Gap,
}

impl Draw {
    /// What is drawn for certain.
    pub(super) fn certain(self) -> Watts {
        Watts::from_steps(self.known.steps().saturating_sub(self.loose.steps()))
    }
}

/// GPUs at their (limited) board power, the CPU's sustained maximum and the rest, as far
/// as they hang on this share of the supplies.
pub(super) fn sustained(draft: &Draft<'_>, share: Share<'_>) -> Draw {
    let board = share.feeds_board();
    let mut draw = Draw {
        known: if board { REST } else { Watts::default() },
        loose: Watts::default(),
        gap: Gap::None,
    };
    for pick in draft.gpus.unwrap_or_default() {
        let fed = share.fed(pick);
        match pick.stock_power() {
            Some(stock) => {
                let power = draft.setting.card_power(stock);
                let slot = power.min(SLOT);
                let elsewhere = slot * (fed.cables + fed.slot);
                draw.known = draw.known + power * (fed.both + fed.cables) + slot * fed.slot;
                draw.loose = draw.loose + elsewhere;
            }
            None if fed == Fed::default() => {}
            None => draw.gap = Gap::Unknown("gpu board_power"),
        }
    }
    match draft.cpu.map(|cpu| cpu.max_power) {
        Some(Some(power)) if board => draw.known = draw.known + power,
        Some(None) if board => draw.gap = Gap::Unknown("cpu max_power"),
        Some(_) | None => {}
    }
    if draft.gpus.is_none() || draft.cpu.is_none() {
        draw.gap = Gap::Undecided;
    }
    draw
}

/// What the whole build draws for hours; `None` = a card's or the CPU's power is missing.
pub fn sustained_power(draft: &Draft<'_>) -> Option<Watts> {
    let draw = sustained(draft, Share::Whole);
    (draw.gap == Gap::None).then_some(draw.known)
}

/// So many percent of a power, rounded down to a watt.
pub(super) fn percent(power: Watts, percent: u32) -> Watts {
    Watts::new((power * percent).steps() / 100)
}
