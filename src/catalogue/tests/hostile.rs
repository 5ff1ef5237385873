//! Files that would cost a parser minutes or gigabytes, and syntax that edits cannot keep.

use super::{Dir, load, psu};
use crate::catalogue::{Fault, FrameColour, FrameLines, LayerSource};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// Debug builds under load are slow; the parser would need 20 s and more for these.
const SOON: Duration = Duration::from_secs(1);

fn faults_of(bytes: impl AsRef<[u8]>) -> Vec<Fault> {
    let dir = Dir::new();
    dir.write("psus.yaml", bytes);
    let started = Instant::now();
    let faults = load(vec![LayerSource::named(&dir.0)]).map_or_else(|f| f.faults, |_| Vec::new());
    assert!(started.elapsed() < SOON, "took {:?}", started.elapsed());
    faults
}

#[track_caller]
fn refused(bytes: impl AsRef<[u8]>, why: &str, line: usize, column: usize) {
    let faults = faults_of(bytes);
    assert!(faults.iter().any(|f| f.message.contains(why)), "{faults:?}");
    let at = faults.iter().find(|f| f.message.contains(why)).unwrap();
    assert_eq!((at.line, at.column), (line, column), "{at}");
    assert_eq!(faults.len(), 1, "nothing else is said: {faults:?}");
}

#[test]
fn an_alias_bomb_is_refused_at_its_first_anchor() {
    let mut bomb = "- &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let nine = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(bomb, "- &a{level} [{nine}]").unwrap();
    }
    refused(bomb, "an anchor or alias", 1, 3);
    let many = format!("- &a {}\n{}", "x".repeat(100_000), "- *a\n".repeat(50_000));
    refused(many, "an anchor or alias", 1, 3);
}

#[test]
fn deep_nesting_is_refused() {
    refused("[".repeat(100_000), "brackets nested deeper", 1, 65);
    refused(
        format!("- name: {}", "{a: ".repeat(100_000)),
        "brackets nested deeper",
        1,
        265,
    );
    refused("- ".repeat(100_000), "lists nested deeper", 1, 129);
    refused("? ".repeat(100_000), "lists nested deeper", 1, 129);
    let mut stairs = String::new();
    for depth in 0..300 {
        writeln!(stairs, "{}- ", " ".repeat(depth)).unwrap();
    }
    refused(stairs, "deeper than 256 columns", 258, 1);
}

#[test]
fn what_is_not_text_is_refused() {
    refused(b"- id: a\n  name: \xff\n", "not UTF-8", 2, 9);
    refused("- id: a\0\n", "a NUL byte", 1, 8);
    refused("- id: a\u{1b}[31m\n", "invisible control", 1, 8);
    refused("- id: a\n  name: \u{202e}x\n", "invisible control", 2, 9);
    refused("- id: a\r  name: b\n", "carriage return", 1, 8);
}

#[test]
fn what_a_list_file_never_needs_is_refused() {
    refused("- id: a\n---\n- id: b\n", "second YAML document", 2, 1);
    refused("%YAML 1.2\n---\n- id: a\n", "directive", 1, 1);
    refused("- id: !!str a\n", "a YAML tag", 1, 7);
    refused("- {id: a, <<: *b}\n", "an anchor or alias", 1, 15);
    refused("- [*b]\n", "an anchor or alias", 1, 4);
    refused("- \"a\": &x b\n", "an anchor or alias", 1, 8);
    refused("- id: 'a\n  name: b\n", "never closed", 1, 7);
}

#[test]
fn a_block_text_hides_no_alias() {
    refused(
        "- name: |\n    * a list in a text\n  id: *b\n",
        "an anchor or alias",
        3,
        7,
    );
    refused(
        "- name: |\n      text\n   id: *b\n",
        "an anchor or alias",
        3,
        8,
    );
    refused(
        "- name: text\n    |\n  id: *b\n",
        "an anchor or alias",
        3,
        7,
    );
}

#[test]
fn a_file_above_the_limit_is_refused_unread() {
    let faults = faults_of(vec![b'#'; (16 << 20) + 1]);
    assert_eq!(faults.len(), 1);
    assert!(faults[0].message.contains("larger than 16 MiB"));
}

#[test]
fn sound_files_with_odd_looks_load() {
    let sound = psu("a", "");
    for text in [
        format!("\u{feff}{sound}"),
        sound.replace('\n', "\r\n"),
        format!("# & * ! [ {{ \" '\n---\n{sound}...\n"),
        sound.replace("A supply", "R&D *star* it's 50\" a!b [x {y"),
        sound.replace("A supply", "\"&a *b !c \\\" d\" # &x"),
        sound.replace("A supply", "'&a *b ''c'"),
        String::new(),
        "# nothing yet\n".to_owned(),
    ] {
        assert_eq!(faults_of(&text), Vec::new(), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_not_opened() {
    let dir = Dir::new();
    std::fs::create_dir(dir.0.join("psus.yaml")).unwrap();
    let faults = load(vec![LayerSource::named(&dir.0)]).unwrap_err();
    assert!(faults.faults[0].message.contains("not a regular file"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_to_a_file_is_fatal(
        damage in prop::collection::vec((any::<prop::sample::Index>(), 0..30_usize, "[-:,#\\[\\]{}'\"|>&*!? \n\t\\\\a-c0-1ü]{0,4}"), 1..6),
    ) {
        let mut text: String = psu("a", "  offers: [{price: $1.00, condition: new, as_of: 2026-01-01, source: s}]\n")
            + &psu("b", "  offers:\n    - price: $1.00 # one\n      condition: new\n      as_of: 2026-01-01\n      source: s\n");
        for (at, length, put) in damage {
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let from = at.index(starts.len());
            let to = (from + length).min(starts.len() - 1);
            text.replace_range(starts[from]..starts[to], &put);
        }
        for fault in faults_of(&text) {
            let line = text.lines().nth(fault.line.saturating_sub(1)).unwrap_or_default();
            prop_assert!(fault.column <= line.chars().count() + 1, "{fault}");
            prop_assert!(fault.excerpt.get(fault.span.clone()).is_some(), "{fault:?}");
            fault.frame(FrameColour::Styled, FrameLines::Unicode);
        }
    }
}

#[test]
fn thousands_of_faults_end_soon() {
    let mut text = String::new();
    for count in 0..5_000 {
        writeln!(text, "- {{id: p{count}, wattage: x, lenght: y}}").unwrap();
    }
    let dir = Dir::with(&[("psus.yaml", &text)]);
    let started = Instant::now();
    let faults = load(vec![LayerSource::named(&dir.0)]).unwrap_err();
    assert!(
        started.elapsed() < 10 * SOON,
        "took {:?}",
        started.elapsed()
    );
    assert!(faults.faults.len() >= 1_000);
    assert!(
        faults
            .faults
            .iter()
            .any(|f| f.message.starts_with("and more"))
    );
    assert_eq!(faults.parts, 5_000);
}
