//! The program in a test's own surroundings.

use std::process::{Command, Output};

/// The program with nothing of this machine's surroundings.
pub(crate) fn run(arguments: &[&str]) -> Output {
    let nowhere = concat!(env!("CARGO_TARGET_TMPDIR"), "/no-such-home");
    Command::new(env!("CARGO_BIN_EXE_rigbuild"))
        .env_clear()
        .env("HOME", nowhere)
        .env("LC_ALL", "C.UTF-8")
        .env("RIGBUILD_TODAY", "2026-11-24")
        .args(arguments)
        .output()
        .expect("the program starts")
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

/// What a command with this exit code prints.
pub(crate) fn said(arguments: &[&str], code: i32) -> String {
    let output = run(arguments);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(
        output.status.code(),
        Some(code),
        "{arguments:?}\n{out}{err}"
    );
    for line in out.lines() {
        assert!(line.chars().count() <= 80, "{arguments:?}: {line}");
        assert_eq!(line, line.trim_end(), "a tail of blanks");
    }
    assert!(!out.contains('\u{1b}'), "colours in a pipe\n{out}");
    out
}

/// The document of a command with this exit code.
pub(crate) fn document(arguments: &[&str], code: i32) -> serde_json::Value {
    let output = run(&[arguments, &["--json"]].concat());
    assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    serde_json::from_slice(&output.stdout).expect("one JSON document")
}

/// Bad input: one message on standard error, none on standard output, exit 2.
pub(crate) fn refused(arguments: &[&str], says: &[&str]) {
    let output = run(arguments);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(2), "{arguments:?}\n{out}{err}");
    assert_eq!(out, "", "{arguments:?}");
    assert_eq!(err.matches("error:").count(), 1, "{arguments:?}\n{err}");
    for text in says {
        assert!(err.contains(text), "{arguments:?}: {text}\n{err}");
    }
}

/// A text as one line: where it is broken depends on the width.
pub(crate) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
