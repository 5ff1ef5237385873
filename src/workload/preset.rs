//! Model presets: the sizes that memory and speed formulas read (`models.yaml`).

use super::memory::Shape;
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
    /// Layer sizes; `llm` and `moe` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transformer: Option<Transformer>,
    /// Activation count and measured speed; `cnn` and `vit` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vision: Option<Vision>,
    /// Parts and table values; `diffusion-*` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diffusion: Option<Diffusion>,
    /// Ids of `sources.yaml`.
    pub sources: Vec<String>,
}

/// Layer sizes of a decoder-only transformer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Transformer {
    /// Blocks.
    pub layers: u32,
    /// Width of the residual stream.
    pub hidden: u32,
    /// Query heads.
    pub heads: u32,
    /// Key and value heads.
    pub kv_heads: u32,
    /// Width of one head.
    pub head_dim: u32,
    /// Width of the dense feed-forward layer.
    pub ffn: u32,
    /// Vocabulary.
    pub vocab: u32,
    /// Whether the output layer shares the embedding's weights.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tied: bool,
    /// Whether the feed-forward layer has two matrices instead of a gated three.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ungated: bool,
    /// Experts in place of the dense feed-forward layer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub experts: Option<Experts>,
    /// Layers that attend to the whole context, where the others slide over `window`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_attention_layers: Option<u32>,
    /// Tokens a sliding layer keeps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<u32>,
}

/// Experts of a mixture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Experts {
    /// How many a layer has.
    pub count: u32,
    /// How many work on one token.
    pub active: u32,
    /// Width of one.
    pub ffn: u32,
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

    /// Parameters that work on one token, as a count.
    pub fn active_count(&self) -> f64 {
        self.active.unwrap_or(self.parameters) * 1e9
    }

    /// Parameters by closed form, where layer sizes are given: within 0.2 % of the stated
    /// number for plain models, so a larger gap shows a slip.
    pub fn closed_form(&self) -> Option<f64> {
        let transformer = self.transformer.as_ref()?;
        Some(Shape::new(self, transformer).closed_form())
    }
}
