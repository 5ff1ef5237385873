//! Plans of tasks that take samples in batches: training, and generating images.

use super::Rung;
use crate::workload::caution::{Family, Spread};
use crate::workload::memory::Placed;
use crate::workload::plan::{Context, GpuUse, Plan};
use crate::workload::speed::{Bound, Lacking, Roofline};

/// Training, or generating images.
#[derive(Debug, Clone)]
pub(in crate::workload) struct Batched {
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
    /// Whether several GPUs may each hold a copy.
    pub copies: bool,
    /// Rungs on one GPU.
    pub whole: Vec<Rung>,
    /// Rungs over 2, 3, … GPUs.
    pub sharded: Vec<Vec<Rung>>,
}

/// The largest batch of a rung that fits, as halvings of the named one.
struct Fit {
    halvings: u32,
    batch: u32,
    tight: bool,
}

impl Rung {
    /// Tries the named batch, then halves it until the need is met; the last is one sample.
    fn fit(&self, batch: u32, gpus: GpuUse, usable: f64) -> Option<Fit> {
        let footprint = self.footprint_on(gpus);
        let mut halvings = 0;
        loop {
            let smaller = batch.div_ceil(1 << halvings);
            if footprint.need(f64::from(smaller)) <= usable {
                return Some(Fit {
                    halvings,
                    batch: smaller,
                    tight: false,
                });
            }
            if smaller == 1 {
                let tight = footprint.floor(1.0) <= usable;
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
    pub(in crate::workload) fn frugal(&self) -> Option<&Rung> {
        let need = |rung: &&Rung| rung.footprint.need(1.0);
        self.whole.iter().min_by(|a, b| need(a).total_cmp(&need(b)))
    }

    /// Shows every plan that the machine allows.
    pub(super) fn plans(
        &self,
        at: &Context<'_>,
        show: &mut dyn FnMut(Plan),
    ) -> Result<(), Lacking> {
        let count = at.machine.count;
        for (index, rung) in self.whole.iter().enumerate() {
            // Copies that offload would share the host's memory and its bandwidth.
            let most = if rung.change.offloads() || !self.copies {
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

    /// Shows the plan of one rung, if it fits.
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
        let Some(fit) = rung.fit(self.batch, gpus, at.usable) else {
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
            placed: Placed::OnGpus,
            gpus,
            spread,
            bound,
        });
        Ok(())
    }
}
