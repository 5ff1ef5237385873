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
    let files = fs::read_dir(builds).expect("the directory was made");
    assert_eq!(files.count(), 2);
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
    assert_eq!(fs::read_dir(&builds).expect("readable").count(), 2);
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
