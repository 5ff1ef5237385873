//! Tasks without a speed model: speech, simulation, tables.

use super::{HOST_BASE, Mismatch, in_gib};
use crate::unit::Gibibytes;
use crate::workload::job::{GpuMemory, Unscored, whole};
use crate::workload::memory::GIB;
use crate::workload::preset::{ModelKind, ModelPreset};
use crate::workload::task::{Simulator, SpeechPrecision};

/// Beside the weights, GiB, transcribing one segment with five beams: in the library that
/// takes most, and in the one that takes least. Whisper large-v2 (1.55 B) was measured at
/// 4.84 (transformers) and 4.03 GiB (whisper.cpp) at 16 bits and 2.86 at 8 bits
/// (faster-whisper README, RTX 3070 Ti); of smaller models this is an upper end.
const BESIDE_16: (f64, f64) = (1.95, 1.14);
const BESIDE_8: (f64, f64) = (1.38, 1.38);
/// GiB for each further segment of a batch: 5.95 less 4.42 for seven at 16 bits, 4.39 less
/// 2.86 at 8 (same table).
const FURTHER_SEGMENT: f64 = 0.22;

/// Transcribing with an encoder-decoder.
pub(super) fn speech(
    model: &ModelPreset,
    precision: SpeechPrecision,
    batch: u32,
) -> Result<Unscored, Mismatch> {
    if model.kind != ModelKind::Speech {
        return Err(Mismatch::Kind);
    }
    let (bytes, (most, least)) = match precision {
        SpeechPrecision::Fp16 => (2.0, BESIDE_16),
        SpeechPrecision::Int8 => (1.03, BESIDE_8),
    };
    let further = FURTHER_SEGMENT * f64::from(batch.saturating_sub(1));
    let weights = bytes * model.parameter_count() / GIB;
    Ok(Unscored {
        gpu: GpuMemory::Run {
            weights,
            overhead: most + further,
            least: least + further,
        },
        cores: 0,
        // Loaded whole at 16 bits before it moves.
        host: in_gib(HOST_BASE + 2.0 * model.parameters),
        rt_cores: false,
        why: "no published transcription speeds compare enough GPUs",
        note: "",
    })
}

/// GiB on the GPU beside CPU simulation: small networks and CUDA.
const SMALL_NETWORKS: u32 = 2;
/// Environments that one core steps: one or two; the need counts on two.
const ENVIRONMENTS_PER_CORE: u32 = 2;
/// GB of system memory for each environment's process: as for a loader's worker.
const ENVIRONMENT: f64 = 1.0;
/// Isaac Lab's documented minimum for Isaac Sim workflows: card and system memory, GiB.
const ISAAC: (u32, f64) = (16, 32.0);
/// Cores of Isaac Sim's documented minimum.
const ISAAC_CORES: u32 = 4;

/// Reinforcement learning in a simulator.
pub(super) fn simulation(sim: Simulator, envs: u32) -> Unscored {
    match sim {
        Simulator::Cpu => Unscored {
            gpu: GpuMemory::Card(Gibibytes::new(SMALL_NETWORKS)),
            cores: envs.div_ceil(ENVIRONMENTS_PER_CORE),
            host: in_gib(HOST_BASE + ENVIRONMENT * f64::from(envs)),
            rt_cores: false,
            why: "steps a second depend on the environment's own code and the CPU",
            note: "one core for each environment is better than the half counted on",
        },
        Simulator::Isaac => Unscored {
            gpu: GpuMemory::Card(Gibibytes::new(ISAAC.0)),
            cores: ISAAC_CORES,
            host: ISAAC.1,
            rt_cores: true,
            why: "no published simulation speeds compare enough GPUs",
            note: "NVIDIA's stated minimum; more environments and cameras take more, and 64 \
                   GiB of system memory is better",
        },
    }
}

/// GiB on a card that gradient-boosted trees and small networks on tables are run with.
const TABLE_CARD: u32 = 8;
/// Cores and GiB below which competitions on tables are slow work.
const TABLE_CORES: u32 = 8;
const TABLE_MEMORY: f64 = 64.0;
/// System memory over the table's size: pandas wants five to ten times as much
/// (its author's rule, wesmckinney.com/blog/apache-arrow-pandas-internals, 2017).
const TABLE_COPIES: f64 = 5.0;

/// Boosted trees and small networks on a table of `data` GB.
pub(super) fn tabular(data: u32) -> Unscored {
    Unscored {
        gpu: GpuMemory::Card(Gibibytes::new(TABLE_CARD)),
        cores: TABLE_CORES,
        host: in_gib(HOST_BASE + TABLE_COPIES * f64::from(data)).max(TABLE_MEMORY),
        rt_cores: false,
        why: "the CPU and the memory set the pace, and no published figures compare them",
        note: "16 cores are better",
    }
}

/// The least whole GiB of system memory.
pub(in crate::workload) fn host_memory(task: &Unscored) -> Gibibytes {
    Gibibytes::new(whole(task.host))
}
