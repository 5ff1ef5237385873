//! The reduced problem of one request with its memo tables: GPU rows, decided cores,
//! component fronts and scores. Every query of a request shares it. The scores are in
//! `scores`, the fronts in `completions`.

use super::bits::Bits;
use super::candidate::{Candidate, SLOTS};
use super::completions::memo_key;
use super::component::{Front, Judged};
use super::cores::Cores;
use super::domains::{Domains, index};
use super::dominance;
use super::floors::Floors;
use super::groups::Members;
use super::matching::Matching;
use super::network::{CORE, Network};
use super::objective::{Judged as Machined, Scorer, Share};
use super::platform::{Platform, Row, memories, platforms};
use super::scores::ScoreKey;
use super::tables::{Tables, make_consistent};
use super::watch::{Guard, Progress, Watched};
use crate::catalogue::Catalogue;
use crate::part::{Cpu, MemoryType, Motherboard};
use crate::request::Request;
use crate::rules::{Draft, GpuPick, Slot};
use crate::unit::{Cost, Gibibytes};
use crate::workload::Link;
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
    pub(super) least: [Cost; 8],
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
    pub(super) request: &'r Request,
    pub(super) scorer: &'r dyn Scorer,
    pub(super) tables: Tables,
    /// By slot: which of its candidates may stand with a GPU option.
    beside_gpus: [Matching; 8],
    /// What the rules within the core say of cores.
    cores_judged: Cores,
    rows: Vec<Known>,
    /// By their candidates, in one number.
    cores: BTreeMap<u128, Option<Rc<Core<'a>>>>,
    /// By component and the core candidates it sees, in one number.
    pub(super) fronts: BTreeMap<u128, Rc<Front>>,
    /// By slot and the core candidates that its rules see: see [`Task::alone`](super::component::Task::alone).
    pub(super) alone: BTreeMap<u128, Rc<[Cell<Judged>]>>,
    pub(super) scores: BTreeMap<ScoreKey, Machined>,
    /// By board: costs of the memory candidates that can stand on it, ascending, and the
    /// most memory up to each.
    pub(super) memories: Vec<Vec<(Cost, Gibibytes)>>,
    pub(super) most_memory: Gibibytes,
    /// What was learned of cores that were completed in vain.
    pub(super) floors: Floors,
    /// The only GPU options to look at, in cost order; `None` = all.
    pub(super) focus: Option<Rc<[usize]>>,
    /// Who may end a search.
    pub(super) watched: Watched<'a, 'r>,
}

impl<'a, 'r> Reduced<'a, 'r> {
    pub(super) fn new(
        catalogue: &'a Catalogue,
        request: &'r Request,
        scorer: &'r dyn Scorer,
    ) -> Self {
        let network = Network::new();
        let domains = Domains::new(catalogue, request, &network);
        let thin = |_, candidates: &mut Vec<Candidate<'a>>| dominance::remove_dominated(candidates);
        Self::of(domains, network, request, scorer, &thin)
    }

    /// The reduced problem of given domains. `thin` removes dominated candidates of a slot
    /// and tells how many; where a price is left open it must not rely on that price.
    pub(super) fn of(
        mut domains: Domains<'a>,
        network: Network,
        request: &'r Request,
        scorer: &'r dyn Scorer,
        thin: &dyn Fn(Slot, &mut Vec<Candidate<'a>>) -> usize,
    ) -> Self {
        let mut removed = Removed {
            unary: domains.left_out.values().sum(),
            ..Removed::default()
        };
        for (slot, candidates) in SLOTS.into_iter().zip(&mut domains.slots) {
            removed.dominance += thin(slot, candidates);
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
        let beside_gpus =
            SLOTS.map(|slot| Matching::new(&domains, &network, request, [Slot::Gpu, slot]));
        let cores_judged = Cores::new(&domains, &network, request);
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
            beside_gpus,
            cores_judged,
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
            floors: Floors::default(),
            focus: None,
            watched: Watched::by_nobody(),
            domains,
        }
    }

    /// The same with someone who may end its searches.
    pub(super) fn watched(mut self, guard: &'r Guard<'r>) -> Self {
        self.watched.guard = guard;
        self
    }

    /// The same for what is sought around a known pick.
    pub(super) fn watched_beside(mut self, guard: &'r Guard<'r>) -> Self {
        self.watched.about = Some(Progress::Around);
        self.watched(guard)
    }

    /// The cards and count of a GPU candidate.
    pub(super) fn gpus(&self, gpu: usize) -> GpuPick<'a> {
        self.domains.slot(Slot::Gpu)[gpu].gpus()
    }

    /// The board of a platform.
    pub(super) fn board(&self, board: usize) -> &'a Motherboard {
        self.domains.slot(Slot::Motherboard)[board].board()
    }

    /// The CPU of a platform.
    pub(super) fn cpu(&self, cpu: usize) -> &'a Cpu {
        self.domains.slot(Slot::Cpu)[cpu].cpu()
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
            let candidates = self.domains.slot(slot);
            let list = self.beside_gpus[index(slot)].row(&self.domains, self.request, gpu);
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

    fn make_core(&mut self, picks: [usize; 3], platform: &Platform, row: &Row) -> Option<Core<'a>> {
        let [gpu, ..] = picks;
        let (unknowns, link) = self
            .cores_judged
            .judge(&self.domains, picks, self.request)?;
        let (gpus, cpu, board) = (
            self.gpus(gpu),
            self.cpu(platform.cpu),
            self.board(platform.board),
        );
        let cost = self.domains.slot(Slot::Gpu)[gpu].cost + platform.cost;
        Some(Core {
            picks,
            link,
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

    /// The core alone in a draft.
    pub(super) fn core_draft(&self, picks: [usize; 3]) -> Draft<'_> {
        let mut draft = Draft::empty(&self.request.setting);
        for (slot, pick) in CORE.into_iter().zip(picks) {
            self.domains.slot(slot)[pick].place(&mut draft);
        }
        draft
    }
}
