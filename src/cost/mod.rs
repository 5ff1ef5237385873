//! Cost of living: what a build costs beside its price, and whether renting is cheaper.
//!
//! Electricity is watts at work and at rest times hours times a tariff. Renting is
//! compared by the work done: an hour on the build is as much rented time as the build is
//! faster than the rented machine. A build beats renting from the hours of use a month on
//! at which its price, spread over [`HORIZON_MONTHS`], is saved.
//!
//! ```text
//! Draft --power--> watts --energy--> electricity --------------+
//! cloud.yaml --quote--> rent of a GPU --rent (+ workload)--> rent of the build's hour
//!                                                              +--break_even--> hours
//! ```

mod break_even;
mod cloud;
mod energy;
mod power;
mod quote;
mod rent;
mod tariff;
#[cfg(test)]
mod tests;

pub use break_even::{BreakEven, BreakEvens, HORIZON_MONTHS};
pub use cloud::{Billing, CloudOffer, CloudPrices};
pub use energy::{DEFAULT_HOURS, Electricity};
pub use power::WallPower;
pub use quote::{Dated, Quote, Span, is_stale};
pub use rent::{Nearest, Renting};
pub use tariff::{DEFAULT_REGION, Rate, Tariff, TariffWish, UnknownRegion};

use crate::catalogue::Catalogue;
use crate::rules::Draft;
use crate::unit::{HoursPerDay, Usd};
use crate::workload::{Confidence, TaskReport, Workload};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// How the machine will be used, and what electricity costs there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Living {
    /// The price of electricity; `None` = not known.
    pub rate: Option<Rate>,
    /// Hours of work a day.
    pub hours: HoursPerDay,
}

/// What is reckoned: a build that was judged.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'j> {
    /// The build as rules see it.
    pub draft: &'j Draft<'j>,
    /// What is to be paid for it.
    pub total: Usd,
    /// The tasks on it.
    pub tasks: &'j [TaskReport],
    /// The workload they are from.
    pub workload: &'j Workload,
}

/// One task: rent or buy.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskCost {
    /// Canonical task text.
    pub task: String,
    /// Where it can be rented for.
    pub renting: Renting,
    /// From how many hours a month on the build is cheaper; `None` = not known.
    pub break_even: Option<BreakEvens>,
}

/// All tasks, each with the share of the hours that its weight is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overall {
    /// Rent of the work of an hour on the build, USD.
    pub rent: Span,
    /// From how many hours a month on the build is cheaper; `None` = not known.
    pub break_even: Option<BreakEvens>,
    /// Which prices it rests on.
    pub dated: Dated,
    /// The worst class among the tasks.
    pub confidence: Confidence,
    /// How many tasks could be compared.
    pub tasks: usize,
}

/// What a build costs to run, against renting.
#[derive(Debug, Clone, PartialEq)]
pub struct CostOfLiving {
    /// Draw from the wall, or the field that is missing.
    pub power: Result<WallPower, &'static str>,
    /// Electricity of a year; `None` = not known.
    pub electricity: Option<Electricity>,
    /// Electricity of an hour of work, USD; `None` = not known.
    pub of_hour: Option<f64>,
    /// Every task.
    pub tasks: Vec<TaskCost>,
    /// All of them; `None` = none could be compared.
    pub overall: Option<Overall>,
}

impl CostOfLiving {
    /// Reckons a judged build on a day.
    pub fn of(judged: Judged<'_>, living: &Living, catalogue: &Catalogue, today: Date) -> Self {
        let power = WallPower::of(judged.draft);
        let known = power.ok().zip(living.rate.as_ref());
        let of_hour = known.map(|(power, rate)| energy::of_hour(power, rate.price));
        let price = dollars(judged.total);
        let break_even = |rent: Span| of_hour.map(|hour| BreakEvens::new(price, rent, hour));
        let rentings = rent::nearest(catalogue, judged.workload, judged.tasks, today);
        let overall = overall(judged.tasks, &rentings).map(|overall| Overall {
            break_even: break_even(overall.rent),
            ..overall
        });
        let tasks = judged.tasks.iter().zip(rentings);
        let tasks = tasks.map(|(task, renting)| TaskCost {
            task: task.task.clone(),
            break_even: renting.nearest().and_then(|found| break_even(found.rent)),
            renting,
        });
        Self {
            power,
            electricity: known
                .map(|(power, rate)| Electricity::of_year(power, living.hours, rate.price)),
            of_hour,
            tasks: tasks.collect(),
            overall,
        }
    }
}

/// The mean of the tasks that can be rented for, by their weights.
fn overall(tasks: &[TaskReport], rentings: &[Renting]) -> Option<Overall> {
    let mut sum: Option<Overall> = None;
    let mut weights = 0.0;
    let mut counted = BTreeSet::new();
    for (task, renting) in tasks.iter().zip(rentings) {
        let Some(found) = renting.nearest() else {
            continue;
        };
        let rent = found.rent.times(task.weight);
        weights += task.weight;
        let new = counted.insert(found.chip.as_str());
        sum = Some(match sum {
            None => Overall {
                rent,
                break_even: None,
                dated: found.dated,
                confidence: found.confidence,
                tasks: 1,
            },
            Some(before) => Overall {
                rent: Span {
                    low: before.rent.low + rent.low,
                    median: before.rent.median + rent.median,
                    high: before.rent.high + rent.high,
                },
                break_even: None,
                // The prices of a chip count once, however many tasks run on it.
                dated: if new {
                    before.dated.and(found.dated)
                } else {
                    before.dated
                },
                confidence: before.confidence.max(found.confidence),
                tasks: before.tasks + 1,
            },
        });
    }
    sum.filter(|_| weights > 0.0).map(|sum| Overall {
        rent: sum.rent.times(1.0 / weights),
        ..sum
    })
}

#[expect(clippy::cast_precision_loss, reason = "amounts are below 10^9 cents")]
fn dollars(amount: Usd) -> f64 {
    amount.cents() as f64 / 100.0
}
