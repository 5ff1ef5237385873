//! Rows of one product. Two rows with the same name are one part, and a field on which they
//! disagree is unknown; rows that disagree on what a part cannot do without are two parts.

use super::convert::Made;
use super::row::Identity;
use super::text::squeezed;
use crate::catalogue::facts::BESIDE;
use crate::catalogue::import::{Change, Importable, Note};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A row that became a part.
pub(super) struct Candidate<P> {
    /// Its place among the rows.
    pub(super) row: usize,
    pub(super) identity: Identity,
    pub(super) made: Made<P>,
}

/// A row that describes the same product as an earlier one.
pub(super) struct Twin {
    pub(super) row: usize,
    /// The row of the part that stands for both.
    pub(super) of: usize,
}

/// Joins the rows of one product; fields that they disagree on are noted at the first.
pub(super) fn join_twins<P: Importable>(
    candidates: Vec<Candidate<P>>,
    mut note: impl FnMut(usize, Note),
) -> (Vec<Candidate<P>>, Vec<Twin>) {
    let mut kept: Vec<Candidate<P>> = Vec::new();
    let mut twins = Vec::new();
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for candidate in candidates {
        let same = by_name
            .entry(squeezed(&candidate.identity.name))
            .or_default();
        let joined = same.iter().find_map(|place| {
            let (part, lost) = agreed(&kept[*place].made.part, &candidate.made.part)?;
            Some((*place, part, lost))
        });
        let Some((place, part, lost)) = joined else {
            same.push(kept.len());
            kept.push(candidate);
            continue;
        };
        let first = &mut kept[place];
        first.made.part = part;
        for field in lost {
            let text = "another row of this product says otherwise".to_owned();
            note(
                first.row,
                Note {
                    field: field.into(),
                    change: Change::Unknown,
                    text,
                },
            );
        }
        twins.push(Twin {
            row: candidate.row,
            of: first.row,
        });
        first.identity.join(candidate.identity);
    }
    (kept, twins)
}

/// What two descriptions of a part agree on, and the fields they do not; `None` where a
/// part cannot do without one of those.
fn agreed<P: Importable>(one: &P, other: &P) -> Option<(P, Vec<String>)> {
    let (mut left, right) = (fields(one)?, fields(other)?);
    let fact = |field: &str| !BESIDE.contains(&field) && field != "status";
    let differ = |field: &&String| {
        right
            .get(*field)
            .is_some_and(|value| *value != left[*field])
    };
    let lost: Vec<String> = left
        .keys()
        .filter(|field| fact(field))
        .filter(differ)
        .cloned()
        .collect();
    if lost.is_empty() {
        return Some((one.clone(), lost));
    }
    left.retain(|field, _| !lost.contains(field));
    let part = serde_json::from_value(Value::Object(left)).ok()?;
    Some((part, lost))
}

fn fields(part: &impl Importable) -> Option<Map<String, Value>> {
    match serde_json::to_value(part) {
        Ok(Value::Object(fields)) => Some(fields),
        _ => None,
    }
}

/// Leaves out the part numbers that rows of different products share: a board that carries
/// its DDR4 twin's number must not get its price.
pub(super) fn disown_shared_numbers<P>(candidates: &mut [Candidate<P>]) {
    let mut seen = BTreeSet::new();
    let mut shared = BTreeSet::new();
    for candidate in candidates.iter() {
        for number in candidate.identity.part_numbers() {
            if !seen.insert(squeezed(number)) {
                shared.insert(squeezed(number));
            }
        }
    }
    for candidate in candidates {
        candidate
            .identity
            .keep_part_numbers(|number| !shared.contains(&squeezed(number)));
    }
}
