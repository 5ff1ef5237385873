//! Integration tests: one binary.

mod cases;
mod catalog;
mod check;
mod cli;
mod laws;
mod oracle;
mod random;
mod store;
