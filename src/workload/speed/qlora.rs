//! Training on 4-bit weights: dequantisation runs on the vector units.

use super::chip::Lacking;
use crate::part::{Architecture, GpuChip};

/// Sustained TFLOPS of an A100 SXM 80 GB (0.87 of 311.9), to which the two terms refer.
const A100_TRAIN: f64 = 271.4;
/// Its vector lanes times clock, in 10^12 a second: 108 SM, 64 lanes, 1410 MHz.
const A100_LANES: f64 = 9.746;

/// Time of a step relative to an A100: `0.6 * T_A100 / T + 0.4 * I_A100 / I`, `I` the
/// units times lanes times clock. Low confidence: misses by about 29 %.
pub(super) fn time(chip: &GpuChip, train: f64) -> Result<f64, Lacking> {
    let dense = chip.fp16_tensor.ok_or(Lacking("fp16_tensor"))?;
    let (rate, lanes) = unit(chip.architecture);
    // Units times clock follow from the dense rate, which is units * clock * rate.
    let vector = dense.value() / rate * lanes;
    Ok(0.6 * A100_TRAIN / train + 0.4 * A100_LANES / vector)
}

/// Dense FP16 operations and 32-bit vector lanes of one unit (SM, CU, Xe core) a clock.
/// Where the documents state no rate, it is the data sheet's rate over units and clock.
const fn unit(architecture: Architecture) -> (f64, f64) {
    match architecture {
        Architecture::Volta
        | Architecture::Turing
        | Architecture::Ampere
        | Architecture::Ada
        | Architecture::Rdna4
        | Architecture::Cdna1
        | Architecture::Cdna2 => (1024.0, 64.0),
        Architecture::Blackwell => (1024.0, 128.0),
        Architecture::AmpereDatacenter | Architecture::Cdna3 => (2048.0, 64.0),
        Architecture::Hopper => (4096.0, 64.0),
        Architecture::BlackwellDatacenter => (8192.0, 64.0),
        // No tensor cores: the rate is the vector rate, 2 operations a lane (4 packed).
        Architecture::Pascal => (256.0, 128.0),
        Architecture::Gcn5 | Architecture::Rdna2 => (256.0, 64.0),
        Architecture::Rdna3 => (512.0, 64.0),
        Architecture::Alchemist | Architecture::Battlemage => (2048.0, 128.0),
    }
}
