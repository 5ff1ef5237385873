//! Tables without rules or boxes: widths are settled first, styles applied afterwards.

use super::style::{PLAIN, painted};
use super::wrap::{columns, wrapped};
use anstyle::Style;

/// How a column behaves when the table is too wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// Keeps its width.
    Keep,
    /// Gives way: its texts are wrapped.
    Wrap,
}

/// Where a cell's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Money and figures.
    Right,
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its title; empty when it needs none.
    pub title: &'static str,
    /// Where texts stand.
    pub align: Align,
    /// How it gives way.
    pub fit: Width,
}

impl Column {
    /// Words that keep their width.
    pub const fn left(title: &'static str) -> Self {
        Self {
            title,
            align: Align::Left,
            fit: Width::Keep,
        }
    }

    /// Figures that keep their width.
    pub const fn right(title: &'static str) -> Self {
        Self {
            title,
            align: Align::Right,
            fit: Width::Keep,
        }
    }

    /// Words that wrap when the line is full.
    pub const fn wrapping(title: &'static str) -> Self {
        Self {
            title,
            align: Align::Left,
            fit: Width::Wrap,
        }
    }
}

/// One cell: plain text, whose line feeds are kept, and a style.
#[derive(Debug, Clone)]
pub struct Cell {
    pub(super) text: String,
    style: Style,
}

impl Cell {
    /// A text in a style.
    pub fn styled(text: impl Into<String>, style: Style) -> Self {
        Self {
            text: text.into(),
            style,
        }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::styled(text, PLAIN)
    }
}

/// Rows of cells.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// Blanks between columns.
const GAP: usize = 2;
/// A wrapping column is not made narrower than its longest word, unless that exceeds this.
const WORD: usize = 16;

impl Table {
    /// A table without rows; a title row is printed when some column has a title.
    pub fn new(columns: impl Into<Vec<Column>>) -> Self {
        Self {
            columns: columns.into(),
            rows: Vec::new(),
        }
    }

    /// Adds a row; missing cells are empty.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The lines, each at most `width` columns as far as the wrapping columns allow.
    pub(super) fn lines(&self, width: usize, heading: Style) -> Vec<String> {
        let titles: Vec<Cell> = self
            .columns
            .iter()
            .map(|column| Cell::styled(column.title, heading))
            .collect();
        let titled = self.columns.iter().any(|column| !column.title.is_empty());
        let head = titled.then_some(&titles);
        let widths = self.widths(head, width);
        let rows = head.into_iter().chain(&self.rows);
        rows.flat_map(|row| self.row_lines(row, &widths)).collect()
    }

    fn widths(&self, head: Option<&Vec<Cell>>, width: usize) -> Vec<usize> {
        let mut widths = vec![0; self.columns.len()];
        let mut floors = vec![0; self.columns.len()];
        for row in head.into_iter().chain(&self.rows) {
            for (at, cell) in row.iter().enumerate().take(widths.len()) {
                let widest = |pieces: std::str::Split<'_, &[char]>| pieces.map(columns).max();
                let line = widest(cell.text.split(&['\n'][..])).unwrap_or(0);
                let word = widest(cell.text.split(&['\n', ' '][..])).unwrap_or(0);
                widths[at] = line.max(widths[at]);
                floors[at] = word.min(WORD).max(floors[at]);
            }
        }
        let room = width.saturating_sub(GAP * widths.len().saturating_sub(1));
        while widths.iter().sum::<usize>() > room {
            let gives = |(at, wide): &(usize, &mut usize)| {
                self.columns[*at].fit == Width::Wrap && **wide > floors[*at]
            };
            let widest = widths
                .iter_mut()
                .enumerate()
                .filter(gives)
                .max_by_key(|(_, wide)| **wide);
            match widest {
                Some((_, wide)) => *wide -= 1,
                None => break,
            }
        }
        widths
    }

    fn row_lines(&self, row: &[Cell], widths: &[usize]) -> Vec<String> {
        let cells: Vec<Vec<String>> = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| wrapped(&cell.text, (*width).max(1)))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        (0..height)
            .map(|at| {
                let mut line = String::new();
                let mut blanks = 0;
                for (place, cell) in cells.iter().enumerate() {
                    let text = cell.get(at).map_or("", String::as_str);
                    let free = widths[place].saturating_sub(columns(text));
                    let (before, after) = match self.columns[place].align {
                        Align::Left => (0, free),
                        Align::Right => (free, 0),
                    };
                    if text.is_empty() {
                        blanks += free + GAP;
                        continue;
                    }
                    line.push_str(&" ".repeat(blanks + before));
                    line.push_str(&painted(row[place].style, text));
                    blanks = after + GAP;
                }
                line
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::style::{GOOD, STRONG};

    fn sample() -> Table {
        let mut table = Table::new([
            Column::left("PART"),
            Column::wrapping("PICK"),
            Column::right("PRICE"),
            Column::wrapping("WHY"),
        ]);
        table.row([
            "gpu".into(),
            "Zotac GAMING Trinity GeForce RTX 3090".into(),
            "$1,200.00".into(),
            "".into(),
        ]);
        table.row([
            "case".into(),
            "Lancool 207".into(),
            "$9.00".into(),
            "GPU 316 of 375 mm".into(),
        ]);
        table
    }

    #[test]
    fn money_stands_right_and_no_line_has_a_tail() {
        assert_eq!(
            sample().lines(80, PLAIN),
            [
                "PART  PICK                                       PRICE  WHY",
                "gpu   Zotac GAMING Trinity GeForce RTX 3090  $1,200.00",
                "case  Lancool 207                                $9.00  GPU 316 of 375 mm",
            ]
        );
    }

    #[test]
    fn only_wrapping_columns_give_way() {
        let lines = sample().lines(44, PLAIN);
        assert!(lines.iter().all(|line| columns(line) <= 44), "{lines:#?}");
        assert_eq!(lines[1], "gpu   Zotac GAMING   $1,200.00");
        assert_eq!(lines[2], "      Trinity");
    }

    #[test]
    fn styles_do_not_move_anything() {
        let mut table = Table::new([Column::left(""), Column::right("")]);
        table.row([Cell::styled("a", GOOD), Cell::styled("1", STRONG)]);
        table.row(["long".into(), "1000".into()]);
        let plain: Vec<String> = table
            .lines(80, PLAIN)
            .iter()
            .map(|line| anstream::adapter::strip_str(line).to_string())
            .collect();
        assert_eq!(plain, ["a        1", "long  1000"]);
    }

    #[test]
    fn a_cell_keeps_its_own_lines() {
        let mut table = Table::new([Column::left(""), Column::left("")]);
        table.row(["one\ntwo".into(), "x".into()]);
        assert_eq!(table.lines(80, PLAIN), ["one  x", "two"]);
    }
}
