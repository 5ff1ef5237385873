//! Workloads: what a task needs and how fast a machine does it.
//!
//! Pure functions from a [`Machine`] and task lines to memory verdicts, speeds and one
//! score. Formulas and constants: `reference/sizing.md` and `reference/performance.md`;
//! each constant names its source where it stands.
//!
//! ```text
//! task text --parse--> Task --compile (+ preset)--> Job: rungs with memory and traffic
//!                                                     |  Machine --> Context (rates)
//!                                                     v
//!                                                   plans --> best ratio --> Score, TaskReport
//! ```

mod advice;
mod caution;
pub(crate) mod compile;
mod error;
mod fit;
mod hf_config;
mod job;
mod ladder;
mod machine;
pub(crate) mod memory;
mod needs;
mod parameters;
mod parse;
mod plan;
mod preset;
mod print;
mod profile;
mod quant;
mod recipe;
mod report;
mod score;
mod speed;
mod task;
mod words;

pub use advice::{Advice, CoreAdvice, MemoryAdvice, MemoryReason, Reading};
pub use caution::Confidence;
pub use error::WorkloadError;
pub use hf_config::{ConfigError, MODEL_OF_FILE, usual_tasks};
pub use ladder::{Accumulation, Caution, Feed, LadderConstants, MemoryRead, Usable, Useful};
pub use machine::{Link, Machine};
pub use memory::Breakdown;
pub use needs::{Feature, Needs};
pub use parameters::CHOICES;
pub use parse::TaskError;
pub use plan::GpuUse;
pub use preset::{
    Attention, Cache, Diffusion, Experts, FullHeads, Latent, LoraMemory, LowRank, ModelKind,
    ModelPreset, ParameterCount, Recurrence, Tier, Transformer, Vision,
};
pub use profile::{Profile, ProfileStandards, WeightedTask};
pub use quant::{KvType, Quant};
pub use recipe::{Loss, Offloaded, Optimizer, Precision, Recipe, Sharding, Targets};
pub use report::{Fit, TaskReport};
pub use score::{Score, Workload};
pub use speed::{Bound, Run, Speed, SpeedUnit, figure, known_digits};
pub use task::{Arithmetic, Batch, Finetune, Method, Simulator, SpeechPrecision, Task, Work};

#[cfg(test)]
mod tests;
