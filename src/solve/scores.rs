//! Scores of the reduced problem, memoised, and how good a build can still become.

use super::component::Completion;
use super::domains::index;
use super::objective::Judged;
use super::platform::{Platform, Row};
use super::reduced::{Core, Reduced};
use crate::part::{GpuChip, MemoryType};
use crate::rules::{GpuPick, Slot};
use crate::unit::{Cost, Gibibytes};
use crate::workload::{Link, Machine};

/// The first is where the chip lies, which is quicker to compare than its id; the order of
/// keys decides nothing.
pub(super) type ScoreKey = (usize, u32, Link, Option<u16>, Gibibytes, MemoryType);

/// What memory a core needs for a goal. Nothing = whatever stands beside it is enough.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct MemoryNeed {
    /// More than this.
    pub(super) above: Gibibytes,
    /// What that costs at the least.
    pub(super) cost: Cost,
}

impl<'a> Reduced<'a, '_> {
    /// Score and fit of a machine, memoised: many builds share their machine.
    pub(super) fn judged(
        &mut self,
        gpus: &GpuPick<'a>,
        link: Link,
        cores: Option<u16>,
        memory: Gibibytes,
        memory_type: MemoryType,
    ) -> Judged {
        let key = (
            std::ptr::from_ref(gpus.chip).addr(),
            gpus.count,
            link,
            cores,
            memory,
            memory_type,
        );
        if let Some(known) = self.scores.get(&key) {
            return *known;
        }
        let machine = Machine {
            chip: gpus.chip,
            count: gpus.count,
            link,
            cores,
            memory,
            memory_type,
            power_limit: self.request.setting.power_limit,
            desktop: self.request.desktop,
        };
        let judged = Judged::of(&machine, self.request, self.scorer);
        self.scores.insert(key, judged);
        judged
    }

    /// Score and fit of a GPU option in a host that never limits.
    pub(super) fn optimistic(&mut self, gpu: usize) -> Judged {
        let gpus = self.gpus(gpu);
        self.judged(
            &gpus,
            Link::WIDEST,
            None,
            self.most_memory,
            MemoryType::Ddr5,
        )
    }

    /// The memory that a core needs to meet a goal, of what a build of at most `bound`
    /// leaves money for; `None` = none does. What is met must stay met with more memory.
    pub(super) fn memory_need(
        &mut self,
        core: &Core<'a>,
        bound: Cost,
        met: impl Fn(Judged) -> bool,
    ) -> Option<MemoryNeed> {
        let [_, _, board] = core.picks;
        let within = self.stairs_beside(core.share.cost, core.least, board, bound);
        let mut meets = |stair: usize| {
            let (_, memory) = self.memories[board][stair];
            met(self.judged(&core.gpus, core.link, core.cores, memory, core.memory_type))
        };
        let last = within.checked_sub(1)?;
        if !meets(last) {
            return None;
        }
        // Mostly any memory will do.
        if meets(0) {
            return Some(MemoryNeed::default());
        }
        let (mut short, mut enough) = (0, last);
        while enough - short > 1 {
            let middle = usize::midpoint(short, enough);
            if meets(middle) {
                enough = middle;
            } else {
                short = middle;
            }
        }
        // What comes between the two may meet it too, where it is no step: as dear or dearer.
        let (_, above) = self.memories[board][short];
        let (cost, _) = self.memories[board][enough];
        Some(MemoryNeed { above, cost })
    }

    /// Score and fit of a core that no rule has judged yet, with the widest link of the cards
    /// and the most memory that a build of at most `bound` leaves money for.
    pub(super) fn platform_optimistic(
        &mut self,
        gpu: usize,
        platform: &Platform,
        row: &Row,
        bound: Cost,
    ) -> Judged {
        let gpus = self.gpus(gpu);
        let cost = self.domains.slot(Slot::Gpu)[gpu].cost + platform.cost;
        let memory = self.memory_beside(cost, row.beside(platform), platform.board, bound);
        let (cpu, board) = (self.cpu(platform.cpu), self.board(platform.board));
        let memory_type = board.memory.memory_type;
        self.judged(&gpus, widest(gpus.chip), cpu.cores, memory, memory_type)
    }

    /// The most memory that a build of at most `bound` leaves money for on this board, where
    /// the core costs so much and every other slot at least `least`.
    fn memory_beside(&self, core: Cost, least: [Cost; 8], board: usize, bound: Cost) -> Gibibytes {
        let within = self.stairs_beside(core, least, board, bound);
        let last = within.checked_sub(1);
        let last = last.and_then(|last| self.memories[board].get(last));
        last.map_or(Gibibytes::default(), |(_, memory)| *memory)
    }

    /// How many steps of the board's memories such a build leaves money for.
    fn stairs_beside(&self, core: Cost, mut least: [Cost; 8], board: usize, bound: Cost) -> usize {
        least[index(Slot::Memory)] = Cost::ZERO;
        let left = bound.saturating_sub(core + least.into_iter().sum());
        self.memories[board].partition_point(|(cost, _)| *cost <= left)
    }

    /// Score and fit of a core with a completion's memory.
    pub(super) fn completed(&mut self, core: &Core<'a>, completion: &Completion) -> Judged {
        self.judged(
            &core.gpus,
            core.link,
            core.cores,
            completion.share.memory.0,
            core.memory_type,
        )
    }
}

/// A link that no board makes wider for cards with this chip.
fn widest(chip: &GpuChip) -> Link {
    let own = Link {
        generation: chip.pcie_generation.unwrap_or(Link::WIDEST.generation),
        lanes: chip.pcie_lanes.unwrap_or(Link::WIDEST.lanes),
    };
    // Where the seating is not known, a link is assumed whatever the card's own.
    if own.throughput() < Link::UNKNOWN.throughput() {
        Link::WIDEST
    } else {
        own
    }
}
