//! Training image classifiers: one rung, only the batch gives way.

use super::named;
use crate::workload::caution::Family;
use crate::workload::job::{Batched, Change, Rung, Traffic};
use crate::workload::ladder::LadderConstants;
use crate::workload::memory;
use crate::workload::preset::{ModelKind, ModelPreset, Vision};
use crate::workload::speed::Roofline;
use crate::workload::task::{Arithmetic, Batch};

/// Bytes an activation at 32 bits over those of mixed precision: 11 over 6
/// (`reference/sizing.md` section 2).
const FP32_ACTIVATIONS: f64 = 11.0 / 6.0;
/// Speed at 32 bits (TF32 where the chip has it, as `PyTorch` does in NVIDIA's containers) over that
/// of mixed precision on one RTX 3090: ResNet-50 513 and 905 img/s (Lambda's training
/// throughput tables, NGC `PyTorch` 22.09 and 22.10).
const FP32_CONVOLUTION: f64 = 0.57;
/// The same of transformers: BERT base 85 and 172 sequences a second, large 24 and 52.
const FP32_TRANSFORMER: f64 = 0.48;

/// The job of a training on images of `image` pixels.
pub(super) fn train(
    model: &ModelPreset,
    vision: &Vision,
    image: u32,
    batch: Batch,
    precision: Arithmetic,
    ladder: &LadderConstants,
) -> Batched {
    let cnn = model.kind == ModelKind::Cnn;
    let side = f64::from(image);
    let native = f64::from(vision.image);
    // Work grows with the area.
    let mixed = vision.train_images_per_second * (native / side) * (native / side);
    let mut footprint = memory::vision(model, vision, side);
    let a_second = match precision {
        Arithmetic::Mixed => mixed,
        Arithmetic::Fp32 => {
            footprint.activations *= FP32_ACTIVATIONS;
            mixed
                * if cnn {
                    FP32_CONVOLUTION
                } else {
                    FP32_TRANSFORMER
                }
        }
    };
    let batch = named(batch, ladder.useful.images);
    Batched {
        roofline: if cnn {
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
            footprint,
            factor: 1.0,
            traffic: Traffic::default(),
            gradients: 4.0 * model.parameters,
            host: 0.0,
        }],
        sharded: Vec::new(),
    }
}
