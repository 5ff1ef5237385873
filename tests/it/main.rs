//! Integration tests: one binary.

mod cases;
mod catalog;
mod check;
mod cli;
mod import;
mod laws;
mod oracle;
mod platforms;
mod random;
mod readme;
mod store;
