//! The lists of best builds against brute force: `--top N --clones` ranks every build, and
//! `--top N` one of each GPU set and platform. Same builds, same order, whatever ties.

use crate::many::Many;
use crate::oracle::{Judged, all, identities, runs, within};
use crate::random::{self, Additive, Random};
use rigbuild::catalogue::Catalogue;
use rigbuild::part::Condition;
use rigbuild::request::Request;
use rigbuild::solve::{every, solve, verify};
use rigbuild::unit::Usd;
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// How many builds are asked for.
const COUNTS: [usize; 5] = [1, 2, 3, 10, 25];

/// A catalogue in which some parts are sold twice: in another colour or by another shop, at
/// the same price or nearly.
fn instance(seed: u64) -> (Catalogue, Request) {
    let mut r = Random::new(2_000_000 + seed);
    let mut c = random::catalogue(&mut r, 3);
    macro_rules! twin {
        ($($field:ident),+) => {$(
            if r.chance(35) {
                let at = r.below(c.$field.len());
                let mut twin = c.$field[at].clone();
                // Half come before the part in the order of ids, half after.
                twin.id = format!("{}{}", r.one(&["a-", "z-"]), twin.id);
                for offer in &mut twin.offers {
                    let cents = offer.price.cents() + r.one(&[0, 0, 0, 1, 1_000, 5_000]);
                    offer.price = Usd::from_cents(cents);
                    if r.chance(10) {
                        offer.condition = Condition::Used;
                    }
                }
                c.$field.push(twin);
                c.$field.sort_by(|a, b| a.id.cmp(&b.id));
            }
        )+};
    }
    twin!(
        gpus,
        cpus,
        motherboards,
        memory,
        psus,
        storage,
        coolers,
        cases
    );
    // Some are also sold weaker and no cheaper: what a task needs or the score counts.
    if r.chance(30) {
        let mut weaker = c.cpus[r.below(c.cpus.len())].clone();
        weaker.id = format!("y-{}", weaker.id);
        weaker.cores = weaker.cores.map(|cores| cores / 2);
        c.cpus.push(weaker);
        c.cpus.sort_by(|a, b| a.id.cmp(&b.id));
    }
    let q = random::request(&mut r, &c);
    (c, q)
}

/// Compares the lists of an instance; returns how many builds there are.
fn compare(seed: u64) -> usize {
    let (c, q) = instance(seed);
    let judged = all(&c, &q, true);
    let mut ranked: Vec<&Judged> = within(&judged, &q)
        .into_iter()
        .filter(|one| runs(one, &q))
        .collect();
    ranked.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.rank.cmp(&b.rank)));
    let mut groups: Vec<&Judged> = Vec::new();
    for one in &ranked {
        if groups.iter().all(|known| known.group != one.group) {
            groups.push(one);
        }
    }
    for count in COUNTS {
        let found = every(&c, &q, &Additive, count);
        let list: Vec<_> = found
            .iter()
            .map(|one| (one.score, one.total, identities(&one.build)))
            .collect();
        let wanted = |one: &&Judged| (one.score, one.rank.0.to_pay(), one.rank.5.clone());
        let best: Vec<_> = ranked.iter().take(count).map(wanted).collect();
        assert_eq!(list, best, "the best {count}, seed {seed}");
        for one in &found {
            assert_eq!(verify(&c, &q, &Additive, &one.build), [], "seed {seed}");
        }
        if count != 2 && count != 10 {
            continue;
        }
        let top = solve(&c, &q, &Additive, count).map(|answer| answer.top);
        let top: Vec<_> = top
            .unwrap_or_default()
            .iter()
            .map(|one| (one.score, one.total, identities(&one.build)))
            .collect();
        let best: Vec<_> = groups.iter().take(count).map(wanted).collect();
        assert_eq!(top, best, "the best {count} groups, seed {seed}");
    }
    ranked.len()
}

/// What the program prints of the list: as many builds as asked for, each once, from the best
/// down; in text what each has otherwise.
#[test]
fn the_program_lists_every_build() {
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rigbuild"));
        command.env_clear().env("RIGBUILD_TODAY", "2026-11-24");
        command.env(
            "HOME",
            concat!(env!("CARGO_TARGET_TMPDIR"), "/no-such-home"),
        );
        let output = command
            .args(arguments)
            .output()
            .expect("the program starts");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let asked = ["-b", "2500", "--tolerance", "0", "--top", "40", "--clones"];
    let json: Value = serde_json::from_str(&run(&[&asked[..], &["--json"]].concat())).unwrap();
    let alternatives = json["alternatives"].as_array().unwrap().iter();
    let top: Vec<&Value> = alternatives.filter(|one| one["role"] == "top").collect();
    assert_eq!(top.len(), 40);
    let parts = |build: &Value| -> Vec<String> {
        let parts = build["parts"].as_array().unwrap().iter();
        parts
            .map(|part| format!("{} {} {}", part["id"], part["count"], part["condition"]))
            .collect()
    };
    let order = |build: &Value| {
        let score = build["score"]["cautious"].as_f64().unwrap();
        (score, -build["total_cents"].as_i64().unwrap())
    };
    assert!(
        top.iter()
            .map(|one| parts(one))
            .collect::<BTreeSet<_>>()
            .len()
            == 40
    );
    assert!(top.windows(2).all(|pair| order(pair[0]) >= order(pair[1])));
    assert!(
        top.iter()
            .all(|one| one["total_cents"].as_i64() <= Some(250_000))
    );
    // Without a tolerance the first is the pick, and some have a card of its chip in its place.
    assert_eq!(parts(top[0]), parts(&json["build"]));
    let differing = |one: &Value| {
        let (mine, theirs) = (parts(one), parts(&json["build"]));
        mine.iter().zip(&theirs).filter(|(a, b)| a != b).count()
    };
    assert!(top[1..].iter().any(|one| differing(one) == 1));
    let text = run(&asked);
    assert_eq!(text.matches("nothing: it is the pick").count(), 1, "{text}");
    // The second says first in what it is unlike the pick.
    let second = text
        .lines()
        .find(|line| line.trim_start().starts_with("2  "));
    let other = (0..8).find(|at| parts(top[1])[*at] != parts(top[0])[*at]);
    let name = &top[1]["parts"][other.expect("they differ")]["name"];
    let maker = name.as_str().unwrap().split(' ').next().unwrap();
    assert!(second.is_some_and(|line| line.contains(maker)), "{text}");
}

#[test]
fn the_lists_are_those_of_brute_force() {
    let many = Many::usually(600);
    let chosen = many.judge(|seed, chosen: &mut usize| {
        // Where there are fewer builds than asked for, nothing is chosen.
        *chosen += usize::from(compare(seed) > COUNTS[4]);
    });
    let chosen: usize = chosen.iter().sum();
    let least = many.share(100);
    assert!(
        chosen >= least,
        "only {chosen} of {} had many builds",
        many.count
    );
}
