//! How far a price can move: every end against a solve at both sides of it, on a catalogue
//! in which only that offer's price is changed.

use crate::many::Many;
use crate::program::document;
use crate::random::{self, Additive, Random};
use rigbuild::build::Build;
use rigbuild::catalogue::Catalogue;
use rigbuild::part::Offer;
use rigbuild::request::{Best, Request};
use rigbuild::rules::Slot;
use rigbuild::solve::{OfferKey, best_build, sensitivity};
use rigbuild::unit::Usd;
use serde_json::Value;

/// The catalogue with one offer at another price.
fn with_price(c: &Catalogue, offer: OfferKey<'_>, cents: i64) -> Catalogue {
    let mut c = c.clone();
    let set = |offers: &mut Vec<Offer>| {
        let meant = offers
            .iter_mut()
            .filter(|one| one.condition == offer.condition);
        let mut changed = 0;
        for one in meant {
            one.price = Usd::from_cents(cents);
            changed += 1;
        }
        assert!(changed > 0, "the offer exists");
    };
    macro_rules! look {
        ($($list:ident),+) => {$(
            for part in &mut c.$list {
                if part.id == offer.id {
                    set(&mut part.offers);
                }
            }
        )+};
    }
    look!(
        gpu_chips,
        gpus,
        cpus,
        motherboards,
        memory,
        psus,
        storage,
        coolers,
        cases
    );
    c
}

fn buys(build: &Build<'_>, offer: OfferKey<'_>) -> bool {
    build
        .lines
        .iter()
        .any(|line| OfferKey::of(line).is_some_and(|of| of == offer))
}

/// Whether the pick buys at the offer when it has this price.
pub(crate) fn picked(c: &Catalogue, q: &Request, offer: OfferKey<'_>, cents: i64) -> bool {
    let changed = with_price(c, offer, cents);
    best_build(&changed, q, &Additive).is_some_and(|pick| buys(&pick.build, offer))
}

/// What occurred, so that a generator which makes only easy cases is noticed.
#[derive(Debug, Default)]
struct Seen {
    instances: usize,
    ends: usize,
    rivals: usize,
}

fn judge(seed: u64, seen: &mut Seen) {
    let mut r = Random::new(3_000_000 + seed);
    let c = random::catalogue(&mut r, 3);
    let mut q = random::request(&mut r, &c);
    if r.chance(15) {
        q.best = Best::Cheapest;
    }
    let Some(mut pick) = best_build(&c, &q, &Additive) else {
        return;
    };
    // Without money to spare, few cents decide.
    if r.chance(50) {
        q.budget = Some(pick.total + Usd::dollars(r.one(&[0, 5, 10, 20, 50])));
        pick = best_build(&c, &q, &Additive).expect("it is affordable still");
    }
    let found = sensitivity(&c, &q, &Additive, &pick);
    let bought = pick.build.lines.iter().filter_map(OfferKey::of);
    assert_eq!(
        found
            .stays
            .iter()
            .map(|stay| stay.offer)
            .collect::<Vec<_>>(),
        bought.collect::<Vec<_>>(),
        "seed {seed}: one for each line that is bought"
    );
    for stay in &found.stays {
        let at = |cents: i64| picked(&c, &q, stay.offer, cents);
        let (from, price) = (stay.from.cents(), stay.price.cents());
        let to = stay.to.expect("a budget ends every price").cents();
        let about = format!("seed {seed}: {stay:?}");
        assert!(from <= price && price <= to, "{about}");
        assert!(at(from), "{about}: lost at its lower end");
        assert!(at(to), "{about}: lost at its upper end");
        assert!(!at(to + 1), "{about}: kept beyond its upper end");
        if from > 0 {
            assert!(!at(from - 1), "{about}: kept below its lower end");
        }
        for _ in 0..3 {
            let within = i64::try_from(r.next() % (to - from + 1).unsigned_abs());
            let within = from + within.expect("a price");
            assert!(at(within), "{about}: lost at {within} between its ends");
        }
        seen.ends += 1;
    }
    rival(
        seed,
        &mut r,
        &c,
        &q,
        &pick.build,
        found.rival.as_ref(),
        seen,
    );
    seen.instances += 1;
}

/// The rival is in the pick at its price and at no higher one, and no other chip is with a
/// smaller fall of its price.
fn rival(
    seed: u64,
    r: &mut Random,
    c: &Catalogue,
    q: &Request,
    pick: &Build<'_>,
    rival: Option<&rigbuild::solve::Takeover<'_>>,
    seen: &mut Seen,
) {
    if let Some(rival) = rival {
        let at = |cents: i64| picked(c, q, rival.offer, cents);
        let about = format!("seed {seed}: {rival:?}");
        assert_ne!(
            rival.chip.map(|chip| &chip.id),
            Some(&pick.chips[0].id),
            "{about}"
        );
        assert!(rival.at < rival.price, "{about}");
        assert!(at(rival.at.cents()), "{about}: not in at its price");
        assert!(!at(rival.at.cents() + 1), "{about}: in a cent above");
        seen.rivals += 1;
    }
    // Every offer of another chip, by the domain's own prices: a build pinned to the card.
    let share = rival.map_or((0, 1), |one| (one.at.cents(), one.price.cents()));
    for card in c.gpus.iter().filter(|card| card.chip != pick.chips[0].id) {
        let mut pinned = q.clone();
        pinned
            .pins
            .retain(|id| !c.gpus.iter().any(|card| card.id == *id));
        if pinned.pins != q.pins {
            continue; // Another card is pinned: no rival can be.
        }
        pinned.pins.insert(card.id.clone());
        pinned.budget = None;
        let Some(with) = rigbuild::solve::least_cost(c, &pinned, &Additive) else {
            continue;
        };
        let line = with.build.slot(Slot::Gpu).next().expect("a card");
        let Some(offer) = OfferKey::of(line) else {
            continue;
        };
        let price = line.unit_price().cents();
        let least = price * share.0 / share.1 + 1;
        for _ in 0..3 {
            let span = (price - least + 1).max(1).unsigned_abs();
            let cents = least + i64::try_from(r.next() % span).expect("a price");
            if cents <= price && rival.is_none_or(|one| one.offer != offer) {
                assert!(
                    !picked(c, q, offer, cents),
                    "seed {seed}: {offer:?} is in at {cents}, nearer than {rival:?}"
                );
            }
        }
    }
}

#[test]
fn every_end_is_exact_to_the_cent() {
    let many = Many::usually(2_400);
    let [a, b]: [Seen; 2] = many.judge(judge);
    let instances = a.instances + b.instances;
    let ends = a.ends + b.ends;
    let rivals = a.rivals + b.rivals;
    assert!(
        instances >= many.share(500) && ends > many.share(3_000) && rivals > many.share(50),
        "{instances} instances, {ends} ends, {rivals} rivals"
    );
}

/// The shipped catalogue with one offer at another price, in a layer of its own.
fn layer(offer: &str, condition: &str, cents: i64) -> String {
    let dir = format!("{}/prices-{offer}-{cents}", env!("CARGO_TARGET_TMPDIR"));
    let price = format!("{}.{:02}", cents / 100, cents % 100);
    let text = format!(
        "{offer}:\n  - {{price: {price}, condition: {condition}, as_of: 2026-11-24, source: test}}\n"
    );
    std::fs::create_dir_all(&dir).expect("a directory for tests");
    std::fs::write(format!("{dir}/offers.yaml"), text).expect("a layer");
    dir
}

/// Whether the program's answer buys at this price when the offer has it.
fn bought_at(budget: &str, price: &Value, cents: i64) -> bool {
    let text = |field: &str| price[field].as_str().expect("a text").to_owned();
    let (offer, condition) = (text("offer"), text("condition"));
    let dir = layer(&offer, &condition, cents);
    let answer = document(&["-b", budget, "--catalog", &dir], 0);
    let parts = answer["build"]["parts"].as_array().expect("parts");
    parts.iter().any(|part| {
        part["price_cents"] == cents
            && part["condition"] == condition
            && (price["street"] == true || part["id"] == offer)
    })
}

/// At $2,600 a kit of memory has a lower end too: cheaper, it would leave money for a better
/// build, what counts as equal would rise with it, and the cheapest of that does without it.
#[test]
fn the_shipped_prices_hold_at_both_sides_of_each_end() {
    let (mut lower, mut rivals) = (0, 0);
    for budget in ["2000", "2600"] {
        let explained = document(&["explain", "-b", budget], 0);
        for price in explained["prices"].as_array().expect("prices") {
            let end = |field: &str| price[field].as_i64().expect("cents");
            let (from, to) = (end("from_cents"), end("to_cents"));
            assert!(bought_at(budget, price, to), "{budget}: {price}");
            assert!(!bought_at(budget, price, to + 1), "{budget}: {price}");
            if from > 0 {
                assert!(bought_at(budget, price, from), "{budget}: {price}");
                assert!(!bought_at(budget, price, from - 1), "{budget}: {price}");
                lower += 1;
            }
        }
        let rival = &explained["rival"];
        if let Some(at) = rival["at_cents"].as_i64() {
            assert!(bought_at(budget, rival, at), "{budget}: {rival}");
            assert!(!bought_at(budget, rival, at + 1), "{budget}: {rival}");
            rivals += 1;
        }
    }
    assert!(
        lower > 0 && rivals > 0,
        "{lower} lower ends, {rivals} rivals"
    );
}
