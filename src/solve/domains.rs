//! The domains: every candidate of every slot that the request's own wishes and the
//! rules about a single part admit.

use super::candidate::{Candidate, Item, SLOTS};
use super::network::Network;
use super::standing::compare;
use super::traits::number;
use crate::build::{Acquisition, Line};
use crate::catalogue::Catalogue;
use crate::part::{AnyPart, Condition};
use crate::request::{MAX_GPUS, Request, UsedPolicy};
use crate::rules::{CoolerPick, Draft, GpuPick, Pick, Rule, Slot, Verdict};
use crate::unit::Cost;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Candidates by slot, in the order of [`SLOTS`].
#[derive(Debug, Clone)]
pub(super) struct Domains<'a> {
    pub(super) slots: [Vec<Candidate<'a>>; 8],
    /// How many candidates each rule about a single part left out, by rule id.
    pub(super) left_out: BTreeMap<&'static str, usize>,
    /// Product of the domain sizes before any rule: the search space.
    pub(super) space: u128,
}

/// Where a slot stands in [`SLOTS`].
pub(super) fn index(slot: Slot) -> usize {
    match slot {
        Slot::Gpu => 0,
        Slot::Cpu => 1,
        Slot::Motherboard => 2,
        Slot::Memory => 3,
        Slot::Psu => 4,
        Slot::Storage => 5,
        Slot::Cooler => 6,
        Slot::Case => 7,
    }
}

/// Most kits of one model: four modules in kits of two. More than one kit is a warning
/// (MEM-09), so the second appears only when that is allowed.
const MAX_KITS: u32 = 2;

impl<'a> Domains<'a> {
    /// Builds the domains of a request.
    pub(super) fn new(catalogue: &'a Catalogue, request: &Request, network: &Network) -> Self {
        let mut slots = SLOTS.map(|slot| candidates(catalogue, request, slot));
        let space = slots.iter().map(|slot| slot.len() as u128).product();
        let mut left_out = BTreeMap::new();
        for (slot, candidates) in SLOTS.into_iter().zip(&mut slots) {
            let rules = network.unary(slot);
            candidates.retain_mut(|candidate| match alone(candidate, &rules, request) {
                Ok(unknowns) => {
                    candidate.unknowns = unknowns;
                    true
                }
                Err(rule) => {
                    *left_out.entry(rule.id).or_default() += 1;
                    false
                }
            });
            number(candidates);
        }
        compare(&mut slots, network, request);
        Self {
            slots,
            left_out,
            space,
        }
    }

    /// The slot's candidates.
    pub(super) fn slot(&self, slot: Slot) -> &[Candidate<'a>] {
        &self.slots[index(slot)]
    }

    /// How many candidates are left in all slots.
    pub(super) fn len(&self) -> usize {
        self.slots.iter().map(Vec::len).sum()
    }
}

/// The unknowns among the rules about a candidate alone, or the one that bars it.
fn alone(
    candidate: &Candidate<'_>,
    rules: &[&'static Rule],
    request: &Request,
) -> Result<u32, &'static Rule> {
    let mut draft = Draft::empty(&request.setting);
    candidate.place(&mut draft);
    let mut unknowns = 0;
    for rule in rules {
        if let Some(verdict) = (rule.check)(&draft) {
            if rule.bars(&verdict, &request.allowed) {
                return Err(rule);
            }
            unknowns += u32::from(matches!(verdict, Verdict::Unknown { .. }));
        }
    }
    Ok(unknowns)
}

/// All candidates of a slot, before any rule.
pub(super) fn candidates<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    slot: Slot,
) -> Vec<Candidate<'a>> {
    let wish = Wish::new(catalogue, request, slot);
    let mut list = Vec::new();
    match slot {
        Slot::Gpu => {
            for card in &catalogue.gpus {
                let Some(chip) = catalogue.chip(&card.chip) else {
                    continue;
                };
                if request.vram.is_some_and(|least| chip.memory < least) {
                    continue;
                }
                for count in request.gpus.0.max(1)..=request.gpus.1.min(MAX_GPUS) {
                    wish.add(
                        &mut list,
                        AnyPart::Gpu(card),
                        count,
                        Item::Gpus([GpuPick { card, chip, count }]),
                    );
                }
            }
        }
        Slot::Cpu => catalogue
            .cpus
            .iter()
            .for_each(|part| wish.add(&mut list, AnyPart::Cpu(part), 1, Item::Cpu(part))),
        Slot::Motherboard => {
            for part in &catalogue.motherboards {
                wish.add(&mut list, AnyPart::Motherboard(part), 1, Item::Board(part));
            }
        }
        Slot::Memory => {
            for part in &catalogue.memory {
                let owned = request.have.get(&part.id).copied().unwrap_or(0);
                for count in 1..=MAX_KITS.max(owned) {
                    wish.add(
                        &mut list,
                        AnyPart::Memory(part),
                        count,
                        Item::Memory([Pick { part, count }]),
                    );
                }
            }
        }
        Slot::Psu => {
            for part in &catalogue.psus {
                wish.add(
                    &mut list,
                    AnyPart::Psu(part),
                    1,
                    Item::Psu([Pick { part, count: 1 }]),
                );
            }
        }
        Slot::Storage => {
            for part in &catalogue.storage {
                let owned = request.have.get(&part.id).copied().unwrap_or(0);
                for count in 1..=owned.max(1) {
                    wish.add(
                        &mut list,
                        AnyPart::Storage(part),
                        count,
                        Item::Storage([Pick { part, count }]),
                    );
                }
            }
        }
        Slot::Cooler => {
            if !wish.pinned {
                list.push(Candidate {
                    item: Item::Cooler(CoolerPick::Boxed),
                    cost: Cost::ZERO,
                    line: None,
                    unknowns: 0,
                    traits: Arc::default(),
                    standing: None,
                });
            }
            for part in &catalogue.coolers {
                wish.add(
                    &mut list,
                    AnyPart::Cooler(part),
                    1,
                    Item::Cooler(CoolerPick::Part(part)),
                );
            }
        }
        Slot::Case => {
            catalogue
                .cases
                .iter()
                .for_each(|part| wish.add(&mut list, AnyPart::Case(part), 1, Item::Case(part)));
        }
    }
    list.sort_by(|a, b| {
        a.cost
            .cmp(&b.cost)
            .then_with(|| a.identity().cmp(&b.identity()))
    });
    list
}

/// The request's wishes about one slot.
struct Wish<'a, 'r> {
    catalogue: &'a Catalogue,
    request: &'r Request,
    /// Whether some part of this slot is pinned.
    pinned: bool,
}

impl<'a, 'r> Wish<'a, 'r> {
    fn new(catalogue: &'a Catalogue, request: &'r Request, slot: Slot) -> Self {
        let pinned = request.pins.iter().any(|id| {
            catalogue
                .part(id)
                .is_some_and(|part| Slot::of(part.kind()) == slot)
        });
        Self {
            catalogue,
            request,
            pinned,
        }
    }

    /// Adds the ways to acquire `count` pieces of a part.
    fn add(&self, list: &mut Vec<Candidate<'a>>, part: AnyPart<'a>, count: u32, item: Item<'a>) {
        let (request, id) = (self.request, part.id());
        if request.bans.contains(id) || (self.pinned && !request.pins_any(part)) {
            return;
        }
        let owned = request.have.get(id).copied().unwrap_or(0).min(count);
        let mut push = |acquisition| {
            let line = Line {
                part,
                count,
                owned,
                acquisition,
            };
            list.push(Candidate {
                item,
                cost: line.cost(request.tax_basis_points),
                line: Some(line),
                unknowns: 0,
                traits: Arc::default(),
                standing: None,
            });
        };
        if owned == count {
            push(Acquisition::Owned);
            return;
        }
        for condition in [Condition::New, Condition::Used, Condition::Refurbished] {
            if request.used == UsedPolicy::No && condition != Condition::New {
                continue;
            }
            if let Some(price) =
                self.catalogue
                    .price(part, condition, request.today, request.prices)
            {
                push(Acquisition::Bought(condition, price));
            }
        }
    }
}
