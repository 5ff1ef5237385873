//! Makes the evidence for an answer. Nobody has to trust it: what it makes is checked.

use super::check::{aim, names};
use super::node::{Node, Space};
use super::{Aim, Bound, Certificate, Flaw, Split};
use crate::build::Build;
use crate::catalogue::Catalogue;
use crate::request::{Best, Request};
use crate::rules::Slot;
use crate::solve::{Guard, Progress, Scorer, optimum_watched};
use std::collections::BTreeMap;
use std::fmt;

/// More drafts than this are too many to show.
const MOST_DRAFTS: usize = 2_000_000;

/// Why there is no certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The answer is not the best, or the score is none that can be bounded.
    Wrong(Flaw),
    /// It would take too many splits.
    Large,
    /// It was told to end.
    Ended,
}

impl From<Flaw> for Refused {
    fn from(flaw: Flaw) -> Self {
        Self::Wrong(flaw)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wrong(flaw) => write!(f, "the answer cannot be shown to be the best: {flaw}"),
            Self::Large => write!(f, "the proof needs more than {MOST_DRAFTS} steps"),
            Self::Ended => f.write_str("it was ended before the proof was made"),
        }
    }
}

/// The certificate of an answer; `None` = nothing fits.
///
/// # Errors
/// The answer is not the best, [`Best::Value`] is asked for, it takes too many steps, or the
/// guard ends it.
pub fn certify(
    catalogue: &Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    pick: Option<&Build<'_>>,
    guard: &Guard<'_>,
) -> Result<Certificate, Refused> {
    let mut certificate = Certificate {
        best: None,
        holder: BTreeMap::new(),
        witnesses: BTreeMap::new(),
        options: Vec::new(),
    };
    if request.best == Best::Speed && pick.is_some() {
        let exact = Request {
            tolerance_basis_points: 0,
            ..request.clone()
        };
        let found = optimum_watched(catalogue, &exact, scorer, guard);
        if let Some((best, build)) = found.map_err(|_| Refused::Ended)? {
            certificate.best = Some(best);
            certificate.holder = names(&build.build);
        }
    }
    let mut space = Space::new(catalogue, request, scorer);
    let aim = aim(&space, pick, &certificate)?;
    for slot in Slot::ALL {
        let witnesses = witnesses(&space, *slot);
        space.retain(*slot, |way| !witnesses.contains_key(&way.name));
        if !witnesses.is_empty() {
            certificate.witnesses.insert(*slot, witnesses);
        }
    }
    let mut drafts = 0;
    for gpu in space.slot(Slot::Gpu) {
        if guard.ends(&Progress::Around) {
            return Err(Refused::Ended);
        }
        let node = space.root(gpu);
        let mut bound = Bound {
            gpu: gpu.name.clone(),
            least: node.map(|node| node.least()),
            most: node.filter(|node| node.runs).map(|node| node.most),
            split: None,
        };
        if let Some(node) = node.filter(|node| node.open(&aim)) {
            bound.split = Some(split(&node, &aim, guard, &mut drafts)?);
        }
        certificate.options.push(bound);
    }
    Ok(certificate)
}

/// Each candidate of a slot that another can stand in for, with the first such that is kept.
fn witnesses(space: &Space<'_, '_>, slot: Slot) -> BTreeMap<String, String> {
    let mut kept: Vec<usize> = Vec::new();
    let mut witnesses = BTreeMap::new();
    let list = space.slot(slot);
    for (place, way) in list.iter().enumerate() {
        match kept.iter().find(|one| list[**one].stands_in_for(way)) {
            Some(one) => {
                witnesses.insert(way.name.clone(), list[*one].name.clone());
            }
            None => kept.push(place),
        }
    }
    witnesses
}

/// Splits a node on the slot that leaves the fewest open.
fn split(
    node: &Node<'_, '_>,
    aim: &Aim,
    guard: &Guard<'_>,
    drafts: &mut usize,
) -> Result<Split, Refused> {
    if guard.ends(&Progress::Around) {
        return Err(Refused::Ended);
    }
    let mut best = None;
    for slot in node.undecided() {
        let children = node.children(slot, aim);
        *drafts += 1 + children.len();
        let fewer = |(_, known): &(Slot, Vec<_>)| children.len() < known.len();
        if best.as_ref().is_none_or(fewer) {
            best = Some((slot, children));
        }
    }
    if *drafts > MOST_DRAFTS {
        return Err(Refused::Large);
    }
    let Some((slot, children)) = best else {
        let draft = node.describe();
        return Err(Flaw::Open { draft }.into());
    };
    let open = children.into_iter().map(|(way, child)| {
        let split = split(&child, aim, guard, drafts)?;
        Ok((way.name.clone(), split))
    });
    let open = open.collect::<Result<_, Refused>>()?;
    Ok(Split { slot, open })
}
