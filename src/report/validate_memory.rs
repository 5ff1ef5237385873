//! How near the memory model is to measurements, as text and JSON.

use super::{Cell, Column, Depth, Mark, Page, STRONG, Table};
use crate::validate::memory::{Figures, Verdict};
use serde::Serialize;

/// A share as a percentage: one decimal, two below 1 %.
fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    if percent.abs() < 1.0 {
        format!("{percent:.2}")
    } else {
        format!("{percent:.1}")
    }
}

/// The totals that have a bar, with what they are called.
fn totals(verdict: &Verdict) -> impl Iterator<Item = (&str, &Figures)> {
    let totals = [
        ("training, all", &verdict.training),
        ("inference, all", &verdict.inference),
        ("weight files", &verdict.files),
        ("parameters by closed form", &verdict.parameters),
    ];
    totals
        .into_iter()
        .filter_map(|(name, figures)| Some((name, figures.as_ref()?)))
}

/// Writes the memory half.
pub fn memory_verdict(page: &mut Page, name: &str, verdict: &Verdict, depth: Depth) {
    page.title(Mark::None, &["memory".to_owned(), name.to_owned()]);
    page.blank();
    let mut table = Table::new([
        Column::wrapping("ROWS"),
        Column::right("N"),
        Column::right("MEDIAN %"),
        Column::right("P90 %"),
        Column::right("BIAS %"),
        Column::right("UNDER %"),
        Column::right("WORST %"),
    ]);
    for (name, figures) in &verdict.sources {
        table.row(row(name.as_str().into(), figures));
    }
    for (name, figures) in totals(verdict) {
        table.row(row(Cell::styled(name, STRONG), figures));
    }
    page.table(table);
    page.blank();
    if let Some(batches) = verdict.batches {
        page.aside(&format!(
            "largest batch of image models on 24 GiB: {} % of {} within one step, {} % too big",
            percent(batches.near()),
            batches.n,
            percent(batches.too_big())
        ));
        page.blank();
    }
    if let Some(ran_out) = &verdict.ran_out {
        page.aside(&format!(
            "ran out of memory: {}, of which {} are said to fit",
            rows(ran_out.n),
            ran_out.said_to_fit.len()
        ));
        for row in &ran_out.said_to_fit {
            page.aside(&format!("said to fit, ran out: {row}"));
        }
    }
    page.aside(
        "error of what is predicted against what was read; UNDER: rows predicted more than \
         10 % too low; worst: the largest error",
    );
    if depth == Depth::Everything {
        let sources = verdict.sources.iter().map(|(name, f)| (name.as_str(), f));
        for (name, figures) in sources.chain(totals(verdict)) {
            let (row, error) = &figures.worst;
            page.aside(&format!("{name}: worst {row}, {:+.0} %", 100.0 * error));
        }
    }
    for omitted in &verdict.omitted {
        page.aside(&format!(
            "left out, {}: {}",
            rows(omitted.rows),
            omitted.why
        ));
    }
}

fn rows(n: usize) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} row{s}")
}

fn row(name: Cell, figures: &Figures) -> Vec<Cell> {
    vec![
        name,
        figures.n.to_string().into(),
        percent(figures.median).into(),
        percent(figures.p90).into(),
        format!("{:+.1}", 100.0 * figures.bias).into(),
        format!("{:.0}", 100.0 * figures.under).into(),
        format!("{:+.1}", 100.0 * figures.worst.1).into(),
    ]
}

/// The memory half of `rigbuild validate --json`.
#[derive(Debug, Serialize)]
pub(super) struct MemoryJson {
    name: String,
    sources: Vec<FiguresJson>,
    totals: Vec<FiguresJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    batches: Option<BatchesJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ran_out_of_memory: Option<RanOutJson>,
    left_out: Vec<OmittedJson>,
}

#[derive(Debug, Serialize)]
struct RanOutJson {
    n: usize,
    said_to_fit: Vec<String>,
}

#[derive(Debug, Serialize)]
struct FiguresJson {
    of: String,
    n: usize,
    median_percent: f64,
    p90_percent: f64,
    bias_percent: f64,
    under_percent: f64,
    worst_row: String,
    worst_percent: f64,
}

#[derive(Debug, Serialize)]
struct BatchesJson {
    n: usize,
    within_one_step_percent: f64,
    too_big_percent: f64,
}

#[derive(Debug, Serialize)]
struct OmittedJson {
    why: String,
    rows: usize,
}

/// Percent with two decimals.
fn rounded(share: f64) -> f64 {
    libm::round(1e4 * share) / 100.0
}

impl MemoryJson {
    /// Of a verdict with its name.
    pub(super) fn new(name: &str, verdict: &Verdict) -> Self {
        let sources = verdict.sources.iter();
        Self {
            name: name.to_owned(),
            sources: sources
                .map(|(name, figures)| FiguresJson::new(name, figures))
                .collect(),
            totals: totals(verdict)
                .map(|(name, figures)| FiguresJson::new(name, figures))
                .collect(),
            batches: verdict.batches.map(|batches| BatchesJson {
                n: batches.n,
                within_one_step_percent: rounded(batches.near()),
                too_big_percent: rounded(batches.too_big()),
            }),
            ran_out_of_memory: verdict.ran_out.as_ref().map(|ran_out| RanOutJson {
                n: ran_out.n,
                said_to_fit: ran_out.said_to_fit.clone(),
            }),
            left_out: verdict
                .omitted
                .iter()
                .map(|omitted| OmittedJson {
                    why: omitted.why.clone(),
                    rows: omitted.rows,
                })
                .collect(),
        }
    }
}

impl FiguresJson {
    fn new(of: &str, figures: &Figures) -> Self {
        Self {
            of: of.to_owned(),
            n: figures.n,
            median_percent: rounded(figures.median),
            p90_percent: rounded(figures.p90),
            bias_percent: rounded(figures.bias),
            under_percent: rounded(figures.under),
            worst_row: figures.worst.0.clone(),
            worst_percent: rounded(figures.worst.1),
        }
    }
}
