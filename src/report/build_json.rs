//! A build, its tasks and its checks for programs: the same in every document.

use super::answer_text::advice;
use super::dossier::Dossier;
use super::why::why;
use crate::build::{Acquisition, Line};
use crate::catalogue::PriceBasis;
use crate::rules::{Check, Severity, Verdict};
use crate::unit::Watts;
use crate::workload::{Bound, Breakdown, GpuUse, Speed, TaskReport};
use jiff::civil::Date;
use serde::Serialize;

/// A build.
#[derive(Debug, Serialize)]
pub struct BuildJson {
    parts: Vec<PartJson>,
    /// Whether the cooler in the CPU's box is used.
    boxed_cooler: bool,
    total_cents: i64,
    /// `null` where no task has a speed model.
    score: Option<ScoreJson>,
    standards: Vec<StandardJson>,
    gpu_memory_gib: u32,
    watts_sustained: Option<u32>,
    watts_wall: Option<u32>,
    tasks: Vec<TaskJson>,
    /// What would be good beyond what must be.
    advice: Vec<AdviceJson>,
    checks: Vec<CheckJson>,
}

#[derive(Debug, Serialize)]
struct PartJson {
    kind: &'static str,
    id: String,
    name: String,
    count: u32,
    owned: u32,
    /// `null` for what is owned.
    condition: Option<&'static str>,
    price_cents: i64,
    price_as_of: Option<Date>,
    price_basis: &'static str,
    /// With `estimated`: index of today over index of the offer's day.
    price_factor: Option<f64>,
    price_stale: bool,
    price_source: Option<String>,
    why: String,
}

#[derive(Debug, Serialize)]
struct ScoreJson {
    cautious: f64,
    expected: Option<f64>,
}

#[derive(Debug, Serialize)]
struct StandardJson {
    text: &'static str,
    pass: bool,
}

#[derive(Debug, Serialize)]
struct AdviceJson {
    /// `memory`, `cores`, `drive` or `reading`.
    about: &'static str,
    text: String,
}

/// A task on a machine.
#[derive(Debug, Serialize)]
pub struct TaskJson {
    task: String,
    weight: f64,
    verdict: &'static str,
    per_gpu: PerGpuJson,
    speed: Option<SpeedJson>,
    prompt_speed: Option<SpeedJson>,
    /// Why there is no speed model for it: then the next five are `null`.
    speed_not_modelled: Option<&'static str>,
    relative: Option<f64>,
    reference_count: Option<u32>,
    range: Option<[f64; 2]>,
    cautious: Option<f64>,
    confidence: Option<&'static str>,
    /// Why the class is C; `null` where it is not.
    class_c_because: Option<&'static str>,
    bound_by: Option<&'static str>,
    gpus: u32,
    rung: String,
    /// Whether part of it lives in system memory, and how much of that it takes.
    offloads: bool,
    host_memory_gib: f64,
    makes_it_fit: Vec<String>,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PerGpuJson {
    need_gib: f64,
    floor_gib: f64,
    usable_gib: f64,
    comfortable_gib: f64,
    /// For each further 1,000 tokens of sequence or context on one GPU.
    per_1000_tokens_gib: Option<f64>,
    breakdown: BreakdownJson,
}

#[derive(Debug, Serialize)]
struct BreakdownJson {
    weights: f64,
    optimizer: f64,
    activations: f64,
    logits: f64,
    kv: f64,
    overhead: f64,
}

#[derive(Debug, Serialize)]
struct SpeedJson {
    value: f64,
    unit: &'static str,
    range: [f64; 2],
    confidence: &'static str,
}

/// A rule's verdict.
#[derive(Debug, Serialize)]
pub struct CheckJson {
    rule: &'static str,
    severity: &'static str,
    verdict: &'static str,
    have: Option<String>,
    need: Option<String>,
    message: String,
    source: &'static str,
}

impl BuildJson {
    /// The build of a dossier.
    pub fn new(dossier: &Dossier<'_>) -> Self {
        let build = dossier.build;
        let judged = |check: &&Check| !matches!(check.verdict, Verdict::NotApplicable);
        Self {
            parts: build
                .lines
                .iter()
                .map(|line| PartJson::new(dossier, line))
                .collect(),
            boxed_cooler: build.boxed_cooler,
            total_cents: dossier.total.cents(),
            score: dossier.scored.then(|| ScoreJson {
                cautious: rounded(dossier.score.points()),
                expected: dossier.expected.map(|score| rounded(score.points())),
            }),
            standards: dossier
                .checks
                .iter()
                .filter_map(StandardJson::new)
                .collect(),
            gpu_memory_gib: build.gpu_memory().steps(),
            watts_sustained: dossier.sustained.map(Watts::steps),
            watts_wall: dossier.wall.map(Watts::steps),
            tasks: dossier.tasks.iter().map(TaskJson::new).collect(),
            advice: advice::lines(dossier)
                .into_iter()
                .map(|line| AdviceJson {
                    about: line.about,
                    text: line.text,
                })
                .collect(),
            checks: dossier
                .checks
                .iter()
                .filter(judged)
                .map(CheckJson::new)
                .collect(),
        }
    }
}

impl PartJson {
    fn new(dossier: &Dossier<'_>, line: &Line<'_>) -> Self {
        let (condition, price) = match &line.acquisition {
            Acquisition::Owned => (None, None),
            Acquisition::Bought(condition, price) => (Some(condition.as_str()), Some(price)),
        };
        let (basis, factor) = match price.map_or(PriceBasis::Owned, |price| price.basis) {
            PriceBasis::Listed => ("listed", None),
            PriceBasis::Estimated { factor } => ("estimated", Some(factor)),
            PriceBasis::Chip => ("chip", None),
            PriceBasis::Owned => ("owned", None),
        };
        Self {
            kind: line.slot().as_str(),
            id: line.part.id().to_owned(),
            name: line.part.name().to_owned(),
            count: line.count,
            owned: line.owned,
            condition,
            price_cents: line.unit_price().cents(),
            price_as_of: price.map(|price| price.as_of),
            price_basis: basis,
            price_factor: factor,
            price_stale: price.is_some_and(|price| price.stale),
            price_source: price.map(|price| price.source.clone()),
            why: why(dossier, line),
        }
    }
}

impl StandardJson {
    fn new(check: &Check) -> Option<Self> {
        let pass = matches!(check.verdict, Verdict::Pass { .. } | Verdict::NotApplicable);
        (check.rule.severity == Severity::Standard).then_some(Self {
            text: check.rule.summary,
            pass,
        })
    }
}

impl TaskJson {
    /// A task's report.
    pub fn new(task: &TaskReport) -> Self {
        let Breakdown {
            weights,
            optimizer,
            activations,
            logits,
            kv,
            overhead,
        } = task.breakdown;
        let modelled = task.not_modelled.is_none();
        Self {
            task: task.task.clone(),
            weight: rounded(task.weight),
            verdict: task.verdict.as_str(),
            per_gpu: PerGpuJson {
                need_gib: rounded(task.need),
                floor_gib: rounded(task.floor),
                usable_gib: rounded(task.usable),
                comfortable_gib: rounded(task.comfortable),
                per_1000_tokens_gib: task.per_thousand_tokens.map(rounded),
                breakdown: BreakdownJson {
                    weights: rounded(weights),
                    optimizer: rounded(optimizer),
                    activations: rounded(activations),
                    logits: rounded(logits),
                    kv: rounded(kv),
                    overhead: rounded(overhead),
                },
            },
            speed: task.speed.map(SpeedJson::new),
            prompt_speed: task.prompt_speed.map(SpeedJson::new),
            speed_not_modelled: task.not_modelled,
            relative: modelled.then(|| rounded(task.relative)),
            reference_count: modelled.then_some(task.reference_count),
            range: modelled.then(|| [rounded(task.range.0), rounded(task.range.1)]),
            cautious: modelled.then(|| rounded(task.cautious)),
            confidence: modelled.then(|| task.confidence.as_str()),
            class_c_because: task.doubt,
            bound_by: task.bound.map(Bound::as_str),
            gpus: task.gpus.map_or(0, GpuUse::count),
            rung: task.rung.clone(),
            offloads: task.offloads,
            host_memory_gib: rounded(task.host),
            makes_it_fit: task.makes_it_fit.clone(),
            notes: task.notes.clone(),
        }
    }
}

impl SpeedJson {
    fn new(speed: Speed) -> Self {
        let Speed {
            value,
            unit,
            range: (low, high),
            confidence,
        } = speed.rounded();
        Self {
            value,
            unit: unit.as_str(),
            range: [low, high],
            confidence: confidence.as_str(),
        }
    }
}

impl CheckJson {
    /// A check.
    pub fn new(check: &Check) -> Self {
        let rule = check.rule;
        let (severity, verdict, figures, message) = match check.verdict {
            Verdict::Pass { have, need } => {
                (rule.severity, "pass", Some((have, need)), String::new())
            }
            Verdict::Fail {
                severity,
                have,
                need,
                why,
            } => (severity, "fail", Some((have, need)), why.to_owned()),
            Verdict::Unknown { field, .. } => (
                rule.severity,
                "unknown",
                None,
                format!("not known: {field}"),
            ),
            Verdict::NotApplicable => (rule.severity, "pass", None, String::new()),
        };
        Self {
            rule: rule.id,
            severity: severity.as_str(),
            verdict,
            have: figures.map(|(have, _)| have.to_string()),
            need: figures.map(|(_, need)| need.to_string()),
            message: if message.is_empty() {
                rule.title.to_owned()
            } else {
                message
            },
            source: rule.source,
        }
    }
}

/// Four decimals: more would claim what no model knows, and print noise.
pub(super) fn rounded(value: f64) -> f64 {
    libm::round(value * 1e4) / 1e4
}
