//! A part file of a layer as it is: what the user wrote, and what an import wrote.

use super::opendb;
use crate::catalogue::bulk::{ADVICE, DASH, MARK, lines, own, split};
use crate::catalogue::content::{list, required};
use crate::catalogue::edit::EditError;
use crate::catalogue::fault::Faults;
use crate::catalogue::read::Listed;
use crate::catalogue::{LayerSource, guard};
use crate::part::Part;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::PathBuf;

/// First line of a file that an import makes.
const HEAD: &str = "# Parts from BuildCores OpenDB (ODC-By 1.0, https://github.com/buildcores/buildcores-open-db).\n";

/// An item of the imported half.
pub(super) struct Line<P> {
    pub(super) text: String,
    pub(super) part: P,
}

/// A part as it is written.
pub(super) fn line(part: &impl Serialize) -> String {
    // Parts are plain data, which JSON can always hold.
    let json = serde_json::to_string(part).unwrap_or_default();
    format!("{DASH}{json}\n")
}

impl<P: Part> Line<P> {
    /// The source's id, where the part is as an import wrote it: it names no other source.
    pub(super) fn key(&self) -> Option<&str> {
        opendb::key_of(self.part.sources())
    }
}

/// A file of a layer; empty where the layer has none.
pub(super) struct Stored<P> {
    path: PathBuf,
    bom: bool,
    /// What the user wrote.
    own: String,
    own_parts: Vec<P>,
    /// The rest, from the mark on.
    imported: String,
    lines: Vec<Line<P>>,
}

impl<P: Part + DeserializeOwned> Stored<P> {
    /// Reads it; a file with faults is refused, so is an imported half that is no longer
    /// one part a line.
    pub(super) fn read(layer: &LayerSource, stem: &str) -> Result<Self, EditError> {
        let mut stored = Self {
            path: layer.path(stem),
            bom: false,
            own: String::new(),
            own_parts: Vec::new(),
            imported: String::new(),
            lines: Vec::new(),
        };
        let refused = |fault| {
            EditError::Faulty(Faults {
                faults: vec![fault],
                parts: 0,
            })
        };
        let Some(mut source) = layer.raw_text(stem).map_err(refused)? else {
            return Ok(stored);
        };
        let format = list::<P>(required(P::KIND));
        stored.bom = source.bom;
        if let Some((text, imported)) = split(&source.text)
            && let Some(parts) = own(text, &format)
        {
            (stored.own, stored.own_parts) = (text.to_owned(), parts);
            imported.clone_into(&mut stored.imported);
            for json in lines(imported) {
                let part = json.and_then(|json| Some((json, serde_json::from_str(json).ok()?)));
                let (json, part) = part.ok_or_else(|| EditError::Unsafe(stored.path.clone()))?;
                stored.lines.push(Line {
                    text: format!("{DASH}{json}\n"),
                    part,
                });
            }
            return Ok(stored);
        }
        guard::scan(&mut source).map_err(refused)?;
        stored.own = source.text.clone().into_owned();
        let marked = split(&source.text).is_some();
        let mut faults = Vec::new();
        let listed = Listed::read(source, &format, &mut faults);
        if !faults.is_empty() {
            return Err(EditError::Faulty(Faults {
                faults,
                parts: listed.count,
            }));
        }
        if marked {
            return Err(EditError::Unsafe(stored.path));
        }
        stored.own_parts = listed.rows.into_iter().map(|(_, part)| part).collect();
        Ok(stored)
    }

    /// The parts that are the user's own, written or changed by hand.
    pub(super) fn own_parts(&self) -> impl Iterator<Item = &P> {
        self.own_parts
            .iter()
            .chain(self.edited().map(|line| &line.part))
    }

    /// Imported parts that the user has changed.
    pub(super) fn edited(&self) -> impl Iterator<Item = &Line<P>> {
        self.lines.iter().filter(|line| line.key().is_none())
    }

    /// Imported parts as they were written.
    pub(super) fn imported(&self) -> impl Iterator<Item = &Line<P>> {
        self.lines.iter().filter(|line| line.key().is_some())
    }

    /// The whole text.
    pub(super) fn text(&self) -> String {
        self.joined(&self.own, &self.imported)
    }

    fn joined(&self, own: &str, imported: &str) -> String {
        let bom = if self.bom { "\u{feff}" } else { "" };
        [bom, own, imported].concat()
    }

    /// The text with another imported half. What the user wrote must be such that a list's
    /// items can follow it.
    pub(super) fn with(&self, lines: impl Iterator<Item = String>) -> Result<String, EditError> {
        let mut own_text = self.own.clone();
        if own_text.is_empty() {
            own_text.push_str(HEAD);
        } else if !own_text.ends_with('\n') {
            own_text.push('\n');
        }
        let mut lines = lines.peekable();
        let Some(first) = lines.peek() else {
            return Ok(self.joined(&self.own, ""));
        };
        let format = list::<P>(required(P::KIND));
        let both = own(&format!("{own_text}{first}"), &format);
        if both.is_none_or(|both| both.len() != self.own_parts.len() + 1) {
            return Err(EditError::Unsafe(self.path.clone()));
        }
        let imported: String = [format!("{MARK}\n{ADVICE}\n")]
            .into_iter()
            .chain(lines)
            .collect();
        Ok(self.joined(&own_text, &imported))
    }
}
