//! Validation: the workload model held against what other people measured.
//!
//! Pure functions from measured rows to figures; reading files is the caller's.

pub mod statistics;
