//! What is refused before the YAML parser sees it: files that would cost it minutes or
//! gigabytes, and syntax that edits cannot keep safe.
//!
//! A parser spends quadratic time on deep nesting and unbounded memory on aliases. This
//! scan is one pass over the bytes and follows just enough of YAML (quotes, comments,
//! block scalars, flow brackets) to tell an alias from a `*` in a name. Where it errs it
//! refuses; it never lets more through than the parser would read as such.

use super::fault::{Fault, SourceText};
use crate::part::is_invisible;

/// Largest file, in bytes.
pub(super) const MAX_BYTES: usize = 16 << 20;
/// Deepest nesting of brackets, and of `- ` or `? ` on one line.
const MAX_DEPTH: usize = 64;
/// Deepest indentation, in columns.
const MAX_INDENT: usize = 256;

/// Decodes a file's bytes and refuses what must not reach the parser. Strips a BOM.
pub(super) fn admit(name: &str, bytes: Vec<u8>) -> Result<SourceText, Fault> {
    let mut source = decode(name, bytes)?;
    scan(&mut source)?;
    Ok(source)
}

/// Decodes a file's bytes, which are yet to be scanned. Strips a BOM.
pub(super) fn decode(name: &str, bytes: Vec<u8>) -> Result<SourceText, Fault> {
    if bytes.len() > MAX_BYTES {
        return Err(too_large(name));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let valid = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
        SourceText::new(name.to_owned(), valid).fault(at..at, "not UTF-8 text from here on")
    })?;
    let (bom, text) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (true, rest.to_owned()),
        None => (false, text),
    };
    let mut source = SourceText::unscanned(name.to_owned(), text);
    source.bom = bom;
    Ok(source)
}

/// Refuses what must not reach the parser.
pub(super) fn scan(source: &mut SourceText) -> Result<(), Fault> {
    let Some(refusal) = refusal(&source.text) else {
        source.admitted = true;
        return Ok(());
    };
    let fault = source.fault(refusal.at..refusal.at + 1, refusal.message);
    Err(match refusal.help {
        Some(help) => fault.help(help),
        None => fault,
    })
}

/// Whether a text may reach the parser.
pub(super) fn admits(text: &str) -> bool {
    refusal(text).is_none()
}

fn refusal(text: &str) -> Option<Refusal> {
    Scanner::new(text).run().err()
}

/// The fault of a file above the size limit.
pub(super) fn too_large(name: &str) -> Fault {
    Fault::of_file(name, format!("larger than {} MiB", MAX_BYTES >> 20))
}

/// Why a text is refused, and where.
#[derive(Debug, PartialEq, Eq)]
struct Refusal {
    at: usize,
    message: &'static str,
    help: Option<&'static str>,
}

/// Where the scan stands.
struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Depth of `[` and `{`.
    flow: usize,
    /// A token may start here: not within a plain scalar.
    token: bool,
    /// First byte of the current line.
    line: usize,
    /// `- ` and `? ` so far on this line.
    dashes: usize,
    /// Column of the block node that a block scalar on this line would belong to.
    parent: usize,
    /// Whether `parent` is a key's column and no longer moves with the next token.
    content_seen: bool,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            flow: 0,
            token: true,
            line: 0,
            dashes: 0,
            parent: 0,
            content_seen: false,
        }
    }

    fn run(mut self) -> Result<(), Refusal> {
        self.refuse_controls()?;
        while self.at < self.bytes.len() {
            if self.at == self.line {
                self.start_line()?;
            }
            self.step()?;
        }
        Ok(())
    }

    fn refuse<T>(&self, message: &'static str, help: Option<&'static str>) -> Result<T, Refusal> {
        let at = self.at;
        Err(Refusal { at, message, help })
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(b'\n')
    }

    fn refuse_controls(&self) -> Result<(), Refusal> {
        for (at, char) in self.text.char_indices() {
            let line_end = char == '\n' || char == '\r' && self.bytes.get(at + 1) == Some(&b'\n');
            if !line_end && char != '\t' && is_invisible(char) {
                let message = match char {
                    '\0' => "a NUL byte",
                    '\r' => "a carriage return within a line: line ends must be LF or CRLF",
                    _ => "an invisible control character",
                };
                return Err(Refusal {
                    at,
                    message,
                    help: None,
                });
            }
        }
        Ok(())
    }

    fn start_line(&mut self) -> Result<(), Refusal> {
        let rest = &self.bytes[self.at..];
        let marker =
            |text: &[u8]| rest.starts_with(text) && rest.get(3).is_none_or(u8::is_ascii_whitespace);
        let first = || {
            self.text[..self.at].lines().all(|line| {
                let line = line.trim_start();
                line.is_empty() || line.starts_with('#')
            })
        };
        if marker(b"---") && !first() {
            return self.refuse("a second YAML document", Some("one file holds one list"));
        }
        if rest.first() == Some(&b'%') {
            return self.refuse(
                "a YAML directive",
                Some("leave it out: nothing here needs one"),
            );
        }
        let indent = rest.iter().take_while(|byte| **byte == b' ').count();
        if indent > MAX_INDENT {
            return self.refuse("indented deeper than 256 columns", None);
        }
        self.dashes = 0;
        self.content_seen = false;
        self.token = true;
        Ok(())
    }

    /// Consumes one token or one byte of a plain scalar.
    fn step(&mut self) -> Result<(), Refusal> {
        let byte = self.peek(0);
        let blank_next = self.peek(1).is_ascii_whitespace();
        let blank_before = self.at == 0 || self.bytes[self.at - 1].is_ascii_whitespace();
        match byte {
            b'\n' => {
                self.at += 1;
                self.line = self.at;
                return Ok(());
            }
            b' ' | b'\t' | b'\r' => {}
            b'#' if blank_before => {
                let rest = &self.bytes[self.at..];
                self.at += rest.iter().take_while(|byte| **byte != b'\n').count();
                return Ok(());
            }
            b'-' | b'?' if self.token && blank_next && self.flow == 0 => self.dash()?,
            b'[' | b'{' if self.token || self.flow > 0 => {
                self.flow += 1;
                if self.flow > MAX_DEPTH {
                    return self.refuse("brackets nested deeper than 64", None);
                }
                self.token = true;
            }
            b']' | b'}' if self.flow > 0 => {
                self.flow -= 1;
                self.token = false;
            }
            b',' if self.flow > 0 => self.token = true,
            b':' if blank_next || self.flow > 0 => self.token = true,
            b'&' | b'*' if self.token => {
                return self.refuse(
                    "an anchor or alias: edits cannot be safe with them",
                    Some("write the value out, or quote it if it is text"),
                );
            }
            b'!' if self.token => {
                return self.refuse("a YAML tag", Some("leave it out, or quote the text"));
            }
            b'"' | b'\'' if self.token => return self.quoted(byte),
            b'|' | b'>' if self.token && self.flow == 0 => {
                self.block_scalar();
                return Ok(());
            }
            _ => self.plain(),
        }
        self.at += 1;
        Ok(())
    }

    fn dash(&mut self) -> Result<(), Refusal> {
        self.dashes += 1;
        if self.dashes > MAX_DEPTH {
            return self.refuse("lists nested deeper than 64", None);
        }
        self.parent = self.at - self.line;
        Ok(())
    }

    fn plain(&mut self) {
        if self.token && !self.content_seen {
            self.parent = self.at - self.line;
            self.content_seen = true;
        }
        self.token = false;
    }

    fn quoted(&mut self, quote: u8) -> Result<(), Refusal> {
        self.plain();
        let start = self.at;
        self.at += 1;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' if quote == b'"' => self.at += 1,
                b'\'' if quote == b'\'' && self.peek(0) == b'\'' => self.at += 1,
                b'\n' => self.line = self.at,
                _ if byte == quote => return Ok(()),
                _ => {}
            }
        }
        self.at = start;
        self.refuse("this quote is never closed", None)
    }

    /// Skips a `|` or `>` text: the lines indented like its first, deeper than its parent.
    fn block_scalar(&mut self) {
        let mut content = None;
        let mut next = self.line_end(self.at);
        while next < self.bytes.len() {
            let rest = &self.bytes[next..];
            let indent = rest.iter().take_while(|byte| **byte == b' ').count();
            let blank = matches!(rest.get(indent), None | Some(b'\n' | b'\r'));
            let least = content.unwrap_or(self.parent + 1);
            if !blank && indent < least {
                break;
            }
            if !blank {
                content = content.or(Some(indent));
            }
            next = self.line_end(next);
        }
        self.at = next;
        self.line = next;
    }

    /// The first byte of the line after the one that holds `at`.
    fn line_end(&self, at: usize) -> usize {
        let rest = &self.bytes[at..];
        at + rest
            .iter()
            .take_while(|byte| **byte != b'\n')
            .count()
            .saturating_add(1)
    }
}
