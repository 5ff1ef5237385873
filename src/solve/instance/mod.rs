//! A request's constraint problem as plain data, for solvers that share nothing with ours:
//! what `rigbuild dump-instance` writes.
//!
//! Rules appear as tables over *classes* of options: options that a rule cannot tell apart.
//! A table holds what the rule's own check said of one option of each class, never a second
//! telling of the rule. The JSON:
//!
//! ```text
//! format      "rigbuild-instance 1"
//! reduced     whether dominance and arc consistency thinned the options
//! cost_unit   what 1 of a cost or the budget is: 1/10,000 cent, tax within
//! budget      what the costs of the picks may add up to; null = no limit
//! objective   "speed": the highest score, then the least cost among all that score at
//!             least best + tolerance; "cheapest": the least cost
//! tolerance   at most 0, in units of the score (10^-6 of its natural logarithm)
//! slots       exactly one option of each is picked:
//!   name, options: [{id, condition, count, cost, unknowns, memory_gib?, storage_gb?}]
//!             ("" = the cooler in the CPU's box; unknowns = of rules about it alone)
//! relations   every one must hold:
//!   rule, slots: places of slots, classes: by slot, the class of each option,
//!   sizes: how many classes by slot, kind: "allowed" | "forbidden",
//!   tuples: the combinations of classes that are the only ones allowed, or forbidden
//! link        which PCIe link the cards get: slots, classes, sizes as in a relation;
//!   values: a number for each combination of classes, the last class running fastest
//! score       what a pick scores, by the GPU option:
//!   gpu: the class of each GPU option
//!   cores, memory_type, memory: the class of each CPU, board and memory option
//!   tables: by class of GPU option, {cores, memory_type, memory, link: the group of each
//!     class or link; sizes of the four; values: the score for each combination of groups,
//!     the last fastest; null = a task that must run does not}
//! ```
//!
//! Not written: ties beyond the cost. Options stand in cost order, then by identity.

mod class;
mod relation;
mod score;
mod tensor;

use super::candidate::{Candidate, SLOTS};
use super::domains::Domains;
use super::network::Network;
use super::objective::{Scorer, tolerated};
use super::reduced::Reduced;
use crate::catalogue::Catalogue;
use crate::request::{Best, Request};
use crate::rules::{Draft, Slot, Verdict};
use crate::unit::Cost;
use crate::workload::Score;
use class::Fields;
use relation::{LinkTable, Relation};
use score::ScoreTables;
use serde::Serialize;

/// Which options are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thinning {
    /// All that the request and the rules about one part alone admit.
    Raw,
    /// Those left after dominance and arc consistency.
    Reduced,
}

/// See the module.
#[derive(Debug, Serialize)]
pub struct Instance {
    format: &'static str,
    reduced: bool,
    cost_unit: &'static str,
    budget: Option<i64>,
    objective: &'static str,
    tolerance: i64,
    slots: Vec<SlotOptions>,
    relations: Vec<Relation>,
    link: LinkTable,
    score: ScoreTables,
}

#[derive(Debug, Serialize)]
struct SlotOptions {
    name: &'static str,
    options: Vec<OptionRow>,
}

#[derive(Debug, Serialize)]
struct OptionRow {
    id: String,
    condition: &'static str,
    count: u32,
    cost: i64,
    unknowns: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    memory_gib: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    storage_gb: Option<f64>,
}

impl Instance {
    /// The problem of a request; `None` for one that no sum and table express: the best
    /// value, which is chosen on the frontier.
    pub fn new(
        catalogue: &Catalogue,
        request: &Request,
        scorer: &dyn Scorer,
        thinning: Thinning,
    ) -> Option<Self> {
        let objective = match request.best {
            Best::Speed => "speed",
            Best::Cheapest => "cheapest",
            Best::Value => return None,
        };
        let network = Network::new();
        let slots = match thinning {
            Thinning::Raw => Domains::new(catalogue, request, &network).slots,
            Thinning::Reduced => thinned(catalogue, request, scorer),
        };
        let fields = std::array::from_fn(|at| slots[at].iter().map(Fields::of).collect());
        let link = LinkTable::new(&slots, &fields, request);
        Some(Self {
            format: "rigbuild-instance 1",
            reduced: thinning == Thinning::Reduced,
            cost_unit: "1/10000 cent",
            budget: request
                .budget
                .map(|budget| Cost::from(budget).difference(Cost::ZERO)),
            objective,
            tolerance: tolerated(Score(0), request.tolerance_basis_points).0,
            relations: relation::relations(&slots, &fields, request),
            score: ScoreTables::new(&slots, &link, request, scorer),
            link,
            slots: SLOTS
                .into_iter()
                .zip(&slots)
                .map(|(slot, candidates)| SlotOptions {
                    name: slot.as_str(),
                    options: candidates
                        .iter()
                        .map(|candidate| row(slot, candidate, &network, request))
                        .collect(),
                })
                .collect(),
        })
    }

    /// How many options are left to choose from.
    pub fn options(&self) -> usize {
        self.slots.iter().map(|slot| slot.options.len()).sum()
    }

    /// The relation with the most tuples: its rule and how many.
    pub fn largest(&self) -> Option<(&'static str, usize)> {
        let sizes = self
            .relations
            .iter()
            .map(|one| (one.rule, one.tuples.len()));
        sizes.max_by_key(|(_, tuples)| *tuples)
    }
}

/// The candidates that our own search would see.
fn thinned<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
) -> [Vec<Candidate<'a>>; 8] {
    let mut reduced = Reduced::new(catalogue, request, scorer);
    // The search looks at the GPU options one by one; here all are.
    let stands: Vec<bool> = (0..reduced.domains.slot(Slot::Gpu).len())
        .map(|gpu| reduced.row(gpu).is_some())
        .collect();
    let mut slots = reduced.domains.slots;
    let mut stands = stands.into_iter();
    slots[0].retain(|_| stands.next().unwrap_or(true));
    slots
}

fn row(slot: Slot, candidate: &Candidate<'_>, network: &Network, request: &Request) -> OptionRow {
    let mut draft = Draft::empty(&request.setting);
    candidate.place(&mut draft);
    let unknown =
        |rule: &&&crate::rules::Rule| matches!((rule.check)(&draft), Some(Verdict::Unknown { .. }));
    let (id, condition, count) = candidate.identity();
    OptionRow {
        id: id.to_owned(),
        condition: match condition {
            0 => "owned",
            1 => "new",
            2 => "used",
            _ => "refurbished",
        },
        count,
        cost: candidate.cost.difference(Cost::ZERO),
        unknowns: network.unary(slot).iter().filter(unknown).count(),
        memory_gib: (slot == Slot::Memory).then(|| candidate.memory().value()),
        storage_gb: (slot == Slot::Storage).then(|| candidate.storage().value()),
    }
}

#[cfg(test)]
mod tests;
