//! How a training run is set up: what a task's parameters name and the memory formulas
//! read. A choice that is not named is the one people write first, and the ladder may
//! change it; a named one stays.

named! {
    /// Number format of a full training run.
    Precision, "a training precision" {
        /// 32-bit weights, gradients and states, 16-bit arithmetic (Hugging Face's `bf16`).
        Mixed = "amp",
        /// 16-bit weights, gradients and states.
        Bf16 = "bf16",
        /// 32 bits throughout.
        Fp32 = "fp32",
    }
}

named! {
    /// The optimizer.
    Optimizer, "an optimizer" {
        /// Adam with decoupled weight decay, 32-bit states (16-bit with bf16 weights).
        AdamW = "adamw",
        /// The same with 8-bit states (bitsandbytes).
        AdamW8Bit = "adamw-8bit",
        /// 8-bit states that move to system memory under pressure.
        PagedAdamW8Bit = "paged-adamw-8bit",
        /// Gradient descent with momentum: one state.
        Sgd = "sgd",
    }
}

named! {
    /// How the loss is computed from the last hidden state.
    Loss, "a loss kernel" {
        /// Cross-entropy on materialised logits, as the library has it.
        Stock = "stock",
        /// A fused cross-entropy on materialised logits.
        Fused = "fused-ce",
        /// Output layer and cross-entropy in one, in chunks: logits never exist whole.
        FusedLinear = "fused-linear",
    }
}

named! {
    /// What several GPUs divide among them.
    Sharding, "a way to use several GPUs" {
        /// Nothing: a copy on each.
        Copies = "ddp",
        /// Gradients and optimizer states.
        Zero2 = "zero2",
        /// Weights too, gathered layer by layer.
        Fsdp = "fsdp",
        /// The same by `DeepSpeed`, with its buckets.
        Zero3 = "zero3",
    }
}

named! {
    /// What lives in system memory instead of on the GPU.
    Offloaded, "an offload" {
        /// Nothing.
        Nothing = "none",
        /// Saved activations.
        Activations = "activations",
        /// The optimizer states; the CPU runs the optimizer.
        Optimizer = "optimizer",
        /// Weights and optimizer states: each layer is brought in when it works.
        Layers = "layers",
    }
}

named! {
    /// Which matrices get adapters.
    Targets, "adapter targets" {
        /// Queries and values, as the paper had it.
        QueryValue = "qv",
        /// All four of attention.
        Attention = "attention",
        /// Every linear matrix but those of experts.
        AllLinear = "all-linear",
    }
}

/// What a task names of a training run; `None` = not named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Recipe {
    /// Number format; full training only.
    pub precision: Option<Precision>,
    /// The optimizer.
    pub optimizer: Option<Optimizer>,
    /// Whether activations are recomputed in the backward pass.
    pub checkpointing: Option<bool>,
    /// The loss kernel.
    pub loss: Option<Loss>,
    /// What several GPUs divide.
    pub sharding: Option<Sharding>,
    /// What lives in system memory.
    pub offload: Option<Offloaded>,
    /// Rank of the adapters.
    pub rank: Option<u32>,
    /// Matrices with adapters.
    pub targets: Option<Targets>,
}
