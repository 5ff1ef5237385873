//! Reading a task's text, with what was probably meant when a word is unknown.

mod error;
mod pairs;
mod recipe;

pub use error::TaskError;

use super::quant::{KvType, Quant};
use super::task::{Arithmetic, Batch, Finetune, Method, Simulator, SpeechPrecision, Task, Work};
use crate::suggest::nearest;
use pairs::Pairs;
use recipe::{all_of, recipe};
use std::str::FromStr;

/// Most tokens of context: those of the longest that is published, Llama 4 Scout's ten
/// million, and some.
const MOST_CONTEXT: u32 = 1 << 24;

/// Most segments of speech at a time.
const MOST_SEGMENTS: u32 = 1024;
/// Environments on CPU cores unless someone says more: twice the eight of the usual
/// examples (Stable-Baselines3 Zoo's Atari settings), which eight cores step.
const CPU_ENVIRONMENTS: u32 = 16;
/// Environments on a GPU unless someone says more: Isaac Lab's locomotion examples.
const ISAAC_ENVIRONMENTS: u32 = 4096;
/// Most environments at once.
const MOST_ENVIRONMENTS: u32 = 65_536;
/// A table in GB unless someone says more, and the largest: 10 TB is no home's.
const TABLE: u32 = 10;
const MOST_TABLE: u32 = 10_000;

impl Method {
    /// The model of a line that shows how it is written; `None` = it takes none.
    pub(super) const fn example(self) -> Option<&'static str> {
        match self {
            Self::TrainVision => Some("resnet50"),
            Self::FullFinetune => Some("llama-3.2-1b"),
            Self::Lora | Self::Qlora | Self::Dpo | Self::Generate => Some("llama-3.1-8b"),
            Self::DiffusionGenerate | Self::DiffusionLora => Some("sdxl"),
            Self::Speech => Some("whisper-large-v3"),
            Self::RlSim | Self::Tabular => None,
        }
    }

    /// Its parameters, in canonical order.
    pub const fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::TrainVision => &["image", "batch", "precision"],
            Self::DiffusionLora => &["image", "batch"],
            Self::FullFinetune => &[
                "seq",
                "batch",
                "precision",
                "optimizer",
                "checkpointing",
                "loss",
                "sharding",
                "offload",
            ],
            Self::Lora | Self::Qlora => &[
                "seq",
                "batch",
                "optimizer",
                "checkpointing",
                "loss",
                "sharding",
                "offload",
                "rank",
                "targets",
            ],
            Self::Dpo => &[
                "train",
                "seq",
                "batch",
                "precision",
                "optimizer",
                "checkpointing",
                "loss",
                "sharding",
                "offload",
                "rank",
                "targets",
            ],
            Self::Generate => &["quant", "context", "kv"],
            Self::DiffusionGenerate => &["image"],
            Self::Speech => &["precision", "batch"],
            Self::RlSim => &["sim", "envs"],
            Self::Tabular => &["data"],
        }
    }
}

impl FromStr for Task {
    type Err = TaskError;

    fn from_str(text: &str) -> Result<Self, TaskError> {
        let mut words = text.split_whitespace();
        let first = words.next().ok_or(TaskError::Empty)?;
        let method: Method = first.parse().map_err(|_| TaskError::UnknownMethod {
            found: first.to_owned(),
            hint: nearest(first, Method::NAMES.iter().copied()),
        })?;
        let model = if method.example().is_some() {
            let model = words.next().filter(|word| !word.contains('='));
            Some(model.ok_or(TaskError::NoModel { method })?.to_owned())
        } else {
            None
        };
        let pairs = Pairs::read(method, words)?;
        let work = work(method, &pairs)?;
        Ok(Self { model, work })
    }
}

/// The work that a method's parameters name.
fn work(method: Method, pairs: &Pairs<'_>) -> Result<Work, TaskError> {
    let tuned = |method: Finetune| -> Result<Work, TaskError> {
        let (seq, batch) = pairs.tokens(method.usual_batch(), 1)?;
        Ok(Work::Finetune {
            method,
            seq,
            batch,
            recipe: recipe(pairs, method)?,
        })
    };
    Ok(match method {
        Method::TrainVision => Work::TrainVision {
            image: pairs.image(224)?,
            batch: pairs.batch(Batch::Auto)?,
            precision: pairs
                .choice("precision", "a training precision", &all_of!(Arithmetic))?
                .unwrap_or(Arithmetic::Mixed),
        },
        Method::FullFinetune => tuned(Finetune::Full)?,
        Method::Lora => tuned(Finetune::Lora)?,
        Method::Qlora => tuned(Finetune::Qlora)?,
        Method::Dpo => {
            let train = pairs.choice("train", "a way to train", &all_of!(Finetune))?;
            let train = train.unwrap_or(Finetune::Lora);
            let (seq, batch) = pairs.tokens(train.usual_batch(), 2)?;
            Work::Dpo {
                train,
                seq,
                batch,
                recipe: recipe(pairs, train)?,
            }
        }
        Method::Generate => Work::Generate {
            quant: pairs
                .choice("quant", "a weight format", &all_of!(Quant))?
                .unwrap_or(Quant::Q4KM),
            context: pairs.number("context", 16..=MOST_CONTEXT)?.unwrap_or(8192),
            kv: pairs
                .choice("kv", "a format of keys and values", &all_of!(KvType))?
                .unwrap_or(KvType::F16),
        },
        Method::DiffusionGenerate => Work::DiffusionGenerate {
            image: pairs.image(1024)?,
        },
        Method::DiffusionLora => Work::DiffusionLora {
            image: pairs.image(1024)?,
            batch: pairs.batch(Batch::Auto)?,
        },
        Method::Speech => Work::Speech {
            precision: pairs
                .choice("precision", "a precision", &all_of!(SpeechPrecision))?
                .unwrap_or(SpeechPrecision::Fp16),
            batch: pairs.number("batch", 1..=MOST_SEGMENTS)?.unwrap_or(1),
        },
        Method::RlSim => {
            let sim = pairs.choice("sim", "a simulator", &all_of!(Simulator))?;
            let sim = sim.unwrap_or(Simulator::Cpu);
            let usual = match sim {
                Simulator::Cpu => CPU_ENVIRONMENTS,
                Simulator::Isaac => ISAAC_ENVIRONMENTS,
            };
            let envs = pairs.number("envs", 1..=MOST_ENVIRONMENTS)?;
            Work::RlSim {
                sim,
                envs: envs.unwrap_or(usual),
            }
        }
        Method::Tabular => Work::Tabular {
            data: pairs.gigabytes("data", 1..=MOST_TABLE)?.unwrap_or(TABLE),
        },
    })
}
