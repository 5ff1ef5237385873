//! How near the model is to measurements, as JSON.

use super::validate_memory::MemoryJson;
use crate::validate::Judgement;
use crate::validate::speed::{Figures, Judged, Mean, Verdict};
use serde::Serialize;

/// `rigbuild validate --json`.
#[derive(Debug, Serialize)]
pub struct ValidationJson {
    schema: &'static str,
    speed: Vec<SpeedJson>,
    memory: Vec<MemoryJson>,
}

#[derive(Debug, Serialize)]
struct SpeedJson {
    name: String,
    tables: Vec<TableJson>,
    mean: Option<MeanJson>,
    baselines: Vec<MeanJson>,
    transformers: Option<MeanJson>,
    ablations: Vec<MeanJson>,
    pooled: Vec<PooledJson>,
    left_out: Vec<LeftOutJson>,
}

#[derive(Debug, Serialize)]
struct TableJson {
    file: String,
    name: String,
    counts: bool,
    n: usize,
    mape_percent: Option<f64>,
    spearman: Option<f64>,
    bias_percent: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absolute_mape_percent: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absolute_bias_percent: Option<f64>,
    baselines: Vec<BaselineJson>,
    worst: WorstJson,
    unjudged: Vec<String>,
}

#[derive(Debug, Serialize)]
struct BaselineJson {
    by: &'static str,
    n: usize,
    mape_percent: f64,
    spearman: Option<f64>,
}

#[derive(Debug, Serialize)]
struct WorstJson {
    row: String,
    error_percent: f64,
}

#[derive(Debug, Serialize)]
struct MeanJson {
    of: &'static str,
    tables: usize,
    mape_percent: f64,
    spearman: f64,
}

#[derive(Debug, Serialize)]
struct PooledJson {
    of: &'static str,
    rows: usize,
    mape_percent: Option<f64>,
    mape_rows: usize,
    absolute_mape_percent: Option<f64>,
    absolute_bias_percent: Option<f64>,
}

#[derive(Debug, Serialize)]
struct LeftOutJson {
    file: String,
    what: String,
    why: String,
}

/// Percent with one decimal: averages of many rows carry no more.
fn percent(share: f64) -> f64 {
    libm::round(1000.0 * share) / 10.0
}

/// A rank correlation with three decimals.
fn rank(rho: f64) -> f64 {
    libm::round(1000.0 * rho) / 1000.0
}

impl ValidationJson {
    /// Of verdicts with their names.
    pub fn new(judged: &[(String, Judgement)]) -> Self {
        Self {
            schema: "rigbuild.validation/1",
            speed: judged
                .iter()
                .filter_map(|(name, one)| Some(SpeedJson::new(name, one.speed.as_ref()?)))
                .collect(),
            memory: judged
                .iter()
                .filter_map(|(name, one)| Some(MemoryJson::new(name, one.memory.as_ref()?)))
                .collect(),
        }
    }
}

impl SpeedJson {
    fn new(name: &str, verdict: &Verdict) -> Self {
        Self {
            name: name.to_owned(),
            tables: verdict.tables.iter().map(TableJson::new).collect(),
            mean: verdict.mean.map(|mean| MeanJson::new("this model", mean)),
            baselines: verdict
                .baselines
                .iter()
                .map(|(of, mean)| MeanJson::new(of.as_str(), *mean))
                .collect(),
            transformers: verdict
                .transformers
                .map(|mean| MeanJson::new("transformer training", mean)),
            ablations: verdict
                .ablations
                .iter()
                .map(|(of, mean)| MeanJson::new(of.as_str(), *mean))
                .collect(),
            pooled: verdict
                .pooled
                .iter()
                .map(|of| PooledJson {
                    of: of.what,
                    rows: of.rows,
                    mape_percent: of.scaled.map(|(error, _)| percent(error)),
                    mape_rows: of.scaled.map_or(0, |(_, rows)| rows),
                    absolute_mape_percent: of.absolute.map(|(error, _)| percent(error)),
                    absolute_bias_percent: of.absolute.map(|(_, bias)| percent(bias)),
                })
                .collect(),
            left_out: verdict
                .left_out
                .iter()
                .map(|left| LeftOutJson {
                    file: left.file.clone(),
                    what: left.what.clone(),
                    why: left.why.clone(),
                })
                .collect(),
        }
    }
}

impl MeanJson {
    fn new(of: &'static str, mean: Mean) -> Self {
        Self {
            of,
            tables: mean.tables,
            mape_percent: percent(mean.mape),
            spearman: rank(mean.spearman),
        }
    }
}

impl TableJson {
    fn new(judged: &Judged) -> Self {
        let Figures { n, mape, spearman } = judged.model;
        Self {
            file: judged.file.clone(),
            name: judged.name.clone(),
            counts: judged.counts,
            n,
            // One row after its own factor says nothing.
            mape_percent: (n > 1).then(|| percent(mape)),
            spearman: spearman.map(rank),
            bias_percent: (n > 1).then(|| percent(judged.bias)),
            absolute_mape_percent: judged.absolute.map(|(mape, _)| percent(mape)),
            absolute_bias_percent: judged.absolute.map(|(_, bias)| percent(bias)),
            baselines: judged
                .baselines
                .iter()
                .map(|(of, figures)| BaselineJson {
                    by: of.as_str(),
                    n: figures.n,
                    mape_percent: percent(figures.mape),
                    spearman: figures.spearman.map(rank),
                })
                .collect(),
            worst: WorstJson {
                row: judged.worst.0.clone(),
                error_percent: percent(judged.worst.1),
            },
            unjudged: judged.unjudged.clone(),
        }
    }
}
