//! What an import does to a layer's files, and what it leaves alone.

use super::opendb::tests::{TODAY, below, fixture};
use super::{FileChange, Outcome, lay};
use crate::catalogue::check::Judge;
use crate::catalogue::content::{Content, list, required};
use crate::catalogue::fault::SourceText;
use crate::catalogue::read::Listed;
use crate::catalogue::tests::Dir;
use crate::catalogue::{
    Catalogue, EditError, LayerRules, LayerSource, LoadOptions, bulk, guard, set_offer,
};
use crate::part::{Condition, Offer, Part, PartKind, Psu};
use std::fs;

fn import(dir: &Dir, dry: bool) -> Result<Vec<FileChange>, EditError> {
    lay(&layer(dir), &below(), &mut fixture(), TODAY, dry)
}

fn layer(dir: &Dir) -> LayerSource {
    LayerSource::named(&dir.0)
}

fn load(dir: &Dir) -> Catalogue {
    let options = LoadOptions {
        layers: vec![layer(dir)],
        builtin: true,
        today: TODAY,
    };
    Catalogue::load(&options).unwrap_or_else(|faults| panic!("{faults}"))
}

fn text(dir: &Dir, file: &str) -> String {
    fs::read_to_string(dir.0.join(file)).unwrap()
}

fn write(dir: &Dir, file: &str, text: &str) {
    fs::write(dir.0.join(file), text).unwrap();
}

const RM850E: &str = "corsair-rm850e-2025-850w-fully-modular-a5000004";
const MINE: &str = "# My own.\r\n-   id: mine   # odd spacing\n    name: 'Mine'\n    wattage: 800 W\n    status: current\n    sources: [me]\n    verified: 2026-11-01\n";

#[test]
fn what_is_written_loads_and_says_the_same_read_as_yaml() {
    let dir = Dir::new();
    let files = import(&dir, false).unwrap();
    assert_eq!(files.len(), 8);
    let catalogue = load(&dir);
    for part in ["corsair-ax1600i-1600w-fully-modular-80-titanium-a5000002", RM850E] {
        assert!(catalogue.part(part).is_some(), "{part}");
    }
    let format = list::<Psu>(required(PartKind::Psu));
    let written = text(&dir, "psus.yaml");
    let quick = bulk::read(&written, &format).unwrap();
    assert!(guard::admits(&written));
    assert_eq!((format.parse)(&written).unwrap(), quick);
    assert_eq!(quick.len(), 3);
}

#[test]
fn no_field_that_dumps_get_wrong_is_imputed() {
    let dir = Dir::new();
    import(&dir, false).unwrap();
    let mut faults = Vec::new();
    let below = below();
    let content = Content::read(|stem| layer(&dir).raw_text(stem), &mut faults);
    Judge::new(LayerRules::Shipped, None, &below, &content).layer(&content, &mut faults);
    let danger = faults.iter().filter(|fault| fault.message.contains("may not be imputed"));
    let danger: Vec<_> = danger.map(|fault| fault.message.as_str()).collect();
    // A drive cannot do without its capacity.
    assert!(danger.iter().all(|message| message.starts_with("`capacity`")), "{danger:?}");
    assert!(!danger.is_empty());
}

#[test]
fn every_fact_is_imputed() {
    let dir = Dir::new();
    import(&dir, false).unwrap();
    let catalogue = load(&dir);
    let board = catalogue.part("asrock-trx50-ws-a3000005").unwrap();
    for fact in crate::catalogue::facts(board) {
        let stated = fact.value.is_some() && !matches!(fact.field, "status" | "btf");
        assert_eq!(fact.imputed, stated, "{}", fact.field);
    }
}

#[test]
fn a_dry_run_writes_nothing_not_even_the_directory() {
    let dir = Dir::new();
    let inside = LayerSource::named(dir.0.join("new"));
    let files = lay(&inside, &below(), &mut fixture(), TODAY, true).unwrap();
    assert!(files.iter().all(|file| file.changed));
    assert!(!inside.dir.exists());
}

#[test]
fn a_second_import_changes_no_byte() {
    let dir = Dir::new();
    import(&dir, false).unwrap();
    let before = text(&dir, "motherboards.yaml");
    let again = import(&dir, false).unwrap();
    assert!(again.iter().all(|file| !file.changed && file.gone == 0), "{again:?}");
    assert_eq!(text(&dir, "motherboards.yaml"), before);
}

#[test]
fn parts_of_the_users_own_stay_byte_for_byte() {
    let dir = Dir::new();
    write(&dir, "psus.yaml", &MINE.replace("\r\n", "\n"));
    let files = import(&dir, false).unwrap();
    let psus = files.iter().find(|file| file.file.ends_with("psus.yaml")).unwrap();
    assert_eq!((psus.own, psus.imported), (1, 3));
    assert!(text(&dir, "psus.yaml").starts_with(&MINE.replace("\r\n", "\n")));
    import(&dir, false).unwrap();
    assert!(text(&dir, "psus.yaml").starts_with(&MINE.replace("\r\n", "\n")));
    assert!(load(&dir).part("mine").is_some());
}

#[test]
fn an_imported_part_with_a_source_of_the_users_is_theirs() {
    let dir = Dir::new();
    import(&dir, false).unwrap();
    let edited = text(&dir, "psus.yaml").replace(
        "\"sources\":[\"BuildCores OpenDB a5000004-0000-4000-8000-000000000000\"]",
        "\"eps\":2,\"sources\":[\"BuildCores OpenDB a5000004-0000-4000-8000-000000000000\",\"my own eyes\"]",
    );
    write(&dir, "psus.yaml", &edited);
    let mut import = fixture();
    lay(&layer(&dir), &below(), &mut import, TODAY, false).unwrap();
    assert_eq!(text(&dir, "psus.yaml"), edited);
    let row = import.rows.iter().find(|row| row.key.starts_with("a5000004")).unwrap();
    assert_eq!(row.outcome, Outcome::Yours(RM850E.to_owned()));
    assert!(import.parts.psus.iter().all(|psu| psu.part.id() != RM850E));
}

#[test]
fn a_part_keeps_its_id_and_its_prices_when_its_row_changes() {
    let dir = Dir::new();
    import(&dir, false).unwrap();
    let offer = "\"offers\":[{\"price\":\"$99.00\",\"condition\":\"new\",\"as_of\":\"2026-11-01\",\"source\":\"shop\"}],\"sources\":[\"BuildCores OpenDB a5000004";
    let old = text(&dir, "psus.yaml")
        .replace(RM850E, "an-older-name-a5000004")
        .replace("\"sources\":[\"BuildCores OpenDB a5000004", offer);
    write(&dir, "psus.yaml", &old);
    import(&dir, false).unwrap();
    let catalogue = load(&dir);
    assert!(catalogue.part(RM850E).is_none());
    let part = catalogue.part("an-older-name-a5000004").unwrap();
    assert_eq!(part.name(), "Corsair RM850e (2025) 850W Fully Modular");
    assert_eq!(part.offers().len(), 1);
    assert_eq!(part.status().as_str(), "current", "it has a price");
}

#[test]
fn parts_no_longer_in_the_data_go() {
    let dir = Dir::new();
    import(&dir, false).unwrap();
    let line = text(&dir, "psus.yaml").lines().last().unwrap().replace("SFX-L", "gone");
    let line = line.replace("a5000003", "ffffffff");
    write(&dir, "psus.yaml", &format!("{}{line}\n", text(&dir, "psus.yaml")));
    assert!(load(&dir).psus.iter().any(|psu| psu.id.ends_with("ffffffff")));
    let files = import(&dir, false).unwrap();
    assert_eq!(files.iter().map(|file| file.gone).sum::<usize>(), 1);
    assert!(load(&dir).psus.iter().all(|psu| !psu.id.ends_with("ffffffff")));
}

#[test]
fn a_faulty_or_unusual_file_is_refused_and_left_as_it_is() {
    let faulty = "- {id: mine, name: M, wattage: 800 mm, status: current, sources: [me], verified: 2026-11-01}\n";
    let flow = "[{id: mine, name: M, wattage: 800 W, status: current, sources: [me], verified: 2026-11-01}]\n";
    let alias = format!("{}\n- &a {{}}\n", bulk::MARK);
    for bad in [faulty, flow, &alias] {
        let dir = Dir::new();
        write(&dir, "psus.yaml", bad);
        let error = import(&dir, false).unwrap_err();
        assert!(matches!(error, EditError::Faulty(_) | EditError::Unsafe(_)), "{error}");
        assert_eq!(text(&dir, "psus.yaml"), bad);
        assert!(!dir.0.join("cases.yaml").exists(), "all files or none");
    }
}

#[test]
fn after_the_mark_the_guard_still_stands() {
    let text = format!("{}\n- {{a: &x [1], b: *x}}\n", bulk::MARK);
    let source = SourceText::unscanned("psus.yaml".to_owned(), text);
    let mut faults = Vec::new();
    let read = Listed::read(source, &list::<Psu>(required(PartKind::Psu)), &mut faults);
    assert!(read.gaps);
    assert!(faults[0].message.contains("anchor or alias"), "{}", faults[0]);
}

#[test]
fn a_fault_in_the_imported_half_is_told_with_its_place() {
    let dir = Dir::new();
    import(&dir, false).unwrap();
    let broken = text(&dir, "psus.yaml").replace("\"wattage\":\"1600 W\"", "\"wattage\":\"1600 mm\"");
    write(&dir, "psus.yaml", &broken);
    let options = LoadOptions {
        layers: vec![layer(&dir)],
        builtin: true,
        today: TODAY,
    };
    let faults = Catalogue::load(&options).unwrap_err().faults;
    assert_eq!(faults.len(), 1);
    let line = broken.lines().position(|line| line.contains("1600 mm")).unwrap() + 1;
    assert_eq!(faults[0].line, line);
    assert!(faults[0].path.ends_with("wattage"), "{}", faults[0]);
}

#[test]
fn a_price_set_for_an_imported_part_outlives_the_next_import() {
    let dir = Dir::new();
    write(&dir, "psus.yaml", MINE.trim_start_matches("# My own.\r\n"));
    import(&dir, false).unwrap();
    let offer = Offer {
        price: "$99".parse().unwrap(),
        condition: Condition::New,
        as_of: TODAY,
        source: "shop".to_owned(),
    };
    let before = text(&dir, "psus.yaml");
    let edited = set_offer(&layer(&dir), &load(&dir), RM850E, &offer, TODAY).unwrap();
    assert!(edited.file.ends_with("offers.yaml"));
    assert_eq!(text(&dir, "psus.yaml"), before);
    let edited = set_offer(&layer(&dir), &load(&dir), "mine", &offer, TODAY).unwrap();
    assert!(edited.file.ends_with("psus.yaml"), "the user's own part holds its price");
    assert!(text(&dir, "psus.yaml").ends_with(before.split_once(bulk::MARK).unwrap().1));
    import(&dir, false).unwrap();
    let catalogue = load(&dir);
    for id in [RM850E, "mine"] {
        assert_eq!(catalogue.part(id).unwrap().offers(), std::slice::from_ref(&offer), "{id}");
    }
}
