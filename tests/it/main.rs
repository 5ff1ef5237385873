//! Integration tests: one binary.

mod catalog;
mod cli;
mod oracle;
mod random;
