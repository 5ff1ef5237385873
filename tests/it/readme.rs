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

/// The commands shown with what they print; `...` stands for lines left out.
fn consoles() -> impl Iterator<Item = (&'static str, &'static str)> {
    README.split("```console\n").skip(1).map(|text| {
        let block = &text[..text.find("```").expect("its end")];
        block.split_once('\n').expect("a command")
    })
}

#[test]
fn what_is_shown_is_what_the_program_prints() {
    let mut seen = 0;
    for (command, shown) in consoles() {
        let arguments: Vec<&str> = ["$ rigbuild ", "$ cargo run --release -- "]
            .iter()
            .find_map(|program| command.strip_prefix(program))
            .expect("a command of the program")
            .split(' ')
            .collect();
        let text = String::from_utf8(rigbuild(&arguments).stdout).expect("UTF-8");
        let mut printed = timeless(&text).into_iter();
        let mut left_out = false;
        for line in timeless(shown) {
            if line.trim() == "..." {
                left_out = true;
            } else if left_out {
                let found = printed.any(|other| other == line);
                assert!(found, "{command}: {line}\n{text}");
                left_out = false;
            } else {
                assert_eq!(printed.next(), Some(line), "{command}\n{text}");
            }
        }
        assert!(
            left_out || printed.next().is_none(),
            "{command}: more is printed\n{text}"
        );
        seen += 1;
    }
    assert!(seen > 3, "{seen}");
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
