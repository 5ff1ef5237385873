//! Completes a decided core: the fronts of its components, memoised by what they see of it.

use super::bits::Bits;
use super::candidate::SLOTS;
use super::component::{self, Completion, Front, Task};
use super::domains::index;
use super::network::CORE;
use super::objective::Share;
use super::platform::Row;
use super::reduced::{Core, Reduced};
use super::scores::MemoryNeed;
use crate::rules::Slot;
use crate::unit::{Cost, Gibibytes};
use std::cell::Cell;
use std::rc::Rc;

/// The components' completions for one core, all but the memory's.
#[derive(Debug)]
pub(super) struct Joined {
    /// The best completion of each component without the memory, by component.
    pub(super) others: Vec<(usize, Completion)>,
    /// The component with the memory.
    pub(super) memory: usize,
    /// Sum of the core's and the others' shares.
    pub(super) share: Share,
    /// What a build costs at the least.
    pub(super) least: Cost,
}

impl<'a> Reduced<'a, '_> {
    /// Completes a core but for the memory's component: `None` when a component has no
    /// completion, or when no build with the core and the memory that it needs costs at most
    /// `bound`.
    pub(super) fn complete(
        &mut self,
        core: &Core<'a>,
        row: &Row,
        need: MemoryNeed,
        bound: Cost,
    ) -> Option<Joined> {
        let mut others = Vec::new();
        let mut with_memory = None;
        let mut share = core.share;
        let mut open = core.least;
        let memory = &mut open[index(Slot::Memory)];
        *memory = need.cost.max(*memory);
        for place in 0..self.network.components.len() {
            if self.network.components[place].slots.contains(&Slot::Memory) {
                with_memory = Some(place);
                continue;
            }
            let front = self.front(place, core, row, Gibibytes::default(), Cost::MAX);
            let best = front.completions.first()?;
            share = share + best.share;
            others.push((place, *best));
            for slot in &self.network.components[place].slots {
                open[index(*slot)] = Cost::ZERO;
            }
            // What is still open costs at least this.
            if share.cost + open.into_iter().sum() > bound {
                return None;
            }
        }
        Some(Joined {
            others,
            memory: with_memory?,
            share,
            least: share.cost + open.into_iter().sum(),
        })
    }

    /// The completions of the memory's component with the memory that the core needs and with
    /// which a build costs at most `bound` (and maybe some dearer ones), best first.
    pub(super) fn with_memory(
        &mut self,
        core: &Core<'a>,
        row: &Row,
        joined: &Joined,
        need: MemoryNeed,
        bound: Cost,
    ) -> Rc<Front> {
        self.front(
            joined.memory,
            core,
            row,
            need.above,
            bound.saturating_sub(joined.share.cost),
        )
    }

    /// A component's completions that cost at most `bound`, with more memory than `above`
    /// where the memory is of the component and `above` is not nothing.
    fn front(
        &mut self,
        place: usize,
        core: &Core<'a>,
        row: &Row,
        above: Gibibytes,
        bound: Cost,
    ) -> Rc<Front> {
        let component = &self.network.components[place];
        // Fewer than 2^8 components, and less than 2^24 GiB.
        let place = place | (above.steps() as usize) << 8;
        let key = memo_key(place, &component.boundary, core.picks);
        let mut front = match self.fronts.get(&key) {
            Some(known) if known.reached >= Some(bound) => return Rc::clone(known),
            Some(known) => Front::clone(known),
            None => Front::default(),
        };
        let alone = SLOTS.map(|slot| {
            let at = index(slot);
            if !component.slots.contains(&slot) {
                return Rc::default();
            }
            let key = memo_key(at, &component.alone[at].boundary, core.picks);
            let size = self.domains.slot(slot).len();
            let unseen = || std::iter::repeat_n(Cell::default(), size).collect();
            Rc::clone(self.alone.entry(key).or_insert_with(unseen))
        });
        let [_, cpu, board] = core.picks;
        let admitted = |slot: Slot| {
            if !component.slots.contains(&slot) {
                return Bits::default();
            }
            let mut list = row.admitted[index(slot)].clone();
            for (core, pick) in [(Slot::Cpu, cpu), (Slot::Motherboard, board)] {
                if let Some(beside) = self.tables.beside(core, pick, slot) {
                    list.intersect(beside);
                }
            }
            if slot == Slot::Memory && above > Gibibytes::default() {
                let kits = self.domains.slot(slot);
                list.intersect(&Bits::of(kits.len(), |kit| kits[kit].memory() > above));
            }
            list
        };
        let task = Task {
            component,
            domains: &self.domains,
            tables: &self.tables,
            request: self.request,
            core: self.core_draft(core.picks),
            admitted: SLOTS.map(admitted),
            alone,
        };
        let mut nodes = 0;
        component::solve(&task, bound, &mut front, &mut nodes);
        self.nodes += nodes;
        let front = Rc::new(front);
        self.fronts.insert(key, Rc::clone(&front));
        front
    }
}

/// A place and the core candidates seen from it, in one number.
pub(super) fn memo_key(place: usize, boundary: &[Slot], picks: [usize; 3]) -> u128 {
    let mut key = place as u128;
    for (slot, pick) in CORE.into_iter().zip(picks) {
        // Fewer than 2^32 candidates; 0 = not seen.
        let seen = boundary.contains(&slot).then_some(pick + 1);
        key = key << 32 | seen.unwrap_or(0) as u128;
    }
    key
}
