//! A power limit as the way out of a circuit that is too small: the highest that has an answer.

use super::conflict::{Relaxation, Requirement};
use crate::catalogue::Catalogue;
use crate::request::Request;
use crate::solve::{Guard, Progress, Scorer, Stopped, best_build_watched, feasible_watched};
use crate::unit::Watts;

/// Limits are tried in steps of this many watts: finer ones buy next to nothing.
const STEP: u32 = 10;
/// A judgement: a lower limit leaves too little to be worth the card. The range that a card's
/// driver takes is not in the catalogue.
const LOWEST: u32 = 100;
/// No card takes more.
const HIGHEST: u32 = 600;

/// The highest limit per card, in steps of 10 W and below the request's own, under which
/// some build satisfies the request; with the best such build.
pub(super) fn power_limit<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    guard: &Guard<'_>,
    about: Progress,
) -> Result<Option<Relaxation<'a>>, Stopped> {
    let limited = |steps: u32| {
        let mut limited = request.clone();
        limited.setting.power_limit = Some(Watts::new(steps * STEP));
        limited
    };
    let works = |steps: u32| feasible_watched(catalogue, &limited(steps), scorer, guard, about);
    let own = request.setting.power_limit.map_or(HIGHEST, Watts::steps);
    // A lower limit never draws more: what works below works, what fails above fails.
    let (mut yes, mut no) = (LOWEST / STEP, own.min(HIGHEST).div_ceil(STEP));
    if yes >= no || !works(yes)? {
        return Ok(None);
    }
    while no - yes > 1 {
        let middle = yes.midpoint(no);
        if works(middle)? {
            yes = middle;
        } else {
            no = middle;
        }
    }
    let best = best_build_watched(catalogue, &limited(yes), scorer, guard, about)?;
    Ok(best.map(|build| Relaxation {
        requirement: Requirement::StockPower(Watts::new(yes * STEP)),
        build,
    }))
}
