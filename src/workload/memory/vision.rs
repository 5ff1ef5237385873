//! Training image classifiers: linear in the batch.

use super::footprint::{Footprint, GIB};
use crate::workload::preset::{ModelKind, ModelPreset, Vision};

/// Memory for one image of `side` pixels a sample: `reference/sizing.md` section 2, checked
/// there against 1,594 largest-batch outcomes of timm on 24 GB.
pub(crate) fn vision(model: &ModelPreset, vision: &Vision, side: f64) -> Footprint {
    let native = f64::from(vision.image);
    let activations = vision.activations * 1e6 * (side / native) * (side / native);
    // Bytes an activation (the plain 6.0 calls too big a batch for one in seven
    // convolutional nets), and bytes a parameter beside the 4 of its weight: SGD with
    // momentum for convolutional nets, AdamW for transformers.
    let (activation, optimizer) = if model.kind == ModelKind::Cnn {
        (6.5, 8.0)
    } else {
        (6.0, 12.0)
    };
    Footprint {
        weights: 4.0 * model.parameter_count() / GIB,
        optimizer: optimizer * model.parameter_count() / GIB,
        absent: 0.0,
        step: 0.0,
        buffers: 0.0,
        activations: activation * activations / GIB,
        logits: 0.0,
        least_logits: 0.0,
        margin: 1.0,
        context: 0.9,
        floor_margin: 1.0,
        floor_context: 0.9,
    }
}
