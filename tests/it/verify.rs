//! `rigbuild verify`: an answer holds, and a changed one does not.

use crate::program::flat;
use crate::random::{self, Additive, Random};
use rigbuild::catalogue::Catalogue;
use rigbuild::part::{AnyPart, Condition};
use rigbuild::recheck::{Check, Claim, Finding, Outcome, Recheck, Stated, recheck};
use rigbuild::request::Request;
use rigbuild::solve::{least_cost, solve};
use rigbuild::unit::{Gibibytes, Usd};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

/// Decimals of scores, as in an answer's JSON.
const DECIMALS: u8 = 4;

fn checked<'a>(c: &'a Catalogue, q: &Request, claim: &Claim) -> Recheck<'a> {
    recheck(c, q, &Additive, true, claim)
}

/// A claim with a changed build.
fn with(claim: &Claim, change: impl FnOnce(&mut Stated)) -> Claim {
    let mut changed = claim.clone();
    change(changed.build.as_mut().expect("a build"));
    changed
}

/// Checks that fail on a claim.
fn failing(c: &Catalogue, q: &Request, claim: &Claim) -> Vec<Check> {
    let found = checked(c, q, claim);
    let failing = found.checks.iter();
    let failing: Vec<Check> = failing
        .filter(|(_, outcome)| *outcome != Outcome::Holds)
        .map(|(check, _)| *check)
        .collect();
    assert_eq!(found.holds(), failing.is_empty());
    failing
}

#[test]
fn an_answer_holds_and_a_changed_one_does_not() {
    let (mut answered, mut refused) = (0, 0);
    for seed in 0..600 {
        let mut r = Random::new(seed);
        let c = random::catalogue(&mut r, 3);
        let q = random::request(&mut r, &c);
        if let Some(answer) = solve(&c, &q, &Additive, 1) {
            let bound = Some(answer.proof.bound);
            let claim = Claim::of(Some(&answer.pick), bound, DECIMALS);
            let found = checked(&c, &q, &claim);
            assert!(found.holds(), "seed {seed}: {:?}", found.checks);
            tampered(&mut r, &c, &q, &claim, seed);
            answered += 1;
        } else {
            let nothing = Claim::of(None, None, DECIMALS);
            assert!(checked(&c, &q, &nothing).holds(), "seed {seed}");
            if let Some(dear) = least_cost(&c, &q, &Additive) {
                let claim = Claim::of(Some(&dear), None, DECIMALS);
                let failing = failing(&c, &q, &claim);
                assert_eq!(failing, [Check::Rules, Check::Best], "seed {seed}");
            }
            refused += 1;
        }
    }
    assert!(answered > 100 && refused > 50, "{answered}, {refused}");
}

/// Every way to change a claim that holds, each with the checks that must see it.
fn tampered(r: &mut Random, c: &Catalogue, q: &Request, claim: &Claim, seed: u64) {
    use Check::{Best, Parts, Rules, Score, Sums};
    let stated = claim.build.as_ref().expect("a build");
    let any = r.below(stated.parts.len());
    let bought: Vec<usize> = (0..stated.parts.len())
        .filter(|at| stated.parts[*at].bought.is_some())
        .collect();
    let paid = r.one(&bought);
    let must = |what: &str, changed: &Claim, wanted: &[Check]| {
        assert_ne!(changed, claim, "seed {seed}: {what} changes nothing");
        let failing = failing(c, q, changed);
        for check in wanted {
            assert!(failing.contains(check), "seed {seed}: {what}: {failing:?}");
        }
    };
    let cents = r.one(&[-100, -1, 1, 700]);
    let moved = |amount: Usd| Usd::from_cents(amount.cents() + cents);
    let price = |one: &mut Stated| {
        let (condition, price) = one.parts[paid].bought.expect("it is bought");
        one.parts[paid].bought = Some((condition, moved(price)));
    };
    must("a price", &with(claim, price), &[Parts, Sums]);
    let hidden = with(claim, |one| {
        // With the total to match; what is owned in part is paid in part.
        price(one);
        let pieces = one.parts[paid].count - one.parts[paid].owned;
        one.total = Usd::from_cents(one.total.cents() + cents * i64::from(pieces));
    });
    must("a price with its total", &hidden, &[Parts, Best]);
    let total = with(claim, |one| one.total = moved(one.total));
    must("the total", &total, &[Sums, Best]);
    let score = with(claim, |one| {
        one.score.as_mut().expect("a score").value += 0.0001;
    });
    must("the score", &score, &[Score, Best]);
    must("no score", &with(claim, |one| one.score = None), &[Score]);
    let memory = with(claim, |one| {
        one.gpu_memory = one.gpu_memory + Gibibytes::new(1);
    });
    must("the memory", &memory, &[Score]);
    let mut bound = claim.clone();
    bound.bound.as_mut().expect("a bound").value += 0.0001;
    must("the bound", &bound, &[Best]);
    let removed = with(claim, |one| {
        one.parts.remove(any);
    });
    must("a line removed", &removed, &[Rules, Best]);
    let doubled = with(claim, |one| one.parts.push(one.parts[any].clone()));
    must("a line added", &doubled, &[Rules, Best]);
    let more = with(claim, |one| one.parts[any].count += 1);
    must("a piece added", &more, &[Best]);
    let boxed = with(claim, |one| one.boxed_cooler = !one.boxed_cooler);
    must("the box's cooler", &boxed, &[Rules, Best]);
    let renamed = with(claim, |one| one.parts[any].id.push('x'));
    let found = checked(c, q, &renamed);
    assert!(matches!(
        found.findings(Parts),
        [Finding::Gone { part, .. }] if part.ends_with('x')
    ));
    assert!(found.checks.contains(&(Rules, Outcome::NotJudged)));
    let like = |part: &AnyPart<'_>| {
        part.kind() == stated.parts[any].kind && part.id() != stated.parts[any].id
    };
    if let Some(other) = c.parts().find(like) {
        let swapped = with(claim, |one| other.id().clone_into(&mut one.parts[any].id));
        must("another part", &swapped, &[Best]);
    }
    let worn = with(claim, |one| {
        let (condition, price) = one.parts[paid].bought.expect("it is bought");
        let other = match condition {
            Condition::New => Condition::Used,
            Condition::Used | Condition::Refurbished => Condition::New,
        };
        one.parts[paid].bought = Some((other, price));
    });
    must("another condition", &worn, &[Best]);
    let nothing = Claim {
        build: None,
        bound: None,
    };
    must("nothing fits", &nothing, &[Best]);
}

/// An empty directory of one test.
fn place(test: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("verify")
        .join(test);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).expect("a directory");
    dir
}

/// Runs in a directory; the exit code, standard output and standard error.
fn run(dir: &Path, arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rigbuild"))
        .env_clear()
        .env("LC_ALL", "C.UTF-8")
        .env("RIGBUILD_TODAY", "2026-11-24")
        .env("RIGBUILD_BUILDS", dir.join("builds"))
        .current_dir(dir)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    // A program that does not read its input closes the pipe.
    let _unread = pipe.write_all(input.as_bytes());
    drop(pipe);
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let (out, err) = (text(output.stdout), text(output.stderr));
    if !arguments.contains(&"--json") {
        for line in out.lines() {
            assert!(line.chars().count() <= 80, "{arguments:?}: {line}");
        }
    }
    (output.status.code(), out, err)
}

/// The answer that the tests change.
static ANSWER: LazyLock<Value> = LazyLock::new(|| {
    let (code, out, err) = run(&place("answer"), &["-b", "2000", "--json"], "");
    assert_eq!(code, Some(0), "{err}");
    serde_json::from_str(&out).expect("JSON")
});

/// What `verify` says of a document.
fn verified(dir: &Path, answer: &Value) -> (Option<i32>, String, String) {
    let text = serde_json::to_string_pretty(answer).expect("JSON");
    fs::write(dir.join("answer.json"), text).expect("a file");
    let (code, out, err) = run(dir, &["verify", "answer.json"], "");
    (code, flat(&out), err)
}

#[test]
fn what_was_printed_holds() {
    let dir = place("printed");
    let (code, out, err) = verified(&dir, &ANSWER);
    assert_eq!((code, &*err), (Some(0), ""), "{out}");
    assert!(out.starts_with("✓ The answer holds: $"), "{out}");
    for check in ["parts", "sums", "rules", "score", "best"] {
        assert!(out.contains(&format!("✓ {check}: ")), "{check}\n{out}");
    }
    // On one line too, from a pipe, as a document.
    let line = ANSWER.to_string();
    let (code, out, err) = run(&dir, &["verify", "-", "--json"], &line);
    assert_eq!(code, Some(0), "{err}");
    let document: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(document["schema"], "rigbuild.verify/1");
    assert_eq!(document["holds"], true);
    assert_eq!(document["stated"], document["fresh"]);
    assert_eq!(document["reasons"], json!([]));
}

#[test]
fn answers_to_all_kinds_of_questions_hold() {
    let dir = place("questions");
    let questions: &[&[&str]] = &[
        &["-b", "1500", "--used", "no", "--tax", "8.25"],
        &["-b", "2500", "--for", "llm-finetune", "--tolerance", "0"],
        &["-b", "3000", "--best", "value"],
        &["-b", "2500", "--best", "cheapest", "--vram", "16G"],
        &[
            "-b",
            "5000",
            "--gpus",
            "2",
            "--open-frame",
            "--power-limit",
            "250",
        ],
        &[
            "-b",
            "1800",
            "--have",
            "amd-ryzen-5-5500",
            "--pin",
            "rtx-3090",
            "--ban",
            "corsair-*",
        ],
        &[
            "-b",
            "2000",
            "--for",
            "qlora llama-3.1-8b",
            "--for",
            "generate llama-3.1-8b",
        ],
        &[
            "-b",
            "2500",
            "--allow-warnings",
            "--prices",
            "listed",
            "--desktop",
            "--circuit",
            "230V/16A",
        ],
        &["-b", "200"],
    ];
    for question in questions {
        let (solved, answer, err) = run(&dir, &[question, &["--json"][..]].concat(), "");
        assert!(matches!(solved, Some(0 | 1)), "{question:?}\n{err}");
        let (code, out, err) = run(&dir, &["verify", "-"], &answer);
        assert_eq!(code, Some(0), "{question:?}\n{out}{err}");
        if solved == Some(0) {
            let kept = [question, &["-q", "--force", "--save", "it"][..]].concat();
            assert_eq!(run(&dir, &kept, "").0, Some(0), "{question:?}");
            let (code, out, err) = run(&dir, &["verify", "it"], "");
            assert_eq!(code, Some(0), "{question:?}\n{out}{err}");
            let by_file = run(&dir, &["verify", "builds/it.yaml", "-q"], "");
            assert_eq!(by_file.0, Some(0), "{question:?}");
        }
    }
}

#[test]
fn a_changed_file_is_told_what_and_where() {
    let dir = place("changed");
    let changed = |pointer: &str, value: Value| {
        let mut answer = ANSWER.clone();
        *answer.pointer_mut(pointer).expect("it is there") = value;
        verified(&dir, &answer)
    };
    let gpu = &ANSWER["build"]["parts"][0];
    let id = gpu["id"].as_str().expect("an id");
    let cents = gpu["price_cents"].as_i64().expect("cents");
    let total = ANSWER["build"]["total_cents"].as_i64().expect("cents");
    let (was, now) = (Usd::from_cents(cents + 1_500), Usd::from_cents(cents));
    let less = Usd::from_cents(total - 5_000);
    let mut no_case = ANSWER.clone();
    let parts = no_case.pointer_mut("/build/parts").expect("parts");
    parts.as_array_mut().expect("a list").pop();
    let cases = [
        (
            changed("/build/parts/0/price_cents", json!(cents + 1_500)),
            format!("✗ parts: {id}: used price was {was}, is now {now}"),
        ),
        (
            changed("/build/total_cents", json!(total - 5_000)),
            format!("✗ sums: the total is stated as {less}"),
        ),
        (
            changed("/build/score/cautious", json!(99.5)),
            "✗ score: the score is stated as 99.5, is ".to_owned(),
        ),
        (
            changed("/build/parts/1/id", json!("no-such-cpu")),
            "✗ parts: the catalogue has no cpu `no-such-cpu`".to_owned(),
        ),
        (
            changed("/request/budget_cents", json!(100_000)),
            "✗ rules: costs ".to_owned(),
        ),
        (
            changed("/request/bans", json!([id])),
            format!("✗ rules: {id}: banned"),
        ),
        (
            changed("/request/budget_cents", json!(400_000)),
            "✗ best: gpu: stated ".to_owned(),
        ),
        (
            verified(&dir, &no_case),
            "✗ rules: case: 0 lines, expected 1".to_owned(),
        ),
    ];
    for ((code, out, err), says) in cases {
        assert_eq!(code, Some(1), "{says}\n{out}{err}");
        assert!(out.starts_with("✗ The answer does not hold: "), "{out}");
        assert!(out.contains(&says), "{says}\n{out}");
        let differs = out.contains("✗ best: ");
        assert_eq!(out.contains("WHY IT MAY DIFFER: "), differs, "{out}");
    }
}

#[test]
fn prices_that_changed_since_are_told() {
    let dir = place("since");
    let id = ANSWER["build"]["parts"][1]["id"].as_str().expect("an id");
    fs::create_dir(dir.join("mine")).expect("a directory");
    let set = [
        "--catalog",
        "mine",
        "catalog",
        "set",
        id,
        "price=10",
        "condition=new",
        "source=me",
        "as_of=2026-11-24",
    ];
    let (code, _, err) = run(&dir, &set, "");
    assert_eq!(code, Some(0), "{err}");
    fs::write(dir.join("answer.json"), ANSWER.to_string()).expect("a file");
    let (code, out, _) = run(&dir, &["--catalog", "mine", "verify", "answer.json"], "");
    let out = flat(&out);
    assert_eq!(code, Some(1), "{out}");
    assert!(
        out.contains(&format!("✗ parts: {id}: new price was $")),
        "{out}"
    );
    assert!(out.contains("is now $10.00"), "{out}");
    assert!(out.contains("the catalogue was made of"), "{out}");
    assert!(out.contains("✓ sums"), "{out}");
}

#[test]
fn what_cannot_be_read_says_where() {
    let dir = place("unreadable");
    let text = serde_json::to_string_pretty(&*ANSWER).expect("JSON");
    let refused = |text: &str, says: &[&str]| {
        fs::write(dir.join("a.json"), text).expect("a file");
        let (code, out, err) = run(&dir, &["verify", "a.json"], "");
        assert_eq!((code, &*out), (Some(2), ""), "{err}");
        assert_eq!(err.matches("error:").count(), 1, "{err}");
        for says in says {
            assert!(err.contains(says), "{says}\n{err}");
        }
    };
    refused("", &["a.json"]);
    refused("{}", &["a.json:1:1", "schema", "expected what"]);
    refused("{\"schema\": \"x/1\"}", &["a.json:1:12", "`x/1`"]);
    refused(&text[..text.len() / 2], &["a.json:"]);
    refused(
        &text.replace("\"count\": 1", "\"count\": -1"),
        &["a.json:", "expected u32"],
    );
    refused(
        &text.replace("\"count\": 1", "\"count\": 0"),
        &["a.json:", "1 to 64"],
    );
    refused(
        &text.replace("\"status\": \"optimal\"", "\"status\": \"infeasible\""),
        &["a.json:", "with a build"],
    );
    refused(
        &text.replace("\"best\": \"speed\"", "\"best\": \"sped\""),
        &["a.json:", "sped"],
    );
    refused("parts: [amd-ryzen-5-7600]\n", &["a.json:1:1", "schema"]);
    let (code, _, err) = run(&dir, &["verify", "nowhere.json"], "");
    assert_eq!(code, Some(2));
    assert!(
        err.contains("no saved build and no file is called"),
        "{err}"
    );
}
