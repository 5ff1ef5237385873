//! Model presets: the sizes that memory and speed formulas read (`models.yaml`).

mod cache;
mod count;
mod recurrence;
mod transformer;

pub use cache::Cache;
pub use count::ParameterCount;
pub use recurrence::Recurrence;
pub use transformer::{Attention, Experts, FullHeads, Latent, LowRank, Tier, Transformer};

use crate::unit::{Bytes, Parameters};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

named! {
    /// What family of formulas a model follows.
    ModelKind, "a model kind" {
        /// A decoder-only transformer.
        Llm = "llm",
        /// One with experts: total parameters are resident, active ones set the speed.
        Moe = "moe",
        /// A convolutional network.
        Cnn = "cnn",
        /// A vision transformer.
        Vit = "vit",
        /// A diffusion U-Net.
        DiffusionUnet = "diffusion-unet",
        /// A diffusion transformer.
        DiffusionTransformer = "diffusion-transformer",
        /// An encoder-decoder that transcribes speech.
        Speech = "speech",
    }
}

/// One model. Sizes in elements; parameters in billions.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModelPreset {
    /// Stable id: `llama-3.1-8b`.
    pub id: String,
    /// The maker's name.
    pub name: String,
    /// Other names it goes by: equal architectures, older releases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Family of formulas.
    pub kind: ModelKind,
    /// Parameters in billions (10^9); for image generators the denoiser's alone.
    pub parameters: f64,
    /// Parameters that work on one token, in billions; absent = all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<f64>,
    /// Parameters beside the decoder that text passes through (an image tower, tables of
    /// extra embeddings), in billions; part of `parameters`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<f64>,
    /// Tokens of context it was made for; absent = not noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<u32>,
    /// Layer sizes; `llm` and `moe` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transformer: Option<Transformer>,
    /// Activation count and measured speed; `cnn` and `vit` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vision: Option<Vision>,
    /// Parts and table values; `diffusion-*` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diffusion: Option<Diffusion>,
    /// What is not confirmed or not counted, in words; shown with the model.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caveats: Vec<String>,
    /// Ids of `sources.yaml`.
    pub sources: Vec<String>,
}

/// An image classifier.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vision {
    /// Side of the images for which the next two hold, in pixels.
    pub image: u32,
    /// Activations of one image in millions (fvcore count, timm tables).
    pub activations: f64,
    /// Images a second in mixed-precision training on one RTX 3090 (timm tables).
    pub train_images_per_second: f64,
}

/// An image generator: what stands beside the denoiser, and table values.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Diffusion {
    /// Side of the images for which the table values hold, in pixels.
    pub image: u32,
    /// Parameters of the text encoders, in billions.
    pub text_encoder: f64,
    /// Parameters of the autoencoder, in billions.
    pub autoencoder: f64,
    /// Layers times width of a diffusion transformer; `diffusion-transformer` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layers_times_hidden: Option<f64>,
    /// Positions that each weight works on for one image: a lower bound of the work.
    pub positions: f64,
    /// Runs of the denoiser for one image at the library's defaults.
    pub passes: f64,
    /// Stated or measured GPU memory for generation in GiB; absent = by formula.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generate_memory: Option<f64>,
    /// Stated GPU memory for `LoRA` training; absent = by formula.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lora_memory: Option<LoraMemory>,
}

/// Stated memory of a `LoRA` training, in GiB.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LoraMemory {
    /// With one image a step.
    pub first: f64,
    /// For each further image.
    pub further: f64,
}

impl ModelPreset {
    /// Whether it goes by this name.
    pub fn is_called(&self, name: &str) -> bool {
        self.id == name || self.aliases.iter().any(|alias| alias == name)
    }

    /// Parameters, as a count.
    pub fn parameter_count(&self) -> f64 {
        self.parameters * 1e9
    }

    /// Parameters that text passes through, as a count: all but those `beside`, which
    /// llama.cpp keeps in a file of their own.
    pub fn decoder_count(&self) -> f64 {
        self.parameter_count() - self.beside.unwrap_or(0.0) * 1e9
    }

    /// Parameters that work on one token, as a count.
    pub fn active_count(&self) -> f64 {
        match self.active {
            Some(active) => active * 1e9,
            None => self.decoder_count(),
        }
    }

    /// Parameters by closed form, where layer sizes are given: within 0.2 % of the stated
    /// number for plain models, so a larger gap shows a slip.
    pub fn closed_form(&self) -> Option<Parameters> {
        let decoder = self.transformer.as_ref()?.count().total();
        Some(decoder + Parameters::billions(self.beside.unwrap_or(0.0)))
    }

    /// All its weights at so many bits each.
    pub fn weights(&self, bits: f64) -> Bytes {
        Parameters::billions(self.parameters).weights(bits)
    }
}
