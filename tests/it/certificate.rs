//! Certificates: each answer's is accepted, and none is of what brute force refutes.

use crate::oracle::{self, Judged, identities};
use crate::program::{document, flat, refused, said};
use crate::random::{self, Additive, Random, TODAY};
use rigbuild::build::{Acquisition, Build, Line};
use rigbuild::catalogue::{Catalogue, LoadOptions};
use rigbuild::certificate::{Certificate, Flaw, Split, certify, check};
use rigbuild::part::{AnyPart, Condition};
use rigbuild::request::{Best, Purpose, Request};
use rigbuild::rules::Slot;
use rigbuild::solve::{UNWATCHED, best_build, tolerated};
use rigbuild::unit::{Cost, Usd};
use rigbuild::workload::Score;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// The pick of the solver with its certificate; `None` = nothing fits.
fn certified<'a>(c: &'a Catalogue, q: &Request) -> (Option<Build<'a>>, Certificate) {
    let pick = best_build(c, q, &Additive).map(|pick| pick.build);
    let certificate = certify(c, q, &Additive, pick.as_ref(), &UNWATCHED);
    let certificate = certificate.unwrap_or_else(|why| panic!("{why}"));
    (pick, certificate)
}

#[test]
fn every_answer_is_certified() {
    let (mut answered, mut nothing) = (0, 0);
    for seed in 0..2_500 {
        let mut r = Random::new(seed);
        let c = random::catalogue(&mut r, 4);
        let mut q = random::request(&mut r, &c);
        if seed % 5 == 0 {
            q.best = Best::Cheapest;
        }
        let (pick, certificate) = certified(&c, &q);
        let shown = check(&c, &q, &Additive, pick.as_ref(), &certificate);
        assert!(shown.is_ok(), "seed {seed}: {shown:?}");
        match pick {
            Some(_) => answered += 1,
            None => nothing += 1,
        }
    }
    assert!(answered > 600 && nothing > 1_000, "{answered}, {nothing}");
}

/// Every build of an instance, and what its certificates were found to be.
struct Trial<'a> {
    seed: u64,
    c: &'a Catalogue,
    q: &'a Request,
    judged: Vec<Judged>,
    /// Claims that are false, all refused, and claims that are true.
    false_claims: usize,
    true_claims: usize,
}

impl<'a> Trial<'a> {
    fn new(seed: u64, c: &'a Catalogue, q: &'a Request) -> Self {
        Self {
            seed,
            c,
            q,
            judged: oracle::all(c, q, true),
            false_claims: 0,
            true_claims: 0,
        }
    }

    /// Whether brute force finds the claim of a certificate to be so under a request.
    fn is_true(&self, q: &Request, pick: Option<&Build<'_>>, best: Option<Score>) -> bool {
        let fit = oracle::within(&self.judged, q);
        let fit: Vec<&Judged> = fit.into_iter().filter(|one| oracle::runs(one, q)).collect();
        let Some(pick) = pick else {
            return fit.is_empty();
        };
        let ids = identities(pick);
        let Some(pick) = fit.iter().find(|one| one.rank.5 == ids) else {
            return false;
        };
        let most = fit.iter().map(|one| one.score).max();
        let enough = best.map(|best| tolerated(best, q.tolerance_basis_points));
        let good = |one: &Judged| enough.is_some_and(|enough| one.score >= enough);
        let least = fit
            .iter()
            .filter(|one| good(one))
            .map(|one| one.rank.0)
            .min();
        best.is_some() && most == best && good(pick) && least == Some(pick.rank.0)
    }

    /// A certificate may be accepted only where its claim is true; says whether it is.
    fn judge(
        &mut self,
        what: &str,
        q: &Request,
        pick: Option<&Build<'_>>,
        certificate: &Certificate,
    ) -> Result<(), Flaw> {
        let found = check(self.c, q, &Additive, pick, certificate).map(|_| ());
        if self.is_true(q, pick, certificate.best) {
            self.true_claims += 1;
        } else {
            self.false_claims += 1;
            assert!(found.is_err(), "seed {}: {what}: accepted", self.seed);
        }
        found
    }

    /// The same, where a piece of the evidence is wrong whatever the claim.
    fn must_fail(&mut self, what: &str, pick: Option<&Build<'_>>, certificate: &Certificate) {
        let found = self.judge(what, self.q, pick, certificate);
        assert!(found.is_err(), "seed {}: {what}: accepted", self.seed);
    }

    /// Whether two names are of one part, new and used, at different prices.
    fn differ(&self, one: &str, other: &str) -> bool {
        let id = one.split(' ').next().unwrap_or_default();
        let same = other.split(' ').next() == Some(id);
        let part = self.c.part(id).filter(|_| same);
        let price = |condition| self.c.price(part?, condition, TODAY, self.q.prices);
        let new = price(Condition::New).map(|new| Cost::taxed(new.amount, self.q.tax_basis_points));
        let used = price(Condition::Used).map(|used| Cost::from(used.amount));
        new.zip(used).is_some_and(|(new, used)| new != used)
    }

    /// The build of these parts.
    fn build(&self, ids: &[(String, u8, u32)]) -> Build<'a> {
        let mut build = Build {
            lines: Vec::new(),
            chips: Vec::new(),
            boxed_cooler: false,
        };
        for (id, condition, count) in ids {
            let Some(part) = self.c.part(id) else {
                build.boxed_cooler = true;
                continue;
            };
            let owned = self.q.have.get(id).copied().unwrap_or(0).min(*count);
            let condition = match condition {
                0 => None,
                1 => Some(Condition::New),
                _ => Some(Condition::Used),
            };
            let price = |condition| self.c.price(part, condition, TODAY, self.q.prices);
            if let AnyPart::Gpu(card) = part {
                build.chips.push(self.c.chip(&card.chip).expect("a chip"));
            }
            build.lines.push(Line {
                part,
                count: *count,
                owned,
                acquisition: condition.map_or(Acquisition::Owned, |condition| {
                    Acquisition::Bought(condition, price(condition).expect("a price"))
                }),
            });
        }
        build
    }
}

/// A certificate with something changed.
fn with(certificate: &Certificate, change: impl FnOnce(&mut Certificate)) -> Certificate {
    let mut changed = certificate.clone();
    change(&mut changed);
    changed
}

/// Every split of a certificate, changed by `change` at the place-th.
fn resplit(certificate: &mut Certificate, place: usize, change: &dyn Fn(&mut Split)) {
    fn walk(split: &mut Split, left: &mut usize, change: &dyn Fn(&mut Split)) {
        if *left == 0 {
            change(split);
        }
        *left = left.wrapping_sub(1);
        split
            .open
            .values_mut()
            .for_each(|one| walk(one, left, change));
    }
    let mut left = place;
    let splits = certificate.options.iter_mut();
    splits
        .filter_map(|option| option.split.as_mut())
        .for_each(|split| walk(split, &mut left, change));
}

#[test]
fn no_false_claim_is_accepted() {
    let (mut false_claims, mut true_claims) = (0, 0);
    for seed in 0..500 {
        let mut r = Random::new(seed);
        let c = random::catalogue(&mut r, 3);
        let q = random::request(&mut r, &c);
        let mut trial = Trial::new(seed, &c, &q);
        let (pick, honest) = certified(&c, &q);
        let found = trial.judge("as it is", &q, pick.as_ref(), &honest);
        assert_eq!(found, Ok(()), "seed {seed}");
        evidence(&mut r, &mut trial, pick.as_ref(), &honest);
        claims(&mut r, &mut trial, pick.as_ref(), &honest);
        forged(&mut r, &mut trial);
        false_claims += trial.false_claims;
        true_claims += trial.true_claims;
    }
    // Changes that leave every claim true, or none, would prove little.
    eprintln!("{false_claims} false claims, {true_claims} true ones");
    assert!(false_claims > 1_000 && true_claims > 1_000);
}

/// Changes to the evidence alone.
fn evidence(r: &mut Random, trial: &mut Trial<'_>, pick: Option<&Build<'_>>, honest: &Certificate) {
    let q = trial.q;
    for slot in honest.witnesses.keys() {
        let list = &honest.witnesses[slot];
        let names: Vec<&String> = list.keys().collect();
        let removed = r.one(&names);
        let kept = &list[removed];
        let swapped = with(honest, |one| {
            let list = one.witnesses.get_mut(slot).expect("a list");
            list.remove(removed);
            list.insert(kept.clone(), removed.clone());
        });
        // Where the two are alike it is as good.
        let found = trial.judge("a witness swapped", q, pick, &swapped);
        let dearer = trial.differ(removed, kept);
        assert!(!dearer || found.is_err(), "seed {}: {removed}", trial.seed);
        let missing = with(honest, |one| {
            one.witnesses.get_mut(slot).expect("a list").remove(removed);
        });
        let found = trial.judge("a witness missing", q, pick, &missing);
        // Its card is an option of its own then, of which nothing is said.
        assert!(*slot != Slot::Gpu || found.is_err(), "seed {}", trial.seed);
        let circle = with(honest, |one| {
            let list = one.witnesses.get_mut(slot).expect("a list");
            list.insert(removed.clone(), removed.clone());
        });
        trial.must_fail("a witness for itself", pick, &circle);
        let nobody = with(honest, |one| {
            let list = one.witnesses.get_mut(slot).expect("a list");
            list.insert(removed.clone(), "nobody".to_owned());
        });
        trial.must_fail("a witness that is no part", pick, &nobody);
    }
    if honest.options.is_empty() {
        return;
    }
    // What is kept is left out for something else that is kept.
    let place = r.below(honest.options.len());
    let other = honest.options[r.below(honest.options.len())].gpu.clone();
    let forged = with(honest, |one| {
        let option = one.options.remove(place);
        let list = one.witnesses.entry(Slot::Gpu).or_default();
        list.insert(option.gpu, other);
    });
    trial.must_fail("a witness made up", pick, &forged);
    let missing = with(honest, |one| {
        one.options.remove(place);
    });
    trial.must_fail("an option missing", pick, &missing);
    let one_step = Cost::from(Usd::from_cents(1));
    if let Some(least) = honest.options[place].least {
        let dearer = with(honest, |one| {
            one.options[place].least = Some(least + one_step);
            one.options[place].split = None;
        });
        trial.must_fail("a cost raised", pick, &dearer);
        let none = with(honest, |one| one.options[place].least = None);
        trial.must_fail("no part beside it", pick, &none);
    }
    if let Some(most) = honest.options[place].most {
        let lower = with(honest, |one| {
            one.options[place].most = Some(Score(most.0 - 1));
            one.options[place].split = None;
        });
        trial.must_fail("a score lowered", pick, &lower);
        let none = with(honest, |one| one.options[place].most = None);
        trial.must_fail("no task runs", pick, &none);
    }
    for option in 0..honest.options.len() {
        if honest.options[option].split.is_some() {
            let bare = with(honest, |one| one.options[option].split = None);
            trial.must_fail("a split missing", pick, &bare);
        }
    }
    let splits = honest.options.iter().filter(|one| one.split.is_some());
    if splits.count() > 0 {
        let place = r.below(4);
        let slot = r.one(Slot::ALL);
        let other = with(honest, |one| {
            resplit(one, place, &|split| split.slot = slot);
        });
        let _either = trial.judge("another slot split", q, pick, &other);
        let cut = with(honest, |one| {
            resplit(one, place, &|split| split.open.clear());
        });
        let _either = trial.judge("splits cut", q, pick, &cut);
    }
}

/// The claim changed, and the question that it answers.
fn claims(r: &mut Random, trial: &mut Trial<'_>, pick: Option<&Build<'_>>, honest: &Certificate) {
    if pick.is_some() {
        for step in [-200_000, -1, 1] {
            let moved = with(honest, |one| {
                one.best = one.best.map(|best| Score(best.0 + step));
            });
            trial.must_fail("the best score moved", pick, &moved);
        }
        let unsaid = with(honest, |one| one.best = None);
        trial.must_fail("no best score", pick, &unsaid);
        trial.must_fail("nothing fits", None, &unsaid);
        let empty = with(honest, |one| one.holder.clear());
        trial.must_fail("nothing holds it", pick, &empty);
    }
    for _ in 0..6 {
        if trial.judged.is_empty() {
            break;
        }
        let other = r.below(trial.judged.len());
        let ids = trial.judged[other].rank.5.clone();
        let build = trial.build(&ids);
        let q = trial.q;
        let _either = trial.judge("another pick", q, Some(&build), honest);
    }
    let cents = trial.q.budget.map_or(0, Usd::cents);
    for change in [-20_000, -5_000, 5_000, 20_000, 100_000] {
        let richer = Request {
            budget: Some(Usd::from_cents((cents + change).max(1))),
            ..trial.q.clone()
        };
        let _either = trial.judge("another budget", &richer, pick, honest);
    }
    for tolerance in [0, 500, 3_000] {
        let other = Request {
            tolerance_basis_points: tolerance,
            ..trial.q.clone()
        };
        let _either = trial.judge("another tolerance", &other, pick, honest);
    }
}

/// Certificates of other questions and other catalogues, each sound where it was made.
fn forged(r: &mut Random, trial: &mut Trial<'_>) {
    let (c, q) = (trial.c, trial.q);
    let cents = q.budget.map_or(0, Usd::cents);
    let mut other = q.clone();
    match r.below(3) {
        0 => other.budget = Some(Usd::from_cents(cents * 3 / 4)),
        1 => other.budget = Some(Usd::from_cents(cents * 5 / 4)),
        _ => other.tolerance_basis_points = 2_500,
    }
    let (pick, certificate) = certified(c, &other);
    let _either = trial.judge("of another question", q, pick.as_ref(), &certificate);
    // There some part is dearer than it is, or is not offered.
    let mut poorer = c.clone();
    let offers = match r.below(5) {
        0 => &mut poorer.gpus[0].offers,
        1 => &mut poorer.cpus[0].offers,
        2 => &mut poorer.motherboards[0].offers,
        3 => &mut poorer.memory[0].offers,
        _ => &mut poorer.psus[0].offers,
    };
    if r.chance(50) {
        offers.clear();
    } else {
        let dearer = offers.iter_mut();
        dearer.for_each(|offer| offer.price = Usd::from_cents(offer.price.cents() * 2));
    }
    let (pick, certificate) = certified(&poorer, q);
    let ids = pick.as_ref().map(identities);
    let pick = ids.map(|ids| trial.build(&ids));
    let _either = trial.judge("of another catalogue", q, pick.as_ref(), &certificate);
}

/// Dollars, what for, and what else is asked.
type Question = (i64, &'static str, fn(&mut Request));

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
    let questions: [Question; 7] = [
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
        let certificate = certificate.unwrap_or_else(|why| panic!("${dollars}: {why}"));
        let made = started.elapsed();
        let started = Instant::now();
        let shown = check(&c, &q, scorer, pick, &certificate);
        let checked = started.elapsed();
        let size = serde_json::to_string(&certificate).expect("JSON").len();
        eprintln!(
            "${dollars} {text}: {shown:?}, {size} bytes, made in {made:?}, checked in {checked:?}"
        );
        let shown = shown.unwrap_or_else(|flaw| panic!("${dollars}: {flaw}"));
        assert!(shown.splits < 1_000 && size < 200_000, "${dollars}: {size}");
        // Some milliseconds on an idle machine.
        assert!(checked < Duration::from_secs(20), "${dollars}: {checked:?}");
    }
}

#[test]
fn a_saved_answer_carries_its_proof() {
    let answer = document(&["-b", "2000", "--certificate"], 0);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("certified.json");
    let verify = |answer: &Value, code| {
        std::fs::write(&file, answer.to_string()).expect("a file");
        flat(&said(&["verify", file.to_str().expect("UTF-8")], code))
    };
    let out = verify(&answer, 0);
    assert!(out.contains("✓ proof: none scores more"), "{out}");
    let gpu = answer["certificate"]["options"][0]["gpu"].as_str();
    let gpu = gpu.expect("a name");
    let best = answer["certificate"]["best"].as_i64().expect("a score");
    let cases = [
        (
            "/certificate/options/0/least",
            json!(9_000_000_000_i64),
            format!("`{gpu}`: the stated least cost is no bound"),
        ),
        (
            "/certificate/options/0/gpu",
            json!("x"),
            format!("nothing is said of the GPU `{gpu}`"),
        ),
        (
            "/certificate/best",
            json!(best + 500_000),
            "the certificate is about".to_owned(),
        ),
        (
            "/certificate/holder/case",
            json!("no-case"),
            "case: `no-case` is no candidate".to_owned(),
        ),
        (
            "/request/budget_cents",
            json!(600_000),
            "nothing shows that no build with it is better".to_owned(),
        ),
    ];
    for (pointer, value, says) in cases {
        let mut changed = answer.clone();
        *changed.pointer_mut(pointer).expect("it is there") = value;
        let out = verify(&changed, 1);
        assert!(
            out.contains("✗ proof: ") && out.contains(&says),
            "{pointer}: {out}"
        );
    }
    // Without the option there is none, and nothing is said of it.
    let answer = document(&["-b", "2000"], 0);
    assert_eq!(answer["certificate"], Value::Null);
    let out = verify(&answer, 0);
    assert!(!out.contains("proof:"), "{out}");
    refused(&["-b", "2000", "--certificate"], &["--json"]);
    let value = ["-b", "2000", "--json", "--certificate", "--best", "value"];
    refused(&value, &["--best speed"]);
    refused(&["frontier", "--certificate"], &["--certificate"]);
}
