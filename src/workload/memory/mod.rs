//! GPU memory: closed forms of `reference/sizing.md` section 2, in GiB.

mod diffusion;
mod finetune;
mod footprint;
mod inference;
mod run;
mod stacks;
mod states;
mod transformer;
mod vision;

pub(super) use diffusion::lora as diffusion_lora;
pub(crate) use diffusion::{Precision, Residency, generation as diffusion_generation};
pub(crate) use finetune::finetune;
pub(super) use finetune::{NF4, saved_activations};
pub use footprint::Breakdown;
pub(super) use footprint::comfortable;
pub(crate) use footprint::{Footprint, GIB};
pub(crate) use inference::{Generation, Placed, weight_file};
pub(crate) use run::{Adapters, BaseFormat, Summing, Trained, TrainingRun};
pub(crate) use stacks::{Serving, Stack};
pub(crate) use transformer::Shape;
pub(super) use transformer::kv_bytes;
pub(crate) use vision::vision;
