//! From a task and its model to a [`Job`]: every rung with its memory and traffic.

mod diffusion;
mod dpo;
mod finetune;
mod unscored;
mod vision;

pub(crate) use finetune::written_first;
pub(super) use unscored::host_memory;

use super::job::{Change, Job, Unscored};
use super::ladder::LadderConstants;
use super::memory::{GIB, Generation, Shape};
use super::preset::{ModelKind, ModelPreset, Transformer};
use super::task::{Batch, Task, Work};

/// Forward and backward work with recomputation, operations a parameter and token.
const TRAINING_WORK: f64 = 8.0;
/// Operating system and one process, GB.
const HOST_BASE: f64 = 9.0;

/// Why a task cannot be judged on a model.
pub(super) enum Mismatch {
    /// The model is of another kind.
    Kind,
    /// The preset lacks the sizes.
    Sizes(&'static str),
}

/// Resolves a task. `reference` is the sustained TFLOPS of the reference chip.
pub(super) fn compile(
    task: &Task,
    model: Option<&ModelPreset>,
    ladder: &LadderConstants,
    reference: f64,
) -> Result<Job, Mismatch> {
    if let Some(unscored) = unscored_needs(task, model)? {
        return Ok(Job::Unscored(unscored));
    }
    let model = model.ok_or(Mismatch::Kind)?;
    match task.work {
        Work::TrainVision {
            image,
            batch,
            precision,
        } => {
            let vision = model.vision.as_ref().ok_or(Mismatch::Kind)?;
            Ok(Job::Batched(vision::train(
                model, vision, image, batch, precision, ladder,
            )))
        }
        Work::Finetune {
            method,
            seq,
            batch,
            recipe,
        } => {
            let shape = Shape::new(model, transformer(model)?);
            Ok(Job::Batched(finetune::train(
                model,
                &shape,
                method,
                &recipe,
                (seq, batch),
                ladder,
                reference,
            )))
        }
        Work::Dpo {
            train,
            seq,
            batch,
            recipe,
        } => {
            let shape = Shape::new(model, transformer(model)?);
            let sample = (seq * dpo::PAIR, batch);
            let job = finetune::train(model, &shape, train, &recipe, sample, ladder, reference);
            Ok(Job::Batched(dpo::against_reference(
                job, &shape, train, &recipe,
            )))
        }
        Work::Generate { quant, context, kv } => Ok(Job::Generate(Generation::new(
            model,
            transformer(model)?,
            quant,
            kv,
            f64::from(context),
        ))),
        Work::DiffusionGenerate { image } => {
            let diffusion = model.diffusion.as_ref().ok_or(Mismatch::Kind)?;
            Ok(Job::Batched(diffusion::generate(
                model, diffusion, image, ladder, reference,
            )))
        }
        Work::DiffusionLora { image, batch } => {
            let diffusion = model.diffusion.as_ref().ok_or(Mismatch::Kind)?;
            diffusion::lora(model, diffusion, image, batch, ladder, reference).map(Job::Batched)
        }
        // Settled above.
        Work::Speech { .. } | Work::RlSim { .. } | Work::Tabular { .. } => Err(Mismatch::Kind),
    }
}

/// What a task without a speed model asks for; `None` of one with a speed model.
pub(super) fn unscored_needs(
    task: &Task,
    model: Option<&ModelPreset>,
) -> Result<Option<Unscored>, Mismatch> {
    match task.work {
        Work::Speech { precision, batch } => {
            let model = model.ok_or(Mismatch::Kind)?;
            unscored::speech(model, precision, batch).map(Some)
        }
        Work::RlSim { sim, envs } => Ok(Some(unscored::simulation(sim, envs))),
        Work::Tabular { data } => Ok(Some(unscored::tabular(data))),
        Work::TrainVision { .. }
        | Work::Finetune { .. }
        | Work::Dpo { .. }
        | Work::Generate { .. }
        | Work::DiffusionGenerate { .. }
        | Work::DiffusionLora { .. } => Ok(None),
    }
}

fn transformer(model: &ModelPreset) -> Result<&Transformer, Mismatch> {
    match model.kind {
        ModelKind::Llm | ModelKind::Moe => model
            .transformer
            .as_ref()
            .ok_or(Mismatch::Sizes("transformer")),
        ModelKind::Cnn
        | ModelKind::Speech
        | ModelKind::Vit
        | ModelKind::DiffusionUnet
        | ModelKind::DiffusionTransformer => Err(Mismatch::Kind),
    }
}

const fn named(batch: Batch, useful: u32) -> u32 {
    match batch {
        Batch::Auto => {
            if useful == 0 {
                1
            } else {
                useful
            }
        }
        Batch::Fixed(n) => n,
    }
}

fn friction(change: Change, ladder: &LadderConstants) -> f64 {
    libm::pow(ladder.friction, f64::from(change.frictions()))
}

fn in_gib(gigabytes: f64) -> f64 {
    gigabytes * 1e9 / GIB
}
