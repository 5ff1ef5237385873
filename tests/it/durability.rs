//! Power cuts and crowds: a process that dies in the middle of a write leaves the old file
//! or the new one, and writers at the same time lose nothing.

use super::catalog::{PART, catalog, layer, out, set};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A command on this layer that can be killed.
fn start(dir: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_rigbuild"))
        .env_clear()
        .env("RIGBUILD_TODAY", "2026-11-24")
        .arg("catalog")
        .args(arguments)
        .arg("--catalog")
        .arg(dir)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

/// Kills a writer as soon as it has begun a file of this layer, `late` after; whether it
/// had begun one.
fn kill_in_the_write(mut child: Child, dir: &Path, late: Duration) -> bool {
    let suffix = format!(".{}.tmp", child.id());
    let begun = |name: &str| name.ends_with(&suffix);
    let started = Instant::now();
    let mut seen = false;
    while !seen && started.elapsed() < Duration::from_secs(20) {
        let names = fs::read_dir(dir).into_iter().flatten().flatten();
        seen = names
            .filter_map(|entry| entry.file_name().into_string().ok())
            .any(|name| begun(&name));
        if !seen && child.try_wait().expect("its state").is_some() {
            return false;
        }
    }
    let at = Instant::now();
    while at.elapsed() < late {
        std::hint::spin_loop();
    }
    child.kill().expect("a kill -9");
    child.wait().expect("its end");
    seen
}

/// An `offers.yaml` that takes a while to write: prices of parts that are gone, and of one.
fn many_offers() -> String {
    let offer = "{price: $70.00, condition: used, as_of: 2026-10-01, source: a shop}";
    let mut text = String::new();
    for part in 0..40 {
        let _ = write!(text, "gone-{part}:\n  - {offer}\n");
    }
    text + &format!("{PART}:\n  - {offer}\n")
}

#[test]
fn a_killed_set_leaves_the_old_file_or_the_new_one() {
    let dir = layer("killed-set");
    let path = dir.join("offers.yaml");
    let mut now = many_offers();
    fs::write(&path, &now).expect("offers");
    let (mut in_the_write, mut old, mut new) = (0, 0, 0);
    for turn in 0..150_u32 {
        let price = format!("price={}", 1_000 + turn);
        let values = ["set", PART, &price, "condition=used", "source=a shop"];
        let child = start(&dir, &values);
        let late = Duration::from_micros(u64::from(turn % 50) * 40);
        in_the_write += u32::from(kill_in_the_write(child, &dir, late));
        let text = fs::read_to_string(&path).expect("never neither");
        if text == now {
            old += 1;
            continue;
        }
        let line = format!(
            "  - {{price: ${}.00, condition: used, as_of: 2026-11-24, source: \"a shop\"}}\n",
            1_000 + turn
        );
        assert_eq!(
            text,
            now.clone() + &line,
            "neither the old file nor the new one"
        );
        now = text;
        new += 1;
    }
    println!("{in_the_write} of 150 killed in the write: {old} old, {new} new");
    assert!(in_the_write >= 100, "{in_the_write} kills met a write");
    assert!(old > 0, "no kill came before the file was replaced");
    // No lock and no half file of the dead stands in the way of the living.
    let after = set(&dir, PART, "price=3000");
    assert_eq!(after.status.code(), Some(0), "{}", out(&after));
    let names = fs::read_dir(&dir).expect("the layer").flatten();
    let left: Vec<_> = names.map(|entry| entry.file_name()).collect();
    assert_eq!(left.len(), 2, "offers and lock: {left:?}");
}

/// An `OpenDB` of power supplies and cases, as of a version.
fn opendb(root: &Path, version: u32) {
    let row = |folder: &str, name: &str, fields: &str| {
        fs::create_dir_all(root.join(folder)).expect("a folder");
        let file = root.join(folder).join(name).with_extension("json");
        let text = format!(
            r#"{{"opendb_id": "{name}{name}", "metadata": {{"name": "{folder} {name}"}}, {fields}}}"#
        );
        fs::write(file, text).expect("a row");
    };
    for at in 0..400 {
        let watts = 600 + version;
        row(
            "PSU",
            &format!("p{at:06}"),
            &format!(r#""wattage": {watts}, "form_factor": "ATX""#),
        );
        let length = 300 + version;
        row(
            "PCCase",
            &format!("c{at:06}"),
            &format!(r#""max_video_card_length": {length}"#),
        );
    }
}

#[test]
fn a_killed_import_leaves_each_file_old_or_new() {
    let place = layer("killed-import");
    let files = ["psus.yaml", "cases.yaml"];
    let version = |number: u32| {
        let (root, dir) = (
            place.join(format!("db-{number}")),
            place.join(format!("v{number}")),
        );
        opendb(&root, number);
        if number == 2 {
            // On top of the first one: ids stay.
            copy(&place.join("v1"), &dir);
        }
        let root = root.to_str().expect("UTF-8").to_owned();
        let done = catalog(&dir, &["import", &root]);
        assert_eq!(done.status.code(), Some(0), "{}", out(&done));
        (
            root,
            files.map(|file| fs::read(dir.join(file)).expect("a file")),
        )
    };
    let ((_, old), (root, new)) = (version(1), version(2));
    assert!(old != new);
    let dir = place.join("own");
    let (mut in_the_write, mut mixed) = (0, 0);
    for turn in 0..60_u32 {
        let _ = fs::remove_dir_all(&dir);
        copy(&place.join("v1"), &dir);
        let child = start(&dir, &["import", &root]);
        let late = Duration::from_micros(u64::from(turn) * 60);
        in_the_write += u32::from(kill_in_the_write(child, &dir, late));
        let now = files.map(|file| fs::read(dir.join(file)).expect("never neither"));
        for (at, file) in files.iter().enumerate() {
            let whole = now[at] == old[at] || now[at] == new[at];
            assert!(whole, "{file} is neither the old nor the new one");
        }
        mixed += u32::from(now != old && now != new);
        // What is there loads, and the import can be done again.
        if turn % 20 == 0 {
            let again = catalog(&dir, &["import", &root]);
            assert_eq!(again.status.code(), Some(0), "{}", out(&again));
            assert!(files.map(|file| fs::read(dir.join(file)).expect("a file")) == new);
        }
    }
    println!("{in_the_write} of 60 killed in the write, {mixed} between two files");
    assert!(in_the_write >= 40, "{in_the_write} kills met a write");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for entry in fs::read_dir(from).expect("a layer").flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}

#[test]
fn two_hundred_sets_of_eight_processes_are_all_kept() {
    let dir = layer("at-once");
    let price = |thread: u32, turn: u32| 1_000 + thread * 100 + turn;
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let dir = &dir;
            scope.spawn(move || {
                for turn in 0..25 {
                    let output = set(dir, PART, &format!("price={}", price(thread, turn)));
                    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
                }
            });
        }
    });
    let text = fs::read_to_string(dir.join("offers.yaml")).expect("offers");
    for price in (0..8).flat_map(|thread| (0..25).map(move |turn| price(thread, turn))) {
        assert_eq!(text.matches(&format!("${price}.00")).count(), 1, "{text}");
    }
    assert_eq!(text.matches("price:").count(), 200);
}
