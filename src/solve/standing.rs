//! How candidates of a slot compare: the relation behind dominance.
//!
//! One is at least as good as another when it can take its place in every build, whatever
//! its price: it makes no rule bar what was not barred, adds no unknown, lowers no score and
//! no tie-break. Shown rule by rule, from what each rule reads ([`reads`](super::reads)):
//! * a rule about two slots is asked about every pair of candidates (by class); the one must
//!   do at least as well beside each candidate of the other slot;
//! * of what rules about more slots, the link and the score read, every field must be at
//!   least as good.
//!
//! What no rule and no score reads does not matter: a kit's latency, a board's Wi-Fi.

use super::candidate::{Candidate, SLOTS};
use super::classes::Classes;
use super::domains::index;
use super::network::Network;
use super::reads::LINK;
use super::traits::{Field, fields_read, names, places};
use crate::part::Direction;
use crate::request::Request;
use crate::rules::{Draft, Rule, Slot, Verdict};
use crate::unit::{Gibibytes, Gigabytes};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a candidate compares with others of its slot.
#[derive(Debug)]
pub(super) struct Standing {
    /// Only candidates of one group compare.
    pub(super) group: u32,
    /// Unknowns among the rules about it alone.
    unknowns: u32,
    memory: Gibibytes,
    storage: Gigabytes,
    ordered: Vec<(Option<i64>, Direction)>,
    /// By rule about this slot and one other: which row of its order.
    rows: Vec<usize>,
    orders: Arc<[Order]>,
}

/// Which rows of a rule are at least as good as which.
#[derive(Debug)]
struct Order {
    size: usize,
    covers: Vec<bool>,
}

/// Beyond this many rows a rule's rows compare by equality alone.
const MOST_ROWS: usize = 400;

/// What a rule says of a pair: it stands with no unknown or one, or is barred.
const BARRED: u8 = 2;

impl Standing {
    /// Whether a candidate can take another's place in every build, its price apart.
    pub(super) fn covers(&self, other: &Self) -> bool {
        self.group == other.group
            && self.unknowns <= other.unknowns
            && self.memory >= other.memory
            && self.storage >= other.storage
            && std::iter::zip(&self.ordered, &other.ordered).all(|(a, b)| value_covers(*a, *b))
            && std::iter::zip(&*self.orders, std::iter::zip(&self.rows, &other.rows))
                .all(|(order, (a, b))| order.covers[a * order.size + b])
    }
}

fn value_covers(
    (a, direction): (Option<i64>, Direction),
    (b, _): (Option<i64>, Direction),
) -> bool {
    match (a, b, direction) {
        (Some(a), Some(b), Direction::Up) => a >= b,
        (Some(a), Some(b), Direction::Down) => a <= b,
        (None, None, _) => true,
        (Some(_), None, _) | (None, Some(_), _) => false,
    }
}

/// Fields that the score, its groups or a tie-break read.
fn scored(slot: Slot) -> &'static [&'static str] {
    match slot {
        Slot::Gpu => &["chip", "count"],
        Slot::Cpu => &["cores"],
        Slot::Motherboard => &["socket", "memory.type"],
        Slot::Memory | Slot::Storage => &["count"],
        Slot::Psu | Slot::Cooler | Slot::Case => &[],
    }
}

/// Tells every candidate of every slot how it compares.
pub(super) fn compare(slots: &mut [Vec<Candidate<'_>>; 8], network: &Network, request: &Request) {
    let names: [Vec<&'static str>; 8] = std::array::from_fn(|at| names(&slots[at]));
    let read = |rule: &str, slot: Slot| {
        fields_read(rule, slot, &names[index(slot)], request.setting.nvlink)
    };
    let mut rows: [Vec<Vec<usize>>; 8] = std::array::from_fn(|_| Vec::new());
    let mut orders: [Vec<Order>; 8] = std::array::from_fn(|_| Vec::new());
    for rule in network.pairs() {
        let [a, b] = [rule.scope[0], rule.scope[1]];
        let sides = [a, b].map(|slot| {
            let fields = read(rule.id, slot);
            Classes::new(&slots[index(slot)], &fields)
        });
        let table = Table::new(rule, slots, [a, b], &sides, request);
        for (side, slot) in [a, b].into_iter().enumerate() {
            let (row_of, order) = table.order(side);
            let of = sides[side].of.iter();
            rows[index(slot)].push(of.map(|class| row_of[*class as usize]).collect());
            orders[index(slot)].push(order);
        }
    }
    for (at, slot) in SLOTS.into_iter().enumerate() {
        let mut fields: Vec<Field> = network
            .wider(slot)
            .map(|rule| rule.id)
            .chain((at < 3).then_some(LINK))
            .flat_map(|id| read(id, slot))
            .collect();
        let own = scored(slot).iter();
        fields.extend(own.flat_map(|name| places(name, &names[at])));
        fields.sort_unstable();
        fields.dedup();
        let orders = std::mem::take(&mut orders[at]).into();
        stand(&mut slots[at], &fields, &rows[at], &orders);
    }
}

fn stand(
    candidates: &mut [Candidate<'_>],
    fields: &[Field],
    rows: &[Vec<usize>],
    orders: &Arc<[Order]>,
) {
    let is_ordered = |field: &Field| candidates.iter().any(|one| one.ordered(*field).is_some());
    let (ordered, exact): (Vec<Field>, Vec<Field>) =
        fields.iter().partition(|field| is_ordered(field));
    let mut groups = Classes::new(candidates, &exact);
    // The cooler in the box has no fields, so it compares with itself alone.
    groups.split(candidates.iter().map(|one| u32::from(one.line.is_none())));
    for (place, candidate) in candidates.iter_mut().enumerate() {
        let values = ordered.iter().filter_map(|field| candidate.ordered(*field));
        candidate.standing = Some(Arc::new(Standing {
            group: groups.of[place],
            unknowns: candidate.unknowns,
            memory: candidate.memory(),
            storage: candidate.storage(),
            ordered: values.collect(),
            rows: rows.iter().map(|row| row[place]).collect(),
            orders: Arc::clone(orders),
        }));
    }
}

/// What a rule about two slots says of their classes.
struct Table {
    sizes: [usize; 2],
    says: Vec<u8>,
}

impl Table {
    fn new(
        rule: &Rule,
        slots: &[Vec<Candidate<'_>>; 8],
        [a, b]: [Slot; 2],
        sides: &[Classes; 2],
        request: &Request,
    ) -> Self {
        let mut says = Vec::with_capacity(sides[0].len() * sides[1].len());
        for x in &sides[0].first {
            let mut half = Draft::empty(&request.setting);
            slots[index(a)][*x].place(&mut half);
            for y in &sides[1].first {
                let mut draft = half;
                slots[index(b)][*y].place(&mut draft);
                says.push(match (rule.check)(&draft) {
                    Some(verdict) if rule.bars(&verdict, &request.allowed) => BARRED,
                    Some(Verdict::Unknown { .. }) => 1,
                    Some(_) | None => 0,
                });
            }
        }
        Self {
            sizes: [sides[0].len(), sides[1].len()],
            says,
        }
    }

    /// Which row each class of a side has, and how the rows compare.
    fn order(&self, side: usize) -> (Vec<usize>, Order) {
        let [here, there] = [self.sizes[side], self.sizes[1 - side]];
        let at = |class: usize, other: usize| match side {
            0 => self.says[class * there + other],
            _ => self.says[other * here + class],
        };
        let mut known: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
        let mut row_of = Vec::with_capacity(here);
        for class in 0..here {
            let row: Vec<u8> = (0..there).map(|other| at(class, other)).collect();
            let next = known.len();
            row_of.push(*known.entry(row).or_insert(next));
        }
        let mut list: Vec<(Vec<u8>, usize)> = known.into_iter().collect();
        list.sort_unstable_by_key(|(_, place)| *place);
        let size = list.len();
        let mut covers = vec![false; size * size];
        for (a, (one, _)) in list.iter().enumerate() {
            for (b, (other, _)) in list.iter().enumerate() {
                covers[a * size + b] = a == b
                    || (size <= MOST_ROWS && std::iter::zip(one, other).all(|(a, b)| a <= b));
            }
        }
        (row_of, Order { size, covers })
    }
}
