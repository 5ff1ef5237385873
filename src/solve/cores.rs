//! What the rules within the core say of GPUs, CPU and board together, and the link they
//! make: judged once for all cores that are alike in what these rules and the link read.

use super::classes::Classes;
use super::component::judge;
use super::domains::{Domains, index};
use super::link::link;
use super::network::{CORE, Network};
use super::quick::QuickMap;
use super::reads::LINK;
use super::traits::{Field, fields_read, names};
use crate::request::Request;
use crate::rules::{Draft, Rule};
use crate::workload::Link;

/// See the module.
#[derive(Debug)]
pub(super) struct Cores {
    rules: Vec<&'static Rule>,
    /// Of each core slot's candidates.
    classes: [Classes; 3],
    /// By classes: the unknowns among rules about several slots, and the link; `None` = barred.
    known: QuickMap<[u32; 3], Option<(u32, Link)>>,
}

impl Cores {
    pub(super) fn new(domains: &Domains<'_>, network: &Network, request: &Request) -> Self {
        let rules = network.core_rules();
        let classes = CORE.map(|slot| {
            let candidates = domains.slot(slot);
            let names = names(candidates);
            let reading = rules.iter().filter(|rule| rule.scope.contains(&slot));
            let mut fields: Vec<Field> = reading
                .map(|rule| rule.id)
                .chain([LINK])
                .flat_map(|id| fields_read(id, slot, &names, request.setting.nvlink))
                .collect();
            fields.sort_unstable();
            fields.dedup();
            Classes::new(candidates, &fields)
        });
        Self {
            rules,
            classes,
            known: QuickMap::default(),
        }
    }

    /// The unknowns among all rules within a core, and its link; `None` when a rule bars it.
    pub(super) fn judge(
        &mut self,
        domains: &Domains<'_>,
        picks: [usize; 3],
        request: &Request,
    ) -> Option<(u32, Link)> {
        let [gpu, cpu, board] =
            std::array::from_fn(|at| &domains.slots[index(CORE[at])][picks[at]]);
        let key = std::array::from_fn(|at| self.classes[at].of[picks[at]]);
        let judged = *self.known.entry(key).or_insert_with(|| {
            let mut draft = Draft::empty(&request.setting);
            for candidate in [gpu, cpu, board] {
                candidate.place(&mut draft);
            }
            let unknowns = judge(&self.rules, &draft, request)?;
            let gpus = [gpu.gpus()];
            let link = link(board.board(), &gpus, Some(cpu.cpu()), &request.setting);
            Some((unknowns, link))
        });
        let (unknowns, link) = judged?;
        Some((
            gpu.unknowns + cpu.unknowns + board.unknowns + unknowns,
            link,
        ))
    }
}
