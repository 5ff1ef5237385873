//! What hangs on each supply of a PC that has several: said by the user, never guessed.

use super::Circuit;
use std::collections::BTreeMap;

/// One power supply unit and what it feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supply {
    /// Id of its part.
    pub psu: String,
    /// Whether it feeds the board: CPU, memory, drives, fans and the cards' slots.
    pub board: bool,
    /// Cards on its cables: id and how many.
    pub feeds: BTreeMap<String, u32>,
    /// Whether its cards sit in risers that it powers too, so that they take nothing from
    /// the board.
    pub powered_risers: bool,
    /// A circuit of its own; `None` = the one of the whole build.
    pub circuit: Option<Circuit>,
}

impl Supply {
    /// How many cards of this id hang on it.
    pub fn cards(&self, id: &str) -> u32 {
        self.feeds.get(id).copied().unwrap_or(0)
    }
}
