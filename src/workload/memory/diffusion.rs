//! Image generators: table values for U-Nets, a closed form for transformers.

use super::footprint::{Footprint, GIB};
use crate::workload::preset::{Diffusion, ModelPreset};

/// Bytes a weight in 16 bits, and in 8 bits with scales.
const SIXTEEN_BIT: f64 = 2.0;
const EIGHT_BIT: f64 = 1.03;
/// GiB of latents and decoder work for each megapixel, and CUDA context.
const PER_MEGAPIXEL: f64 = 4.5;
const CONTEXT: f64 = 0.8;

const fn bytes(eight_bit: bool) -> f64 {
    if eight_bit { EIGHT_BIT } else { SIXTEEN_BIT }
}

fn megapixels(side: f64) -> f64 {
    side * side / 1e6
}

/// Memory that does not depend on a band: the table or formula as it stands.
fn exact(weights: f64, activations: f64, context: f64) -> Footprint {
    Footprint {
        weights,
        optimizer: 0.0,
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
    eight_bit: bool,
) -> Option<Footprint> {
    let weights = bytes(eight_bit) * model.parameter_count() / GIB;
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

/// Generating one image of `side` pixels; with `by_turns` only the component at work is
/// on the GPU.
pub(in crate::workload) fn generation(
    model: &ModelPreset,
    diffusion: &Diffusion,
    side: f64,
    eight_bit: bool,
    by_turns: bool,
) -> Footprint {
    let denoiser = bytes(eight_bit) * model.parameter_count() / GIB;
    let encoder = bytes(eight_bit) * diffusion.text_encoder * 1e9 / GIB;
    let decoder = SIXTEEN_BIT * diffusion.autoencoder * 1e9 / GIB;
    let weights = if by_turns {
        denoiser.max(encoder).max(decoder)
    } else {
        denoiser + encoder + decoder
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
