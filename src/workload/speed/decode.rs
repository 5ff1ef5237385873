//! Generating text: an absolute rate from bytes read a token.

use super::chip::{ChipRates, Lacking, has_hbm};
use crate::part::{Architecture, GpuChip, Vendor};
use crate::unit::Watts;
use crate::workload::memory::{Generation, Placed};

/// Fixed time of one layer, in seconds: kernel launches.
const PER_LAYER: f64 = 60e-6;

/// A chip's rate of reading weights while decoding.
#[derive(Debug, Clone, Copy)]
pub(in crate::workload) struct Decode {
    /// GB/s, or the figure that is missing.
    rate: Result<f64, Lacking>,
}

impl Decode {
    /// `eta * bandwidth`, under a power limit.
    pub(in crate::workload) fn new(chip: &GpuChip, limit: Option<Watts>) -> Self {
        let rates = ChipRates::new(chip, limit);
        Self {
            rate: rates
                .bandwidth
                .map(|bw| eta(chip) * bw * rates.decode_power),
        }
    }

    /// Seconds a token with the weights so placed and system memory read at `host` GB/s: on
    /// the GPU with layers, and in system memory.
    pub(in crate::workload) fn seconds(
        self,
        work: &Generation,
        placed: Placed,
        host: f64,
    ) -> Result<(f64, f64), Lacking> {
        let in_host = work.read_in_host(placed);
        let rate = self.rate?;
        let gpu = (work.read + work.kv - in_host) / 1e9 / rate + work.layers * PER_LAYER;
        // A CPU is not counted on to outrun the GPU beside it: more GPU memory never hurts.
        Ok((gpu, in_host / 1e9 / host.min(rate)))
    }
}

/// Share of the data sheet's bandwidth that llama.cpp reaches (16 GPUs measured).
fn eta(chip: &GpuChip) -> f64 {
    match chip.vendor {
        Vendor::Nvidia if has_hbm(chip) => 0.60,
        Vendor::Nvidia => 0.92,
        Vendor::Amd if chip.architecture == Architecture::Rdna4 => 0.92,
        Vendor::Amd => 0.70,
        Vendor::Intel => 0.55,
    }
}
