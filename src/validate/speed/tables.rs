//! Published tables, each cut into runs of one kind: one GPU, the median of each chip.

use crate::validate::statistics::median;
use crate::validate::{CsvFile, FileError};
use crate::workload::{ModelPreset, Quant, Run};
use std::collections::BTreeMap;

/// The formats that are read, told by their columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Training throughput of several nets (Lambda).
    Training,
    /// llama.cpp: generation and prompt speed of models.
    Generation,
    /// Images of Stable Diffusion 1.5, many submissions a chip.
    Diffusion,
    /// Large matrix products.
    Products,
}

/// Runs of one kind on several chips.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<'a> {
    /// Which file.
    pub file: String,
    /// Which runs of it.
    pub name: String,
    /// How they are predicted.
    pub run: Run<'a>,
    /// Chip and what was measured, one row a chip.
    pub rows: Vec<(String, f64)>,
    /// Which chips count.
    pub only: Only,
    /// Whether it may count for the mean over tables.
    pub counts: bool,
}

/// Chips that a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// Every one.
    Any,
    /// Not those of the generation before tensor cores.
    WithoutPascal,
    /// NVIDIA's with tensor cores.
    TensorCores,
}

/// What of a file was not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The file.
    pub file: String,
    /// What of it.
    pub what: String,
    /// Why.
    pub why: String,
}

/// Nets of a training table: column, kind, what is printed.
const NETS: [(&str, Run<'static>); 5] = [
    ("resnet50", Run::Convolution),
    ("ssd", Run::Convolution),
    ("bert_base_squad", Run::Transformer),
    ("bert_large_squad", Run::Transformer),
    ("gnmt", Run::Transformer),
];
/// Tokens already there, on average, while 512 are generated from an empty context.
const CONTEXT: u32 = 256;
/// The year of the diffusion submissions: AMD's and Intel's software factors are of it.
const DIFFUSION_YEAR: u16 = 2023;
/// Fewer submissions of a chip say little.
const SUBMISSIONS: f64 = 3.0;
/// Rows that the table's own head calls broken (prompts with 16-bit weights, five to ten
/// times too slow).
const BROKEN_PROMPTS: [&str; 2] = ["l40s", "a100-sxm-80g"];

impl Format {
    /// The format with these columns.
    pub fn of(columns: &[String]) -> Option<Self> {
        let has = |name: &str| columns.iter().any(|column| column == name);
        if !has("gpu_id") {
            return None;
        }
        if has("quant") && has("model") && (has("tg512") || has("pp1024")) {
            Some(Self::Generation)
        } else if NETS.iter().any(|(net, _)| has(net)) {
            Some(Self::Training)
        } else if has("its_best_batch_p75") && has("n_results") {
            Some(Self::Diffusion)
        } else if has("bf16_tflops") || has("mamf_tflops") {
            Some(Self::Products)
        } else {
            None
        }
    }
}

/// The tables of a file.
///
/// # Errors
///
/// A row that is no CSV, or a cell that is no number.
pub fn read<'a>(
    format: Format,
    file: &CsvFile,
    models: &'a [ModelPreset],
    left_out: &mut Vec<LeftOut>,
) -> Result<Vec<Table<'a>>, FileError> {
    let table = |name: String, run: Run<'a>, cells: Cells, counts: bool| Table {
        file: file.name.clone(),
        name,
        run,
        rows: cells.medians(),
        only: Only::Any,
        counts,
    };
    let mut tables = Vec::new();
    match format {
        Format::Training => {
            // Arithmetic in 32 bits runs on other units, which the model leaves out.
            if file.name.contains("fp32") {
                left_out.push(LeftOut {
                    file: file.name.clone(),
                    what: "all of it".to_owned(),
                    why: "training in 32 bits is not modelled".to_owned(),
                });
                return Ok(tables);
            }
            for (net, run) in NETS {
                let cells = Cells::of(file, net, one_gpu)?;
                tables.push(table(net.to_owned(), run, cells, true));
            }
        }
        Format::Generation => {
            for (name, quant) in generated(file)? {
                let what = format!("{name} {quant}");
                let preset = models
                    .iter()
                    .find(|preset| preset.is_called(&name.to_ascii_lowercase()));
                let format = quant.to_ascii_lowercase().parse::<Quant>();
                let (Some(model), Ok(weights)) = (preset, format) else {
                    left_out.push(LeftOut {
                        file: file.name.clone(),
                        what,
                        why: "no preset or weight format of this name".to_owned(),
                    });
                    continue;
                };
                let named = |row: &RowOf<'_, '_>| {
                    one_gpu(row) && row.is("model", &name) && row.is("quant", &quant)
                };
                let decode = Cells::of(file, "tg512", named)?;
                let run = Run::Decode(model, weights, CONTEXT);
                tables.push(table(format!("decode {what}"), run, decode, true));
                let broken = |row: &RowOf<'_, '_>| {
                    weights == Quant::F16 && BROKEN_PROMPTS.iter().any(|id| row.is("gpu_id", id))
                };
                let prompt = Cells::of(file, "pp1024", |row| named(row) && !broken(row))?;
                tables.push(table(
                    format!("prompt {what}"),
                    Run::Prompt(model),
                    prompt,
                    true,
                ));
            }
        }
        Format::Diffusion => {
            let cells = || {
                Cells::of(file, "its_best_batch_p75", |row| {
                    row.at_least("n_results", SUBMISSIONS)
                })
            };
            let run = Run::Diffusion(DIFFUSION_YEAR);
            for (name, only) in [
                ("diffusion, NVIDIA", Only::TensorCores),
                ("diffusion, all vendors", Only::WithoutPascal),
            ] {
                tables.push(Table {
                    only,
                    ..table(name.to_owned(), run, cells()?, true)
                });
            }
        }
        Format::Products => {
            // A chip without native BF16 is measured in FP16.
            for column in ["fp16_tflops", "mamf_tflops"] {
                let cells = Cells::of(file, column, |_| true)?;
                let name = format!("matrix products, {column}");
                tables.push(table(name, Run::Products, cells, false));
            }
        }
    }
    tables.retain(|table| !table.rows.is_empty());
    Ok(tables)
}

/// Models and weight formats of a table, in the order of their first rows.
fn generated(file: &CsvFile) -> Result<Vec<(String, String)>, FileError> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    file.rows(&mut |row| {
        let pair = (row.text("model").to_owned(), row.text("quant").to_owned());
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
        Ok(())
    })?;
    Ok(pairs)
}

/// A row with the questions that tables are cut by.
struct RowOf<'r, 'f>(&'r crate::validate::file::Row<'f>);

/// Whether one GPU worked; a table without counts has one each.
fn one_gpu(row: &RowOf<'_, '_>) -> bool {
    matches!(row.0.text("n_gpu"), "" | "1")
}

impl RowOf<'_, '_> {
    fn is(&self, column: &str, text: &str) -> bool {
        self.0.text(column) == text
    }

    fn at_least(&self, column: &str, least: f64) -> bool {
        matches!(self.0.number(column), Ok(Some(number)) if number >= least)
    }
}

/// Measurements by chip.
struct Cells(BTreeMap<String, Vec<f64>>);

impl Cells {
    /// The figures of a column, of the rows that are wanted.
    fn of(
        file: &CsvFile,
        column: &str,
        wanted: impl Fn(&RowOf<'_, '_>) -> bool,
    ) -> Result<Self, FileError> {
        let mut cells: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        file.rows(&mut |row| {
            let id = row.text("gpu_id");
            if !id.is_empty()
                && wanted(&RowOf(row))
                && let Some(value) = row.number(column)?
            {
                cells.entry(id.to_owned()).or_default().push(value);
            }
            Ok(())
        })?;
        Ok(Self(cells))
    }

    fn medians(self) -> Vec<(String, f64)> {
        let of = |(id, values): (String, Vec<f64>)| median(&values).map(|value| (id, value));
        self.0.into_iter().filter_map(of).collect()
    }
}
