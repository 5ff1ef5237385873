//! Integration tests: one binary.

mod cases;
mod cli;
mod oracle;
mod random;
mod store;
