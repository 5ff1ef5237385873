//! Our own selection of measurements, each row with its source: a task on a machine, judged
//! by the report that the product prints.

use super::chips::Chips;
use super::compare::{Baseline, Figures, judged};
use super::tables::LeftOut;
use super::verdict::{Pooled, Verdict};
use crate::part::{GpuChip, MemoryType};
use crate::unit::{Gibibytes, Watts};
use crate::validate::statistics::{Pair, mape, mean, scaled};
use crate::workload::{LadderConstants, Link, Machine, ModelPreset, TaskReport, Workload};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// What of a task was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Metric {
    /// Generated tokens a second.
    Decode,
    /// Tokens of a prompt read a second.
    Prefill,
    /// Training throughput, in any unit: only ratios are judged.
    Train,
    /// Image generation, in any unit: only ratios are judged.
    Image,
}

impl Metric {
    const ALL: [Self; 4] = [Self::Decode, Self::Prefill, Self::Train, Self::Image];

    const fn is_absolute(self) -> bool {
        matches!(self, Self::Decode | Self::Prefill)
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Decode => "decode",
            Self::Prefill => "prompt",
            Self::Train => "train",
            Self::Image => "images",
        }
    }
}

/// One measurement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// Groups rows of one method and software.
    pub table: String,
    /// Chip id.
    pub gpu: String,
    /// How many of it.
    pub gpus: u32,
    /// Canonical task text.
    pub task: String,
    /// What was measured.
    pub metric: Metric,
    /// A number and its unit: `111.7 tok/s`.
    pub value: String,
    /// Limit set on each card.
    #[serde(default)]
    pub power_limit: Option<Watts>,
    /// Id of `sources.yaml`.
    pub source: String,
}

/// Why our own rows cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnError(String);

impl fmt::Display for OwnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "measured/speed.yaml: {}", self.0)
    }
}

impl std::error::Error for OwnError {}

/// The rows in the binary; read by `validate` alone.
const OWN: &str = include_str!("../../../parts/measured/speed.yaml");

impl Measured {
    /// The rows that ship with this program.
    ///
    /// # Errors
    ///
    /// Where the text is not a list of such rows.
    pub fn own() -> Result<Vec<Self>, OwnError> {
        Self::read(OWN)
    }

    /// Rows of a text.
    ///
    /// # Errors
    ///
    /// Where the text is not a list of such rows.
    pub fn read(text: &str) -> Result<Vec<Self>, OwnError> {
        serde_yaml::from_str(text).map_err(|error| OwnError(error.to_string()))
    }

    /// The number of the value: higher = faster.
    fn number(&self) -> Option<f64> {
        let (number, unit) = self.value.split_once(' ')?;
        let known = matches!(unit, "tok/s" | "img/s" | "it/s" | "samples/s");
        let number = number.parse::<f64>().ok()?;
        (known && number.is_finite() && number > 0.0).then_some(number)
    }
}

/// What predictions rest on.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// Chips by id.
    pub chips: &'a Chips,
    /// Model presets.
    pub models: &'a [ModelPreset],
    /// The judgements.
    pub ladder: &'a LadderConstants,
    /// What ratios are relative to.
    pub reference: &'a GpuChip,
}

impl Basis<'_> {
    /// What the product says of a row's task on its machine, or why it says nothing.
    fn predicted(&self, row: &Measured) -> Result<f64, String> {
        let known = self
            .chips
            .get(&row.gpu)
            .ok_or_else(|| format!("chip `{}` is not in the catalogue", row.gpu))?;
        if row.task.contains("precision=fp32") {
            return Err("training in 32 bits is not modelled".to_owned());
        }
        let texts = std::iter::once(&*row.task);
        let workload = Workload::from_tasks(texts, self.ladder, self.models, self.reference)
            .map_err(|error| error.to_string())?;
        let mut chip = known.chip.clone();
        if row.gpus == 1 {
            // It was run, so it fitted: memory is judged apart.
            chip.memory = Gibibytes::new(4096);
        }
        let machine = Machine {
            chip: &chip,
            count: row.gpus,
            link: Link {
                generation: 4,
                lanes: 16,
            },
            cores: None,
            memory: Gibibytes::new(65_536),
            memory_type: MemoryType::Ddr5,
            power_limit: row.power_limit,
            desktop: false,
        };
        let reports = workload.report(&machine);
        let report = reports.first().ok_or("nothing to judge")?;
        let used = report.gpus.map_or(0, crate::workload::GpuUse::count);
        if used != row.gpus {
            return Err(format!("the model would use {used} of {} GPUs", row.gpus));
        }
        figure(report, row.metric).ok_or_else(|| "the model gives no such speed".to_owned())
    }
}

/// The figure of a report that a metric is held against.
fn figure(report: &TaskReport, metric: Metric) -> Option<f64> {
    match metric {
        Metric::Decode => report.speed.map(|speed| speed.value),
        Metric::Prefill => report.prompt_speed.map(|speed| speed.value),
        Metric::Train | Metric::Image => Some(report.relative),
    }
}

/// Rows that are scaled by one factor: ratios between tasks mean nothing, so those that
/// only have ratios are also parted by task.
fn group(row: &Measured) -> (String, Metric, String) {
    let task = if row.metric.is_absolute() {
        String::new()
    } else {
        row.task.clone()
    };
    (row.table.clone(), row.metric, task)
}

/// Judges rows table by table.
pub fn judge_own(rows: &[Measured], basis: &Basis<'_>) -> Verdict {
    let mut groups: BTreeMap<(String, Metric, String), Vec<(String, Pair)>> = BTreeMap::new();
    let mut verdict = Verdict::default();
    for row in rows {
        let pair = row
            .number()
            .ok_or_else(|| format!("`{}` is no speed such as `111.7 tok/s`", row.value))
            .and_then(|measured| {
                let predicted = basis.predicted(row)?;
                Ok(Pair {
                    predicted,
                    measured,
                })
            });
        match pair {
            Ok(pair) => {
                let of = match (row.gpus, row.power_limit) {
                    (1, None) => row.gpu.clone(),
                    (n, None) => format!("{n}x {}", row.gpu),
                    (n, Some(limit)) => format!("{n}x {} at {limit}", row.gpu),
                };
                groups.entry(group(row)).or_default().push((of, pair));
            }
            Err(why) => verdict.left_out.push(LeftOut {
                file: row.table.clone(),
                what: format!("{}x {}, {}", row.gpus, row.gpu, row.task),
                why,
            }),
        }
    }
    let of = |metric: Metric| -> Vec<Vec<Pair>> {
        let groups = groups.iter().filter(|((_, of, _), _)| *of == metric);
        groups
            .map(|(_, named)| named.iter().map(|(_, pair)| *pair).collect())
            .collect()
    };
    verdict.pooled = Metric::ALL
        .into_iter()
        .filter_map(|metric| pooled(metric, &of(metric)))
        .collect();
    for ((table, metric, task), named) in groups {
        let name = if task.is_empty() {
            metric.as_str().to_owned()
        } else {
            task
        };
        let baselines = baselines(&named, basis.chips);
        let absolute = metric.is_absolute();
        verdict.tables.extend(judged(
            (table, name),
            &named,
            absolute,
            baselines,
            (true, Vec::new()),
        ));
    }
    verdict.sum_up();
    verdict
}

/// One metric over tables of any size; `None` without a row.
fn pooled(metric: Metric, tables: &[Vec<Pair>]) -> Option<Pooled> {
    let all: Vec<Pair> = tables.iter().flatten().copied().collect();
    let errors: Vec<f64> = all.iter().map(|pair| pair.error()).collect();
    let large = tables.iter().filter(|table| table.len() >= FEW);
    let after: Vec<Pair> = large.flat_map(|table| scaled(table)).collect();
    (!all.is_empty()).then(|| Pooled {
        what: metric.as_str(),
        rows: all.len(),
        scaled: mape(&after).map(|error| (error, after.len())),
        absolute: mape(&all)
            .zip(mean(&errors))
            .filter(|_| metric.is_absolute()),
    })
}

/// Fewer rows say nothing about ranks.
const FEW: usize = 3;

/// Baselines of tables with one GPU a row; with several, a data sheet says nothing.
fn baselines(named: &[(String, Pair)], chips: &Chips) -> Vec<(Baseline, Figures)> {
    let of = |baseline: Baseline| {
        let pairs: Vec<Pair> = named
            .iter()
            .filter_map(|(id, pair)| {
                Some(Pair {
                    predicted: baseline.of(chips.get(id)?)?,
                    ..*pair
                })
            })
            .collect();
        (pairs.len() == named.len() && pairs.len() >= FEW)
            .then(|| Figures::of(&pairs).map(|figures| (baseline, figures)))?
    };
    Baseline::ALL.into_iter().filter_map(of).collect()
}
