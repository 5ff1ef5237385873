//! A part that goes: its text from the top layer where that defines it, else into
//! `retired.yaml`, which hides what the layers below define.

use super::insert::{Splice, line_end, missing_end};
use super::open::{Open, Plan, of_kind};
use super::{EditError, lock};
use crate::catalogue::content::list;
use crate::catalogue::locate::{Shape, items};
use crate::catalogue::{Catalogue, LayerSource};
use crate::part::{
    Case, Cooler, Cpu, Gpu, GpuChip, Memory, Motherboard, Part, PartKind, Psu, Storage,
};
use serde::de::DeserializeOwned;
use std::path::PathBuf;

/// First line of a `retired.yaml` that an edit makes.
const RETIRED_HEAD: &str = "# Parts of the layers below that are hidden: their ids.\n";

/// How a part went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removed {
    /// Its text was taken out of the layer.
    Deleted {
        /// Out of this file.
        file: PathBuf,
    },
    /// A layer below defines it: it is hidden.
    Hidden {
        /// By this file.
        file: PathBuf,
    },
}

/// Removes a part from a layer, or hides it there. Comments around it stay.
///
/// # Errors
/// No layer has the part, or the file cannot be edited or written.
pub fn remove_part(
    layer: &LayerSource,
    catalogue: &Catalogue,
    id: &str,
) -> Result<Removed, EditError> {
    let part = catalogue
        .part(id)
        .ok_or_else(|| EditError::UnknownPart(id.to_owned()))?;
    let _lock = lock(layer)?;
    if let Some(plan) = plan(layer, part.kind(), id)? {
        plan.carry_out()?;
        return Ok(Removed::Deleted { file: plan.file });
    }
    let plan = plan_hiding(layer, id)?;
    plan.carry_out()?;
    Ok(Removed::Hidden { file: plan.file })
}

macro_rules! plan_of_kinds {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        /// The edit of the part's own file; `None` where the layer has no such part.
        fn plan(layer: &LayerSource, kind: PartKind, id: &str) -> Result<Option<Plan>, EditError> {
            match kind {
                $(PartKind::$kind => plan_own::<$kind>(layer, id)),+
            }
        }
    };
}
crate::part_kinds!(plan_of_kinds);

fn plan_own<P: Part + DeserializeOwned + PartialEq>(
    layer: &LayerSource,
    id: &str,
) -> Result<Option<Plan>, EditError> {
    let Some((mut file, row)) = Open::<P>::with(layer, id)? else {
        return Ok(None);
    };
    if P::KIND == PartKind::GpuChip {
        free(layer, id)?;
    }
    file.items.remove(row);
    let splice = without(&file.text, row, file.is_bare());
    file.proved([splice], &of_kind()).map(Some)
}

/// Refuses where cards of the layer have the chip: they would be left without one.
fn free(layer: &LayerSource, chip: &str) -> Result<(), EditError> {
    let cards = Open::read(layer, PartKind::Gpu.file_stem(), &of_kind::<Gpu>())?;
    let cards = cards.into_iter().flat_map(|file| file.items);
    let by: Vec<String> = cards
        .filter(|card| card.chip == chip)
        .map(|card| card.id)
        .collect();
    if by.is_empty() {
        return Ok(());
    }
    let id = chip.to_owned();
    Err(EditError::Needed { id, by })
}

/// The text without an item; an empty list in its place where it was the only one.
fn without(text: &str, row: usize, only: bool) -> Option<Splice> {
    let item = items(text, Shape::List).into_iter().nth(row)?;
    // What stands after its last line of content belongs to the file: comments, blank lines.
    let mut end = item.start;
    let mut at = item.start;
    for line in text[item.clone()].split_inclusive('\n') {
        at += line.len();
        let content = line.trim();
        if !content.is_empty() && !content.starts_with('#') && content != "..." {
            end = at;
        }
    }
    let mark = if only { "[]" } else { "" };
    let eol = if only { line_end(text) } else { "" };
    Some(Splice {
        bytes: item.start..end,
        text: [mark, eol].concat(),
    })
}

fn plan_hiding(layer: &LayerSource, id: &str) -> Result<Plan, EditError> {
    let format = list::<String>(&[]);
    let mut file = match Open::read(layer, "retired", &format)? {
        Some(file) => file,
        None => Open::new(layer, "retired", RETIRED_HEAD),
    };
    if file.items.iter().any(|other| other == id) {
        return Ok(file.unchanged());
    }
    file.items.push(id.to_owned());
    let text = &file.text;
    let eol = line_end(text);
    let open = missing_end(text);
    let first = items(text, Shape::List).into_iter().next();
    let column = first.and_then(|first| text[first].find('-')).unwrap_or(0);
    let entry = format!("{open}{}- {id}{eol}", " ".repeat(column));
    let splice = Splice::insert(text.len(), entry);
    file.proved([Some(splice)], &format)
}
