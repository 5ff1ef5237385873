//! One table against the model and against what people use without one.

use super::chips::{Chips, Known};
use super::tables::{Only, Table};
use crate::part::{Architecture, GpuChip, Vendor};
use crate::unit::{GigabytesPerSecond, Teraflops};
use crate::validate::statistics::{Pair, mape, mean, scaled, spearman};

/// A single figure of a data sheet by which people rank cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Baseline {
    /// Vector TFLOPS in 32 bits.
    Fp32,
    /// Memory bandwidth.
    Bandwidth,
    /// Tensor TFLOPS as the maker states them, not halved.
    Fp16,
    /// Price at launch.
    LaunchPrice,
}

impl Baseline {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Fp32, Self::Bandwidth, Self::Fp16, Self::LaunchPrice];

    /// In words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fp32 => "FP32 TFLOPS",
            Self::Bandwidth => "bandwidth",
            Self::Fp16 => "FP16 spec",
            Self::LaunchPrice => "launch price",
        }
    }

    pub(super) fn of(self, known: &Known) -> Option<f64> {
        match self {
            Self::Fp32 => known.fp32,
            Self::Bandwidth => known.chip.memory_bandwidth.map(GigabytesPerSecond::value),
            Self::Fp16 => known.chip.fp16_tensor.map(Teraflops::value),
            Self::LaunchPrice => known.launch_price,
        }
    }
}

/// How near predictions are to a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Rows.
    pub n: usize,
    /// Mean absolute error after one factor for the whole table, 0.1 = 10 %.
    pub mape: f64,
    /// Rank correlation; `None` of two rows, or where every value is equal.
    pub spearman: Option<f64>,
}

impl Figures {
    /// Of pairs; `None` of nothing.
    pub fn of(pairs: &[Pair]) -> Option<Self> {
        Some(Self {
            n: pairs.len(),
            mape: mape(&scaled(pairs))?,
            // Two rows are in order or not: no correlation.
            spearman: spearman(pairs).filter(|_| pairs.len() > 2),
        })
    }
}

/// A table judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The file or group.
    pub file: String,
    /// The runs.
    pub name: String,
    /// Our model.
    pub model: Figures,
    /// Mean signed error after the factor: above 0 = predicted too high.
    pub bias: f64,
    /// Without any factor, where the model claims absolute figures: mean absolute and mean
    /// signed error.
    pub absolute: Option<(f64, f64)>,
    /// The baselines that are known for enough rows.
    pub baselines: Vec<(Baseline, Figures)>,
    /// The row that is predicted worst after the factor, and its error.
    pub worst: (String, f64),
    /// Whether the mean over tables counts it.
    pub counts: bool,
    /// Rows that were not judged: the chip is unknown or lacks a figure.
    pub unjudged: Vec<String>,
}

impl Judged {
    /// The baseline with the least error.
    pub fn best_baseline(&self) -> Option<(Baseline, Figures)> {
        let by_error =
            |a: &&(Baseline, Figures), b: &&(Baseline, Figures)| a.1.mape.total_cmp(&b.1.mape);
        self.baselines.iter().min_by(by_error).copied()
    }
}

/// Fewer rows make no table for the mean, and no baseline.
pub(super) const LEAST: usize = 10;

/// Predicts every row of a table with chips as `changed` leaves them (unchanged for the
/// model itself, changed for an ablation).
pub(super) fn pairs(
    table: &Table<'_>,
    chips: &Chips,
    reference: &GpuChip,
    changed: &dyn Fn(&GpuChip) -> GpuChip,
) -> (Vec<(String, Pair)>, Vec<String>) {
    let mut pairs = Vec::new();
    let mut unjudged = Vec::new();
    let reference = changed(reference);
    for (id, measured) in &table.rows {
        let Some(known) = chips.get(id) else {
            unjudged.push(id.clone());
            continue;
        };
        if !counts(table.only, known) {
            continue;
        }
        match table.run.speed(&changed(&known.chip), &reference, None) {
            Some(predicted) => pairs.push((
                id.clone(),
                Pair {
                    predicted,
                    measured: *measured,
                },
            )),
            None => unjudged.push(id.clone()),
        }
    }
    (pairs, unjudged)
}

fn counts(only: Only, known: &Known) -> bool {
    match only {
        Only::Any => true,
        Only::WithoutPascal => known.chip.architecture != Architecture::Pascal,
        Only::TensorCores => known.chip.vendor == Vendor::Nvidia && known.tensor_cores,
    }
}

/// Judges a table; `None` where no row can be.
pub(super) fn judge(table: &Table<'_>, chips: &Chips, reference: &GpuChip) -> Option<Judged> {
    let (named, unjudged) = pairs(table, chips, reference, &GpuChip::clone);
    let only: Vec<Pair> = named.iter().map(|(_, pair)| *pair).collect();
    let baselines = Baseline::ALL.into_iter().filter_map(|baseline| {
        let figure = |(id, pair): &(String, Pair)| {
            Some(Pair {
                predicted: baseline.of(chips.get(id)?)?,
                ..*pair
            })
        };
        let pairs: Vec<Pair> = named.iter().filter_map(figure).collect();
        // A figure known of some chips only would be held against other rows than ours.
        let enough = pairs.len() == named.len() || pairs.len() >= LEAST;
        enough.then(|| Figures::of(&pairs).map(|figures| (baseline, figures)))?
    });
    judged(
        (table.file.clone(), table.name.clone()),
        &named,
        table.run.is_absolute(),
        baselines.collect(),
        (table.counts, unjudged),
    )
    .filter(|_| !only.is_empty())
}

/// The figures of named pairs.
pub(super) fn judged(
    (file, name): (String, String),
    named: &[(String, Pair)],
    absolute: bool,
    baselines: Vec<(Baseline, Figures)>,
    (counts, unjudged): (bool, Vec<String>),
) -> Option<Judged> {
    let only: Vec<Pair> = named.iter().map(|(_, pair)| *pair).collect();
    let errors = |pairs: &[Pair]| -> Vec<f64> { pairs.iter().map(|pair| pair.error()).collect() };
    let after = errors(&scaled(&only));
    let model = Figures::of(&only)?;
    let worst = named
        .iter()
        .zip(&after)
        .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))
        .map(|((id, _), error)| (id.clone(), *error))?;
    Some(Judged {
        file,
        name,
        bias: mean(&after)?,
        absolute: if absolute {
            mape(&only).zip(mean(&errors(&only)))
        } else {
            None
        },
        baselines,
        worst,
        counts: counts && model.n >= LEAST,
        model,
        unjudged,
    })
}
