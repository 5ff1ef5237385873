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

impl<'a> Reduced<'a, '_> {
    /// Score and fit of a machine, memoised: many builds share their machine.
    fn judged(
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

    /// Score and fit of a core with the most memory that a build of at most `bound` leaves
    /// money for.
    pub(super) fn core_optimistic(&mut self, core: &Core<'a>, bound: Cost) -> Judged {
        let [_, _, board] = core.picks;
        let memory = self.memory_beside(core.share.cost, core.least, board, bound);
        self.judged(&core.gpus, core.link, core.cores, memory, core.memory_type)
    }

    /// The same of a core that no rule has judged yet: with the widest link of the cards.
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
    fn memory_beside(
        &self,
        core: Cost,
        mut least: [Cost; 8],
        board: usize,
        bound: Cost,
    ) -> Gibibytes {
        least[index(Slot::Memory)] = Cost::ZERO;
        let left = bound.saturating_sub(core + least.into_iter().sum());
        let stairs = &self.memories[board];
        let within = stairs.partition_point(|(cost, _)| *cost <= left);
        let last = within.checked_sub(1).and_then(|last| stairs.get(last));
        last.map_or(Gibibytes::default(), |(_, memory)| *memory)
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
