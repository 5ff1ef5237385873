//! Plans of text generation: whole on one GPU, split over several, or partly in system
//! memory.

use crate::workload::caution::{Family, Spread};
use crate::workload::memory::{GIB, Generation};
use crate::workload::plan::{Context, GpuUse, Plan};
use crate::workload::speed::{Bound, Lacking};

/// Beside the weights kept there, in GiB (`KTransformers`' tables: 3 to 5 GB).
const HOST_BESIDE_WEIGHTS: f64 = 5.0;

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
