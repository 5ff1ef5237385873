//! A task with its model resolved: every rung with its memory and traffic.

use super::caution::{Family, Spread};
use super::memory::{Footprint, Generation};
use super::plan::{Context, GpuUse, Plan};
use super::speed::{Bound, Lacking, Roofline};

/// What a rung changes against the way people would write the task first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Change {
    /// Fused linear cross-entropy.
    pub fused: bool,
    /// Pure bf16 with 8-bit Adam.
    pub lean_optimizer: bool,
    /// Base weights in 8 bits.
    pub eight_bit: bool,
    /// Optimizer in system memory.
    pub optimizer_offload: bool,
    /// Layers in system memory.
    pub layer_offload: bool,
    /// One component on the GPU at a time.
    pub by_turns: bool,
}

impl Change {
    /// Whether part of it lives in system memory.
    pub(super) const fn offloads(self) -> bool {
        self.optimizer_offload || self.layer_offload || self.by_turns
    }

    /// Changes that need other code than a paper's repository.
    pub(super) fn frictions(self) -> u32 {
        [
            self.fused,
            self.lean_optimizer,
            self.eight_bit,
            self.optimizer_offload || self.layer_offload,
        ]
        .into_iter()
        .map(u32::from)
        .sum()
    }
}

/// Bytes moved beside the GPU's own work, in GB.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Traffic {
    /// Over the link for each step on one GPU.
    pub link_each: f64,
    /// Over the link for each optimizer step.
    pub link: f64,
    /// Through system memory for each optimizer step.
    pub host: f64,
}

/// One way to set a batched task up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rung {
    /// What is changed.
    pub change: Change,
    /// Memory of one GPU.
    pub footprint: Footprint,
    /// Friction.
    pub factor: f64,
    /// Bytes moved when something is offloaded.
    pub traffic: Traffic,
    /// Gradients that copies exchange for each optimizer step, in GB.
    pub gradients: f64,
    /// System memory it takes, in GiB.
    pub host: f64,
}

/// Training, or generating images.
#[derive(Debug, Clone)]
pub(super) struct Batched {
    /// Which speed counts.
    pub roofline: Roofline,
    /// For caution.
    pub family: Family,
    /// The named or largest useful batch.
    pub batch: u32,
    /// Seconds of that batch on one RTX 3090.
    pub seconds: f64,
    /// Images a second on one RTX 3090, where the CPU must feed them.
    pub fed: Option<f64>,
    /// Rungs on one GPU.
    pub whole: Vec<Rung>,
    /// Rungs over 2, 3, … GPUs.
    pub sharded: Vec<Vec<Rung>>,
}

/// What a task asks of a machine.
#[derive(Debug, Clone)]
pub(super) enum Job {
    /// Training, or generating images.
    Batched(Batched),
    /// Generating text.
    Generate(Generation),
}

/// The largest batch of a rung that fits, as halvings of the named one.
struct Fit {
    halvings: u32,
    batch: u32,
    tight: bool,
}

impl Job {
    /// Shows every plan that the machine allows; `Err` where a data-sheet figure lacks.
    pub(super) fn plans(
        &self,
        at: &Context<'_>,
        show: &mut dyn FnMut(Plan),
    ) -> Result<(), Lacking> {
        match self {
            Self::Batched(job) => job.plans(at, show),
            Self::Generate(work) => generate(work, at, show),
        }
    }

    /// The rung of one of this job's plans; generation has none.
    pub(super) fn rung(&self, plan: &Plan) -> Option<&Rung> {
        let Self::Batched(job) = self else {
            return None;
        };
        match plan.gpus {
            GpuUse::One | GpuUse::DataParallel(_) => job.whole.get(plan.rung),
            GpuUse::Sharded(n) | GpuUse::Split(n) => {
                let rungs = usize::try_from(n).ok()?.checked_sub(2)?;
                job.sharded.get(rungs)?.get(plan.rung)
            }
        }
    }

    /// For caution.
    pub(super) const fn family(&self) -> Family {
        match self {
            Self::Batched(job) => job.family,
            Self::Generate(_) => Family::Decode,
        }
    }
}

impl Rung {
    /// Tries the named batch, then halves it until the need is met; the last is one sample.
    fn fit(&self, batch: u32, usable: f64) -> Option<Fit> {
        let mut halvings = 0;
        loop {
            let smaller = batch.div_ceil(1 << halvings);
            if self.footprint.need(f64::from(smaller)) <= usable {
                return Some(Fit {
                    halvings,
                    batch: smaller,
                    tight: false,
                });
            }
            if smaller == 1 {
                let tight = self.footprint.floor(1.0) <= usable;
                return tight.then_some(Fit {
                    halvings,
                    batch: 1,
                    tight,
                });
            }
            halvings += 1;
        }
    }
}

impl Batched {
    /// The rung on one GPU that needs the least with one sample.
    pub(super) fn frugal(&self) -> Option<&Rung> {
        let need = |rung: &&Rung| rung.footprint.need(1.0);
        self.whole.iter().min_by(|a, b| need(a).total_cmp(&need(b)))
    }

    fn plans(&self, at: &Context<'_>, show: &mut dyn FnMut(Plan)) -> Result<(), Lacking> {
        let count = at.machine.count;
        for (index, rung) in self.whole.iter().enumerate() {
            // Copies that offload would share the host's memory and its bandwidth.
            let most = if rung.change.offloads() {
                count.min(1)
            } else {
                count
            };
            for gpus in 1..=most {
                let used = if gpus == 1 {
                    GpuUse::One
                } else {
                    GpuUse::DataParallel(gpus)
                };
                self.try_rung(at, index, rung, used, show)?;
            }
        }
        // More shards never need more memory on each: all GPUs are used.
        let shards = usize::try_from(count)
            .unwrap_or(usize::MAX)
            .min(self.sharded.len() + 1);
        if let Some(rungs) = shards.checked_sub(2).and_then(|i| self.sharded.get(i)) {
            let gpus = u32::try_from(shards).unwrap_or(count);
            for (index, rung) in rungs.iter().enumerate() {
                self.try_rung(at, index, rung, GpuUse::Sharded(gpus), show)?;
            }
        }
        Ok(())
    }

    fn try_rung(
        &self,
        at: &Context<'_>,
        index: usize,
        rung: &Rung,
        gpus: GpuUse,
        show: &mut dyn FnMut(Plan),
    ) -> Result<(), Lacking> {
        let one = at.speeds.on(self.roofline)?;
        if rung.host > at.memory() {
            return Ok(());
        }
        let Some(fit) = rung.fit(self.batch, at.usable) else {
            return Ok(());
        };
        let ladder = at.ladder;
        let accumulate = 1u32 << fit.halvings;
        let seconds = self.seconds / one.value;
        // No overlap of transfer and work is counted on.
        let traffic = rung.traffic;
        let over_link = (traffic.link_each * f64::from(accumulate) + traffic.link) / at.link;
        let in_host = traffic.host / at.host_read;
        let copies = f64::from(gpus.count());
        let (copies, exchange) = match gpus {
            GpuUse::One => (1.0, 0.0),
            GpuUse::DataParallel(_) => (
                copies,
                2.0 * (copies - 1.0) / copies * rung.gradients / at.all_reduce,
            ),
            GpuUse::Sharded(_) | GpuUse::Split(_) => (ladder.sharded, 0.0),
        };
        let busy = seconds / (seconds + over_link + in_host + exchange);
        let tight = if fit.tight { ladder.tight } else { 1.0 };
        let mut speed =
            one.value * copies * busy * rung.factor * ladder.accumulated(fit.halvings) * tight;
        let mut bound = one.bound;
        if over_link + exchange > seconds {
            bound = Bound::Pcie;
        }
        if in_host > seconds.max(over_link) {
            bound = Bound::HostMemory;
        }
        if let Some(unit) = self.fed
            && let Some(fed) = ladder.fed(at.machine, gpus.count())
            && fed / unit < speed
        {
            speed = fed / unit;
            bound = Bound::DataLoading;
        }
        let spread = match gpus {
            GpuUse::One if rung.change.offloads() => Spread::Offloaded,
            GpuUse::One => Spread::Plain,
            GpuUse::DataParallel(_) => Spread::Copies,
            GpuUse::Sharded(_) | GpuUse::Split(_) => Spread::Divided,
        };
        show(Plan {
            rung: index,
            speed,
            caution: ladder
                .caution
                .lowered(at.kin, self.family, at.machine.chip, spread),
            tight: fit.tight,
            batch: fit.batch,
            accumulate,
            resident: 1.0,
            gpus,
            spread,
            bound,
        });
        Ok(())
    }
}

/// Beside the weights kept there, in GiB (KTransformers' tables: 3 to 5 GB).
const HOST_BESIDE_WEIGHTS: f64 = 5.0;

fn generate(
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
        let in_host = (work.file + work.kv) * (1.0 - resident) / super::memory::GIB;
        if resident <= 0.0 || (!fits && in_host + HOST_BESIDE_WEIGHTS > at.memory()) {
            continue;
        }
        let (gpu, host) = at.decode.seconds(work, resident, at.host_read)?;
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
            speed: factor / (gpu + host),
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
            bound: if host > gpu {
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
