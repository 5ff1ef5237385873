//! Why nothing fits, against brute force: the conflict is one and minimal, every way out is
//! one, none is missing, and each is the least that does.

use crate::many::Many;
use crate::oracle::{Judged, all, identities, meets, picked, within};
use crate::random::{self, Additive, Random};
use rigbuild::catalogue::Catalogue;
use rigbuild::explain::{
    Infeasibility, Relaxation, Requirement, explain_infeasible, requirements, round_up,
};
use rigbuild::request::{Best, Request};
use rigbuild::rules::{RULES, Severity};
use rigbuild::unit::{Usd, Watts};

/// What occurred.
#[derive(Debug, Default)]
struct Seen {
    infeasible: usize,
    members: usize,
    ways: usize,
    budgets: usize,
    limits: usize,
}

fn builds(c: &Catalogue, q: &Request) -> Vec<Judged> {
    let mut judged = all(c, q, true);
    judged.retain(|one| meets(one, q));
    judged
}

fn possible(c: &Catalogue, q: &Request) -> bool {
    !within(&builds(c, q), q).is_empty()
}

fn judge(seed: u64, seen: &mut Seen) {
    let mut r = Random::new(5_000_000 + seed);
    let c = random::catalogue(&mut r, 3);
    let mut q = random::request(&mut r, &c);
    if r.chance(10) {
        q.best = Best::Cheapest;
    }
    // Most have no answer for want of parts that fit. Others ask little, and are short of money
    // or of current.
    if r.chance(50) {
        q.allowed.warnings = true;
        let standards = RULES
            .iter()
            .filter(|rule| rule.severity == Severity::Standard);
        q.allowed
            .rules
            .extend(standards.map(|rule| rule.id.to_owned()));
        q.must_fit.clear();
        q.vram = None;
        q.setting.power_limit = None;
        if r.chance(50) {
            q.setting.circuit.amperes = r.one(&[4, 5, 6]);
            q.allowed.rules.remove("MAINS-01");
        } else {
            q.budget = q.budget.map(|budget| Usd::from_cents(budget.cents() / 2));
        }
    }
    let every = builds(&c, &q);
    if !within(&every, &q).is_empty() {
        return;
    }
    seen.infeasible += 1;
    let why = explain_infeasible(&c, &q, &Additive);
    assert_eq!(why.untried, None, "seed {seed}: nobody ends it");
    let least = every.iter().min_by(|a, b| a.rank.cmp(&b.rank));
    assert_eq!(
        why.least.as_ref().map(|one| identities(&one.build)),
        least.map(|one| one.rank.5.clone()),
        "seed {seed}: least budget"
    );
    conflict(&c, &q, &why, seed, seen);
    for way in &why.relaxations {
        way_out(&c, &q, &why, way, seed, seen);
    }
    missing(&c, &q, &why, seed);
}

/// With all else given up nothing fits still, and something does without any member.
fn conflict(c: &Catalogue, q: &Request, why: &Infeasibility<'_>, seed: u64, seen: &mut Seen) {
    let others = requirements(q).into_iter();
    let others = others.filter(|one| !why.conflict.contains(one));
    let bare = others.fold(q.clone(), |q, other| other.relaxed(&q));
    assert!(!possible(c, &bare), "seed {seed}: no conflict");
    for member in &why.conflict {
        let without = member.relaxed(&bare);
        assert!(
            possible(c, &without),
            "seed {seed}: {member:?} is not to blame"
        );
        seen.members += 1;
    }
}

/// The request with what a way out gives up.
fn relaxed(q: &Request, why: &Infeasibility<'_>, requirement: &Requirement) -> Request {
    let mut relaxed = requirement.relaxed(q);
    if matches!(requirement, Requirement::Budget(_)) {
        let least = why.least.as_ref().expect("the way out is a build");
        relaxed.budget = Some(round_up(least.total));
    }
    relaxed
}

/// The build is the best with that given up, and a little less would not do.
fn way_out(
    c: &Catalogue,
    q: &Request,
    why: &Infeasibility<'_>,
    way: &Relaxation<'_>,
    seed: u64,
    seen: &mut Seen,
) {
    let about = format!("seed {seed}: {:?}", way.requirement);
    let relaxed = relaxed(q, why, &way.requirement);
    let every = builds(c, &relaxed);
    let best = picked(&every, &relaxed).map(|one| one.rank.5.clone());
    assert_eq!(Some(identities(&way.build.build)), best, "{about}");
    seen.ways += 1;
    let circuit = |one: &Requirement| matches!(one, Requirement::Circuit(_));
    match &way.requirement {
        Requirement::Budget(_) => {
            let cent_short = Request {
                budget: why
                    .least
                    .as_ref()
                    .map(|one| Usd::from_cents(one.total.cents() - 1)),
                ..q.clone()
            };
            assert!(!possible(c, &cent_short), "{about}: a cent less does");
            seen.budgets += 1;
        }
        Requirement::StockPower(limit) => {
            assert!(why.conflict.iter().any(circuit), "{about}");
            let mut higher = q.clone();
            let next = Watts::new(limit.steps() + 10);
            if q.setting.power_limit.is_none_or(|own| next < own) {
                higher.setting.power_limit = Some(next);
                assert!(!possible(c, &higher), "{about}: 10 W more do");
            }
            seen.limits += 1;
        }
        member => assert!(why.conflict.contains(member), "{about}"),
    }
}

/// A member without a way out has none by itself.
fn missing(c: &Catalogue, q: &Request, why: &Infeasibility<'_>, seed: u64) {
    let told = |one: &Requirement| why.relaxations.iter().any(|way| way.requirement == *one);
    for member in why.conflict.iter().filter(|one| !told(one)) {
        let alone = member.relaxed(q);
        assert!(!possible(c, &alone), "seed {seed}: {member:?} would do");
    }
}

#[test]
fn conflicts_are_minimal_and_ways_out_are_the_least() {
    let many = Many::usually(400);
    let [a, b]: [Seen; 2] = many.judge(judge);
    let enough = |of: fn(&Seen) -> usize, least: usize| {
        let least = many.share(least);
        assert!(of(&a) + of(&b) >= least, "{least} are too few: {a:?} {b:?}");
    };
    enough(|seen| seen.infeasible, 200);
    enough(|seen| seen.members, 200);
    enough(|seen| seen.ways, 100);
    enough(|seen| seen.budgets, 20);
    enough(|seen| seen.limits, 2);
}
