//! Certificates: each answer's is accepted, and none is of what is not so.

use crate::random::{self, Additive, Random, TODAY};
use rigbuild::catalogue::{Catalogue, LoadOptions};
use rigbuild::certificate::{certify, check};
use rigbuild::request::{Best, Purpose, Request};
use rigbuild::solve::{UNWATCHED, best_build};
use rigbuild::unit::Usd;
use std::time::Instant;

#[test]
fn every_answer_is_certified() {
    let (mut answered, mut refused) = (0, 0);
    for seed in 0..2_500 {
        let mut r = Random::new(seed);
        let c = random::catalogue(&mut r, 4);
        let mut q = random::request(&mut r, &c);
        if seed % 5 == 0 {
            q.best = Best::Cheapest;
        }
        let pick = best_build(&c, &q, &Additive);
        let pick = pick.as_ref().map(|pick| &pick.build);
        let certificate = certify(&c, &q, &Additive, pick, &UNWATCHED);
        let certificate = certificate.unwrap_or_else(|why| panic!("seed {seed}: {why}"));
        let shown = check(&c, &q, &Additive, pick, &certificate);
        assert!(shown.is_ok(), "seed {seed}: {shown:?}");
        match pick {
            Some(_) => answered += 1,
            None => refused += 1,
        }
    }
    assert!(answered > 500 && refused > 100, "{answered}, {refused}");
}

fn built_in() -> Catalogue {
    Catalogue::load(&LoadOptions {
        layers: Vec::new(),
        builtin: true,
        today: TODAY,
    })
    .unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn answers_from_the_built_in_catalogue_are_certified() {
    let c = built_in();
    let questions: [(i64, &str, fn(&mut Request)); 7] = [
        (900, "research", |_| ()),
        (2_000, "research", |_| ()),
        (3_000, "llm-finetune", |q| q.tax_basis_points = 825),
        (3_500, "generate qwen3-32b", |q| q.best = Best::Cheapest),
        (5_000, "llm-inference", |_| ()),
        (20_000, "research", |_| ()),
        (400, "research", |_| ()),
    ];
    for (dollars, text, change) in questions {
        let purpose = Purpose::resolve(&c, &[text.to_owned()]).expect("a purpose");
        let mut q = Request::new(Some(Usd::dollars(dollars)), TODAY);
        purpose.apply(&mut q);
        change(&mut q);
        let scorer = &purpose.workload;
        let pick = best_build(&c, &q, scorer);
        let pick = pick.as_ref().map(|pick| &pick.build);
        let started = Instant::now();
        let certificate = certify(&c, &q, scorer, pick, &UNWATCHED);
        let emitted = started.elapsed();
        let certificate = certificate.unwrap_or_else(|why| panic!("${dollars}: {why}"));
        let started = Instant::now();
        let shown = check(&c, &q, scorer, pick, &certificate);
        let checked = started.elapsed();
        let size = serde_json::to_string(&certificate).expect("JSON").len();
        eprintln!(
            "${dollars} {text}: {shown:?}, {size} bytes, made in {emitted:?}, checked in {checked:?}"
        );
        assert!(shown.is_ok(), "${dollars}: {shown:?}");
    }
}
