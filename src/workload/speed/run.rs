//! Runs as published tables name them, predicted by the functions that judge tasks.

use super::chip::Lacking;
use super::{Decode, Prefill, Roofline, Speeds, software, software_in};
use crate::part::GpuChip;
use crate::unit::Watts;
use crate::workload::memory::{Generation, Placed};
use crate::workload::preset::ModelPreset;
use crate::workload::{KvType, Quant};

/// A run on one GPU whose speed somebody measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Run<'a> {
    /// Training a convolutional net.
    Convolution,
    /// Training a transformer with a batch that fills the memory.
    Transformer,
    /// Generating images, with the software of a year.
    Diffusion(u16),
    /// Generating text after so many tokens of context.
    Decode(&'a ModelPreset, Quant, u32),
    /// Reading a prompt.
    Prompt(&'a ModelPreset),
    /// Large matrix products with FP32 accumulate.
    Products,
}

impl Run<'_> {
    /// Whether the model claims a figure in a unit of its own (tokens or operations a
    /// second) and not only ratios between chips.
    pub const fn is_absolute(self) -> bool {
        match self {
            Self::Convolution | Self::Transformer | Self::Diffusion(_) => false,
            Self::Decode(..) | Self::Prompt(_) | Self::Products => true,
        }
    }

    /// The speed on `chip` under a power limit: tokens a second, TFLOPS, or times the
    /// speed of `reference`. `None` where a figure of either chip or the model's sizes lack.
    pub fn speed(self, chip: &GpuChip, reference: &GpuChip, limit: Option<Watts>) -> Option<f64> {
        self.known(chip, reference, limit).and_then(Result::ok)
    }

    fn known(
        self,
        chip: &GpuChip,
        reference: &GpuChip,
        limit: Option<Watts>,
    ) -> Option<Result<f64, Lacking>> {
        let speeds = || Speeds::new(chip, reference, limit);
        let filling = |work: Roofline| speeds().at_full_memory(work, chip).map(|speed| speed.value);
        Some(match self {
            Self::Convolution => filling(Roofline::Convolution),
            Self::Transformer => filling(Roofline::Transformer),
            Self::Diffusion(year) => {
                let now = software(chip.architecture).factor;
                let then = software_in(chip.architecture, year).factor;
                filling(Roofline::Diffusion).map(|speed| speed / now * then)
            }
            Self::Decode(model, quant, context) => {
                let sizes = model.transformer.as_ref()?;
                let work = Generation::new(model, sizes, quant, KvType::F16, f64::from(context));
                let seconds = Decode::new(chip, limit).seconds(&work, Placed::OnGpus, 1.0);
                seconds.map(|(gpu, host)| 1.0 / (gpu + host))
            }
            Self::Prompt(model) => Prefill::new(chip, reference, limit)
                .seconds(model.active_count())
                .map(|seconds| 1.0 / seconds),
            Self::Products => Speeds::sustained(chip),
        })
    }
}
