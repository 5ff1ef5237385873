//! Layers: whole parts, added offers, retired parts.

use super::{Dir, TODAY, load, psu};
use crate::catalogue::{BUILT_IN, Catalogue, LayerSource, LoadOptions, Missing};
use crate::part::{AnyPart, Condition, Psu};
use crate::unit::{Usd, Watts};
use jiff::civil::date;

const CHIP: &str = "- {id: c, name: C, vendor: nvidia, architecture: ampere, memory: 24 GiB, sources: [s], verified: 2026-11-01}\n";
const CARD: &str =
    "- {id: g, chip: c, name: G, status: current, sources: [s], verified: 2026-11-01}\n";

fn supply<'a>(catalogue: &'a Catalogue, id: &str) -> Option<&'a Psu> {
    catalogue.psus.iter().find(|psu| psu.id == id)
}

fn named(dirs: &[&Dir]) -> Vec<LayerSource> {
    dirs.iter().map(|dir| LayerSource::named(&dir.0)).collect()
}

#[test]
fn a_known_id_replaces_the_part_and_a_new_one_adds_it() {
    let low = Dir::with(&[("psus.yaml", &(psu("a", "") + &psu("b", "")))]);
    let high = Dir::with(&[(
        "psus.yaml",
        &(psu("c", "") + &psu("a", "").replace("850 W", "1000 W")),
    )]);
    let catalogue = load(named(&[&low, &high])).unwrap();
    let ids: Vec<&str> = catalogue.psus.iter().map(|psu| psu.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(supply(&catalogue, "a").unwrap().wattage, Watts::new(1000));
    let layers: Vec<usize> = catalogue.layers.iter().map(|layer| layer.parts).collect();
    assert_eq!(layers, [2, 2]);
}

#[test]
fn offers_are_added_without_repeating_the_part() {
    let own = "  offers: [{price: $120.00, condition: new, as_of: 2026-10-01, source: shop}]\n";
    let low = Dir::with(&[("psus.yaml", &psu("a", own))]);
    let high = Dir::with(&[(
        "offers.yaml",
        "a:\n- {price: $99.00, condition: new, as_of: 2026-11-20, source: a friend of mine}\n",
    )]);
    let catalogue = load(named(&[&low, &high])).unwrap();
    assert_eq!(supply(&catalogue, "a").unwrap().offers.len(), 2);
    let part = catalogue.part("a").unwrap();
    let price = catalogue.price(
        part,
        Condition::New,
        TODAY,
        crate::catalogue::PriceMode::Adjusted,
    );
    assert_eq!(price.unwrap().amount, Usd::dollars(99));
    assert_eq!(catalogue.layers[1].newest_price, Some(date(2026, 11, 20)));
}

#[test]
fn of_two_offers_of_a_day_the_higher_layer_counts() {
    let offers = |price: &str| {
        format!("a: [{{price: {price}, condition: new, as_of: 2026-11-20, source: s}}]\n")
    };
    let low = Dir::with(&[
        ("psus.yaml", &psu("a", "")),
        ("offers.yaml", &offers("$90")),
    ]);
    let high = Dir::with(&[("offers.yaml", &offers("$95"))]);
    let catalogue = load(named(&[&low, &high])).unwrap();
    let part = catalogue.part("a").unwrap();
    let price = catalogue.price(
        part,
        Condition::New,
        TODAY,
        crate::catalogue::PriceMode::Listed,
    );
    assert_eq!(price.unwrap().amount, Usd::dollars(95));
}

#[test]
fn a_retired_part_is_hidden_and_a_retired_chip_hides_its_cards() {
    let low = Dir::with(&[
        ("psus.yaml", &(psu("a", "") + &psu("b", ""))),
        ("gpu-chips.yaml", CHIP),
        ("gpus.yaml", CARD),
    ]);
    let high = Dir::with(&[("retired.yaml", "- a\n- c\n- gone-long-ago\n")]);
    let catalogue = load(named(&[&low, &high])).unwrap();
    assert_eq!(
        catalogue.parts().map(AnyPart::id).collect::<Vec<_>>(),
        ["b"]
    );
    assert_eq!(
        catalogue.warnings.len(),
        1,
        "only the unknown id is told of"
    );
}

#[test]
fn a_layer_that_hides_a_newer_part_is_told_of() {
    let low = Dir::with(&[(
        "psus.yaml",
        &psu("a", "").replace("2026-11-01", "2026-11-20"),
    )]);
    let high = Dir::with(&[("psus.yaml", &psu("a", ""))]);
    let catalogue = load(named(&[&low, &high])).unwrap();
    let warning = &catalogue.warnings[0];
    assert!(warning.message.contains("2026-11-20"), "{warning}");
    assert_eq!((warning.line, warning.column), (6, 13));
}

#[test]
fn an_id_means_one_kind_over_all_layers() {
    let low = Dir::with(&[("psus.yaml", &psu("a", ""))]);
    let case = "- {id: a, name: A, status: current, sources: [s], verified: 2026-11-01}\n";
    let high = Dir::with(&[("cases.yaml", case)]);
    let faults = load(named(&[&low, &high])).unwrap_err();
    assert_eq!(faults.faults.len(), 1);
    assert!(
        faults.faults[0]
            .message
            .contains("is a psu in the layer below")
    );
}

#[test]
fn a_card_may_name_a_chip_of_the_layer_below() {
    let low = Dir::with(&[("gpu-chips.yaml", CHIP)]);
    let high = Dir::with(&[("gpus.yaml", CARD)]);
    assert!(load(named(&[&low, &high])).is_ok());
    assert!(load(named(&[&high])).is_err());
}

#[test]
fn only_a_directory_that_was_named_must_be_there() {
    let dir = Dir::new();
    let mut layer = LayerSource::named(dir.0.join("nowhere"));
    assert!(load(vec![layer.clone()]).is_err());
    layer.missing = Missing::IsEmpty;
    let catalogue = load(vec![layer]).unwrap();
    assert!(catalogue.layers.is_empty());
}

#[test]
fn a_users_layer_that_cannot_be_read_stops_no_one() {
    let dir = Dir::with(&[("a-file", "")]);
    let mut layer = LayerSource::named(dir.0.join("a-file"));
    layer.missing = Missing::IsEmpty;
    let catalogue = load(vec![layer]).unwrap();
    assert!(catalogue.warnings[0].message.contains("cannot be read"));
}

#[test]
fn the_repositorys_own_files_are_sound() {
    let parts = LayerSource::shipped(concat!(env!("CARGO_MANIFEST_DIR"), "/parts"));
    let options = LoadOptions {
        layers: vec![parts],
        builtin: false,
        today: date(9999, 12, 31),
    };
    let catalogue = Catalogue::load(&options).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(catalogue.warnings, Vec::new());
}

#[test]
fn the_built_in_parts_lie_below_and_no_clock_judges_them() {
    let dir = Dir::with(&[(
        "psus.yaml",
        &psu("my-own", "").replace("2026-11-01", "2000-01-01"),
    )]);
    let mut options = LoadOptions {
        layers: named(&[&dir]),
        builtin: true,
        today: date(2000, 1, 2),
    };
    let catalogue = Catalogue::load(&options).unwrap();
    assert_eq!(catalogue.layers[0].name, BUILT_IN);
    assert!(catalogue.part("my-own").is_some() && catalogue.psus.len() > 1);
    options.builtin = false;
    assert_eq!(Catalogue::load(&options).unwrap().parts().count(), 1);
}

#[test]
fn a_source_is_free_text_in_a_users_layer_only() {
    let dir = Dir::with(&[("psus.yaml", &psu("a", ""))]);
    assert!(load(vec![LayerSource::named(&dir.0)]).is_ok());
    let faults = load(vec![LayerSource::shipped(&dir.0)]).unwrap_err();
    assert!(faults.faults[0].message.contains("`box` is not a source"));
}
