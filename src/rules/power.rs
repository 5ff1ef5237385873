//! The draw of a build, as far as it is decided and known: shared by the power rules.

use super::{Draft, Pick, UnknownPolicy, Verdict};
use crate::part::Psu;
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

/// Sustained draw: at least `known`, and exactly that without a gap. So a rule may fail on
/// it early, and never pass early.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draw {
    pub(super) known: Watts,
    pub(super) gap: Gap,
}

/// GPUs at their (limited) board power, the CPU's sustained maximum and the rest.
pub(super) fn sustained(draft: &Draft<'_>) -> Draw {
    let mut draw = Draw {
        known: REST,
        gap: Gap::None,
    };
    for pick in draft.gpus.unwrap_or_default() {
        match pick.stock_power() {
            Some(stock) => {
                draw.known = draw.known + draft.setting.card_power(stock) * pick.count;
            }
            None => draw.gap = Gap::Unknown("gpu board_power"),
        }
    }
    match draft.cpu.map(|cpu| cpu.max_power) {
        Some(Some(power)) => draw.known = draw.known + power,
        Some(None) => draw.gap = Gap::Unknown("cpu max_power"),
        None => {}
    }
    if draft.gpus.is_none() || draft.cpu.is_none() {
        draw.gap = Gap::Undecided;
    }
    draw
}

/// The one supply of a build. With several, which card hangs on which is not known.
pub(super) fn single<'a>(psus: &[Pick<'a, Psu>]) -> Option<&'a Psu> {
    match psus {
        [pick] if pick.count == 1 => Some(pick.part),
        _ => None,
    }
}

/// The field that is missing when there are several supplies.
pub(super) const WHICH_PSU: &str = "which card hangs on which psu";
