//! `rigbuild catalog`: prices are added and nothing else changes; faults are all told.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// An empty directory of this test.
fn layer(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("catalog")
        .join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).expect("a directory");
    dir
}

fn catalog(dir: &Path, arguments: &[&str]) -> Output {
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

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn set(dir: &Path, part: &str, price: &str) -> Output {
    let values = [part, price, "condition=used", "source=ebay-sold"];
    catalog(dir, &[&["set"], values.as_slice()].concat())
}

const PART: &str = "lian-li-a3-matx";
const OFFER: &str = "{price: $760.00, condition: used, as_of: 2026-11-24, source: ebay-sold}";

#[test]
fn forty_sets_at_once_are_all_kept() {
    let dir = layer("at-once");
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let dir = &dir;
            scope.spawn(move || {
                for turn in 0..5 {
                    let output = set(dir, PART, &format!("price={}", 100 + thread * 10 + turn));
                    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
                }
            });
        }
    });
    let text = fs::read_to_string(dir.join("offers.yaml")).expect("offers");
    for price in (0..8).flat_map(|thread| (0..5).map(move |turn| 100 + thread * 10 + turn)) {
        assert_eq!(text.matches(&format!("${price}.00")).count(), 1, "{text}");
    }
}

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
