//! A part beside the rest of a build: what the rules say of it there.

use crate::build::{Acquisition, Build, Line};
use crate::catalogue::Catalogue;
use crate::part::{AnyPart, GpuChip};
use crate::request::Request;
use crate::rules::{Check, Slot};

/// The build with another line in a slot; `None` for the cooler in the CPU's box.
pub(super) fn replaced<'a>(
    build: &Build<'a>,
    slot: Slot,
    line: Option<Line<'a>>,
    chip: Option<&'a GpuChip>,
) -> Build<'a> {
    let mut other = build.clone();
    let at = other.lines.iter().position(|old| old.slot() == slot);
    let at = at.unwrap_or_else(|| other.lines.iter().filter(|old| old.slot() < slot).count());
    other.lines.retain(|old| old.slot() != slot);
    if slot == Slot::Cooler {
        other.boxed_cooler = line.is_none();
    }
    if slot == Slot::Gpu {
        other.chips = chip.into_iter().collect();
    }
    if let Some(line) = line {
        other.lines.insert(at, line);
    }
    other
}

/// The rules that bar a build from the answers of a request.
pub(super) fn bars(build: &Build<'_>, request: &Request) -> Vec<Check> {
    let checks = build.checks(&request.setting).into_iter();
    checks
        .filter(|check| check.rule.bars(&check.verdict, &request.allowed))
        .collect()
}

/// The rules that bar a part in the place of its slot's, whatever its price. Of a chip, that
/// of its cards which fewest bar.
pub(super) fn bars_beside(
    catalogue: &Catalogue,
    request: &Request,
    build: &Build<'_>,
    part: AnyPart<'_>,
) -> Vec<Check> {
    let of = |part| bars(&with(catalogue, build, part), request);
    match part {
        AnyPart::GpuChip(chip) => {
            let cards = catalogue.gpus.iter().filter(|card| card.chip == chip.id);
            let each = cards.map(|card| of(AnyPart::Gpu(card)));
            each.min_by_key(Vec::len).unwrap_or_default()
        }
        _ => of(part),
    }
}

/// The rules that bar a part whatever stands beside it.
pub(super) fn bars_alone(
    catalogue: &Catalogue,
    request: &Request,
    part: AnyPart<'_>,
) -> Vec<Check> {
    let empty = Build {
        lines: Vec::new(),
        chips: Vec::new(),
        boxed_cooler: false,
    };
    bars_beside(catalogue, request, &empty, part)
}

/// The build with a part in its slot, as many cards as it had.
fn with<'a>(catalogue: &'a Catalogue, build: &Build<'a>, part: AnyPart<'a>) -> Build<'a> {
    let slot = Slot::of(part.kind());
    let count = match slot {
        Slot::Gpu => build.slot(slot).map(|line| line.count).sum::<u32>().max(1),
        _ => 1,
    };
    let chip = match part {
        AnyPart::Gpu(card) => catalogue.chip(&card.chip),
        _ => None,
    };
    let line = Line {
        part,
        count,
        owned: count,
        acquisition: Acquisition::Owned,
    };
    replaced(build, slot, Some(line), chip)
}
