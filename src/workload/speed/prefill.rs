//! Reading a prompt: tokens of a whole batch at once, so arithmetic decides.

use super::chip::{ChipRates, Lacking};
use crate::part::GpuChip;
use crate::unit::Watts;

/// Shares of time on the RTX 3090 (`reference/performance.md` section 4).
const COMPUTE: f64 = 0.80;
/// What no arithmetic shortens.
const FIXED: f64 = 0.20;

/// Share of the RTX 3090's sustained rate that becomes useful work, two operations a weight
/// and token. The one constant of the absolute prompt speed: the median of measured over
/// predicted with 1 in its place, over the 26 rows of one GPU and a prompt of 1,024 tokens
/// (Llama 3 8B, `Q4_K_M` and `F16`) of `XiongjieDai`'s llama.cpp table (2024-05, without
/// flash attention; its two rows known to be broken left out). 0.42 on the 4-bit rows
/// alone, 0.49 on the 16-bit ones.
const EFFICIENCY: f64 = 0.442;
/// The year of those measurements: later builds of llama.cpp read prompts faster.
pub(in crate::workload) const PREFILL_YEAR: u16 = 2024;

/// How fast a chip reads prompts.
#[derive(Debug, Clone, Copy)]
pub(in crate::workload) struct Prefill {
    /// Useful operations a second, in 10^12, or the figure that is missing.
    rate: Result<f64, Lacking>,
}

impl Prefill {
    /// Of `chip`, under a power limit; the fixed share of time is that of `reference`.
    pub(in crate::workload) fn new(
        chip: &GpuChip,
        reference: &GpuChip,
        limit: Option<Watts>,
    ) -> Self {
        let rate = || {
            let unit = ChipRates::new(reference, None).prefill?;
            let own = ChipRates::new(chip, limit).prefill?;
            Ok(EFFICIENCY * unit / (COMPUTE * unit / own + FIXED))
        };
        Self { rate: rate() }
    }

    /// Seconds for each token of a prompt of about 1,000 tokens, by so many weights.
    pub(in crate::workload) fn seconds(self, weights: f64) -> Result<f64, Lacking> {
        Ok(2.0 * weights / (self.rate? * 1e12))
    }
}
