//! Generating text with llama.cpp: file, keys and values, compute buffers.

use super::footprint::{Breakdown, GIB};
use super::transformer::kv_bytes;
use crate::workload::preset::{ModelPreset, Transformer};
use crate::workload::quant::{KvType, Quant};

/// Bytes of `weights`, of which so many are routed experts and so many give the logits.
fn bytes(quant: Quant, weights: f64, experts: f64, output: f64) -> f64 {
    let bits = quant.parts();
    let rest = weights - experts - output;
    (experts * bits.experts + output * bits.output + rest * bits.rest) / 8.0
}

/// Routed experts: of the stated size the share that the layer sizes give.
fn routed(model: &ModelPreset, t: &Transformer) -> f64 {
    let count = t.count();
    model.decoder_count() * count.experts.value() / count.total().value()
}

/// Bytes of the weight file of what text passes through.
pub(crate) fn weight_file(model: &ModelPreset, quant: Quant) -> f64 {
    let weights = model.decoder_count();
    let Some(t) = &model.transformer else {
        return weights * quant.bits() / 8.0;
    };
    let output = f64::from(t.vocab) * f64::from(t.hidden);
    bytes(quant, weights, routed(model, t), output)
}

/// Where the weights of a run are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Placed {
    /// All on GPUs.
    OnGpus,
    /// This share of the layers on GPUs, each with its keys and values; the rest in system
    /// memory.
    Layers(f64),
    /// All on GPUs but the routed experts of so many layers: those in system memory, where
    /// the CPU computes them (llama.cpp's `--n-cpu-moe`, `KTransformers`).
    Experts(u32),
}

/// Memory and traffic of a generation. Bytes unless a name says otherwise.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Generation {
    /// The weight file, all of which must be resident somewhere.
    pub file: f64,
    /// Keys and values of the whole context.
    pub kv: f64,
    /// Weights read for one token.
    pub read: f64,
    /// Blocks: each costs a fixed time a token.
    pub layers: f64,
    /// Compute buffers and CUDA context on each GPU.
    pub overhead: f64,
    /// Layers with routed experts.
    pub expert_layers: u32,
    /// Routed experts of one such layer, in the file.
    experts: f64,
    /// Those of them that are read for one token.
    experts_read: f64,
}

impl Generation {
    /// A model in a weight format with room for `context` tokens.
    pub(crate) fn new(
        model: &ModelPreset,
        t: &Transformer,
        quant: Quant,
        kv: KvType,
        context: f64,
    ) -> Self {
        let [vocab, hidden, ffn] = [t.vocab, t.hidden, t.ffn].map(f64::from);
        // Buffers of a 512-token batch.
        let buffers = 512.0 * (4.0 * vocab + 8.0 * hidden + 8.0 * ffn);
        // Of stated sizes the share that the layer sizes give.
        let count = t.count();
        let share = count.active_experts.value() / count.active().value();
        let at_work = model.active_count() * share;
        let output = vocab * hidden;
        let read = bytes(quant, model.active_count(), at_work, output);
        let file = weight_file(model, quant);
        let each = f64::from(t.expert_layers().max(1));
        let experts = quant.parts().experts / 8.0 / each;
        Self {
            file,
            kv: kv_bytes(t, kv, context),
            read,
            expert_layers: t.expert_layers(),
            experts: routed(model, t) * experts,
            experts_read: at_work * experts,
            layers: f64::from(t.layers),
            overhead: buffers + 0.5 * GIB,
        }
    }

    /// GiB needed on each of `gpus` that share the layers evenly.
    pub(crate) fn need(&self, gpus: f64) -> f64 {
        ((self.file + self.kv) / gpus + self.overhead) / GIB
    }

    /// What one of `gpus` holds.
    pub(in crate::workload) fn breakdown(&self, gpus: f64, placed: Placed) -> Breakdown {
        let kv = match placed {
            Placed::OnGpus | Placed::Experts(_) => self.kv,
            Placed::Layers(share) => self.kv * share,
        };
        let all = self.file + self.kv - self.in_host(placed);
        Breakdown {
            weights: (all - kv) / gpus / GIB,
            kv: kv / gpus / GIB,
            overhead: self.overhead / GIB,
            ..Breakdown::default()
        }
    }

    /// What is in system memory.
    pub(in crate::workload) fn in_host(&self, placed: Placed) -> f64 {
        match placed {
            Placed::OnGpus => 0.0,
            Placed::Layers(share) => (self.file + self.kv) * (1.0 - share),
            Placed::Experts(layers) => self.experts * f64::from(layers),
        }
    }

    /// What of it is read for one token.
    pub(in crate::workload) fn read_in_host(&self, placed: Placed) -> f64 {
        match placed {
            Placed::OnGpus => 0.0,
            Placed::Layers(share) => (self.read + self.kv) * (1.0 - share),
            Placed::Experts(layers) => self.experts_read * f64::from(layers),
        }
    }

    /// The share of the layers that fits on `gpus` with `usable` GiB each, where not all do;
    /// `None` = none at all.
    pub(in crate::workload) fn layers_held(&self, gpus: f64, usable: f64) -> Option<Placed> {
        let share = self.room(gpus, usable) / (self.file + self.kv);
        (share > 0.0).then_some(Placed::Layers(share.min(1.0)))
    }

    /// All but the experts of as few layers as must leave; `None` where there are none or
    /// the rest does not fit.
    pub(in crate::workload) fn experts_held(&self, gpus: f64, usable: f64) -> Option<Placed> {
        let over = self.file + self.kv - self.room(gpus, usable);
        (1..=self.expert_layers)
            .find(|layers| self.experts * f64::from(*layers) >= over)
            .map(Placed::Experts)
    }

    /// Bytes for weights, keys and values on `gpus` with `usable` GiB each.
    fn room(&self, gpus: f64, usable: f64) -> f64 {
        gpus * (usable * GIB - self.overhead).max(0.0)
    }
}
