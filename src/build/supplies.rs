//! Which supply feeds what, as a build file says it.

use super::Line;
use crate::catalogue::{Catalogue, Document, Fault};
use crate::part::{AnyPart, FieldPath};
use crate::request::find_part;
use crate::rules::{Slot, Supply};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One supply unit of the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SupplyEntry {
    /// The supply's id.
    pub(super) id: String,
    /// Whether it feeds the board.
    #[serde(default)]
    board: bool,
    /// Cards on its cables, with how many.
    #[serde(default)]
    feeds: BTreeMap<String, u32>,
    /// Whether its cards sit in risers that it powers.
    #[serde(default)]
    powered_risers: bool,
    /// A circuit of its own.
    circuit: Option<String>,
}

/// The supplies of the file, for a build of these lines.
///
/// # Errors
/// A card that is not there or hangs on more supplies than there are pieces, a circuit that
/// is none, or not exactly one supply that feeds the board.
pub(super) fn supplies(
    document: &Document,
    catalogue: &Catalogue,
    entries: &[SupplyEntry],
    lines: &[Line<'_>],
) -> Result<Vec<Supply>, Fault> {
    let boards = entries.iter().filter(|entry| entry.board).count();
    if entries.len() > 1 && boards != 1 {
        let message = format!(
            "{boards} of {} supplies feed the board: give one of them `board: true`",
            entries.len()
        );
        return Err(document.fault(&"psus".into(), message));
    }
    let mut hung: BTreeMap<String, u32> = BTreeMap::new();
    let mut supplies = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        let at = FieldPath::from("psus").then(place);
        let mut feeds: BTreeMap<String, u32> = BTreeMap::new();
        for (text, count) in &entry.feeds {
            let at = at.clone().then("feeds").then(text.as_str());
            let card = card(document, catalogue, text, &at)?;
            let held = lines
                .iter()
                .filter(|line| line.slot() == Slot::Gpu && line.part.id() == card);
            let held: u32 = held.map(|line| line.count).sum();
            let total = hung.entry(card.clone()).or_default();
            *total = total.saturating_add(*count);
            if *count == 0 || *total > held {
                let message =
                    format!("{total} of {card} hang on the supplies so far; the build has {held}");
                return Err(document.fault(&at, message));
            }
            *feeds.entry(card).or_default() += count;
        }
        let circuit =
            match &entry.circuit {
                Some(_) if entries.len() == 1 => {
                    let message = "the circuit of a single supply is the build's: \
                               say `circuit` beside `parts`";
                    return Err(document.fault(&at.then("circuit"), message));
                }
                Some(text) => {
                    let circuit = text.parse();
                    Some(circuit.map_err(|error: String| {
                        document.fault(&at.clone().then("circuit"), error)
                    })?)
                }
                None => None,
            };
        let part = find_part(catalogue, &entry.id);
        let part = part.map_err(|error| document.fault(&at.then("id"), error.to_string()))?;
        supplies.push(Supply {
            psu: part.id().to_owned(),
            board: entry.board || entries.len() == 1,
            feeds,
            powered_risers: entry.powered_risers,
            circuit,
        });
    }
    Ok(supplies)
}

/// The id of the card that a text names.
fn card(
    document: &Document,
    catalogue: &Catalogue,
    text: &str,
    at: &FieldPath,
) -> Result<String, Fault> {
    let part = find_part(catalogue, text);
    match part.map_err(|error| document.fault(at, error.to_string()))? {
        AnyPart::Gpu(card) => Ok(card.id.clone()),
        other => {
            let message = format!("`{}` is no graphics card of the build", other.id());
            Err(document.fault(at, message))
        }
    }
}
