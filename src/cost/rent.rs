//! The nearest rented machine for each task: the one on which the work of an hour on the
//! build costs least.

use super::cloud::CloudPrices;
use super::quote::{Dated, Quote, Span};
use crate::catalogue::Catalogue;
use crate::part::{GpuChip, MemoryType};
use crate::unit::Gibibytes;
use crate::workload::{Confidence, Fit, Link, Machine, TaskReport, Workload};
use jiff::civil::Date;

/// How many GPUs are rented together.
const COUNTS: [u32; 3] = [1, 2, 4];

/// A rented machine that does a task.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearest {
    /// Id of its chip.
    pub chip: String,
    /// Name of its chip.
    pub name: String,
    /// How many GPUs.
    pub count: u32,
    /// Rent of all of them, USD an hour.
    pub per_hour: Span,
    /// Speed of the build over that of the rented machine, as expected.
    pub ratio: f64,
    /// Rent of the work that the build does in an hour, USD.
    pub rent: Span,
    /// Which prices it rests on.
    pub dated: Dated,
    /// The worse class of the two speeds.
    pub confidence: Confidence,
}

/// Whether a task can be rented for.
#[derive(Debug, Clone, PartialEq)]
pub enum Renting {
    /// On this.
    On(Nearest),
    /// The build does not run it: there is nothing to compare.
    NotOnBuild,
    /// It fits on none of the GPUs with a known rent.
    Nowhere,
}

impl Renting {
    /// The rented machine, if any.
    pub const fn nearest(&self) -> Option<&Nearest> {
        match self {
            Self::On(nearest) => Some(nearest),
            Self::NotOnBuild | Self::Nowhere => None,
        }
    }
}

/// The nearest rented machine of every task, in the order of `tasks`, which are the
/// workload's on the build.
pub(super) fn nearest(
    catalogue: &Catalogue,
    workload: &Workload,
    tasks: &[TaskReport],
    today: Date,
) -> Vec<Renting> {
    let mut best: Vec<Option<Nearest>> = vec![None; tasks.len()];
    for (chip, quote) in quotes(catalogue, today) {
        for count in COUNTS {
            let rented = workload.report(&machine(chip, count));
            for ((best, own), there) in best.iter_mut().zip(tasks).zip(&rented) {
                let Some(found) = against(chip, count, &quote, own, there) else {
                    continue;
                };
                let dearer = |old: &Nearest| found.rent.median < old.rent.median;
                if best.as_ref().is_none_or(dearer) {
                    *best = Some(found);
                }
            }
        }
    }
    let pairs = tasks.iter().zip(best);
    pairs
        .map(|(own, best)| match best {
            Some(nearest) => Renting::On(nearest),
            None if own.verdict == Fit::No => Renting::NotOnBuild,
            None => Renting::Nowhere,
        })
        .collect()
}

fn quotes(catalogue: &Catalogue, today: Date) -> impl Iterator<Item = (&GpuChip, Quote)> {
    let quote = move |prices: &CloudPrices| {
        // A layer may hide a chip whose rent is known.
        Some((catalogue.chip(&prices.chip)?, Quote::of(prices, today)?))
    };
    catalogue.cloud.iter().filter_map(quote)
}

/// A rented host is taken never to hold its GPUs back, which favours renting; only its
/// memory is not counted on, so nothing is offloaded there.
fn machine(chip: &GpuChip, count: u32) -> Machine<'_> {
    Machine {
        chip,
        count,
        link: Link::WIDEST,
        cores: None,
        memory: Gibibytes::new(0),
        memory_type: MemoryType::Ddr5,
        power_limit: None,
        desktop: false,
    }
}

/// One task there; `None` where either machine does not run it.
fn against(
    chip: &GpuChip,
    count: u32,
    quote: &Quote,
    own: &TaskReport,
    there: &TaskReport,
) -> Option<Nearest> {
    let runs = |task: &TaskReport| task.verdict != Fit::No && task.relative > 0.0;
    if !(runs(own) && runs(there)) {
        return None;
    }
    let ratio = own.relative / there.relative;
    let per_hour = quote.rent.times(f64::from(count));
    Some(Nearest {
        chip: chip.id.clone(),
        name: chip.name.clone(),
        count,
        per_hour,
        ratio,
        rent: per_hour.times(ratio),
        dated: quote.dated,
        confidence: own.confidence.max(there.confidence),
    })
}
