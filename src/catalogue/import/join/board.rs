//! The memory generation of a board that a price table does not state.
//!
//! Only LGA1700 has boards of one name for DDR4 and DDR5. Makers then mark one of the two.

use super::item::{BoardFacts, Facts};
use super::text::bag;
use std::collections::BTreeMap;

/// Words that mark the generation.
const MARKS: [(&str, u8); 6] = [
    ("d3", 3),
    ("d4", 4),
    ("d5", 5),
    ("ddr3", 3),
    ("ddr4", 4),
    ("ddr5", 5),
];

/// Whether a socket has boards of both generations under one name.
pub(super) fn ambiguous(facts: &BoardFacts) -> bool {
    facts
        .socket
        .as_ref()
        .is_some_and(|socket| socket.as_str() == "lga1700")
}

/// The generation that a name marks.
fn mark(words: &[String]) -> Option<u8> {
    words.iter().find_map(|word| {
        let known = MARKS.iter().find(|(text, _)| text == word);
        known.map(|(_, generation)| *generation)
    })
}

/// Memory a slot of DDR4 never takes: modules end at 32 GiB.
const MOST_DDR4_SLOT: u32 = 32;

/// By the maker's habit, for a name without a mark.
fn habit(facts: &BoardFacts, maker: &str, words: &[String]) -> Option<u8> {
    if let (Some(most), Some(slots)) = (facts.max_memory, facts.memory_slots)
        && most.steps() > MOST_DDR4_SLOT * u32::from(slots)
    {
        return Some(5);
    }
    match maker {
        "asus" | "gigabyte" | "msi" => Some(5),
        // ASRock marked DDR5 on its 600 series, with exceptions, and DDR4 on its 700 series.
        "asrock" if words.iter().any(|word| chipset_700(word)) => Some(5),
        _ => None,
    }
}

fn chipset_700(word: &str) -> bool {
    ["b760", "h770", "z790"]
        .iter()
        .any(|chipset| word.starts_with(chipset))
}

/// What the names of one table say of each other.
#[derive(Default)]
pub(super) struct Twins(BTreeMap<(String, String), Vec<u8>>);

impl Twins {
    /// Notes a name of the table.
    pub(super) fn note(&mut self, facts: &Facts, maker: &str, words: &[String]) {
        if let Facts::Motherboard(board) = facts
            && ambiguous(board)
            && let Some(generation) = mark(words)
        {
            let twins = self.0.entry((maker.to_owned(), plain(words)));
            twins.or_default().push(generation);
        }
    }

    /// Fills in the generation, if it can be told: by the mark; as the other one where a
    /// twin has a mark; by what only one takes; by the maker's habit.
    pub(super) fn tell(&self, facts: &mut Facts, maker: &str, words: &[String]) {
        let Facts::Motherboard(board) = facts else {
            return;
        };
        if board.ddr.is_some() {
            return;
        }
        board.ddr = mark(words)
            .filter(|generation| *generation != 3 || words.iter().any(|word| word == "ddr3"));
        if board.ddr.is_none() && ambiguous(board) {
            let twins = self.0.get(&(maker.to_owned(), plain(words)));
            board.ddr = match twins.map(Vec::as_slice) {
                Some([4, rest @ ..]) if rest.iter().all(|generation| *generation == 4) => Some(5),
                Some([5, rest @ ..]) if rest.iter().all(|generation| *generation == 5) => Some(4),
                _ => habit(board, maker, words),
            };
        }
    }
}

/// The words without the mark, in any order.
fn plain(words: &[String]) -> String {
    let mut plain = bag(words);
    plain.retain(|word| !MARKS.iter().any(|(mark, _)| mark == word));
    plain.join(" ")
}
