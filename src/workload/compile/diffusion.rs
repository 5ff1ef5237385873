//! Image generators: 8-bit weights and components by turns make the rungs.

use super::{HOST_BASE, Mismatch, TRAINING_WORK, friction, in_gib, named};
use crate::workload::caution::Family;
use crate::workload::job::{Batched, Change, Offload, Rung, Traffic};
use crate::workload::ladder::LadderConstants;
use crate::workload::memory::{self, Precision, Residency};
use crate::workload::preset::{Diffusion, ModelPreset};
use crate::workload::speed::Roofline;
use crate::workload::task::Batch;

/// As published first, then smaller.
const PRECISIONS: [Precision; 2] = [Precision::SixteenBit, Precision::EightBit];
/// The largest adapters people train, as a share of an image generator's weights.
const ADAPTERS: f64 = 0.01;

/// The job of generating an image of `image` pixels.
pub(super) fn generate(
    model: &ModelPreset,
    diffusion: &Diffusion,
    image: u32,
    ladder: &LadderConstants,
    reference: f64,
) -> Batched {
    let side = f64::from(image);
    let mut whole = Vec::new();
    for residency in [Residency::Together, Residency::ByTurns] {
        for precision in PRECISIONS {
            let weights = precision.bytes() * (model.parameters + diffusion.text_encoder);
            let components = weights + Precision::SixteenBit.bytes() * diffusion.autoencoder;
            // By turns, every component is brought in once an image.
            let (offload, moved, host) = match residency {
                Residency::Together => (Offload::Nothing, 0.0, 0.0),
                Residency::ByTurns => (Offload::Components, components, components + HOST_BASE),
            };
            let change = Change {
                eight_bit: precision == Precision::EightBit,
                offload,
                ..Change::default()
            };
            whole.push(Rung {
                change,
                footprint: memory::diffusion_generation(
                    model, diffusion, side, precision, residency,
                ),
                factor: friction(change, ladder),
                traffic: Traffic {
                    link_each: moved,
                    ..Traffic::default()
                },
                gradients: 0.0,
                host: in_gib(host),
            });
        }
    }
    let work = 2.0 * model.parameter_count() * positions(diffusion, side) * diffusion.passes;
    Batched {
        roofline: Roofline::Diffusion,
        family: Family::Imaging,
        batch: 1,
        seconds: work / (reference * 1e12),
        fed: None,
        copies: true,
        whole,
        sharded: Vec::new(),
    }
}

/// The job of training adapters on images of `image` pixels.
pub(super) fn lora(
    model: &ModelPreset,
    diffusion: &Diffusion,
    image: u32,
    batch: Batch,
    ladder: &LadderConstants,
    reference: f64,
) -> Result<Batched, Mismatch> {
    let side = f64::from(image);
    let batch = named(batch, ladder.useful.diffusion_images);
    let mut whole = Vec::new();
    for precision in PRECISIONS {
        let change = Change {
            eight_bit: precision == Precision::EightBit,
            ..Change::default()
        };
        whole.push(Rung {
            change,
            footprint: memory::diffusion_lora(model, diffusion, side, precision)
                .ok_or(Mismatch::Sizes("lora_memory"))?,
            factor: friction(change, ladder),
            traffic: Traffic::default(),
            gradients: 4.0 * ADAPTERS * model.parameters,
            host: 0.0,
        });
    }
    let work =
        TRAINING_WORK * model.parameter_count() * positions(diffusion, side) * f64::from(batch);
    Ok(Batched {
        roofline: Roofline::Diffusion,
        family: Family::Adapter,
        batch,
        seconds: work / (reference * 1e12),
        fed: None,
        copies: true,
        whole,
        sharded: Vec::new(),
    })
}

/// Positions that each weight works on for one image.
fn positions(diffusion: &Diffusion, side: f64) -> f64 {
    let native = f64::from(diffusion.image);
    diffusion.positions * (side / native) * (side / native)
}
