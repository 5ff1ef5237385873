//! A page of text: marked paragraphs and tables in one width.

use super::style::{FAINT, Mark, PLAIN, STRONG, painted};
use super::table::Table;
use super::visible::{Charset, visible};
use super::wrap::flow;
use anstyle::Style;

/// Blanks before everything but a mark.
const INDENT: usize = 2;

/// Text in the making.
#[derive(Debug)]
pub struct Page {
    text: String,
    width: usize,
    charset: Charset,
}

impl Page {
    /// An empty page of so many columns.
    pub fn new(width: usize, charset: Charset) -> Self {
        Self {
            text: String::new(),
            width,
            charset,
        }
    }

    /// The page with terminal codes for its styles.
    pub fn finish(self) -> String {
        self.text
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.text.push('\n');
    }

    /// The line that says it all.
    pub fn title(&mut self, mark: Mark, pieces: &[String]) {
        self.pieces(mark, STRONG, pieces, "   ");
    }

    /// A paragraph, its further lines indented like the first.
    pub fn say(&mut self, mark: Mark, text: &str) {
        self.pieces(mark, PLAIN, &[text.to_owned()], " ");
    }

    /// A paragraph that may be skipped.
    pub fn aside(&mut self, text: &str) {
        self.pieces(Mark::None, FAINT, &[text.to_owned()], " ");
    }

    /// Short statements in a row, broken between them.
    pub fn facts(&mut self, pieces: &[String]) {
        self.pieces(Mark::None, PLAIN, pieces, " · ");
    }

    /// A labelled paragraph: `label: text`, its further lines indented a little more.
    pub fn labelled(&mut self, label: &str, text: &str) {
        let width = self.width.saturating_sub(2 * INDENT);
        let label = visible(label, self.charset);
        let text = visible(&format!("{label}: {text}"), self.charset);
        for (at, line) in flow(text.split_whitespace(), " ", width).iter().enumerate() {
            match line.strip_prefix(&label) {
                Some(rest) if at == 0 => {
                    self.line(INDENT, &format!("{}{rest}", painted(STRONG, &label)));
                }
                Some(_) | None => self.line(INDENT + if at == 0 { 0 } else { 2 }, line),
            }
        }
    }

    /// A table, indented.
    pub fn table(&mut self, mut table: Table) {
        for cell in table.rows.iter_mut().flatten() {
            cell.text = visible(&cell.text, self.charset);
        }
        for line in table.lines(self.width.saturating_sub(INDENT), FAINT) {
            self.line(INDENT, &line);
        }
    }

    fn pieces(&mut self, mark: Mark, style: Style, pieces: &[String], separator: &str) {
        let pieces: Vec<String> = pieces
            .iter()
            .map(|piece| visible(piece, self.charset))
            .collect();
        let separator = visible(separator, self.charset);
        let width = self.width.saturating_sub(INDENT);
        let lines = flow(pieces.iter().map(String::as_str), &separator, width);
        for (at, line) in lines.iter().enumerate() {
            let text = painted(style, line);
            match mark {
                Mark::Yes | Mark::No | Mark::Warning | Mark::Unknown if at == 0 => {
                    let mark = painted(mark.style(), mark.text(self.charset));
                    self.line(0, &format!("{mark} {text}"));
                }
                Mark::Yes | Mark::No | Mark::Warning | Mark::Unknown | Mark::None => {
                    self.line(INDENT, &text);
                }
            }
        }
    }

    fn line(&mut self, indent: usize, text: &str) {
        if !text.is_empty() {
            self.text.push_str(&" ".repeat(indent));
            self.text.push_str(text);
        }
        self.text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Cell, Column};

    fn plain(page: Page) -> String {
        anstream::adapter::strip_str(&page.finish()).to_string()
    }

    #[test]
    fn further_lines_stand_under_the_first() {
        let mut page = Page::new(20, Charset::Unicode);
        page.say(Mark::Warning, "the supply has less than 10 % left");
        assert_eq!(plain(page), "! the supply has\n  less than 10 %\n  left\n");
    }

    #[test]
    fn a_name_cannot_drive_the_terminal() {
        let mut page = Page::new(40, Charset::Unicode);
        let mut table = Table::new([Column::left("")]);
        table.row([Cell::from("\u{1b}]0;evil\u{7}")]);
        page.table(table);
        page.say(Mark::None, "\u{1b}[31m");
        page.labelled("\u{1b}[1m", "x");
        let text = page.finish();
        let sent = anstream::adapter::strip_str(&text).to_string();
        assert!(sent.contains("\\u{1b}]0;evil\\u{7}"), "{sent}");
        assert!(sent.contains("\\u{1b}[31m"), "{sent}");
        assert!(sent.contains("\\u{1b}[1m: x"), "{sent}");
    }

    #[test]
    fn ascii_marks_are_as_wide() {
        let mut page = Page::new(40, Charset::Ascii);
        page.title(Mark::Yes, &["Best".to_owned(), "a · b".to_owned()]);
        assert_eq!(plain(page), "+ Best   a - b\n");
    }
}
