//! The score as tables: for each kind of GPU option, over groups of CPUs, boards, memory
//! and links that it does not tell apart.

use super::class::Classes;
use super::relation::{LinkTable, Options};
use super::tensor::Tensor;
use crate::part::MemoryType;
use crate::request::{Best, Request};
use crate::rules::{GpuPick, Slot};
use crate::solve::candidate::Candidate;
use crate::solve::domains::index;
use crate::solve::objective::{Judged, Scorer};
use crate::unit::Gibibytes;
use crate::workload::Machine;
use serde::Serialize;

/// See the parent module.
#[derive(Debug, Serialize)]
pub(super) struct ScoreTables {
    gpu: Vec<usize>,
    cores: Vec<usize>,
    memory_type: Vec<usize>,
    memory: Vec<usize>,
    tables: Vec<ScoreTable>,
}

#[derive(Debug, Serialize)]
struct ScoreTable {
    cores: Vec<usize>,
    memory_type: Vec<usize>,
    memory: Vec<usize>,
    link: Vec<usize>,
    sizes: Vec<usize>,
    values: Vec<Option<i64>>,
}

/// What of a host the score reads, each list ascending.
struct Hosts {
    cores: Vec<Option<u16>>,
    types: Vec<MemoryType>,
    memory: Vec<Gibibytes>,
}

impl ScoreTables {
    pub(super) fn new(
        slots: &Options<'_>,
        links: &LinkTable,
        request: &Request,
        scorer: &dyn Scorer,
    ) -> Self {
        let of = |slot: Slot| slots[index(slot)].iter();
        let gpus = Classes::by(of(Slot::Gpu).map(|option| {
            let pick = option.gpus();
            (pick.chip.id.as_str(), pick.count)
        }));
        let (cores, core) = numbered(of(Slot::Cpu).map(|option| option.cpu().cores), |cores| {
            cores.unwrap_or(u16::MAX)
        });
        let (types, kind) = numbered(
            of(Slot::Motherboard).map(|option| option.board().memory.memory_type),
            |kind| *kind as u8,
        );
        let (memory, size) = numbered(of(Slot::Memory).map(Candidate::memory), |size| *size);
        let hosts = Hosts {
            cores,
            types,
            memory,
        };
        let tables = gpus.first.iter().map(|option| {
            let pick = slots[index(Slot::Gpu)][*option].gpus();
            // Cards with one chip and count get all the links that any of them can.
            let mut possible: Vec<usize> = (0..gpus.of.len())
                .filter(|other| gpus.of[*other] == gpus.of[*option])
                .flat_map(|other| links.possible(other))
                .collect();
            possible.sort_unstable();
            possible.dedup();
            table(&pick, &hosts, links, &possible, request, scorer)
        });
        Self {
            tables: tables.collect(),
            gpu: gpus.of,
            cores: core,
            memory_type: kind,
            memory: size,
        }
    }
}

/// The values that occur, in the order of a key, and the number of each.
fn numbered<T: Copy, K: Ord>(
    values: impl Iterator<Item = T>,
    key: impl Fn(&T) -> K,
) -> (Vec<T>, Vec<usize>) {
    let all: Vec<T> = values.collect();
    let mut list = all.clone();
    list.sort_by_key(&key);
    list.dedup_by(|a, b| key(a) == key(b));
    let place = |value: &T| list.partition_point(|other| key(other) < key(value));
    let numbers = all.iter().map(place).collect();
    (list, numbers)
}

fn table(
    gpus: &GpuPick<'_>,
    hosts: &Hosts,
    links: &LinkTable,
    possible: &[usize],
    request: &Request,
    scorer: &dyn Scorer,
) -> ScoreTable {
    let judge = |link: usize, kind: usize, cores: usize, memory: usize| {
        let machine = Machine {
            chip: gpus.chip,
            count: gpus.count,
            link: links.links[possible[link]],
            cores: hosts.cores[cores],
            memory: hosts.memory[memory],
            memory_type: hosts.types[kind],
            power_limit: request.setting.power_limit,
            desktop: request.desktop,
        };
        let judged = Judged::of(&machine, request, scorer);
        let score = match request.best {
            Best::Cheapest => 0,
            Best::Speed | Best::Value => judged.score.0,
        };
        judged.runs.then_some(score)
    };
    let (cores, memory) = (hosts.cores.len(), hosts.memory.len());
    let sizes = vec![cores, hosts.types.len(), memory, possible.len()];
    let mut values = Tensor::of(sizes.clone(), |_| None);
    for link in 0..possible.len() {
        for kind in 0..hosts.types.len() {
            let mut fill = |core: usize, size: usize, value: Option<i64>| {
                let at = ((core * sizes[1] + kind) * sizes[2] + size) * sizes[3] + link;
                values.values[at] = value;
            };
            if cores > 0 && memory > 0 {
                let corner = |core, size| judge(link, kind, core, size);
                fill_block((0, cores - 1), (0, memory - 1), &corner, &mut fill);
            }
        }
    }
    let mut merged = values.merge().into_iter();
    let mut next = || merged.next().unwrap_or_default();
    let (cores, memory_type, memory) = (next(), next(), next());
    let some = next();
    // A link that these cards never get stands with whichever comes first.
    let mut link = vec![0; links.links.len()];
    for (number, group) in possible.iter().zip(some) {
        link[*number] = group;
    }
    ScoreTable {
        cores,
        memory_type,
        memory,
        link,
        sizes: values.sizes,
        values: values.values,
    }
}

/// Fills a block of cores × memory. Where its least and its best host score alike, so do
/// all between: a score never falls with more of either (a law of every [`Scorer`], which
/// the search relies on and its own tests hold).
fn fill_block(
    cores: (usize, usize),
    memory: (usize, usize),
    judge: &dyn Fn(usize, usize) -> Option<i64>,
    fill: &mut dyn FnMut(usize, usize, Option<i64>),
) {
    let least = judge(cores.0, memory.0);
    if cores.0 == cores.1 && memory.0 == memory.1 {
        return fill(cores.0, memory.0, least);
    }
    if least == judge(cores.1, memory.1) {
        for core in cores.0..=cores.1 {
            for size in memory.0..=memory.1 {
                fill(core, size, least);
            }
        }
        return;
    }
    if memory.1 - memory.0 >= cores.1 - cores.0 {
        let middle = usize::midpoint(memory.0, memory.1);
        fill_block(cores, (memory.0, middle), judge, fill);
        fill_block(cores, (middle + 1, memory.1), judge, fill);
    } else {
        let middle = usize::midpoint(cores.0, cores.1);
        fill_block((cores.0, middle), memory, judge, fill);
        fill_block((middle + 1, cores.1), memory, judge, fill);
    }
}
