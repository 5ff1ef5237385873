//! Speed held against measured tables: our model, the naive baselines, the ablations.

mod chips;
mod compare;
mod own;
mod tables;
#[cfg(test)]
mod tests;
mod verdict;

pub use chips::{Chips, Known};
pub use compare::{Baseline, Figures, Judged};
pub use own::{Basis, Measured, Metric, OwnError, judge_own};
pub use tables::{Format, LeftOut, Table, read};
pub use verdict::{Ablation, Mean, Pooled, Verdict};
