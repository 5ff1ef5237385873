//! Reads a file that is a list or a map of offers: all of its items, or all of its faults.
//!
//! The parser stops at its first error. So a file is parsed whole first, and only when
//! that fails item by item, see `recover`.

use super::failure::Failure;
use super::fault::{Fault, SourceText};
use super::locate::{Shape, Slots};
use super::recover::{Found, recover};
use super::{bulk, guard};
use crate::part::{FieldPath, Step};
use serde_yaml::Error;
use std::ops::Range;
use std::sync::Arc;

/// Faults reported for one file.
const MOST_IN_FILE: usize = 1_000;

/// How a file's items are written and read.
pub(super) struct Format<T> {
    /// What the top of the document is.
    pub(super) shape: Shape,
    /// Parses a document of any number of items.
    pub(super) parse: fn(&str) -> Result<Vec<T>, Error>,
    /// Parses one line of imported items, which are JSON; `None` where it is none.
    pub(super) parse_line: fn(&str) -> Option<T>,
    /// Fields every item must have, so that all missing ones are reported at once.
    pub(super) required: &'static [&'static str],
}

/// What a file held.
#[derive(Debug)]
pub(super) struct Listed<T> {
    /// The items that could be read, each with its place in the file.
    pub(super) rows: Vec<(usize, T)>,
    /// Ids of the items that could not.
    pub(super) lost: Vec<String>,
    /// Whether items are missing whose ids are not known either.
    pub(super) gaps: bool,
    /// Items in the file, faulty ones included.
    pub(super) count: usize,
    shape: Shape,
    /// The text; `None` where the layer has no such file, or none that can be read.
    source: Option<Arc<SourceText>>,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            lost: Vec::new(),
            gaps: false,
            count: 0,
            shape: Shape::List,
            source: None,
        }
    }
}

impl<T> Listed<T> {
    /// Reads a file, adding what is wrong with it to `faults`.
    pub(super) fn read(
        mut source: SourceText,
        format: &Format<T>,
        faults: &mut Vec<Fault>,
    ) -> Self {
        let mut listed = Self {
            shape: format.shape,
            ..Self::default()
        };
        // Imported items are many, and read without the YAML parser and its guard.
        if let Some(rows) = bulk::read(&source.text, format) {
            listed.count = rows.len();
            listed.rows = rows.into_iter().enumerate().collect();
            listed.source = Some(Arc::new(source));
            return listed;
        }
        if !source.admitted
            && let Err(fault) = guard::scan(&mut source)
        {
            faults.push(fault);
            return Self::unreadable();
        }
        match (format.parse)(&source.text) {
            Ok(rows) => {
                listed.count = rows.len();
                listed.rows = rows.into_iter().enumerate().collect();
            }
            Err(error) => listed.salvage(&source, &error, format, faults),
        }
        listed.source = Some(Arc::new(source));
        listed
    }

    /// A file that is there but whose items cannot be known.
    pub(super) fn unreadable() -> Self {
        Self {
            gaps: true,
            ..Self::default()
        }
    }

    fn salvage(
        &mut self,
        source: &SourceText,
        error: &Error,
        format: &Format<T>,
        faults: &mut Vec<Fault>,
    ) {
        let before = faults.len();
        for (row, item) in source.items(format.shape).iter().enumerate() {
            let text = &source.text[item.clone()];
            if let Ok(mut rows) = (format.parse)(text) {
                self.rows.extend(rows.pop().map(|value| (row, value)));
                continue;
            }
            match id_of(text) {
                Some(id) => self.lost.push(id),
                None => self.gaps = true,
            }
            if faults.len() - before < MOST_IN_FILE {
                let recovered = recover(text, format);
                self.rows.extend(recovered.rest.map(|rest| (row, rest)));
                for found in recovered.found {
                    faults.push(in_file(found, format.shape, source, item.start, row));
                }
            }
        }
        self.count = source.items(format.shape).len();
        if faults.len() == before {
            self.gaps = true;
            let failure = Failure::of(error, format.shape);
            faults.push(source.fault(failure.at..failure.at + 1, failure.message));
        } else if faults.len() - before >= MOST_IN_FILE {
            let message = "and more: these are the first faults only";
            faults.push(Fault::of_file(&source.name, message));
        }
    }

    /// A fault of a value in the item at `row`.
    pub(super) fn fault(&self, row: usize, path: &FieldPath, message: impl Into<String>) -> Fault {
        let shown = shown_path(self.shape, row, &path.to_string());
        match &self.source {
            None => Fault::of_file("", message).at(shown),
            Some(source) => source
                .fault(self.place(source, row, path), message)
                .at(shown),
        }
    }

    /// The bytes of a field of an item, or of what should hold it.
    fn place(&self, source: &SourceText, row: usize, path: &FieldPath) -> Range<usize> {
        let Some(item) = source.items(self.shape).get(row) else {
            return 0..0;
        };
        let slots = Slots::of(&source.text[item.clone()]);
        let full = match self.shape {
            Shape::List => FieldPath([&[Step::Index(0)], path.0.as_slice()].concat()),
            Shape::Map => path.clone(),
        };
        let bytes = slots.at(&full).map_or(0..1, |(slot, reached)| {
            // In a map with free keys the key is what is wrong.
            let free =
                matches!(path.0.as_slice(), [.., Step::Key(map), Step::Key(_)] if map == "lanes");
            if reached < full.0.len() || free || path.0.len() < 2 && self.shape == Shape::Map {
                slot.key.clone()
            } else {
                slot.value.clone()
            }
        });
        item.start + bytes.start..item.start + bytes.end
    }
}

/// The id that an unreadable item seems to have.
fn id_of(item: &str) -> Option<String> {
    let line = item
        .lines()
        .find_map(|line| line.trim_start_matches(['-', ' ']).strip_prefix("id:"))?;
    let id = line.split(" #").next().unwrap_or_default();
    Some(id.trim().trim_matches(['"', '\'']).to_owned())
}

/// A fault of an item as one of its file.
fn in_file(found: Found, shape: Shape, source: &SourceText, start: usize, row: usize) -> Fault {
    let bytes = start + found.bytes.start..start + found.bytes.end;
    let fault =
        source
            .fault(bytes, found.failure.message)
            .at(shown_path(shape, row, &found.failure.path));
    match found.failure.help {
        Some(help) => fault.help(help),
        None => fault,
    }
}

/// A field of an item as the user sees it: `[12].length`; a map's own key leads.
fn shown_path(shape: Shape, row: usize, path: &str) -> String {
    match shape {
        Shape::Map => path.to_owned(),
        Shape::List if path.is_empty() || path.starts_with('[') => format!("[{row}]{path}"),
        Shape::List => format!("[{row}].{path}"),
    }
}
