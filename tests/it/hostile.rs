//! Input that is broken, absurd or out to harm: one clear error, nothing written, exit 2;
//! what is one row among many is left out and told. For imports and for layers by hand.

use super::catalog::{PART, catalog, layer, out, set};
use std::fs;
use std::path::Path;
use std::process::Output;

const HUNDRED_MEGABYTES: usize = 100_000_000;
const HEAD: &str = "part,price,condition,as_of,source\n";

/// Refused with this in the message, no escape code shown, and no file left in the layer.
#[track_caller]
fn refused(output: &Output, message: &str, dir: &Path) {
    let said = out(output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(message), "{said}");
    assert!(!said.contains('\u{1b}') && !said.contains('\0'), "{said:?}");
    let left = fs::read_dir(dir).map_or_else(|_| Vec::new(), |entries| entries.flatten().collect());
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_price_list_that_is_none_is_refused() {
    let place = layer("hostile-list");
    let dir = place.join("own");
    let import = |bytes: &[u8]| {
        let file = place.join("list.csv");
        fs::write(&file, bytes).expect("a list");
        catalog(&dir, &["import", file.to_str().expect("UTF-8"), "--yes"])
    };
    let row = |price: &str, day: &str| format!("{HEAD}{PART},{price},new,{day},x\n").into_bytes();
    refused(&import(b"{\"part"), "no row", &dir);
    refused(&import(b"\x00\x01\x02\xff\xfe"), "UTF-8", &dir);
    refused(
        &import(b"part,price\n\xff,3\n"),
        "not UTF-8 at byte 11",
        &dir,
    );
    refused(&import(&vec![b'a'; HUNDRED_MEGABYTES]), "larger than", &dir);
    refused(&import(&row("-5", "2026-11-01")), "not an amount", &dir);
    refused(&import(&row("0", "2026-11-01")), "price", &dir);
    refused(&import(&row("NaN", "2026-11-01")), "not an amount", &dir);
    refused(&import(&row("1e99", "2026-11-01")), "not an amount", &dir);
    refused(
        &import(&row("99999999999999", "2026-11-01")),
        "not an amount",
        &dir,
    );
    refused(&import(&row("5", "2027-11-01")), "yet to come", &dir);
    refused(
        &import(&row("\u{1b}[2J", "2026-11-01")),
        "not an amount",
        &dir,
    );
}

#[test]
fn a_bad_row_among_good_ones_is_told_and_left_out() {
    let place = layer("hostile-row");
    let (dir, file) = (place.join("own"), place.join("list.csv"));
    let rows = format!(
        "{HEAD}{PART},70,new,2026-11-01,x\n{PART},-5,new,2026-11-01,x\n\
         \u{1b}[31mred,1,new,2026-11-01,x\n"
    );
    fs::write(&file, rows).expect("a list");
    let unmatched = place.join("unmatched.csv");
    let path = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let (file, unmatched) = (path(&file), path(&unmatched));
    let output = catalog(&dir, &["import", &file, "--unmatched", &unmatched]);
    let said = out(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("list.csv:3:") && !said.contains('\u{1b}'),
        "{said:?}"
    );
    let offers = fs::read_to_string(dir.join("offers.yaml")).expect("offers");
    assert_eq!(offers.matches("price:").count(), 1, "{offers}");
    let left = fs::read_to_string(unmatched).expect("the rows left out");
    assert!(left.contains("no part has this id or name"), "{left}");
}

#[test]
fn an_opendb_in_which_nothing_is_sound_is_refused() {
    let place = layer("hostile-opendb");
    let (dir, root) = (place.join("own"), place.join("open-db"));
    fs::create_dir_all(root.join("PSU")).expect("a folder");
    let import = |bytes: &[u8]| {
        fs::write(root.join("PSU/a.json"), bytes).expect("a row");
        catalog(&dir, &["import", root.to_str().expect("UTF-8")])
    };
    refused(
        &import(b"{\"opendb_id\": \"a\", \"meta"),
        "not a row in JSON",
        &dir,
    );
    refused(&import(b"\x00\x01\x02"), "not a row in JSON", &dir);
    refused(
        &import(b"{\"metadata\": {\"name\": \"\xff\"}}"),
        "not a row in JSON",
        &dir,
    );
    refused(
        &import(&vec![b' '; HUNDRED_MEGABYTES]),
        "larger than 16 MiB",
        &dir,
    );
    refused(
        &import(br#"{"metadata": {"name": "-5 W"}, "wattage": -5}"#),
        "wattage",
        &dir,
    );
    refused(
        &import(br#"{"metadata": {"name": "\u001b[31m"}, "wattage": 1e300}"#),
        "wattage",
        &dir,
    );
    fs::remove_file(root.join("PSU/a.json")).expect("the row");
    let empty = catalog(&dir, &["import", root.to_str().expect("UTF-8")]);
    refused(&empty, "no rows", &dir);
}

#[test]
fn rows_of_one_id_are_one_part_at_every_import() {
    let place = layer("hostile-twice");
    let (dir, root) = (place.join("own"), place.join("open-db"));
    fs::create_dir_all(root.join("PSU")).expect("a folder");
    for (file, name) in [
        ("a", "Esc \\u001b[31m 850W"),
        ("b", "Other 750W"),
        ("c", "cut"),
    ] {
        let watts = if file == "a" { 850 } else { 750 };
        let id = if file == "c" {
            ""
        } else {
            "\"opendb_id\": \"d\","
        };
        let text = format!(
            r#"{{{id} "metadata": {{"name": "{name}"}}, "wattage": {watts}, "form_factor": "ATX"}}"#
        );
        let text = if file == "c" { &text[..20] } else { &text };
        fs::write(root.join("PSU").join(file).with_extension("json"), text).expect("a row");
    }
    let import = || catalog(&dir, &["import", root.to_str().expect("UTF-8"), "-v"]);
    let said = out(&import());
    assert!(
        said.contains("another row's too") && said.contains("not a row in JSON"),
        "{said}"
    );
    assert!(!said.contains('\u{1b}'), "{said:?}");
    let psus = || fs::read(dir.join("psus.yaml")).expect("the parts");
    let first = psus();
    assert!(!first.contains(&0x1b) && first.windows(5).any(|w| w == b"850 W"));
    let again = import();
    assert_eq!(again.status.code(), Some(0), "{}", out(&again));
    assert_eq!(psus(), first, "the same import again changes nothing");
}

#[test]
fn a_layer_that_cannot_be_right_stops_every_answer_and_edit() {
    let psu = |id: &str, more: &str| {
        format!(
            "- {{id: {id}, name: N, wattage: 850 W, status: current, sources: [x], verified: 2026-11-01{more}}}\n"
        )
    };
    let offer = |price: &str, day: &str| {
        let offer = format!("{{price: {price}, condition: new, as_of: {day}, source: x}}");
        psu("a", &format!(", offers: [{offer}]")).into_bytes()
    };
    let twice = [psu("a", ""), psu("a", "")].concat();
    let escape = psu("a", "").replace("name: N", "name: \"N\\e[31m\"");
    let raw = psu("a", "").replace("name: N", "name: \u{1b}[31mN");
    let cases: [(&str, Vec<u8>, &str); 12] = [
        ("cut", b"- {id: a, name: \"N".to_vec(), "psus.yaml"),
        ("binary", b"\x00\x01\x02".to_vec(), "NUL"),
        ("latin", b"- id: a\n  name: \"\xff\"\n".to_vec(), "UTF-8"),
        ("huge", vec![b'a'; HUNDRED_MEGABYTES], "larger than 16 MiB"),
        ("twice", twice.into_bytes(), "twice"),
        ("kinds", psu(PART, "").into_bytes(), PART),
        ("escape", escape.into_bytes(), "control"),
        ("raw", raw.into_bytes(), "control"),
        ("negative", offer("$-5.00", "2026-11-01"), "amount"),
        ("free", offer("$0.00", "2026-11-01"), "price"),
        ("absurd", offer("$99999999999999.00", "2026-11-01"), "price"),
        ("future", offer("$5.00", "2027-11-01"), "yet to come"),
    ];
    for (name, bytes, message) in cases {
        let dir = layer(&format!("hostile-{name}"));
        fs::write(dir.join("psus.yaml"), &bytes).expect("a file");
        for output in [catalog(&dir, &["list", "psu"]), set(&dir, PART, "price=70")] {
            let said = out(&output);
            assert_eq!(output.status.code(), Some(2), "{name}: {said}");
            assert!(said.contains(message), "{name}: {said}");
            assert!(!said.contains('\u{1b}') && !said.contains('\0'), "{said:?}");
        }
        assert!(!dir.join("offers.yaml").exists(), "{name}");
        assert!(
            fs::read(dir.join("psus.yaml")).expect("the file") == bytes,
            "{name}"
        );
    }
}
