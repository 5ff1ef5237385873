//! New parts: their text, as it was written, at the end of the layer's file of their kind.

use super::insert::{Splice, line_end};
use super::open::{Open, Plan, of_kind};
use super::{EditError, lock};
use crate::catalogue::check::Judge;
use crate::catalogue::content::Content;
use crate::catalogue::fault::{Faults, Severity, SourceText};
use crate::catalogue::locate::{Shape, items};
use crate::catalogue::read::Listed;
use crate::catalogue::{Catalogue, Document, LayerSource};
use crate::part::{
    Case, Cooler, Cpu, Gpu, GpuChip, Memory, Motherboard, Part, PartKind, Psu, Storage,
};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Parts that were added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The file that holds them now.
    pub file: PathBuf,
    /// Their ids, in the order of the text.
    pub ids: Vec<String>,
    /// Those that a layer below defines too: what it says of them is hidden now.
    pub replaced: Vec<String>,
}

/// Adds the parts of one kind that `document` lists to a layer. All of them, or none.
///
/// # Errors
/// A fault of the document or of the layer's file, each with its place; an id that the
/// layer has already; a file that cannot be edited or written.
pub fn add_parts(
    layer: &LayerSource,
    catalogue: &Catalogue,
    kind: PartKind,
    document: &Document,
    today: Date,
) -> Result<Added, EditError> {
    let source = document.source();
    let content = judged(layer, catalogue, kind, source, today)?;
    let _lock = lock(layer)?;
    let (added, plan) = plan(layer, catalogue, kind, content, source)?;
    plan.carry_out()?;
    Ok(added)
}

/// What the text holds, once it is certain that a load would take it.
fn judged(
    layer: &LayerSource,
    catalogue: &Catalogue,
    kind: PartKind,
    source: &SourceText,
    today: Date,
) -> Result<Content, EditError> {
    let mut faults = Vec::new();
    let text = |stem: &str| Ok((stem == kind.file_stem()).then(|| source.clone()));
    let content = Content::read(text, &mut faults);
    Judge::new(layer.rules, Some(today), catalogue, &content).layer(&content, &mut faults);
    faults.retain(|fault| fault.severity == Severity::Error);
    if faults.is_empty() {
        return Ok(content);
    }
    Err(EditError::Faulty(Faults {
        faults,
        parts: content.parts(),
    }))
}

macro_rules! plan_of_kinds {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        fn plan(
            layer: &LayerSource,
            catalogue: &Catalogue,
            kind: PartKind,
            content: Content,
            source: &SourceText,
        ) -> Result<(Added, Plan), EditError> {
            match kind {
                $(PartKind::$kind => plan_kind::<$kind>(layer, catalogue, content.$field, source)),+
            }
        }
    };
}
crate::part_kinds!(plan_of_kinds);

fn plan_kind<P: Part + DeserializeOwned + PartialEq>(
    layer: &LayerSource,
    catalogue: &Catalogue,
    listed: Listed<P>,
    source: &SourceText,
) -> Result<(Added, Plan), EditError> {
    let format = of_kind::<P>();
    let stem = P::KIND.file_stem();
    let mut file = match Open::read(layer, stem, &format)? {
        Some(file) => file,
        None => Open::new(layer, stem, ""),
    };
    let imported = file.imported(&format).map(|part: P| part.id().to_owned());
    let own = file.items.iter().map(|part| part.id().to_owned());
    let ids: BTreeSet<String> = own.chain(imported).collect();
    let twice = listed.rows.iter().find(|(_, part)| ids.contains(part.id()));
    if let Some((row, part)) = twice {
        let message = format!(
            "the layer has a `{}` already: remove that one first, or edit {stem}.yaml by hand",
            part.id()
        );
        let faults = vec![listed.fault(*row, &"id".into(), message)];
        return Err(EditError::Faulty(Faults { faults, parts: 1 }));
    }
    let rows = listed.rows.into_iter().map(|(_, part)| part);
    let parts: Vec<P> = rows.collect();
    if parts.is_empty() {
        let faults = vec![source.fault(0..0, "no part: expected a list such as `- id: …`")];
        return Err(EditError::Faulty(Faults { faults, parts: 0 }));
    }
    let ids: Vec<String> = parts.iter().map(|part| part.id().to_owned()).collect();
    let below = |id: &&String| catalogue.part(id).is_some();
    let replaced = ids.iter().filter(below).cloned().collect();
    let splice = at_the_end(&file.text, &source.text);
    file.items.extend(parts);
    let plan = file.proved([splice], &format)?;
    let file = plan.file.clone();
    let added = Added {
        file,
        ids,
        replaced,
    };
    Ok((added, plan))
}

/// The items of `new` at the end of `old`, indented and ended as its lines are.
fn at_the_end(old: &str, new: &str) -> Option<Splice> {
    let column = |text: &str| -> Option<usize> {
        let first = items(text, Shape::List).into_iter().next()?;
        text[first].find('-')
    };
    let from = column(new)?;
    let to = column(old).unwrap_or(0);
    let eol = line_end(old);
    let mut text = String::new();
    if !old.is_empty() {
        // Ends the last line, or parts the new from the old by a blank one.
        text.push_str(eol);
    }
    let first = items(new, Shape::List).into_iter().next()?.start;
    for line in new[first..].trim_end().lines() {
        let body = line.get(from..).filter(|_| line[..from].trim().is_empty());
        let body = body.unwrap_or_else(|| line.trim_start());
        if !body.is_empty() {
            text.push_str(&" ".repeat(to));
        }
        text.push_str(body);
        text.push_str(eol);
    }
    Some(Splice::insert(old.len(), text))
}
