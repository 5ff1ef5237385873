//! Real builds that people reported, judged by every rule: what works has no error, what
//! failed is found, and what is not found is listed with the reason.
#![allow(
    clippy::struct_field_names,
    reason = "field names are those of the fixture"
)]

use rigbuild::build::{Acquisition, Build, Line};
use rigbuild::catalogue::{Catalogue, LayerSource, LoadOptions};
use rigbuild::part::AnyPart;
use rigbuild::rules::{Check, Circuit, Precision, Setting, Severity, Slot, Supply, Verdict};
use rigbuild::unit::Watts;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const DIRECTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/cases");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    #[serde(default)]
    gpus: Vec<Pieces>,
    cpu: Option<String>,
    board: Option<String>,
    #[serde(default)]
    memory: Vec<Pieces>,
    #[serde(default)]
    psus: Vec<Pieces>,
    #[serde(default)]
    storage: Vec<Pieces>,
    cooler: Option<String>,
    case: Option<String>,
    #[serde(default)]
    open_frame: bool,
    power_limit: Option<Watts>,
    circuit: Option<Circuit>,
    precision: Option<Precision>,
    #[serde(default)]
    supplies: Vec<Hung>,
    task: Option<String>,
    #[serde(rename = "note")]
    _note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pieces {
    part: String,
    count: u32,
}

/// A supply with what hangs on it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hung {
    psu: String,
    #[serde(default)]
    board: bool,
    feeds: BTreeMap<String, u32>,
    circuit: Option<Circuit>,
}

/// Builds that work.
const WORKING: &[&str] = &[
    "p01", "p02", "p04", "p05", "p07", "p08", "p09", "p17", "p18", "p23", "p24", "p26",
];

/// Builds that failed, how grave it is at least, and the rules of which one must tell.
const FAILED: &[(&str, Severity, &[&str])] = &[
    ("n01", Severity::Error, &["GPU-01", "GPU-02"]),
    ("n02", Severity::Error, &["CPU-01"]),
    ("n04", Severity::Warning, &["PSU-02"]),
    ("n05", Severity::Warning, &["PSU-01", "PSU-02"]),
    ("n06", Severity::Warning, &["PSU-02"]),
    ("n07", Severity::Warning, &["PSU-02"]),
    ("n08", Severity::Warning, &["PSU-01", "PSU-02"]),
    ("n09", Severity::Note, &["PSU-09"]),
    ("n10", Severity::Warning, &["PSU-02", "PSU-03"]),
    ("n11", Severity::Warning, &["PSU-01", "PSU-02"]),
    ("n12", Severity::Warning, &["PSU-02"]),
    ("n15", Severity::Warning, &["MEM-08", "MEM-09", "MEM-11"]),
    ("n26", Severity::Warning, &["CPU-02", "BIOS-01"]),
    ("n27", Severity::Warning, &["CPU-02"]),
    ("n30", Severity::Warning, &["PCI-02", "PCI-03"]),
    ("n31", Severity::Warning, &["PCI-04"]),
    ("n32", Severity::Error, &["ML-07"]),
    ("n35", Severity::Note, &["ML-11"]),
];

/// Failed builds of which the report leaves out a fact that the rule needs: in March 2025
/// units with and without ATX 3.x were sold, and this one's maker is not given.
const UNREADABLE: &[&str] = &["n12"];

/// Failed builds that the rules do not judge: no processor is named, and PSU-02 warns only
/// with its watts (from 133 W on for n06; n10 has two Xeons and rails of its own).
const UNJUDGED: &[&str] = &["n06", "n10"];

/// Cases that the rules do not get right.
const MISSED: &[&str] = &[];

#[test]
fn reported_builds_are_judged_as_they_turned_out() {
    let catalogue = catalogue();
    let cases = cases();
    let checks = |id: &str| {
        let case = cases.iter().find(|case| case.id == id);
        judge(&catalogue, case.unwrap_or_else(|| panic!("no case {id}")))
    };
    let wrong = WORKING.iter().copied().filter(|id| {
        let checks = checks(id);
        checks.iter().any(|check| fails(check, Severity::Error))
    });
    let told = |(id, least, rules): &(&'static str, Severity, &[&str])| {
        let checks = checks(id);
        let listed = |check: &&Check| rules.contains(&check.rule.id);
        let any = |judge: &dyn Fn(&Check) -> bool| checks.iter().filter(listed).any(judge);
        let silence = if any(&is_unknown) {
            Silence::Unknown
        } else if any(&|check| !matches!(check.verdict, Verdict::NotApplicable)) {
            Silence::Wrong
        } else {
            Silence::Unjudged
        };
        (any(&|check| fails(check, *least)), silence)
    };
    let told_nothing: Vec<_> = FAILED.iter().filter(|case| !told(case).0).collect();
    let those = |wanted: Silence| -> Vec<&str> {
        let is = |case: &&&(&'static str, Severity, &[&str])| told(case).1 == wanted;
        told_nothing.iter().filter(is).map(|(id, ..)| *id).collect()
    };
    // A rule that falls silent, or that stops telling a fault for want of a fact, shows here.
    assert_eq!(those(Silence::Unknown), UNREADABLE, "unknown");
    assert_eq!(those(Silence::Unjudged), UNJUDGED, "not judged");
    let missed: Vec<&str> = those(Silence::Wrong).into_iter().chain(wrong).collect();
    assert_eq!(missed, MISSED, "missed");
}

/// Why a rule that should tell a fault does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Silence {
    /// It says that a fact is missing.
    Unknown,
    /// The report names too few parts.
    Unjudged,
    /// It finds nothing wrong.
    Wrong,
}

/// The list of reported builds as it was handed over: id, kind, expected severity.
fn listed() -> Option<Vec<[String; 3]>> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/data/cases/compatibility_cases.csv"
    );
    let text = fs::read_to_string(path).ok()?;
    // The first columns hold neither quotes nor commas of their own.
    let rows = text.lines().skip(1).map(|line| {
        let mut columns = line.split(',').map(str::to_owned);
        std::array::from_fn(|_| columns.next().unwrap_or_default())
    });
    Some(rows.collect())
}

#[test]
fn every_case_of_the_list_is_replayed_as_it_is_expected_to_end() {
    let cases = cases();
    let known: BTreeSet<&str> = cases.iter().map(|case| &*case.id).collect();
    // Every case of the tables is in the fixture, whether or not the list is at hand.
    let tables = FAILED
        .iter()
        .map(|(id, ..)| *id)
        .chain(WORKING.iter().copied());
    let judged: BTreeSet<&str> = tables.collect();
    assert!(judged.is_subset(&known), "{judged:?}");
    let Some(listed) = listed() else { return };
    assert!(listed.len() >= 30, "{} rows", listed.len());
    for [id, kind, expected] in &listed {
        let id = id.to_lowercase();
        let least = FAILED.iter().find(|(failed, ..)| *failed == id);
        match (&**kind, least) {
            ("negative", Some((_, least, _))) => assert_eq!(least.as_str(), expected, "{id}"),
            ("positive", None) => assert!(WORKING.contains(&&*id), "{id} is left out"),
            _ => panic!("{id}: a {kind} case of which the tables say otherwise"),
        }
    }
    let rows: BTreeSet<String> = listed.iter().map(|[id, ..]| id.to_lowercase()).collect();
    let beside: Vec<&str> = known.into_iter().filter(|id| !rows.contains(*id)).collect();
    assert_eq!(beside, ["n09-cured"], "cases that the list does not have");
}

fn fails(check: &Check, least: Severity) -> bool {
    matches!(check.verdict, Verdict::Fail { severity, .. } if severity >= least)
}

fn is_unknown(check: &Check) -> bool {
    matches!(check.verdict, Verdict::Unknown { .. })
}

fn catalogue() -> Catalogue {
    let options = LoadOptions {
        layers: vec![LayerSource::named(DIRECTORY)],
        builtin: true,
        today: jiff::civil::date(2026, 11, 24),
    };
    Catalogue::load(&options).unwrap_or_else(|faults| panic!("{faults}"))
}

fn cases() -> Vec<Case> {
    let text = fs::read_to_string(Path::new(DIRECTORY).join("builds.yaml")).expect("the cases");
    serde_yaml::from_str(&text).expect("a list of cases")
}

fn judge(catalogue: &Catalogue, case: &Case) -> Vec<Check> {
    build(catalogue, case).checks(&setting(case))
}

fn setting(case: &Case) -> Setting {
    let supplies = case.supplies.iter().map(|hung| Supply {
        psu: hung.psu.clone(),
        board: hung.board,
        feeds: hung.feeds.clone(),
        powered_risers: false,
        circuit: hung.circuit,
    });
    Setting {
        open_frame: case.open_frame,
        power_limit: case.power_limit,
        training: case.task.as_deref() != Some("inference"),
        circuit: case.circuit.unwrap_or(Circuit::DEFAULT),
        precision: case.precision,
        supplies: supplies.collect(),
        ..Setting::default()
    }
}

fn build<'a>(catalogue: &'a Catalogue, case: &Case) -> Build<'a> {
    let boxed_cooler = case.cooler.as_deref() == Some("boxed");
    let cooler = case.cooler.iter().filter(|_| !boxed_cooler);
    let single = case.cpu.iter().chain(&case.board).chain(cooler);
    let several = [&case.gpus, &case.memory, &case.psus, &case.storage];
    let pieces = several.into_iter().flatten();
    let mut lines: Vec<Line<'a>> = pieces
        .map(|one| (&one.part, one.count))
        .chain(single.chain(&case.case).map(|id| (id, 1)))
        .map(|(id, count)| Line {
            part: catalogue
                .part(id)
                .unwrap_or_else(|| panic!("{}: no part {id}", case.id)),
            count,
            owned: count,
            acquisition: Acquisition::Owned,
        })
        .collect();
    lines.sort_by_key(Line::slot);
    let chips = lines.iter().filter(|line| line.slot() == Slot::Gpu);
    let chips = chips.map(|line| match line.part {
        AnyPart::Gpu(card) => catalogue.chip(&card.chip).expect("a chip for each card"),
        other => panic!("{} is no card", other.id()),
    });
    Build {
        chips: chips.collect(),
        lines,
        boxed_cooler,
    }
}
