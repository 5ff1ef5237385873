//! Cost of living for programs. Amounts are whole cents, rents are USD an hour.

use super::build_json::rounded;
use crate::cost::{
    BreakEvens, CostOfLiving, Dated, HORIZON_MONTHS, Living, Nearest, Overall, Renting, Span,
    TaskCost, is_stale,
};
use crate::unit::Watts;
use jiff::civil::Date;
use serde::Serialize;

/// What a build costs to run, and renting instead; `null` = not known.
#[derive(Debug, Serialize)]
pub(super) struct CostJson {
    tariff: Option<TariffJson>,
    hours_per_day: f64,
    watts_work: Option<u32>,
    watts_idle: Option<u32>,
    /// The field that is missing where the watts are not known.
    watts_unknown: Option<&'static str>,
    electricity: Option<ElectricityJson>,
    /// Months over which the price of the build is spread; resale is not counted.
    horizon_months: u32,
    overall: Option<OverallJson>,
    tasks: Vec<TaskCostJson>,
}

#[derive(Debug, Serialize)]
struct TariffJson {
    usd_per_kwh: f64,
    /// `null` = the price is the user's own.
    region: Option<String>,
    name: Option<String>,
    as_of: Option<Date>,
    stale: bool,
    source: Option<String>,
}

/// A year of it: the machine idles when it does not work.
#[derive(Debug, Serialize)]
struct ElectricityJson {
    kwh_work: f64,
    kwh_idle: f64,
    cents_work: i64,
    cents_idle: i64,
    cents_total: i64,
}

#[derive(Debug, Serialize)]
struct OverallJson {
    /// Tasks that could be compared, weighted as in the score.
    tasks: usize,
    /// Rent of the work of an hour on the build.
    rent_usd: SpanJson,
    break_even_hours_per_month: Option<BreakEvenJson>,
    prices: DatedJson,
    confidence: &'static str,
}

#[derive(Debug, Serialize)]
struct TaskCostJson {
    task: String,
    /// `null`: see `why_not`.
    rented: Option<RentedJson>,
    /// `does-not-run` on the build, or `no-known-rent`.
    why_not: Option<&'static str>,
    break_even_hours_per_month: Option<BreakEvenJson>,
    /// Electricity of 100 hours of work on the build.
    cents_here_100_hours: Option<i64>,
}

#[derive(Debug, Serialize)]
struct RentedJson {
    chip: String,
    name: String,
    gpus: u32,
    /// Of all GPUs.
    usd_per_hour: SpanJson,
    prices: DatedJson,
    /// Speed of the build over that of the rented machine.
    speed_ratio: f64,
    confidence: &'static str,
    /// Rent of the work of 100 hours on the build, by the median price.
    cents_there_100_hours: i64,
}

#[derive(Debug, Serialize)]
struct SpanJson {
    low: f64,
    median: f64,
    high: f64,
}

#[derive(Debug, Serialize)]
struct DatedJson {
    count: usize,
    stale: usize,
    oldest: Date,
    newest: Date,
}

/// Hours of use a month from which buying is cheaper; `null` = never.
#[derive(Debug, Serialize)]
struct BreakEvenJson {
    /// By the dearest rents.
    least: Option<f64>,
    median: Option<f64>,
    /// By the cheapest rents.
    most: Option<f64>,
}

impl CostJson {
    /// The cost on a day.
    pub(super) fn new(cost: &CostOfLiving, living: &Living, today: Date) -> Self {
        let power = cost.power.ok();
        let task = |task: &TaskCost| TaskCostJson {
            task: task.task.clone(),
            rented: task.renting.nearest().map(RentedJson::new),
            why_not: match task.renting {
                Renting::On(_) => None,
                Renting::NotOnBuild => Some("does-not-run"),
                Renting::Nowhere => Some("no-known-rent"),
            },
            break_even_hours_per_month: task.break_even.as_ref().map(BreakEvenJson::new),
            cents_here_100_hours: cost.of_hour.map(|hour| cents(hour * 100.0)),
        };
        Self {
            tariff: living.rate.as_ref().map(|rate| {
                let region = rate.region.as_ref();
                TariffJson {
                    usd_per_kwh: rate.price.value(),
                    region: region.map(|one| one.id.clone()),
                    name: region.map(|one| one.name.clone()),
                    as_of: region.map(|one| one.as_of),
                    stale: region.is_some_and(|one| is_stale(one.as_of, today)),
                    source: region.map(|one| one.source.clone()),
                }
            }),
            hours_per_day: living.hours.value(),
            watts_work: power.map(|power| Watts::steps(power.work)),
            watts_idle: power.map(|power| Watts::steps(power.rest)),
            watts_unknown: cost.power.err(),
            electricity: cost.electricity.map(|year| ElectricityJson {
                kwh_work: rounded(year.work_kwh),
                kwh_idle: rounded(year.rest_kwh),
                cents_work: cents(year.work),
                cents_idle: cents(year.rest),
                cents_total: cents(year.total()),
            }),
            horizon_months: HORIZON_MONTHS,
            overall: cost.overall.as_ref().map(OverallJson::new),
            tasks: cost.tasks.iter().map(task).collect(),
        }
    }
}

impl OverallJson {
    fn new(overall: &Overall) -> Self {
        Self {
            tasks: overall.tasks,
            rent_usd: SpanJson::new(overall.rent),
            break_even_hours_per_month: overall.break_even.as_ref().map(BreakEvenJson::new),
            prices: DatedJson::new(overall.dated),
            confidence: overall.confidence.as_str(),
        }
    }
}

impl RentedJson {
    fn new(found: &Nearest) -> Self {
        Self {
            chip: found.chip.clone(),
            name: found.name.clone(),
            gpus: found.count,
            usd_per_hour: SpanJson::new(found.per_hour),
            prices: DatedJson::new(found.dated),
            speed_ratio: rounded(found.ratio),
            confidence: found.confidence.as_str(),
            cents_there_100_hours: cents(found.rent.median * 100.0),
        }
    }
}

impl SpanJson {
    fn new(span: Span) -> Self {
        Self {
            low: rounded(span.low),
            median: rounded(span.median),
            high: rounded(span.high),
        }
    }
}

impl DatedJson {
    const fn new(dated: Dated) -> Self {
        Self {
            count: dated.prices,
            stale: dated.stale,
            oldest: dated.oldest,
            newest: dated.newest,
        }
    }
}

impl BreakEvenJson {
    fn new(hours: &BreakEvens) -> Self {
        let of = |one: crate::cost::BreakEven| one.hours().map(rounded);
        Self {
            least: of(hours.least),
            median: of(hours.median),
            most: of(hours.most),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "rents and bills are far below 2^53 cents"
)]
fn cents(usd: f64) -> i64 {
    libm::round(usd * 100.0) as i64
}
