//! Plans of text generation: whole on one GPU, split over several, or partly in system
//! memory.

use crate::workload::caution::{Family, Spread};
use crate::workload::machine::Machine;
use crate::workload::memory::{GIB, Generation};
use crate::workload::plan::{Context, GpuUse, Plan};
use crate::workload::preset::{ModelKind, ModelPreset};
use crate::workload::speed::{Bound, Lacking, Prefill};

/// Beside the weights kept there, in GiB (`KTransformers`' tables: 3 to 5 GB).
const HOST_BESIDE_WEIGHTS: f64 = 5.0;

/// Tokens that llama.cpp works on at once: weights kept in system memory are brought to
/// the GPU for each such batch (its default `ubatch`).
const PROMPT_BATCH: f64 = 512.0;

/// Seconds for each token of a prompt under a plan; `None` where that is not known. Layers
/// split over several GPUs only add capacity: 70B models on two to four cards read 1,000
/// tokens at 0.76 to 1.23 of what one such card would (`XiongjieDai`'s table).
pub(in crate::workload) fn prompt_seconds(
    work: &Generation,
    model: &ModelPreset,
    at: &Context<'_>,
    plan: &Plan,
) -> Option<f64> {
    if model.kind == ModelKind::Moe {
        return None;
    }
    let Machine {
        chip, power_limit, ..
    } = *at.machine;
    let gpu = Prefill::new(chip, at.reference, power_limit)
        .seconds(model.active_count())
        .ok()?;
    let moved = work.read * (1.0 - plan.resident) / 1e9;
    Some(gpu + moved / at.link / PROMPT_BATCH)
}

/// System memory it takes with this share of the model on GPUs, in GiB.
pub(super) fn host(work: &Generation, resident: f64) -> f64 {
    if resident >= 1.0 {
        return 0.0;
    }
    (work.file + work.kv) * (1.0 - resident) / GIB + HOST_BESIDE_WEIGHTS
}

/// Shows every plan that the machine allows.
pub(super) fn plans(
    work: &Generation,
    at: &Context<'_>,
    show: &mut dyn FnMut(Plan),
) -> Result<(), Lacking> {
    for gpus in 1..=at.machine.count {
        let count = f64::from(gpus);
        let fits = work.need(count) <= at.usable;
        let resident = if fits {
            1.0
        } else {
            work.resident(count, at.usable)
        };
        if resident <= 0.0 || (!fits && host(work, resident) > at.memory()) {
            continue;
        }
        let (gpu, in_host) = at.decode.seconds(work, resident, at.host_read)?;
        let (used, factor) = if gpus == 1 {
            (GpuUse::One, 1.0)
        } else {
            (GpuUse::Split(gpus), at.ladder.split)
        };
        let spread = match used {
            GpuUse::One if fits => Spread::Plain,
            GpuUse::One => Spread::Offloaded,
            GpuUse::DataParallel(_) | GpuUse::Sharded(_) | GpuUse::Split(_) => Spread::Divided,
        };
        show(Plan {
            rung: 0,
            speed: factor / (gpu + in_host),
            caution: at
                .ladder
                .caution
                .lowered(at.kin, Family::Decode, at.machine.chip, spread),
            tight: false,
            batch: 1,
            accumulate: 1,
            resident,
            gpus: used,
            spread,
            bound: if in_host > gpu {
                Bound::HostMemory
            } else {
                Bound::Bandwidth
            },
        });
        if fits {
            // More GPUs would only add capacity.
            break;
        }
    }
    Ok(())
}
