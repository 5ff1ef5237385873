//! The supplies of a build, each with what hangs on it: the power rules judge them one by one.

use super::supply::Supply;
use super::{Circuit, Draft, GpuPick, Pick, UnknownPolicy, Verdict};
use crate::part::Psu;
use crate::unit::Watts;

/// The field that is missing when there are several supplies.
pub(super) const WHICH_PSU: &str = "which card hangs on which psu";

/// What hangs on some of the supplies.
#[derive(Debug, Clone, Copy)]
pub(super) enum Share<'a> {
    /// The whole PC: there is one supply.
    Whole,
    /// What these of the setting's supplies feed: bit `i` stands for supply `i`.
    Of(&'a [Supply], u64),
}

/// Cards of one pick by where a share feeds them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Fed {
    /// On cables and slot.
    pub(super) both: u32,
    /// On cables; the slot is another supply's.
    pub(super) cables: u32,
    /// In the slot; the cables are another supply's.
    pub(super) slot: u32,
}

impl<'a> Share<'a> {
    /// One of the setting's supplies.
    pub(super) fn one(supplies: &'a [Supply], place: usize) -> Self {
        Self::Of(supplies, bit(place))
    }

    /// The supplies that hang on the build's own circuit.
    pub(super) fn on_main_circuit(supplies: &'a [Supply]) -> Self {
        let main = supplies.iter().enumerate();
        let main = main.filter(|(_, supply)| supply.circuit.is_none());
        Self::Of(supplies, main.fold(0, |set, (place, _)| set | bit(place)))
    }

    /// The supplies it stands for.
    fn members(self) -> impl Iterator<Item = (&'a Supply, bool)> {
        let (supplies, set) = match self {
            Self::Whole => (&[][..], 0),
            Self::Of(supplies, set) => (supplies, set),
        };
        let places = supplies.iter().enumerate();
        places.map(move |(place, supply)| (supply, set & bit(place) != 0))
    }

    /// Whether the board hangs on it.
    pub(super) fn feeds_board(self) -> bool {
        match self {
            Self::Whole => true,
            Self::Of(..) => self
                .members()
                .any(|(supply, inside)| inside && supply.board),
        }
    }

    /// How it feeds the cards of a pick.
    pub(super) fn fed(self, pick: &GpuPick<'_>) -> Fed {
        let mut fed = Fed::default();
        if let Self::Whole = self {
            fed.both = pick.count;
        }
        let board = self.feeds_board();
        for (supply, inside) in self.members() {
            let count = supply.cards(&pick.card.id);
            let slot = if supply.powered_risers { inside } else { board };
            match (inside, slot) {
                (true, true) => fed.both += count,
                (true, false) => fed.cables += count,
                (false, true) => fed.slot += count,
                (false, false) => {}
            }
        }
        fed
    }

    /// How many cards of a pick hang on its cables.
    pub(super) fn cabled(self, pick: &GpuPick<'_>) -> u32 {
        let fed = self.fed(pick);
        fed.both + fed.cables
    }
}

/// A set with this place alone; the file that names supplies allows 64.
fn bit(place: usize) -> u64 {
    u32::try_from(place).map_or(0, |place| 1u64.checked_shl(place).unwrap_or(0))
}

/// One supply with what hangs on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit<'a> {
    /// The supply.
    pub(super) psu: &'a Psu,
    /// What it feeds.
    pub(super) share: Share<'a>,
    /// Its circuit.
    pub(super) circuit: Circuit,
    /// Its place among several, from 1.
    number: Option<u32>,
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
            number: None,
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
            number: u32::try_from(place + 1).ok(),
        };
        match judge(&unit) {
            Some(verdict) => {
                worst = worst.worse(unit.number.map_or(verdict, |n| verdict.on_supply(n)));
            }
            None => undecided = true,
        }
    }
    // Before all is decided only a fail counts that no unknown would hide later.
    (!undecided || worst.is_serious()).then_some(worst)
}
