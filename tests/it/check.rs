//! `rigbuild check`: part lists and saved builds as their user brings them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// An AM4 board under an AM5 processor, and a card.
const BROKEN: &str = "\
parts:
  - amd-ryzen-5-7600
  - msi-mpg-b550-gaming-plus
  - {id: nvidia-rtx-3090-founders, count: 1}
";

/// An empty directory of this test.
fn place(test: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("check")
        .join(test);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).expect("a directory");
    dir
}

fn rigbuild(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rigbuild"));
    command
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .env("RIGBUILD_TODAY", "2026-11-24")
        .env("RIGBUILD_BUILDS", dir.join("builds"))
        .current_dir(dir)
        .args(arguments);
    command
}

fn run(dir: &Path, arguments: &[&str]) -> Output {
    rigbuild(dir, arguments)
        .output()
        .expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Checks a list and returns the exit code with the text.
fn checked(dir: &Path, list: &str, options: &[&str]) -> (Option<i32>, String) {
    fs::write(dir.join("list.yaml"), list).expect("a file");
    let output = run(dir, &[&["check", "list.yaml"], options].concat());
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), out(&output) + &error)
}

#[test]
fn errors_come_first_and_decide() {
    let dir = place("errors");
    let (code, text) = checked(&dir, BROKEN, &[]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.starts_with("✗ Cannot work"), "{text}");
    let at = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what}\n{text}"));
    assert!(at("✗ CPU-01") < at("rules hold") && at("rules hold") < at("NOT CHECKED"));
    let last_error = text.rfind("\n✗ ").expect("an error");
    let first_doubt = text
        .find("\n! ")
        .or(text.find("\n? "))
        .unwrap_or(text.len());
    assert!(last_error < first_doubt, "{text}");

    let (code, text) = checked(&dir, "parts: [amd-ryzen-5-7600]", &[]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("not judged: the list lacks a part"), "{text}");
}

#[test]
fn the_document_agrees_with_the_exit_code() {
    let dir = place("document");
    for (list, options, verdict) in [
        (BROKEN, &[][..], "errors"),
        ("parts: [amd-ryzen-5-7600]", &[], "ok"),
        ("parts: [amd-ryzen-5-7600]", &["--strict"], "ok"),
    ] {
        let options = [options, &["--json"]].concat();
        let (code, text) = checked(&dir, list, &options);
        let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(document["schema"], "rigbuild.check/1");
        assert_eq!(document["verdict"], verdict, "{text}");
        assert_eq!(code, Some(i32::from(verdict == "errors")));
        assert!(
            !document["not_checked"]
                .as_array()
                .expect("a list")
                .is_empty()
        );
    }
}

#[test]
fn strict_counts_what_bars_a_build() {
    let dir = place("strict");
    // A drive that states next to nothing.
    let parts = "- {id: bare-disk, name: Bare, capacity: 2 TB, status: current, sources: [me], verified: 2026-11-24}\n";
    fs::create_dir(dir.join("parts")).expect("a directory");
    fs::write(dir.join("parts/storage.yaml"), parts).expect("a file");
    let list = "parts: [bare-disk]";
    let loose = checked(&dir, list, &["--catalog", "parts"]);
    assert_eq!(loose.0, Some(0), "{}", loose.1);
    let strict = checked(&dir, list, &["--catalog", "parts", "--strict"]);
    assert_eq!(strict.0, Some(1), "{}", strict.1);
    assert!(strict.1.starts_with("✗ Cannot be judged"), "{}", strict.1);
    let json = checked(&dir, list, &["--catalog", "parts", "--strict", "--json"]).1;
    assert!(json.contains("\"verdict\": \"errors\""), "{json}");
}

#[test]
fn conditions_of_the_list_count() {
    let dir = place("conditions");
    let four =
        "parts: [{id: nvidia-rtx-3090-founders, count: 4}, corsair-rm850e-2025, amd-ryzen-5-7600]";
    let power = |extra: &str| {
        let text = checked(&dir, &format!("{four}\n{extra}"), &["--json"]).1;
        let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let checks = document["checks"].as_array().expect("a list");
        let rule = checks.iter().find(|check| check["rule"] == "PSU-01");
        rule.expect("it is judged")["need"].clone()
    };
    assert_ne!(power(""), power("power_limit: 200 W"));
    let (_, text) = checked(&dir, &format!("{four}\ncircuit: 230V/16A"), &[]);
    assert!(text.contains("judged for a 230 V / 16 A circuit"), "{text}");
}

#[test]
fn a_list_that_cannot_be_read_says_where() {
    let dir = place("unreadable");
    for (list, says) in [
        (
            "parts: [amd-ryzen-5-7600, no-such-part]",
            "list.yaml:1:27: no part is called `no-such-part`",
        ),
        ("parts: [rtx-3090]", "is a chip; name a card"),
        ("parts: [{id: amd-ryzen-5-7600, count: 0}]", "1 to 64"),
        ("parts: [amd-ryzen-5-7600, amd-ryzen-5-5500]", "one cpu"),
        ("parts: []\ncolour: red", "unknown field `colour`"),
        ("parts: [a\n", "list.yaml:"),
        ("circuit: 9V/1A\nparts: []", "not a circuit"),
        ("parts: &a [*a]", "anchor"),
    ] {
        let (code, text) = checked(&dir, list, &[]);
        assert_eq!(code, Some(2), "{list}\n{text}");
        assert!(text.contains(says), "{list}: {says}\n{text}");
    }
    let output = run(&dir, &["check", "nowhere.yaml"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_build_is_a_name_a_file_or_standard_input() {
    let dir = place("names");
    let solved = run(&dir, &["-b", "2000", "--save", "mine", "-q"]);
    assert_eq!(solved.status.code(), Some(0));
    let by_name = run(&dir, &["check", "mine"]);
    assert_eq!(by_name.status.code(), Some(0), "{}", out(&by_name));
    assert!(out(&by_name).contains("rules hold"), "{}", out(&by_name));
    let by_file = run(&dir, &["check", "builds/mine.yaml"]);
    assert_eq!(out(&by_file), out(&by_name));

    let mut child = rigbuild(&dir, &["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let text = fs::read(dir.join("builds/mine.yaml")).expect("it is there");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(&text)
        .expect("it reads");
    let piped = child.wait_with_output().expect("it ends");
    assert_eq!(out(&piped), out(&by_name));

    // A saved build comes before a file of the same name.
    fs::write(dir.join("mine"), BROKEN).expect("a file");
    assert_eq!(out(&run(&dir, &["check", "mine"])), out(&by_name));
    let output = run(&dir, &["check", "mien"]);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains("did you mean `mine`?"), "{error}");
}

/// Two cards of 350 W and a 230 W processor on two supplies of 850 W.
fn two_supplies(psus: &str) -> String {
    format!(
        "parts: [{{id: nvidia-rtx-3090-founders, count: 2}}, amd-ryzen-9-7900x, asus-proart-x670e-creator-wifi]\n\
         circuit: 120V/20A\npsus:\n{psus}"
    )
}

const FIRST: &str =
    "  - {id: corsair-rm850e-2025, board: true, feeds: {nvidia-rtx-3090-founders: 1}}\n";

#[test]
fn of_several_supplies_each_is_judged() {
    let dir = place("supplies");
    let verdicts = |list: &str| {
        let text = checked(&dir, list, &["--json"]).1;
        let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let checks = document["checks"].as_array().expect("a list").clone();
        let verdict = move |rule: &str| {
            let check = checks.iter().find(|check| check["rule"] == rule);
            check.map(|check| check["verdict"].as_str().unwrap_or_default().to_owned())
        };
        (
            verdict("PSU-01"),
            verdict("PSU-10"),
            document["conditions"]["supplies"].clone(),
        )
    };
    let apart =
        format!("{FIRST}  - {{id: corsair-rm850e-2025, feeds: {{nvidia-rtx-3090-founders: 1}}}}\n");
    let (sustained, several, supplies) = verdicts(&two_supplies(&apart));
    assert_eq!(
        (sustained.as_deref(), several.as_deref()),
        (Some("pass"), Some("pass"))
    );
    assert_eq!(supplies[0]["board"], true);
    assert_eq!(supplies[1]["feeds"]["nvidia-rtx-3090-founders"], 1);
    // All on the first: 1030 W on 850 W, though both together have 1700 W.
    let heaped = apart.replace("feeds: {nvidia-rtx-3090-founders: 1}}\n  - {id: corsair-rm850e-2025, feeds: {nvidia-rtx-3090-founders: 1}}",
        "feeds: {nvidia-rtx-3090-founders: 2}}\n  - {id: corsair-rm850e-2025}");
    let (code, text) = checked(&dir, &two_supplies(&heaped), &[]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("850 W (supply 1)"), "{text}");
    assert!(
        text.contains("the board, 2 x nvidia-rtx-3090-founders"),
        "{text}"
    );
    // Not said: nothing is added up.
    let pooled = two_supplies(&apart).replace("psus:", "x:");
    let pooled = pooled
        .split("x:")
        .next()
        .expect("a head")
        .replace("parts: [", "parts: [{id: corsair-rm850e-2025, count: 2}, ");
    let (sustained, several, _) = verdicts(&pooled);
    assert_eq!(
        (sustained.as_deref(), several.as_deref()),
        (Some("unknown"), Some("fail"))
    );
}

#[test]
fn supplies_that_contradict_the_list_are_refused() {
    let dir = place("wrong-supplies");
    let second = "  - {id: corsair-rm850e-2025, feeds: {nvidia-rtx-3090-founders: ";
    for (list, says) in [
        (
            two_supplies(&format!("{FIRST}{second}2}}}}\n")),
            "the build has 2",
        ),
        (
            two_supplies(&format!("{FIRST}{second}0}}}}\n")),
            "list.yaml:5:",
        ),
        (
            two_supplies(&format!(
                "{FIRST}  - {{id: corsair-rm850e-2025, board: true}}\n"
            )),
            "2 of 2 supplies feed the board",
        ),
        (
            two_supplies(&format!(
                "{FIRST}  - {{id: corsair-rm850e-2025, circuit: 9V/1A}}\n"
            )),
            "not a circuit",
        ),
        (
            two_supplies("  - {id: corsair-rm850e-2025, circuit: 120V/20A}\n"),
            "the build's",
        ),
        (
            two_supplies(&FIRST.replace("nvidia-rtx-3090-founders", "amd-ryzen-9-7900x")),
            "no graphics card",
        ),
        (
            two_supplies("  - {id: amd-ryzen-9-7900x}\n"),
            "no power supply",
        ),
        (
            two_supplies(FIRST).replace("parts: [", "parts: [corsair-rm850e-2025, "),
            "list every supply under `psus`",
        ),
        ("parts: []\nprecision: fp12".to_owned(), "fp16, bf16"),
        ("parts: []\nrocm: 7".to_owned(), "quoted version"),
    ] {
        let (code, text) = checked(&dir, &list, &[]);
        assert_eq!(code, Some(2), "{list}\n{text}");
        assert!(text.contains(says), "{list}: {says}\n{text}");
    }
}

#[test]
fn what_the_code_asks_for_is_judged() {
    let dir = place("precision");
    let list = |format: &str| format!("parts: [nvidia-rtx-3090-founders]\nprecision: {format}");
    let (code, text) = checked(&dir, &list("bf16"), &[]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("code in bf16"), "{text}");
    let (code, text) = checked(&dir, &list("fp8"), &[]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("ML-07"), "{text}");
}

/// A board with one slot and a BIOS list, and a processor for it.
const BOARD: &str = "\
- id: bench-board
  name: Bench
  socket: am5
  memory: {type: ddr5, slots: 4}
  slots: [{name: PCIE1, position: 1, size: x16, root: cpu, generation: 4}, {name: PCIE2, position: 4, size: x4, root: chipset, generation: 4}]
  modes: [{lanes: {PCIE1: 16, PCIE2: 4}}]
  bifurcation: [x8/x8]
  min_bios: {zen5: \"1.20\"}
  status: current
  sources: [me]
  verified: 2026-11-24
";
const PROCESSOR: &str = "\
- {id: bench-cpu, name: Bench, socket: am5, generation: zen5, cores: 16, gpu_lanes: 16, pcie_generation: 5, status: current, sources: [me], verified: 2026-11-24}
";

/// Two cards on the bench board, with these conditions; what each rule says.
fn bench(dir: &Path, conditions: &str) -> impl Fn(&str) -> String + use<> {
    fs::create_dir_all(dir.join("parts")).expect("a directory");
    fs::write(dir.join("parts/motherboards.yaml"), BOARD).expect("a file");
    fs::write(dir.join("parts/cpus.yaml"), PROCESSOR).expect("a file");
    let list = format!(
        "parts: [bench-board, bench-cpu, {{id: nvidia-rtx-3090-founders, count: 2}}]\n{conditions}"
    );
    let (_, text) = checked(dir, &list, &["--catalog", "parts", "--json"]);
    let document: serde_json::Value =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    move |rule| {
        let checks = document["checks"].as_array().expect("a list");
        let check = checks.iter().find(|check| check["rule"] == rule);
        let check = check.unwrap_or_else(|| panic!("{rule} is not judged: {document}"));
        let text = |field: &str| check[field].as_str().unwrap_or("-").to_owned();
        format!("{} {} {}", text("verdict"), text("severity"), text("have"))
    }
}

#[test]
fn risers_and_a_bios_change_what_the_rules_see() {
    let dir = place("risers");
    let plain = bench(&dir, "");
    assert_eq!(plain("PCI-01"), "fail error 1 full-length slot");

    let split = bench(&dir, "risers: [{slot: PCIE1, split: x8/x8}]");
    assert_eq!(split("PCI-01"), "pass error 2 full-length slots");
    assert_eq!(split("PCI-02"), "pass error x8");
    assert_eq!(split("PCI-08"), "pass warning x8/x8");
    let quarters = bench(&dir, "risers: [{slot: PCIE1, split: x4/x4/x4/x4}]");
    assert_eq!(quarters("PCI-02"), "fail warning x4");
    assert_eq!(quarters("PCI-08"), "fail warning x8/x8");

    let hanging = bench(&dir, "riser: true");
    assert_eq!(hanging("PCI-01"), "pass error 2 full-length slots");
    assert_eq!(hanging("PCI-02"), "fail warning x4", "no rule is silenced");

    // Without quotes YAML might read a number, and 1.20 is not 1.2.
    for (stated, says) in [
        ("1.20", "pass warning 1.20"),
        ("'1.10'", "fail warning 1.10"),
        ("1.3", "unknown warning -"),
    ] {
        let bios = bench(&dir, &format!("bios_version: {stated}"));
        assert_eq!(bios("BIOS-01"), says);
    }
    let bridged = bench(&dir, "riser: true\nnvlink: true");
    assert_eq!(bridged("NVL-01"), "unknown error -");
}

#[test]
fn what_a_build_is_judged_under_is_said() {
    let dir = place("conditions");
    let plain = bench(&dir, "");
    assert_eq!(plain("CPU-01"), "pass error am5");
    let list = "parts: [bench-board]\nriser: true\nrisers: [{slot: PCIE1, split: x8/x8}]\n\
                bios_version: '1.20'\necc: true\nnvlink: true";
    let (_, text) = checked(&dir, list, &["--catalog", "parts"]);
    let said = "BIOS 1.20, cards on risers, PCIE1 split into x8/x8, ECC wanted, an NVLink bridge";
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(said), "{text}");
    let (_, text) = checked(&dir, list, &["--catalog", "parts", "--json"]);
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let conditions = &document["conditions"];
    assert_eq!(conditions["risers"][0]["slot"], "PCIE1");
    assert_eq!(conditions["risers"][0]["split"], "x8/x8");
    assert_eq!(conditions["bios_version"], "1.20");
    for told in ["riser", "ecc", "nvlink"] {
        assert_eq!(conditions[told], true, "{told}: {text}");
    }
}

#[test]
fn checks_that_say_the_same_of_most_builds_share_a_line() {
    let dir = place("lesser");
    let list = "parts: [nvidia-rtx-3090-founders]";
    let (_, brief) = checked(&dir, list, &[]);
    assert!(
        brief.contains("not known: noise, power when idle (--verbose)"),
        "{brief}"
    );
    assert!(!brief.contains("ML-13"), "{brief}");
    let (_, full) = checked(&dir, list, &["-v"]);
    assert!(full.contains("? ML-13 noise: not known"), "{full}");
    assert!(!full.contains("lesser matters"), "{full}");
}

#[test]
fn conditions_that_cannot_be_are_refused_where_they_stand() {
    let dir = place("refused");
    let plain = bench(&dir, "");
    assert_eq!(plain("CPU-01"), "pass error am5");
    for (conditions, says) in [
        (
            "risers: [{slot: PCIE9, split: x8/x8}]",
            "list.yaml:2:17: `bench-board` has no slot `PCIE9`; its slots: PCIE1, PCIE2",
        ),
        (
            "risers: [{slot: PCIE1, split: x8/x8}, {slot: PCIE1, split: x4/x4}]",
            "a second riser in the slot `PCIE1`",
        ),
        (
            "risers: [{slot: PCIE1, split: x9/x9}]",
            "one of x8/x8, x8/x4/x4",
        ),
        ("bios_version: newest", "a BIOS version such as 1.20"),
    ] {
        let list = format!("parts: [bench-board]\n{conditions}");
        let (code, text) = checked(&dir, &list, &["--catalog", "parts"]);
        assert_eq!(code, Some(2), "{conditions}\n{text}");
        assert!(text.contains(says), "{conditions}: {says}\n{text}");
    }
}

#[test]
fn every_check_ends_with_what_was_not_checked() {
    let dir = place("ends");
    for options in [&[][..], &["-q"], &["-v"]] {
        let (_, text) = checked(&dir, BROKEN, options);
        let last = text.rfind("NOT CHECKED").expect("the list is there");
        for what in ["noise", "used parts", "tested memory", "single PSU rails"] {
            assert!(text[last..].contains(what), "{options:?}: {what}\n{text}");
        }
        assert!(!text[last..].contains("\n✓"), "{options:?}\n{text}");
    }
}
