//! Our own selection of measured memory, each row with its source.

use super::Verdict;
use super::figures::Judged;
use super::runs::{Kind, RESERVED};
use crate::validate::statistics::Pair;
use crate::workload::compile::written_first;
use crate::workload::memory::{
    BaseFormat, GIB, Generation, Precision, Residency, Serving, Shape, Stack, diffusion_generation,
    finetune,
};
use crate::workload::{Batch, KvType, ModelPreset, Quant, Task, Work};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// What a figure was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// PyTorch's peak of what it handed out.
    Allocated,
    /// PyTorch's peak of what it held.
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
    /// What the figure was read from.
    pub reading: Reading,
    /// A number and its unit, on each GPU: `18.5 GiB`.
    pub measured: String,
}

/// Why our own rows cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnError(String);

impl fmt::Display for OwnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "measured-memory.yaml: {}", self.0)
    }
}

impl std::error::Error for OwnError {}

/// The rows in the binary; read by `validate` alone.
const OWN: &str = include_str!("../../../parts/measured-memory.yaml");

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
        let (number, unit) = self.measured.split_once(' ')?;
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
            Reading::Allocated | Reading::File => peak,
            Reading::Reserved => RESERVED * peak,
            Reading::NvidiaSmi | Reading::Stated => need,
        }
    }
}

/// Judges rows; those that are not judged are counted by reason.
pub fn judge_own(rows: &[Measured], models: &[ModelPreset]) -> Verdict {
    let mut judged = Vec::new();
    let mut omitted = BTreeMap::new();
    for row in rows {
        match one(row, models) {
            Ok((kind, pair)) => judged.push((
                kind,
                row.source.clone(),
                Judged {
                    row: row.task.clone(),
                    pair,
                },
            )),
            Err(why) => *omitted.entry(why).or_default() += 1,
        }
    }
    Verdict::of(&judged, omitted)
}

/// Predicted and measured of one row, or why not.
fn one(row: &Measured, models: &[ModelPreset]) -> Result<(Kind, Pair), String> {
    let measured = row
        .gib()
        .ok_or_else(|| format!("`{}` is no number of GiB", row.measured))?;
    let task = row.task.parse::<Task>();
    let task = task.map_err(|error| format!("{}: {error}", row.task))?;
    let name = task.model.as_deref().unwrap_or_default();
    let model = models.iter().find(|model| model.is_called(name));
    let model = model.ok_or_else(|| format!("no preset of {name}"))?;
    let (kind, predicted) = predicted(row, &task, model)?;
    let kind = match row.reading {
        Reading::Stated => Kind::Stated,
        Reading::File => Kind::File,
        Reading::Allocated | Reading::Reserved | Reading::NvidiaSmi => kind,
    };
    Ok((
        kind,
        Pair {
            predicted,
            measured,
        },
    ))
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
            let footprint = finetune(&Shape::new(model, layers()?), &run, f64::from(seq));
            let batch = f64::from(batch);
            let read = row.reads(footprint.peak(batch), footprint.need(batch));
            Ok((Kind::Training, read))
        }
        Work::Generate { quant, context, kv } => {
            let t = layers()?;
            let context = f64::from(context);
            if row.reading == Reading::File || row.stack == "llama.cpp" {
                let work = Generation::new(model, t, quant, kv, context);
                let read = row.reads(work.file / GIB, work.need(f64::from(row.gpus)));
                return Ok((Kind::Inference, read));
            }
            if quant != Quant::F16 || kv != KvType::F16 {
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
