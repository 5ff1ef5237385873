//! Solves that are ended before their answer is known: what is told must be true whenever
//! the end comes, and nothing must be told that was not looked for.

use crate::program::{document, flat, refused, said};
use crate::random::{Additive, Random, catalogue, request};
use rigbuild::build::Build;
use rigbuild::catalogue::Catalogue;
use rigbuild::explain::{
    Finding, Infeasibility, Untried, WhyNot, explain, explain_infeasible,
    explain_infeasible_watched, why_not,
};
use rigbuild::part::AnyPart;
use rigbuild::request::{Best, Request};
use rigbuild::solve::{
    Alternative, Answer, Frontier, Guard, Open, Outcome, Progress, Stopped, UNWATCHED, Watch,
    frontier, frontier_watched, optimum, solve, solve_watched, value, verify,
};
use rigbuild::unit::Usd;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};

const CASES: u64 = 600;

/// Ends a search after so many looks.
struct After {
    left: AtomicUsize,
}

impl After {
    fn new(looks: usize) -> Self {
        Self {
            left: AtomicUsize::new(looks),
        }
    }

    fn used(&self, of: usize) -> usize {
        of - self.left.load(Ordering::Relaxed)
    }
}

impl Watch for After {
    fn look(&self, _progress: &Progress) -> ControlFlow<()> {
        let one = |left: usize| left.checked_sub(1);
        match self
            .left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one)
        {
            Ok(_) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

/// More than any search of these needs.
const PLENTY: usize = 1 << 40;

/// How many looks a search takes to its end.
fn looks(search: impl FnOnce(&Guard<'_>)) -> usize {
    let watch = After::new(PLENTY);
    search(&Guard::new(&watch));
    watch.used(PLENTY)
}

/// Every end near the beginning, then some up to the last look but one.
fn ends(looks: usize) -> impl Iterator<Item = usize> {
    let step = (looks / 12).max(1);
    let few = 0..looks.min(6);
    few.chain((6..looks).step_by(step))
        .chain(looks.checked_sub(1))
}

fn instance(seed: u64) -> (Catalogue, Request) {
    let mut r = Random::new(seed);
    let c = catalogue(&mut r, 5);
    let mut q = request(&mut r, &c);
    q.best = r.one(&[Best::Speed, Best::Speed, Best::Value, Best::Cheapest]);
    (c, q)
}

type Known<'a> = (Vec<(&'a str, u32)>, Usd, i64);

fn parts<'a>(build: &Build<'a>) -> Vec<(&'a str, u32)> {
    let lines = build.lines.iter();
    lines.map(|line| (line.part.id(), line.count)).collect()
}

fn known<'a>(one: &Alternative<'a>) -> Known<'a> {
    (parts(&one.build), one.total, one.score.0)
}

fn around<'a>(answer: &Answer<'a>) -> [Option<Known<'a>>; 7] {
    [
        &answer.runner_up,
        &answer.all_new,
        &answer.with_used,
        &answer.cheaper,
        &answer.next_step,
        &answer.hundred_more,
        &answer.with_warnings,
    ]
    .map(|one| one.as_ref().map(known))
}

/// What an answer that was ended says must hold against the whole one.
fn sound(seed: u64, c: &Catalogue, q: &Request, ended: &Answer<'_>, whole: &Answer<'_>) {
    let pick = &ended.pick;
    assert_eq!(verify(c, q, &Additive, &pick.build), [], "seed {seed}");
    let (best, _) = optimum(c, q, &Additive).expect("a build");
    let worth = |one: &Alternative<'_>| value(one.score, one.total);
    match ended.proof.open {
        None => assert_eq!(known(pick), known(&whole.pick), "seed {seed}"),
        Some(Open::Score { bound }) => {
            assert_eq!(q.best, Best::Speed, "seed {seed}");
            assert!(pick.score <= best && best <= bound, "seed {seed}");
            assert_eq!(ended.proof.bound, bound, "seed {seed}");
        }
        Some(Open::Price { bound }) => {
            let total = whole.pick.total;
            assert!(bound <= total && total <= pick.total, "seed {seed}");
            if q.best == Best::Speed {
                assert_eq!(ended.proof.bound, best, "seed {seed}: the score is proven");
                let least = rigbuild::solve::tolerated(best, q.tolerance_basis_points);
                assert!(pick.score >= least, "seed {seed}: good enough");
            }
        }
        Some(Open::Value { bound }) => {
            let most = worth(&whole.pick);
            assert!(worth(pick) <= most && most <= bound, "seed {seed}");
        }
    }
    // Left out or as they are, never made up.
    for (ended, whole) in around(ended).into_iter().zip(around(whole)) {
        assert!(ended.is_none() || ended == whole, "seed {seed}");
    }
    let top =
        |answer: &Answer<'_>| format!("{:?}", answer.top.iter().map(known).collect::<Vec<_>>());
    assert!(
        ended.top.is_empty() || top(ended) == top(whole),
        "seed {seed}"
    );
    if ended.complete {
        assert_eq!(around(ended), around(whole), "seed {seed}");
        assert_eq!(top(ended), top(whole), "seed {seed}");
        assert_eq!(ended.proof.open, None, "seed {seed}");
    }
}

#[test]
fn a_solve_that_is_ended_tells_the_truth() {
    let (mut open, mut proven, mut unknown) = ([0; 3], 0, 0);
    for seed in 0..CASES {
        let (c, q) = instance(seed);
        let whole = solve(&c, &q, &Additive, 3);
        let all = looks(|guard| {
            solve_watched(&c, &q, &Additive, 3, guard);
        });
        for end in ends(all) {
            let watch = After::new(end);
            let guard = Guard::new(&watch);
            match (solve_watched(&c, &q, &Additive, 3, &guard), &whole) {
                (Outcome::Nothing, whole) => assert!(whole.is_none(), "seed {seed}"),
                (Outcome::Unknown(Open::Score { bound }), Some(_)) => {
                    let (best, _) = optimum(&c, &q, &Additive).expect("a build");
                    assert!(best <= bound, "seed {seed}");
                    unknown += 1;
                }
                (Outcome::Unknown(_), _) => unknown += 1,
                (Outcome::Found(_), None) => panic!("seed {seed}: a build where none fits"),
                (Outcome::Found(ended), Some(whole)) => {
                    assert!(!ended.complete, "seed {seed}: ended before the last look");
                    sound(seed, &c, &q, &ended, whole);
                    match ended.proof.open {
                        None => proven += 1,
                        Some(Open::Score { .. }) => open[0] += 1,
                        Some(Open::Price { .. }) => open[1] += 1,
                        Some(Open::Value { .. }) => open[2] += 1,
                    }
                }
            }
        }
        // Whoever never says no gets the whole answer.
        let watch = After::new(all);
        let guard = Guard::new(&watch);
        match (solve_watched(&c, &q, &Additive, 3, &guard), &whole) {
            (Outcome::Nothing, None) => {}
            (Outcome::Found(ended), Some(whole)) => {
                assert!(ended.complete, "seed {seed}");
                sound(seed, &c, &q, &ended, whole);
            }
            (outcome, _) => panic!("seed {seed}: {outcome:?}"),
        }
    }
    let enough = open.iter().all(|n| *n > 100) && proven > 100 && unknown > 100;
    assert!(enough, "{open:?} open, {proven} proven, {unknown} unknown");
}

fn steps<'a>(found: &Frontier<'a>, to: Usd) -> Vec<Known<'a>> {
    let steps = found.steps.iter().filter(|step| step.total <= to);
    steps.map(known).collect()
}

fn rows(found: &Frontier<'_>, to: Usd) -> Vec<(Usd, usize)> {
    let rows = found.rows().into_iter().filter(|row| row.budget <= to);
    rows.map(|row| (row.budget, row.step)).collect()
}

#[test]
fn a_frontier_that_is_ended_is_a_smaller_frontier() {
    let (mut smaller, mut nothing) = (0, 0);
    for seed in 0..CASES {
        let (c, mut q) = instance(seed);
        q.best = Best::Speed;
        let to = q.budget.expect("a budget") + Usd::dollars(1_000);
        let from = (seed % 2 == 0).then_some(Usd::dollars(900));
        let whole = frontier(&c, &q, &Additive, from, to);
        let all = looks(|guard| {
            let found = frontier_watched(&c, &q, &Additive, (from, to), guard);
            found.expect("not ended");
        });
        for end in ends(all).chain([all]) {
            let watch = After::new(end);
            let guard = Guard::new(&watch);
            match (
                frontier_watched(&c, &q, &Additive, (from, to), &guard),
                &whole,
            ) {
                (Err(Stopped), _) => {
                    assert!(end < all, "seed {seed}");
                    nothing += 1;
                }
                (Ok(None), whole) => assert!(whole.is_none(), "seed {seed}"),
                (Ok(Some(_)), None) => panic!("seed {seed}: steps where none is"),
                (Ok(Some(found)), Some(whole)) => {
                    assert_eq!(found.ended_before.is_none(), end == all, "seed {seed}");
                    assert!(
                        found
                            .ended_before
                            .is_none_or(|end| end == to && found.to < to)
                    );
                    assert_eq!(steps(&found, to), steps(whole, found.to), "seed {seed}");
                    assert_eq!(rows(&found, to), rows(whole, found.to), "seed {seed}");
                    smaller += usize::from(end < all);
                }
            }
        }
    }
    assert!(smaller > 500 && nothing > 500, "{smaller} and {nothing}");
}

fn ways<'a>(why: &Infeasibility<'a>) -> Vec<Known<'a>> {
    let ways = why.relaxations.iter();
    ways.map(|way| known(&way.build)).collect()
}

#[test]
fn an_explanation_that_is_ended_keeps_what_it_knows() {
    let (mut blame, mut ways_out) = (0, 0);
    for seed in 0..CASES {
        let (c, mut q) = instance(seed);
        q.budget = q.budget.map(|budget| Usd::from_cents(budget.cents() / 2));
        if optimum(&c, &q, &Additive).is_some() {
            continue;
        }
        let whole = explain_infeasible(&c, &q, &Additive);
        let all = looks(|guard| {
            explain_infeasible_watched(&c, &q, &Additive, guard);
        });
        for end in ends(all).chain([all]) {
            let watch = After::new(end);
            let guard = Guard::new(&watch);
            let why = explain_infeasible_watched(&c, &q, &Additive, &guard);
            assert_eq!(why.untried.is_none(), end == all, "seed {seed}");
            assert!(whole.conflict.starts_with(&why.conflict), "seed {seed}");
            assert!(ways(&whole).starts_with(&ways(&why)), "seed {seed}");
            let rest = &whole.conflict[why.conflict.len()..];
            match &why.untried {
                Some(Untried::Blame(untried)) => {
                    assert!(rest.iter().all(|one| untried.contains(one)), "seed {seed}");
                    assert!(why.relaxations.is_empty(), "seed {seed}");
                    blame += 1;
                }
                Some(Untried::WaysOut) => {
                    assert!(rest.is_empty(), "seed {seed}");
                    ways_out += 1;
                }
                None => assert_eq!(ways(&why), ways(&whole), "seed {seed}"),
            }
            let least = why.least.as_ref().map(known);
            assert!(least.is_none() || least == whole.least.as_ref().map(known));
        }
    }
    assert!(blame > 500 && ways_out > 200, "{blame} and {ways_out}");
}

#[test]
fn no_time_at_all_proves_nothing_and_says_so() {
    for time in ["0", "0ms"] {
        let out = flat(&said(&["-b", "3000", "--time", time], 130));
        assert!(out.contains("No build found yet within $3,000"), "{out}");
        assert!(out.contains("this proves nothing"), "{out}");
        let answer = document(&["-b", "3000", "--time", time], 130);
        assert_eq!(answer["status"], "unproven");
        assert_eq!(answer["build"], serde_json::Value::Null);
        assert_eq!(answer["complete"], false);
        assert_eq!(answer["stopped"]["by"], "time");
        let frontier = document(&["frontier", "--time", time], 130);
        assert_eq!(frontier["complete"], false);
        assert_eq!(frontier["steps"], serde_json::json!([]));
    }
}

#[test]
fn enough_time_changes_nothing() {
    let strip = |mut answer: serde_json::Value| {
        answer["proof"]["elapsed_ms"] = serde_json::Value::Null;
        answer
    };
    let plain = strip(document(&["-b", "3000"], 0));
    assert_eq!(plain["proof"]["proven"], true);
    assert_eq!(plain["complete"], true);
    assert_eq!(strip(document(&["-b", "3000", "--time", "60m"], 0)), plain);
}

#[test]
fn a_time_is_refused_where_it_is_none() {
    for time in ["soon", "-1", "2h", "1e3", ""] {
        let time = format!("--time={time}");
        refused(&["-b", "3000", &time], &["is not a time such as 2"]);
    }
}

#[test]
fn questions_about_the_best_build_can_be_ended_too() {
    for command in [&["explain"][..], &["why-not", "rtx-4090"]] {
        let ended = [command, &["-b", "3000", "--time", "0"]].concat();
        let out = flat(&said(&ended, 130));
        assert!(out.contains("this proves nothing"), "{out}");
        let answer = document(&ended, 130);
        assert_eq!(answer["status"], "unproven");
        assert_eq!(answer["complete"], false);
    }
}

/// Prices are sought level by level: a search that was ended must not go round for ever, nor
/// tell a price that was not proven.
#[test]
fn reasons_that_are_ended_are_left_out() {
    let (mut ended, mut whole_finding) = (0, 0);
    for seed in 0..CASES / 4 {
        let (c, mut q) = instance(seed);
        q.best = if seed % 3 == 0 {
            Best::Cheapest
        } else {
            Best::Speed
        };
        let part = AnyPart::GpuChip(&c.gpu_chips[0]);
        let explained = explain(&c, &q, &Additive, &UNWATCHED).expect("nobody ends it");
        let asked = why_not(&c, &q, &Additive, part, &UNWATCHED).expect("nobody ends it");
        let all = looks(|guard| {
            let _ = explain(&c, &q, &Additive, guard);
        });
        for end in ends(all) {
            let watch = After::new(end);
            match (explain(&c, &q, &Additive, &Guard::new(&watch)), &explained) {
                (Err(Stopped), _) => ended += 1,
                (Ok(None), explained) => assert!(explained.is_none(), "seed {seed}"),
                (Ok(Some(_)), _) => panic!("seed {seed}: ended, and all is told"),
            }
        }
        let all = looks(|guard| {
            let _ = why_not(&c, &q, &Additive, part, guard);
        });
        let kind = |one: &WhyNot<'_>| match &one.finding {
            Finding::Picked(_) => 0,
            Finding::Beaten(_) => 1,
            Finding::Barred(_) => 2,
        };
        for end in ends(all) {
            let watch = After::new(end);
            let Ok(found) = why_not(&c, &q, &Additive, part, &Guard::new(&watch)) else {
                ended += 1;
                continue;
            };
            assert!(!found.complete, "seed {seed}");
            assert_eq!(kind(&found), kind(&asked), "seed {seed}");
            assert!(
                found.takeover.is_none() || found.takeover == asked.takeover,
                "seed {seed}"
            );
            if let (Finding::Picked(stay), Finding::Picked(known)) =
                (&found.finding, &asked.finding)
            {
                assert!(stay.is_none() || stay == known, "seed {seed}");
            }
            if let (Finding::Barred(found), Finding::Barred(known)) =
                (&found.finding, &asked.finding)
            {
                assert!(known.why.conflict.starts_with(&found.why.conflict));
                assert!(ways(&known.why).starts_with(&ways(&found.why)));
            }
            whole_finding += 1;
        }
    }
    assert!(
        ended > 500 && whole_finding > 300,
        "{ended} and {whole_finding}"
    );
}

/// A request that takes long: a little before its end a Ctrl-C ends it.
#[cfg(unix)]
mod interrupted {
    use super::*;
    use crate::program::text;
    use std::process::{Command, Stdio};
    use std::thread;
    use std::time::{Duration, Instant};

    const SLOW: &[&str] = &[
        "-b",
        "11162",
        "--for",
        "full-finetune llama-3.1-8b seq=2048 batch=auto",
    ];

    fn interrupt(arguments: &[&str], after: Duration) -> (Option<i32>, String) {
        let child = Command::new(env!("CARGO_BIN_EXE_rigbuild"))
            .env_clear()
            .env(
                "HOME",
                concat!(env!("CARGO_TARGET_TMPDIR"), "/no-such-home"),
            )
            .env("LC_ALL", "C.UTF-8")
            .env("RIGBUILD_TODAY", "2026-11-24")
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        thread::sleep(after);
        let sent = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status();
        assert!(sent.expect("there is a kill").success());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(text(&output.stderr), "");
        (output.status.code(), text(&output.stdout))
    }

    #[test]
    fn control_c_ends_a_solve_with_what_it_knows() {
        let whole = Instant::now();
        said(SLOW, 1);
        let whole = whole.elapsed();
        if whole < Duration::from_secs(1) {
            // Faster than a signal can be aimed: the tests above say the same.
            return;
        }
        let begun = Instant::now();
        let json = [SLOW, &["--json"]].concat();
        let (code, out) = interrupt(&json, whole / 4);
        assert_eq!(code, Some(130), "{out}");
        assert!(begun.elapsed() < whole, "it went on to its end");
        let answer: serde_json::Value = serde_json::from_str(&out).expect("one JSON document");
        assert_eq!(answer["complete"], false);
        assert_eq!(answer["stopped"]["by"], "interrupt");
        assert!(answer["build"].is_null(), "nothing fits: {out}");
    }
}
