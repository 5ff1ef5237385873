//! What hangs on some of the supplies of a build: its cards' cables and slots, and the board.

use super::GpuPick;
use super::supply::Supply;

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
