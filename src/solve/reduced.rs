//! The reduced problem of one request with its memo tables: GPU rows, decided cores,
//! component fronts and scores. Every query of a request shares it.

use super::candidate::{Candidate, Item, SLOTS};
use super::component::{self, Completion, Front, Task, judge};
use super::domains::{Domains, index};
use super::dominance;
use super::link::link;
use super::network::{CORE, Network};
use super::objective::{Scorer, Share};
use super::tables::{Tables, barred, make_consistent};
use crate::catalogue::Catalogue;
use crate::part::{Cpu, MemoryType, Motherboard};
use crate::request::Request;
use crate::rules::{Draft, GpuPick, Rule, Slot};
use crate::unit::{Cost, Gibibytes};
use crate::workload::{Link, Machine, Score};
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
    /// Compatible candidates by slot, in cost order.
    admitted: [Vec<usize>; 8],
    /// Least cost of a compatible candidate, by slot; zero in the core.
    least: [Cost; 8],
}

impl Row {
    /// What CPU, board and all the rest cost at the least on this platform.
    pub(super) fn floor(&self, platform: &Platform) -> Cost {
        let dearer = self
            .least
            .iter()
            .zip(&platform.least)
            .map(|(a, b)| *a.max(b));
        platform.cost + dearer.sum()
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
}

/// The components' completions for one core.
#[derive(Debug)]
pub(super) struct Joined<'a> {
    /// The best completion of each component without the memory, by component.
    pub(super) others: Vec<(usize, Completion<'a>)>,
    /// The component with the memory, and its front.
    pub(super) memory: (usize, Rc<Front<'a>>),
    /// Sum of the core's and the others' shares.
    pub(super) share: Share,
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

type ScoreKey<'a> = (&'a str, u32, Link, Option<u16>, Gibibytes, MemoryType);

/// See the module.
pub(super) struct Reduced<'a, 'r> {
    pub(super) domains: Domains<'a>,
    pub(super) removed: Removed,
    /// Decisions tried.
    pub(super) nodes: u64,
    pub(super) network: Network,
    /// Compatible (CPU, board) pairs in cost order.
    pub(super) platforms: Vec<Platform>,
    /// Least cost of all slots but the GPU.
    pub(super) floor: Cost,
    request: &'r Request,
    scorer: &'r dyn Scorer,
    tables: Tables,
    core_rules: Vec<&'static Rule>,
    rows: Vec<Known>,
    fronts: BTreeMap<(usize, [Option<usize>; 3]), Rc<Front<'a>>>,
    scores: BTreeMap<ScoreKey<'a>, (Score, bool)>,
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
        let most_memory = domains
            .slot(Slot::Memory)
            .iter()
            .map(Candidate::memory)
            .max()
            .unwrap_or_default();
        let rows = vec![Known::Not; domains.slot(Slot::Gpu).len()];
        Self {
            removed,
            nodes: 0,
            request,
            scorer,
            core_rules: network.core_rules(),
            network,
            tables,
            platforms,
            floor,
            rows,
            fronts: BTreeMap::new(),
            scores: BTreeMap::new(),
            most_memory,
            domains,
        }
    }

    /// The cards and count of a GPU candidate.
    pub(super) fn gpus(&self, gpu: usize) -> GpuPick<'a> {
        match self.domains.slot(Slot::Gpu)[gpu].item {
            Item::Gpus([pick]) => pick,
            _ => unreachable!("the GPU slot holds GPU candidates only"),
        }
    }

    /// The board of a platform.
    pub(super) fn board(&self, board: usize) -> &'a Motherboard {
        match self.domains.slot(Slot::Motherboard)[board].item {
            Item::Board(part) => part,
            _ => unreachable!("the board slot holds boards only"),
        }
    }

    fn cpu(&self, cpu: usize) -> &'a Cpu {
        match self.domains.slot(Slot::Cpu)[cpu].item {
            Item::Cpu(part) => part,
            _ => unreachable!("the CPU slot holds CPUs only"),
        }
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
            gpus.chip.id.as_str(),
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

    /// Score and fit of a core with the most memory that is on offer.
    pub(super) fn core_optimistic(&mut self, core: &Core<'a>) -> (Score, bool) {
        self.judged(
            &core.gpus,
            core.link,
            core.cores,
            self.most_memory,
            core.memory_type,
        )
    }

    /// Score and fit of a core with a completion's memory.
    pub(super) fn completed(
        &mut self,
        core: &Core<'a>,
        completion: &Completion<'a>,
    ) -> (Score, bool) {
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
        let mut admitted: [Vec<usize>; 8] = Default::default();
        let mut least = [Cost::ZERO; 8];
        for slot in SLOTS.into_iter().skip(1) {
            let rules = self.network.between(Slot::Gpu, slot);
            let candidates = self.domains.slot(slot);
            let fits = |other: &usize| {
                let mut draft = Draft::empty(&self.request.setting);
                self.domains.slot(Slot::Gpu)[gpu].place(&mut draft);
                candidates[*other].place(&mut draft);
                !barred(&rules, &draft, &[Slot::Gpu, slot], self.request)
            };
            let list: Vec<usize> = (0..candidates.len()).filter(fits).collect();
            let first = candidates[*list.first()?].cost;
            if !CORE.contains(&slot) {
                least[index(slot)] = first;
            }
            admitted[index(slot)] = list;
        }
        Some(Row { admitted, least })
    }

    /// Decides the core: `None` when a rule bars it.
    pub(super) fn core(&mut self, gpu: usize, platform: Platform, row: &Row) -> Option<Core<'a>> {
        let admitted =
            |slot: Slot, pick: usize| row.admitted[index(slot)].binary_search(&pick).is_ok();
        if !admitted(Slot::Cpu, platform.cpu) || !admitted(Slot::Motherboard, platform.board) {
            return None;
        }
        self.nodes += 1;
        let picks = [gpu, platform.cpu, platform.board];
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
        })
    }

    fn core_draft(&self, picks: [usize; 3]) -> Draft<'_> {
        let mut draft = Draft::empty(&self.request.setting);
        for (slot, pick) in CORE.into_iter().zip(picks) {
            self.domains.slot(slot)[pick].place(&mut draft);
        }
        draft
    }

    /// Completes a core: `None` when a component has no completion.
    pub(super) fn complete(&mut self, core: &Core<'a>, row: &Row) -> Option<Joined<'a>> {
        let mut others = Vec::new();
        let mut memory = None;
        let mut share = core.share;
        for place in 0..self.network.components.len() {
            let front = self.front(place, core, row);
            let best = front.completions.first()?;
            if self.network.components[place].slots.contains(&Slot::Memory) {
                memory = Some((place, front));
            } else {
                share = share + best.share;
                others.push((place, best.clone()));
            }
        }
        Some(Joined {
            others,
            memory: memory?,
            share,
        })
    }

    fn front(&mut self, place: usize, core: &Core<'a>, row: &Row) -> Rc<Front<'a>> {
        let component = &self.network.components[place];
        let seen = |(slot, pick): (Slot, usize)| component.boundary.contains(&slot).then_some(pick);
        let mut key = [None; 3];
        for (at, pair) in CORE.into_iter().zip(core.picks).enumerate() {
            key[at] = seen(pair);
        }
        if let Some(known) = self.fronts.get(&(place, key)) {
            return Rc::clone(known);
        }
        let [_, cpu, board] = core.picks;
        let stands = |slot: Slot, pick: usize| {
            self.tables.compatible(Slot::Cpu, cpu, slot, pick)
                && self.tables.compatible(Slot::Motherboard, board, slot, pick)
        };
        let admitted = |slot: &Slot| {
            row.admitted[index(*slot)]
                .iter()
                .copied()
                .filter(|pick| stands(*slot, *pick))
                .collect()
        };
        let task = Task {
            component,
            domains: &self.domains,
            request: self.request,
            admitted: component.slots.iter().map(admitted).collect(),
        };
        let mut nodes = 0;
        let front = Rc::new(component::solve(
            &task,
            self.core_draft(core.picks),
            &mut nodes,
        ));
        self.nodes += nodes;
        self.fronts.insert((place, key), Rc::clone(&front));
        front
    }
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
        let stands = |pick: &usize| {
            tables.compatible(Slot::Cpu, cpu, slot, *pick)
                && tables.compatible(Slot::Motherboard, board, slot, *pick)
        };
        let candidates = domains.slot(slot);
        let first = (0..candidates.len()).find(stands)?;
        least[index(slot)] = candidates[first].cost;
    }
    Some(least)
}
