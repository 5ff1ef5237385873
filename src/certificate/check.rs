//! The checker.

use super::node::{Node, Space};
use super::ways::name;
use super::{Aim, Bound, Certificate, Flaw, Split};
use crate::build::Build;
use crate::catalogue::Catalogue;
use crate::request::{Best, Request};
use crate::rules::Slot;
use crate::solve::{Scorer, tolerated};
use crate::unit::Cost;
use crate::workload::Score;
use std::collections::BTreeMap;

/// What an accepted certificate rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// Candidates left out, each with a witness.
    pub witnesses: usize,
    /// GPU candidates, each with its bounds.
    pub options: usize,
    /// Splits where the bounds did not settle it.
    pub splits: usize,
}

/// Checks that a certificate shows a pick to be the answer; `None` = nothing fits.
///
/// # Errors
/// The first piece that does not hold.
pub fn check(
    catalogue: &Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    pick: Option<&Build<'_>>,
    certificate: &Certificate,
) -> Result<Shown, Flaw> {
    let mut space = Space::new(catalogue, request, scorer);
    let aim = aim(&space, pick, certificate)?;
    let mut witnesses = 0;
    for (slot, list) in &certificate.witnesses {
        for (removed, kept) in list {
            witness(&space, *slot, removed, kept)?;
        }
        let kept_is_removed = list.iter().find(|(_, kept)| list.contains_key(*kept));
        if let Some((removed, kept)) = kept_is_removed {
            return Err(Flaw::Witness {
                slot: *slot,
                removed: removed.clone(),
                kept: kept.clone(),
            });
        }
        witnesses += list.len();
        space.retain(*slot, |way| !list.contains_key(&way.name));
    }
    let stated: BTreeMap<&str, &Bound> = certificate
        .options
        .iter()
        .map(|bound| (bound.gpu.as_str(), bound))
        .collect();
    let mut shown = Shown {
        witnesses,
        options: 0,
        splits: 0,
    };
    for gpu in space.slot(Slot::Gpu) {
        let Some(bound) = stated.get(gpu.name.as_str()) else {
            return Err(Flaw::Missing {
                gpu: gpu.name.clone(),
            });
        };
        option(space.root(gpu).as_ref(), bound, &aim)?;
        shown.options += 1;
        shown.splits += bound.split.as_ref().map_or(0, Split::count);
    }
    Ok(shown)
}

/// What would contradict the answer. Its pick must be a build that fits and is good enough,
/// and so must be the holder of the best score.
pub(super) fn aim(
    space: &Space<'_, '_>,
    pick: Option<&Build<'_>>,
    certificate: &Certificate,
) -> Result<Aim, Flaw> {
    let request = space.request;
    let mut aim = Aim {
        limit: request.budget.map_or(Cost::MAX, Cost::from),
        best: None,
        enough: None,
        price: None,
    };
    // The most score per dollar is none of the objectives that can be shown here.
    let sought = pick.is_some() && request.best == Best::Speed;
    if request.best == Best::Value || certificate.best.is_some() != sought {
        return Err(Flaw::Best);
    }
    let Some(pick) = pick else { return Ok(aim) };
    if let Some(best) = certificate.best {
        let (_, score) = whole(space, &certificate.holder, "the best score", aim.limit)?;
        if score != best {
            return Err(Flaw::NoBuild {
                which: "the best score",
                why: "the build said to have it has another",
            });
        }
        aim.best = Some(best);
        aim.enough = Some(tolerated(best, request.tolerance_basis_points));
    }
    let (cost, score) = whole(space, &names(pick), "the pick", aim.limit)?;
    if aim.enough.is_some_and(|enough| score < enough) {
        return Err(Flaw::NoBuild {
            which: "the pick",
            why: "it scores less than the tolerance admits",
        });
    }
    aim.price = Some(cost);
    Ok(aim)
}

/// The candidate of each slot that a build is.
pub(super) fn names(build: &Build<'_>) -> BTreeMap<Slot, String> {
    let lines = build
        .lines
        .iter()
        .map(|line| (line.slot(), name(Some(line))));
    let boxed = build.boxed_cooler.then(|| (Slot::Cooler, name(None)));
    lines.chain(boxed).collect()
}

/// Cost and score of a whole build that no rule bars, within the budget.
fn whole(
    space: &Space<'_, '_>,
    names: &BTreeMap<Slot, String>,
    which: &'static str,
    limit: Cost,
) -> Result<(Cost, Score), Flaw> {
    let no = |why| Flaw::NoBuild { which, why };
    let find = |slot: Slot| {
        let name = names.get(&slot).ok_or_else(|| no("a slot is empty"))?;
        let unknown = || Flaw::Unknown {
            slot,
            name: name.clone(),
        };
        space.find(slot, name).ok_or_else(unknown)
    };
    let mut node = space
        .root(find(Slot::Gpu)?)
        .ok_or_else(|| no("a rule bars it"))?;
    for slot in Slot::ALL.iter().skip(1) {
        node = node
            .with(*slot, find(*slot)?)
            .ok_or_else(|| no("a rule bars it"))?;
    }
    if !node.runs {
        return Err(no("a task that must run does not"));
    }
    if node.least() > limit {
        return Err(no("it costs more than the budget"));
    }
    Ok((node.least(), node.most))
}

fn witness(space: &Space<'_, '_>, slot: Slot, removed: &str, kept: &str) -> Result<(), Flaw> {
    let find = |name: &str| {
        let unknown = || Flaw::Unknown {
            slot,
            name: name.to_owned(),
        };
        space.find(slot, name).ok_or_else(unknown)
    };
    if find(kept)?.stands_in_for(find(removed)?) {
        return Ok(());
    }
    Err(Flaw::Witness {
        slot,
        removed: removed.to_owned(),
        kept: kept.to_owned(),
    })
}

/// Checks what is said of a GPU candidate; `None` = nothing can stand beside it.
fn option(node: Option<&Node<'_, '_>>, bound: &Bound, aim: &Aim) -> Result<(), Flaw> {
    let no = |which| {
        Err(Flaw::Bound {
            gpu: bound.gpu.clone(),
            which,
        })
    };
    let Some(node) = node else { return Ok(()) };
    let Some(least) = bound.least.filter(|least| *least <= node.least()) else {
        return no("least cost");
    };
    if !node.runs {
        return Ok(());
    }
    let Some(most) = bound.most.filter(|most| *most >= node.most) else {
        return no("highest score");
    };
    if !aim.open(least, most) {
        return Ok(());
    }
    prove(node, bound.split.as_ref(), aim)
}

/// Checks that no completion of a node contradicts the answer.
fn prove(node: &Node<'_, '_>, split: Option<&Split>, aim: &Aim) -> Result<(), Flaw> {
    let Some(split) = split else {
        return Err(Flaw::Open {
            draft: node.describe(),
        });
    };
    if !node.undecided().any(|slot| slot == split.slot) {
        return Err(Flaw::Twice {
            slot: split.slot,
            draft: node.describe(),
        });
    }
    for (way, child) in node.children(split.slot, aim) {
        prove(&child, split.open.get(&way.name), aim)?;
    }
    Ok(())
}
