//! A task: what a person names, such as `qlora llama-3.1-8b seq=4096`.
//!
//! One canonical text a task: [`Display`](std::fmt::Display) prints it,
//! [`FromStr`](std::str::FromStr) reads it, and `parse(print(task)) == task`.

use super::quant::{KvType, Quant};
use super::recipe::Recipe;

/// Work on a model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Task {
    /// Id or alias of a model preset; `None` where the work has no model.
    pub model: Option<String>,
    /// What is done with it.
    pub work: Work,
}

/// A method with its parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Work {
    /// Training an image classifier.
    TrainVision {
        /// Side of the square images in pixels.
        image: u32,
        /// Images a step on one GPU.
        batch: Batch,
        /// Number format.
        precision: Arithmetic,
    },
    /// Training a language model further, on text.
    Finetune {
        /// Which weights are trained.
        method: Finetune,
        /// Tokens of one sequence.
        seq: u32,
        /// Sequences a step on one GPU.
        batch: Batch,
        /// How the run is set up.
        recipe: Recipe,
    },
    /// Training a language model on pairs of a better and a worse answer (DPO, arXiv
    /// 2305.18290), against the model it starts from.
    Dpo {
        /// Which weights are trained.
        train: Finetune,
        /// Tokens of one answer with its prompt: a pair has twice as many.
        seq: u32,
        /// Pairs a step on one GPU.
        batch: Batch,
        /// How the run is set up.
        recipe: Recipe,
    },
    /// Generating text, one request at a time.
    Generate {
        /// Format of the weights.
        quant: Quant,
        /// Tokens of context that must fit.
        context: u32,
        /// Format of keys and values.
        kv: KvType,
    },
    /// Generating images, one at a time.
    DiffusionGenerate {
        /// Side of the square image in pixels.
        image: u32,
    },
    /// Training a `LoRA` of an image generator.
    DiffusionLora {
        /// Side of the square images in pixels.
        image: u32,
        /// Images a step on one GPU.
        batch: Batch,
    },
    /// Transcribing speech; no speed model.
    Speech {
        /// Number format of the weights.
        precision: SpeechPrecision,
        /// Segments of 30 seconds at a time.
        batch: u32,
    },
    /// Reinforcement learning in a simulator; no speed model.
    RlSim {
        /// Where the environments run.
        sim: Simulator,
        /// How many at once.
        envs: u32,
    },
    /// Competitions on tables: boosted trees and small networks; no speed model.
    Tabular {
        /// Size of the table in GB.
        data: u32,
    },
}

named! {
    /// Number format of a speech model.
    SpeechPrecision, "a precision" {
        /// 16 bits.
        Fp16 = "fp16",
        /// 8-bit weights (`CTranslate2`).
        Int8 = "int8",
    }
}

named! {
    /// Where the environments of reinforcement learning run.
    Simulator, "a simulator" {
        /// On CPU cores: `Gymnasium`, `MuJoCo`, Atari.
        Cpu = "cpu",
        /// On the GPU, in NVIDIA Isaac Sim.
        Isaac = "isaac",
    }
}

named! {
    /// Which weights a fine-tuning trains.
    Finetune, "a way to train" {
        /// All of them.
        Full = "full",
        /// Low-rank adapters on 16-bit weights.
        Lora = "lora",
        /// Low-rank adapters on 4-bit weights.
        Qlora = "qlora",
    }
}

named! {
    /// Number format in which an image classifier is trained.
    Arithmetic, "a training precision" {
        /// 16-bit arithmetic on 32-bit weights (automatic mixed precision).
        Mixed = "amp",
        /// 32 bits throughout.
        Fp32 = "fp32",
    }
}

/// How many samples a step takes on one GPU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Batch {
    /// As many as help, or as many as fit.
    Auto,
    /// A named number; accumulated from smaller ones where it does not fit.
    Fixed(u32),
}

named! {
    /// The first word of a task.
    Method, "a task" {
        /// Training an image classifier.
        TrainVision = "train-vision",
        /// Training all weights of a language model.
        FullFinetune = "full-finetune",
        /// Training low-rank adapters.
        Lora = "lora",
        /// Training low-rank adapters on 4-bit weights.
        Qlora = "qlora",
        /// Training on pairs of answers.
        Dpo = "dpo",
        /// Generating text.
        Generate = "generate",
        /// Generating images.
        DiffusionGenerate = "diffusion-generate",
        /// Training adapters of an image generator.
        DiffusionLora = "diffusion-lora",
        /// Transcribing speech.
        Speech = "speech",
        /// Reinforcement learning in a simulator.
        RlSim = "rl-sim",
        /// Competitions on tables.
        Tabular = "tabular",
    }
}

impl Task {
    /// The first word of its text.
    pub const fn method(&self) -> Method {
        match self.work {
            Work::TrainVision { .. } => Method::TrainVision,
            Work::Finetune { method, .. } => match method {
                Finetune::Full => Method::FullFinetune,
                Finetune::Lora => Method::Lora,
                Finetune::Qlora => Method::Qlora,
            },
            Work::Dpo { .. } => Method::Dpo,
            Work::Generate { .. } => Method::Generate,
            Work::DiffusionGenerate { .. } => Method::DiffusionGenerate,
            Work::DiffusionLora { .. } => Method::DiffusionLora,
            Work::Speech { .. } => Method::Speech,
            Work::RlSim { .. } => Method::RlSim,
            Work::Tabular { .. } => Method::Tabular,
        }
    }

    /// Whether it trains: then several GPUs exchange gradients and narrow links hurt.
    pub const fn trains(&self) -> bool {
        match self.work {
            Work::TrainVision { .. }
            | Work::Finetune { .. }
            | Work::Dpo { .. }
            | Work::DiffusionLora { .. } => true,
            // Those without a speed model run on one GPU.
            Work::Generate { .. }
            | Work::DiffusionGenerate { .. }
            | Work::Speech { .. }
            | Work::RlSim { .. }
            | Work::Tabular { .. } => false,
        }
    }
}

impl Work {
    /// Which weights of a language model it trains, if any.
    pub const fn tuned(self) -> Option<Finetune> {
        match self {
            Self::Finetune { method: tuned, .. } | Self::Dpo { train: tuned, .. } => Some(tuned),
            Self::TrainVision { .. }
            | Self::Generate { .. }
            | Self::DiffusionGenerate { .. }
            | Self::DiffusionLora { .. }
            | Self::Speech { .. }
            | Self::RlSim { .. }
            | Self::Tabular { .. } => None,
        }
    }

    /// Whether there is a speed model for it; a task without one is a need, and no part of
    /// a score.
    pub const fn has_speed(self) -> bool {
        match self {
            Self::Speech { .. } | Self::RlSim { .. } | Self::Tabular { .. } => false,
            Self::TrainVision { .. }
            | Self::Finetune { .. }
            | Self::Dpo { .. }
            | Self::Generate { .. }
            | Self::DiffusionGenerate { .. }
            | Self::DiffusionLora { .. } => true,
        }
    }
}

impl Finetune {
    /// Sequences a step that people write first: adapters are trained with one unless
    /// someone says more.
    pub const fn usual_batch(self) -> Batch {
        match self {
            Self::Full => Batch::Auto,
            Self::Lora | Self::Qlora => Batch::Fixed(1),
        }
    }
}
