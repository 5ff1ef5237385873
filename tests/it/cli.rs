//! The program as its user meets it: exit codes, messages, streams, width.

use std::io::Read;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

/// The program with nothing of this machine's surroundings.
fn rigbuild(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rigbuild"));
    let nowhere = concat!(env!("CARGO_TARGET_TMPDIR"), "/no-such-home");
    command
        .env_clear()
        .env("HOME", nowhere)
        .env("LC_ALL", "C.UTF-8")
        .env("RIGBUILD_TODAY", "2026-11-24")
        .args(arguments);
    command
}

fn run(arguments: &[&str]) -> Output {
    rigbuild(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

fn document(arguments: &[&str]) -> serde_json::Value {
    serde_json::from_slice(&run(arguments).stdout).expect("one JSON document")
}

/// The answer for $3,000: several tests look at it.
static ANSWER: LazyLock<Output> = LazyLock::new(|| run(&["-b", "3000"]));
static DOCUMENT: LazyLock<serde_json::Value> =
    LazyLock::new(|| document(&["-b", "3000", "--json"]));

/// Bad input: one message on standard error, none on standard output, exit 2.
fn refused(arguments: &[&str], says: &str) {
    let output = run(arguments);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(2), "{arguments:?}\n{out}{err}");
    assert_eq!(out, "", "{arguments:?}");
    assert_eq!(err.matches("error:").count(), 1, "{arguments:?}\n{err}");
    assert!(err.contains(says), "{arguments:?}: {says}\n{err}");
    assert!(!err.contains('\u{1b}'), "colours in a pipe\n{err}");
}

#[test]
fn a_budget_is_an_amount_above_zero() {
    refused(&[], "a budget is needed");
    refused(&["--budget"], "--budget");
    refused(&["--budget", "-5"], "`-5` is not an amount");
    refused(&["-b", "-5"], "`-5` is not an amount");
    refused(&["--budget=-5"], "`-5` is not an amount");
    refused(&["-b", "0"], "more than $0");
    refused(&["-b", "NaN"], "`NaN` is not an amount");
    refused(&["-b", "inf"], "`inf` is not an amount");
    refused(&["-b", "1e999"], "`1e999` is not an amount");
    refused(&["-b", "99999999999999999999"], "is not an amount");
    refused(&["-b", ""], "is not an amount");
}

#[test]
fn values_are_refused_with_what_was_expected() {
    refused(&["-b", "2k", "--gpus", "0"], "`0` is not a count of GPUs");
    refused(
        &["-b", "2k", "--gpus", "4-2"],
        "`4-2` is not a count of GPUs",
    );
    refused(
        &["-b", "2k", "--vram", "much"],
        "`much` is not an amount of memory",
    );
    refused(&["-b", "2k", "--tax", "-1"], "`-1` is not a tax");
    refused(
        &["-b", "2k", "--tolerance", "99"],
        "`99` is not a tolerance",
    );
    refused(
        &["-b", "2k", "--circuit", "water"],
        "`water` is not a circuit",
    );
    refused(&["-b", "2k", "--power-limit", "0"], "`0` is not a power");
    refused(&["-b", "2k", "--best", "beautiful"], "beautiful");
    refused(&["-b", "2k", "--used", "maybe"], "maybe");
    refused(&["-b", "2k", "--top", "0"], "--top");
    refused(&["-b", "2k", "--top", "1001"], "1..=1000");
    refused(&["-b", "2k", "--clones"], "--top <N>");
    refused(&["-b", "2k", "--have", "rtx-3090=0"], "how many you have");
    refused(&["-b", "2k", "--colour"], "--colour");
}

#[test]
fn names_are_looked_up_and_near_ones_proposed() {
    refused(
        &["-b", "2k", "--pin", "rtx-3091"],
        "did you mean `rtx-3090`?",
    );
    refused(&["-b", "2k", "--pin", "zzz"], "no part is called `zzz`");
    refused(&["-b", "2k", "--pin", "rtx 3090"], "name one");
    refused(
        &["-b", "2k", "--have", "rtx-3090"],
        "is a chip; name the card you have",
    );
    refused(&["-b", "2k", "--ban", "zzz*"], "no part matches `zzz*`");
    refused(&["-b", "2k", "--allow", "PSU-99"], "did you mean `PSU-0");
    refused(
        &["-b", "2k", "--for", "reserch"],
        "did you mean `research`?",
    );
    refused(
        &["-b", "2k", "--for", "llm"],
        "neither a profile nor a task",
    );
    refused(&["-b", "2k", "--for", "lora gpt-9"], "gpt-9");
    refused(&["-b", "2k", "--for", "lora llama-3.1-8b seq=x"], "seq=x");
    refused(
        &["-b", "2k", "--for", "vision", "--for", "research"],
        "stands alone",
    );
}

#[test]
fn wishes_that_contradict_each_other_are_named() {
    refused(
        &["-b", "2k", "--pin", "rtx-3090", "--ban", "rtx-3090"],
        "--pin rtx-3090 and --ban rtx-3090 contradict",
    );
    refused(
        &["-b", "2k", "--pin", "rtx-3090", "--ban", "*3090*"],
        "--pin rtx-3090 and --ban *3090* contradict",
    );
    refused(
        &["-b", "2k", "--pin", "rtx-3090", "--vram", "32G"],
        "--pin rtx-3090 and --vram 32 GiB contradict",
    );
    refused(
        &["-b", "2k", "--pin", "rtx-3090", "--used", "no"],
        "only to be had used",
    );
    refused(
        &["-b", "2k", "--pin", "rtx-3090", "--pin", "rtx-3080-10g"],
        "all cards of a build are of one model",
    );
    refused(
        &[
            "-b",
            "2k",
            "--pin",
            "amd-ryzen-5-5500",
            "--pin",
            "amd-ryzen-5-5600",
        ],
        "a build has one cpu model",
    );
}

#[test]
fn solve_options_say_nothing_to_a_subcommand() {
    refused(&["--budget", "2000", "rules"], "'--budget'");
    refused(&["--gpus", "2", "list"], "'--gpus'");
    // From the environment they are no mistake, and global options belong everywhere.
    let output = rigbuild(&["--color", "never", "rules"])
        .env("RIGBUILD_BUDGET", "2000")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn surroundings_are_checked_too() {
    let output = rigbuild(&["-b", "2k"])
        .env("RIGBUILD_TODAY", "yesterday")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("`yesterday` is not a date"));
    refused(
        &["-b", "2k", "--catalog", "/no/such/directory"],
        "/no/such/directory",
    );
}

#[test]
fn an_answer_names_parts_total_proof_and_what_is_left_out() {
    let out = text(&ANSWER.stdout);
    assert_eq!(ANSWER.status.code(), Some(0), "{}", text(&ANSWER.stderr));
    assert_eq!(text(&ANSWER.stderr), "");
    for expected in [
        "✓ Best build for $3,000: $",
        "proven best of",
        "(research, speed)",
        "PART",
        "total",
        "score",
        "rules hold",
        "not included: shipping",
        "not checked:",
        "built in",
    ] {
        assert!(out.contains(expected), "{expected}\n{out}");
    }
}

#[test]
fn lesser_matters_take_one_line_unless_all_is_asked_for() {
    let brief = text(&ANSWER.stdout);
    let lines = |out: &str, start: &str| -> Vec<String> {
        let found = out.lines().filter(|line| line.starts_with(start));
        found.map(str::to_owned).collect()
    };
    assert_eq!(lines(&brief, "  lesser matters: ").len(), 1, "{brief}");
    assert!(lines(&brief, "? NET-01").is_empty(), "{brief}");
    let full = text(&run(&["-b", "3000", "-v"]).stdout);
    assert!(lines(&full, "  lesser matters: ").is_empty(), "{full}");
    assert_eq!(lines(&full, "? NET-01 wired network").len(), 1, "{full}");
}

#[test]
fn a_wish_that_no_build_meets_is_named_in_the_conflict() {
    let output = run(&["-b", "5k", "--gpus", "1", "--nvlink", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let document: serde_json::Value = serde_json::from_str(&text(&output.stdout)).unwrap();
    let named = |list: &str, field: &str, value: &str| {
        let entries = document[list].as_array().unwrap();
        entries.iter().any(|entry| entry[field] == value)
    };
    assert!(named("conflict", "constraint", "nvlink"), "{document}");
    assert!(
        named("relaxations", "flag", "without --nvlink"),
        "{document}"
    );
}

/// Two cards too many for the circuit: the highest power limit that saves them is named, and
/// it is the highest.
#[test]
fn a_small_circuit_is_met_by_a_power_limit_too() {
    let wish = ["-b", "9000", "--gpus", "2", "--vram", "32G"];
    let conflict = run(&wish);
    assert_eq!(conflict.status.code(), Some(1));
    let out = text(&conflict.stdout);
    let limit: u32 = out
        .split_once("--power-limit ")
        .and_then(|(_, rest)| rest.split_once('W'))
        .and_then(|(watts, _)| watts.parse().ok())
        .unwrap_or_else(|| panic!("{out}"));
    let with = |watts: u32| {
        let watts = format!("{watts}W");
        run(&[wish.as_slice(), &["--power-limit", &watts]].concat())
            .status
            .code()
    };
    assert!(out.contains("whether the card's driver takes"), "{out}");
    assert_eq!(with(limit), Some(0));
    assert_eq!(with(limit + 10), Some(1));
}

#[test]
fn a_pipe_gets_80_columns_without_colours() {
    for arguments in [
        &["-b", "3000"][..],
        &["-b", "3000", "-v"],
        &["-b", "6k", "--top", "5"],
        &["-b", "3000", "--top", "30", "--clones"],
        &["-b", "300"],
    ] {
        let out = text(&run(arguments).stdout);
        assert!(!out.contains('\u{1b}'), "{out}");
        for line in out.lines() {
            assert!(line.chars().count() <= 80, "{line}");
            assert_eq!(line, line.trim_end(), "a tail of blanks");
        }
    }
}

#[test]
fn colours_only_where_wanted() {
    let with = |name: &str, value: &str, arguments: &[&str]| {
        let output = rigbuild(arguments).env(name, value).output().unwrap();
        text(&output.stdout)
    };
    let plain = text(&ANSWER.stdout);
    let strip = |text: &str| -> String {
        let bare = anstream::adapter::strip_str(text).to_string();
        let lines = bare.lines().filter(|line| !line.contains("proven best"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let forced = with("NO_COLOR", "1", &["-b", "3000", "--color", "always"]);
    assert!(forced.contains('\u{1b}'), "--color always is the last word");
    assert_eq!(strip(&forced), strip(&plain), "a colour only repeats");
    let chosen = with("CLICOLOR_FORCE", "1", &["-b", "3000"]);
    assert!(chosen.contains('\u{1b}'));
    let declined = with("NO_COLOR", "1", &["-b", "3000"]);
    assert!(!declined.contains('\u{1b}'));
}

#[test]
fn a_locale_without_utf8_gets_ascii() {
    for arguments in [&["-b", "3000", "-v"][..], &["-b", "300"]] {
        let output = rigbuild(arguments).env("LC_ALL", "C").output().unwrap();
        let out = text(&output.stdout);
        assert!(out.is_ascii(), "{out}");
        assert!(out.starts_with(['+', 'x']), "{out}");
    }
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    for arguments in [&["-b", "3000"][..], &["-b", "3000", "--json"], &["--help"]] {
        let mut child = rigbuild(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let status = child.wait().unwrap();
        let mut err = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .unwrap();
        assert_eq!(
            (status.code(), err.as_str()),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    for arguments in [&["-b", "3000"][..], &["-b", "3000", "--json"], &["--help"]] {
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = rigbuild(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).starts_with("error: "));
    }
}

#[test]
fn quiet_and_verbose_print_less_and_more() {
    let quiet = text(&run(&["-b", "3000", "-q"]).stdout);
    let verbose = text(&run(&["-b", "3000", "-v"]).stdout);
    assert!(
        quiet.contains("total") && !quiet.contains("TASK"),
        "{quiet}"
    );
    assert!(verbose.contains("proof:"), "{verbose}");
    assert!(verbose.lines().count() > text(&ANSWER.stdout).lines().count());
}

#[test]
fn the_document_is_one_and_says_what_the_text_says() {
    let document = &*DOCUMENT;
    assert_eq!(document["schema"], "rigbuild.answer/1");
    assert_eq!(document["status"], "optimal");
    assert_eq!(document["request"]["budget_cents"], 300_000);
    let build = &document["build"];
    let parts = build["parts"].as_array().unwrap();
    let sum: i64 = parts
        .iter()
        .map(|part| {
            let bought = part["count"].as_i64().unwrap() - part["owned"].as_i64().unwrap();
            part["price_cents"].as_i64().unwrap() * bought
        })
        .sum();
    assert_eq!(build["total_cents"], sum);
    let out = text(&ANSWER.stdout);
    for part in parts {
        let first = part["name"].as_str().unwrap().split(' ').next().unwrap();
        assert!(out.contains(first), "{first}\n{out}");
    }
    let checks = build["checks"].as_array().unwrap();
    assert!(checks.iter().all(|check| check["source"].is_string()));
    assert!(!build["tasks"].as_array().unwrap().is_empty());
    assert!(document["conflict"].as_array().unwrap().is_empty());
}

#[test]
fn what_cannot_be_is_an_answer_too() {
    let output = run(&["-b", "300"]);
    let out = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{out}");
    assert!(out.starts_with("✗ No build fits"), "{out}");
    assert!(out.contains("--budget "), "{out}");

    let document = document(&["-b", "300", "--json"]);
    assert_eq!(document["status"], "infeasible");
    assert!(document["build"].is_null());
    assert_eq!(document["conflict"][0]["constraint"], "budget");
    let flag = document["relaxations"][0]["flag"].as_str().unwrap();
    let budget = flag.strip_prefix("--budget ").unwrap();
    assert_eq!(run(&["-b", budget, "-q"]).status.code(), Some(0));
    let below: i64 = budget.parse::<i64>().unwrap() - 1;
    assert_eq!(
        run(&["-b", &below.to_string(), "-q"]).status.code(),
        Some(1)
    );
}

#[test]
fn the_same_question_gets_the_same_answer() {
    let again = document(&["-b", "3000", "--json"]);
    let timeless = |document: &serde_json::Value| {
        let mut document = document.clone();
        document["proof"]["elapsed_ms"].take();
        document
    };
    assert_eq!(timeless(&again), timeless(&DOCUMENT));
}

#[test]
fn help_names_every_option_with_examples() {
    let output = run(&["--help"]);
    let out = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0));
    for expected in [
        "--budget",
        "--for",
        "--have",
        "--circuit",
        "Examples:",
        "Exit codes:",
    ] {
        assert!(out.contains(expected), "{expected}\n{out}");
    }
}
