//! Adds one offer to the text of a catalogue file, as an insertion: no other byte can
//! change. The parser then proves that the new text says the old and the one offer more.

use super::locate::{Shape, Slots, items};
use crate::part::{FieldPath, Offer, Step};
use serde_yaml::{Mapping, Value};

const BY_HAND: &str = "this file cannot be edited safely; add the offer by hand";

/// Bytes to put in at a place.
struct Insertion {
    at: usize,
    text: String,
}

/// The text with the offer added to the part of this id; `None` where the text is a list
/// that does not define the part.
pub(super) fn with_offer(
    text: &str,
    shape: Shape,
    id: &str,
    offer: &Offer,
) -> Result<Option<String>, String> {
    let written = flow(offer);
    let added: Value = serde_yaml::from_str(&written).map_err(|_| BY_HAND.to_owned())?;
    let mut wanted: Value = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    let Some(offers) = offers_of(&mut wanted, shape, id)? else {
        return Ok(None);
    };
    offers.push(added);
    let insertion = place(text, shape, id, &written).ok_or(BY_HAND)?;
    let mut new = text.to_owned();
    new.insert_str(insertion.at, &insertion.text);
    match serde_yaml::from_str::<Value>(&new) {
        Ok(value) if value == wanted => Ok(Some(new)),
        Ok(_) | Err(_) => Err(BY_HAND.to_owned()),
    }
}

/// The list of offers in the parsed document, made where there is none.
fn offers_of<'a>(
    document: &'a mut Value,
    shape: Shape,
    id: &str,
) -> Result<Option<&'a mut Vec<Value>>, String> {
    let entry = match shape {
        Shape::Map => {
            if document.is_null() {
                *document = Value::Mapping(Mapping::new());
            }
            let map = document.as_mapping_mut().ok_or(BY_HAND)?;
            map.entry(Value::from(id)).or_insert(Value::Null)
        }
        Shape::List => {
            let parts = document.as_sequence_mut().into_iter().flatten();
            let found = parts
                .filter_map(Value::as_mapping_mut)
                .find(|part| part.get("id").and_then(Value::as_str) == Some(id));
            let Some(part) = found else {
                return Ok(None);
            };
            part.entry(Value::from("offers")).or_insert(Value::Null)
        }
    };
    if entry.is_null() {
        *entry = Value::Sequence(Vec::new());
    }
    entry
        .as_sequence_mut()
        .map(Some)
        .ok_or_else(|| BY_HAND.to_owned())
}

/// An offer in flow style. An amount is written without commas: they part flow entries.
fn flow(offer: &Offer) -> String {
    let price = offer.price.to_string().replace(',', "");
    let source = &offer.source;
    let plain = source.starts_with(|c: char| c.is_ascii_alphabetic())
        && source.contains('-')
        && source
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-');
    let source = if plain {
        source.clone()
    } else {
        // A JSON text is a YAML text in double quotes.
        Value::from(source.as_str())
            .as_str()
            .map(|text| serde_json::Value::from(text).to_string())
            .unwrap_or_default()
    };
    let (condition, day) = (offer.condition, offer.as_of);
    format!("{{price: {price}, condition: {condition}, as_of: {day}, source: {source}}}")
}

/// Where the offer goes in the text, in the style that stands there.
fn place(text: &str, shape: Shape, id: &str, offer: &str) -> Option<Insertion> {
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let root = match shape {
        Shape::List => vec![Step::Index(0)],
        Shape::Map => Vec::new(),
    };
    let path = |last: &str| FieldPath([root.as_slice(), &[Step::from(last)]].concat());
    for item in items(text, shape) {
        let body = &text[item.clone()];
        let slots = Slots::of(body);
        let exact = |path: &FieldPath| {
            let (slot, reached) = slots.at(path)?;
            (reached == path.0.len()).then_some(slot)
        };
        let found = match shape {
            Shape::List => {
                let slot = exact(&path("id"));
                slot.is_some_and(|slot| body[slot.value.clone()].trim_matches(['"', '\'']) == id)
            }
            Shape::Map => exact(&path(id)).is_some(),
        };
        if !found {
            continue;
        }
        let list = match shape {
            Shape::List => path("offers"),
            Shape::Map => path(id),
        };
        let mut insertion = match exact(&list) {
            Some(slot) => {
                let last = (0..)
                    .map_while(|at| {
                        let element = [list.0.as_slice(), &[Step::Index(at)]].concat();
                        exact(&FieldPath(element)).map(|slot| slot.value.end)
                    })
                    .last();
                match (body.as_bytes().get(slot.value.start), last) {
                    (Some(b'['), Some(end)) => Insertion {
                        at: end,
                        text: format!(", {offer}"),
                    },
                    (Some(b'['), None) => Insertion {
                        at: slot.value.start + 1,
                        text: offer.to_owned(),
                    },
                    (Some(b'-'), Some(end)) => Insertion {
                        at: line_end(body, end),
                        text: format!(
                            "{line_break}{}- {offer}",
                            " ".repeat(column(body, slot.value.start))
                        ),
                    },
                    _ => Insertion {
                        at: slot.key.end + 1,
                        text: format!(" [{offer}]"),
                    },
                }
            }
            None => new_field(
                body,
                exact(&path("id"))?.key.start,
                exact(&path("sources"))?.key.start,
                offer,
                line_break,
            ),
        };
        insertion.at += item.start;
        return (insertion.at <= text.len()).then_some(insertion);
    }
    (shape == Shape::Map).then(|| {
        let ends = text.is_empty() || text.ends_with('\n');
        let (before, after) = if ends {
            ("", line_break)
        } else {
            (line_break, "")
        };
        Insertion {
            at: text.len(),
            text: format!("{before}{id}:{line_break}  - {offer}{after}"),
        }
    })
}

/// An `offers` field for a part that has none: before its sources, where parts have it.
fn new_field(body: &str, id: usize, sources: usize, offer: &str, line_break: &str) -> Insertion {
    let indent = column(body, sources);
    let block = body[sources - indent..sources]
        .bytes()
        .all(|byte| byte == b' ');
    let (at, text) = if block {
        let indent = " ".repeat(indent);
        (sources, format!("offers: [{offer}]{line_break}{indent}"))
    } else {
        (id, format!("offers: [{offer}], "))
    };
    Insertion { at, text }
}

/// Bytes between the line's start and this place.
fn column(text: &str, at: usize) -> usize {
    at - text[..at].rfind('\n').map_or(0, |line| line + 1)
}

/// The end of the line that holds this place.
fn line_end(text: &str, at: usize) -> usize {
    at + text[at..].find(['\r', '\n']).unwrap_or(text.len() - at)
}
