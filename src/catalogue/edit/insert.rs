//! Puts an offer into the text of a file by inserting bytes and changing none.
//!
//! The places come from `yaml-edit`'s lossless tree. What is inserted is one line or one
//! flow map, so comments, order, quoting and line ends elsewhere cannot change; `edit`
//! proves by parsing that the new text says exactly what was asked.

use crate::catalogue::locate::{Shape, Slot, Slots, items};
use crate::part::{FieldPath, Offer};
use std::fmt::Write as _;
use std::ops::Range;

/// A change of one place: which bytes go and what comes in their stead.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Splice {
    /// The bytes that go; an empty range inserts.
    pub(super) bytes: Range<usize>,
    /// What comes there.
    pub(super) text: String,
}

impl Splice {
    /// Nothing goes.
    pub(super) fn insert(at: usize, text: String) -> Self {
        Self {
            bytes: at..at,
            text,
        }
    }

    /// The same in a text that has `start` more bytes before.
    fn after(self, start: usize) -> Self {
        Self {
            bytes: self.bytes.start + start..self.bytes.end + start,
            ..self
        }
    }
}

/// The text with these changes; those at one place in their order. `None` where two overlap.
pub(super) fn apply(text: &str, mut splices: Vec<Splice>) -> Option<String> {
    splices.sort_by_key(|splice| splice.bytes.start);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for splice in &splices {
        out.push_str(text.get(from..splice.bytes.start)?);
        out.push_str(&splice.text);
        from = splice.bytes.end;
    }
    out.push_str(text.get(from..)?);
    Some(out)
}

/// An offer for the part at `row` of a part file; `None` where no safe place is found.
pub(super) fn into_part(text: &str, row: usize, offer: &Offer) -> Option<Splice> {
    let item = items(text, Shape::List).into_iter().nth(row)?;
    let slots = Slots::of(&text[item.clone()]);
    let place = |field: &str| exact(&slots, &path![0, field]);
    let splice = match place("offers") {
        Some(at) => into_list(&text[item.clone()], &slots, at, offer, line_end(text)),
        None => before_field(
            &text[item.clone()],
            &slots.0[place("sources")?],
            offer,
            line_end(text),
        ),
    }?;
    Some(splice.after(item.start))
}

/// An offer for the part `id` in `offers.yaml`, at the end of its entry, which are the
/// bytes `entry` of the text.
pub(super) fn into_entry(
    text: &str,
    entry: Range<usize>,
    id: &str,
    offer: &Offer,
) -> Option<Splice> {
    let slots = Slots::of(&text[entry.clone()]);
    let at = exact(&slots, &FieldPath::from(id))?;
    let splice = into_list(&text[entry.clone()], &slots, at, offer, line_end(text))?;
    Some(splice.after(entry.start))
}

/// New entries at the end of `offers.yaml`.
pub(super) fn new_entries<'a>(
    text: &str,
    entries: impl Iterator<Item = (&'a str, &'a [Offer])>,
) -> Splice {
    let eol = line_end(text);
    let open = missing_end(text);
    let mut added = open.to_owned();
    for (id, offers) in entries {
        let _ = write!(added, "{id}:{eol}");
        for offer in offers {
            let _ = write!(added, "  - {}{eol}", flow(offer));
        }
    }
    if !open.is_empty() {
        added.truncate(added.len() - eol.len());
    }
    Splice::insert(text.len(), added)
}

/// Index of the slot at exactly this path.
fn exact(slots: &Slots, path: &FieldPath) -> Option<usize> {
    let (slot, taken) = slots.at(path)?;
    let same = |other: &Slot| std::ptr::eq(other, slot);
    (taken == path.0.len()).then(|| slots.0.iter().position(same))?
}

/// At the end of the list that the slot `at` holds.
fn into_list(text: &str, slots: &Slots, at: usize, offer: &Offer, eol: &str) -> Option<Splice> {
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
        return Some(Splice::insert(at, text));
    }
    match last {
        Some(last) => after_element(text, last, offer, eol),
        None if value.is_empty() => {
            let colon = list.key.end + text[list.key.end..].find(':')? + 1;
            Some(Splice::insert(colon, format!(" [{}]", flow(offer))))
        }
        None => None,
    }
}

/// On a line of its own after the last element of a block list.
fn after_element(text: &str, last: &Slot, offer: &Offer, eol: &str) -> Option<Splice> {
    let before = text[..last.value.start].trim_end_matches(' ');
    let dash = before.strip_suffix('-')?.len();
    let line = text[..dash].rfind('\n').map_or(0, |at| at + 1);
    let rest = &text[last.value.end..];
    let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
    let dash = " ".repeat(dash - line);
    let text = format!("{eol}{dash}- {}", flow(offer));
    Some(Splice::insert(last.value.end + end, text))
}

/// As the field `offers` just before another one.
fn before_field(text: &str, field: &Slot, offer: &Offer, eol: &str) -> Option<Splice> {
    let line = text[..field.key.start].rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(line..field.key.start)?;
    let block = before.bytes().all(|byte| matches!(byte, b' ' | b'-'));
    let separator = if block {
        format!("{eol}{}", " ".repeat(before.len()))
    } else {
        ", ".to_owned()
    };
    let text = format!("offers: [{}]{separator}", flow(offer));
    Some(Splice::insert(field.key.start, text))
}

/// What ends the last line of a text where nothing does.
pub(super) fn missing_end(text: &str) -> &'static str {
    if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        line_end(text)
    }
}

/// How this file ends its lines.
pub(super) fn line_end(text: &str) -> &'static str {
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
