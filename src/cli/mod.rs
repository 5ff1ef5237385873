//! The command line: clap definitions, one file a subcommand, and nothing of the domain.
//!
//! Exit codes: 0 yes, 1 the answer is no (nothing fits, a check found an error), 2 could
//! not answer (bad input, unreadable or faulty catalogue, disk), 130 interrupted.

mod context;

pub use context::{Context, Exit};
