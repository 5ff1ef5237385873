//! A YAML file of the user's that is not part of a catalogue, read with the same care:
//! guarded before it is parsed, and every fault with its place.

use super::failure::Failure;
use super::fault::{Fault, SourceText};
use super::layer::{read_limited, reason};
use super::locate::{Shape, Slots};
use super::{guard, layer};
use crate::part::FieldPath;
use serde::de::DeserializeOwned;
use std::io::Read;
use std::path::Path;

/// A text that is safe to parse.
#[derive(Debug)]
pub struct Document(SourceText);

impl Document {
    /// Reads a regular file.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let name = path.to_string_lossy();
        match read_limited(path) {
            Ok(bytes) => guard::admit(&name, bytes).map(Self),
            Err(error) => Err(Fault::of_file(&name, reason(&error))),
        }
    }

    /// Reads a stream to its end, but no more than a file may hold.
    pub fn from_reader(name: &str, stream: impl Read) -> Result<Self, Fault> {
        let mut bytes = Vec::new();
        match stream.take(layer::MOST_READ).read_to_end(&mut bytes) {
            Ok(_) => guard::admit(name, bytes).map(Self),
            Err(error) => Err(Fault::of_file(name, reason(&error))),
        }
    }

    /// The text, with its name.
    pub(super) fn source(&self) -> &SourceText {
        &self.0
    }

    /// The value that the text, a map, stands for.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        serde_yaml::from_str(&self.0.text).map_err(|error| {
            let failure = Failure::of(&error, Shape::Map);
            let fault = self.0.fault(failure.at..failure.at, failure.message);
            match failure.help {
                Some(help) => fault.help(help),
                None => fault,
            }
        })
    }

    /// Whether the text is a map with this key.
    pub fn has(&self, key: &str) -> bool {
        let path = FieldPath::from(key);
        let slots = Slots::of(&self.0.text);
        slots.at(&path).is_some_and(|(_, steps)| steps == 1)
    }

    /// A fault of the value at this path.
    pub fn fault(&self, path: &FieldPath, message: impl Into<String>) -> Fault {
        let slots = Slots::of(&self.0.text);
        let bytes = slots.at(path).map_or(0..0, |(slot, _)| slot.value.clone());
        self.0.fault(bytes, message)
    }
}
