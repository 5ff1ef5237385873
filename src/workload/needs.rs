//! What a workload asks of the host beside speed: drive, system memory, features.

use super::compile::{host_memory, unscored_needs};
use super::job::whole;
use super::memory::weight_file;
use super::preset::ModelPreset;
use super::task::{Finetune, Simulator, Task, Work};
use crate::unit::{Gibibytes, Gigabytes};

/// The least drive that any profile's standard asks for.
const LEAST_DRIVE: Gigabytes = Gigabytes::new(1_000);
/// Operating system, CUDA and environments, GB.
const SYSTEM: f64 = 100.0;
/// ImageNet-1k: 138 GB of training and 7 of validation archives.
const IMAGENET: f64 = 145.0;
/// Bytes of one of its images, on average.
const IMAGENET_IMAGE: f64 = 110e3;
/// Isaac Sim with cached assets, GB: its documented minimum.
const ISAAC_FILES: f64 = 50.0;
/// Any other data set, GB.
const OTHER_DATA: f64 = 50.0;
/// A drive is not filled beyond this share.
const FILL: f64 = 0.8;
/// Bytes a parameter of a checkpoint with Adam's states.
const CHECKPOINT: f64 = 14.0;

/// Needs of all tasks of a workload together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needs {
    /// Drive capacity by formula: system, data sets, models and checkpoints.
    pub storage: Gigabytes,
    /// System memory below which a task's processes do not live, without offload.
    pub memory: Gibibytes,
    /// System memory that loading the largest model takes at its peak: advice.
    pub load_peak: Gibibytes,
    /// Whether a task trains, on as many GPUs as there are (`Setting.training`).
    pub training: bool,
    /// Physical cores that a task without a speed model asks for; 0 = none does.
    pub cores: u32,
    /// System memory that such a task asks for; 0 = none does.
    pub host_memory: Gibibytes,
    /// Nominal size of the card that such a task asks for; 0 = none does.
    pub card: Gibibytes,
    /// What the software of the tasks asks of the GPU.
    pub features: Vec<Feature>,
}

named! {
    /// What a task's usual software asks of a GPU.
    Feature, "a GPU feature" {
        /// 16-bit brain floats: compute capability 8.0 on NVIDIA.
        Bf16 = "bf16",
        /// bitsandbytes' 4-bit kernels.
        FourBit = "4-bit training",
        /// Cores for ray tracing: Isaac Sim draws with them.
        RtCores = "ray tracing",
    }
}

impl Needs {
    /// The needs of tasks with their models.
    pub(super) fn of(tasks: &[(Task, Option<&ModelPreset>)]) -> Self {
        // Tasks share a data set of the same name and a file of the same name.
        let mut sets: Vec<DataSet> = Vec::new();
        let mut files: Vec<(String, f64)> = Vec::new();
        for (task, model) in tasks {
            let set = data_set(task);
            if let Some(set) = set.filter(|set| !sets.contains(set)) {
                sets.push(set);
            }
            let file = model_file(task, *model);
            if let Some(file) = file.filter(|file| !files.iter().any(|(name, _)| *name == file.0)) {
                files.push(file);
            }
        }
        let data: f64 = sets.iter().map(|set| set.gigabytes).sum();
        let asked = || {
            let needs = |(task, model): &(Task, Option<&ModelPreset>)| {
                unscored_needs(task, *model).ok().flatten()
            };
            tasks.iter().filter_map(needs)
        };
        let models: f64 = files.iter().map(|(_, size)| size).sum();
        let checkpoint = tasks
            .iter()
            .map(|(task, model)| model.map_or(0.0, |model| checkpoint(task, model)))
            .fold(0.0, f64::max);
        let storage = (SYSTEM + 2.0 * data + models + 2.0 * checkpoint) / FILL;
        let features = Feature::ALL.iter().copied();
        Self {
            storage: Gigabytes::new(whole(storage)),
            memory: Gibibytes::new(whole(
                tasks
                    .iter()
                    .map(|(task, _)| processes(task))
                    .fold(0.0, f64::max),
            )),
            load_peak: Gibibytes::new(whole(
                tasks
                    .iter()
                    .map(|(task, model)| load_peak(task, *model))
                    .fold(0.0, f64::max),
            )),
            training: tasks.iter().any(|(task, _)| task.trains()),
            cores: asked().map(|task| task.cores).max().unwrap_or_default(),
            host_memory: asked()
                .map(|task| host_memory(&task))
                .max()
                .unwrap_or_default(),
            card: asked()
                .map(|task| task.gpu.card())
                .max()
                .unwrap_or_default(),
            features: features
                .filter(|f| tasks.iter().any(|(task, _)| asks(task, *f)))
                .collect(),
        }
    }

    /// The drive a profile's standard asks for: the formula, and at least 1 TB.
    pub fn storage_standard(&self) -> Gigabytes {
        self.storage.max(LEAST_DRIVE)
    }
}

/// A data set that a task reads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DataSet {
    /// What it is, where a certain one is meant.
    pub name: Option<&'static str>,
    /// Its size in GB.
    pub gigabytes: f64,
    /// Bytes of one sample that is read at random; `None` = read in order or whole.
    pub sample: Option<f64>,
}

/// The data set that a task reads; `None` = it reads none.
pub(super) fn data_set(task: &Task) -> Option<DataSet> {
    match task.work {
        Work::TrainVision { .. } => Some(DataSet {
            name: Some("ImageNet-1k"),
            gigabytes: IMAGENET,
            sample: Some(IMAGENET_IMAGE),
        }),
        Work::Tabular { data } => Some(DataSet {
            name: Some("the table"),
            gigabytes: f64::from(data),
            sample: None,
        }),
        Work::RlSim { .. } => None,
        Work::Finetune { .. }
        | Work::Dpo { .. }
        | Work::Generate { .. }
        | Work::DiffusionGenerate { .. }
        | Work::DiffusionLora { .. }
        | Work::Speech { .. } => Some(DataSet {
            name: None,
            gigabytes: OTHER_DATA,
            sample: None,
        }),
    }
}

/// The downloaded file of a task's model, by name, in GB; tasks share equal files.
fn model_file(task: &Task, model: Option<&ModelPreset>) -> Option<(String, f64)> {
    if let Work::RlSim {
        sim: Simulator::Isaac,
        ..
    } = task.work
    {
        return Some(("isaac-sim".to_owned(), ISAAC_FILES));
    }
    let model = model?;
    Some(match task.work {
        Work::Generate { quant, .. } => (
            format!("{} {quant}", model.id),
            weight_file(model, quant) / 1e9 + model.beside.unwrap_or(0.0) * quant.bits() / 8.0,
        ),
        Work::TrainVision { .. }
        | Work::Finetune { .. }
        | Work::Dpo { .. }
        | Work::Speech { .. }
        | Work::RlSim { .. }
        | Work::Tabular { .. } => (model.id.clone(), 2.0 * model.parameters),
        Work::DiffusionGenerate { .. } | Work::DiffusionLora { .. } => {
            let beside = model
                .diffusion
                .map_or(0.0, |d| d.text_encoder + d.autoencoder);
            (model.id.clone(), 2.0 * (model.parameters + beside))
        }
    })
}

/// One checkpoint in GB; adapters are too small to count.
fn checkpoint(task: &Task, model: &ModelPreset) -> f64 {
    match task.work {
        Work::TrainVision { .. }
        | Work::Finetune {
            method: Finetune::Full,
            ..
        }
        | Work::Dpo {
            train: Finetune::Full,
            ..
        } => CHECKPOINT * model.parameters,
        Work::Finetune {
            method: Finetune::Lora | Finetune::Qlora,
            ..
        }
        | Work::Dpo {
            train: Finetune::Lora | Finetune::Qlora,
            ..
        }
        | Work::Generate { .. }
        | Work::DiffusionGenerate { .. }
        | Work::DiffusionLora { .. }
        | Work::Speech { .. }
        | Work::RlSim { .. }
        | Work::Tabular { .. } => 0.0,
    }
}

/// System, one GPU process and its loader workers, in GB: 6 + 3 + 1 a worker.
fn processes(task: &Task) -> f64 {
    let workers = match task.work {
        Work::TrainVision { .. } => 4.0,
        Work::Finetune { .. } | Work::Dpo { .. } | Work::DiffusionLora { .. } => 2.0,
        // Environments of a simulation are counted among what it asks for.
        Work::Generate { .. }
        | Work::DiffusionGenerate { .. }
        | Work::Speech { .. }
        | Work::RlSim { .. }
        | Work::Tabular { .. } => 0.0,
    };
    6.0 + 3.0 + workers
}

/// One full 16-bit copy in system memory while loading, beside the processes, in GB.
fn load_peak(task: &Task, model: Option<&ModelPreset>) -> f64 {
    match task.work {
        // llama.cpp maps its file; a simulator's files are not a model.
        Work::Generate { .. } | Work::RlSim { .. } | Work::Tabular { .. } => processes(task),
        Work::TrainVision { .. }
        | Work::Finetune { .. }
        | Work::Dpo { .. }
        | Work::DiffusionGenerate { .. }
        | Work::DiffusionLora { .. }
        | Work::Speech { .. } => processes(task) + model_file(task, model).map_or(0.0, |f| f.1),
    }
}

/// Whether a task's usual software asks for a feature.
const fn asks(task: &Task, feature: Feature) -> bool {
    let (bf16, four_bit) = match task.work {
        Work::Finetune { method: tuned, .. } | Work::Dpo { train: tuned, .. } => {
            (true, matches!(tuned, Finetune::Qlora))
        }
        Work::DiffusionLora { .. } | Work::DiffusionGenerate { .. } => (true, false),
        Work::TrainVision { .. }
        | Work::Generate { .. }
        | Work::Speech { .. }
        | Work::RlSim { .. }
        | Work::Tabular { .. } => (false, false),
    };
    match feature {
        Feature::Bf16 => bf16,
        Feature::FourBit => four_bit,
        Feature::RtCores => matches!(
            task.work,
            Work::RlSim {
                sim: Simulator::Isaac,
                ..
            }
        ),
    }
}
