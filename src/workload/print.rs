//! Printing a task: its size always, the rest only where it is not what is assumed.

use super::quant::KvType;
use super::recipe::Recipe;
use super::task::{Arithmetic, Batch, Finetune, SpeechPrecision, Task, Work};
use std::fmt;

impl fmt::Display for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Fixed(n) => write!(f, "{n}"),
        }
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.method())?;
        if let Some(model) = &self.model {
            write!(f, " {model}")?;
        }
        match self.work {
            Work::TrainVision {
                image,
                batch,
                precision,
            } => {
                write!(f, " image={image} batch={batch}")?;
                named(f, "precision", differs(precision, Arithmetic::Mixed))
            }
            Work::DiffusionLora { image, batch } => write!(f, " image={image} batch={batch}"),
            Work::Finetune {
                method,
                seq,
                batch,
                recipe,
            } => tuning(f, method, (seq, batch), &recipe),
            Work::Dpo {
                train,
                seq,
                batch,
                recipe,
            } => {
                write!(f, " train={train}")?;
                tuning(f, train, (seq, batch), &recipe)
            }
            Work::Generate { quant, context, kv } => {
                write!(f, " quant={quant} context={context}")?;
                named(f, "kv", differs(kv, KvType::F16))
            }
            Work::DiffusionGenerate { image } => write!(f, " image={image}"),
            Work::Speech { precision, batch } => {
                named(f, "precision", differs(precision, SpeechPrecision::Fp16))?;
                named(f, "batch", differs(batch, 1))
            }
            Work::RlSim { sim, envs } => write!(f, " sim={sim} envs={envs}"),
            Work::Tabular { data } => write!(f, " data={data}GB"),
        }
    }
}

/// What a training run names.
fn tuning(
    f: &mut fmt::Formatter<'_>,
    method: Finetune,
    (seq, batch): (u32, Batch),
    recipe: &Recipe,
) -> fmt::Result {
    write!(f, " seq={seq}")?;
    // A full run's batch stands for how the memory is filled: it is always said.
    if method == Finetune::Full || batch != method.usual_batch() {
        write!(f, " batch={batch}")?;
    }
    named(f, "precision", recipe.precision)?;
    named(f, "optimizer", recipe.optimizer)?;
    let switch = |on| if on { "on" } else { "off" };
    named(f, "checkpointing", recipe.checkpointing.map(switch))?;
    named(f, "loss", recipe.loss)?;
    named(f, "sharding", recipe.sharding)?;
    named(f, "offload", recipe.offload)?;
    named(f, "rank", recipe.rank)?;
    named(f, "targets", recipe.targets)
}

/// A parameter where it was named.
fn named(f: &mut fmt::Formatter<'_>, name: &str, value: Option<impl fmt::Display>) -> fmt::Result {
    match value {
        Some(value) => write!(f, " {name}={value}"),
        None => Ok(()),
    }
}

/// A value that is not the usual one.
fn differs<T: Copy + PartialEq>(value: T, usual: T) -> Option<T> {
    (value != usual).then_some(value)
}
