//! Whether an `NVLink` bridge joins the cards where they sit.

use super::GpuPick;

/// What is known of a bridge between the cards, worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bridge {
    /// No bridge is made for cards so far apart, or for so many.
    Cannot,
    /// A position is missing, or which bridges are made for the chip.
    Unknown(&'static str),
    /// One spans the distance.
    Joins,
}

/// Distances in slots that bridges for the chip span; `None` = not read anywhere.
///
/// NVIDIA sold a bridge of 4 slots for the RTX 3090; the one of 3 slots for the RTX A6000
/// works on it too (Puget Systems tested both). The spans that other chips' bridges have,
/// and whether those of older chips fit, are not known here.
pub(super) fn spans(chip: &str) -> Option<&'static [u8]> {
    match chip {
        "rtx-3090" | "rtx-3090-ti" => Some(&[3, 4]),
        _ => None,
    }
}

/// Judges two cards at these positions, which stand in the order of the board's slots.
pub(super) fn bridge(positions: &[Option<u8>], gpus: &[GpuPick<'_>]) -> Bridge {
    let Some(spans) = gpus.first().and_then(|pick| spans(&pick.chip.id)) else {
        return Bridge::Unknown("which bridges there are for this chip");
    };
    match *positions {
        [Some(upper), Some(lower)] => {
            if spans.contains(&lower.saturating_sub(upper)) {
                Bridge::Joins
            } else {
                Bridge::Cannot
            }
        }
        [_, _] => Bridge::Unknown("motherboard slots.position"),
        _ => Bridge::Cannot,
    }
}
