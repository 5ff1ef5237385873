//! What the rest of a build costs at the least beside one half of the core: the GPU option,
//! or CPU and board. Learned from cores that were completed in vain.
//!
//! The bounds of [`platform`](super::platform) look at pairs of slots. A rule over three of
//! them can still bar everything beside one half (a hybrid card whose radiator's size is not
//! known: COOL-05 with any case and cooler), or all that the budget leaves money for; every
//! core with that half would find it out by itself, and there are thousands. So once some
//! cores failed, the halves of each that fails are solved with the rules that read nothing
//! else of the core: no completion of such a core costs less.

use super::bits::Bits;
use super::candidate::SLOTS;
use super::component::Task;
use super::dive::best;
use super::domains::index;
use super::network::{CORE, Component};
use super::platform::{Platform, Row};
use super::reduced::{Core, Reduced};
use crate::rules::{Draft, Slot};
use crate::unit::Cost;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// So many cores may fail before their halves are looked at: an ordinary solve has few that
/// do, and ends before a floor would pay.
const FREE_FAILURES: u32 = 16;

/// The halves of a core, as places in the lists below.
const GPU: usize = 0;
const PLATFORM: usize = 1;

/// What the slots outside the core cost at the least.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Floor {
    /// The memory.
    memory: Cost,
    /// All others together. [`Cost::MAX`] = some slot has no candidate.
    pub(super) rest: Cost,
}

impl Floor {
    /// Where no build is.
    const NONE: Self = Self {
        memory: Cost::ZERO,
        rest: Cost::MAX,
    };

    /// Both hold.
    fn and(self, other: Self) -> Self {
        Self {
            memory: self.memory.max(other.memory),
            rest: self.rest.max(other.rest),
        }
    }
}

/// What was learned so far.
#[derive(Debug, Default)]
pub(super) struct Floors {
    failures: u32,
    /// By half, and by place of the GPU option or of the platform.
    known: [BTreeMap<usize, Floor>; 2],
    /// The components by half, without the rules that read the other; made when first needed.
    components: Option<Rc<[Vec<Component>; 2]>>,
}

impl Reduced<'_, '_> {
    /// What was learned of a GPU option beside a platform.
    pub(super) fn learned(&self, gpu: usize, platform: usize) -> Floor {
        let [gpus, platforms] = &self.floors.known;
        // Nothing was learned of a platform without its GPU option.
        if gpus.is_empty() {
            return Floor::default();
        }
        let of = |half: &BTreeMap<usize, Floor>, place| half.get(&place).copied();
        let (one, other) = (of(gpus, gpu), of(platforms, platform));
        one.unwrap_or_default().and(other.unwrap_or_default())
    }

    /// Whether no build with this GPU option and platform costs at most `bound`, by what was
    /// learned.
    pub(super) fn hopeless(&self, gpu: usize, platform: &Platform, bound: Cost) -> bool {
        let Floor { memory, rest } = self.learned(gpu, platform.place);
        let core = self.domains.slot(Slot::Gpu)[gpu].cost + platform.cost;
        core + rest + memory > bound
    }

    /// Learns from a core that has no completion within a bound.
    pub(super) fn failed(&mut self, core: &Core<'_>, row: &Row) {
        self.floors.failures += 1;
        let free = std::env::var("FF")
            .ok()
            .and_then(|x| x.parse().ok())
            .unwrap_or(FREE_FAILURES);
        if self.floors.failures <= free {
            return;
        }
        for (half, place) in [(GPU, core.picks[0]), (PLATFORM, core.platform)] {
            let known = self.floors.known[half].get(&place).copied();
            let floor = known.unwrap_or_else(|| {
                let mut nodes = 0;
                let floor = self.floor_beside(half, place, row, &mut nodes);
                self.nodes += nodes;
                self.floors.known[half].insert(place, floor);
                floor
            });
            if floor.rest == Cost::MAX {
                break;
            }
        }
    }

    /// What the slots outside the core cost at the least beside this half of it.
    fn floor_beside(&mut self, half: usize, place: usize, row: &Row, nodes: &mut u64) -> Floor {
        let components = self.floors.components.get_or_insert_with(|| {
            let beside = |seen: &[Slot]| {
                let all = self.network.components.iter();
                all.map(|component| component.beside(seen)).collect()
            };
            Rc::new([
                beside(&[Slot::Gpu]),
                beside(&[Slot::Cpu, Slot::Motherboard]),
            ])
        });
        let components = Rc::clone(components);
        let mut core = Draft::empty(&self.request.setting);
        let mut seen: Vec<(Slot, usize)> = vec![(Slot::Gpu, place)];
        if half == PLATFORM {
            let platform = &self.platforms[place];
            seen = vec![
                (Slot::Cpu, platform.cpu),
                (Slot::Motherboard, platform.board),
            ];
        }
        for &(slot, pick) in &seen {
            self.domains.slot(slot)[pick].place(&mut core);
        }
        let admitted = SLOTS.map(|slot| {
            if CORE.contains(&slot) {
                return Bits::default();
            }
            if half == GPU {
                return row.admitted[index(slot)].clone();
            }
            let mut list = Bits::of(self.domains.slot(slot).len(), |_| true);
            for &(core, pick) in &seen {
                if let Some(beside) = self.tables.beside(core, pick, slot) {
                    list.intersect(beside);
                }
            }
            list
        });
        let mut floor = Floor::default();
        for component in &components[half] {
            let task = Task {
                component,
                domains: &self.domains,
                tables: &self.tables,
                request: self.request,
                core,
                admitted: admitted.clone(),
                alone: SLOTS.map(|slot| {
                    let size = self.domains.slot(slot).len();
                    std::iter::repeat_n(Cell::default(), size).collect()
                }),
            };
            let Some(least) = least_of(&task, nodes) else {
                return Floor::NONE;
            };
            floor.memory = floor.memory + least.memory;
            floor.rest = floor.rest + least.rest;
        }
        floor
    }
}

/// The least cost of a component's memory and of the rest of it, each by itself.
fn least_of(task: &Task<'_, '_>, nodes: &mut u64) -> Option<Floor> {
    let mut floor = Floor::default();
    if task.component.slots.contains(&Slot::Memory) {
        floor.memory = task.least(Slot::Memory, &task.admitted[index(Slot::Memory)])?;
    }
    floor.rest = best(task, &task.admitted, Cost::MAX, nodes)?.share.cost;
    Some(floor)
}
