//! Our answers against OR-Tools CP-SAT, on the instances that `rigbuild dump-instance` writes.
//!
//! `tests/cp_sat/run` installs the solver and runs all of it. Without the `ortools` of Python
//! (`RIGBUILD_PYTHON`, else `python3`) these tests say so and check nothing.

#![expect(
    clippy::print_stderr,
    reason = "whoever runs it reads the skips and the ratios"
)]

use crate::random::{self, Additive, Random, TODAY};
use rigbuild::catalogue::{Catalogue, LayerSource, LoadOptions};
use rigbuild::request::{Best, Purpose, Request, UsedPolicy};
use rigbuild::solve::{Instance, Scorer, Thinning, best_build, optimum};
use rigbuild::unit::{Cost, Usd};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Python with OR-Tools, where there is one.
fn python() -> Option<String> {
    let python = std::env::var("RIGBUILD_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let found = Command::new(&python)
        .args(["-c", "import ortools"])
        .output();
    if found.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    eprintln!("skipped: no OR-Tools for {python} (tests/cp_sat/run installs it)");
    None
}

/// What CP-SAT says of instances, in their order.
fn solved(python: &str, file: &str, instances: &[Instance]) -> Vec<Value> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
    let lines: Vec<String> = instances
        .iter()
        .map(|instance| serde_json::to_string(instance).expect("plain data"))
        .collect();
    fs::write(&path, lines.join("\n")).expect("the instances are written");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cp_sat/solve.py");
    let output = Command::new(python)
        .arg(script)
        .arg(&path)
        .output()
        .expect("Python starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let answers: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    assert_eq!(answers.len(), instances.len());
    answers
}

/// The best score, unless the cheapest was asked for, and the pick's cost; `None` = nothing
/// fits.
type Ours = Option<(Option<i64>, i64)>;

fn ours(catalogue: &Catalogue, request: &Request, scorer: &dyn Scorer) -> Ours {
    let cost = |build: &rigbuild::build::Build<'_>| {
        build.cost(request.tax_basis_points).difference(Cost::ZERO)
    };
    if request.best == Best::Cheapest {
        return best_build(catalogue, request, scorer).map(|one| (None, cost(&one.build)));
    }
    optimum(catalogue, request, scorer).map(|(best, one)| (Some(best.0), cost(&one.build)))
}

fn agree(name: &str, ours: &Ours, theirs: &Value) {
    let said = match theirs["status"].as_str() {
        Some("infeasible") => None,
        Some("optimal") => Some((
            theirs["score"].as_i64(),
            theirs["cost"].as_i64().expect("a cost"),
        )),
        other => panic!("{name}: CP-SAT ended with {other:?}"),
    };
    assert_eq!(*ours, said, "{name}: rigbuild is left, CP-SAT {theirs}");
}

#[test]
fn cp_sat_agrees_on_tight_random_instances() {
    let Some(python) = python() else { return };
    let (mut names, mut answers, mut instances) = (Vec::new(), Vec::new(), Vec::new());
    for seed in 0..400 {
        let mut r = Random::new(seed);
        let c = random::catalogue(&mut r, 4);
        let mut q = random::request(&mut r, &c);
        if seed % 5 == 0 {
            q.best = Best::Cheapest;
        }
        let answer = ours(&c, &q, &Additive);
        for thinning in [Thinning::Raw, Thinning::Reduced] {
            names.push(format!("seed {seed}, {thinning:?}"));
            answers.push(answer);
            instances.push(Instance::new(&c, &q, &Additive, thinning).expect("a form"));
        }
    }
    let feasible = answers.iter().flatten().count();
    // Instances of one kind alone would prove little.
    assert!(
        feasible > 100 && answers.len() - feasible > 100,
        "{feasible}"
    );
    let theirs = solved(&python, "random.jsonl", &instances);
    for ((name, ours), theirs) in names.iter().zip(&answers).zip(&theirs) {
        agree(name, ours, theirs);
    }
    eprintln!(
        "{} instances, {feasible} feasible: all agree",
        answers.len()
    );
}

/// Dollars, tasks, and what else is asked.
type Question = (i64, &'static [&'static str], fn(&mut Request));

const QUESTIONS: [Question; 10] = [
    (900, &["research"], |_| ()),
    (1_500, &["vision"], |q| q.used = UsedPolicy::No),
    (2_000, &["research"], |_| ()),
    (3_000, &["llm-finetune"], |q| q.tax_basis_points = 825),
    (3_500, &["generate qwen3-32b"], |q| q.best = Best::Cheapest),
    (5_000, &["llm-inference"], |q| q.setting.open_frame = true),
    (6_000, &["research"], |q| q.gpus = (2, 4)),
    (9_000, &["kaggle"], |q| q.tolerance_basis_points = 0),
    (20_000, &["research"], |q| q.allowed.warnings = true),
    (400, &["research"], |_| ()),
];

fn request(catalogue: &Catalogue, question: &Question, lifted: &[&str]) -> (Purpose, Request) {
    let (dollars, texts, change) = question;
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    let purpose = Purpose::resolve(catalogue, &texts).expect("a purpose");
    let mut request = Request::new(Some(Usd::dollars(*dollars)), TODAY);
    purpose.apply(&mut request);
    let lifted = lifted.iter().map(|rule| (*rule).to_owned());
    request.allowed.rules.extend(lifted);
    change(&mut request);
    (purpose, request)
}

/// Compares all questions on one catalogue, and prints how long each solver took: ours from
/// the loaded catalogue to the proven optimum, CP-SAT's two solves with one worker, its
/// model already built.
fn compare(python: &str, name: &str, catalogue: &Catalogue, lifted: &[&str]) {
    let (mut rows, mut instances) = (Vec::new(), Vec::new());
    for question in &QUESTIONS {
        let (purpose, request) = request(catalogue, question, lifted);
        let scorer = &purpose.workload;
        let mut times: Vec<f64> = Vec::new();
        let mut answer = None;
        for _ in 0..5 {
            let started = Instant::now();
            answer = ours(catalogue, &request, scorer);
            times.push(started.elapsed().as_secs_f64());
        }
        times.sort_by(f64::total_cmp);
        let started = Instant::now();
        for thinning in [Thinning::Raw, Thinning::Reduced] {
            instances.push(Instance::new(catalogue, &request, scorer, thinning).expect("a form"));
        }
        let written = started.elapsed().as_secs_f64();
        rows.push((question.0, answer, times[2], written));
    }
    let theirs = solved(python, &format!("{name}.jsonl"), &instances);
    let mut logs = [0.0_f64; 2];
    eprintln!(
        "{name}: {} parts\n  BUDGET   OPTIONS RAW/REDUCED  LARGEST TABLE (RAW)   EXPORT s     OURS ms  \
         CP-SAT RAW s (+MODEL)  REDUCED s (+MODEL)",
        catalogue.parts().count()
    );
    for (at, (dollars, answer, seconds, written)) in rows.iter().enumerate() {
        let pair = [&theirs[2 * at], &theirs[2 * at + 1]];
        let number = |of: &Value, field: &str| of[field].as_f64().expect("seconds");
        for (log, their) in logs.iter_mut().zip(pair) {
            *log += (number(their, "solve_s") / seconds).ln();
        }
        let (rule, tuples) = instances[2 * at].largest().unwrap_or_default();
        eprintln!(
            "  {dollars:>6} {:>12}/{:<8} {rule:>10} {tuples:>10} {written:>10.2} {:>11.3} {:>12.3} ({:.2}) {:>12.3} ({:.2})",
            instances[2 * at].options(),
            instances[2 * at + 1].options(),
            seconds * 1e3,
            number(pair[0], "solve_s"),
            number(pair[0], "build_s"),
            number(pair[1], "solve_s"),
            number(pair[1], "build_s"),
        );
        for (their, kind) in pair.into_iter().zip(["raw", "reduced"]) {
            agree(&format!("{name}, ${dollars}, {kind}"), answer, their);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "ten questions")]
    let [raw, reduced] = logs.map(|log| (log / rows.len() as f64).exp());
    eprintln!("  geometric mean: CP-SAT raw / ours {raw:.1}, CP-SAT reduced / ours {reduced:.1}");
}

fn load(layers: Vec<LayerSource>) -> Catalogue {
    Catalogue::load(&LoadOptions {
        layers,
        builtin: true,
        today: TODAY,
    })
    .unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn cp_sat_agrees_on_the_built_in_catalogue() {
    let Some(python) = python() else { return };
    compare(&python, "built-in", &load(Vec::new()), &[]);
}

/// Standards that the public dumps cannot feed.
const LIFTED: [&str; 3] = ["STD-DISK", "STD-PSU", "STD-VRM"];

#[test]
#[ignore = "minutes; tests/cp_sat/run runs it"]
fn cp_sat_agrees_on_imported_catalogues() {
    let Some(python) = python() else { return };
    let Some(layer) = imported() else {
        eprintln!("skipped: no data packs in ../shared, or no tar and python3 to unpack them");
        return;
    };
    let all = load(vec![LayerSource::named(&layer)]);
    for parts in [4_000, 10_000] {
        compare(&python, &format!("{parts}"), &thinned(&all, parts), &LIFTED);
    }
}

/// About so many parts: all chips, and of each other kind the same share, spread evenly.
fn thinned(all: &Catalogue, parts: usize) -> Catalogue {
    fn some<P: Clone>(list: &[P], parts: usize, of: usize) -> Vec<P> {
        let kept = |at: usize| at * parts / of != (at + 1) * parts / of;
        let places = list.iter().enumerate();
        places
            .filter(|(at, _)| kept(*at))
            .map(|(_, part)| part.clone())
            .collect()
    }
    let of = all.parts().count();
    let parts = parts.min(of);
    Catalogue {
        gpus: some(&all.gpus, parts, of),
        cpus: some(&all.cpus, parts, of),
        motherboards: some(&all.motherboards, parts, of),
        memory: some(&all.memory, parts, of),
        psus: some(&all.psus, parts, of),
        storage: some(&all.storage, parts, of),
        coolers: some(&all.coolers, parts, of),
        cases: some(&all.cases, parts, of),
        ..all.clone()
    }
}

/// A layer made from the data packs, by `rigbuild catalog import`; made once.
fn imported() -> Option<PathBuf> {
    let bulk = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/bulk");
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cp-sat");
    let layer = home.join("layer");
    if layer.join("gpus.yaml").exists() {
        return Some(layer);
    }
    if !bulk.is_dir() {
        return None;
    }
    fs::create_dir_all(&layer).ok()?;
    let unpack = |tool: &str, arguments: &[&str]| {
        let status = Command::new(tool)
            .args(arguments)
            .current_dir(&home)
            .status();
        status.is_ok_and(|status| status.success()).then_some(())
    };
    let archive = |name: &str| bulk.join(name).to_str().map(str::to_owned);
    unpack("tar", &["-xzf", &archive("opendb-2026-08-17.tar.gz")?])?;
    let zip = archive("pc-part-dataset-2025-07-23-csv.zip")?;
    unpack("python3", &["-m", "zipfile", "-e", &zip, "."])?;
    let named = |name: &str| holding(&home, name)?.to_str().map(str::to_owned);
    let output = crate::program::run(&[
        "--catalog",
        layer.to_str()?,
        "catalog",
        "import",
        &named("CPUCooler")?,
        &named("video-card.csv")?,
        "--as-of",
        "2025-07-23",
        "--yes",
    ]);
    assert!(
        layer.join("gpus.yaml").exists(),
        "{}",
        crate::program::text(&output.stderr)
    );
    Some(layer)
}

/// The directory under this one that has a file or folder of this name.
fn holding(dir: &Path, name: &str) -> Option<PathBuf> {
    if dir.join(name).exists() {
        return Some(dir.to_owned());
    }
    let entries = fs::read_dir(dir).ok()?.filter_map(Result::ok);
    let dirs = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_dir());
    dirs.into_iter().find_map(|dir| holding(&dir, name))
}

#[test]
fn the_problem_is_written_as_json() {
    let written = |more: &[&str]| {
        let output = crate::program::run(&[&["dump-instance", "-b", "2000"], more].concat());
        assert_eq!(output.status.code(), Some(0));
        output.stdout
    };
    let read = |bytes: &[u8]| -> Value { serde_json::from_slice(bytes).expect("one document") };
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("instance.json");
    assert_eq!(written(&["-o", file.to_str().expect("UTF-8")]), b"");
    let raw = read(&fs::read(&file).expect("the file"));
    let reduced = read(&written(&["--reduced"]));
    // $2,000 in units of 1/10,000 cent.
    assert_eq!(raw["budget"], 2_000_000_000_i64);
    for slot in 0..8 {
        let of = |one: &Value| one["slots"][slot]["options"].as_array().map(Vec::len);
        let (all, left) = (of(&raw), of(&reduced));
        assert!(
            Some(0) < left && left <= all,
            "slot {slot}: {left:?} of {all:?}"
        );
    }
    let value = ["dump-instance", "-b", "2000", "--best", "value"];
    crate::program::refused(&value, &["--best speed"]);
    let folder = ["dump-instance", "-b", "2000", "-o", "/"];
    crate::program::refused(&folder, &["cannot write /"]);
    crate::program::refused(&["dump-instance", "-b", "2000", "--top", "3"], &["--top"]);
}
