//! Laws that hold whatever the catalogue (DESIGN section 9): more money never hurts, what
//! is not in the pick does not matter, order does not matter, a conflict is a minimal one.

use crate::random::{self, Additive, Random};
use rigbuild::build::Build;
use rigbuild::catalogue::Catalogue;
use rigbuild::explain::{explain_infeasible, requirements};
use rigbuild::request::Request;
use rigbuild::rules::Slot;
use rigbuild::solve::{Alternative, best_build, feasible, solve, verify};
use rigbuild::unit::Usd;

/// Catalogues for each law.
const CASES: u64 = 1_500;

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
    for seed in 0..CASES {
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
    for seed in 0..CASES {
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
    for seed in 0..CASES / 3 {
        let (_, c, q) = instance(seed);
        let twin = c.clone();
        let first = solve(&c, &q, &Additive, 5);
        let again = solve(&twin, &q, &Additive, 5);
        assert_eq!(first.is_some(), again.is_some(), "seed {seed}");
        if let (Some(first), Some(again)) = (first, again) {
            assert_eq!(
                format!("{:?}", first.proof),
                format!("{:?}", again.proof),
                "seed {seed}"
            );
            assert_eq!(
                ids(&first.pick.build),
                ids(&again.pick.build),
                "seed {seed}"
            );
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
    for seed in 0..CASES / 3 {
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
    for seed in 0..CASES {
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
