//! The reduced problem of one request with its memo tables: GPU rows, decided cores,
//! component fronts and scores. Every query of a request shares it.

use super::bits::Bits;
use super::candidate::{Candidate, SLOTS};
use super::component::{self, Completion, Front, Judged, Task, judge};
use super::domains::{Domains, index};
use super::dominance;
use super::link::link;
use super::network::{CORE, Network};
use super::objective::{Scorer, Share};
use super::search::Members;
use super::tables::{Tables, barred, make_consistent};
use crate::catalogue::Catalogue;
use crate::part::{Cpu, GpuChip, MemoryType, Motherboard};
use crate::request::Request;
use crate::rules::{Draft, GpuPick, Rule, Slot};
use crate::unit::{Cost, Gibibytes};
use crate::workload::{Link, Machine, Score};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many candidates each argument removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    /// By a rule about the part alone, or a standard.
    pub unary: usize,
    /// Because another is no dearer and at least as good in every field.
    pub dominance: usize,
    /// Because nothing in some other slot can stand with them.
    pub consistency: usize,
}

/// CPU and board that can stand together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Platform {
    pub(super) cpu: usize,
    pub(super) board: usize,
    /// What the two cost.
    cost: Cost,
    /// Least cost of a candidate that can stand with both, by slot; zero in the core.
    least: [Cost; 8],
    /// `cost` and all of `least`.
    pub(super) floor: Cost,
}

/// What one GPU option leaves of the other slots.
#[derive(Debug)]
pub(super) struct Row {
    /// Compatible candidates by slot.
    admitted: [Bits; 8],
    /// Least cost of a compatible candidate, by slot; zero in the core.
    least: [Cost; 8],
}

impl Row {
    /// Whether CPU and board can each stand with the GPU option.
    pub(super) fn admits(&self, platform: &Platform) -> bool {
        let admitted = |slot: Slot, pick: usize| self.admitted[index(slot)].holds(pick);
        admitted(Slot::Cpu, platform.cpu) && admitted(Slot::Motherboard, platform.board)
    }

    /// What CPU, board and all the rest cost at the least on this platform.
    pub(super) fn floor(&self, platform: &Platform) -> Cost {
        platform.cost + self.beside(platform).into_iter().sum()
    }

    /// What each slot outside the core costs at the least on this platform.
    fn beside(&self, platform: &Platform) -> [Cost; 8] {
        std::array::from_fn(|slot| self.least[slot].max(platform.least[slot]))
    }
}

/// A decided core: GPUs, CPU and board.
#[derive(Debug, Clone)]
pub(super) struct Core<'a> {
    /// Candidate index of each core slot.
    pub(super) picks: [usize; 3],
    pub(super) gpus: GpuPick<'a>,
    pub(super) link: Link,
    pub(super) cores: Option<u16>,
    pub(super) memory_type: MemoryType,
    pub(super) share: Share,
    /// What each slot outside it costs at the least.
    least: [Cost; 8],
}

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

/// What is known of a GPU option's row.
#[derive(Debug, Clone)]
enum Known {
    /// Not looked at yet.
    Not,
    /// Some slot has no candidate that can stand with it.
    Hopeless,
    /// This.
    Row(Rc<Row>),
}

/// The first is where the chip lies, which is quicker to compare than its id; the order of
/// keys decides nothing.
type ScoreKey = (usize, u32, Link, Option<u16>, Gibibytes, MemoryType);

/// See the module.
pub(super) struct Reduced<'a, 'r> {
    pub(super) domains: Domains<'a>,
    pub(super) removed: Removed,
    /// Decisions tried.
    pub(super) nodes: u64,
    pub(super) network: Network,
    /// Compatible (CPU, board) pairs in cost order.
    pub(super) platforms: Vec<Platform>,
    /// Which of the GPU options and platforms belong to which group.
    pub(super) members: Members<'a>,
    /// Least cost of all slots but the GPU.
    pub(super) floor: Cost,
    request: &'r Request,
    scorer: &'r dyn Scorer,
    tables: Tables,
    core_rules: Vec<&'static Rule>,
    rows: Vec<Known>,
    /// By their candidates, in one number.
    cores: BTreeMap<u128, Option<Rc<Core<'a>>>>,
    /// By component and the core candidates it sees, in one number.
    fronts: BTreeMap<u128, Rc<Front>>,
    /// By slot and the core candidates that its rules see: see [`Task::alone`].
    alone: BTreeMap<u128, Rc<[Cell<Judged>]>>,
    scores: BTreeMap<ScoreKey, (Score, bool)>,
    /// By board: costs of the memory candidates that can stand on it, ascending, and the
    /// most memory up to each.
    memories: Vec<Vec<(Cost, Gibibytes)>>,
    most_memory: Gibibytes,
}

impl<'a, 'r> Reduced<'a, 'r> {
    pub(super) fn new(
        catalogue: &'a Catalogue,
        request: &'r Request,
        scorer: &'r dyn Scorer,
    ) -> Self {
        let network = Network::new();
        let mut domains = Domains::new(catalogue, request, &network);
        let mut removed = Removed {
            unary: domains.left_out.values().sum(),
            ..Removed::default()
        };
        for candidates in &mut domains.slots {
            removed.dominance += dominance::remove_dominated(candidates);
        }
        let (tables, inconsistent) = make_consistent(&mut domains, &network, request);
        removed.consistency = inconsistent;
        let platforms = platforms(&domains, &tables);
        let floor = platforms.first().map_or(Cost::MAX, |first| first.floor);
        let candidates = domains.slot(Slot::Memory);
        let most_memory = candidates.iter().map(Candidate::memory).max();
        let memories = (0..domains.slot(Slot::Motherboard).len())
            .map(|board| memories(candidates, &tables, board))
            .collect();
        let rows = vec![Known::Not; domains.slot(Slot::Gpu).len()];
        let options = domains.slot(Slot::Gpu).iter().map(|option| {
            let gpus = option.gpus();
            (gpus.chip.id.as_str(), gpus.count)
        });
        let kinds = platforms.iter().map(|platform| {
            let board = domains.slot(Slot::Motherboard)[platform.board].board();
            (board.socket, board.memory.memory_type)
        });
        let members = Members::new(options, kinds);
        Self {
            removed,
            nodes: 0,
            request,
            scorer,
            core_rules: network.core_rules(),
            network,
            tables,
            platforms,
            members,
            floor,
            rows,
            cores: BTreeMap::new(),
            fronts: BTreeMap::new(),
            alone: BTreeMap::new(),
            scores: BTreeMap::new(),
            memories,
            most_memory: most_memory.unwrap_or_default(),
            domains,
        }
    }

    /// The cards and count of a GPU candidate.
    pub(super) fn gpus(&self, gpu: usize) -> GpuPick<'a> {
        self.domains.slot(Slot::Gpu)[gpu].gpus()
    }

    /// The board of a platform.
    pub(super) fn board(&self, board: usize) -> &'a Motherboard {
        self.domains.slot(Slot::Motherboard)[board].board()
    }

    fn cpu(&self, cpu: usize) -> &'a Cpu {
        self.domains.slot(Slot::Cpu)[cpu].cpu()
    }

    /// Score and fit of a machine, memoised: many builds share their machine.
    fn judged(
        &mut self,
        gpus: &GpuPick<'a>,
        link: Link,
        cores: Option<u16>,
        memory: Gibibytes,
        memory_type: MemoryType,
    ) -> (Score, bool) {
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
        let judged = (self.scorer.score(&machine), self.scorer.all_fit(&machine));
        self.scores.insert(key, judged);
        judged
    }

    /// Score and fit of a GPU option in a host that never limits.
    pub(super) fn optimistic(&mut self, gpu: usize) -> (Score, bool) {
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
    pub(super) fn core_optimistic(&mut self, core: &Core<'a>, bound: Cost) -> (Score, bool) {
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
    ) -> (Score, bool) {
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
    pub(super) fn completed(&mut self, core: &Core<'a>, completion: &Completion) -> (Score, bool) {
        self.judged(
            &core.gpus,
            core.link,
            core.cores,
            completion.share.memory.0,
            core.memory_type,
        )
    }

    /// The candidates of each other slot that can stand with a GPU option; `None` when a
    /// slot has none.
    pub(super) fn row(&mut self, gpu: usize) -> Option<Rc<Row>> {
        match &self.rows[gpu] {
            Known::Row(row) => return Some(Rc::clone(row)),
            Known::Hopeless => return None,
            Known::Not => {}
        }
        let row = self.make_row(gpu).map(Rc::new);
        self.removed.consistency += usize::from(row.is_none());
        self.rows[gpu] = row.clone().map_or(Known::Hopeless, Known::Row);
        row
    }

    fn make_row(&self, gpu: usize) -> Option<Row> {
        let mut admitted: [Bits; 8] = Default::default();
        let mut least = [Cost::ZERO; 8];
        for slot in SLOTS.into_iter().skip(1) {
            let rules = self.network.between(Slot::Gpu, slot);
            let candidates = self.domains.slot(slot);
            let fits = |other: usize| {
                let mut draft = Draft::empty(&self.request.setting);
                self.domains.slot(Slot::Gpu)[gpu].place(&mut draft);
                candidates[other].place(&mut draft);
                !barred(&rules, &draft, &[Slot::Gpu, slot], self.request)
            };
            let list = Bits::of(candidates.len(), fits);
            // Candidates are in cost order.
            let first = candidates[list.first()?].cost;
            if !CORE.contains(&slot) {
                least[index(slot)] = first;
            }
            admitted[index(slot)] = list;
        }
        Some(Row { admitted, least })
    }

    /// Decides the core: `None` when a rule bars it.
    pub(super) fn core(
        &mut self,
        gpu: usize,
        platform: &Platform,
        row: &Row,
    ) -> Option<Rc<Core<'a>>> {
        let picks = [gpu, platform.cpu, platform.board];
        let key = memo_key(0, &CORE, picks);
        if let Some(known) = self.cores.get(&key) {
            return known.clone();
        }
        self.nodes += 1;
        let core = self.make_core(picks, platform, row).map(Rc::new);
        self.cores.insert(key, core.clone());
        core
    }

    fn make_core(&self, picks: [usize; 3], platform: &Platform, row: &Row) -> Option<Core<'a>> {
        let [gpu, ..] = picks;
        let unknowns = judge(&self.core_rules, &self.core_draft(picks), self.request)?;
        let (gpus, cpu, board) = (
            self.gpus(gpu),
            self.cpu(platform.cpu),
            self.board(platform.board),
        );
        let cost = self.domains.slot(Slot::Gpu)[gpu].cost + platform.cost;
        Some(Core {
            picks,
            link: link(
                board,
                std::slice::from_ref(&gpus),
                Some(cpu),
                &self.request.setting,
            ),
            gpus,
            cores: cpu.cores,
            memory_type: board.memory.memory_type,
            share: Share {
                cost,
                unknowns,
                ..Share::default()
            },
            least: row.beside(platform),
        })
    }

    fn core_draft(&self, picks: [usize; 3]) -> Draft<'_> {
        let mut draft = Draft::empty(&self.request.setting);
        for (slot, pick) in CORE.into_iter().zip(picks) {
            self.domains.slot(slot)[pick].place(&mut draft);
        }
        draft
    }

    /// Completes a core but for the memory's component: `None` when a component has no
    /// completion, or when no build with the core costs at most `bound`.
    pub(super) fn complete(&mut self, core: &Core<'a>, row: &Row, bound: Cost) -> Option<Joined> {
        let mut others = Vec::new();
        let mut with_memory = None;
        let mut share = core.share;
        let mut open = core.least;
        for place in 0..self.network.components.len() {
            if self.network.components[place].slots.contains(&Slot::Memory) {
                with_memory = Some(place);
                continue;
            }
            let front = self.front(place, core, row, Cost::MAX);
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

    /// The completions of the memory's component with which a build costs at most `bound`
    /// (and maybe some dearer ones), best first.
    pub(super) fn with_memory(
        &mut self,
        core: &Core<'a>,
        row: &Row,
        joined: &Joined,
        bound: Cost,
    ) -> Rc<Front> {
        self.front(
            joined.memory,
            core,
            row,
            bound.saturating_sub(joined.share.cost),
        )
    }

    /// A component's completions that cost at most `bound`.
    fn front(&mut self, place: usize, core: &Core<'a>, row: &Row, bound: Cost) -> Rc<Front> {
        let component = &self.network.components[place];
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

/// A place and the core candidates seen from it, in one number.
fn memo_key(place: usize, boundary: &[Slot], picks: [usize; 3]) -> u128 {
    let mut key = place as u128;
    for (slot, pick) in CORE.into_iter().zip(picks) {
        // Fewer than 2^32 candidates; 0 = not seen.
        let seen = boundary.contains(&slot).then_some(pick + 1);
        key = key << 32 | seen.unwrap_or(0) as u128;
    }
    key
}

/// The memory candidates that can stand on a board and bring more than all cheaper ones.
fn memories(candidates: &[Candidate<'_>], tables: &Tables, board: usize) -> Vec<(Cost, Gibibytes)> {
    let mut most = Gibibytes::default();
    let mut stairs = Vec::new();
    for (place, candidate) in candidates.iter().enumerate() {
        if candidate.memory() > most
            && tables.compatible(Slot::Motherboard, board, Slot::Memory, place)
        {
            most = candidate.memory();
            stairs.push((candidate.cost, most));
        }
    }
    stairs
}

/// All pairs of CPU and board, those that can be completed most cheaply first.
fn platforms(domains: &Domains<'_>, tables: &Tables) -> Vec<Platform> {
    let (cpus, boards) = (domains.slot(Slot::Cpu), domains.slot(Slot::Motherboard));
    let mut platforms: Vec<Platform> = Vec::new();
    for (cpu, processor) in cpus.iter().enumerate() {
        for (board, motherboard) in boards.iter().enumerate() {
            if !tables.compatible(Slot::Cpu, cpu, Slot::Motherboard, board) {
                continue;
            }
            let Some(least) = least_beside(domains, tables, cpu, board) else {
                continue;
            };
            let cost = processor.cost + motherboard.cost;
            let floor = cost + least.iter().copied().sum();
            platforms.push(Platform {
                cpu,
                board,
                cost,
                least,
                floor,
            });
        }
    }
    platforms.sort_by_key(|platform| (platform.floor, platform.cpu, platform.board));
    platforms
}

/// Least cost by slot outside the core beside this CPU and board; `None` when a slot has
/// no candidate that can stand with both.
fn least_beside(
    domains: &Domains<'_>,
    tables: &Tables,
    cpu: usize,
    board: usize,
) -> Option<[Cost; 8]> {
    let mut least = [Cost::ZERO; 8];
    for slot in SLOTS.into_iter().filter(|slot| !CORE.contains(slot)) {
        let candidates = domains.slot(slot);
        let beside = [(Slot::Cpu, cpu), (Slot::Motherboard, board)]
            .map(|(core, pick)| tables.beside(core, pick, slot));
        let first = match beside {
            [Some(one), Some(other)] => one.first_common(other)?,
            [Some(one), None] | [None, Some(one)] => one.first()?,
            [None, None] => 0,
        };
        let first = candidates.get(first)?.cost;
        least[index(slot)] = first;
    }
    Some(least)
}
