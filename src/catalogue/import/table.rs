//! Rows of an outside table, CSV or JSON lines, with the place of every cell.

use crate::catalogue::fault::{Fault, SourceText};
use crate::unit::Usd;
use serde_json::Value;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;
use std::str::FromStr;

/// Larger tables are refused: the largest known dump has a hundredth of it.
const MAX_BYTES: u64 = 64 << 20;

/// How the rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Comma-separated, the first line names the columns.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

impl Format {
    /// By the file's extension.
    pub(super) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "csv" => Some(Self::Csv),
            "jsonl" => Some(Self::JsonLines),
            _ => None,
        }
    }
}

/// One row. A cell that is empty or `null` is absent; a JSON list is written `5,6000`, as
/// the CSV has it.
pub(super) struct Row<'a> {
    source: &'a SourceText,
    columns: &'a [String],
    cells: &'a [String],
    bytes: Range<usize>,
    format: Format,
    /// Line in the file, from 1.
    pub(super) line: u64,
}

/// Reads a table's text, a byte order mark left out.
pub(super) fn open(path: &Path) -> Result<SourceText, Fault> {
    let name = path.to_string_lossy();
    let failed = |reason: String| Fault::of_file(&name, reason);
    let file = File::open(path).map_err(|error| failed(format!("cannot be read: {error}")))?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(format!("cannot be read: {error}")))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(failed("larger than 64 MiB: not a price table".to_owned()));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        failed(format!("not UTF-8 at byte {at}"))
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => SourceText::new(name.into_owned(), rest.to_owned()),
        None => SourceText::new(name.into_owned(), text),
    })
}

/// Hands every row to `each`, and every fault of the format itself to `faults`.
pub(super) fn for_each_row(
    source: &SourceText,
    format: Format,
    faults: &mut Vec<Fault>,
    mut each: impl FnMut(&Row<'_>, &mut Vec<Fault>),
) {
    match format {
        Format::Csv => csv_rows(source, faults, &mut each),
        Format::JsonLines => json_rows(source, faults, &mut each),
    }
}

type Each<'a> = dyn FnMut(&Row<'_>, &mut Vec<Fault>) + 'a;

fn csv_rows(source: &SourceText, faults: &mut Vec<Fault>, each: &mut Each<'_>) {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(source.text.as_bytes());
    let columns: Vec<String> = match reader.headers() {
        Ok(names) => names.iter().map(str::to_lowercase).collect(),
        Err(error) => return faults.push(csv_fault(source, &error)),
    };
    let mut record = csv::StringRecord::new();
    loop {
        let start = offset(reader.position());
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                faults.push(csv_fault(source, &error));
                if !matches!(error.kind(), csv::ErrorKind::UnequalLengths { .. }) {
                    return;
                }
                continue;
            }
        }
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        let line = record.position().map_or(0, csv::Position::line);
        let start = record.position().map_or(start, offset);
        let bytes = start..offset(reader.position()).min(source.text.len());
        let row = Row {
            source,
            columns: &columns,
            cells: &cells,
            bytes,
            format: Format::Csv,
            line,
        };
        each(&row, faults);
    }
}

fn offset(at: &csv::Position) -> usize {
    usize::try_from(at.byte()).unwrap_or(usize::MAX)
}

fn csv_fault(source: &SourceText, error: &csv::Error) -> Fault {
    let at = error.position().map_or(0, offset).min(source.text.len());
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("{len} cells: expected {expected_len}, as the first line has"),
        _ => error.to_string(),
    };
    source.fault(at..at, message)
}

fn json_rows(source: &SourceText, faults: &mut Vec<Fault>, each: &mut Each<'_>) {
    let mut start = 0;
    for (at, text) in source.text.split_inclusive('\n').enumerate() {
        let bytes = start..start + text.trim_end().len();
        start += text.len();
        if text.trim().is_empty() {
            continue;
        }
        let object = match serde_json::from_str::<Value>(text.trim_end()) {
            Ok(Value::Object(object)) => object,
            Ok(_) => {
                faults.push(source.fault(bytes, "expected a JSON object a line"));
                continue;
            }
            Err(error) => {
                let from = (bytes.start + error.column().saturating_sub(1)).min(bytes.end);
                faults.push(source.fault(from..bytes.end, format!("not JSON: {error}")));
                continue;
            }
        };
        let (columns, cells): (Vec<String>, Vec<String>) = object
            .iter()
            .map(|(key, value)| (key.to_lowercase(), plain(value)))
            .unzip();
        let row = Row {
            source,
            columns: &columns,
            cells: &cells,
            bytes,
            format: Format::JsonLines,
            line: at as u64 + 1,
        };
        each(&row, faults);
    }
}

/// A JSON value as the CSV writes it.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

impl Row<'_> {
    /// Whether the table has such a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    /// All cells, to see whether a row stands twice.
    pub(super) fn whole(&self) -> Vec<String> {
        self.cells.to_vec()
    }

    /// A cell that is not empty.
    pub(super) fn text(&self, column: &str) -> Option<&str> {
        let at = self.columns.iter().position(|name| name == column)?;
        self.cells
            .get(at)
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
    }

    /// A cell as a number or a unit; `None` where it is empty.
    pub(super) fn read<T: FromStr>(
        &self,
        column: &str,
        expected: &str,
    ) -> Result<Option<T>, Fault> {
        let Some(text) = self.text(column) else {
            return Ok(None);
        };
        text.parse()
            .map(Some)
            .map_err(|_| self.fault(column, format!("`{text}` is not {expected}")))
    }

    /// A cell such as `2,16` as two numbers.
    pub(super) fn pair(&self, column: &str, expected: &str) -> Result<Option<(u32, u32)>, Fault> {
        let Some(text) = self.text(column) else {
            return Ok(None);
        };
        let pair = text
            .split_once(',')
            .and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
        pair.map(Some)
            .ok_or_else(|| self.fault(column, format!("`{text}` is not {expected}")))
    }

    /// The amount in a cell, which must be in US dollars: a plain number or `$1,299.00`.
    pub(super) fn usd(&self, column: &str) -> Result<Option<Usd>, Fault> {
        if let Some(currency) = self.text("currency")
            && !currency.eq_ignore_ascii_case("usd")
        {
            return Err(self.fault("currency", format!("`{currency}`: expected prices in USD")));
        }
        let Some(text) = self.text(column) else {
            return Ok(None);
        };
        let usd = text.strip_suffix("USD").map_or(text, str::trim_end);
        // A float such as 2.968 is no price; a third decimal is not rounded away.
        match usd.parse::<Usd>() {
            Ok(price) if price > Usd::ZERO => Ok(Some(price)),
            Ok(_) => Err(self.fault(
                column,
                "a price of nothing: leave the cell empty".to_owned(),
            )),
            Err(error) => Err(self.fault(column, error.to_string())),
        }
    }

    /// A fault of a cell, or of the row where it has no such cell.
    pub(super) fn fault(&self, column: &str, message: String) -> Fault {
        let text = self.source.text.get(self.bytes.clone()).unwrap_or_default();
        let cell = match self.format {
            Format::Csv => self
                .columns
                .iter()
                .position(|name| name == column)
                .and_then(|at| csv_cell(text, at)),
            Format::JsonLines => text.find(&format!("\"{column}\"")).map(|at| at..text.len()),
        };
        let cell = cell.unwrap_or(0..0);
        let start = self.bytes.start;
        self.source
            .fault(start + cell.start..start + cell.end, message)
            .at(column)
    }
}

/// Where the cell with this number lies in a record.
fn csv_cell(record: &str, number: usize) -> Option<Range<usize>> {
    let mut quoted = false;
    let mut start = 0;
    let mut cell = 0;
    for (at, byte) in record.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b',' | b'\n' | b'\r' if !quoted => {
                if cell == number {
                    return Some(start..at);
                }
                cell += 1;
                start = at + 1;
            }
            _ => {}
        }
    }
    (cell == number).then_some(start..record.len())
}
