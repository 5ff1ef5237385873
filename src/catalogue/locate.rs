//! Where in a text a field stands, for faults found after parsing and for stepping over
//! a faulty field to find the next one.
//!
//! Runs only when there is a fault, on one list item at a time.

use crate::part::{FieldPath, Step};
use std::ops::Range;
use std::str::FromStr;
use yaml_edit::{Mapping, MappingEntry, Sequence, YamlFile, YamlNode};

/// An item above this size is not taken apart: its fault points at its first line.
const LARGEST_ITEM: usize = 32 << 10;

/// A map entry or list element, with its place in the text.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    /// The step that leads here from the parent.
    pub(super) step: Step,
    /// The key; an empty range at the value for a list element.
    pub(super) key: Range<usize>,
    /// The value without blanks and comments after it.
    pub(super) value: Range<usize>,
    /// Index of the slot that holds this one.
    pub(super) parent: Option<usize>,
}

/// Every slot of a YAML text, parents before their children.
#[derive(Debug, Default)]
pub(super) struct Slots(pub(super) Vec<Slot>);

impl Slots {
    /// Takes a text apart; empty where it is too large or not YAML.
    pub(super) fn of(text: &str) -> Self {
        let mut slots = Self::default();
        if text.len() > LARGEST_ITEM {
            return slots;
        }
        let Ok(file) = YamlFile::from_str(text) else {
            return slots;
        };
        if let Some(document) = file.document() {
            if let Some(list) = document.as_sequence() {
                slots.sequence(text, &list, None);
            } else if let Some(map) = document.as_mapping() {
                slots.mapping(text, &map, None);
            }
        }
        slots
    }

    /// The slot at a path, or the deepest one on the way to it, with the steps taken.
    pub(super) fn at(&self, path: &FieldPath) -> Option<(&Slot, usize)> {
        let mut found = None;
        for (taken, step) in path.0.iter().enumerate() {
            match self.child(found, step) {
                Some(next) => found = Some(next),
                None => return found.map(|at| (&self.0[at], taken)),
            }
        }
        found.map(|at| (&self.0[at], path.0.len()))
    }

    /// The path of the slot whose value (or key) starts at this byte.
    pub(super) fn path_of(&self, start: usize) -> Option<FieldPath> {
        let starts = |slot: &Slot| slot.value.start == start;
        let keyed = |slot: &Slot| slot.key.start == start && !slot.key.is_empty();
        let mut at = self.0.iter().position(starts);
        at = at.or_else(|| {
            self.0
                .iter()
                .position(keyed)
                .and_then(|at| self.0[at].parent)
        });
        let mut steps = Vec::new();
        while let Some(slot) = at.map(|at| &self.0[at]) {
            steps.push(slot.step.clone());
            at = slot.parent;
        }
        steps.reverse();
        Some(FieldPath(steps)).filter(|path| !path.0.is_empty())
    }

    /// The child of a slot (of the root for `None`) at this step.
    fn child(&self, parent: Option<usize>, step: &Step) -> Option<usize> {
        self.0
            .iter()
            .position(|slot| slot.parent == parent && slot.step == *step)
    }

    fn mapping(&mut self, text: &str, map: &Mapping, parent: Option<usize>) {
        for entry in map.entries() {
            self.entry(text, &entry, parent);
        }
    }

    fn entry(&mut self, text: &str, entry: &MappingEntry, parent: Option<usize>) {
        let Some(key) = entry.key_node() else {
            return;
        };
        let bytes = trimmed(text, &key);
        let name = key.as_scalar().map_or_else(
            || text[bytes.clone()].to_owned(),
            yaml_edit::Scalar::as_string,
        );
        let value = entry.value_node();
        let slot = Slot {
            step: Step::Key(name),
            value: value
                .as_ref()
                .map_or(bytes.end..bytes.end, |value| trimmed(text, value)),
            key: bytes,
            parent,
        };
        self.push(text, slot, value.as_ref());
    }

    fn sequence(&mut self, text: &str, list: &Sequence, parent: Option<usize>) {
        for (index, element) in list.values().enumerate() {
            let value = trimmed(text, &element);
            let slot = Slot {
                step: Step::Index(index),
                key: value.start..value.start,
                value,
                parent,
            };
            self.push(text, slot, Some(&element));
        }
    }

    fn push(&mut self, text: &str, slot: Slot, value: Option<&YamlNode>) {
        self.0.push(slot);
        let here = Some(self.0.len() - 1);
        let Some(value) = value else {
            return;
        };
        if let Some(map) = value.as_mapping() {
            self.mapping(text, map, here);
        } else if let Some(list) = value.as_sequence() {
            self.sequence(text, list, here);
        }
    }
}

/// The bytes of a node without the blanks around it.
fn trimmed(text: &str, node: &YamlNode) -> Range<usize> {
    let range = node.byte_range();
    let (start, end) = (range.start as usize, range.end as usize);
    let bytes = text.get(start..end).unwrap_or_default();
    let start = start + (bytes.len() - bytes.trim_start().len());
    let end = start + bytes.trim().len();
    start..end
}

/// What the top of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `- ` items.
    List,
    /// `key:` entries.
    Map,
}

/// The byte ranges of the items of a document, each from its first line to the next item's;
/// empty where the text begins otherwise.
pub(super) fn items(text: &str, shape: Shape) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut indent = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches(' ');
        let column = line.len() - content.len();
        let blank = content.trim().is_empty() || content.starts_with('#');
        if !blank && content.trim_end() != "---" {
            let first = *indent.get_or_insert(column);
            if column == first && begins_item(content, shape) {
                starts.push(at);
            } else if starts.is_empty() {
                return Vec::new();
            }
        }
        at += line.len();
    }
    ranges(&starts, text)
}

fn begins_item(content: &str, shape: Shape) -> bool {
    let dash = content
        .strip_prefix('-')
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']));
    match shape {
        Shape::List => dash,
        Shape::Map => !dash && content.contains(':'),
    }
}

/// Ranges from each start to the next.
fn ranges(starts: &[usize], text: &str) -> Vec<Range<usize>> {
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(from, to)| from..to)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# head\n\n- id: a\n  offers: [{price: $1.00, x: y}]\n  modes:\n    - {lanes: {P 1: 16}}\n    - lanes:\n        P2: 8 # eight\n\n# next\n- id: b\n";

    fn bytes(path: &FieldPath) -> &'static str {
        let slots = Slots::of(TEXT);
        &TEXT[slots.at(path).unwrap().0.value.clone()]
    }

    #[test]
    fn a_value_is_found_in_flow_and_block_style() {
        assert_eq!(bytes(&path![0, "id"]), "a");
        assert_eq!(bytes(&path![0, "offers", 0, "price"]), "$1.00");
        assert_eq!(bytes(&path![0, "modes", 0, "lanes", "P 1"]), "16");
        assert_eq!(bytes(&path![0, "modes", 1, "lanes", "P2"]), "8");
        assert_eq!(bytes(&path![1, "id"]), "b");
    }

    #[test]
    fn a_missing_field_is_placed_at_what_should_hold_it() {
        assert_eq!(bytes(&path![1, "id", "none"]), "b");
    }

    #[test]
    fn entries_are_split_at_their_keys() {
        let text = "# offers\na:\n- {x: 1}\n\nb: [1,\n  2]\n";
        let parts: Vec<&str> = items(text, Shape::Map)
            .into_iter()
            .map(|r| &text[r])
            .collect();
        assert_eq!(parts, ["a:\n- {x: 1}\n\n", "b: [1,\n  2]\n"]);
    }

    #[test]
    fn items_are_split_at_their_dashes() {
        let parts: Vec<&str> = items(TEXT, Shape::List)
            .into_iter()
            .map(|r| &TEXT[r])
            .collect();
        assert_eq!(parts.len(), 2);
        assert!(parts[0].starts_with("- id: a"));
        assert_eq!(parts[1], "- id: b\n");
        assert!(items("a: 1\n", Shape::List).is_empty());
    }
}
