//! Integration tests: one binary.

mod oracle;
mod random;
