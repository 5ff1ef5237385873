//! Training image classifiers: one rung, only the batch gives way.

use super::named;
use crate::workload::caution::Family;
use crate::workload::job::{Batched, Change, Rung, Traffic};
use crate::workload::ladder::LadderConstants;
use crate::workload::memory;
use crate::workload::preset::{ModelKind, ModelPreset, Vision};
use crate::workload::speed::Roofline;
use crate::workload::task::Batch;

/// The job of a training on images of `image` pixels.
pub(super) fn train(
    model: &ModelPreset,
    vision: &Vision,
    image: u32,
    batch: Batch,
    ladder: &LadderConstants,
) -> Batched {
    let side = f64::from(image);
    let native = f64::from(vision.image);
    // Work grows with the area.
    let a_second = vision.train_images_per_second * (native / side) * (native / side);
    let batch = named(batch, ladder.useful.images);
    Batched {
        roofline: if model.kind == ModelKind::Cnn {
            Roofline::Convolution
        } else {
            Roofline::Transformer
        },
        family: Family::Vision,
        batch,
        seconds: f64::from(batch) / a_second,
        fed: Some(a_second),
        copies: true,
        whole: vec![Rung {
            change: Change::default(),
            footprint: memory::vision(model, vision, side),
            factor: 1.0,
            traffic: Traffic::default(),
            gradients: 4.0 * model.parameters,
            host: 0.0,
        }],
        sharded: Vec::new(),
    }
}
