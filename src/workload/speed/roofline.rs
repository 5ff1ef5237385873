//! Relative speed of one GPU on a kind of work: compute, bandwidth and a fixed share.

use super::chip::{ChipRates, Lacking};
use super::{qlora, software};
use crate::part::GpuChip;
use crate::unit::Watts;

/// Kinds of work with their own shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::workload) enum Roofline {
    /// Training convolutional nets.
    Convolution,
    /// Training transformers: full, `LoRA`, vision.
    Transformer,
    /// Diffusion, generating and training.
    Diffusion,
    /// Training on 4-bit weights.
    Qlora,
}

/// What takes most of the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Arithmetic.
    Compute,
    /// GPU memory bandwidth.
    Bandwidth,
    /// Reading and decoding images on the CPU.
    DataLoading,
    /// The link between GPU and host, or between GPUs.
    Pcie,
    /// Reading system memory.
    HostMemory,
}

impl Bound {
    /// In words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Compute => "compute",
            Self::Bandwidth => "bandwidth",
            Self::DataLoading => "data loading",
            Self::Pcie => "PCIe",
            Self::HostMemory => "host memory",
        }
    }
}

/// Speed relative to one RTX 3090, and what bounds it.
#[derive(Debug, Clone, Copy)]
pub(in crate::workload) struct Speed {
    /// RTX 3090 = 1.
    pub value: f64,
    /// The larger of the two terms.
    pub bound: Bound,
}

/// Shares of time on the RTX 3090 (`reference/performance.md` section 4).
struct Shares {
    compute: f64,
    memory: f64,
    fixed: f64,
    /// Exponent of the L2 cache.
    lambda: f64,
}

impl Roofline {
    const fn shares(self) -> Shares {
        let (compute, memory, fixed, lambda) = match self {
            Self::Convolution => (0.30, 0.50, 0.20, 0.10),
            Self::Transformer => (0.65, 0.35, 0.0, 0.05),
            Self::Diffusion => (0.80, 0.10, 0.10, 0.0),
            // Its second term is arithmetic too: dequantisation.
            Self::Qlora => (0.6, 0.4, 0.0, 0.0),
        };
        Shares {
            compute,
            memory,
            fixed,
            lambda,
        }
    }
}

/// The reference chip's rates and, per machine, the four speeds.
#[derive(Debug, Clone, Copy)]
pub(in crate::workload) struct Speeds {
    convolution: Result<Speed, Lacking>,
    transformer: Result<Speed, Lacking>,
    diffusion: Result<Speed, Lacking>,
    qlora: Result<Speed, Lacking>,
}

impl Speeds {
    /// Speeds of `chip` relative to `reference`, under a power limit.
    pub(in crate::workload) fn new(
        chip: &GpuChip,
        reference: &GpuChip,
        limit: Option<Watts>,
    ) -> Self {
        let rates = ChipRates::new(chip, limit);
        let unit = ChipRates::new(reference, None);
        let factor = software(chip.architecture).factor;
        let line = |work: Roofline| -> Result<Speed, Lacking> {
            let shares = work.shares();
            let compute = shares.compute * unit.train? / rates.train?;
            let cache = libm::pow(rates.l2 / unit.l2, shares.lambda);
            let memory = shares.memory * unit.bandwidth? / (rates.bandwidth? * cache);
            Ok(Speed {
                value: factor / (compute + memory + shares.fixed),
                bound: if compute >= memory {
                    Bound::Compute
                } else {
                    Bound::Bandwidth
                },
            })
        };
        let qlora = || -> Result<Speed, Lacking> {
            let own = qlora::time(chip, rates.train?)?;
            let unit = qlora::time(reference, unit.train?)?;
            Ok(Speed {
                value: factor * unit / own,
                bound: Bound::Compute,
            })
        };
        Self {
            convolution: line(Roofline::Convolution),
            transformer: line(Roofline::Transformer),
            diffusion: line(Roofline::Diffusion),
            qlora: qlora(),
        }
    }

    /// TFLOPS that a chip sustains in training.
    pub(in crate::workload) fn sustained(chip: &GpuChip) -> Result<f64, Lacking> {
        ChipRates::new(chip, None).train
    }

    /// The speed on a kind of work where the batch fills the memory (the tables of 2020 to
    /// 2023 were measured so): a smaller memory holds transformers to smaller batches.
    /// Tasks name their batch instead, and the ladder says what a smaller one costs.
    pub(in crate::workload) fn at_full_memory(
        &self,
        work: Roofline,
        chip: &GpuChip,
    ) -> Result<Speed, Lacking> {
        /// The memory of the RTX 3090, in GiB.
        const REFERENCE: f64 = 24.0;
        /// `v` of `reference/performance.md` section 4.
        const EXPONENT: f64 = 0.30;
        let speed = self.on(work)?;
        Ok(match work {
            Roofline::Transformer => Speed {
                value: speed.value
                    * libm::pow((chip.memory.value() / REFERENCE).min(1.0), EXPONENT),
                ..speed
            },
            Roofline::Convolution | Roofline::Diffusion | Roofline::Qlora => speed,
        })
    }

    /// The speed on a kind of work.
    pub(in crate::workload) const fn on(&self, work: Roofline) -> Result<Speed, Lacking> {
        match work {
            Roofline::Convolution => self.convolution,
            Roofline::Transformer => self.transformer,
            Roofline::Diffusion => self.diffusion,
            Roofline::Qlora => self.qlora,
        }
    }
}
