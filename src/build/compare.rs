//! What differs between saved builds.

use super::{Saved, SavedPart};
use crate::rules::Slot;

/// A slot that the builds do not fill alike, with what each has there.
#[derive(Debug, Clone)]
pub struct Difference<'b> {
    /// The slot.
    pub slot: Slot,
    /// The parts of each build, in the builds' order; none where it has none, or only the
    /// cooler in the CPU's box.
    pub sides: Vec<Vec<&'b SavedPart>>,
}

/// Where builds differ.
#[derive(Debug, Clone)]
pub struct Differences<'b> {
    /// The slots, in the order in which a build is read.
    pub slots: Vec<Difference<'b>>,
    /// How many parts all builds have alike, at the same price.
    pub same: usize,
}

/// Compares builds slot by slot: part, count, condition and price.
pub fn differences<'b>(builds: &[&'b Saved]) -> Differences<'b> {
    let mut found = Differences {
        slots: Vec::new(),
        same: 0,
    };
    for slot in Slot::ALL.iter().copied() {
        let sides: Vec<Vec<&SavedPart>> = builds.iter().map(|build| filling(build, slot)).collect();
        let mut each = builds.iter().zip(&sides).map(|(build, side)| {
            let boxed = slot == Slot::Cooler && build.boxed_cooler;
            (boxed, side.iter().map(|part| identity(part)).collect())
        });
        let first: Option<(bool, Vec<_>)> = each.next();
        if each.all(|other| Some(&other) == first.as_ref()) {
            found.same += sides.first().map_or(0, Vec::len);
        } else {
            found.slots.push(Difference { slot, sides });
        }
    }
    found
}

fn filling(build: &Saved, slot: Slot) -> Vec<&SavedPart> {
    let parts = build.parts.iter();
    parts.filter(|part| Slot::of(part.kind) == slot).collect()
}

/// What makes two parts the same to a buyer.
fn identity(part: &SavedPart) -> impl PartialEq + '_ {
    let bought = part
        .bought
        .as_ref()
        .map(|bought| (bought.condition, bought.price));
    (&part.id, part.count, part.owned, bought)
}
