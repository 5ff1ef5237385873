//! A part's fields as numbers, equal where the values are: what rules can tell candidates
//! of a slot by.

use super::candidate::Candidate;
use super::quick::QuickMap;
use super::reads::{BRIDGED, reads};
use crate::part::{Direction, InterfaceValue};
use crate::rules::Slot;
use std::sync::Arc;

/// The fields of one part; none for the cooler in the CPU's box.
#[derive(Debug, Default)]
pub(super) struct Traits {
    names: Vec<&'static str>,
    codes: Vec<u32>,
    values: Vec<Option<(Option<i64>, Direction)>>,
}

/// The number of a field that a candidate does not have.
const ABSENT: u32 = u32::MAX;

/// A field of a slot's candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// By its place in [`Traits`].
    At(usize),
    /// How many pieces.
    Count,
}

/// Numbers the fields of all candidates of a slot.
pub(super) fn number(candidates: &mut [Candidate<'_>]) {
    let mut coders: Vec<QuickMap<u128, u32>> = Vec::new();
    // Most parts come as several candidates: other counts, conditions. By where the id lies.
    let mut known: QuickMap<usize, Arc<Traits>> = QuickMap::default();
    for candidate in candidates {
        let Some(line) = &candidate.line else {
            continue;
        };
        let id = line.part.id().as_ptr().addr();
        if let Some(known) = known.get(&id) {
            candidate.traits = Arc::clone(known);
            continue;
        }
        let Some(interface) = candidate.interface() else {
            continue;
        };
        let mut traits = Traits::default();
        for (at, (name, value)) in interface.fields().iter().enumerate() {
            if at == coders.len() {
                coders.push(QuickMap::default());
            }
            let coder = &mut coders[at];
            let next = u32::try_from(coder.len()).unwrap_or(ABSENT - 1);
            let code = *coder.entry(key(value)).or_insert(next);
            traits.names.push(name);
            traits.codes.push(code);
            traits.values.push(match value {
                InterfaceValue::Exact(_) => None,
                InterfaceValue::Ordered(value, direction) => Some((*value, *direction)),
            });
        }
        let traits = Arc::new(traits);
        known.insert(id, Arc::clone(&traits));
        candidate.traits = traits;
    }
}

/// A number of a value: that of its fingerprint, or its own.
fn key(value: &InterfaceValue) -> u128 {
    match value {
        InterfaceValue::Exact(fingerprint) => *fingerprint,
        InterfaceValue::Ordered(None, _) => u128::MAX,
        InterfaceValue::Ordered(Some(value), _) => u128::from(value.cast_unsigned()),
    }
}

impl Candidate<'_> {
    /// The number of a field.
    pub(super) fn code(&self, field: Field) -> u32 {
        match field {
            Field::At(at) => self.traits.codes.get(at).copied().unwrap_or(ABSENT),
            Field::Count => self.line.as_ref().map_or(1, |line| line.count),
        }
    }

    /// The value of a field that is ordered; `None` = only an equal one is as good.
    pub(super) fn ordered(&self, field: Field) -> Option<(Option<i64>, Direction)> {
        match field {
            Field::At(at) => *self.traits.values.get(at)?,
            Field::Count => None,
        }
    }
}

/// The names of the fields of a slot's candidates.
pub(super) fn names(candidates: &[Candidate<'_>]) -> Vec<&'static str> {
    let named = candidates.iter().map(|one| &one.traits.names);
    named
        .max_by_key(|names| names.len())
        .cloned()
        .unwrap_or_default()
}

/// The fields of a slot that a rule, or the link, reads.
pub(super) fn fields_read(
    rule: &str,
    slot: Slot,
    names: &[&'static str],
    bridged: bool,
) -> Vec<Field> {
    let mut fields: Vec<Field> = match reads(rule, slot) {
        Some(read) => {
            let wanted = read
                .iter()
                .filter_map(|name| match name.strip_suffix(BRIDGED) {
                    Some(name) => bridged.then_some(name),
                    None => Some(*name),
                });
            wanted.flat_map(|name| places(name, names)).collect()
        }
        // Not listed: it may read everything.
        None => (0..names.len())
            .map(Field::At)
            .chain([Field::Count])
            .collect(),
    };
    fields.sort_unstable();
    fields.dedup();
    fields
}

/// Where a field stands; all where its name is not known.
pub(super) fn places(name: &str, names: &[&'static str]) -> Vec<Field> {
    if name == "count" {
        return vec![Field::Count];
    }
    // A card's chip is one field, whatever is read of it.
    let name = if name.starts_with("chip/") {
        "chip"
    } else {
        name
    };
    match names.iter().position(|known| *known == name) {
        Some(at) => vec![Field::At(at)],
        None => (0..names.len()).map(Field::At).collect(),
    }
}
