//! All faults of one list item, though the parser stops at the first: the faulty field is
//! blanked out, which keeps every position, and the item is parsed again until nothing new
//! is wrong with it.

use super::failure::{Cause, Failure};
use super::locate::{Shape, Slot, Slots};
use super::read::Format;
use crate::part::{FieldPath, Step};
use std::ops::Range;

/// Faults looked for in one item.
const MOST_IN_ITEM: usize = 64;

/// A fault of an item, its bytes counted from the item's start.
#[derive(Debug)]
pub(super) struct Found {
    /// The bytes to point at.
    pub(super) bytes: Range<usize>,
    /// What is wrong there.
    pub(super) failure: Failure,
}

/// What could be made of a faulty item.
pub(super) struct Recovered<T> {
    /// Everything the parser has against it.
    pub(super) found: Vec<Found>,
    /// The item without its faulty fields, where it can do without them: other faults of it
    /// can then be found as well. Never part of a catalogue.
    pub(super) rest: Option<T>,
}

/// Takes a faulty item apart.
pub(super) fn recover<T>(item: &str, format: &Format<T>) -> Recovered<T> {
    let whole = Slots::of(item);
    let mut text = item.to_owned();
    let mut found = Vec::new();
    let mut blanked: Vec<Range<usize>> = Vec::new();
    let mut thinned: Vec<Slot> = Vec::new();
    for _ in 0..MOST_IN_ITEM {
        let Err(error) = (format.parse)(&text) else {
            let rest = without(text, &thinned, format);
            return Recovered { found, rest };
        };
        let mut failure = Failure::of(&error, format.shape);
        let slots = Slots::of(&text);
        let slot = culprit(&slots, &failure);
        if slot == Some(0)
            && let Cause::Missing(field) = &failure.cause
        {
            found.extend(missing(&whole, field, format.required, item, failure.at));
            break;
        }
        // A field that went missing because it was blanked is no news.
        let news = !slot.is_some_and(|at| {
            let value = &slots.0[at].value;
            let inside = |gone: &Range<usize>| value.start <= gone.end && gone.start <= value.end;
            matches!(failure.cause, Cause::Missing(_)) && blanked.iter().any(inside)
        });
        if news {
            let bytes = slot.map_or(failure.at..line_end(&text, failure.at), |at| {
                shown(&slots.0[at], &failure.cause)
            });
            // Elements before it may be gone from the text that was parsed.
            if let Some(path) = whole.path_of(failure.at) {
                failure.path = within_item(&path, format.shape);
            }
            found.push(Found { bytes, failure });
        }
        let Some(gone) = slot.and_then(|at| removable(&slots, at)) else {
            break;
        };
        if let (Step::Index(_), Some(list)) = (&slots.0[gone].step, slots.0[gone].parent) {
            thinned.push(slots.0[list].clone());
        }
        blank(&mut text, &slots.0[gone]);
        blanked.push(slots.0[gone].key.start..slots.0[gone].value.end);
    }
    Recovered { found, rest: None }
}

/// The item without the lists that lost elements: their indexes no longer hold.
fn without<T>(mut text: String, thinned: &[Slot], format: &Format<T>) -> Option<T> {
    for list in thinned {
        if !matches!(list.step, Step::Key(_)) {
            return None;
        }
        blank(&mut text, list);
    }
    (format.parse)(&text).ok()?.pop()
}

/// A path as it is shown: without the item's own place in its list.
fn within_item(path: &FieldPath, shape: Shape) -> String {
    match shape {
        Shape::List => FieldPath(path.0.get(1..).unwrap_or_default().to_vec()).to_string(),
        Shape::Map => path.to_string(),
    }
}

/// All fields that an item lacks: those of the list that stand nowhere in it, or the one
/// the parser named.
fn missing(slots: &Slots, named: &str, required: &[&str], item: &str, at: usize) -> Vec<Found> {
    let present = |field: &str| {
        let key = Step::from(field);
        slots
            .0
            .iter()
            .any(|slot| slot.parent == Some(0) && slot.step == key)
    };
    let mut fields: Vec<&str> = required.to_vec();
    if !fields.contains(&named) {
        fields.push(named);
    }
    fields.retain(|field| !present(field));
    fields
        .into_iter()
        .map(|field| Found {
            bytes: at..line_end(item, at),
            failure: Failure {
                cause: Cause::Missing(field.to_owned()),
                path: String::new(),
                message: format!("missing field `{field}`"),
                help: None,
                at,
            },
        })
        .collect()
}

/// The slot at fault.
fn culprit(slots: &Slots, failure: &Failure) -> Option<usize> {
    let at = failure.at;
    let holder = || slots.0.iter().position(|slot| slot.value.start == at);
    match &failure.cause {
        Cause::Syntax => None,
        Cause::Missing(_) | Cause::Value => holder(),
        Cause::Unknown(_) => slots
            .0
            .iter()
            .position(|slot| slot.key.start == at && !slot.key.is_empty()),
        Cause::Duplicate(field) => {
            let map = holder();
            let step = Step::from(field);
            slots
                .0
                .iter()
                .rposition(|slot| slot.parent == map && slot.step == step)
        }
    }
}

/// The bytes to point at.
fn shown(slot: &Slot, cause: &Cause) -> Range<usize> {
    match cause {
        Cause::Unknown(_) | Cause::Duplicate(_) => slot.key.clone(),
        Cause::Missing(_) | Cause::Value | Cause::Syntax => slot.value.clone(),
    }
}

/// The slot to blank so that a faulty one is gone: itself, or the collection that would
/// be empty without it; `None` where that is the item.
fn removable(slots: &Slots, at: usize) -> Option<usize> {
    let parent = slots.0[at].parent?;
    let children = slots.0.iter().filter(|slot| slot.parent == Some(parent));
    if children.count() > 1 {
        Some(at)
    } else {
        removable(slots, parent)
    }
}

/// Overwrites a slot with blanks, with its dash or with a comma beside it.
fn blank(text: &mut String, slot: &Slot) {
    let mut bytes = std::mem::take(text).into_bytes();
    let (start, end) = (slot.key.start, slot.value.end);
    let blank_at = |bytes: &mut Vec<u8>, range: Range<usize>| {
        for byte in bytes.get_mut(range).unwrap_or_default() {
            if *byte != b'\n' && *byte != b'\r' {
                *byte = b' ';
            }
        }
    };
    blank_at(&mut bytes, start..end);
    let comma = end + count(bytes[end..].iter(), u8::is_ascii_whitespace);
    if bytes.get(comma) == Some(&b',') {
        blank_at(&mut bytes, comma..comma + 1);
    }
    let before = count(bytes[..start].iter().rev(), |byte| *byte == b' ');
    if let (Step::Index(_), Some(dash)) = (&slot.step, (start - before).checked_sub(1))
        && bytes[dash] == b'-'
    {
        blank_at(&mut bytes, dash..dash + 1);
    }
    // Only ASCII went in where whole characters went out.
    *text = String::from_utf8_lossy(&bytes).into_owned();
}

fn count<'a>(bytes: impl Iterator<Item = &'a u8>, test: impl Fn(&u8) -> bool) -> usize {
    bytes.take_while(|byte| test(byte)).count()
}

/// The end of the line that holds `at`.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(['\n', '\r']).unwrap_or(rest.len())
}
