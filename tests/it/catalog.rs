//! `rigbuild catalog`: prices are added and nothing else changes; faults are all told.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// An empty directory of this test.
pub(super) fn layer(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("catalog")
        .join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).expect("a directory");
    dir
}

pub(super) fn catalog(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rigbuild"))
        .env_clear()
        .env(
            "HOME",
            concat!(env!("CARGO_TARGET_TMPDIR"), "/no-such-home"),
        )
        .env("RIGBUILD_TODAY", "2026-11-24")
        .arg("catalog")
        .args(arguments)
        .arg("--catalog")
        .arg(dir)
        .output()
        .expect("the program starts")
}

pub(super) fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

pub(super) fn set(dir: &Path, part: &str, price: &str) -> Output {
    let values = [part, price, "condition=used", "source=ebay-sold"];
    catalog(dir, &[&["set"], values.as_slice()].concat())
}

pub(super) const PART: &str = "lian-li-a3-matx";
const OFFER: &str = "{price: $760.00, condition: used, as_of: 2026-11-24, source: ebay-sold}";

/// Sets a price in this file; what stands there afterwards without the offer's bytes.
fn added(name: &str, file: &str, before: &str, insertion: &str) {
    let dir = layer(name);
    fs::write(dir.join(file), before).expect("a file");
    let output = set(&dir, PART, "price=760");
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    let after = fs::read_to_string(dir.join(file)).expect("the file");
    assert_eq!(after.matches(insertion).count(), 1, "{after:?}");
    assert_eq!(after.replacen(insertion, "", 1), before);
}

/// A case with these offers.
fn case(offers: &str) -> String {
    format!(
        "\u{feff}# mine\r\n-   id:  {PART}   # this one\r\n    name: 'A3'\r\n    status: current\r\n{offers}    sources: [ me ]\r\n    verified: 2026-11-24\r\n\r\n# the end"
    )
}

#[test]
fn every_other_byte_is_kept() {
    let none = case("");
    added(
        "none",
        "cases.yaml",
        &none,
        &format!("offers: [{OFFER}]\r\n    "),
    );
    let old = "{price: $1.00, condition: used, as_of: 2026-11-01, source: x}";
    let flow = case(&format!("    offers: [ {old} ] # seen\r\n"));
    added("flow", "cases.yaml", &flow, &format!(", {OFFER}"));
    let block = case(&format!("    offers:\r\n      - {old} # seen\r\n"));
    added(
        "block",
        "cases.yaml",
        &block,
        &format!("\r\n      - {OFFER}"),
    );
    let empty = case("    offers: []\r\n");
    added("empty", "cases.yaml", &empty, OFFER);
    let other = format!("# o\nfractal-pop-air: [{old}]");
    added(
        "offers",
        "offers.yaml",
        &other,
        &format!("\n{PART}:\n  - {OFFER}"),
    );
}

#[test]
fn a_wrong_offer_is_refused_and_nothing_written() {
    let dir = layer("refused");
    for values in [
        &["price=-5", "condition=used", "source=x"][..],
        &["price=0", "condition=used", "source=x"],
        &["price=9999999", "condition=used", "source=x"],
        &["condition=used", "source=x"],
        &["price=5", "source=x"],
        &["price=5", "condition=used"],
        &["price=5", "condition=used", "source=x", "as_of=2026-11-25"],
        &["price=5", "condition=stolen", "source=x"],
    ] {
        let output = catalog(&dir, &[&["set", PART], values].concat());
        assert_eq!(output.status.code(), Some(2), "{values:?} {}", out(&output));
        assert_eq!(
            out(&output).matches("error:").count(),
            1,
            "{}",
            out(&output)
        );
        assert_eq!(fs::read_dir(&dir).expect("the directory").count(), 0);
    }
}

#[test]
fn a_place_that_cannot_be_written_is_told() {
    let dir = layer("unwritable");
    // A directory where the lock belongs stops even a superuser.
    fs::create_dir(dir.join(".rigbuild.lock")).expect("a directory");
    let output = set(&dir, PART, "price=760");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        out(&output).contains("cannot be written"),
        "{}",
        out(&output)
    );
    assert!(!dir.join("offers.yaml").exists());
}

#[test]
fn check_tells_twenty_faults_in_one_run() {
    let dir = layer("faulty");
    let mut text = String::new();
    let fields = [
        "max_gpu_length: 3 W",
        "max_gpu_length: -1 mm",
        "max_gpu_length: long",
        "max_cooler_height: 9 GB",
        "max_cooler_height: []",
        "max_psu_length: 1",
        "max_psu_length: 1e9 mm",
        "expansion_slots: many",
        "expansion_slots: -2",
        "expansion_slots: 999",
        "fans: x",
        "fans: -1",
        "form_factors: [atxx]",
        "form_factors: atx",
        "psu_form_factors: [zzz]",
        "radiators: 3",
        "radiators: [{position: inside, sizes: [120 mm]}]",
        "radiators: [{position: top, sizes: [120 W]}]",
        "colour: black",
        "offers: [{price: free, condition: new, as_of: 2026-11-01, source: x}]",
        "offers: [{price: $1.00, condition: stolen, as_of: 2026-11-01, source: x}]",
        "offers: [{price: $1.00, condition: new, as_of: yesterday, source: x}]",
        "offers: [{price: $1.00, condition: new, source: x}]",
    ];
    for (at, field) in fields.iter().enumerate() {
        let id = format!("case-{at}");
        let _ = writeln!(
            text,
            "- id: {id}\n  name: {id}\n  {field}\n  status: current\n  sources: [x]\n  verified: 2026-11-24"
        );
    }
    fs::write(dir.join("cases.yaml"), text).expect("a file");
    let output = catalog(&dir, &["check"]);
    let shown = out(&output);
    assert_eq!(output.status.code(), Some(1), "{shown}");
    let mut titles: Vec<&str> = shown.lines().filter(|l| l.starts_with("error")).collect();
    titles.sort_unstable();
    titles.dedup();
    assert!(titles.len() >= 20, "{}\n{shown}", titles.len());
    assert!(shown.contains("cases.yaml:3:"), "{shown}");
}

#[test]
fn a_hostile_file_is_refused_at_once() {
    let deep = "[".repeat(100_000);
    let bomb = "- &a [x, x]\n- &b [*a, *a]\n- &c [*b, *b]\n".to_owned();
    for (name, text) in [("deep", deep), ("bomb", bomb)] {
        let dir = layer(name);
        fs::write(dir.join("cases.yaml"), &text).expect("a file");
        let start = Instant::now();
        let output = set(&dir, PART, "price=760");
        assert_eq!(output.status.code(), Some(2), "{}", out(&output));
        assert!(start.elapsed() < Duration::from_secs(5));
        assert!(!dir.join("offers.yaml").exists());
    }
}

fn json(dir: &Path, arguments: &[&str]) -> serde_json::Value {
    let output = catalog(dir, &[arguments, &["--json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", out(&output)))
}

#[test]
fn a_sound_catalogue_is_counted_by_kind() {
    let dir = layer("sound");
    let shown = out(&catalog(&dir, &["check"]));
    assert!(shown.contains(" parts, 0 faults"), "{shown}");
    let document = json(&dir, &["check"]);
    assert_eq!(document["schema"], "rigbuild.catalog-check/1");
    assert!(document["faults"].as_array().expect("a list").is_empty());
    let kinds = document["kinds"].as_array().expect("a list");
    let sum: u64 = kinds.iter().filter_map(|kind| kind["parts"].as_u64()).sum();
    assert_eq!(document["parts"].as_u64(), Some(sum));
    for kind in kinds {
        let newest = kind["newest_price"]
            .as_str()
            .expect("some part is for sale");
        let row = shown
            .lines()
            .find(|line| line.split_whitespace().next() == kind["kind"].as_str());
        assert!(row.expect("a row").ends_with(newest), "{shown}");
    }
}

#[test]
fn a_fault_is_shown_on_its_line_and_in_the_document() {
    let dir = layer("framed");
    let text = "- id: my-case\n  name: Mine\n  max_gpu_length: 3 W\n  status: current\n  sources: [me]\n  verified: 2026-11-24\n";
    fs::write(dir.join("cases.yaml"), text).expect("a file");
    let output = catalog(&dir, &["check"]);
    let shown = out(&output);
    assert_eq!(output.status.code(), Some(1), "{shown}");
    assert!(shown.contains("cases.yaml:3:19"), "{shown}");
    assert!(shown.contains("max_gpu_length: 3 W"), "{shown}");
    assert!(shown.contains("^^^"), "the locale is not UTF-8\n{shown}");
    assert!(shown.is_ascii(), "{shown}");
    assert!(
        shown.trim_end().ends_with("parts"),
        "a summary ends it\n{shown}"
    );
    let document = json(&dir, &["check"]);
    let fault = &document["faults"][0];
    assert_eq!((&fault["line"], &fault["column"]), (&3.into(), &19.into()));
    assert_eq!(fault["field"], "[0].max_gpu_length");
    // Whatever needs the parts cannot answer.
    for command in [&["list"][..], &["show", "my-case"]] {
        assert_eq!(catalog(&dir, command).status.code(), Some(2));
    }
}

#[test]
fn a_new_price_is_in_force_at_once() {
    let dir = layer("in-force");
    let first = catalog(
        &dir,
        &[
            "set",
            PART,
            "price=90",
            "condition=used",
            "source=a neighbour",
            "as_of=2026-11-20",
        ],
    );
    assert_eq!(
        out(&first),
        "offers.yaml: + $90.00 used, as of 2026-11-20\n"
    );
    let second = set(&dir, PART, "price=80");
    assert_eq!(
        out(&second),
        "offers.yaml: + $80.00 used, as of 2026-11-24 (was $90.00 of 2026-11-20)\n"
    );
    let again = set(&dir, PART, "price=80");
    assert_eq!(
        out(&again),
        "offers.yaml: has $80.00 used, as of 2026-11-24, already\n"
    );
    let document = json(&dir, &["show", PART]);
    let prices = document["prices"].as_array().expect("a list");
    let used = prices.iter().find(|price| price["condition"] == "used");
    assert_eq!(used.expect("a used price")["price_cents"], 8_000);
    let shown = out(&catalog(&dir, &["show", PART]));
    assert!(
        shown.contains("price used: $80.00, listed on 2026-11-24"),
        "{shown}"
    );
    let history = [shown.find("2026-11-24  "), shown.find("2026-11-20  ")];
    assert!(
        history[0].is_some() && history[0] < history[1],
        "newest first\n{shown}"
    );
    let listed = out(&catalog(&dir, &["list", "cases"]));
    assert!(
        listed.contains("$80.00") && !listed.contains("$90.00"),
        "{listed}"
    );
}

#[test]
fn a_part_is_shown_whole() {
    let dir = layer("whole");
    let part = "- id: my-disk\n  name: \"Mine \\e[2J\"\n  capacity: 2 TB\n  interface: nvme\n  status: current\n  sources: [opendb-2026-08, a receipt]\n  verified: 2026-11-24\n  imputed: [interface]\n";
    fs::write(dir.join("storage.yaml"), part).expect("a file");
    let refused = out(&catalog(&dir, &["check"]));
    assert!(!refused.contains('\u{1b}'), "{refused}");
    fs::write(dir.join("storage.yaml"), part.replace(" \\e[2J", "")).expect("a file");
    let shown = out(&catalog(&dir, &["show", "my disk"]));
    for expected in [
        "capacity",
        "2 TB",
        "imputed",
        "not known:",
        "endurance",
        "https://github.com/buildcores/buildcores-open-db",
        "a receipt: your own",
        "no price in force",
    ] {
        assert!(shown.contains(expected), "{expected}\n{shown}");
    }
    let document = json(&dir, &["show", "my-disk"]);
    assert_eq!(document["part"]["capacity"], "2 TB");
    let unknown = document["not_known"].as_array().expect("a list");
    assert!(unknown.contains(&"endurance".into()), "{document}");
    assert!(document["prices"].as_array().expect("a list").is_empty());
}

/// A supply of one's own, by hand.
const MINE: &str = "- id: my-supply\n  name: Mine\n  wattage: 850 W   # on the label\n  status: current\n  sources: [the label]\n  verified: 2026-11-01\n";

#[test]
fn a_part_of_ones_own_comes_is_found_and_goes() {
    let dir = layer("own");
    let file = dir.join("new.yaml.txt");
    fs::write(&file, MINE).expect("a file");
    let from = file.to_str().expect("UTF-8");
    let added = catalog(&dir, &["add", "psu", "--from", from]);
    assert_eq!(out(&added), "psus.yaml: + my-supply\n");
    assert_eq!(
        fs::read_to_string(dir.join("psus.yaml")).expect("psus"),
        MINE
    );
    let listed = catalog(
        &dir,
        &[
            "list",
            "psu",
            "--where",
            "wattage=850",
            "--where",
            "name=mine",
        ],
    );
    assert!(out(&listed).contains("my-supply"), "{}", out(&listed));
    let layers = out(&catalog(&dir, &["layers"]));
    assert!(
        layers.contains("built in") && layers.contains("catalog/own"),
        "{layers}"
    );
    let again = catalog(&dir, &["add", "psu", "--from", from]);
    assert_eq!(again.status.code(), Some(2));
    assert!(
        out(&again).contains("has a `my-supply` already"),
        "{}",
        out(&again)
    );
    let unasked = catalog(&dir, &["remove", "my-supply"]);
    assert_eq!(unasked.status.code(), Some(2), "{}", out(&unasked));
    let removed = catalog(&dir, &["remove", "my-supply", "--yes"]);
    assert_eq!(out(&removed), "psus.yaml: - my-supply\n");
    let hidden = catalog(&dir, &["remove", PART, "--yes"]);
    assert!(
        out(&hidden).starts_with("retired.yaml: hides"),
        "{}",
        out(&hidden)
    );
    let gone = catalog(&dir, &["show", PART]);
    assert_eq!(gone.status.code(), Some(2), "{}", out(&gone));
}

#[test]
fn stale_prices_are_an_answer_that_can_be_no() {
    let dir = layer("stale");
    let asked = catalog(&dir, &["stale", "case", "--days", "0"]);
    assert_eq!(asked.status.code(), Some(0));
    assert!(out(&asked).contains("older than 0 days"), "{}", out(&asked));
    let failed = catalog(&dir, &["stale", "case", "--days", "0", "--fail"]);
    assert_eq!(failed.status.code(), Some(1));
    let fresh = catalog(&dir, &["stale", "case", "--days", "36500", "--fail"]);
    assert_eq!(fresh.status.code(), Some(0), "{}", out(&fresh));
}

#[test]
fn a_check_of_the_sources_says_what_the_facts_rest_on() {
    let dir = layer("sources");
    fs::write(dir.join("psus.yaml"), MINE).expect("a file");
    let checked = out(&catalog(&dir, &["check", "--sources"]));
    assert!(checked.contains("PART TO LOOK AT"), "{checked}");
    let line = checked.lines().find(|line| line.contains("my-supply"));
    assert!(
        line.is_some_and(|line| line.contains("bulk only")),
        "{checked}"
    );
    assert!(!out(&catalog(&dir, &["check"])).contains("PART TO LOOK AT"));
}

const DUMP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/prices/dump");

/// The report without terminal codes, its paths without what differs between machines.
fn told(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.replace(env!("CARGO_TARGET_TMPDIR"), "TMP")
}

#[test]
fn a_dump_without_a_day_gives_no_price() {
    let dir = layer("import-undated");
    let output = catalog(&dir, &["import", DUMP]);
    assert_eq!(output.status.code(), Some(2), "{}", out(&output));
    assert!(out(&output).contains("--as-of"), "{}", out(&output));
    assert!(!dir.join("offers.yaml").exists());
}

#[test]
fn a_price_table_is_imported_once_and_its_faults_are_told() {
    let dir = layer("import-dump");
    let day = "2026-11-20";
    let dry = catalog(&dir, &["import", DUMP, "--as-of", day, "--dry-run"]);
    assert!(!dir.join("offers.yaml").exists());
    insta::assert_snapshot!(told(&dry), @r"
    ! 4 rows with a price, 2 matched
      1 same on a later day
      2 rows left out - 1 without a price - 1 listed twice - 1 faulty
      1 price to add to offers.yaml - nothing was written
    ");
    let unmatched = dir.join("unmatched.csv");
    let unmatched_text = unmatched.to_str().expect("a path");
    let arguments = [
        "import",
        DUMP,
        "--as-of",
        day,
        "--yes",
        "--unmatched",
        unmatched_text,
    ];
    let output = catalog(&dir, &arguments);
    // One row is in euros.
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
    assert!(out(&output).contains("case.csv:8:22"), "{}", out(&output));
    let offers = fs::read_to_string(dir.join("offers.yaml")).expect("offers");
    insta::assert_snapshot!(offers, @r#"
    # Prices for parts of the layers below: part id, then its offers.
    lian-li-a3-matx:
      - {price: $72.98, condition: new, as_of: 2026-11-20, source: "PCPartPicker dump of 2026-11-20"}
    "#);
    let left = fs::read_to_string(&unmatched).expect("the rows left out");
    assert!(
        left.contains(",7,A case no one knows,50.00,no such part"),
        "{left}"
    );
    let again = catalog(&dir, &arguments);
    assert!(out(&again).contains("nothing to write"), "{}", out(&again));
    assert_eq!(
        fs::read_to_string(dir.join("offers.yaml")).expect("offers"),
        offers
    );
    assert_eq!(catalog(&dir, &["check"]).status.code(), Some(0));
}

#[test]
fn a_price_that_moves_far_waits_for_a_yes() {
    let dir = layer("import-moves");
    let list = dir.join("mine.csv");
    let row = |price: &str, day: &str| {
        let text = format!("part,price,condition,as_of,source\n{PART},{price},used,{day},shop\n");
        fs::write(&list, text).expect("a list");
    };
    let import = |more: &[&str]| {
        let path = list.to_str().expect("a path");
        catalog(&dir, &[&["import", path], more].concat())
    };
    row("100", "2026-11-22");
    assert_eq!(import(&[]).status.code(), Some(0));
    row("131", "2026-11-23");
    let waiting = import(&[]);
    assert_eq!(waiting.status.code(), Some(1), "{}", out(&waiting));
    insta::assert_snapshot!(told(&waiting), @r"
    ! 1 row with a price, 1 matched
      1 move > 30 % (need --yes)
      0 rows left out
      nothing to write
    ");
    assert!(out(&waiting).contains("$131.00"), "{}", out(&waiting));
    let offers = || fs::read_to_string(dir.join("offers.yaml")).expect("offers");
    assert!(!offers().contains("$131.00"));
    assert_eq!(import(&["--yes"]).status.code(), Some(0));
    assert!(offers().contains("$131.00") && offers().contains("$100.00"));
}

/// Two power supplies as `OpenDB` has them; one is in the dump of the same run.
fn opendb(dir: &Path) -> PathBuf {
    let root = dir.join("open-db");
    fs::create_dir_all(root.join("PSU")).expect("a directory");
    for (key, name, watts) in [
        (
            "1993ee67-8e86-45c2-bda0-8783d1166b43",
            "Rosewill HIVE S 1000W Fully Modular 80+ Bronze Certified ATX",
            1_000,
        ),
        (
            "2993ee67-8e86-45c2-bda0-8783d1166b43",
            "Rosewill HIVE S 750W Fully Modular 80+ Bronze Certified ATX",
            750,
        ),
    ] {
        let text = format!(
            r#"{{"opendb_id": "{key}", "metadata": {{"name": "{name}", "manufacturer": "Rosewill", "part_numbers": []}},
            "wattage": {watts}, "form_factor": "ATX", "efficiency_rating": "80+ Bronze", "modular": "Full", "length": 160}}"#
        );
        fs::write(root.join("PSU").join(key).with_extension("json"), text).expect("a row");
    }
    root
}

#[test]
fn parts_and_their_prices_come_in_one_import() {
    let dir = layer("import-both");
    let root = opendb(&dir);
    let dump = dir.join("dump");
    fs::create_dir_all(&dump).expect("a directory");
    let table = |price: &str| {
        let head = "name,price,type,efficiency,wattage,modular,color";
        let text = format!("{head}\nRosewill HIVE S,{price},ATX,bronze,1000,Full,Black\n");
        fs::write(dump.join("power-supply.csv"), text).expect("a table");
    };
    let import = |more: &[&str]| {
        let paths = [
            "import",
            root.to_str().expect("a path"),
            dump.to_str().expect("a path"),
        ];
        let output = catalog(&dir.join("layer"), &[&paths, more].concat());
        assert!(output.status.code() < Some(2), "{}", out(&output));
        output
    };
    let psus = || fs::read_to_string(dir.join("layer/psus.yaml")).expect("the parts");
    table("129.99");
    let dry = import(&["--as-of", "2026-11-20", "--dry-run"]);
    assert!(
        told(&dry).contains("1 price with the parts imported"),
        "{}",
        out(&dry)
    );
    assert!(!dir.join("layer").exists());
    import(&["--as-of", "2026-11-20"]);
    let line = |watts: &str| {
        let text = psus();
        let line = text.lines().find(|line| line.contains(watts));
        line.expect("the part").to_owned()
    };
    assert!(line("1000 W").contains("$129.99") && line("1000 W").contains("\"current\""));
    assert!(line("750 W").contains("\"unavailable\""), "{}", psus());
    // A later table adds to the history; a move by more than 30 % waits.
    table("119.99");
    import(&["--as-of", "2026-11-22"]);
    assert!(line("1000 W").contains("$129.99") && line("1000 W").contains("$119.99"));
    table("199.99");
    let waiting = import(&["--as-of", "2026-11-23"]);
    assert_eq!(waiting.status.code(), Some(1), "{}", out(&waiting));
    assert!(!psus().contains("$199.99"));
    // Prices alone leave the files of the parts as they are.
    let before = psus();
    import(&["--as-of", "2026-11-23", "--only", "prices", "--yes"]);
    assert_eq!(psus(), before);
    let offers = fs::read_to_string(dir.join("layer/offers.yaml")).expect("offers");
    assert!(offers.contains("$199.99"), "{offers}");
    assert_eq!(
        catalog(&dir.join("layer"), &["check"]).status.code(),
        Some(0)
    );
}
