//! Our own selection of measured memory, each row with its source.

use super::Verdict;
use super::figures::Judged;
use super::runs::{Kind, RESERVED};
use crate::part::GpuChip;
use crate::validate::statistics::Pair;
use crate::workload::compile::written_first;
use crate::workload::memory::{
    BaseFormat, GIB, Generation, Precision, Residency, Serving, Shape, Stack, Summing, Trained,
    TrainingRun, diffusion_generation, finetune,
};
use crate::workload::{
    Batch, KvType, LadderConstants, Loss, ModelPreset, Optimizer, Quant, Task, Work,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// What a figure was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// `PyTorch`'s peak of what it handed out.
    Allocated,
    /// `PyTorch`'s peak of what it held.
    Reserved,
    /// The driver's figure for the process.
    NvidiaSmi,
    /// The size of a file.
    File,
    /// What somebody states to be enough.
    Stated,
}

/// One measurement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// Id of `sources.yaml`.
    pub source: String,
    /// Task text that names what was run.
    pub task: String,
    /// GPUs that shared it.
    pub gpus: u8,
    /// Software that ran it.
    pub stack: String,
    /// Whether each optimizer step took one batch, where the software usually takes more.
    #[serde(default)]
    pub one_batch_a_step: bool,
    /// What the figure was read from; absent where there is none.
    pub reading: Option<Reading>,
    /// A number and its unit, on each GPU: `18.5 GiB`.
    pub measured: Option<String>,
    /// Chip whose memory did not suffice, in place of a figure.
    pub out_of_memory_on: Option<String>,
}

/// Runs that ran out of memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RanOut {
    /// How many.
    pub n: usize,
    /// Those of which the model says that they fit.
    pub said_to_fit: Vec<String>,
}

/// What rows are judged with.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// Presets.
    pub models: &'a [ModelPreset],
    /// Chips.
    pub chips: &'a [GpuChip],
    /// What a GPU's memory leaves.
    pub ladder: &'a LadderConstants,
}

impl Basis<'_> {
    /// GiB that `PyTorch` finds free on a chip, no desktop beside.
    fn usable(&self, chip: &str) -> Option<f64> {
        let chip = self.chips.iter().find(|own| own.id == chip)?;
        let usable = self.ladder.usable;
        let share = if chip.ecc { usable.ecc } else { usable.plain };
        Some(share * chip.memory.value() - usable.headless)
    }
}

/// Why our own rows cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnError(String);

impl fmt::Display for OwnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "measured/memory.yaml: {}", self.0)
    }
}

impl std::error::Error for OwnError {}

/// The rows in the binary; read by `validate` alone.
const OWN: &str = include_str!("../../../parts/measured/memory.yaml");

impl Measured {
    /// The rows that ship with this program.
    ///
    /// # Errors
    ///
    /// Where the text is not a list of such rows.
    pub fn own() -> Result<Vec<Self>, OwnError> {
        Self::read(OWN)
    }

    /// Rows of a text.
    ///
    /// # Errors
    ///
    /// Where the text is not a list of such rows.
    pub fn read(text: &str) -> Result<Vec<Self>, OwnError> {
        serde_yaml::from_str(text).map_err(|error| OwnError(error.to_string()))
    }

    /// The figure in GiB.
    fn gib(&self) -> Option<f64> {
        let (number, unit) = self.measured.as_ref()?.split_once(' ')?;
        let unit = match unit {
            "GiB" => 1.0,
            "GB" => 1e9 / GIB,
            _ => return None,
        };
        let number = number.parse::<f64>().ok()?;
        (number.is_finite() && number > 0.0).then_some(number * unit)
    }

    /// The figure that the reading shows of a peak and what is needed.
    fn reads(&self, peak: f64, need: f64) -> f64 {
        match self.reading {
            Some(Reading::Allocated | Reading::File) => peak,
            Some(Reading::Reserved) => RESERVED * peak,
            Some(Reading::NvidiaSmi | Reading::Stated) | None => need,
        }
    }
}

/// Judges rows; those that are not judged are counted by reason.
pub fn judge_own(rows: &[Measured], basis: &Basis<'_>) -> Verdict {
    let mut judged = Vec::new();
    let mut ran_out = RanOut::default();
    let mut omitted = BTreeMap::new();
    for row in rows {
        match one(row, basis) {
            Ok(One::Read(kind, pair)) => judged.push((
                kind,
                row.source.clone(),
                Judged {
                    row: row.task.clone(),
                    pair,
                },
            )),
            Ok(One::RanOut { fits, chip }) => {
                ran_out.n += 1;
                if fits {
                    let on = format!("{} on {} x {chip}", row.task, row.gpus);
                    ran_out.said_to_fit.push(on);
                }
            }
            Err(why) => *omitted.entry(why).or_default() += 1,
        }
    }
    Verdict {
        ran_out: (ran_out.n > 0).then_some(ran_out),
        ..Verdict::of(&judged, omitted)
    }
}

/// What a row comes to.
enum One<'a> {
    /// Predicted and measured.
    Read(Kind, Pair),
    /// It ran out of memory, and whether the model says that it fits.
    RanOut { fits: bool, chip: &'a str },
}

/// Judges one row, or says why not.
fn one<'a>(row: &'a Measured, basis: &Basis<'_>) -> Result<One<'a>, String> {
    let task = row.task.parse::<Task>();
    let task = task.map_err(|error| format!("{}: {error}", row.task))?;
    let name = task.model.as_deref().unwrap_or_default();
    let model = basis.models.iter().find(|model| model.is_called(name));
    let model = model.ok_or_else(|| format!("no preset of {name}"))?;
    let (kind, predicted) = predicted(row, &task, model)?;
    if let Some(chip) = &row.out_of_memory_on {
        let usable = basis.usable(chip);
        let usable = usable.ok_or_else(|| format!("no chip {chip}"))?;
        return Ok(One::RanOut {
            fits: predicted <= usable,
            chip,
        });
    }
    let measured = row
        .gib()
        .ok_or_else(|| format!("{}: no number of GiB", row.task))?;
    let kind = match row.reading {
        Some(Reading::Stated) => Kind::Stated,
        Some(Reading::File) => Kind::File,
        Some(Reading::Allocated | Reading::Reserved | Reading::NvidiaSmi) | None => kind,
    };
    Ok(One::Read(
        kind,
        Pair {
            predicted,
            measured,
        },
    ))
}

/// A run as its software sets it up where a task's words do not say. torchtune's examples
/// take one batch a step, and with paged states step within the backward pass; `LitGPT`
/// takes the loss in chunks and sums gradients in `no_backward_sync` (its
/// `finetune/lora.py` and `full.py`).
fn as_run_by(row: &Measured, run: TrainingRun) -> TrainingRun {
    match row.stack.as_str() {
        "torchtune" => TrainingRun {
            trained: match run.trained {
                Trained::All { precision, .. } => Trained::All {
                    precision,
                    in_backward: run.optimizer == Optimizer::PagedAdamW8Bit,
                },
                adapters @ Trained::Adapters(_) => adapters,
            },
            summing: Summing::OneBatch,
            ..run
        },
        "litgpt" => TrainingRun {
            summing: if row.one_batch_a_step {
                Summing::OneBatch
            } else {
                Summing::Alone
            },
            loss: Loss::Fused,
            ..run
        },
        _ => run,
    }
}

/// What a reading of this task shows.
fn predicted(row: &Measured, task: &Task, model: &ModelPreset) -> Result<(Kind, f64), String> {
    let layers = || {
        let t = model.transformer.as_ref();
        t.ok_or_else(|| format!("{}: no layer sizes", model.id))
    };
    match task.work {
        Work::Finetune {
            method,
            seq,
            batch: Batch::Fixed(batch),
            recipe,
        } => {
            let run = written_first(method, &recipe, row.gpus)
                .ok_or_else(|| format!("{}: no such run", row.task))?;
            let run = as_run_by(row, run);
            let footprint = finetune(&Shape::new(model, layers()?), &run, f64::from(seq));
            let batch = f64::from(batch);
            let read = row.reads(footprint.peak(batch), footprint.need(batch));
            Ok((Kind::Training, read))
        }
        Work::Generate { quant, context, kv } => {
            let t = layers()?;
            let context = f64::from(context);
            if row.reading == Some(Reading::File) || row.stack == "llama.cpp" {
                let work = Generation::new(model, t, quant, kv, context);
                let read = row.reads(work.file / GIB, work.need(f64::from(row.gpus)));
                return Ok((Kind::Inference, read));
            }
            if !matches!(quant, Quant::F16 | Quant::Bf16) || kv != KvType::F16 {
                return Err(format!("{quant} weights with {}: not modelled", row.stack));
            }
            let stack = match row.stack.as_str() {
                "vllm" => Stack::Vllm,
                _ => Stack::Transformers,
            };
            let serving = Serving::new(model, t, BaseFormat::Sixteen, context, stack);
            Ok((Kind::Inference, row.reads(serving.peak(), serving.need())))
        }
        Work::DiffusionGenerate { image } => {
            let diffusion = model.diffusion.as_ref();
            let diffusion = diffusion.ok_or_else(|| format!("{}: no image sizes", model.id))?;
            let (precision, residency) = (Precision::SixteenBit, Residency::Together);
            let side = f64::from(image);
            let footprint = diffusion_generation(model, diffusion, side, precision, residency);
            let read = row.reads(footprint.peak(1.0), footprint.need(1.0));
            Ok((Kind::Stated, read))
        }
        _ => Err(format!("{}: not judged", task.method())),
    }
}
