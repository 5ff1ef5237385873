//! Integration tests: one binary.

mod cases;
mod catalog;
mod cli;
mod oracle;
mod random;
mod store;
