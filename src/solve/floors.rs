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
use super::platform::Row;
use super::reduced::Reduced;
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

/// What was learned so far.
#[derive(Debug, Default)]
pub(super) struct Floors {
    failures: u32,
    /// By half, and by place of the GPU option or of the platform: the least cost of all
    /// slots outside the core; [`Cost::MAX`] = some slot has no candidate.
    known: [BTreeMap<usize, Cost>; 2],
    /// The components by half, without the rules that read the other; made when first needed.
    components: Option<Rc<[Vec<Component>; 2]>>,
}

impl Reduced<'_, '_> {
    /// Whether no build with this GPU option and platform costs at most `bound`, by what was
    /// learned.
    pub(super) fn hopeless(&self, gpu: usize, at: usize, bound: Cost) -> bool {
        let [gpus, platforms] = &self.floors.known;
        if gpus.is_empty() {
            return false;
        }
        let floor = gpus.get(&gpu).max(platforms.get(&at));
        let core = self.domains.slot(Slot::Gpu)[gpu].cost + self.platforms[at].cost;
        floor.is_some_and(|floor| core + *floor > bound)
    }

    /// Learns from a core that no completion within the budget meets the goal.
    pub(super) fn failed(&mut self, gpu: usize, at: usize, row: &Row) {
        self.floors.failures += 1;
        if self.floors.failures <= FREE_FAILURES {
            return;
        }
        for (half, place) in [(GPU, gpu), (PLATFORM, at)] {
            let known = self.floors.known[half].get(&place).copied();
            let floor = known.unwrap_or_else(|| {
                let mut nodes = 0;
                let floor = self.floor_beside(half, place, row, &mut nodes);
                self.nodes += nodes;
                self.floors.known[half].insert(place, floor);
                floor
            });
            if floor == Cost::MAX {
                break;
            }
        }
    }

    /// What the slots outside the core cost at the least beside this half of it.
    fn floor_beside(&mut self, half: usize, place: usize, row: &Row, nodes: &mut u64) -> Cost {
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
        let mut floor = Cost::ZERO;
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
                return Cost::MAX;
            };
            floor = floor + least;
        }
        floor
    }
}

/// The least cost of a component's memory and of the rest of it, each by itself.
fn least_of(task: &Task<'_, '_>, nodes: &mut u64) -> Option<Cost> {
    let mut floor = Cost::ZERO;
    if task.component.slots.contains(&Slot::Memory) {
        floor = task.least(Slot::Memory, &task.admitted[index(Slot::Memory)])?;
    }
    let rest = best(task, &task.admitted, Cost::MAX, nodes)?;
    Some(floor + rest.share.cost)
}
