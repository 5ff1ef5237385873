//! All tables together: the mean over tables, and what the model is without its parts.

use super::chips::Chips;
use super::compare::{Baseline, Figures, Judged, judge, pairs};
use super::tables::{LeftOut, Table};
use crate::part::GpuChip;
use crate::unit::Watts;
use crate::validate::statistics::{Pair, mean};
use crate::workload::Run;

/// The mean over tables.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// Tables.
    pub tables: usize,
    /// Mean of their errors.
    pub mape: f64,
    /// Mean of their rank correlations.
    pub spearman: f64,
}

/// What is taken out of the model to see what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ablation {
    /// Tensor rates as stated, where accumulating in FP32 halves them.
    NoHalving,
    /// No cap by board power.
    NoWattCap,
}

impl Ablation {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::NoHalving, Self::NoWattCap];

    /// In words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoHalving => "without FP32-accumulate halving",
            Self::NoWattCap => "without the watt cap",
        }
    }

    /// The chip as the model then sees it: the same formulas on another data sheet.
    fn on(self, chip: &GpuChip) -> GpuChip {
        let mut changed = chip.clone();
        match self {
            Self::NoHalving => changed.fp16_tensor_fp32_accumulate = chip.fp16_tensor,
            Self::NoWattCap => changed.board_power = Some(Watts::new(20_000)),
        }
        changed
    }
}

/// Rows of one kind over all tables, however small these are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pooled {
    /// What was measured.
    pub what: &'static str,
    /// Rows.
    pub rows: usize,
    /// Mean absolute error of the rows in tables of three and more, each table after its
    /// factor; and how many rows those are.
    pub scaled: Option<(f64, usize)>,
    /// Mean absolute and mean signed error of all rows without a factor, where absolute
    /// figures are claimed.
    pub absolute: Option<(f64, f64)>,
}

/// Everything that a set of tables says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Verdict {
    /// The tables in the order they were read.
    pub tables: Vec<Judged>,
    /// Our mean; `None` where no table counts.
    pub mean: Option<Mean>,
    /// The baselines' means, over the counted tables of which they are known.
    pub baselines: Vec<(Baseline, Mean)>,
    /// Mean error on the transformer tables that count.
    pub transformers: Option<Mean>,
    /// The same without a part of the model.
    pub ablations: Vec<(Ablation, Mean)>,
    /// By kind, over tables of any size; for our own selection.
    pub pooled: Vec<Pooled>,
    /// What was not used.
    pub left_out: Vec<LeftOut>,
}

impl Verdict {
    /// Judges tables.
    pub fn of(
        tables: &[Table<'_>],
        chips: &Chips,
        reference: &GpuChip,
        left_out: Vec<LeftOut>,
    ) -> Self {
        let mut verdict = Self {
            left_out,
            ..Self::default()
        };
        let mut transformers = Vec::new();
        for table in tables {
            if let Some(judged) = judge(table, chips, reference) {
                if judged.counts && table.run == Run::Transformer {
                    transformers.push((table, judged.model));
                }
                verdict.tables.push(judged);
            }
        }
        verdict.sum_up();
        let figures: Vec<Figures> = transformers.iter().map(|(_, figures)| *figures).collect();
        verdict.transformers = over(&figures);
        for ablation in Ablation::ALL {
            let without = transformers.iter().filter_map(|(table, _)| {
                let (named, _) = pairs(table, chips, reference, &|chip| ablation.on(chip));
                let only: Vec<Pair> = named.into_iter().map(|(_, pair)| pair).collect();
                Figures::of(&only)
            });
            let without: Vec<Figures> = without.collect();
            verdict
                .ablations
                .extend(over(&without).map(|mean| (ablation, mean)));
        }
        verdict
    }

    /// The means over the tables that count.
    pub(super) fn sum_up(&mut self) {
        let counted: Vec<&Judged> = self.tables.iter().filter(|table| table.counts).collect();
        let model: Vec<Figures> = counted.iter().map(|table| table.model).collect();
        self.mean = over(&model);
        self.baselines = Baseline::ALL
            .into_iter()
            .filter_map(|baseline| {
                let figures = counted.iter().flat_map(|table| &table.baselines);
                let own: Vec<Figures> = figures
                    .filter(|(of, _)| *of == baseline)
                    .map(|(_, figures)| *figures)
                    .collect();
                over(&own).map(|mean| (baseline, mean))
            })
            .collect();
    }
}

/// The mean of figures; `None` of nothing.
fn over(figures: &[Figures]) -> Option<Mean> {
    let errors: Vec<f64> = figures.iter().map(|figures| figures.mape).collect();
    let ranks: Vec<f64> = figures.iter().filter_map(|f| f.spearman).collect();
    Some(Mean {
        tables: figures.len(),
        mape: mean(&errors)?,
        spearman: mean(&ranks)?,
    })
}
