//! What a chip sustains, from its data sheet.

use crate::part::{Architecture, GpuChip, Vendor};
use crate::unit::{ComputeCapability, Watts};

/// A data-sheet figure that the model needs and the catalogue does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::workload) struct Lacking(pub &'static str);

/// Sustained rates of one chip under a power limit.
#[derive(Debug, Clone, Copy)]
pub(super) struct ChipRates {
    /// FP16/BF16 TFLOPS with FP32 accumulate.
    pub train: Result<f64, Lacking>,
    /// FP16/INT8 TFLOPS of llama.cpp's kernels, which accumulate in 16 or 32-bit integers.
    pub prefill: Result<f64, Lacking>,
    /// Memory bandwidth in GB/s.
    pub bandwidth: Result<f64, Lacking>,
    /// L2 cache in MiB; 6 (no effect) where the vendor's cache does not count.
    pub l2: f64,
    /// What the power limit leaves of the decode rate.
    pub decode_power: f64,
}

impl ChipRates {
    pub(super) fn new(chip: &GpuChip, limit: Option<Watts>) -> Self {
        let power = share_of_power(chip, limit);
        Self {
            train: sustained(chip).map(|rate| rate * compute_power(power)),
            prefill: prompt(chip).map(|rate| rate * compute_power(power)),
            bandwidth: chip
                .memory_bandwidth
                .map(crate::unit::GigabytesPerSecond::value)
                .ok_or(Lacking("memory_bandwidth")),
            l2: l2(chip),
            decode_power: decode_power(power),
        }
    }
}

/// FP16/BF16 TFLOPS that training reaches: `min(PEAK * dense rate, KAPPA * board power)`.
///
/// Pro and datacentre cards are held back by their power, `GeForce` by the halved rate.
fn sustained(chip: &GpuChip) -> Result<f64, Lacking> {
    let dense = chip
        .fp16_tensor_fp32_accumulate
        .ok_or(Lacking("fp16_tensor_fp32_accumulate"))?;
    let peak = peak(chip) * dense.value();
    let Some(per_watt) = per_watt(chip.architecture) else {
        return Ok(peak);
    };
    let power = chip.board_power.ok_or(Lacking("board_power"))?;
    Ok(peak.min(per_watt * f64::from(power.steps())))
}

/// FP16/INT8 TFLOPS that reading a prompt reaches:
/// `min(PEAK * dense rate, KAPPA_P * board power) * KERNEL`. Its kernels do not accumulate
/// in FP32, so `GeForce` is not halved.
fn prompt(chip: &GpuChip) -> Result<f64, Lacking> {
    let dense = chip.fp16_tensor.ok_or(Lacking("fp16_tensor"))?;
    let peak = peak(chip) * dense.value();
    let kernel = kernel(chip);
    let Some(per_watt) = prompt_per_watt(chip.architecture) else {
        return Ok(peak * kernel);
    };
    let power = chip.board_power.ok_or(Lacking("board_power"))?;
    Ok(peak.min(per_watt * f64::from(power.steps())) * kernel)
}

/// KERNEL: how good llama.cpp's matrix kernels are on an architecture. AMD's was 0.5 in
/// 2025 and is 1.0 in 2026.
fn kernel(chip: &GpuChip) -> f64 {
    match (chip.vendor, chip.architecture) {
        (Vendor::Nvidia, Architecture::AmpereDatacenter) => 0.8,
        (Vendor::Nvidia, Architecture::Hopper) => 0.6,
        (Vendor::Nvidia | Vendor::Amd, _) => 1.0,
        (Vendor::Intel, _) => 0.5,
    }
}

/// PEAK: share of the dense rate that matrix products reach (device matmul tables).
fn peak(chip: &GpuChip) -> f64 {
    match chip.architecture {
        Architecture::Volta => 0.9,
        Architecture::AmpereDatacenter => 0.87,
        Architecture::Hopper | Architecture::Gcn5 | Architecture::Rdna2 => 0.80,
        Architecture::BlackwellDatacenter => 0.78,
        Architecture::Pascal
        | Architecture::Turing
        | Architecture::Ampere
        | Architecture::Ada
        | Architecture::Blackwell => 1.0,
        Architecture::Rdna3 | Architecture::Rdna4 => 0.85,
        Architecture::Cdna1 | Architecture::Cdna3 => 0.6,
        Architecture::Cdna2 => 0.7,
        Architecture::Alchemist | Architecture::Battlemage => 0.69,
    }
}

/// KAPPA: sustained TFLOPS a watt (Blackwell's is copied from Ada); `None` = not capped.
const fn per_watt(architecture: Architecture) -> Option<f64> {
    match architecture {
        Architecture::Volta => Some(0.34),
        Architecture::Turing => Some(0.28),
        Architecture::Ampere => Some(0.45),
        Architecture::AmpereDatacenter => Some(0.82),
        Architecture::Ada | Architecture::Blackwell => Some(0.55),
        Architecture::Hopper => Some(1.28),
        Architecture::BlackwellDatacenter => Some(1.75),
        Architecture::Pascal
        | Architecture::Gcn5
        | Architecture::Cdna1
        | Architecture::Cdna2
        | Architecture::Cdna3
        | Architecture::Rdna2
        | Architecture::Rdna3
        | Architecture::Rdna4
        | Architecture::Alchemist
        | Architecture::Battlemage => None,
    }
}

/// `KAPPA_P`: sustained TFLOPS a watt in pure matrix products, which leave more of the watts
/// than training does (L4's matmul); the same as in training where nothing was measured.
const fn prompt_per_watt(architecture: Architecture) -> Option<f64> {
    match architecture {
        Architecture::Ada | Architecture::Blackwell => Some(0.92),
        other => per_watt(other),
    }
}

/// L2 cache in MiB as the model counts it.
fn l2(chip: &GpuChip) -> f64 {
    /// The cache of the RTX 3090, at which the term is 1.
    const REFERENCE: f64 = 6.0;
    /// An unknown cache counts as the smallest of any NVIDIA card with tensor cores.
    const LEAST: f64 = 2.0;
    match chip.vendor {
        Vendor::Nvidia => chip.l2_cache.map_or(LEAST, crate::unit::Mebibytes::value),
        Vendor::Amd | Vendor::Intel => REFERENCE,
    }
}

/// Whether its memory is HBM, where llama.cpp reaches a smaller share of the bandwidth.
pub(in crate::workload) fn has_hbm(chip: &GpuChip) -> bool {
    match chip.architecture {
        Architecture::Volta
        | Architecture::AmpereDatacenter
        | Architecture::Hopper
        | Architecture::BlackwellDatacenter
        | Architecture::Gcn5
        | Architecture::Cdna1
        | Architecture::Cdna2
        | Architecture::Cdna3 => true,
        // Of Pascal only the P100, compute capability 6.0; unknown counts as the slower.
        Architecture::Pascal => chip.compute_capability != Some(ComputeCapability::new(6, 1)),
        Architecture::Turing
        | Architecture::Ampere
        | Architecture::Ada
        | Architecture::Blackwell
        | Architecture::Rdna2
        | Architecture::Rdna3
        | Architecture::Rdna4
        | Architecture::Alchemist
        | Architecture::Battlemage => false,
    }
}

/// The limit as a share of the board power, 1 without one or where the power is unknown.
fn share_of_power(chip: &GpuChip, limit: Option<Watts>) -> f64 {
    match (limit, chip.board_power) {
        (Some(limit), Some(power)) if limit < power => {
            f64::from(limit.steps()) / f64::from(power.steps())
        }
        (Some(_) | None, Some(_) | None) => 1.0,
    }
}

/// Compute under a power limit (RTX PRO 6000 sweep, 600 to 200 W).
fn compute_power(share: f64) -> f64 {
    1.0 - libm::pow(1.0 - share, 2.1)
}

/// Decoding under a power limit: unhurt down to two thirds.
fn decode_power(share: f64) -> f64 {
    /// Where decoding begins to suffer.
    const KNEE: f64 = 2.0 / 3.0;
    /// Below the sweep the curve would turn negative.
    const LEAST: f64 = 0.1;
    if share >= KNEE {
        return 1.0;
    }
    (1.0 - 1.5 * libm::pow((KNEE - share) / KNEE, 2.2)).max(LEAST)
}
