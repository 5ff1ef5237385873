//! What is wrong with a catalogue: every fault as data, with its place. `frame` prints it.

use super::locate::{Shape, items};
use crate::part::is_invisible;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

/// Lines longer than this many bytes are not shown, only named by their position.
const LONGEST_EXCERPT: usize = 1_000;

/// Whether a fault stops the catalogue from loading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The catalogue cannot be used.
    Error,
    /// It can, but the user should know.
    Warning,
}

/// One thing wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Whether it stops the load.
    pub severity: Severity,
    /// The file as the user named it.
    pub file: String,
    /// Line, from 1; 0 where the fault concerns the whole file.
    pub line: usize,
    /// Column in characters, from 1; 0 where the fault concerns the whole file.
    pub column: usize,
    /// The text of that line; empty where it is too long to show or there is none.
    pub excerpt: String,
    /// The faulty bytes of `excerpt`.
    pub span: Range<usize>,
    /// The field: `[12].length`; empty where the fault is not about one.
    pub path: String,
    /// What is wrong and what was expected.
    pub message: String,
    /// What to do about it, where there is something to say.
    pub help: Option<String>,
}

impl Fault {
    /// A fault of a file that has no text to point at: missing, unreadable, too large.
    pub fn of_file(file: &str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            file: visible(file),
            line: 0,
            column: 0,
            excerpt: String::new(),
            span: 0..0,
            path: String::new(),
            message: visible(&message.into()),
            help: None,
        }
    }

    /// The same with advice.
    #[must_use]
    pub fn help(mut self, help: impl AsRef<str>) -> Self {
        self.help = Some(visible(help.as_ref()));
        self
    }

    /// The same, about this field.
    #[must_use]
    pub fn at(mut self, path: impl AsRef<str>) -> Self {
        self.path = visible(path.as_ref());
        self
    }

    /// The same as a warning.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        f.write_str(": ")?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

/// Why a catalogue did not load: every error found, then the warnings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults {
    /// All faults in the order of layers, files and lines.
    pub faults: Vec<Fault>,
    /// Parts read, faulty ones included.
    pub parts: usize,
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.faults {
            writeln!(f, "{fault}")?;
        }
        f.write_str(&self.summary())
    }
}

impl Faults {
    /// How many: `3 faults and 1 warning in 412 parts`.
    pub fn summary(&self) -> String {
        let is_error = |fault: &&Fault| fault.severity == Severity::Error;
        let errors = self.faults.iter().filter(is_error).count();
        let warnings = self.faults.len() - errors;
        let counted = |count: usize, what: &str| match count {
            1 => format!("1 {what}"),
            _ => format!("{count} {what}s"),
        };
        let also = match warnings {
            0 => String::new(),
            _ => format!(" and {}", counted(warnings, "warning")),
        };
        let (faults, parts) = (counted(errors, "fault"), counted(self.parts, "part"));
        format!("{faults}{also} in {parts}")
    }
}

impl std::error::Error for Faults {}

/// A file's text under the name the user knows it by.
#[derive(Debug, Clone)]
pub(super) struct SourceText {
    pub(super) name: String,
    pub(super) text: Cow<'static, str>,
    /// Whether the file began with a byte order mark, which `text` leaves out.
    pub(super) bom: bool,
    /// Whether the guard has seen all of it: nothing else may reach the YAML parser.
    pub(super) admitted: bool,
    line_starts: OnceLock<Vec<usize>>,
    items: OnceLock<Vec<Range<usize>>>,
}

impl SourceText {
    pub(super) fn new(name: String, text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name,
            text: text.into(),
            bom: false,
            admitted: true,
            line_starts: OnceLock::new(),
            items: OnceLock::new(),
        }
    }

    /// A text that the guard has yet to see.
    pub(super) fn unscanned(name: String, text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            admitted: false,
            ..Self::new(name, text)
        }
    }

    /// A fault at these bytes of the text.
    pub(super) fn fault(&self, bytes: Range<usize>, message: impl Into<String>) -> Fault {
        let (line, start) = self.line_of(bytes.start);
        let rest = self.text.get(start..).unwrap_or_default();
        let text = rest.split(['\n', '\r']).next().unwrap_or_default();
        // Parsers count bytes: a place within a character stands for all of it.
        let mut from = (bytes.start - start).min(text.len());
        let mut to = (bytes.end.max(bytes.start) - start).clamp(from, text.len());
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        while !text.is_char_boundary(to) {
            to += 1;
        }
        let column = text
            .get(..from)
            .map_or(from, |before| before.chars().count())
            + 1;
        let shown = text.len() <= LONGEST_EXCERPT;
        Fault {
            severity: Severity::Error,
            file: visible(&self.name),
            line,
            column,
            excerpt: if shown {
                text.to_owned()
            } else {
                String::new()
            },
            span: if shown { from..to } else { 0..0 },
            path: String::new(),
            message: visible(&message.into()),
            help: None,
        }
    }

    /// The byte ranges of the top items of the text.
    pub(super) fn items(&self, shape: Shape) -> &[Range<usize>] {
        self.items.get_or_init(|| items(&self.text, shape))
    }

    /// Number (from 1) and first byte of the line that holds this byte.
    fn line_of(&self, offset: usize) -> (usize, usize) {
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset).max(1);
        (line, starts.get(line - 1).copied().unwrap_or(0))
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let breaks = self
                .text
                .bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0)
                .chain(breaks.map(|(at, _)| at + 1))
                .collect()
        })
    }
}

/// The text with control characters written as escapes: names come from files, and a
/// terminal obeys what it is sent.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if is_invisible(char) {
            out.extend(char.escape_unicode());
        } else {
            out.push(char);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_knows_its_line_column_and_excerpt() {
        let text = SourceText::new("parts/x.yaml".to_owned(), "- id: a\r\n  näme: ü\r\n");
        let at = text.text.find('ü').unwrap();
        let fault = text.fault(at..at + 'ü'.len_utf8(), "bad");
        assert_eq!((fault.line, fault.column), (2, 9));
        assert_eq!(&fault.excerpt[fault.span.clone()], "ü");
        assert_eq!(fault.to_string(), "parts/x.yaml:2:9: bad");
    }

    #[test]
    fn a_place_within_a_character_marks_all_of_it() {
        let text = SourceText::new("x.yaml".to_owned(), "aü- b");
        for bytes in [1..2, 2..2, 2..3] {
            let fault = text.fault(bytes, "bad");
            assert_eq!(&fault.excerpt[fault.span.clone()], "ü");
            assert_eq!(fault.column, 2);
        }
        let beyond = text.fault(40..50, "bad");
        assert_eq!(&beyond.excerpt[beyond.span.clone()], "");
    }

    #[test]
    fn terminal_escapes_are_shown_and_never_sent() {
        let fault = Fault::of_file("a\u{1b}[2J", "b\u{202e}c");
        assert_eq!(fault.to_string(), "a\\u{1b}[2J: b\\u{202e}c");
    }
}
