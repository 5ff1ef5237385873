//! rigbuild tells a person who wants to do machine-learning research at home which PC
//! to buy: real parts at dated prices, an exact solver, a proof and an explanation.
//!
//! ```text
//! parts/*.yaml --catalogue--> Catalogue + Request --problem--> Domains + Constraints
//!   --solve--> Outcome --explain--> Explanation --report--> text | json
//!                 ^ rules             ^ workload (needs, speeds)
//! ```
//!
//! Data flows one way. [`part`], [`rules`], [`workload`] and [`solve`] touch no file,
//! clock, terminal or environment.

#[macro_use]
pub mod unit;
#[macro_use]
pub mod part;
pub mod build;
pub mod catalogue;
pub mod certificate;
pub mod cli;
pub mod cost;
pub mod explain;
pub mod recheck;
pub mod report;
pub mod request;
pub mod rules;
pub mod solve;
mod suggest;
pub mod validate;
pub mod workload;
