//! Workloads: what a task needs and how fast a machine does it.
//!
//! Pure functions from a [`Machine`] and task lines to memory verdicts, speeds and one
//! score. Formulas and constants: `reference/sizing.md` and `reference/performance.md`;
//! each constant names its source where it stands.

mod machine;
mod preset;
mod profile;
mod score;

pub use machine::{Link, Machine};
pub use preset::{ModelKind, ModelPreset};
pub use profile::{LadderConstants, Profile, WeightedTask};
pub use score::{Score, TaskReport, Workload};
