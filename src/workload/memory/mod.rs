//! GPU memory: closed forms of `reference/sizing.md` section 2, in GiB.

mod diffusion;
mod finetune;
mod footprint;
mod inference;
mod transformer;
mod vision;

pub(super) use diffusion::{
    Precision, Residency, generation as diffusion_generation, lora as diffusion_lora,
};
pub(super) use finetune::{NF4, Recipe, Spill, finetune};
pub use footprint::Breakdown;
pub(super) use footprint::{Footprint, GIB, comfortable};
pub(super) use inference::Generation;
pub(super) use transformer::Shape;
pub(super) use vision::vision;
