//! Prices of outside tables become offers of parts: what is found for which part, what
//! that changes, and what is left out and why. Nothing is written here.

mod plan;
mod scalper;
mod target;
#[cfg(test)]
mod tests;

pub use plan::{LeftOut, PriceFound, PricePlan, Tables, Verdict, plan};
pub use target::Target;
