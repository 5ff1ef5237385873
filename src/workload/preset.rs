//! Model presets: the sizes that memory and speed formulas read.

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
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ModelPreset {
    /// Stable id: `llama-3.1-8b`.
    pub id: String,
    /// The maker's name.
    pub name: String,
    /// Family of formulas.
    pub kind: ModelKind,
}
