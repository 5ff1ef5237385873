//! The catalogue against which dominance field by field is powerless: answers on it are
//! those of brute force.

use crate::many::Many;
use crate::oracle::compare;
use crate::random::{Additive, Random, TODAY};
use crate::smooth::{LARGE, catalogue, chips};
use rigbuild::request::Request;
use rigbuild::solve::solve;
use rigbuild::unit::Usd;

fn request(r: &mut Random) -> Request {
    let dollars = i64::try_from(900 + r.below(1_600)).expect("it fits");
    let mut q = Request::new(Some(Usd::dollars(dollars)), TODAY);
    q.gpus = r.one(&[(1, 1), (1, 2)]);
    q.tolerance_basis_points = r.one(&[0, 500, 2_000]);
    q.tax_basis_points = r.one(&[0, 825]);
    q
}

/// Few parts of each kind: the same as by brute force, to every question.
#[test]
fn the_same_answer_where_nothing_dominates() {
    let many = Many::usually(120);
    let feasible = many.judge(|seed, feasible: &mut usize| {
        let mut r = Random::new(6_000_000 + seed);
        let sizes = std::array::from_fn(|_| 3 + r.below(2));
        let c = catalogue(&mut r, sizes, chips());
        let q = request(&mut r);
        *feasible += usize::from(compare(seed, &c, &q));
    });
    let feasible: usize = feasible.iter().sum();
    assert!(feasible > many.share(30), "only {feasible} had an answer");
}

/// Field by field nothing dominates. Where two values make no difference to any rule (most of
/// the limits of a board's memory) one part still goes; two thirds are left at the least. And
/// there is an answer.
#[test]
fn dominance_leaves_two_thirds_of_it() {
    let mut r = Random::new(1);
    let c = catalogue(&mut r, LARGE.map(|size| size / 8), chips());
    let q = Request::new(Some(Usd::dollars(1_500)), TODAY);
    let answer = solve(&c, &q, &Additive, 1).expect("something fits");
    let proof = &answer.proof;
    assert!(
        proof.removed.dominance * 2 < proof.candidates,
        "{} of {}",
        proof.removed.dominance,
        proof.candidates
    );
}
