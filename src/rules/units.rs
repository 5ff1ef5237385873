//! The supplies of a build, each with what hangs on it: the power rules judge them one by one.

use super::share::Share;
use super::supply::Supply;
use super::{Circuit, Draft, GpuPick, Pick, UnknownPolicy, Verdict};
use crate::part::Psu;
use crate::unit::Watts;

/// The field that is missing when there are several supplies.
pub(super) const WHICH_PSU: &str = "which card hangs on which psu";

/// One supply with what hangs on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit<'a> {
    /// The supply.
    pub(super) psu: &'a Psu,
    /// What it feeds.
    pub(super) share: Share<'a>,
    /// Its circuit.
    pub(super) circuit: Circuit,
}

/// A rating that may not be known exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rating {
    /// At least this.
    pub(super) least: Watts,
    /// At most this.
    pub(super) most: Watts,
}

/// The field that is missing where the two bounds of a rating differ.
pub(super) const LOW_LINE: &str = "psu low_line_wattage";

impl Unit<'_> {
    /// What it gives for hours on its circuit.
    ///
    /// A large supply without a stated rating for low mains gives at least what a cord with
    /// a 15 A plug carries: 1500 W on a North American outlet; at 100 V 1300 W, which a
    /// unit of 1650 W is rated there. Both bounds are judgements.
    pub(super) fn rating(&self) -> Rating {
        let full = self.psu.wattage;
        match self.psu.low_line() {
            _ if !self.circuit.low_line() => Rating {
                least: full,
                most: full,
            },
            Some(low) => Rating {
                least: low,
                most: low,
            },
            None => {
                let floor = if self.circuit.volts < 110 {
                    1_300
                } else {
                    1_500
                };
                Rating {
                    least: full.min(Watts::new(floor)),
                    most: full,
                }
            }
        }
    }
}

/// The one supply of a build.
pub(super) fn single<'a>(psus: &[Pick<'a, Psu>]) -> Option<&'a Psu> {
    match psus {
        [pick] if pick.count == 1 => Some(pick.part),
        _ => None,
    }
}

/// The setting's supplies, if they are those of the build and one of them feeds the board.
fn listed<'a>(draft: &Draft<'a>, psus: &[Pick<'a, Psu>]) -> Option<&'a [Supply]> {
    let supplies: &[Supply] = &draft.setting.supplies;
    let named = |id: &str| supplies.iter().filter(|supply| supply.psu == id).count();
    let all = psus.iter().map(|pick| &pick.part.id);
    let held = |id: &str| -> u32 {
        let same = psus.iter().filter(|pick| pick.part.id == id);
        same.map(|pick| pick.count).sum()
    };
    let agree = all
        .into_iter()
        .all(|id| u32::try_from(named(id)) == Ok(held(id)))
        && supplies.iter().all(|supply| held(&supply.psu) > 0);
    let boards = supplies.iter().filter(|supply| supply.board).count();
    (agree && boards == 1).then_some(supplies)
}

/// The supply that feeds the board; `None` = not known which.
pub(super) fn board_psu<'a>(draft: &Draft<'a>, psus: &[Pick<'a, Psu>]) -> Option<&'a Psu> {
    single(psus).or_else(|| {
        let supply = listed(draft, psus)?.iter().find(|supply| supply.board)?;
        part(psus, supply)
    })
}

/// The part of a supply.
pub(super) fn part<'a>(psus: &[Pick<'a, Psu>], supply: &Supply) -> Option<&'a Psu> {
    let same = psus.iter().find(|pick| pick.part.id == supply.psu);
    same.map(|pick| pick.part)
}

/// The supplies of a build, if it is known what hangs on each: every card on one of them.
pub(super) fn assigned<'a>(
    draft: &Draft<'a>,
    psus: &[Pick<'a, Psu>],
    gpus: &[GpuPick<'_>],
) -> Option<&'a [Supply]> {
    let supplies = listed(draft, psus)?;
    let fed = |id: &str| supplies.iter().map(|supply| supply.cards(id)).sum::<u32>();
    let held = |id: &str| -> u32 {
        let same = gpus.iter().filter(|pick| pick.card.id == id);
        same.map(|pick| pick.count).sum()
    };
    let every = gpus
        .iter()
        .all(|pick| fed(&pick.card.id) == held(&pick.card.id));
    let own = |id: &String| held(id) > 0;
    let foreign = supplies.iter().any(|supply| !supply.feeds.keys().all(own));
    (every && !foreign).then_some(supplies)
}

/// Judges every supply by what hangs on it; the weightiest verdict is the build's.
///
/// Unknown where it is not known what hangs on which, unless `pooled` finds that all
/// supplies together would not do.
pub(super) fn each<'a>(
    draft: &Draft<'a>,
    policy: UnknownPolicy,
    judge: impl Fn(&Unit<'a>) -> Option<Verdict>,
    pooled: impl Fn(&[Pick<'a, Psu>]) -> Option<Verdict>,
) -> Option<Verdict> {
    let psus = draft.psus?;
    let main = draft.setting.circuit;
    if let Some(psu) = single(psus) {
        return judge(&Unit {
            psu,
            share: Share::Whole,
            circuit: main,
        });
    }
    let gpus = draft.gpus?;
    let Some(supplies) = assigned(draft, psus, gpus) else {
        return pooled(psus).or(Some(Verdict::unknown(policy, WHICH_PSU)));
    };
    let mut worst = Verdict::NotApplicable;
    let mut undecided = false;
    for (place, supply) in supplies.iter().enumerate() {
        let unit = Unit {
            psu: part(psus, supply)?,
            share: Share::one(supplies, place),
            circuit: supply.circuit.unwrap_or(main),
        };
        match judge(&unit) {
            Some(verdict) => {
                let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
                worst = worst.worse(verdict.on_supply(number));
            }
            None => undecided = true,
        }
    }
    // Before all is decided only a fail counts that no unknown would hide later.
    (!undecided || worst.is_serious()).then_some(worst)
}
