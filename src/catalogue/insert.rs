//! Puts an offer into the text of a file by inserting bytes and changing none.
//!
//! The places come from `yaml-edit`'s lossless tree. What is inserted is one line or one
//! flow map, so comments, order, quoting and line ends elsewhere cannot change; `edit`
//! proves by parsing that the new text says exactly what was asked.

use super::locate::{Shape, Slot, Slots, items};
use crate::part::{FieldPath, Offer};
use std::fmt::Write as _;
use std::ops::Range;

/// An insertion: where and what.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Insertion {
    /// Byte before which the text goes.
    pub(super) at: usize,
    /// What goes there.
    pub(super) text: String,
}

/// The text with insertions; those at one place in their order.
pub(super) fn apply(text: &str, mut insertions: Vec<Insertion>) -> Option<String> {
    insertions.sort_by_key(|insertion| insertion.at);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for insertion in &insertions {
        out.push_str(text.get(from..insertion.at)?);
        out.push_str(&insertion.text);
        from = insertion.at;
    }
    out.push_str(text.get(from..)?);
    Some(out)
}

/// An offer for the part at `row` of a part file; `None` where no safe place is found.
pub(super) fn into_part(text: &str, row: usize, offer: &Offer) -> Option<Insertion> {
    let item = items(text, Shape::List).into_iter().nth(row)?;
    let slots = Slots::of(&text[item.clone()]);
    let place = |field: &str| exact(&slots, &path![0, field]);
    let insertion = match place("offers") {
        Some(at) => into_list(&text[item.clone()], &slots, at, offer, line_end(text)),
        None => before_field(
            &text[item.clone()],
            &slots.0[place("sources")?],
            offer,
            line_end(text),
        ),
    }?;
    Some(Insertion {
        at: item.start + insertion.at,
        ..insertion
    })
}

/// An offer for the part `id` in `offers.yaml`, at the end of its entry, which are the
/// bytes `entry` of the text.
pub(super) fn into_entry(
    text: &str,
    entry: Range<usize>,
    id: &str,
    offer: &Offer,
) -> Option<Insertion> {
    let slots = Slots::of(&text[entry.clone()]);
    let at = exact(&slots, &FieldPath::from(id))?;
    let insertion = into_list(&text[entry.clone()], &slots, at, offer, line_end(text))?;
    Some(Insertion {
        at: entry.start + insertion.at,
        ..insertion
    })
}

/// New entries at the end of `offers.yaml`.
pub(super) fn new_entries<'a>(
    text: &str,
    entries: impl Iterator<Item = (&'a str, &'a [Offer])>,
) -> Insertion {
    let eol = line_end(text);
    let whole = text.is_empty() || text.ends_with('\n');
    let mut added = String::new();
    for (id, offers) in entries {
        let _ = write!(added, "{id}:{eol}");
        for offer in offers {
            let _ = write!(added, "  - {}{eol}", flow(offer));
        }
    }
    if !whole {
        added.truncate(added.len() - eol.len());
        added.insert_str(0, eol);
    }
    Insertion {
        at: text.len(),
        text: added,
    }
}

/// Index of the slot at exactly this path.
fn exact(slots: &Slots, path: &FieldPath) -> Option<usize> {
    let (slot, taken) = slots.at(path)?;
    let same = |other: &Slot| std::ptr::eq(other, slot);
    (taken == path.0.len()).then(|| slots.0.iter().position(same))?
}

/// At the end of the list that the slot `at` holds.
fn into_list(text: &str, slots: &Slots, at: usize, offer: &Offer, eol: &str) -> Option<Insertion> {
    let list = &slots.0[at];
    let elements = slots.0.iter().filter(|slot| slot.parent == Some(at));
    let last = elements.max_by_key(|slot| slot.value.start);
    let value = &text[list.value.clone()];
    if value.starts_with('[') {
        let (at, separator) = match last {
            Some(last) => (last.value.end, ", "),
            None => (list.value.start + 1, ""),
        };
        let text = format!("{separator}{}", flow(offer));
        return Some(Insertion { at, text });
    }
    match last {
        Some(last) => after_element(text, last, offer, eol),
        None if value.is_empty() => {
            let colon = list.key.end + text[list.key.end..].find(':')? + 1;
            Some(Insertion {
                at: colon,
                text: format!(" [{}]", flow(offer)),
            })
        }
        None => None,
    }
}

/// On a line of its own after the last element of a block list.
fn after_element(text: &str, last: &Slot, offer: &Offer, eol: &str) -> Option<Insertion> {
    let before = text[..last.value.start].trim_end_matches(' ');
    let dash = before.strip_suffix('-')?.len();
    let line = text[..dash].rfind('\n').map_or(0, |at| at + 1);
    let rest = &text[last.value.end..];
    let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
    Some(Insertion {
        at: last.value.end + end,
        text: format!("{eol}{}- {}", " ".repeat(dash - line), flow(offer)),
    })
}

/// As the field `offers` just before another one.
fn before_field(text: &str, field: &Slot, offer: &Offer, eol: &str) -> Option<Insertion> {
    let line = text[..field.key.start].rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(line..field.key.start)?;
    let block = before.bytes().all(|byte| matches!(byte, b' ' | b'-'));
    let separator = if block {
        format!("{eol}{}", " ".repeat(before.len()))
    } else {
        ", ".to_owned()
    };
    Some(Insertion {
        at: field.key.start,
        text: format!("offers: [{}]{separator}", flow(offer)),
    })
}

/// How this file ends its lines.
fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        Some(_) | None => "\n",
    }
}

/// An offer as the files write it.
fn flow(offer: &Offer) -> String {
    let cents = offer.price.cents();
    format!(
        "{{price: ${}.{:02}, condition: {}, as_of: {}, source: {}}}",
        cents / 100,
        cents % 100,
        offer.condition,
        offer.as_of,
        scalar(&offer.source),
    )
}

/// A text as a YAML value: plain where it is an id, else in double quotes.
fn scalar(text: &str) -> String {
    let id = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let plain = text.bytes().all(id)
        && text.contains('-')
        && text.starts_with(|c: char| c.is_ascii_lowercase());
    if plain {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            _ if crate::part::is_invisible(char) => {
                let _ = write!(quoted, "\\U{:08x}", u32::from(char));
            }
            _ => quoted.push(char),
        }
    }
    quoted.push('"');
    quoted
}
