//! Integration tests: one binary.

mod cli;
mod oracle;
mod random;
mod store;
