//! The memory of one rung on one GPU, linear in the batch.

/// Bytes of a binary gibibyte.
pub(crate) const GIB: f64 = 1_073_741_824.0;

/// Memory on one GPU by purpose, in GiB.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Breakdown {
    /// Model weights.
    pub weights: f64,
    /// Gradients and optimizer states.
    pub optimizer: f64,
    /// Saved and working activations.
    pub activations: f64,
    /// Logits and loss.
    pub logits: f64,
    /// Keys and values of the context.
    pub kv: f64,
    /// CUDA context, buffers, allocator slack.
    pub overhead: f64,
}

impl Breakdown {
    /// Everything together.
    pub fn total(&self) -> f64 {
        self.weights + self.optimizer + self.activations + self.logits + self.kv + self.overhead
    }
}

/// Memory of a training or image-generating rung on one GPU, in GiB.
///
/// `allocated(b) = max(fixed + step, fixed - absent + buffers + b * sample)`, with
/// `fixed = weights + optimizer`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Footprint {
    /// Model weights.
    pub weights: f64,
    /// Gradients and optimizer states.
    pub optimizer: f64,
    /// Gradients among them that are not there yet when activations peak.
    pub absent: f64,
    /// What the optimizer step needs on top, when the activations are gone.
    pub step: f64,
    /// Gathered or dequantised copies of layers.
    pub buffers: f64,
    /// Activations of one sample.
    pub activations: f64,
    /// Logits of one sample, with the slack of a stock loss.
    pub logits: f64,
    /// Logits of one sample at the least that was measured.
    pub least_logits: f64,
    /// Factor on the whole for what is needed.
    pub margin: f64,
    /// CUDA context and communication buffers.
    pub context: f64,
    /// Factor on the whole for the floor.
    pub floor_margin: f64,
    /// Context and buffers in the floor.
    pub floor_context: f64,
}

impl Footprint {
    fn allocated(&self, batch: f64, logits: f64) -> f64 {
        let fixed = self.weights + self.optimizer;
        let working = fixed - self.absent + self.buffers + batch * (self.activations + logits);
        working.max(fixed + self.step)
    }

    /// The peak that `PyTorch`'s allocator counts, without slack.
    pub(crate) fn peak(&self, batch: f64) -> f64 {
        self.allocated(batch, self.least_logits)
    }

    /// What a run needs to be counted on.
    pub(crate) fn need(&self, batch: f64) -> f64 {
        self.allocated(batch, self.logits) * self.margin + self.context
    }

    /// Below this no run was seen to live.
    pub(crate) fn floor(&self, batch: f64) -> f64 {
        let floor = self.peak(batch) * self.floor_margin;
        (floor + self.floor_context).min(self.need(batch))
    }

    /// What the need is made of.
    pub(in crate::workload) fn breakdown(&self, batch: f64) -> Breakdown {
        let parts = self.weights + self.optimizer + batch * (self.activations + self.logits);
        Breakdown {
            weights: self.weights,
            optimizer: self.optimizer,
            activations: batch * self.activations,
            logits: batch * self.logits,
            kv: 0.0,
            overhead: self.need(batch) - parts,
        }
    }
}

/// From here on nothing has to be watched.
pub(in crate::workload) fn comfortable(need: f64) -> f64 {
    1.10 * need + 0.5
}
