//! Prices set by command: in the right file, and of no byte more than they must.

use super::{Dir, TODAY, load, psu};
use crate::catalogue::{
    Catalogue, Document, EditError, Edited, LayerSource, Removed, add_offers, add_parts,
    remove_part, set_offer,
};
use crate::part::{Condition, Offer, PartKind};
use crate::unit::Usd;
use jiff::civil::date;
use proptest::prelude::*;
use std::fs;

fn offer(dollars: i64, source: &str) -> Offer {
    Offer {
        price: Usd::dollars(dollars),
        condition: Condition::Used,
        as_of: TODAY,
        source: source.to_owned(),
    }
}

fn read(dir: &Dir, name: &str) -> String {
    fs::read_to_string(dir.0.join(name)).unwrap()
}

fn set(dir: &Dir, id: &str, offer: &Offer) -> Result<Edited, EditError> {
    let layer = LayerSource::named(&dir.0);
    let catalogue = load(vec![layer.clone()]).unwrap();
    set_offer(&layer, &catalogue, id, offer, TODAY)
}

/// A layer below with the part `a`, and the catalogue of both.
fn over(low: &Dir, high: &Dir) -> (LayerSource, Catalogue) {
    let layer = LayerSource::named(&high.0);
    let catalogue = load(vec![LayerSource::named(&low.0), layer.clone()]).unwrap();
    (layer, catalogue)
}

/// The bytes that were put in, if nothing else changed.
#[track_caller]
fn inserted<'a>(old: &str, new: &'a str) -> &'a str {
    let same = |(a, b): &(u8, u8)| a == b;
    let head = old.bytes().zip(new.bytes()).take_while(same).count();
    let tail = old
        .bytes()
        .rev()
        .zip(new.bytes().rev())
        .take_while(same)
        .count();
    let tail = tail.min(old.len() - head.min(old.len()));
    assert_eq!(
        head + tail,
        old.len(),
        "more than an insertion:\n{old}\n->\n{new}"
    );
    &new[head..new.len() - tail]
}

#[test]
fn an_offer_for_a_part_below_goes_to_offers_yaml() {
    let low = Dir::with(&[("psus.yaml", &(psu("a", "") + &psu("b", "")))]);
    let high = Dir::new();
    let (layer, catalogue) = over(&low, &high);
    let edited = set_offer(&layer, &catalogue, "a", &offer(760, "ebay-sold"), TODAY).unwrap();
    assert_eq!(edited.file, high.0.join("offers.yaml"));
    set_offer(
        &layer,
        &catalogue,
        "b",
        &offer(1_999, "a shop, \"round\" the corner"),
        TODAY,
    )
    .unwrap();
    set_offer(&layer, &catalogue, "a", &offer(750, "ebay-sold"), TODAY).unwrap();
    insta::assert_snapshot!(read(&high, "offers.yaml"), @r#"
    # Prices for parts of the layers below: part id, then its offers.
    a:
      - {price: $760.00, condition: used, as_of: 2026-11-24, source: ebay-sold}
      - {price: $750.00, condition: used, as_of: 2026-11-24, source: ebay-sold}
    b:
      - {price: $1999.00, condition: used, as_of: 2026-11-24, source: "a shop, \"round\" the corner"}
    "#);
    assert_eq!(over(&low, &high).1.part("a").unwrap().offers().len(), 2);
    assert!(low.0.join("psus.yaml").exists() && !low.0.join("offers.yaml").exists());
}

#[test]
fn an_offer_for_a_part_of_the_layer_goes_to_the_part() {
    let own = "  offers: [{price: $99.00, condition: used, as_of: 2026-10-01, source: s}] # kept\n";
    let dir = Dir::with(&[("psus.yaml", &psu("a", own))]);
    let edited = set(&dir, "a", &offer(80, "ebay-sold")).unwrap();
    assert_eq!(edited.file, dir.0.join("psus.yaml"));
    assert_eq!(edited.before.map(|old| old.price), Some(Usd::dollars(99)));
    let new = read(&dir, "psus.yaml");
    assert_eq!(
        inserted(&psu("a", own), &new),
        ", {price: $80.00, condition: used, as_of: 2026-11-24, source: ebay-sold}"
    );
    assert!(!dir.0.join("offers.yaml").exists());
}

#[test]
fn the_same_offer_twice_is_written_once() {
    let dir = Dir::with(&[("psus.yaml", &psu("a", ""))]);
    assert!(!set(&dir, "a", &offer(80, "s")).unwrap().unchanged);
    let once = read(&dir, "psus.yaml");
    assert!(set(&dir, "a", &offer(80, "s")).unwrap().unchanged);
    assert_eq!(read(&dir, "psus.yaml"), once);
}

#[test]
fn an_offer_that_cannot_be_right_is_refused_and_nothing_written() {
    let dir = Dir::with(&[("psus.yaml", &psu("a", ""))]);
    let before = read(&dir, "psus.yaml");
    let future = Offer {
        as_of: date(2026, 11, 25),
        ..offer(80, "s")
    };
    for wrong in [
        offer(0, "s"),
        future,
        offer(80, ""),
        offer(80, "a\u{1b}[2J"),
    ] {
        assert!(
            matches!(set(&dir, "a", &wrong), Err(EditError::Faulty(_))),
            "{wrong:?}"
        );
    }
    assert_eq!(
        set(&dir, "b", &offer(1, "s")),
        Err(EditError::UnknownPart("b".to_owned()))
    );
    assert_eq!(read(&dir, "psus.yaml"), before);
}

#[test]
fn the_shipped_catalogue_takes_listed_sources_only() {
    let text = psu("a", "").replace("box", "listed");
    let sources = "- {id: listed, title: A list, url: https://example.org/x, date: 2026-01-01}\n";
    let dir = Dir::with(&[("psus.yaml", &text), ("sources.yaml", sources)]);
    let layer = LayerSource::shipped(&dir.0);
    let catalogue = load(vec![layer.clone()]).unwrap();
    assert!(set_offer(&layer, &catalogue, "a", &offer(80, "hearsay"), TODAY).is_err());
    assert!(set_offer(&layer, &catalogue, "a", &offer(80, "listed"), TODAY).is_ok());
}

#[test]
fn a_file_that_went_bad_meanwhile_is_left_alone() {
    let dir = Dir::with(&[("psus.yaml", &psu("a", ""))]);
    let layer = LayerSource::named(&dir.0);
    let catalogue = load(vec![layer.clone()]).unwrap();
    dir.write("psus.yaml", "- id: a\n  wattage: [\n");
    let refused = set_offer(&layer, &catalogue, "a", &offer(80, "s"), TODAY);
    assert!(matches!(refused, Err(EditError::Faulty(_))));
    assert_eq!(read(&dir, "psus.yaml"), "- id: a\n  wattage: [\n");
}

#[test]
fn a_directory_that_cannot_be_written_is_named() {
    let low = Dir::with(&[("psus.yaml", &psu("a", ""))]);
    let catalogue = load(vec![LayerSource::named(&low.0)]).unwrap();
    let layer = LayerSource::named(low.0.join("psus.yaml").join("parts"));
    let error = set_offer(&layer, &catalogue, "a", &offer(80, "s"), TODAY).unwrap_err();
    assert!(error.to_string().contains("cannot be written"), "{error}");
    assert!(error.to_string().contains("psus.yaml"), "{error}");
}

#[test]
fn the_shipped_files_can_be_edited_in_place() {
    let dir = Dir::new();
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/parts")).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            fs::copy(&path, dir.0.join(path.file_name().unwrap())).unwrap();
        }
    }
    let layer = LayerSource::named(&dir.0);
    let catalogue = load(vec![layer.clone()]).unwrap();
    for part in catalogue.parts().step_by(9) {
        let file = format!("{}.yaml", part.kind().file_stem());
        let old = read(&dir, &file);
        let edited = set_offer(
            &layer,
            &catalogue,
            part.id(),
            &offer(77, "ebay-sold"),
            TODAY,
        );
        assert_eq!(edited.unwrap().file, dir.0.join(&file));
        inserted(&old, &read(&dir, &file));
    }
}

#[test]
fn a_part_of_the_layer_is_taken_out_and_one_below_is_hidden() {
    let low = Dir::with(&[("psus.yaml", &(psu("a", "") + &psu("b", "")))]);
    let high = Dir::with(&[(
        "psus.yaml",
        &("# mine\n".to_owned() + &psu("c", "") + "# end\n"),
    )]);
    let (layer, catalogue) = over(&low, &high);
    let removed = remove_part(&layer, &catalogue, "c").unwrap();
    assert_eq!(
        removed,
        Removed::Deleted {
            file: high.0.join("psus.yaml")
        }
    );
    assert_eq!(read(&high, "psus.yaml"), "# mine\n[]\n# end\n");
    for id in ["a", "b", "a"] {
        let removed = remove_part(&layer, &catalogue, id).unwrap();
        assert_eq!(
            removed,
            Removed::Hidden {
                file: high.0.join("retired.yaml")
            }
        );
    }
    insta::assert_snapshot!(read(&high, "retired.yaml"), @r"
    # Parts of the layers below that are hidden: their ids.
    - a
    - b
    ");
    assert_eq!(over(&low, &high).1.parts().count(), 0);
    assert_eq!(read(&low, "psus.yaml"), psu("a", "") + &psu("b", ""));
}

#[test]
fn a_new_part_is_indented_as_the_others_are() {
    let old = "# mine\n  - {id: a, name: A, wattage: 850 W, status: current, sources: [box], verified: 2026-11-01}\n";
    let dir = Dir::with(&[("psus.yaml", old)]);
    let layer = LayerSource::named(&dir.0);
    let catalogue = load(vec![layer.clone()]).unwrap();
    let document = Document::from_reader("new.yaml", psu("b", "").as_bytes()).unwrap();
    add_parts(&layer, &catalogue, PartKind::Psu, &document, TODAY).unwrap();
    let new = read(&dir, "psus.yaml");
    let added = inserted(old, &new);
    assert!(added.starts_with("\n  - id: b\n    name:"), "{added}");
    assert_eq!(load(vec![layer]).unwrap().psus.len(), 2);
}

#[test]
fn a_chip_that_cards_of_the_layer_have_stays() {
    let chip = "- {id: x, name: X, vendor: nvidia, architecture: ada, memory: 24 GiB, sources: [s], verified: 2026-11-01}\n";
    let card = "- {id: y, chip: x, name: Y, status: current, sources: [s], verified: 2026-11-01}\n";
    let dir = Dir::with(&[("gpu-chips.yaml", chip), ("gpus.yaml", card)]);
    let layer = LayerSource::named(&dir.0);
    let catalogue = load(vec![layer.clone()]).unwrap();
    let error = remove_part(&layer, &catalogue, "x").unwrap_err();
    assert_eq!(error.to_string(), "`x` is the chip of y: remove them first");
    remove_part(&layer, &catalogue, "y").unwrap();
    assert!(remove_part(&layer, &catalogue, "x").is_ok());
    assert!(load(vec![layer]).is_ok());
}

#[test]
fn a_faulty_or_known_part_is_not_added_and_nothing_written() {
    let dir = Dir::with(&[("psus.yaml", &psu("a", ""))]);
    let layer = LayerSource::named(&dir.0);
    let catalogue = load(vec![layer.clone()]).unwrap();
    let add = |text: &str| {
        let document = Document::from_reader("new.yaml", text.as_bytes()).unwrap();
        add_parts(&layer, &catalogue, PartKind::Psu, &document, TODAY)
            .unwrap_err()
            .to_string()
    };
    let wrong =
        psu("b", "") + &psu("c", "  lenght: 150 mm\n") + &psu("d", "").replace("850 W", "850 mm");
    let told = add(&wrong);
    assert!(
        told.contains("new.yaml:13:3") && told.contains("new.yaml:16:12"),
        "{told}"
    );
    assert!(add(&(psu("b", "") + &psu("a", ""))).contains("has a `a` already"));
    assert!(add(&(psu("b", "") + &psu("b", ""))).contains("`b` is the id of"));
    assert!(add("").contains("no part"), "{}", add(""));
    let map = add("id: x\n");
    assert!(
        map.contains("new.yaml:1:1") && map.contains("sequence"),
        "{map}"
    );
    assert!(add(&psu("b", "").replace("2026-11-01", "2027-01-01")).contains("yet to come"));
    assert_eq!(read(&dir, "psus.yaml"), psu("a", ""));
}

#[test]
fn two_writers_at_once_lose_nothing() {
    let low = Dir::with(&[("psus.yaml", &(psu("a", "") + &psu("b", "")))]);
    let high = Dir::new();
    let (layer, catalogue) = over(&low, &high);
    std::thread::scope(|scope| {
        for (writer, id) in [(0, "a"), (100, "b"), (200, "a"), (300, "b")] {
            let (layer, catalogue) = (&layer, &catalogue);
            scope.spawn(move || {
                for price in 1..=10 {
                    let offer = offer(writer + price, "s");
                    set_offer(layer, catalogue, id, &offer, TODAY).unwrap();
                }
            });
        }
    });
    let catalogue = over(&low, &high).1;
    assert_eq!(catalogue.part("a").unwrap().offers().len(), 20);
    assert_eq!(catalogue.part("b").unwrap().offers().len(), 20);
}

/// Ways in which people write the offers of a part; `$` stands for the part's indent.
const OFFERS: &[&str] = &[
    "",
    "$offers: []\n",
    "$offers:\n",
    "$offers: # none seen\n",
    "$offers: [{price: $1.00, condition: new, as_of: 2026-01-01, source: s}]\n",
    "$offers: [ {price: $1.00, condition: new, as_of: 2026-01-01, source: 's ] x'} , ]  # one\n",
    "$offers: [\n$    {price: $1.00, condition: new, as_of: 2026-01-01, source: s}, # first\n$    {price: '$2,000.00', condition: new, as_of: 2026-01-02, source: s}\n$  ]\n",
    "$offers:\n$- {price: $1.00, condition: new, as_of: 2026-01-01, source: s}\n",
    "$offers:\n$    - {price: $1.00, condition: new, as_of: 2026-01-01, source: s}   # seen\n$    # and one more\n$    - {price: $1.00, condition: new, as_of: 2026-01-01, source: \"ü # s\"}\n",
    "$offers:   # by hand\n$  - price: $1.00\n$    condition: used # no box\n$    as_of: 2026-01-01\n$    source: s\n$  # the end\n",
    "$offers:\n$  -   source: s\n$      price: $1.00\n\n$      as_of: 2026-01-01\n$      condition: used\n",
];

/// One item in one of many hands.
fn item(id: usize, style: (usize, bool, usize, bool)) -> String {
    let (offers, first, indent, remark) = style;
    let pad = " ".repeat(indent + 1);
    let offers = OFFERS[offers % OFFERS.len()].replace("$offers", &format!("{pad}offers"));
    let offers = offers
        .replace("$ ", &format!("{pad} "))
        .replace("$-", &format!("{pad}-"))
        .replace("$#", &format!("{pad}#"));
    let dash = format!("-{}", " ".repeat(indent));
    let note = if remark {
        "   # a remark: with [ and {"
    } else {
        ""
    };
    let (before, after) = if first {
        (offers.as_str(), "")
    } else {
        ("", offers.as_str())
    };
    let end = if remark {
        "# between the parts\n\n"
    } else {
        ""
    };
    format!(
        "{dash}id: p{id}\n{before}{pad}\"name\": 'A supply, it''s ok' {note}\n\n{pad}wattage:  850 W\n\
         {pad}status: current\n{pad}sources:\n{pad}  - box\n{after}{pad}verified: 2026-11-01\n{end}"
    )
}

const FLOW_ITEM: &str =
    "- {id: pX, name: F, wattage: 850 W, status: current, sources: [box], verified: 2026-11-01}\n";

fn hand_written() -> impl Strategy<Value = (String, usize)> {
    let style = (0..OFFERS.len(), any::<bool>(), 1_usize..5, any::<bool>());
    let items = prop::collection::vec((style, any::<bool>()), 1..6);
    (
        items,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<prop::sample::Index>(),
    )
        .prop_map(|(items, crlf, cut, bom, pick)| {
            let mut text = "# A hand-written file\n".to_owned();
            for (place, (style, flow)) in items.iter().enumerate() {
                text += &match flow {
                    true => FLOW_ITEM.replace("pX", &format!("p{place}")),
                    false => item(place, *style),
                };
            }
            if cut {
                text.truncate(text.trim_end().len());
            }
            if crlf {
                text = text.replace('\n', "\r\n");
            }
            if bom {
                text.insert(0, '\u{feff}');
            }
            (text, pick.index(items.len()))
        })
}

/// How often each law is tried; `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|text| text.parse().ok()).unwrap_or(400),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_part_that_is_added_and_removed_leaves_every_other_byte((text, pick) in hand_written(), (new, _) in hand_written()) {
        let dir = Dir::with(&[("psus.yaml", &text)]);
        let layer = LayerSource::named(&dir.0);
        let before = load(vec![layer.clone()]).unwrap();
        let new = new.replace("id: p", "id: new");
        let wanted = Dir::with(&[("psus.yaml", &new)]);
        let wanted = load(vec![LayerSource::named(&wanted.0)]).unwrap().psus;
        let document = Document::from_reader("new.yaml", new.as_bytes()).unwrap();
        let added = add_parts(&layer, &before, PartKind::Psu, &document, TODAY).unwrap();
        prop_assert_eq!(added.ids.len(), wanted.len());
        let written = read(&dir, "psus.yaml");
        prop_assert!(written.starts_with(&text), "{written}");
        if text.contains("\r\n") {
            prop_assert!(!written.replace("\r\n", "").contains('\n'), "{written:?}");
        }
        let after = load(vec![layer.clone()]).unwrap();
        for part in before.psus.iter().chain(&wanted) {
            prop_assert!(after.psus.contains(part), "{} is lost", part.id);
        }
        // Now one of the old ones goes.
        let gone = format!("p{pick}");
        remove_part(&layer, &after, &gone).unwrap();
        let rest = read(&dir, "psus.yaml");
        let last = load(vec![layer]).unwrap();
        prop_assert_eq!(last.psus.len(), after.psus.len() - 1);
        prop_assert!(last.psus.iter().all(|part| after.psus.contains(part)));
        prop_assert!(!inserted(&rest, &written).is_empty());
        for line in text.lines().filter(|line| line.trim_start().starts_with("# between")) {
            prop_assert!(rest.contains(line), "a comment between the parts is lost");
        }
    }

    #[test]
    fn every_other_byte_of_a_hand_written_file_survives((text, pick) in hand_written()) {
        let dir = Dir::with(&[("psus.yaml", &text)]);
        let before = load(vec![LayerSource::named(&dir.0)]).unwrap();
        let new = offer(77, "ebay-sold");
        set(&dir, &format!("p{pick}"), &new).unwrap();
        let written = read(&dir, "psus.yaml");
        let added = inserted(&text, &written);
        prop_assert!(added.len() < 120, "{added}");
        if text.contains("\r\n") {
            prop_assert!(!added.replace("\r\n", "").contains('\n'), "{added:?}");
        }
        let after = load(vec![LayerSource::named(&dir.0)]).unwrap();
        for (place, (old, now)) in before.psus.iter().zip(&after.psus).enumerate() {
            let mut old = old.clone();
            if place == pick {
                old.offers.push(new.clone());
            }
            prop_assert_eq!(&old, now);
        }
    }

    #[test]
    fn every_other_byte_of_offers_yaml_survives(
        style in 1..OFFERS.len(), crlf in any::<bool>(), cut in any::<bool>(), known in any::<bool>(),
    ) {
        let list = OFFERS[style].strip_prefix("$offers:").unwrap();
        let list = list.replace("$ ", " ").replace("$-", "-").replace("$#", "#");
        let mut text = format!("# mine\n\nb:{list}\n# more\na:{list}");
        if cut {
            text.truncate(text.trim_end().len());
        }
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let low = Dir::with(&[("psus.yaml", &(psu("a", "") + &psu("b", "") + &psu("c", "")))]);
        let high = Dir::with(&[("offers.yaml", &text)]);
        let (layer, before) = over(&low, &high);
        let (id, new) = (if known { "b" } else { "c" }, offer(77, "ebay-sold"));
        set_offer(&layer, &before, id, &new, TODAY).unwrap();
        inserted(&text, &read(&high, "offers.yaml"));
        let after = over(&low, &high).1;
        for part in before.parts() {
            let mut offers = part.offers().to_vec();
            if part.id() == id {
                offers.push(new.clone());
            }
            prop_assert_eq!(offers.as_slice(), after.part(part.id()).unwrap().offers());
        }
    }
}

#[test]
fn many_offers_go_to_offers_yaml_in_one_edit_and_none_is_repeated() {
    let low = Dir::with(&[("psus.yaml", &(psu("a", "") + &psu("b", "") + &psu("c", "")))]);
    let old =
        "# mine\na: # kept\n  - {price: $70.00, condition: used, as_of: 2026-11-24, source: s-1}\n";
    let high = Dir::with(&[("offers.yaml", old)]);
    let (layer, catalogue) = over(&low, &high);
    let (first, second) = (offer(70, "s-1"), offer(80, "s-1"));
    let all = [
        ("a", &first),
        ("c", &first),
        ("a", &second),
        ("b", &second),
        ("c", &second),
    ];
    let (file, changed) = add_offers(&layer, &catalogue, &all, TODAY).unwrap();
    assert_eq!((file, changed), (high.0.join("offers.yaml"), true));
    let new = read(&high, "offers.yaml");
    insta::assert_snapshot!(new, @r"
    # mine
    a: # kept
      - {price: $70.00, condition: used, as_of: 2026-11-24, source: s-1}
      - {price: $80.00, condition: used, as_of: 2026-11-24, source: s-1}
    c:
      - {price: $70.00, condition: used, as_of: 2026-11-24, source: s-1}
      - {price: $80.00, condition: used, as_of: 2026-11-24, source: s-1}
    b:
      - {price: $80.00, condition: used, as_of: 2026-11-24, source: s-1}
    ");
    let (_, again) = add_offers(&layer, &catalogue, &all, TODAY).unwrap();
    assert!(!again);
    assert_eq!(read(&high, "offers.yaml"), new);
    assert_eq!(over(&low, &high).1.part("c").unwrap().offers().len(), 2);
}

#[test]
fn of_many_offers_one_that_is_wrong_stops_all() {
    let low = Dir::with(&[("psus.yaml", &psu("a", ""))]);
    let high = Dir::new();
    let (layer, catalogue) = over(&low, &high);
    let (good, free) = (offer(70, "s"), offer(0, "s"));
    assert!(add_offers(&layer, &catalogue, &[("a", &good), ("a", &free)], TODAY).is_err());
    assert!(add_offers(&layer, &catalogue, &[("a", &good), ("none", &good)], TODAY).is_err());
    assert!(!high.0.join("offers.yaml").exists());
}
