//! A task: what a person names, such as `qlora llama-3.1-8b seq=4096`.
//!
//! One canonical text a task: [`Display`](fmt::Display) prints it, [`FromStr`](std::str::FromStr) reads it,
//! and `parse(print(task)) == task`.

use std::fmt;

/// Work on a model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Task {
    /// Id or alias of a model preset.
    pub model: String,
    /// What is done with it.
    pub work: Work,
}

/// A method with its parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Work {
    /// Training an image classifier with mixed precision.
    TrainVision {
        /// Side of the square images in pixels.
        image: u32,
        /// Images a step on one GPU.
        batch: Batch,
    },
    /// Training a language model further.
    Finetune {
        /// Which weights are trained.
        method: Finetune,
        /// Tokens of one sequence.
        seq: u32,
        /// Sequences a step on one GPU.
        batch: Batch,
    },
    /// Generating text, one request at a time.
    Generate {
        /// Format of the weights.
        quant: Quant,
        /// Tokens of context that must fit.
        context: u32,
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
}

/// Which weights a fine-tuning trains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finetune {
    /// All of them.
    Full,
    /// Low-rank adapters on 16-bit weights.
    Lora,
    /// Low-rank adapters on 4-bit weights.
    Qlora,
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
    /// Weight formats for generation: GGUF files of llama.cpp.
    Quant, "a weight format" {
        /// 3.16 bits a weight.
        Q2K = "q2_k",
        /// 4.00 bits a weight.
        Q3KM = "q3_k_m",
        /// 4.46 bits a weight.
        Iq4Xs = "iq4_xs",
        /// 4.67 bits a weight.
        Q4KS = "q4_k_s",
        /// 4.89 bits a weight.
        Q4KM = "q4_k_m",
        /// 5.70 bits a weight.
        Q5KM = "q5_k_m",
        /// 6.56 bits a weight.
        Q6K = "q6_k",
        /// 8.50 bits a weight.
        Q80 = "q8_0",
        /// 16 bits a weight.
        F16 = "f16",
    }
}

impl Quant {
    /// Bits a weight over the whole file (llama.cpp `tools/quantize/README.md`,
    /// Llama-3.1-8B; `Q3_K_M` is interpolated).
    pub const fn bits(self) -> f64 {
        match self {
            Self::Q2K => 3.16,
            Self::Q3KM => 4.00,
            Self::Iq4Xs => 4.46,
            Self::Q4KS => 4.67,
            Self::Q4KM => 4.89,
            Self::Q5KM => 5.70,
            Self::Q6K => 6.56,
            Self::Q80 => 8.50,
            Self::F16 => 16.0,
        }
    }
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
        /// Generating text.
        Generate = "generate",
        /// Generating images.
        DiffusionGenerate = "diffusion-generate",
        /// Training adapters of an image generator.
        DiffusionLora = "diffusion-lora",
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
            Work::Generate { .. } => Method::Generate,
            Work::DiffusionGenerate { .. } => Method::DiffusionGenerate,
            Work::DiffusionLora { .. } => Method::DiffusionLora,
        }
    }

    /// Whether it trains: then several GPUs exchange gradients and narrow links hurt.
    pub const fn trains(&self) -> bool {
        match self.work {
            Work::TrainVision { .. } | Work::Finetune { .. } | Work::DiffusionLora { .. } => true,
            Work::Generate { .. } | Work::DiffusionGenerate { .. } => false,
        }
    }
}

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
        write!(f, "{} {}", self.method(), self.model)?;
        match self.work {
            Work::TrainVision { image, batch } | Work::DiffusionLora { image, batch } => {
                write!(f, " image={image} batch={batch}")
            }
            Work::Finetune { method, seq, batch } => {
                write!(f, " seq={seq}")?;
                // Adapters are written with one sequence a step unless someone says more.
                let usual = match method {
                    Finetune::Full => None,
                    Finetune::Lora | Finetune::Qlora => Some(Batch::Fixed(1)),
                };
                if usual == Some(batch) {
                    Ok(())
                } else {
                    write!(f, " batch={batch}")
                }
            }
            Work::Generate { quant, context } => write!(f, " quant={quant} context={context}"),
            Work::DiffusionGenerate { image } => write!(f, " image={image}"),
        }
    }
}
