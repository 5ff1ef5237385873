//! Joins rows of outside price tables to parts: names differ in spelling, order and detail,
//! so words are compared by kind-specific rules, and facts that disagree bar a match.

mod board;
mod chip;
mod core_name;
mod decor;
mod gate;
mod item;
pub(crate) mod like;
mod maker;
mod matcher;
mod of_part;
mod stated;
mod text;

#[cfg(test)]
mod tests;

pub use item::{
    BoardFacts, CaseFacts, CoolerFacts, CpuFacts, DriveBus, Facts, GpuFacts, Item, Listing,
    MemoryFacts, Modularity, PsuFacts, StorageFacts, Word,
};
pub use matcher::{Matched, Tier, join};
pub(crate) use text::same_words;
