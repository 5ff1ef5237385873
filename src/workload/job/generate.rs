//! Plans of text generation: whole on one GPU, split over several, or partly in system
//! memory, by layers or by experts.

use crate::workload::caution::{Family, Spread};
use crate::workload::machine::Machine;
use crate::workload::memory::{GIB, Generation, Placed};
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
    let moved = match plan.placed {
        Placed::Layers(share) => work.read * (1.0 - share) / 1e9,
        Placed::OnGpus | Placed::Experts(_) => 0.0,
    };
    Some(gpu + moved / at.link / PROMPT_BATCH)
}

/// System memory it takes with the weights so placed, in GiB.
pub(super) fn host(work: &Generation, placed: Placed) -> f64 {
    match placed {
        Placed::OnGpus => 0.0,
        Placed::Layers(_) | Placed::Experts(_) => work.in_host(placed) / GIB + HOST_BESIDE_WEIGHTS,
    }
}

/// Shows every plan that the machine allows.
pub(super) fn plans(
    work: &Generation,
    at: &Context<'_>,
    show: &mut dyn FnMut(Plan),
) -> Result<(), Lacking> {
    for gpus in 1..=at.machine.count {
        let count = f64::from(gpus);
        if work.need(count) <= at.usable {
            show(plan(work, at, gpus, Placed::OnGpus)?);
            // More GPUs would only add capacity.
            break;
        }
        let parts = [
            work.layers_held(count, at.usable),
            work.experts_held(count, at.usable),
        ];
        for placed in parts.into_iter().flatten() {
            if host(work, placed) <= at.memory() {
                show(plan(work, at, gpus, placed)?);
            }
        }
    }
    Ok(())
}

/// The plan with the weights so placed.
fn plan(work: &Generation, at: &Context<'_>, gpus: u32, placed: Placed) -> Result<Plan, Lacking> {
    let (gpu, in_host) = at.decode.seconds(work, placed, at.host_read)?;
    let (used, factor, spread) = match (gpus, placed) {
        (1, Placed::OnGpus) => (GpuUse::One, 1.0, Spread::Plain),
        (1, Placed::Layers(_) | Placed::Experts(_)) => (GpuUse::One, 1.0, Spread::Offloaded),
        _ => (GpuUse::Split(gpus), at.ladder.split, Spread::Divided),
    };
    let caution = at.ladder.caution;
    Ok(Plan {
        rung: 0,
        speed: factor / (gpu + in_host),
        caution: caution.lowered(at.kin, Family::Decode, at.machine.chip, spread),
        tight: false,
        batch: 1,
        accumulate: 1,
        placed,
        gpus: used,
        spread,
        bound: if in_host > gpu {
            Bound::HostMemory
        } else {
            Bound::Bandwidth
        },
    })
}
