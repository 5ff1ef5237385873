//! Which candidates of two slots the rules between them let stand together, judged with all
//! other slots undecided: by class, so that a rule is asked once for all that are alike to it.

use super::bits::Bits;
use super::classes::Classes;
use super::domains::{Domains, index};
use super::network::Network;
use super::traits::{fields_read, names};
use crate::request::Request;
use crate::rules::{Draft, Rule, Slot, Verdict};
use std::cell::OnceCell;

/// The rules between two slots.
#[derive(Debug)]
pub(super) struct Matching {
    slots: [Slot; 2],
    rules: Vec<Ruled>,
}

/// One of them.
#[derive(Debug)]
struct Ruled {
    rule: &'static Rule,
    here: Classes,
    there: Classes,
    /// By class here, once asked for: the candidates there that may stand with it.
    rows: Vec<OnceCell<Bits>>,
}

impl Matching {
    /// Classes of both slots' candidates for each rule between the two.
    pub(super) fn new(
        domains: &Domains<'_>,
        network: &Network,
        request: &Request,
        slots: [Slot; 2],
    ) -> Self {
        let lists = slots.map(|slot| domains.slot(slot));
        let names = lists.map(names);
        let classes = |rule: &Rule, side: usize| {
            let bridged = request.setting.nvlink;
            let read = fields_read(rule.id, slots[side], &names[side], bridged);
            Classes::new(lists[side], &read)
        };
        let ruled = |rule: &'static Rule| {
            let here = classes(rule, 0);
            Ruled {
                rule,
                there: classes(rule, 1),
                rows: vec![OnceCell::new(); here.len()],
                here,
            }
        };
        let rules = network.between(slots[0], slots[1]);
        Self {
            slots,
            rules: rules.into_iter().map(ruled).collect(),
        }
    }

    /// Whether no rule links the two.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The candidates of the second slot that may stand with one of the first. `domains` must
    /// be those it was made for.
    pub(super) fn row(&self, domains: &Domains<'_>, request: &Request, place: usize) -> Bits {
        let there = domains.slot(self.slots[1]).len();
        let mut row = Bits::all(there);
        for ruled in &self.rules {
            let class = ruled.here.of[place] as usize;
            let admitted = ruled.rows[class].get_or_init(|| {
                let first = ruled.here.first[class];
                ruled.admitted(domains, request, self.slots, first)
            });
            row.intersect(admitted);
        }
        row
    }
}

impl Ruled {
    fn admitted(
        &self,
        domains: &Domains<'_>,
        request: &Request,
        slots: [Slot; 2],
        place: usize,
    ) -> Bits {
        let mut half = Draft::empty(&request.setting);
        domains.slot(slots[0])[place].place(&mut half);
        let others = &domains.slots[index(slots[1])];
        let stands = |other: &usize| {
            let mut draft = half;
            others[*other].place(&mut draft);
            !barred(self.rule, &draft, &slots, request)
        };
        let classes: Vec<bool> = self.there.first.iter().map(stands).collect();
        Bits::of(others.len(), |other| classes[self.there.of[other] as usize])
    }
}

/// Whether a rule bars a draft in which only some slots are decided.
///
/// A fail on such a draft is final. An unknown counts only for a rule that reads nothing
/// else, since another slot might make the missing fact irrelevant.
fn barred(rule: &Rule, draft: &Draft<'_>, decided: &[Slot], request: &Request) -> bool {
    (rule.check)(draft).is_some_and(|verdict| {
        let whole = || rule.scope.iter().all(|slot| decided.contains(slot));
        (matches!(verdict, Verdict::Fail { .. }) || whole())
            && rule.bars(&verdict, &request.allowed)
    })
}
