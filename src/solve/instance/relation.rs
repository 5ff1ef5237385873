//! The rules as tables over classes of options, and the table of PCIe links.

use super::class::{Classes, Fields};
use super::tensor::{Tensor, advance};
use crate::request::Request;
use crate::rules::{Draft, RULES, Rule, Slot};
use crate::solve::candidate::{Candidate, SLOTS};
use crate::solve::domains::index;
use crate::solve::link::link;
use crate::solve::reads::{BRIDGED, LINK, reads};
use crate::workload::Link;
use serde::Serialize;

/// The options of all slots, in the order of [`SLOTS`].
pub(super) type Options<'a> = [Vec<Candidate<'a>>; 8];

/// One rule over the options of its slots.
#[derive(Debug, Serialize)]
pub(super) struct Relation {
    pub(super) rule: &'static str,
    slots: Vec<usize>,
    classes: Vec<Vec<usize>>,
    sizes: Vec<usize>,
    kind: &'static str,
    pub(super) tuples: Vec<Vec<usize>>,
}

/// Every rule about several slots that bars something.
pub(super) fn relations(
    slots: &Options<'_>,
    fields: &[Vec<Fields>; 8],
    request: &Request,
) -> Vec<Relation> {
    let several = |rule: &&&'static Rule| rule.scope.len() > 1;
    RULES
        .iter()
        .filter(several)
        .filter_map(|rule| Relation::new(rule, slots, fields, request))
        .collect()
}

impl Relation {
    /// `None` when the rule bars nothing here.
    fn new(
        rule: &'static Rule,
        slots: &Options<'_>,
        fields: &[Vec<Fields>; 8],
        request: &Request,
    ) -> Option<Self> {
        let scope: Vec<usize> = rule.scope.iter().map(|slot| index(*slot)).collect();
        let classes = classes(rule.id, &scope, fields, request);
        let sizes = classes.iter().map(Classes::len).collect();
        let mut table = Tensor::of(sizes, |place| {
            let mut draft = Draft::empty(&request.setting);
            for ((slot, classes), class) in scope.iter().zip(&classes).zip(place) {
                slots[*slot][classes.first[*class]].place(&mut draft);
            }
            (rule.check)(&draft).is_some_and(|verdict| rule.bars(&verdict, &request.allowed))
        });
        let barred = table.values.iter().any(|barred| *barred);
        if !barred {
            return None;
        }
        let merged = table.merge();
        let barred = table.values.iter().filter(|barred| **barred).count();
        let forbidden = barred * 2 <= table.values.len();
        Some(Self {
            rule: rule.id,
            classes: apply(&classes, &merged),
            kind: if forbidden { "forbidden" } else { "allowed" },
            tuples: tuples(&table, forbidden),
            slots: scope,
            sizes: table.sizes,
        })
    }
}

/// The combinations with this value.
fn tuples(table: &Tensor<bool>, value: bool) -> Vec<Vec<usize>> {
    let mut place = vec![0; table.sizes.len()];
    let mut found = Vec::new();
    for one in &table.values {
        if *one == value {
            found.push(place.clone());
        }
        advance(&mut place, &table.sizes);
    }
    found
}

/// The classes that a rule, or the link, cannot see beyond.
fn classes(
    id: &str,
    scope: &[usize],
    fields: &[Vec<Fields>; 8],
    request: &Request,
) -> Vec<Classes> {
    let nvlink = request.setting.nvlink;
    let read = |field: &'static str| match field.strip_suffix(BRIDGED) {
        Some(field) => nvlink.then_some(field),
        None => Some(field),
    };
    let of = |slot: &usize| {
        let fields_read = reads(id, SLOTS[*slot]).map(|all| {
            let all = all.iter().filter_map(|field| read(field));
            all.collect::<Vec<_>>()
        });
        Classes::by_fields(&fields[*slot], fields_read.as_deref())
    };
    scope.iter().map(of).collect()
}

/// The merged class of each option.
fn apply(classes: &[Classes], merged: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let axes = classes.iter().zip(merged);
    axes.map(|(classes, merged)| classes.of.iter().map(|class| merged[*class]).collect())
        .collect()
}

/// The PCIe link of the cards, as a function of GPU, CPU and board.
#[derive(Debug, Serialize)]
pub(super) struct LinkTable {
    slots: [usize; 3],
    classes: Vec<Vec<usize>>,
    sizes: Vec<usize>,
    values: Vec<usize>,
    /// The links that the values number.
    #[serde(skip)]
    pub(super) links: Vec<Link>,
}

impl LinkTable {
    pub(super) fn new(slots: &Options<'_>, fields: &[Vec<Fields>; 8], request: &Request) -> Self {
        let scope = [Slot::Gpu, Slot::Cpu, Slot::Motherboard].map(index);
        let classes = classes(LINK, &scope, fields, request);
        let sizes = classes.iter().map(Classes::len).collect();
        let pick = |axis: usize, class: usize| &slots[scope[axis]][classes[axis].first[class]];
        let mut table = Tensor::of(sizes, |place| {
            let (gpus, cpu) = (pick(0, place[0]).gpus(), pick(1, place[1]).cpu());
            let board = pick(2, place[2]).board();
            link(
                board,
                std::slice::from_ref(&gpus),
                Some(cpu),
                &request.setting,
            )
        });
        let merged = table.merge();
        let mut links = table.values.clone();
        links.sort_unstable();
        links.dedup();
        let number = |one: &Link| links.binary_search(one).unwrap_or_default();
        Self {
            slots: scope,
            classes: apply(&classes, &merged),
            values: table.values.iter().map(number).collect(),
            sizes: table.sizes,
            links,
        }
    }

    /// The links that a GPU option can get, by number.
    pub(super) fn possible(&self, gpu: usize) -> Vec<usize> {
        let inner: usize = self.sizes[1..].iter().product();
        let start = self.classes[0][gpu] * inner;
        let mut links = self.values[start..start + inner].to_vec();
        links.sort_unstable();
        links.dedup();
        links
    }
}
