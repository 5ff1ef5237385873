//! A file that is to be edited, and the proof that an edit does what was asked and no more.

use super::insert::{Splice, apply};
use super::{EditError, failed};
use crate::catalogue::content::{list, required};
use crate::catalogue::fault::{Fault, Faults};
use crate::catalogue::read::{Format, Listed};
use crate::catalogue::write::write_atomically;
use crate::catalogue::{LayerSource, bulk, guard};
use crate::part::Part;
use serde::de::DeserializeOwned;
use std::path::PathBuf;

/// What is to be written where; no bytes where the offer is there already.
pub(super) struct Plan {
    pub(super) file: PathBuf,
    pub(super) bytes: Option<Vec<u8>>,
}

impl Plan {
    /// Writes the file, where there is something to write.
    pub(super) fn carry_out(&self) -> Result<(), EditError> {
        match &self.bytes {
            Some(bytes) => write_atomically(&self.file, bytes).map_err(failed(&self.file)),
            None => Ok(()),
        }
    }
}

/// A file that is to be edited: its text, and what it is to say.
pub(super) struct Open<T> {
    path: PathBuf,
    bom: bool,
    /// What it holds now, without a byte order mark and without imported items.
    pub(super) text: String,
    /// Imported items after the text, which edits leave alone: prices for them go into
    /// `offers.yaml`, where an import does not replace them.
    imported: String,
    /// What it is to hold, imported items apart.
    pub(super) items: Vec<T>,
}

impl<P: Part + DeserializeOwned + PartialEq> Open<P> {
    /// The layer's file of the part's kind and the part's row in it; `None` where it has none.
    pub(super) fn with(layer: &LayerSource, id: &str) -> Result<Option<(Self, usize)>, EditError> {
        let Some(file) = Self::read(layer, P::KIND.file_stem(), &of_kind::<P>())? else {
            return Ok(None);
        };
        let row = file.items.iter().position(|part| part.id() == id);
        Ok(row.map(|row| (file, row)))
    }
}

/// How the file of a kind is written.
pub(super) fn of_kind<P: Part + DeserializeOwned>() -> Format<P> {
    list(required(P::KIND))
}

impl<T: PartialEq> Open<T> {
    /// A file that does not exist yet.
    pub(super) fn new(layer: &LayerSource, stem: &str, head: &str) -> Self {
        Self {
            path: layer.path(stem),
            bom: false,
            text: head.to_owned(),
            imported: String::new(),
            items: Vec::new(),
        }
    }

    /// A file of the layer, `None` where it has none. A faulty one is not edited.
    pub(super) fn read(
        layer: &LayerSource,
        stem: &str,
        format: &Format<T>,
    ) -> Result<Option<Self>, EditError> {
        let path = layer.path(stem);
        let mut source = match layer.raw_text(stem) {
            Ok(None) => return Ok(None),
            Ok(Some(source)) => source,
            Err(fault) => return Err(faulty(vec![fault])),
        };
        if let Some((own, imported)) = bulk::split(&source.text)
            && let Some(items) = bulk::own(own, format)
        {
            return Ok(Some(Self {
                path,
                bom: source.bom,
                text: own.to_owned(),
                imported: imported.to_owned(),
                items,
            }));
        }
        guard::scan(&mut source).map_err(|fault| faulty(vec![fault]))?;
        if let Ok(items) = (format.parse)(&source.text) {
            return Ok(Some(Self {
                path,
                bom: source.bom,
                text: source.text.into_owned(),
                imported: String::new(),
                items,
            }));
        }
        let mut faults = Vec::new();
        Listed::read(source, format, &mut faults);
        Err(faulty(faults))
    }

    /// The imported items.
    pub(super) fn imported(&self, format: &Format<T>) -> impl Iterator<Item = T> {
        bulk::lines(&self.imported).filter_map(|line| (format.parse_line)(line?))
    }

    /// Whether nothing is left that the file holds.
    pub(super) fn is_bare(&self) -> bool {
        self.items.is_empty() && self.imported.is_empty()
    }

    /// Whether the list is written in brackets.
    pub(super) fn is_flow(&self) -> bool {
        let lines = self.text.lines().map(str::trim_start);
        let mut content = lines
            .filter(|line| !line.is_empty() && !line.starts_with('#') && line.trim_end() != "---");
        content.next().is_some_and(|line| line.starts_with('['))
    }

    /// Nothing is to be written.
    pub(super) fn unchanged(self) -> Plan {
        Plan {
            file: self.path,
            bytes: None,
        }
    }

    /// The new bytes, once it is certain that they say what was asked and that nothing else
    /// than the splices changed; `None` among them is a place that was not found.
    pub(super) fn proved(
        self,
        splices: impl IntoIterator<Item = Option<Splice>>,
        format: &Format<T>,
    ) -> Result<Plan, EditError> {
        let splices: Option<Vec<Splice>> = splices.into_iter().collect();
        let text = splices.and_then(|splices| apply(&self.text, splices));
        let name = self.path.to_string_lossy();
        let sound = |text: &String| {
            let read = if self.imported.is_empty() {
                let admitted = guard::admit(&name, text.clone().into_bytes());
                admitted
                    .ok()
                    .and_then(|source| (format.parse)(&source.text).ok())
            } else {
                bulk::own(text, format)
            };
            read.is_some_and(|items| items == self.items)
        };
        match text.filter(sound) {
            Some(text) => {
                let bom = if self.bom { "\u{feff}" } else { "" };
                Ok(Plan {
                    bytes: Some([bom, &text, &self.imported].concat().into_bytes()),
                    file: self.path,
                })
            }
            None => Err(EditError::Unsafe(self.path)),
        }
    }
}

/// The files of a layer are not right as they are.
fn faulty(faults: Vec<Fault>) -> EditError {
    EditError::Faulty(Faults { faults, parts: 0 })
}
