//! README: the answer it shows is the program's, and every command it names is understood.

use std::process::Command;

const README: &str = include_str!("../../README.md");

fn rigbuild(arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_rigbuild"))
        .env_clear()
        .env(
            "HOME",
            concat!(env!("CARGO_TARGET_TMPDIR"), "/no-such-home"),
        )
        .env("RIGBUILD_TODAY", "2026-11-24")
        .env("LC_ALL", "C.UTF-8")
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// The line that tells the seconds differs from run to run.
fn timeless(text: &str) -> Vec<&str> {
    text.lines()
        .map(str::trim_end)
        .filter(|line| !line.contains("proven best of"))
        .collect()
}

/// The commands shown with what they print.
fn consoles() -> impl Iterator<Item = (&'static str, &'static str)> {
    README.split("```console\n").skip(1).map(|text| {
        let block = &text[..text.find("```").expect("its end")];
        block.split_once('\n').expect("a command")
    })
}

#[test]
fn the_other_output_shown_is_the_programs() {
    let mut seen = 0;
    for (command, shown) in consoles().skip(1) {
        let arguments: Vec<&str> = command
            .strip_prefix("$ rigbuild ")
            .expect("a command of the program")
            .split(' ')
            .collect();
        let text = String::from_utf8(rigbuild(&arguments).stdout).expect("UTF-8");
        assert_eq!(timeless(shown), timeless(&text), "{command}");
        seen += 1;
    }
    assert!(seen > 0, "no other output is shown");
}

#[test]
fn the_answer_shown_is_the_programs() {
    let (command, shown) = consoles().next().expect("an example");
    assert_eq!(command, "$ cargo run --release -- --budget 2000");
    let output = rigbuild(&["--budget", "2000"]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let (shown, printed) = (timeless(shown), timeless(&text));
    assert!(shown.len() > 20, "{shown:?}");
    assert_eq!(shown, printed[..shown.len()]);
}

/// Blocks of text begin with their command.
#[test]
fn every_other_output_shown_is_the_programs() {
    let mut shown = 0;
    for block in README.split("```text\n$ rigbuild ").skip(1) {
        let block = &block[..block.find("```").expect("its end")];
        let (command, text) = block.split_once('\n').expect("a command");
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let printed = String::from_utf8(rigbuild(&arguments).stdout).expect("UTF-8");
        assert_eq!(text, printed, "{command}");
        shown += 1;
    }
    assert!(shown > 0);
}

#[test]
fn the_quoted_errors_are_the_programs() {
    let start = "```console\n$ rigbuild validate\n";
    let from = README.find(start).expect("the quote") + start.len();
    let quote = &README[from..from + README[from..].find("```").expect("its end")];
    let output = rigbuild(&["validate"]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let mut printed = text.lines().map(str::trim_end);
    let quoted = quote.lines().filter(|line| line.trim() != "...");
    for line in quoted {
        assert!(printed.any(|other| other == line), "{line}\n{text}");
    }
}

#[test]
fn every_command_of_the_second_list_is_understood() {
    let commands = README
        .lines()
        .filter_map(|line| line.strip_prefix("rigbuild "));
    let mut tried = 0;
    for line in commands {
        let line = line.split('#').next().unwrap_or_default();
        let writes = ["--save", "catalog set", "catalog import"];
        if writes.iter().any(|what| line.contains(what)) {
            continue; // The store's and the catalogue's tests run these.
        }
        // Quotes hold a task together; nothing else of a shell is used.
        let mut arguments = Vec::new();
        for (at, piece) in line.split('\'').enumerate() {
            if at % 2 == 1 {
                arguments.push(piece);
            } else {
                arguments.extend(piece.split_whitespace());
            }
        }
        let output = rigbuild(&arguments);
        assert_ne!(
            output.status.code(),
            Some(2),
            "{line}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        tried += 1;
    }
    assert!(tried >= 5, "only {tried} commands found");
}
