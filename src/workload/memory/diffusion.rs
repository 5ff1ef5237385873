//! Image generators: table values for U-Nets, a closed form for transformers.

use super::footprint::{Footprint, GIB};
use crate::workload::preset::{Diffusion, ModelPreset};

/// Bytes a weight in 16 bits.
const SIXTEEN_BIT: f64 = 2.0;
/// GiB of latents and decoder work for each megapixel, and CUDA context.
const PER_MEGAPIXEL: f64 = 4.5;
const CONTEXT: f64 = 0.8;

/// Format of the frozen weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precision {
    /// As published.
    SixteenBit,
    /// 8-bit integers or floats with scales.
    EightBit,
}

/// What is on the GPU at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Residency {
    /// Text encoder, denoiser and autoencoder.
    Together,
    /// Only the one at work.
    ByTurns,
}

impl Precision {
    /// Bytes a weight.
    pub(in crate::workload) const fn bytes(self) -> f64 {
        match self {
            Self::SixteenBit => SIXTEEN_BIT,
            Self::EightBit => 1.03,
        }
    }
}

fn megapixels(side: f64) -> f64 {
    side * side / 1e6
}

/// Memory that does not depend on a band: the table or formula as it stands.
fn exact(weights: f64, activations: f64, context: f64) -> Footprint {
    Footprint {
        weights,
        optimizer: 0.0,
        absent: 0.0,
        step: 0.0,
        buffers: 0.0,
        activations,
        logits: 0.0,
        least_logits: 0.0,
        margin: 1.0,
        context,
        floor_margin: 1.0,
        floor_context: context,
    }
}

/// Training a `LoRA` on images of `side` pixels; latents and text are cached.
/// `None` where neither table nor formula covers the model.
pub(in crate::workload) fn lora(
    model: &ModelPreset,
    diffusion: &Diffusion,
    side: f64,
    precision: Precision,
) -> Option<Footprint> {
    let weights = precision.bytes() * model.parameter_count() / GIB;
    if let Some(stated) = diffusion.lora_memory {
        let native = f64::from(diffusion.image);
        let area = (side / native) * (side / native);
        // The stated sum, less what 8-bit weights save; each image scales with its area.
        let fixed = stated.first - stated.further - SIXTEEN_BIT * model.parameter_count() / GIB;
        return Some(exact(weights, stated.further * area, fixed));
    }
    // Constants fitted on FLUX, Krea and Ideogram rows (20 of 23 within 10 %).
    let scale = diffusion.layers_times_hidden? / 175_000.0;
    Some(exact(weights, scale * (1.8 + 3.0 * megapixels(side)), 3.0))
}

/// Generating one image of `side` pixels.
pub(crate) fn generation(
    model: &ModelPreset,
    diffusion: &Diffusion,
    side: f64,
    precision: Precision,
    residency: Residency,
) -> Footprint {
    let denoiser = precision.bytes() * model.parameter_count() / GIB;
    let encoder = precision.bytes() * diffusion.text_encoder * 1e9 / GIB;
    let decoder = SIXTEEN_BIT * diffusion.autoencoder * 1e9 / GIB;
    let weights = match residency {
        Residency::Together => denoiser + encoder + decoder,
        Residency::ByTurns => denoiser.max(encoder).max(decoder),
    };
    let activations = match diffusion.generate_memory {
        Some(stated) => {
            let native = f64::from(diffusion.image);
            let all = SIXTEEN_BIT
                * (model.parameters + diffusion.text_encoder + diffusion.autoencoder)
                * 1e9
                / GIB;
            (stated - all - CONTEXT).max(0.0) * (side / native) * (side / native)
        }
        None => PER_MEGAPIXEL * megapixels(side),
    };
    exact(weights, activations, CONTEXT)
}
