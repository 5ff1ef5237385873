//! Builds that are decided in some slots: what every completion costs at the least and
//! scores at the most.

use super::Aim;
use super::ways::{Way, ways};
use crate::catalogue::Catalogue;
use crate::part::MemoryType;
use crate::request::{Best, Request};
use crate::rules::{Draft, RULES, Slot, Verdict};
use crate::solve::{Scorer, link};
use crate::unit::{Cost, Gibibytes};
use crate::workload::{Link, Machine, Score};

/// The candidates of every slot.
pub(super) struct Space<'a, 'r> {
    pub(super) request: &'r Request,
    scorer: &'r dyn Scorer,
    /// In the order of [`Slot::ALL`], each by cost.
    slots: Vec<Vec<Way<'a>>>,
    most_memory: Gibibytes,
}

/// Some slots decided, so that no rule bars it.
#[derive(Clone, Copy)]
pub(super) struct Node<'s, 'a> {
    space: &'s Space<'a, 's>,
    draft: Draft<'s>,
    picks: [Option<&'s Way<'a>>; 8],
    /// Before these places nothing can stand beside what is decided.
    first: [usize; 8],
    /// What no completion scores more than.
    pub(super) most: Score,
    /// Whether the tasks that must run may.
    pub(super) runs: bool,
}

fn at(slot: Slot) -> usize {
    slot as usize
}

fn decided(draft: &Draft<'_>, slot: Slot) -> bool {
    match slot {
        Slot::Gpu => draft.gpus.is_some(),
        Slot::Cpu => draft.cpu.is_some(),
        Slot::Motherboard => draft.board.is_some(),
        Slot::Memory => draft.memory.is_some(),
        Slot::Psu => draft.psus.is_some(),
        Slot::Storage => draft.storage.is_some(),
        Slot::Cooler => draft.cooler.is_some(),
        Slot::Case => draft.case.is_some(),
    }
}

impl<'a, 'r> Space<'a, 'r> {
    /// The candidates that no rule bars by themselves.
    pub(super) fn new(
        catalogue: &'a Catalogue,
        request: &'r Request,
        scorer: &'r dyn Scorer,
    ) -> Self {
        let mut space = Self {
            request,
            scorer,
            slots: Vec::new(),
            most_memory: Gibibytes::default(),
        };
        for slot in Slot::ALL {
            let mut list = ways(catalogue, request, *slot);
            list.retain(|way| {
                let mut draft = Draft::empty(&request.setting);
                way.place(&mut draft);
                !space.barred(&draft, *slot)
            });
            space.slots.push(list);
        }
        let memory = space.slot(Slot::Memory).iter().map(Way::memory).max();
        space.most_memory = memory.unwrap_or_default();
        space
    }

    pub(super) fn slot(&self, slot: Slot) -> &[Way<'a>] {
        &self.slots[at(slot)]
    }

    pub(super) fn find(&self, slot: Slot, name: &str) -> Option<&Way<'a>> {
        self.slot(slot).iter().find(|way| way.name == name)
    }

    /// Leaves candidates out.
    pub(super) fn retain(&mut self, slot: Slot, keep: impl Fn(&Way<'a>) -> bool) {
        self.slots[at(slot)].retain(keep);
    }

    /// Whether a rule that reads `slot` bars a draft, and with it every completion. An unknown
    /// counts once all is decided that its rule reads.
    fn barred(&self, draft: &Draft<'_>, slot: Slot) -> bool {
        let reading = RULES.iter().filter(|rule| rule.scope.contains(&slot));
        let mut verdicts = reading.filter_map(|rule| Some((rule, (rule.check)(draft)?)));
        verdicts.any(|(rule, verdict)| {
            let whole = || rule.scope.iter().all(|slot| decided(draft, *slot));
            rule.bars(&verdict, &self.request.allowed)
                && (matches!(verdict, Verdict::Fail { .. }) || whole())
        })
    }

    /// Nothing but the card decided; `None` = nothing can stand beside it in some slot.
    pub(super) fn root<'s>(&'s self, gpu: &'s Way<'a>) -> Option<Node<'s, 'a>> {
        let nothing = Node {
            space: self,
            draft: Draft::empty(&self.request.setting),
            picks: [None; 8],
            first: [0; 8],
            most: Score(i64::MAX),
            runs: true,
        };
        nothing.with(Slot::Gpu, gpu)
    }

    fn runs(&self, machine: &Machine<'_>) -> bool {
        let tasks = &self.request.must_fit;
        if self.request.best == Best::Cheapest && tasks.is_empty() {
            return self.scorer.all_fit(machine);
        }
        tasks.keys().all(|task| self.scorer.fits(machine, *task))
    }
}

impl<'s, 'a> Node<'s, 'a> {
    /// The same with one more slot decided; `None` = every completion is barred.
    pub(super) fn with(mut self, slot: Slot, way: &'s Way<'a>) -> Option<Self> {
        way.place(&mut self.draft);
        self.picks[at(slot)] = Some(way);
        if self.space.barred(&self.draft, slot) {
            return None;
        }
        for other in self.undecided() {
            let list = self.space.slot(other).iter().skip(self.first[at(other)]);
            let stands = |way: &Way<'a>| {
                let mut draft = self.draft;
                way.place(&mut draft);
                !self.space.barred(&draft, other)
            };
            self.first[at(other)] += list.into_iter().position(stands)?;
        }
        if matches!(
            slot,
            Slot::Gpu | Slot::Cpu | Slot::Motherboard | Slot::Memory
        ) {
            let machine = self.machine()?;
            self.most = self.space.scorer.score(&machine);
            self.runs = self.space.runs(&machine);
        }
        Some(self)
    }

    /// The slots that are open.
    pub(super) fn undecided(&self) -> impl Iterator<Item = Slot> + use<'s, 'a> {
        let picks = self.picks;
        let all = Slot::ALL.iter().copied();
        all.filter(move |slot| picks[at(*slot)].is_none())
    }

    /// What every completion costs at the least.
    pub(super) fn least(&self) -> Cost {
        Slot::ALL.iter().map(|slot| self.share(*slot)).sum()
    }

    fn share(&self, slot: Slot) -> Cost {
        match self.picks[at(slot)] {
            Some(way) => way.cost,
            None => self.space.slot(slot)[self.first[at(slot)]].cost,
        }
    }

    /// Whether some completion may contradict the answer.
    pub(super) fn open(&self, aim: &Aim) -> bool {
        self.runs && aim.open(self.least(), self.most)
    }

    /// The candidates of an open slot with which some completion may.
    pub(super) fn children(&self, slot: Slot, aim: &Aim) -> Vec<(&'s Way<'a>, Self)> {
        let rest = self.least().saturating_sub(self.share(slot));
        let list = &self.space.slot(slot)[self.first[at(slot)]..];
        // By cost: what is too dear for the score that is still possible ends the list.
        let near = list.iter();
        let near = near.take_while(|way| aim.open(rest + way.cost, self.most));
        let children = near.filter_map(|way| Some((way, self.with(slot, way)?)));
        children.filter(|(_, child)| child.open(aim)).collect()
    }

    /// The best machine that a completion can be.
    fn machine(&self) -> Option<Machine<'s>> {
        let gpus = self.draft.gpus?;
        let [pick] = gpus else { return None };
        let seated = self.draft.board.zip(self.draft.cpu);
        let setting = self.draft.setting;
        Some(Machine {
            chip: pick.chip,
            count: pick.count,
            link: seated.map_or(Link::WIDEST, |(board, cpu)| {
                link(board, gpus, Some(cpu), setting)
            }),
            cores: self.draft.cpu.and_then(|cpu| cpu.cores),
            memory: self.picks[at(Slot::Memory)].map_or(self.space.most_memory, Way::memory),
            memory_type: self
                .draft
                .board
                .map_or(MemoryType::Ddr5, |board| board.memory.memory_type),
            power_limit: setting.power_limit,
            desktop: self.space.request.desktop,
        })
    }

    /// What is decided, in words.
    pub(super) fn describe(&self) -> String {
        let names = self.picks.iter().flatten().map(|way| way.name.as_str());
        names.collect::<Vec<_>>().join(" + ")
    }
}
