//! From a task and its model to a [`Job`]: every rung with its memory and traffic.

use super::caution::Family;
use super::job::{Batched, Change, Job, Rung, Traffic};
use super::ladder::LadderConstants;
use super::memory::{self, Generation, NF4, Recipe, Shape, Spill};
use super::preset::{Diffusion, ModelKind, ModelPreset, Transformer, Vision};
use super::speed::Roofline;
use super::task::{Batch, Finetune, Task, Work};

/// The most GPUs over which a run is sharded here.
const MOST_SHARDS: u8 = 8;
/// Forward and backward work with recomputation, operations a parameter and token.
const TRAINING_WORK: f64 = 8.0;
/// Bytes that a CPU optimizer reads and writes for one parameter: 32-bit weight,
/// gradient and two moments read, all but the gradient written.
const CPU_ADAM: f64 = 28.0;
/// Bytes that `DeepSpeed` documents for offload, a parameter: 16 and 18 times 1.5.
const HOST_OPTIMIZER: f64 = 24.0;
const HOST_LAYERS: f64 = 27.0;
/// Bytes a parameter in system memory for adapters on offloaded weights: 16-bit (PEFT's
/// measured ZeRO-3 runs, 4.0 to 6.2) and 4-bit (the 107 GB of a 70B).
const HOST_LORA: f64 = 5.0;
const HOST_QLORA: f64 = 1.52;
/// Operating system and one process, GB.
const HOST_BASE: f64 = 9.0;
/// The largest adapters people train, as a share of an image generator's weights.
const DIFFUSION_ADAPTERS: f64 = 0.01;

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
    model: &ModelPreset,
    ladder: &LadderConstants,
    reference: f64,
) -> Result<Job, Mismatch> {
    match task.work {
        Work::TrainVision { image, batch } => {
            let vision = model.vision.as_ref().ok_or(Mismatch::Kind)?;
            Ok(Job::Batched(train_vision(
                model, vision, image, batch, ladder,
            )))
        }
        Work::Finetune { method, seq, batch } => {
            let shape = transformer(model)?;
            let shape = Shape::new(model, shape);
            Ok(Job::Batched(finetune(
                model,
                &shape,
                method,
                (seq, batch),
                ladder,
                reference,
            )))
        }
        Work::Generate { quant, context } => Ok(Job::Generate(Generation::new(
            model,
            transformer(model)?,
            quant,
            f64::from(context),
        ))),
        Work::DiffusionGenerate { image } => {
            let diffusion = model.diffusion.as_ref().ok_or(Mismatch::Kind)?;
            Ok(Job::Batched(diffusion_generate(
                model, diffusion, image, ladder, reference,
            )))
        }
        Work::DiffusionLora { image, batch } => {
            let diffusion = model.diffusion.as_ref().ok_or(Mismatch::Kind)?;
            diffusion_lora(model, diffusion, image, batch, ladder, reference).map(Job::Batched)
        }
    }
}

fn transformer(model: &ModelPreset) -> Result<&Transformer, Mismatch> {
    match model.kind {
        ModelKind::Llm | ModelKind::Moe => model
            .transformer
            .as_ref()
            .ok_or(Mismatch::Sizes("transformer")),
        ModelKind::Cnn
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

fn train_vision(
    model: &ModelPreset,
    vision: &Vision,
    image: u32,
    batch: Batch,
    ladder: &LadderConstants,
) -> Batched {
    let convolutional = model.kind == ModelKind::Cnn;
    let side = f64::from(image);
    let native = f64::from(vision.image);
    // Work grows with the area.
    let a_second = vision.train_images_per_second * (native / side) * (native / side);
    let batch = named(batch, ladder.useful.images);
    Batched {
        roofline: if convolutional {
            Roofline::Convolution
        } else {
            Roofline::Transformer
        },
        family: Family::Vision,
        batch,
        seconds: f64::from(batch) / a_second,
        fed: Some(a_second),
        whole: vec![Rung {
            change: Change::default(),
            footprint: memory::vision(model, vision, side, convolutional),
            factor: 1.0,
            traffic: Traffic::default(),
            gradients: 4.0 * model.parameters,
            host: 0.0,
        }],
        sharded: Vec::new(),
    }
}

fn finetune(
    model: &ModelPreset,
    shape: &Shape,
    method: Finetune,
    (seq, batch): (u32, Batch),
    ladder: &LadderConstants,
    reference: f64,
) -> Batched {
    let batch = named(batch, ladder.useful.tokens / seq);
    let tokens = f64::from(batch) * f64::from(seq);
    let build = |shards: u8| -> Vec<Rung> {
        let mut rungs = Vec::new();
        for spill in [Spill::Nothing, Spill::Optimizer, Spill::Layers] {
            for lean_optimizer in [false, true] {
                for fused in [false, true] {
                    let recipe = Recipe {
                        fused,
                        lean_optimizer,
                        spill,
                        shards,
                    };
                    if sensible(method, recipe) {
                        rungs.push(finetune_rung(
                            model,
                            shape,
                            method,
                            recipe,
                            f64::from(seq),
                            ladder,
                        ));
                    }
                }
            }
        }
        rungs
    };
    Batched {
        roofline: match method {
            Finetune::Full | Finetune::Lora => Roofline::Transformer,
            Finetune::Qlora => Roofline::Qlora,
        },
        family: match method {
            Finetune::Full => Family::Full,
            Finetune::Lora => Family::Adapter,
            Finetune::Qlora => Family::Qlora,
        },
        batch,
        seconds: TRAINING_WORK * model.active_count() * tokens / (reference * 1e12),
        fed: None,
        whole: build(1),
        sharded: (2..=MOST_SHARDS).map(build).collect(),
    }
}

/// Rungs that people use: adapters have no optimizer worth moving, and a CPU optimizer
/// keeps its full states.
const fn sensible(method: Finetune, recipe: Recipe) -> bool {
    match (method, recipe.spill) {
        (Finetune::Full, Spill::Nothing) => true,
        (Finetune::Full, Spill::Optimizer | Spill::Layers)
        | (Finetune::Lora | Finetune::Qlora, Spill::Nothing | Spill::Layers) => {
            !recipe.lean_optimizer
        }
        (Finetune::Lora | Finetune::Qlora, Spill::Optimizer) => false,
    }
}

fn finetune_rung(
    model: &ModelPreset,
    shape: &Shape,
    method: Finetune,
    recipe: Recipe,
    seq: f64,
    ladder: &LadderConstants,
) -> Rung {
    let billions = model.parameters;
    let layers = (shape.parameters - shape.embedding).max(0.0) / 1e9;
    let change = Change {
        fused: recipe.fused,
        lean_optimizer: recipe.lean_optimizer,
        optimizer_offload: recipe.spill == Spill::Optimizer,
        layer_offload: recipe.spill == Spill::Layers,
        ..Change::default()
    };
    // Forward and backward each bring the layers in once.
    let streamed = |bytes: f64| 2.0 * bytes * layers;
    let (traffic, host) = match (method, recipe.spill) {
        (_, Spill::Nothing) => (Traffic::default(), 0.0),
        (_, Spill::Optimizer) => (
            // 32-bit gradients out, 32-bit weights in.
            Traffic {
                link_each: 0.0,
                link: 8.0 * billions,
                host: CPU_ADAM * billions,
            },
            HOST_OPTIMIZER * billions + HOST_BASE,
        ),
        (Finetune::Full, Spill::Layers) => (
            Traffic {
                link_each: streamed(2.0),
                link: 2.0 * billions,
                host: CPU_ADAM * billions,
            },
            HOST_LAYERS * billions + HOST_BASE,
        ),
        (Finetune::Lora, Spill::Layers) => (
            Traffic {
                link_each: streamed(2.0),
                ..Traffic::default()
            },
            HOST_LORA * billions + HOST_BASE,
        ),
        (Finetune::Qlora, Spill::Layers) => (
            Traffic {
                link_each: streamed(NF4),
                ..Traffic::default()
            },
            HOST_QLORA * billions + HOST_BASE,
        ),
    };
    let gradients = match (method, recipe.lean_optimizer) {
        (Finetune::Full, false) => 4.0 * billions,
        (Finetune::Full, true) => 2.0 * billions,
        (Finetune::Lora | Finetune::Qlora, _) => 4.0 * shape.adapters / 1e9,
    };
    Rung {
        change,
        footprint: memory::finetune(shape, method, recipe, seq),
        factor: friction(change, ladder),
        traffic,
        gradients,
        host: in_gib(host),
    }
}

fn diffusion_generate(
    model: &ModelPreset,
    diffusion: &Diffusion,
    image: u32,
    ladder: &LadderConstants,
    reference: f64,
) -> Batched {
    let side = f64::from(image);
    let mut whole = Vec::new();
    for by_turns in [false, true] {
        for eight_bit in [false, true] {
            let change = Change {
                eight_bit,
                by_turns,
                ..Change::default()
            };
            let bytes = if eight_bit { 1.03 } else { 2.0 };
            let components =
                bytes * (model.parameters + diffusion.text_encoder) + 2.0 * diffusion.autoencoder;
            whole.push(Rung {
                change,
                footprint: memory::diffusion_generation(
                    model, diffusion, side, eight_bit, by_turns,
                ),
                factor: friction(change, ladder),
                traffic: Traffic {
                    link_each: if by_turns { components } else { 0.0 },
                    ..Traffic::default()
                },
                gradients: 0.0,
                host: if by_turns {
                    in_gib(components + HOST_BASE)
                } else {
                    0.0
                },
            });
        }
    }
    let work = 2.0 * model.parameter_count() * positions(diffusion, side) * diffusion.passes;
    Batched {
        roofline: Roofline::Diffusion,
        family: Family::Imaging,
        batch: 1,
        seconds: work / (reference * 1e12),
        fed: None,
        whole,
        sharded: Vec::new(),
    }
}

fn diffusion_lora(
    model: &ModelPreset,
    diffusion: &Diffusion,
    image: u32,
    batch: Batch,
    ladder: &LadderConstants,
    reference: f64,
) -> Result<Batched, Mismatch> {
    let side = f64::from(image);
    let batch = named(batch, ladder.useful.diffusion_images);
    let mut whole = Vec::new();
    for eight_bit in [false, true] {
        let change = Change {
            eight_bit,
            ..Change::default()
        };
        whole.push(Rung {
            change,
            footprint: memory::diffusion_lora(model, diffusion, side, eight_bit)
                .ok_or(Mismatch::Sizes("lora_memory"))?,
            factor: friction(change, ladder),
            traffic: Traffic::default(),
            gradients: 4.0 * DIFFUSION_ADAPTERS * model.parameters,
            host: 0.0,
        });
    }
    let work =
        TRAINING_WORK * model.parameter_count() * positions(diffusion, side) * f64::from(batch);
    Ok(Batched {
        roofline: Roofline::Diffusion,
        family: Family::Adapter,
        batch,
        seconds: work / (reference * 1e12),
        fed: None,
        whole,
        sharded: Vec::new(),
    })
}

fn positions(diffusion: &Diffusion, side: f64) -> f64 {
    let native = f64::from(diffusion.image);
    diffusion.positions * (side / native) * (side / native)
}

fn friction(change: Change, ladder: &LadderConstants) -> f64 {
    libm::pow(ladder.friction, f64::from(change.frictions()))
}

fn in_gib(gigabytes: f64) -> f64 {
    gigabytes * 1e9 / memory::GIB
}
