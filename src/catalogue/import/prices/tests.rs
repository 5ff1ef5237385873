//! What prices found mean for the parts of a catalogue.

use super::*;
use crate::catalogue::Catalogue;
use crate::catalogue::import::join::{Facts, Item, Listing, PsuFacts};
use crate::catalogue::import::price_csv::NamedPrice;
use crate::catalogue::tests::{Dir, TODAY, load, psu};
use crate::catalogue::{LayerSource, add_offers};
use crate::part::{Condition, Offer};
use crate::unit::{Usd, Watts};
use jiff::civil::{Date, date};

const OLD: Date = date(2026, 10, 1);
const NEW: Date = date(2026, 11, 1);

fn offer(cents: i64, condition: Condition, as_of: Date) -> Offer {
    Offer {
        price: Usd::from_cents(cents),
        condition,
        as_of,
        source: "dump".to_owned(),
    }
}

fn new(dollars: i64, as_of: Date) -> Offer {
    offer(dollars * 100, Condition::New, as_of)
}

fn catalogue(offers: &str) -> Catalogue {
    let text = psu("corsair-rm850x", offers).replace("A supply", "Corsair RM850x");
    let dir = Dir::with(&[("psus.yaml", &text)]);
    load(vec![LayerSource::named(&dir.0)]).unwrap()
}

fn row(name: &str, watts: u32, offer: &Offer) -> Listing {
    let facts = PsuFacts {
        wattage: Some(Watts::new(watts)),
        ..PsuFacts::default()
    };
    Listing {
        item: Item {
            key: "2".to_owned(),
            maker: String::new(),
            name: name.to_owned(),
            part_numbers: Vec::new(),
            colours: Vec::new(),
            facts: Facts::Psu(facts),
        },
        price: Some(offer.price),
        condition: offer.condition,
        as_of: offer.as_of,
        source: offer.source.clone(),
        file: "power-supply.csv".to_owned(),
        line: 2,
    }
}

fn found(catalogue: &Catalogue, listings: &[Listing]) -> PricePlan {
    let tables = Tables {
        listings,
        named: &[],
    };
    plan(&Target::all(catalogue, TODAY), tables)
}

fn verdict(own: &str, offer: &Offer) -> Verdict {
    let mut plan = found(&catalogue(own), &[row("Corsair RM850x", 850, offer)]);
    assert_eq!((plan.rows, plan.matched, plan.found.len()), (1, 1, 1));
    plan.found.remove(0).verdict
}

const OWN: &str = "  offers: [{price: $100.00, condition: new, as_of: 2026-10-15, source: dump}]\n";

#[test]
fn a_price_is_new_changed_the_same_or_old() {
    let own = new(100, date(2026, 10, 15));
    assert_eq!(verdict("", &new(100, NEW)), Verdict::New);
    assert_eq!(
        verdict(OWN, &offer(9_000, Condition::Used, NEW)),
        Verdict::New
    );
    assert_eq!(verdict(OWN, &new(110, NEW)), Verdict::Change(own.clone()));
    assert_eq!(verdict(OWN, &new(100, NEW)), Verdict::Again(own.clone()));
    assert_eq!(verdict(OWN, &own), Verdict::Same);
    assert_eq!(verdict(OWN, &new(110, OLD)), Verdict::Older(own.clone()));
    assert_eq!(verdict(OWN, &new(110, own.as_of)), Verdict::Older(own));
}

#[test]
fn a_big_move_asks_first() {
    let own = new(100, date(2026, 10, 15));
    assert_eq!(verdict(OWN, &new(130, NEW)), Verdict::Change(own.clone()));
    assert_eq!(verdict(OWN, &new(70, NEW)), Verdict::Change(own));
    let big = Verdict::BigMove(Usd::dollars(100));
    assert_eq!(verdict(OWN, &offer(13_001, Condition::New, NEW)), big);
    assert_eq!(verdict(OWN, &offer(6_999, Condition::New, NEW)), big);
    let plan = found(
        &catalogue(OWN),
        &[row("Corsair RM850x", 850, &new(140, NEW))],
    );
    assert_eq!(plan.offers(false).count(), 0);
    assert_eq!(plan.offers(true).count(), 1);
}

#[test]
fn of_several_rows_the_newest_day_counts_and_on_it_the_lowest() {
    let rows = [new(90, OLD), new(120, NEW), new(110, NEW)];
    let rows = rows.map(|offer| row("Corsair RM850x", 850, &offer));
    let plan = found(&catalogue(""), &rows);
    assert_eq!(plan.matched, 3);
    let offers: Vec<&Offer> = plan.found.iter().map(|found| &found.offer).collect();
    assert_eq!(offers, [&new(110, NEW)]);
}

#[test]
fn what_is_no_part_is_left_out_with_its_reason() {
    let mut rows = vec![row("Corsair RM850e", 850, &new(90, NEW))];
    rows.extend([90, 95, 100, 105, 300].map(|price| row("Corsair RM850x", 850, &new(price, NEW))));
    rows.push(row("Corsair RM850x", 750, &new(80, NEW)));
    let plan = found(&catalogue(""), &rows);
    assert_eq!((plan.rows, plan.matched), (7, 4));
    let csv = String::from_utf8(plan.left_out_csv().unwrap()).unwrap();
    insta::assert_snapshot!(csv, @"
    file,line,name,price,reason
    power-supply.csv,2,Corsair RM850e,90.00,no such part
    power-supply.csv,2,Corsair RM850x,300.00,3.0 times the median of $100.00 (6 like parts)
    power-supply.csv,2,Corsair RM850x,80.00,no such part
    ");
}

#[test]
fn a_named_price_goes_by_id_or_by_the_same_words() {
    let catalogue = catalogue("");
    let named = ["corsair-rm850x", "RM850x Corsair", "Corsair RM850"].map(|part| NamedPrice {
        part: part.to_owned(),
        offer: new(100, NEW),
        file: "mine.csv".to_owned(),
        line: 2,
    });
    let tables = Tables {
        listings: &[],
        named: &named,
    };
    let plan = plan(&Target::all(&catalogue, TODAY), tables);
    assert_eq!((plan.rows, plan.matched, plan.found.len()), (3, 2, 1));
    assert_eq!(plan.left_out[0].reason, "no part has this id or name");
}

#[test]
fn a_plan_carried_out_is_in_force_and_the_same_again_changes_nothing() {
    let low = Dir::with(&[(
        "psus.yaml",
        &psu("corsair-rm850x", OWN).replace("A supply", "Corsair RM850x"),
    )]);
    let high = LayerSource::named(Dir::new().0.join("mine"));
    std::fs::create_dir_all(&high.dir).unwrap();
    let both = || load(vec![LayerSource::named(&low.0), high.clone()]).unwrap();
    let rows = [row("Corsair RM850x", 850, &new(110, NEW))];
    let catalogue = both();
    let plan = found(&catalogue, &rows);
    let offers: Vec<(&str, &Offer)> = plan.offers(false).collect();
    add_offers(&high, &catalogue, &offers, TODAY).unwrap();
    let after = both();
    let price = after.price(
        after.part("corsair-rm850x").unwrap(),
        Condition::New,
        TODAY,
        crate::catalogue::PriceMode::Listed,
    );
    assert_eq!(price.unwrap().amount, Usd::dollars(110));
    assert_eq!(found(&after, &rows).found[0].verdict, Verdict::Same);
    std::fs::remove_dir_all(&high.dir).unwrap();
}
