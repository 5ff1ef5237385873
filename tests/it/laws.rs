//! Laws that hold whatever the catalogue (DESIGN section 9): more money never hurts, what
//! is not in the pick does not matter, order does not matter, a conflict is a minimal one.

use crate::many::Many;
use crate::oracle::tolerated as by_bisection;
use crate::program;
use crate::random::{self, Additive, Random};
use rigbuild::build::{Acquisition, Build};
use rigbuild::catalogue::Catalogue;
use rigbuild::explain::{explain_infeasible, requirements};
use rigbuild::part::Condition;
use rigbuild::request::Request;
use rigbuild::rules::Slot;
use rigbuild::solve::{
    Alternative, Answer, best_build, feasible, frontier, solve, tolerated, verify,
};
use rigbuild::unit::Usd;
use rigbuild::workload::Score;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Catalogues for each law.
const CASES: u64 = 1_500;

fn cases() -> u64 {
    Many::usually(CASES).count
}

fn instance(seed: u64) -> (Random, Catalogue, Request) {
    let mut r = Random::new(1_000_000 + seed);
    let c = random::catalogue(&mut r, 4);
    let q = random::request(&mut r, &c);
    (r, c, q)
}

fn ids(build: &Build<'_>) -> Vec<String> {
    let line = |slot: &Slot| build.slot(*slot).next().map(|line| format!("{line:?}"));
    Slot::ALL
        .iter()
        .map(|slot| line(slot).unwrap_or_default())
        .collect()
}

fn answer<'a>(c: &'a Catalogue, q: &Request) -> Option<Alternative<'a>> {
    best_build(c, q, &Additive)
}

#[test]
fn more_money_never_scores_less() {
    let mut judged = 0;
    for seed in 0..cases() {
        let (_, c, q) = instance(seed);
        let richer = Request {
            budget: q.budget.map(|b| b + Usd::dollars(300)),
            ..q.clone()
        };
        let (Some(poor), rich) = (
            solve(&c, &q, &Additive, 1),
            solve(&c, &richer, &Additive, 1),
        ) else {
            continue;
        };
        let rich = rich.unwrap_or_else(|| panic!("seed {seed}: more money finds nothing"));
        assert!(rich.proof.bound >= poor.proof.bound, "seed {seed}");
        judged += 1;
    }
    assert!(judged > 100, "only {judged} cases had an answer");
}

#[test]
fn what_is_not_picked_does_not_matter() {
    let mut judged = 0;
    for seed in 0..cases() {
        let (_, c, mut q) = instance(seed);
        q.tolerance_basis_points = 0;
        let Some(before) = answer(&c, &q) else {
            continue;
        };
        let picked = |id: &str| before.build.lines.iter().any(|line| line.part.id() == id);
        let mut fewer = c.clone();
        // One part of each kind goes, if the pick does without it; chips and pins stay.
        macro_rules! drop_one {
            ($($field:ident),+) => {$(
                if let Some(at) = fewer.$field.iter().rposition(|p| !picked(&p.id) && !q.pins.contains(&p.id)) {
                    fewer.$field.remove(at);
                }
            )+};
        }
        drop_one!(
            gpus,
            cpus,
            motherboards,
            memory,
            psus,
            storage,
            coolers,
            cases
        );
        let after =
            answer(&fewer, &q).unwrap_or_else(|| panic!("seed {seed}: the answer vanished"));
        assert_eq!(ids(&after.build), ids(&before.build), "seed {seed}");
        judged += 1;
    }
    assert!(judged > 100, "only {judged} cases had an answer");
}

#[test]
fn the_same_question_has_the_same_answer() {
    for seed in 0..cases() / 3 {
        let (_, c, q) = instance(seed);
        let twin = c.clone();
        let first = solve(&c, &q, &Additive, 5);
        let again = solve(&twin, &q, &Additive, 5);
        assert_eq!(first.is_some(), again.is_some(), "seed {seed}");
        if let (Some(first), Some(again)) = (first, again) {
            assert_eq!(told(&first), told(&again), "seed {seed}");
            assert_eq!(
                verify(&c, &q, &Additive, &first.pick.build),
                [],
                "seed {seed}"
            );
        }
    }
}

#[test]
fn a_conflict_is_one_and_minimal() {
    let mut judged = 0;
    for seed in 0..cases() / 3 {
        let (_, c, q) = instance(seed);
        if feasible(&c, &q, &Additive) {
            continue;
        }
        let why = explain_infeasible(&c, &q, &Additive);
        // With all else given up the conflict still stands, and falls with any member.
        let others = requirements(&q)
            .into_iter()
            .filter(|one| !why.conflict.contains(one));
        let bare = others.fold(q.clone(), |q, other| other.relaxed(&q));
        assert!(!feasible(&c, &bare, &Additive), "seed {seed}: no conflict");
        for requirement in &why.conflict {
            assert!(
                feasible(&c, &requirement.relaxed(&bare), &Additive),
                "seed {seed}: not minimal"
            );
            // Each way out named is one: it has a build that satisfies the rest.
            if let Some(way) = why
                .relaxations
                .iter()
                .find(|way| way.requirement == *requirement)
            {
                let mut relaxed = requirement.relaxed(&q);
                if relaxed.budget.is_none() {
                    relaxed.budget = Some(way.build.total);
                }
                assert_eq!(
                    verify(&c, &relaxed, &Additive, &way.build.build),
                    [],
                    "seed {seed}"
                );
                judged += 1;
            }
        }
        if let Some(least) = &why.least {
            let enough = Request {
                budget: Some(least.total),
                ..q.clone()
            };
            assert!(
                feasible(&c, &enough, &Additive),
                "seed {seed}: the least budget does not do"
            );
            let short = Request {
                budget: Some(Usd::from_cents(least.total.cents() - 1)),
                ..q.clone()
            };
            assert!(
                !feasible(&c, &short, &Additive),
                "seed {seed}: a cent less does as well"
            );
        }
    }
    assert!(judged > 50, "only {judged} ways out");
}

/// A task that must run can only cost: score, or the answer. One that the best build runs
/// anyway changes nothing.
#[test]
fn a_need_never_helps_and_what_is_met_anyway_does_not_matter() {
    let (mut same, mut other, mut none) = (0, 0, 0);
    for seed in 0..cases() {
        let (_, c, mut q) = instance(seed);
        q.tolerance_basis_points = 0;
        q.must_fit.clear();
        let Some(free) = answer(&c, &q) else { continue };
        for needed in 0..Additive::TASKS {
            q.must_fit = [(needed, "needed".to_owned())].into();
            let met = verify(&c, &q, &Additive, &free.build).is_empty();
            match answer(&c, &q) {
                Some(bound) if met => {
                    assert_eq!(ids(&bound.build), ids(&free.build), "seed {seed}");
                    same += 1;
                }
                Some(bound) => {
                    assert!(bound.score <= free.score, "seed {seed}");
                    assert_eq!(verify(&c, &q, &Additive, &bound.build), [], "seed {seed}");
                    other += 1;
                }
                None => {
                    assert!(!met, "seed {seed}: the answer vanished");
                    none += 1;
                }
            }
        }
    }
    assert!(
        same > 100 && other > 5 && none > 5,
        "{same} the same, {other} others, {none} without"
    );
}

/// What is told of an answer.
fn told(answer: &Answer<'_>) -> String {
    let line =
        |one: &Alternative<'_>| format!("{:?} {:?} {:?}", one.score, one.total, ids(&one.build));
    let neighbours = [
        &answer.runner_up,
        &answer.all_new,
        &answer.with_used,
        &answer.cheaper,
        &answer.next_step,
        &answer.hundred_more,
        &answer.with_warnings,
    ];
    let neighbours = neighbours.map(|one| one.as_ref().map(line));
    let top: Vec<_> = answer.top.iter().map(line).collect();
    let proof = &answer.proof;
    let proof = (proof.bound, proof.space, proof.removed, proof.nodes);
    format!("{} {neighbours:?} {top:?} {proof:?}", line(&answer.pick))
}

/// A part that costs more than another and offers no more changes nothing, nor one as good
/// and as dear that comes after it by its id.
#[test]
fn a_dominated_part_changes_nothing() {
    let mut judged = 0;
    for seed in 0..cases() {
        let (mut r, c, mut q) = instance(seed);
        q.tolerance_basis_points = r.one(&[0, 500, 2_000]);
        let before = solve(&c, &q, &Additive, 5);
        let mut more = c.clone();
        macro_rules! add {
            ($($field:ident),+) => {$(
                let at = r.below(more.$field.len());
                let mut twin = more.$field[at].clone();
                twin.id = format!("z-{}", twin.id);
                if q.bans.contains(&more.$field[at].id) {
                    q.bans.insert(twin.id.clone());
                }
                let dearer = Usd::from_cents(r.one(&[0, 1, 2_000]));
                twin.offers.iter_mut().for_each(|offer| offer.price = offer.price + dearer);
                more.$field.push(twin);
            )+};
        }
        add!(
            gpus,
            cpus,
            motherboards,
            memory,
            psus,
            storage,
            coolers,
            cases
        );
        let after = solve(&more, &q, &Additive, 5);
        let parts = |answer: &Option<Answer<'_>>| {
            let known = answer.as_ref()?;
            let top = known.top.iter().map(|one| ids(&one.build));
            let runner_up = known.runner_up.as_ref().map(|one| ids(&one.build));
            Some((ids(&known.pick.build), top.collect::<Vec<_>>(), runner_up))
        };
        assert_eq!(parts(&after), parts(&before), "seed {seed}");
        judged += usize::from(before.is_some());
    }
    assert!(
        judged > Many::usually(CASES).share(100),
        "only {judged} cases had an answer"
    );
}

/// A larger budget never scores less anywhere on the frontier, and never finds fewer steps.
#[test]
fn a_longer_frontier_begins_with_the_shorter() {
    let mut judged = 0;
    for seed in 0..cases() / 3 {
        let (_, c, q) = instance(seed);
        let [short, long] = [1_500, 3_000].map(Usd::dollars);
        let (short, long) = (
            frontier(&c, &q, &Additive, None, short),
            frontier(&c, &q, &Additive, None, long),
        );
        let Some(short) = short else { continue };
        let long = long.unwrap_or_else(|| panic!("seed {seed}: more money finds nothing"));
        let steps =
            |list: &[Alternative<'_>]| list.iter().map(|one| ids(&one.build)).collect::<Vec<_>>();
        let known = short.steps.len();
        assert_eq!(
            steps(&short.steps),
            steps(&long.steps[..known]),
            "seed {seed}"
        );
        assert!(
            long.steps
                .windows(2)
                .all(|pair| pair[0].score < pair[1].score),
            "seed {seed}"
        );
        judged += 1;
    }
    assert!(judged > 30, "only {judged} cases had an answer");
}

/// Prices are added up with the tax on new parts, and the sum alone is rounded, up: to the
/// cent, whatever the parts. A budget of exactly that does, and a cent less does not for it.
#[test]
fn a_total_is_all_prices_with_tax_rounded_up_once() {
    let (mut judged, mut between) = (0, 0);
    for seed in 0..cases() {
        let (mut r, mut c, mut q) = instance(seed);
        q.tax_basis_points = r.one(&[825, 733, 1]);
        for card in &mut c.gpus {
            for offer in &mut card.offers {
                offer.price = Usd::from_cents(offer.price.cents() + r.one(&[0, 1, 37, 99]));
            }
        }
        let Some(pick) = answer(&c, &q) else { continue };
        let steps = pick.build.lines.iter().map(|line| {
            let pieces = i64::from(line.count - line.owned);
            match &line.acquisition {
                Acquisition::Owned => 0,
                Acquisition::Bought(Condition::New, price) => {
                    pieces * price.amount.cents() * (10_000 + i64::from(q.tax_basis_points))
                }
                Acquisition::Bought(_, price) => pieces * price.amount.cents() * 10_000,
            }
        });
        let steps: i64 = steps.sum();
        assert_eq!(
            pick.total.cents(),
            (steps + 9_999).div_euclid(10_000),
            "seed {seed}"
        );
        between += usize::from(steps % 10_000 != 0);
        q.budget = Some(pick.total);
        q.tolerance_basis_points = 0;
        let exact = answer(&c, &q).unwrap_or_else(|| panic!("seed {seed}: it is affordable"));
        assert!(exact.score >= pick.score, "seed {seed}");
        judged += 1;
    }
    assert!(judged > 100 && between > 50, "{judged}, {between}");
}

/// Within the tolerance or not is decided to the last step of the scale.
#[test]
fn what_counts_as_equal_is_exact() {
    for basis_points in (0..=5_000).chain([9_000, 9_990, 9_999]) {
        for best in [0, -3_000_000, 1_234_567] {
            let best = Score(best);
            let wanted = by_bisection(best, basis_points);
            assert_eq!(tolerated(best, basis_points), wanted, "{basis_points}");
        }
    }
}

/// An answer without how long it took and where its catalogue lies.
fn stripped(output: &std::process::Output) -> serde_json::Value {
    let text = program::text(&output.stdout);
    let mut answer: serde_json::Value =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    answer["proof"]["elapsed_ms"] = serde_json::Value::Null;
    answer["catalogue"] = serde_json::Value::Null;
    answer
}

/// Questions to the program whose every answer is to be the same.
const QUESTIONS: [&[&str]; 5] = [
    &["-b", "2000", "--top", "10"],
    &["-b", "2500", "--top", "20", "--clones", "--tolerance", "0"],
    &["frontier", "--to", "3000", "--all"],
    &["explain", "-b", "2000"],
    &["why-not", "rtx-4090", "-b", "2000"],
];

/// The order in which the files list the parts, their prices and their sources is nothing.
#[test]
fn the_order_of_a_catalogue_does_not_matter() {
    let mut r = Random::new(7);
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("laws-shuffled");
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).expect("a directory");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("parts");
    for entry in fs::read_dir(shipped).expect("the parts") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|kind| kind != "yaml") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a file");
        let mut list: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
        if let Some(list) = list.as_sequence_mut() {
            for place in (1..list.len()).rev() {
                list.swap(place, r.below(place + 1));
            }
        }
        let text = serde_yaml::to_string(&list).expect("YAML");
        fs::write(dir.join(path.file_name().expect("a name")), text).expect("a file");
    }
    let dir = dir.to_str().expect("UTF-8");
    for question in QUESTIONS {
        let plain = program::run(&[question, &["--json"]].concat());
        let layer = &["--json", "--no-builtin", "--catalog", dir];
        let shuffled = program::run(&[question, layer].concat());
        assert_eq!(shuffled.status, plain.status, "{question:?}");
        assert_eq!(stripped(&shuffled), stripped(&plain), "{question:?}");
    }
}

/// The threads that share a solve's work decide nothing: on one core they run one after the
/// other, in whatever order, and every answer is the same.
#[cfg(target_os = "linux")]
#[test]
fn any_number_of_cores_gives_the_same_answer() {
    for question in QUESTIONS {
        let plain = program::run(&[question, &["--json"]].concat());
        let one = Command::new("taskset")
            .args(["-c", "0", env!("CARGO_BIN_EXE_rigbuild")])
            .args([question, &["--json"]].concat())
            .env(
                "HOME",
                concat!(env!("CARGO_TARGET_TMPDIR"), "/no-such-home"),
            )
            .env("LC_ALL", "C.UTF-8")
            .env("RIGBUILD_TODAY", "2026-11-24")
            .output();
        let Ok(one) = one else {
            eprintln!("skipped: no taskset here");
            return;
        };
        assert_eq!(one.status.code(), plain.status.code(), "{question:?}");
        assert_eq!(stripped(&one), stripped(&plain), "{question:?}");
    }
}
