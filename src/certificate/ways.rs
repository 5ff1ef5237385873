//! Every way to fill each slot, read off the catalogue and the request anew.

use crate::build::{Acquisition, Line};
use crate::catalogue::Catalogue;
use crate::part::{
    AnyPart, Case, Condition, Cpu, Interface, Memory, Motherboard, Part as _, Psu, Storage,
};
use crate::request::{MAX_GPUS, Request, UsedPolicy};
use crate::rules::{CoolerPick, Draft, GpuPick, Pick, Slot};
use crate::unit::{Cost, Gibibytes};

/// Most kits of one model, where the user has not more: four modules in kits of two.
const MOST_KITS: u32 = 2;
/// What the cooler in the CPU's box is called.
const BOXED: &str = "(boxed)";

/// What goes into a slot. Lists of one, so that drafts can borrow them.
#[derive(Debug, Clone, Copy)]
enum Item<'a> {
    Gpus([GpuPick<'a>; 1]),
    Cpu(&'a Cpu),
    Board(&'a Motherboard),
    Memory([Pick<'a, Memory>; 1]),
    Psu([Pick<'a, Psu>; 1]),
    Storage([Pick<'a, Storage>; 1]),
    Cooler(CoolerPick<'a>),
    Case(&'a Case),
}

/// One way to fill a slot.
#[derive(Debug, Clone)]
pub(super) struct Way<'a> {
    /// Part id, count and condition: unique in its slot.
    pub(super) name: String,
    /// Price with tax of all pieces to be bought.
    pub(super) cost: Cost,
    count: u32,
    item: Item<'a>,
    /// All raw fields of one piece; `None` for the cooler in the box.
    interface: Option<Interface>,
}

impl Way<'_> {
    /// Puts it into its slot.
    pub(super) fn place<'s>(&'s self, draft: &mut Draft<'s>) {
        match &self.item {
            Item::Gpus(picks) => draft.gpus = Some(picks),
            Item::Cpu(part) => draft.cpu = Some(part),
            Item::Board(part) => draft.board = Some(part),
            Item::Memory(picks) => draft.memory = Some(picks),
            Item::Psu(picks) => draft.psus = Some(picks),
            Item::Storage(picks) => draft.storage = Some(picks),
            Item::Cooler(pick) => draft.cooler = Some(*pick),
            Item::Case(part) => draft.case = Some(part),
        }
    }

    /// System memory it brings.
    pub(super) fn memory(&self) -> Gibibytes {
        match &self.item {
            Item::Memory([kit]) => kit.part.capacity() * kit.count,
            _ => Gibibytes::default(),
        }
    }

    /// Whether it can stand in for another of its slot in every build, for no more money.
    pub(super) fn stands_in_for(&self, other: &Self) -> bool {
        let both = self.interface.as_ref().zip(other.interface.as_ref());
        self.count == other.count
            && self.cost <= other.cost
            && both.is_some_and(|(mine, theirs)| mine.covers(theirs))
    }
}

impl Item<'_> {
    fn interface(&self) -> Option<Interface> {
        Some(match self {
            Item::Gpus([pick]) => pick.card.interface(),
            Item::Cpu(part) => part.interface(),
            Item::Board(part) => part.interface(),
            Item::Memory([pick]) => pick.part.interface(),
            Item::Psu([pick]) => pick.part.interface(),
            Item::Storage([pick]) => pick.part.interface(),
            Item::Cooler(CoolerPick::Part(part)) => part.interface(),
            Item::Cooler(CoolerPick::Boxed) => return None,
            Item::Case(part) => part.interface(),
        })
    }
}

/// What a line is called; `None` = the cooler in the box.
pub(super) fn name(line: Option<&Line<'_>>) -> String {
    let Some(line) = line else {
        return BOXED.to_owned();
    };
    let mut name = line.part.id().to_owned();
    if line.count > 1 {
        name = format!("{name} x{}", line.count);
    }
    match &line.acquisition {
        Acquisition::Owned => name + " owned",
        Acquisition::Bought(Condition::New, _) => name,
        Acquisition::Bought(condition, _) => format!("{name} {condition}"),
    }
}

/// All ways to fill a slot that the request's wishes admit, before any rule, by cost.
pub(super) fn ways<'a>(catalogue: &'a Catalogue, request: &Request, slot: Slot) -> Vec<Way<'a>> {
    let pinned = request.pins.iter().any(|id| {
        let part = catalogue.part(id);
        part.is_some_and(|part| Slot::of(part.kind()) == slot)
    });
    let mut list = Vec::new();
    if slot == Slot::Cooler && !pinned {
        list.push(Way {
            name: name(None),
            cost: Cost::ZERO,
            count: 1,
            item: Item::Cooler(CoolerPick::Boxed),
            interface: None,
        });
    }
    for part in catalogue.parts() {
        let banned = request.bans.contains(part.id());
        if Slot::of(part.kind()) != slot || banned || (pinned && !request.pins_any(part)) {
            continue;
        }
        let owned = request.have.get(part.id()).copied().unwrap_or(0);
        let counts = match slot {
            Slot::Gpu => request.gpus.0.max(1)..=request.gpus.1.min(MAX_GPUS),
            Slot::Memory => 1..=MOST_KITS.max(owned),
            Slot::Storage => 1..=owned.max(1),
            _ => 1..=1,
        };
        for count in counts {
            let Some(item) = item(catalogue, request, part, count) else {
                continue;
            };
            let owned = owned.min(count);
            let lines = acquisitions(catalogue, request, part, owned == count);
            list.extend(lines.into_iter().map(|acquisition| {
                let line = Line {
                    part,
                    count,
                    owned,
                    acquisition,
                };
                Way {
                    name: name(Some(&line)),
                    cost: line.cost(request.tax_basis_points),
                    count,
                    item,
                    interface: item.interface(),
                }
            }));
        }
    }
    list.sort_by(|a, b| (a.cost, &a.name).cmp(&(b.cost, &b.name)));
    list
}

fn acquisitions(
    catalogue: &Catalogue,
    request: &Request,
    part: AnyPart<'_>,
    owned: bool,
) -> Vec<Acquisition> {
    if owned {
        return vec![Acquisition::Owned];
    }
    let conditions = match request.used {
        UsedPolicy::No => &[Condition::New][..],
        UsedPolicy::Yes => &[Condition::New, Condition::Used, Condition::Refurbished],
    };
    let bought = conditions.iter().filter_map(|condition| {
        let price = catalogue.price(part, *condition, request.today, request.prices)?;
        Some(Acquisition::Bought(*condition, price))
    });
    bought.collect()
}

fn item<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    part: AnyPart<'a>,
    count: u32,
) -> Option<Item<'a>> {
    Some(match part {
        AnyPart::GpuChip(_) => return None,
        AnyPart::Gpu(card) => {
            let chip = catalogue.chip(&card.chip)?;
            if request.vram.is_some_and(|least| chip.memory < least) {
                return None;
            }
            Item::Gpus([GpuPick { card, chip, count }])
        }
        AnyPart::Cpu(part) => Item::Cpu(part),
        AnyPart::Motherboard(part) => Item::Board(part),
        AnyPart::Memory(part) => Item::Memory([Pick { part, count }]),
        AnyPart::Psu(part) => Item::Psu([Pick { part, count }]),
        AnyPart::Storage(part) => Item::Storage([Pick { part, count }]),
        AnyPart::Cooler(part) => Item::Cooler(CoolerPick::Part(part)),
        AnyPart::Case(part) => Item::Case(part),
    })
}
