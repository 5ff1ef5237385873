//! Joins rows of outside price tables to parts: names differ in spelling, order and detail,
//! so words are compared by kind-specific rules, and facts that disagree bar a match.

mod item;

pub use item::{
    BoardFacts, CaseFacts, CoolerFacts, CpuFacts, DriveBus, Facts, GpuFacts, Item, Listing,
    MemoryFacts, Modularity, PsuFacts, StorageFacts, Word,
};
