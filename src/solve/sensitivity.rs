//! How far each price of the pick can move before the pick loses the part, and the price
//! at which the nearest rival GPU takes over: all else equal, exact to the cent.

use super::answer::Alternative;
use super::candidate::Candidate;
use super::domains::{Domains, index};
use super::dominance::remove_dominated;
use super::limit_of;
use super::network::Network;
use super::objective::{Goal, Scorer, tolerated};
use super::offer::{OfferKey, bought, thin_by_offer};
use super::open_price::{OpenPrice, Space};
use super::reduced::Reduced;
use super::watch::{Guard, Stopped, UNWATCHED};
use crate::build::Line;
use crate::catalogue::Catalogue;
use crate::part::{AnyPart, Condition, GpuChip};
use crate::request::{Best, Request, chip_of};
use crate::rules::Slot;
use crate::unit::{Cost, Usd};
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::thread;

/// The prices at which the pick keeps a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay<'a> {
    /// The slot.
    pub slot: Slot,
    /// The offer whose price moves.
    pub offer: OfferKey<'a>,
    /// Its price today, for one piece before tax.
    pub price: Usd,
    /// The lowest price from which the pick has the part without a break.
    pub from: Usd,
    /// The highest; `None` = any.
    pub to: Option<Usd>,
}

/// A part that would be in the pick at another price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Takeover<'a> {
    /// The chip, of a card.
    pub chip: Option<&'a GpuChip>,
    /// The offer whose price moves.
    pub offer: OfferKey<'a>,
    /// Its price today, for one piece before tax.
    pub price: Usd,
    /// The highest price below it at which the pick has the part.
    pub at: Usd,
}

/// What is known of the GPU's price.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GpuPrices<'a> {
    /// The pick's own; `None` where nothing is bought.
    pub stay: Option<Stay<'a>>,
    /// The chip that needs to become cheaper by the smallest share to be in the pick;
    /// `None` where no other would be at any price.
    pub rival: Option<Takeover<'a>>,
}

/// What is known of every price of a pick, in the order of its lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sensitivity<'a> {
    /// One for each line that is bought.
    pub stays: Vec<Stay<'a>>,
    /// See [`GpuPrices::rival`].
    pub rival: Option<Takeover<'a>>,
}

/// The price intervals of every part of a request's pick.
pub fn sensitivity<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    pick: &Alternative<'a>,
) -> Sensitivity<'a> {
    // Nobody ends it.
    sensitivity_watched(catalogue, request, scorer, pick, &UNWATCHED).unwrap_or_default()
}

/// The same with someone who may end it.
pub(crate) fn sensitivity_watched<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    pick: &Alternative<'a>,
    guard: &Guard<'_>,
) -> Result<Sensitivity<'a>, Stopped> {
    let (gpu, others) = thread::scope(|scope| {
        let gpu = scope.spawn(|| gpu_prices(catalogue, request, scorer, pick, guard));
        let others = other_prices(catalogue, request, scorer, pick, guard);
        match gpu.join() {
            Ok(gpu) => (gpu, others),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    });
    let gpu = gpu?;
    guard.whole(Sensitivity {
        stays: gpu.stay.into_iter().chain(others).collect(),
        rival: gpu.rival,
    })
}

/// The price interval of one part of the pick; `None` where it is not bought.
pub fn stays<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    line: &Line<'a>,
    guard: &Guard<'_>,
) -> Result<Option<Stay<'a>>, Stopped> {
    let stay = || {
        let offer = OfferKey::of(line)?;
        let mut open = if line.slot() == Slot::Gpu {
            Cards::new(catalogue, request, scorer, guard).open(offer)?
        } else {
            let domains = Domains::new(catalogue, request, &Network::new());
            of_slot(&domains, (request, scorer, guard), line.slot(), offer)
        };
        Some(stay(&mut open, line, offer))
    };
    guard.whole(stay())
}

/// The price interval of the pick's GPU, and its nearest rival.
pub fn gpu_prices<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    pick: &Alternative<'a>,
    guard: &Guard<'_>,
) -> Result<GpuPrices<'a>, Stopped> {
    let cards = Cards::new(catalogue, request, scorer, guard);
    let own = pick.build.slot(Slot::Gpu).next();
    guard.whole(GpuPrices {
        stay: own.and_then(|line| {
            let offer = OfferKey::of(line)?;
            let mut open = cards.open(offer)?;
            Some(stay(&mut open, line, offer))
        }),
        rival: pick
            .build
            .chips
            .first()
            .and_then(|chip| cards.nearest(&|_, one| one.id != chip.id)),
    })
}

/// The highest price below today's at which the pick has a part, or any card with a chip,
/// where it has not today: of the offer that needs to fall by the smallest share. `None`
/// where no offer is a candidate, or none would do at any price.
pub fn takeover<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    part: AnyPart<'a>,
    guard: &Guard<'_>,
) -> Result<Option<Takeover<'a>>, Stopped> {
    let slot = Slot::of(part.kind());
    if slot == Slot::Gpu {
        let chip = chip_of(part);
        let cards = Cards::new(catalogue, request, scorer, guard);
        return guard.whole(cards.nearest(&|offer, of| match part {
            AnyPart::GpuChip(asked) => asked.id == of.id,
            _ => offer.id == part.id() || (offer.street && chip == Some(offer.id)),
        }));
    }
    let domains = Domains::new(catalogue, request, &Network::new());
    let mut nearest: Option<Takeover<'a>> = None;
    let mut seen = BTreeSet::new();
    for candidate in domains.slot(slot) {
        let (Some((offer, _)), Some(line)) = (bought(candidate), &candidate.line) else {
            continue;
        };
        if offer.id != part.id() || !seen.insert(offer) {
            continue;
        }
        let mut open = of_slot(&domains, (request, scorer, guard), slot, offer);
        let one = entered(&mut open, None, offer, line.unit_price(), nearest.as_ref());
        nearest = one.or(nearest);
    }
    guard.whole(nearest)
}

/// The takeover by an offer that is not in the pick today, where it is nearer than another.
fn entered<'a>(
    open: &mut OpenPrice<'a, '_>,
    chip: Option<&'a GpuChip>,
    offer: OfferKey<'a>,
    price: Usd,
    nearest: Option<&Takeover<'a>>,
) -> Option<Takeover<'a>> {
    let today = price.cents();
    if open.picks(today) {
        return None;
    }
    // Beyond the same share of its price the nearest so far is nearer.
    let least = nearest.map_or(0, |known| {
        today * known.at.cents() / known.price.cents().max(1) + 1
    });
    let at = Usd::from_cents(open.enters(today, least)?);
    Some(Takeover {
        chip,
        offer,
        price,
        at,
    })
}

fn stay<'a>(open: &mut OpenPrice<'a, '_>, line: &Line<'a>, offer: OfferKey<'a>) -> Stay<'a> {
    let price = line.unit_price();
    let picked = open.picks(price.cents());
    debug_assert!(picked || open.ended(), "the pick has its own parts");
    Stay {
        slot: line.slot(),
        offer,
        price,
        from: Usd::from_cents(open.lowest(price.cents())),
        to: open.highest(price.cents()).map(Usd::from_cents),
    }
}

const fn tax(request: &Request, offer: OfferKey<'_>) -> u32 {
    match offer.condition {
        Condition::New => request.tax_basis_points,
        Condition::Used | Condition::Refurbished => 0,
    }
}

fn other_prices<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    pick: &Alternative<'a>,
    guard: &Guard<'_>,
) -> Vec<Stay<'a>> {
    let domains = Domains::new(catalogue, request, &Network::new());
    let lines = pick.build.lines.iter();
    lines
        .filter(|line| line.slot() != Slot::Gpu)
        .filter_map(|line| {
            let offer = OfferKey::of(line)?;
            let mut open = of_slot(&domains, (request, scorer, guard), line.slot(), offer);
            Some(stay(&mut open, line, offer))
        })
        .collect()
}

/// An offer of a slot with its price left open. The slot's candidates are parted before any
/// is removed, since another part may dominate at one price and not at another.
fn of_slot<'a, 'r>(
    domains: &Domains<'a>,
    (request, scorer, guard): (&'r Request, &'r dyn Scorer, &'r Guard<'r>),
    slot: Slot,
    offer: OfferKey<'a>,
) -> OpenPrice<'a, 'r> {
    let space = |keep: &dyn Fn(&Candidate<'a>) -> bool, baked| {
        let mut domains = domains.clone();
        domains.slots[index(slot)].retain(|candidate| keep(candidate));
        let thin = |_, candidates: &mut Vec<Candidate<'a>>| remove_dominated(candidates);
        let reduced = Reduced::of(domains, Network::new(), request, scorer, &thin);
        let reduced = reduced.watched_beside(guard);
        Space::new(Rc::new(RefCell::new(reduced)), None, baked)
    };
    let mut counts: BTreeMap<u32, Cost> = BTreeMap::new();
    for candidate in domains.slot(slot) {
        if let Some((of, pieces)) = bought(candidate)
            && of == offer
        {
            counts.insert(pieces, candidate.cost);
        }
    }
    let with = counts.into_iter().map(|(pieces, cost)| {
        let keep = |one: &Candidate<'a>| bought(one) == Some((offer, pieces));
        (pieces, space(&keep, cost))
    });
    let with = with.collect();
    let without = space(
        &|one| bought(one).is_none_or(|(of, _)| of != offer),
        Cost::ZERO,
    );
    OpenPrice::new(request, tax(request, offer), without, with)
}

/// The problem with every GPU offer's cards, so that any of their prices can move: the
/// other slots do not depend on them.
struct Cards<'a, 'r> {
    reduced: Rc<RefCell<Reduced<'a, 'r>>>,
    request: &'r Request,
    /// By offer: the chip, today's price, and the options by how many pieces are bought.
    offers: BTreeMap<OfferKey<'a>, Offered<'a>>,
    /// Options that buy nothing.
    owned: Vec<usize>,
}

struct Offered<'a> {
    chip: &'a GpuChip,
    price: Usd,
    options: BTreeMap<u32, (Cost, Vec<usize>)>,
}

impl<'a, 'r> Cards<'a, 'r> {
    fn new(
        catalogue: &'a Catalogue,
        request: &'r Request,
        scorer: &'r dyn Scorer,
        guard: &'r Guard<'r>,
    ) -> Self {
        let network = Network::new();
        let domains = Domains::new(catalogue, request, &network);
        let thin = |slot, candidates: &mut Vec<Candidate<'a>>| match slot {
            Slot::Gpu => thin_by_offer(candidates),
            _ => remove_dominated(candidates),
        };
        let reduced = Reduced::of(domains, network, request, scorer, &thin);
        let reduced = reduced.watched_beside(guard);
        let mut offers: BTreeMap<OfferKey<'a>, Offered<'a>> = BTreeMap::new();
        let mut owned = Vec::new();
        for (place, option) in reduced.domains.slot(Slot::Gpu).iter().enumerate() {
            let (Some((offer, pieces)), Some(line)) = (bought(option), &option.line) else {
                owned.push(place);
                continue;
            };
            let offered = offers.entry(offer).or_insert_with(|| Offered {
                chip: option.gpus().chip,
                price: line.unit_price(),
                options: BTreeMap::new(),
            });
            let of = offered.options.entry(pieces).or_default();
            of.0 = option.cost;
            of.1.push(place);
        }
        Self {
            reduced: Rc::new(RefCell::new(reduced)),
            request,
            offers,
            owned,
        }
    }

    fn open(&self, offer: OfferKey<'a>) -> Option<OpenPrice<'a, 'r>> {
        let space = |options: &[usize], baked| {
            let reduced = Rc::clone(&self.reduced);
            Space::new(reduced, Some(options.into()), baked)
        };
        let options = &self.offers.get(&offer)?.options;
        let with = options
            .iter()
            .map(|(pieces, (cost, options))| (*pieces, space(options, *cost)));
        let with = with.collect();
        let others = self.offers.iter().filter(|(other, _)| **other != offer);
        let mut rest: Vec<usize> = others
            .flat_map(|(_, offered)| offered.options.values().flat_map(|(_, list)| list))
            .chain(&self.owned)
            .copied()
            .collect();
        // Options stand in cost order.
        rest.sort_unstable();
        let without = space(&rest, Cost::ZERO);
        Some(OpenPrice::new(
            self.request,
            tax(self.request, offer),
            without,
            with,
        ))
    }

    /// Of some offers, the one that needs to become cheaper by the smallest share to be in
    /// the pick.
    fn nearest(&self, of: &dyn Fn(&OfferKey<'a>, &GpuChip) -> bool) -> Option<Takeover<'a>> {
        let equal = self.equal_today();
        let mut rivals = Vec::new();
        for (offer, offered) in &self.offers {
            if !of(offer, offered.chip) {
                continue;
            }
            let Some(mut open) = self.open(*offer) else {
                continue;
            };
            // A lower price never makes do with a lower score: above this none is affordable.
            if let Some(most) = open.most(equal) {
                let most = most.min(offered.price.cents());
                rivals.push((*offer, offered, open, most));
            }
        }
        // Those that might enter at the smallest fall first, so that the rest need no look.
        let share =
            |most: i64, price: Usd| i128::from(most) * 1_000_000 / i128::from(price.cents().max(1));
        rivals.sort_by_key(|(offer, offered, _, most)| {
            (Reverse(share(*most, offered.price)), *offer)
        });
        let mut nearest: Option<Takeover<'a>> = None;
        for (offer, offered, mut open, most) in rivals {
            let near = |known: &Takeover<'a>| share(known.at.cents(), known.price);
            if nearest
                .as_ref()
                .is_some_and(|known| near(known) > share(most, offered.price))
            {
                break;
            }
            let chip = Some(offered.chip);
            let one = entered(&mut open, chip, offer, offered.price, nearest.as_ref());
            nearest = one.or(nearest);
        }
        nearest
    }

    /// What a build must reach today to count as equal to the best.
    fn equal_today(&self) -> Goal {
        let mut reduced = self.reduced.borrow_mut();
        reduced.focus = None;
        let best = match self.request.best {
            Best::Speed | Best::Value => reduced.best_score(limit_of(self.request), None, None),
            Best::Cheapest => None,
        };
        best.map_or(Goal::Any, |best| {
            Goal::AtLeast(tolerated(best, self.request.tolerance_basis_points))
        })
    }
}
