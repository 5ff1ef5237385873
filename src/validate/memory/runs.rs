//! Measured runs: each row becomes a run, and the run a prediction of what was read.

use super::architecture::Architectures;
use super::figures::Judged;
use crate::validate::file::Row;
use crate::validate::statistics::Pair;
use crate::validate::{CsvFile, FileError};
use crate::workload::memory::{
    Adapters, BaseFormat, Footprint, GIB, Serving, Shape, Stack, Summing, Trained, TrainingRun,
    finetune, weight_file as llama_file,
};
use crate::workload::{
    Loss, ModelPreset, Offloaded, Optimizer, Precision, Quant, Sharding, Targets, Transformer,
};
use std::collections::BTreeMap;

/// What `PyTorch`'s allocator holds over what it has handed out.
pub(super) const RESERVED: f64 = 1.05;
/// Sources that say they sum gradients over one batch alone: `gradient_accumulation_steps:
/// 1` in fms-acceleration's `defaults.yaml`; torchtune's optimizer in the backward pass
/// allows no more. Others are taken to accumulate, which needs more.
const ONE_BATCH_A_STEP: [&str; 2] = ["fms-acceleration", "torchtune"];

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Training a language model.
    Training,
    /// Its inference.
    Inference,
    /// The size of a weight file.
    File,
    /// What somebody states to be enough, without a reading.
    Stated,
}

impl Kind {
    /// In words.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::Inference => "inference",
            Self::File => "file sizes",
            Self::Stated => "stated",
        }
    }
}

/// What a run holds and needs, GiB on one GPU.
#[derive(Debug, Clone, Copy)]
struct Predicted {
    /// Peak of `PyTorch`'s allocator, or the size of a file.
    peak: f64,
    /// What is needed to be counted on.
    need: f64,
}

/// Why a row is not judged; an error where the row is faulty.
enum Miss {
    Omitted(String),
    Faulty(FileError),
}

impl From<FileError> for Miss {
    fn from(error: FileError) -> Self {
        Self::Faulty(error)
    }
}

/// A row of a kind or with a choice that is not judged.
fn omitted<T>(why: impl Into<String>) -> Result<T, Miss> {
    Err(Miss::Omitted(why.into()))
}

/// Judges the rows of a table; those passed over are counted by reason.
pub(super) fn judge(
    file: &CsvFile,
    models: &Architectures<'_>,
    passed_over: &mut BTreeMap<String, usize>,
) -> Result<Vec<(Kind, String, Judged)>, FileError> {
    let mut judged = Vec::new();
    file.rows(&mut |row| {
        match one(row, models) {
            Ok((kind, pair)) => judged.push((
                kind,
                row.text("source").to_owned(),
                Judged {
                    row: named(row),
                    pair,
                },
            )),
            Err(Miss::Omitted(why)) => *passed_over.entry(why).or_default() += 1,
            Err(Miss::Faulty(error)) => return Err(error),
        }
        Ok(())
    })?;
    Ok(judged)
}

/// A row for the reader.
fn named(row: &Row<'_>) -> String {
    let columns = ["model", "method", "precision"].map(|column| row.text(column));
    let sizes = [("batch", "batch"), ("seq", "seq"), ("gpus", "gpus")];
    let sizes = sizes.map(|(name, column)| format!("{name}={}", row.text(column)));
    let choices = ["loss", "shard"].map(|column| row.text(column));
    format!(
        "{} {} {}",
        columns.join(" "),
        sizes.join(" "),
        choices.join(" ")
    )
}

/// Predicted and measured of one row.
fn one(row: &Row<'_>, models: &Architectures<'_>) -> Result<(Kind, Pair), Miss> {
    let kind = match row.text("kind") {
        "llm-train" => Kind::Training,
        "llm-infer" => Kind::Inference,
        "llm-weights" => Kind::File,
        other => return omitted(format!("{other}: outside the bars")),
    };
    if row.text("optimizer") == "suspect" {
        return omitted("the source's own figures contradict each other");
    }
    let measured = required(row, "measured_gb")?;
    let name = row.text("arch");
    let Some((model, t)) = models
        .find(name)
        .and_then(|model| Some((model, model.transformer.as_ref()?)))
    else {
        return omitted(format!("{name}: no layer sizes"));
    };
    let predicted = match kind {
        Kind::Training => training(row, model, t)?,
        Kind::Inference => inference(row, model, t)?,
        Kind::File | Kind::Stated => weight_file(row, model)?,
    };
    Ok((
        kind,
        Pair {
            predicted: read_as(row.text("metric"), predicted),
            measured,
        },
    ))
}

/// The figure that a reading shows: `PyTorch`'s own counters leave out context and slack.
fn read_as(metric: &str, predicted: Predicted) -> f64 {
    let begins = |words: &[&str]| words.iter().any(|word| metric.starts_with(word));
    if begins(&["torch-alloc", "torch (", "file"]) {
        predicted.peak
    } else if metric.starts_with("torch-reserved") {
        RESERVED * predicted.peak
    } else {
        predicted.need
    }
}

/// The number under a column that must be there.
fn required(row: &Row<'_>, column: &str) -> Result<f64, FileError> {
    row.number(column)?
        .ok_or_else(|| row.error(format!("{column} is missing")))
}

/// Tokens of one sequence: what was there after truncation, if that is known.
fn sequence(row: &Row<'_>) -> Result<f64, FileError> {
    match row.number("seq_eff")? {
        Some(seq) => Ok(seq),
        None => required(row, "seq"),
    }
}

fn training(row: &Row<'_>, model: &ModelPreset, t: &Transformer) -> Result<Predicted, Miss> {
    let run = training_run(row)?;
    let footprint: Footprint = finetune(&Shape::new(model, t), &run, sequence(row)?);
    let batch = required(row, "batch")?;
    Ok(Predicted {
        peak: footprint.peak(batch),
        need: footprint.need(batch),
    })
}

/// The run of a row.
fn training_run(row: &Row<'_>) -> Result<TrainingRun, Miss> {
    let method = row.text("method");
    let stack = row.text("stack");
    let note = row.text("note");
    let optimizer = row.text("optimizer");
    let bits = row.text("opt_bits");
    let trained = match method {
        "full" => Trained::All {
            precision: precision(row.text("precision"), bits),
            in_backward: optimizer.contains("bwd"),
        },
        "lora" | "qlora" | "lora+emb" => Trained::Adapters(Adapters {
            rank: whole(row, "lora_r")?.unwrap_or(16),
            targets: match row.text("lora_targets") {
                "" | "all" => Targets::AllLinear,
                "qkvo" => Targets::Attention,
                "qv" => Targets::QueryValue,
                other => return omitted(format!("adapters on {other}: not modelled")),
            },
            base: base(row.text("precision"))?,
            embeddings: method == "lora+emb",
            fused_kernels: ["torchtune", "unsloth"].contains(&stack)
                || ["foak", "fast-kernels", "unsloth"]
                    .iter()
                    .any(|name| note.contains(name)),
        }),
        other => return omitted(format!("{other}: not modelled")),
    };
    Ok(TrainingRun {
        trained,
        optimizer: match bits {
            "8" if optimizer.contains("paged") => Optimizer::PagedAdamW8Bit,
            "8" => Optimizer::AdamW8Bit,
            _ if optimizer.contains("sgd") => Optimizer::Sgd,
            _ => Optimizer::AdamW,
        },
        checkpointing: row.text("grad_ckpt") != "0",
        wide_stream: row.text("ckpt_fp32") == "1",
        loss: match row.text("loss") {
            "" | "hf" => Loss::Stock,
            // `LitGPT` holds the logits whole in 16 bits, but takes the loss in chunks.
            "fused_ce" | "litgpt" => Loss::Fused,
            "fused_linear_ce" => Loss::FusedLinear,
            other => return omitted(format!("loss {other}: not modelled")),
        },
        sharding: match row.text("shard") {
            "" | "none" | "ddp" => Sharding::Copies,
            "fsdp" => Sharding::Fsdp,
            "zero2" => Sharding::Zero2,
            "zero3" => Sharding::Zero3,
            other => return omitted(format!("sharding {other}: not modelled")),
        },
        gpus: whole(row, "gpus")?.unwrap_or(1),
        offload: match row.text("offload") {
            "" | "none" => Offloaded::Nothing,
            "act" => Offloaded::Activations,
            "opt" | "optimizer" => Offloaded::Optimizer,
            "param" | "params" | "cpu" | "layers" => Offloaded::Layers,
            other => return omitted(format!("offload of {other}: not modelled")),
        },
        summing: if ONE_BATCH_A_STEP.contains(&row.text("source")) {
            Summing::OneBatch
        } else {
            Summing::Exchanged
        },
    })
}

/// A whole number under a column; `None` where the cell is empty.
fn whole(row: &Row<'_>, column: &str) -> Result<Option<u32>, FileError> {
    let text = row.text(column);
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse() {
        Ok(number) if number > 0 => Ok(Some(number)),
        _ => Err(row.error(format!(
            "`{text}` under {column} is no whole number above 0"
        ))),
    }
}

/// Number format of full training.
fn precision(text: &str, state_bits: &str) -> Precision {
    if text == "fp32" {
        Precision::Fp32
    } else if text.contains("amp") || text.contains("fp32 master") || state_bits == "32" {
        Precision::Mixed
    } else {
        Precision::Bf16
    }
}

/// Format of weights that are not trained.
fn base(text: &str) -> Result<BaseFormat, Miss> {
    Ok(match text {
        "bf16" | "fp16" => BaseFormat::Sixteen,
        "fp8" => BaseFormat::Fp8,
        "int8" => BaseFormat::Int8,
        "nf4" => BaseFormat::Nf4,
        "nf4-dq" => BaseFormat::Nf4Double,
        "int4" | "gptq-int4" | "awq-int4" => BaseFormat::Int4,
        other => return omitted(format!("weights in {other}: not modelled")),
    })
}

fn inference(row: &Row<'_>, model: &ModelPreset, t: &Transformer) -> Result<Predicted, Miss> {
    let stack = match row.text("stack") {
        "vllm" | "vllm-min" => Stack::Vllm,
        "" | "hf" | "transformers" | "litgpt" => Stack::Transformers,
        other => return omitted(format!("inference with {other}: not modelled")),
    };
    let tokens = sequence(row)? * required(row, "batch")?;
    let serving = Serving::new(model, t, base(row.text("precision"))?, tokens, stack);
    Ok(Predicted {
        peak: serving.peak(),
        need: serving.need(),
    })
}

/// The file that llama.cpp loads.
fn weight_file(row: &Row<'_>, model: &ModelPreset) -> Result<Predicted, Miss> {
    let name = row.text("precision").to_lowercase();
    let Some(quant) = Quant::ALL.iter().find(|quant| quant.as_str() == name) else {
        return omitted(format!("weight files in {name}: not modelled"));
    };
    let size = llama_file(model, *quant) / GIB;
    Ok(Predicted {
        peak: size,
        need: size,
    })
}
