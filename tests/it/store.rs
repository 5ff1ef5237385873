//! Saved builds as their user meets them, each test in a directory of its own.

use rigbuild::build::{BuildName, Overwrite, Saved, Store};
use rigbuild::catalogue::Catalogue;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::LazyLock;

/// An empty place for one test.
fn place(test: &str) -> PathBuf {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("store")
        .join(test);
    if dir.exists() {
        fs::remove_dir_all(&dir).expect("an old place can be cleared");
    }
    fs::create_dir_all(&dir).expect("a place can be made");
    dir.join("builds")
}

fn run(builds: &PathBuf, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rigbuild"))
        .env_clear()
        .env(
            "HOME",
            concat!(env!("CARGO_TARGET_TMPDIR"), "/no-such-home"),
        )
        .env("LC_ALL", "C.UTF-8")
        .env("RIGBUILD_TODAY", "2026-11-24")
        .env("RIGBUILD_BUILDS", builds)
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// Files in the directory, the lock apart.
fn files(builds: &PathBuf) -> Vec<String> {
    let entries = fs::read_dir(builds).expect("the directory is readable");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let names = names.map(|name| name.into_string().expect("UTF-8"));
    let mut names: Vec<String> = names.filter(|name| name != ".rigbuild.lock").collect();
    names.sort();
    names
}

/// What a command that answers prints.
fn said(builds: &PathBuf, arguments: &[&str]) -> String {
    let output = run(builds, arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}\n{error}");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// A command that cannot answer says why, on standard error alone.
fn refused(builds: &PathBuf, arguments: &[&str], says: &[&str]) {
    let output = run(builds, arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}\n{error}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    for text in says {
        assert!(error.contains(text), "{arguments:?}: {text}\n{error}");
    }
}

/// Two solves that all tests share: files `cheap` and `dear`.
static SOLVED: LazyLock<[String; 2]> = LazyLock::new(|| {
    let builds = place("solved");
    [("cheap", "1500"), ("dear", "2500")].map(|(name, budget)| {
        said(&builds, &["-b", budget, "--save", name, "--quiet"]);
        fs::read_to_string(builds.join(format!("{name}.yaml"))).expect("the build was saved")
    })
});

/// A place with both builds.
fn filled(test: &str) -> PathBuf {
    let builds = place(test);
    fs::create_dir(&builds).expect("a directory can be made");
    for (name, text) in ["cheap", "dear"].iter().zip(SOLVED.iter()) {
        fs::write(builds.join(format!("{name}.yaml")), text).expect("a file can be written");
    }
    builds
}

fn load(builds: &PathBuf, name: &str) -> Saved {
    Store::new(builds).load(name).expect("the build is sound")
}

#[test]
fn a_build_is_saved_listed_shown_compared_and_removed() {
    let builds = filled("round");
    let (cheap, dear) = (load(&builds, "cheap"), load(&builds, "dear"));

    let list = said(&builds, &["list"]);
    assert!(list.contains("cheap") && list.contains("dear"), "{list}");
    assert!(list.contains(&cheap.total.to_string()), "{list}");

    let show = said(&builds, &["show", "cheap"]);
    assert!(show.contains(&format!("cheap: {}", cheap.total)), "{show}");
    assert!(!show.contains("TODAY: what"), "{show}");
    let json: serde_json::Value =
        serde_json::from_str(&said(&builds, &["show", "cheap", "--json"])).expect("JSON");
    assert_eq!(json["build"]["total_cents"], cheap.total.cents());
    assert_eq!(
        json["today"][0]["price_cents"],
        json["build"]["parts"][0]["price_cents"]
    );

    let compare = said(&builds, &["compare", "cheap", "dear"]);
    for total in [cheap.total, dear.total] {
        assert!(compare.contains(&total.to_string()), "{compare}");
    }
    assert!(
        compare.contains("GPU memory") && compare.contains("same"),
        "{compare}"
    );
    let itself = said(&builds, &["compare", "cheap", "cheap"]);
    let all = format!("{} more parts are the same", cheap.parts.len());
    assert!(itself.contains(&all), "{itself}");

    refused(&builds, &["remove", "cheap"], &["say --yes"]);
    said(&builds, &["remove", "cheap", "--yes"]);
    assert_eq!(said(&builds, &["list"]).matches("cheap").count(), 0);
    refused(
        &builds,
        &["show", "cheap"],
        &["no saved build is called `cheap`"],
    );
    refused(&builds, &["show", "daer"], &["did you mean `dear`?"]);
}

#[test]
fn no_file_is_left_beside_the_builds() {
    LazyLock::force(&SOLVED);
    let builds = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("store/solved/builds");
    assert_eq!(files(&builds), ["cheap.yaml", "dear.yaml"]);
}

#[test]
fn a_name_that_is_bad_or_taken_is_refused_before_the_solve() {
    let builds = filled("names");
    let before = fs::read(builds.join("cheap.yaml")).expect("it is there");
    for name in ["../x", ".x", "con", "a b", "a.yaml", ""] {
        let option = format!("--save={name}");
        refused(&builds, &["-b", "1500", &option], &["cannot name a build"]);
    }
    refused(
        &builds,
        &["-b", "1500", "--save", "cheap"],
        &["saved already", "--force"],
    );
    // The store itself holds the line, whoever asks.
    let again = Store::new(&builds).save(&load(&builds, "cheap"), Overwrite::Refuse);
    assert!(
        again
            .expect_err("it is taken")
            .to_string()
            .contains("saved already")
    );
    assert_eq!(
        fs::read(builds.join("cheap.yaml")).expect("still there"),
        before
    );
    assert_eq!(files(&builds).len(), 2);
}

#[test]
fn a_directory_that_cannot_be_written_is_named() {
    let builds = place("unwritable");
    fs::write(&builds, "a file in place of the directory").expect("a file can be written");
    let path = builds.to_str().expect("UTF-8");
    refused(&builds, &["-b", "1500", "--save", "x"], &[path]);
    refused(&builds, &["list"], &[path]);
    refused(&builds, &["show", "x"], &[path]);
}

#[test]
fn a_damaged_file_is_told_of_and_hides_no_other() {
    let builds = filled("damaged");
    fs::write(builds.join("broken.yaml"), "schema: rigbuild.build/9\n").expect("writable");
    let output = run(&builds, &["list"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("dear"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("broken.yaml"));
    refused(&builds, &["show", "broken"], &["broken.yaml"]);
}

#[test]
fn a_vanished_part_is_noted_and_cannot_be_resolved() {
    let builds = filled("vanished");
    let mut saved = load(&builds, "cheap");
    saved.name = "old".parse::<BuildName>().expect("a good name");
    saved.parts[0].id = "no-such-part".to_owned();
    Store::new(&builds)
        .save(&saved, Overwrite::Refuse)
        .expect("the name is free");

    let show = said(&builds, &["show", "old"]);
    assert!(show.contains("gone"), "{show}");
    assert!(show.contains("not judged anew"), "{show}");
    for command in [&["compare", "old", "cheap"][..], &["check", "old"]] {
        let says = ["`no-such-part`", "`old`", "rigbuild show old"];
        refused(&builds, command, &says);
    }

    let error = saved
        .resolve(&Catalogue::default())
        .expect_err("nothing is there");
    let text = error.to_string();
    assert!(
        text.contains("`no-such-part`") && text.contains("`old`"),
        "{text}"
    );
}

#[test]
fn a_build_comes_back_as_it_was() {
    let builds = filled("resolved");
    let saved = load(&builds, "dear");
    let catalogue = Catalogue::load(&rigbuild::catalogue::LoadOptions {
        builtin: true,
        layers: Vec::new(),
        today: saved.saved,
    })
    .expect("the built-in parts are sound");
    let build = saved.resolve(&catalogue).expect("no part has vanished");
    assert_eq!(
        build.cost(saved.request.tax_basis_points()).to_pay(),
        saved.total
    );
    assert_eq!(build.gpu_memory(), saved.gpu_memory);
    assert_eq!(build.boxed_cooler, saved.boxed_cooler);
}

#[test]
fn a_name_is_taken_until_force_replaces_it() {
    let builds = filled("force");
    let file = builds.join("cheap.yaml");
    let budget = |file: &PathBuf| {
        let text = fs::read_to_string(file).expect("it is there");
        text.lines()
            .find(|line| line.contains("budget"))
            .map(str::to_owned)
    };
    let before = budget(&file);
    said(&builds, &["-b", "1600", "--save", "cheap", "--force", "-q"]);
    assert_ne!(budget(&file), before);
    assert_eq!(files(&builds).len(), 2);
    refused(
        &builds,
        &["-b", "1500", "--save", "Cheap", "--force"],
        &["`Cheap`", "`cheap`", "case only"],
    );
    refused(&builds, &["-b", "1500", "--force"], &["--save"]);
}

#[test]
fn a_build_is_judged_under_the_conditions_it_was_asked_for() {
    let builds = place("conditions");
    let asked = [
        "-b",
        "6000",
        "--gpus",
        "2",
        "--circuit",
        "240V/20A",
        "--power-limit",
        "280",
        "--tax",
        "8.25",
        "--desktop",
        "--nvlink",
        "--for",
        "qlora llama-3.1-8b seq=4096",
        "--for",
        "generate qwen3-32b",
        "--save",
        "x",
        "--json",
    ];
    let answer: serde_json::Value = serde_json::from_str(&said(&builds, &asked)).expect("JSON");
    let show: serde_json::Value =
        serde_json::from_str(&said(&builds, &["show", "x", "--json"])).expect("JSON");
    assert_eq!(answer["request"]["nvlink"], true);
    let bridge = |checks: &serde_json::Value| {
        let mut checks = checks.as_array().expect("a list").iter();
        let rule = checks.find(|check| check["rule"] == "NVL-01");
        rule.expect("it is asked for")["verdict"].clone()
    };
    assert_eq!(bridge(&answer["build"]["checks"]), "pass");
    assert_eq!(bridge(&show["judged"]["checks"]), "pass");
    // Everything: parts, prices and their factors, total with tax, score, tasks, checks.
    assert_eq!(show["judged"], answer["build"]);
    assert_eq!(show["build"]["total_cents"], answer["build"]["total_cents"]);
    assert_eq!(show["today_total_cents"], answer["build"]["total_cents"]);

    let file = fs::read_to_string(builds.join("x.yaml")).expect("it is there");
    for line in [
        "  tax: 8.25 %",
        "  circuit: 240 V / 20 A",
        "  power_limit: 280 W",
        "  desktop: true",
        "  nvlink: true",
    ] {
        assert!(file.contains(line), "{line}\n{file}");
    }
    assert!(
        !file.contains("tolerance"),
        "a default is not written\n{file}"
    );
}

#[test]
fn a_comparison_tells_prices_speed_and_tasks() {
    let builds = filled("compared");
    let (cheap, dear) = (load(&builds, "cheap"), load(&builds, "dear"));
    let text = said(&builds, &["compare", "cheap", "dear"]);
    let more = dear.total.difference(cheap.total);
    let more = rigbuild::unit::Usd::from_cents(more.abs()).to_string();
    for expected in [
        &*format!("+{more}"),
        "1.00 █",
        "prices as saved",
        "lora llama-3.1-8b seq=2048",
        "GPU memory",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let json = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_str(&said(&builds, arguments)).expect("JSON")
    };
    let both = json(&["compare", "cheap", "dear", "--json"]);
    assert_eq!(both["builds"][0]["relative"], 1.0);
    assert!(both["builds"][1]["relative"].as_f64() > Some(1.0), "{both}");
    assert!(both["prices_of"].is_null());
    let parts = both["same_parts"].as_u64().expect("a count");
    let different = both["different"].as_array().expect("a list").len();
    assert!(parts > 0 && different > 0);

    let today = json(&["compare", "cheap", "dear", "--today", "--json"]);
    assert_eq!(today["prices_of"], "2026-11-24");
    assert_eq!(today["builds"][0]["saved"], both["builds"][0]["saved"]);
    let other = json(&["compare", "cheap", "dear", "--for", "vision", "--json"]);
    assert_eq!(other["workload"], "vision");
    assert_ne!(
        other["builds"][0]["judged"]["score"],
        both["builds"][0]["judged"]["score"]
    );
    refused(&builds, &["compare", "cheap"], &["2"]);
}

#[test]
fn a_price_that_changed_is_told_with_the_difference() {
    let builds = filled("changed");
    let file = builds.join("cheap.yaml");
    let mut saved = load(&builds, "cheap");
    let bought = saved.parts[1].bought.as_mut().expect("the CPU is bought");
    let real = bought.price;
    bought.price = rigbuild::unit::Usd::dollars(1);
    Store::new(&builds)
        .save(&saved, Overwrite::Replace)
        .expect("writable");
    assert!(file.exists());
    let show = said(&builds, &["show", "cheap"]);
    let up = real.difference(rigbuild::unit::Usd::dollars(1));
    let up = format!("+{}", rigbuild::unit::Usd::from_cents(up));
    assert_eq!(
        show.matches(&up).count(),
        2,
        "in its row and in the total\n{show}"
    );
    assert!(
        show.contains(&format!("the file says {} in total", saved.total)),
        "{show}"
    );
    // The same part at another price is no longer the same purchase.
    fs::write(
        builds.join("was.yaml"),
        SOLVED[0].replacen("name: cheap", "name: was", 1),
    )
    .expect("writable");
    let compared = said(&builds, &["compare", "cheap", "was", "--json"]);
    let compared: serde_json::Value = serde_json::from_str(&compared).expect("JSON");
    assert_eq!(compared["different"], serde_json::json!(["cpu"]));
    // Half a year on the index no longer vouches, but a price is a price.
    let later = Command::new(env!("CARGO_BIN_EXE_rigbuild"))
        .env_clear()
        .env("RIGBUILD_TODAY", "2027-05-24")
        .env("RIGBUILD_BUILDS", &builds)
        .args(["compare", "cheap", "dear", "--today"])
        .output()
        .expect("the program starts");
    let text = String::from_utf8_lossy(&later.stdout).into_owned();
    assert!(text.contains("prices of 2027-05-24"), "{text}");
}

#[test]
fn a_hostile_file_costs_neither_time_nor_the_terminal() {
    let builds = filled("hostile");
    let sound = SOLVED[0].replacen("name: cheap", "name: NAME", 1);
    let named = |name: &str| sound.replace("NAME", name);
    let files = [
        (
            "bomb",
            format!("a: &a [x, x]\nb: [*a, *a]\n{}", named("bomb")),
        ),
        ("deep", "[".repeat(100_000)),
        ("wrong", named("other")),
        ("extra", format!("{}surprise: 1\n", named("extra"))),
        ("nan", named("nan").replace("score: ", "score: .nan # ")),
        (
            "many",
            named("many").replacen("count: 1", "count: 4000000000", 1),
        ),
        ("owned", named("owned").replacen("owned: 0", "owned: 2", 1)),
        ("minus", named("minus").replacen("price: $", "price: -$", 1)),
        ("cut", named("cut")[..300].to_owned()),
    ];
    for (name, text) in &files {
        fs::write(builds.join(format!("{name}.yaml")), text).expect("writable");
        let start = std::time::Instant::now();
        refused(&builds, &["show", name], &[&format!("{name}.yaml")]);
        assert!(start.elapsed().as_secs() < 5, "{name}");
    }
    fs::write(builds.join("bytes.yaml"), [0xff, 0xfe, 0]).expect("writable");
    refused(&builds, &["show", "bytes"], &["not UTF-8"]);
    // The others are listed all the same.
    let list = said(&builds, &["list"]);
    assert!(list.contains("cheap") && list.contains("dear"), "{list}");

    let evil = named("evil").replacen("    - name: ", "", 1);
    let at = evil.find("  name: ").expect("parts have names");
    let (head, tail) = evil.split_at(at);
    let rest = tail.split_once('\n').expect("a line").1;
    let evil = format!("{head}  name: \"\\e[2Jevil\\u202E\"\n{rest}");
    fs::write(builds.join("evil.yaml"), evil).expect("writable");
    for command in [
        &["show", "evil"][..],
        &["list"],
        &["compare", "evil", "dear"],
    ] {
        let out = said(&builds, command);
        assert!(
            !out.contains('\u{1b}') && !out.contains('\u{202e}'),
            "{out}"
        );
        assert!(out.contains("\\u{1b}"), "{command:?}\n{out}");
    }
}

#[test]
fn nothing_saved_needs_no_home() {
    let output = Command::new(env!("CARGO_BIN_EXE_rigbuild"))
        .env_clear()
        .env("HOME", "/proc/no-such-home")
        .env("RIGBUILD_TODAY", "2026-11-24")
        .args(["list"])
        .output()
        .expect("the program starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0));
    assert!(text.contains("no builds are saved"), "{text}");
}

#[test]
fn of_two_who_save_at_once_one_is_told() {
    let builds = place("at-once");
    let outputs: Vec<Output> = std::thread::scope(|scope| {
        let save = || run(&builds, &["-b", "1500", "--save", "x", "-q"]);
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(save)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("no panic"))
            .collect()
    });
    let saved = outputs
        .iter()
        .filter(|output| output.status.success())
        .count();
    assert_eq!(saved, 1);
    load(&builds, "x");
    assert_eq!(files(&builds).len(), 1);
}
