//! Tables as text: CSV with `#` lines above, a header, and cells by column.

use std::fmt;

/// One file, by name and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvFile {
    /// Its name, for messages.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// Why a file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError {
    /// Its name.
    pub file: String,
    /// Line of the file, from 1; `None` = the whole file.
    pub line: Option<u64>,
    /// What is wrong, what was expected.
    pub why: String,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}", self.file, self.why),
            None => write!(f, "{}: {}", self.file, self.why),
        }
    }
}

impl std::error::Error for FileError {}

/// One row: cells under their columns.
#[derive(Debug)]
pub struct Row<'a> {
    file: &'a CsvFile,
    columns: &'a [String],
    cells: csv::StringRecord,
}

impl CsvFile {
    fn reader(&self) -> csv::Reader<&[u8]> {
        csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .trim(csv::Trim::All)
            .from_reader(self.text.as_bytes())
    }

    /// The header; empty where there is none that can be read.
    pub fn columns(&self) -> Vec<String> {
        let mut reader = self.reader();
        reader.headers().map_or_else(
            |_| Vec::new(),
            |header| header.iter().map(str::to_owned).collect(),
        )
    }

    /// Shows every row in turn.
    ///
    /// # Errors
    ///
    /// A row that is no CSV or has another number of cells than the header, or the first
    /// error of `each`.
    pub fn rows(
        &self,
        each: &mut dyn FnMut(&Row<'_>) -> Result<(), FileError>,
    ) -> Result<(), FileError> {
        let columns = self.columns();
        for cells in self.reader().into_records() {
            let cells = cells.map_err(|error| FileError {
                file: self.name.clone(),
                line: error.position().map(csv::Position::line),
                why: match error.kind() {
                    csv::ErrorKind::UnequalLengths {
                        expected_len, len, ..
                    } => format!("{len} cells where the header has {expected_len}"),
                    _ => "this is no CSV".to_owned(),
                },
            })?;
            each(&Row {
                file: self,
                columns: &columns,
                cells,
            })?;
        }
        Ok(())
    }
}

impl Row<'_> {
    /// The text under a column; empty where there is no such column.
    pub fn text(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).unwrap_or("")
    }

    /// The positive number under a column; `None` where the cell is empty.
    ///
    /// # Errors
    ///
    /// Where it is anything else.
    pub fn number(&self, column: &str) -> Result<Option<f64>, FileError> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() && number > 0.0 => Ok(Some(number)),
            Ok(_) | Err(_) => {
                Err(self.error(format!("`{text}` under {column} is not a positive number")))
            }
        }
    }

    /// An error at this row.
    pub fn error(&self, why: String) -> FileError {
        FileError {
            file: self.file.name.clone(),
            line: self.cells.position().map(csv::Position::line),
            why,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> CsvFile {
        CsvFile {
            name: "table.csv".to_owned(),
            text: text.to_owned(),
        }
    }

    fn sum(file: &CsvFile) -> Result<f64, FileError> {
        let mut sum = 0.0;
        file.rows(&mut |row| {
            sum += row.number("speed")?.unwrap_or(0.0);
            Ok(())
        })?;
        Ok(sum)
    }

    #[test]
    fn comments_and_empty_cells_are_passed_over() {
        let table = file("# who, when\ngpu_id,speed\na,1.5\nb,\n# more\nc, 2\n");
        assert_eq!(table.columns(), ["gpu_id", "speed"]);
        assert_eq!(sum(&table), Ok(3.5));
    }

    #[test]
    fn a_bad_cell_is_named_with_its_line() {
        for (text, said) in [
            (
                "# x\ngpu_id,speed\na,fast\n",
                "table.csv, line 3: `fast` under speed is not a positive number",
            ),
            (
                "gpu_id,speed\na,-1\n",
                "table.csv, line 2: `-1` under speed is not a positive number",
            ),
            (
                "gpu_id,speed\na,inf\n",
                "table.csv, line 2: `inf` under speed is not a positive number",
            ),
            (
                "gpu_id,speed\na\n",
                "table.csv, line 2: 1 cells where the header has 2",
            ),
        ] {
            assert_eq!(sum(&file(text)).unwrap_err().to_string(), said);
        }
    }
}
