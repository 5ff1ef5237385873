//! GPU chips ranked for a workload: the value behind text and JSON of `rigbuild gpus`.

use crate::catalogue::{Catalogue, ChipPrice, PriceMode};
use crate::part::{Condition, Gpu, GpuChip, Vendor};
use crate::request::{Purpose, UsedPolicy, VendorPolicy};
use crate::unit::Gibibytes;
use crate::workload::{Fit, Machine, Score, TaskReport};
use jiff::civil::Date;
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

named! {
    /// By what chips are ranked.
    GpuOrder, "an order" {
        /// Most research an hour first.
        Score = "score",
        /// Least money first; without a price last.
        Price = "price",
        /// Most score for the money first; without a price last.
        Value = "value",
        /// Most memory first, then the score.
        Memory = "memory",
    }
}

/// Which chips are looked at.
#[derive(Debug, Clone, Copy)]
pub struct GpuWish {
    /// Whether used cards count.
    pub used: UsedPolicy,
    /// Whose.
    pub vendor: VendorPolicy,
    /// Least memory.
    pub vram: Option<Gibibytes>,
    /// Whether old prices are brought forward.
    pub prices: PriceMode,
    /// Their order.
    pub order: GpuOrder,
}

/// One of a chip in a host that never limits.
#[derive(Debug, Clone)]
pub struct RankedGpu<'a> {
    /// The chip.
    pub chip: &'a GpuChip,
    /// Its cautious score.
    pub score: Score,
    /// The cheapest card; `None` = no price is known.
    pub price: Option<ChipPrice<'a>>,
    /// Every task on it.
    pub tasks: Vec<TaskReport>,
}

impl RankedGpu<'_> {
    /// Points of score for each $1,000.
    #[expect(clippy::cast_precision_loss, reason = "prices are below 10^9 cents")]
    pub fn value(&self) -> Option<f64> {
        let cents = self.price.as_ref()?.price.amount.cents();
        (cents > 0).then(|| self.score.points() * 100_000.0 / cents as f64)
    }

    /// Places of the tasks that run on no rung, counted from 1.
    pub(super) fn cannot(&self) -> Vec<usize> {
        self.places(|task| task.verdict == Fit::No)
    }

    /// Places of the tasks that keep a part in system memory.
    pub(super) fn offloads(&self) -> Vec<usize> {
        self.places(|task| task.offloads)
    }

    fn places(&self, like: impl Fn(&TaskReport) -> bool) -> Vec<usize> {
        let tasks = (1..).zip(&self.tasks);
        tasks
            .filter(|(_, task)| like(task))
            .map(|(place, _)| place)
            .collect()
    }
}

/// The chips that are wished for, in their order.
pub fn ranked<'a>(
    catalogue: &'a Catalogue,
    purpose: &Purpose,
    wish: &GpuWish,
    today: Date,
) -> Vec<RankedGpu<'a>> {
    let mut cards: BTreeMap<&str, Vec<&Gpu>> = BTreeMap::new();
    for card in &catalogue.gpus {
        cards.entry(&card.chip).or_default().push(card);
    }
    let conditions: &[Condition] = match wish.used {
        UsedPolicy::Yes => &[Condition::New, Condition::Refurbished, Condition::Used],
        UsedPolicy::No => &[Condition::New],
    };
    let wanted = |chip: &&GpuChip| {
        wish.vram.is_none_or(|least| chip.memory >= least)
            && (wish.vendor == VendorPolicy::Any || chip.vendor == Vendor::Nvidia)
    };
    let mut list: Vec<RankedGpu<'_>> = catalogue
        .gpu_chips
        .iter()
        .filter(wanted)
        .map(|chip| {
            let machine = Machine::unlimited(chip, 1);
            let cards = cards.get(chip.id.as_str()).map_or(&[][..], Vec::as_slice);
            RankedGpu {
                chip,
                score: purpose.workload.score(&machine),
                price: catalogue.chip_price(chip, cards, conditions, today, wish.prices),
                tasks: purpose.workload.report(&machine),
            }
        })
        .collect();
    list.sort_by(|a, b| {
        let first = order(a, b, wish.order);
        let score = || b.score.cmp(&a.score);
        first
            .then_with(score)
            .then_with(|| a.chip.id.cmp(&b.chip.id))
    });
    list
}

fn order(a: &RankedGpu<'_>, b: &RankedGpu<'_>, order: GpuOrder) -> Ordering {
    let price = |one: &RankedGpu<'_>| {
        let amount = one.price.as_ref().map(|price| price.price.amount);
        (amount.is_none(), amount)
    };
    match order {
        GpuOrder::Score => Ordering::Equal,
        GpuOrder::Price => price(a).cmp(&price(b)),
        GpuOrder::Value => b
            .value()
            .unwrap_or(-1.0)
            .total_cmp(&a.value().unwrap_or(-1.0)),
        GpuOrder::Memory => Reverse(a.chip.memory).cmp(&Reverse(b.chip.memory)),
    }
}
