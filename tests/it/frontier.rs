//! The frontier against brute force and against solves at single budgets; the command.

use crate::many::Many;
use crate::oracle::{Judged, Rank, all, identities, runs, tolerated};
use crate::program::{document, flat, refused, said};
use crate::random::{self, Additive, Random};
use rigbuild::catalogue::Catalogue;
use rigbuild::request::{Best, Request};
use rigbuild::solve::{Frontier, best_build, frontier, value, verify};
use rigbuild::unit::{Cost, Usd};
use rigbuild::workload::Score;
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What one instance added.
#[derive(Default)]
struct Tally {
    /// Instances in which something fits.
    feasible: usize,
    steps: usize,
    budgets: usize,
    /// Rows that hide a step.
    thinned: usize,
}

#[test]
fn the_frontier_is_brute_forces() {
    let many = Many::usually(2_000);
    let tallies: [Tally; 2] = many.judge(judged);
    let sum = |part: fn(&Tally) -> usize| tallies.iter().map(part).sum::<usize>();
    let (feasible, steps) = (sum(|one| one.feasible), sum(|one| one.steps));
    let (budgets, thinned) = (sum(|one| one.budgets), sum(|one| one.thinned));
    assert!(
        feasible > many.share(500)
            && steps > feasible * 3 / 2
            && budgets > many.share(2_500)
            && thinned > many.share(50),
        "{feasible} with an answer, {steps} steps, {budgets} budgets, {thinned} thinned"
    );
}

fn judged(seed: u64, tally: &mut Tally) {
    let mut r = Random::new(2_000_000 + seed);
    let c = random::catalogue(&mut r, 3);
    let mut q = random::request(&mut r, &c);
    // Fewer demands: more builds, and more steps.
    q.allowed.warnings = true;
    if r.chance(50) {
        q.must_fit.clear();
    }
    for rule in rigbuild::rules::RULES {
        if r.chance(40) {
            q.allowed.rules.insert(rule.id.to_owned());
        }
    }
    let to = Usd::dollars(r.one(&[1_000, 2_000, 4_000, 20_000]));
    let found = frontier(&c, &q, &Additive, None, to);
    // Brute force takes long: where there is said to be nothing, every fifth time.
    if found.is_none() && !seed.is_multiple_of(5) {
        return;
    }
    let mut every = all(&c, &q, !seed.is_multiple_of(10));
    every.retain(|one| one.rank.0 <= Cost::from(to) && runs(one, &q));
    every.sort_by(|one, other| one.rank.cmp(&other.rank));
    let steps = steps(&every);
    let parts = |found: &Option<Frontier<'_>>| -> Vec<_> {
        let steps = found.iter().flat_map(|found| &found.steps);
        let each = steps.map(|step| (identities(&step.build), step.score, step.total));
        each.collect()
    };
    let wanted: Vec<_> = steps
        .iter()
        .map(|one| (one.rank.5.clone(), one.score, one.rank.0.to_pay()))
        .collect();
    assert_eq!(parts(&found), wanted, "steps, seed {seed}");
    assert_eq!(
        best_value(&c, &q, to),
        every
            .iter()
            .max_by_key(|one| worth(one))
            .map(|one| one.rank.5.clone()),
        "best value, seed {seed}"
    );
    let Some(found) = found else { return };
    tally.feasible += 1;
    tally.steps += steps.len();
    for step in &found.steps {
        let within = within(&q, to);
        assert_eq!(verify(&c, &within, &Additive, &step.build), [], "{seed}");
    }
    let budgets = budgets(&found, &mut r);
    tally.budgets += budgets.len();
    for budget in &budgets {
        same_answer(&c, &q, &found, *budget, &every, seed);
    }
    let rows = rows_hold(&c, &q, &found, &budgets, seed);
    tally.thinned += usize::from(rows < found.steps.len());
    // A range that begins higher up has the same answers.
    let from = r.one(&budgets.iter().copied().collect::<Vec<_>>());
    let part = frontier(&c, &q, &Additive, Some(from), to).expect("something fits");
    for budget in budgets.range(from..) {
        let answer = |found: &Frontier<'_>| {
            let at = found.answer_at(*budget);
            at.map(|at| identities(&found.steps[at].build))
        };
        assert_eq!(answer(&part), answer(&found), "from {from}, seed {seed}");
    }
    let higher = budgets.range(from..).copied().collect();
    rows_hold(&c, &q, &part, &higher, seed);
}

/// The builds that no other beats in both rank and score; `every` is in rank order.
fn steps(every: &[Judged]) -> Vec<&Judged> {
    let mut best: Option<Score> = None;
    let mut steps = Vec::new();
    for one in every {
        if best.is_none_or(|best| one.score > best) {
            best = Some(one.score);
            steps.push(one);
        }
    }
    steps
}

fn worth(one: &Judged) -> (i64, Score, Reverse<&Rank>) {
    let total = one.rank.0.to_pay();
    (value(one.score, total), one.score, Reverse(&one.rank))
}

fn within(q: &Request, budget: Usd) -> Request {
    Request {
        budget: Some(budget),
        ..q.clone()
    }
}

fn best_value(c: &Catalogue, q: &Request, budget: Usd) -> Option<Vec<(String, u8, u32)>> {
    let q = Request {
        best: Best::Value,
        ..within(q, budget)
    };
    let found = best_build(c, &q, &Additive)?;
    assert_eq!(verify(c, &q, &Additive, &found.build), []);
    Some(identities(&found.build))
}

/// Budgets at, just below, just above and between the steps.
fn budgets(found: &Frontier<'_>, r: &mut Random) -> BTreeSet<Usd> {
    let mut budgets = BTreeSet::from([found.to]);
    for step in &found.steps {
        let cents = step.total.cents();
        let some = i64::from(r.one(&[100_u32, 5_000, 40_000]));
        for near in [cents - 1, cents, cents + 1, cents + some] {
            if near <= found.to.cents() {
                budgets.insert(Usd::from_cents(near));
            }
        }
    }
    budgets
}

/// What the frontier says of a budget is what a solve there answers, and what brute force does.
fn same_answer(
    c: &Catalogue,
    q: &Request,
    found: &Frontier<'_>,
    budget: Usd,
    every: &[Judged],
    seed: u64,
) {
    let answer = found.answer_at(budget).map(|at| &found.steps[at]);
    let solved = best_build(c, &within(q, budget), &Additive);
    let parts = |one: &rigbuild::solve::Alternative<'_>| identities(&one.build);
    assert_eq!(
        answer.map(parts),
        solved.as_ref().map(parts),
        "a solve at {budget}, seed {seed}"
    );
    let affordable = || every.iter().filter(|one| one.rank.0 <= Cost::from(budget));
    let best = affordable().map(|one| one.score).max();
    assert_eq!(
        found.best_at(budget).map(|at| found.steps[at].score),
        best,
        "best at {budget}, seed {seed}"
    );
    let wanted = best.and_then(|best| {
        let least = tolerated(best, q.tolerance_basis_points);
        affordable().find(|one| one.score >= least)
    });
    assert_eq!(
        answer.map(parts),
        wanted.map(|one| one.rank.5.clone()),
        "at {budget}, seed {seed}"
    );
}

/// Each row is the answer at its budget; between two rows no answer scores beyond the
/// tolerance of the row before. Returns how many.
fn rows_hold(
    c: &Catalogue,
    q: &Request,
    found: &Frontier<'_>,
    budgets: &BTreeSet<Usd>,
    seed: u64,
) -> usize {
    let rows = found.rows();
    for row in &rows {
        let solved = best_build(c, &within(q, row.budget), &Additive).expect("an answer");
        assert_eq!(
            identities(&found.steps[row.step].build),
            identities(&solved.build),
            "row at {}, seed {seed}",
            row.budget
        );
    }
    for pair in rows.windows(2) {
        assert!(pair[0].budget < pair[1].budget, "seed {seed}");
        let [one, next] = [&pair[0], &pair[1]].map(|row| found.steps[row.step].score);
        assert!(
            tolerated(next, q.tolerance_basis_points) > one,
            "seed {seed}"
        );
    }
    for budget in budgets {
        let Some(answer) = found.answer_at(*budget) else {
            continue;
        };
        let row = rows.iter().rfind(|row| row.budget <= *budget);
        let row = row.unwrap_or_else(|| panic!("no row at {budget}, seed {seed}"));
        let least = tolerated(found.steps[answer].score, q.tolerance_basis_points);
        assert!(
            found.steps[row.step].score >= least,
            "hidden at {budget}, seed {seed}"
        );
    }
    rows.len()
}

// The command.

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("{value}"))
}

fn list(document: &Value, field: &str) -> Vec<Value> {
    document[field].as_array().expect("a list").clone()
}

#[test]
fn a_row_is_the_answer_at_its_budget() {
    let found = document(&["frontier", "--from", "1500", "--to", "2500"], 0);
    assert_eq!(found["schema"], "rigbuild.frontier/1");
    let (rows, steps) = (list(&found, "rows"), list(&found, "steps"));
    assert_eq!(number(&rows[0]["budget_cents"]), 150_000);
    assert!(rows.len() > 2 && steps.len() >= rows.len(), "{rows:?}");
    for row in &rows {
        let budget = Usd::from_cents(number(&row["budget_cents"])).to_string();
        let answer = document(&["--budget", &budget], 0);
        let step = &steps[usize::try_from(number(&row["step"])).unwrap()];
        assert_eq!(answer["build"]["parts"], step["build"]["parts"], "{budget}");
        assert_eq!(answer["build"]["total_cents"], row["total_cents"]);
        assert_eq!(answer["build"]["score"]["cautious"], row["score"]);
    }
    for pair in steps.windows(2) {
        let [total, next] = [&pair[0], &pair[1]].map(|step| number(&step["total_cents"]));
        assert!(total <= next && next <= 250_000);
        assert_eq!(number(&pair[1]["extra_cents"]), next - total);
        assert!(pair[1]["gain"].as_f64().unwrap() >= 1.0);
    }
}

#[test]
fn the_table_shows_what_is_beyond_the_tolerance_or_everything() {
    let rows = |text: &str| text.lines().filter(|line| line.contains('$')).count();
    let usual = said(&["frontier"], 0);
    let all = said(&["frontier", "--all"], 0);
    assert!(rows(&all) > rows(&usual) + 5, "{usual}{all}");
    assert!(usual.contains("up to $6,000"), "{usual}");
    assert!(
        usual.contains("BUYS") && usual.contains("not included:"),
        "{usual}"
    );
    let twice = said(&["frontier", "-b", "1500"], 0);
    assert!(twice.contains("up to $3,000"), "{twice}");
    let unscored = said(&["frontier", "--for", "tabular"], 0);
    assert!(flat(&unscored).contains("no speed model"), "{unscored}");
    assert!(!unscored.contains("RTX 3090 = 100"), "{unscored}");
}

#[test]
fn a_range_in_which_nothing_fits_is_an_answer() {
    let text = said(&["frontier", "--to", "300"], 1);
    assert!(
        text.contains("No build fits") && text.contains("--budget"),
        "{text}"
    );
    let why = document(&["frontier", "--to", "300"], 1);
    assert_eq!(why["schema"], "rigbuild.frontier/1");
    assert_eq!(why["infeasible"]["conflict"][0]["constraint"], "budget");
    assert!(list(&why, "steps").is_empty());
    // Below the cheapest build the range begins with it.
    let found = document(&["frontier", "--from", "300", "--to", "1000"], 0);
    let first = &found["rows"][0];
    assert_eq!(first["budget_cents"], first["total_cents"]);
}

#[test]
fn what_means_nothing_is_refused() {
    refused(
        &["frontier", "--from", "3000", "--to", "2000"],
        &["$3,000.00", "--to $2,000.00"],
    );
    refused(
        &["frontier", "--from", "3000", "-b", "1000"],
        &["twice the budget", "--to"],
    );
    refused(&["frontier", "--from", "-1"], &["--from"]);
    refused(&["frontier", "--to", "0"], &["more than $0"]);
    for option in ["--top=5", "--save=x", "--best=cheapest"] {
        let name = option.split('=').next().unwrap();
        refused(&["frontier", option], &[name, "frontier"]);
    }
    refused(&["frontier", "--for", "nonsense"], &["nonsense"]);
}

/// The step with the most score for a dollar, worked out from the printed figures.
#[test]
fn the_best_value_has_the_most_score_for_a_dollar() {
    let found = document(&["frontier", "--to", "4000"], 0);
    #[expect(clippy::cast_precision_loss, reason = "a test")]
    let worth =
        |step: &Value| step["score"].as_f64().unwrap() / number(&step["total_cents"]) as f64;
    let steps = list(&found, "steps");
    let best = steps
        .iter()
        .max_by(|a, b| worth(a).total_cmp(&worth(b)))
        .unwrap();
    let answer = document(&["-b", "4000", "--best", "value"], 0);
    assert_eq!(answer["request"]["best"], "value");
    assert_eq!(answer["build"]["total_cents"], best["total_cents"]);
    assert_eq!(answer["build"]["parts"], best["build"]["parts"]);
    let text = said(&["-b", "4000", "--best", "value"], 0);
    assert!(text.contains("Best value within $4,000"), "{text}");
}

/// $100 over the budget: either the next step lies beyond, which is said with it, or within,
/// and a line of its own tells only of what scores beyond that step.
#[test]
fn a_hundred_more_is_told_once() {
    let (mut beyond, mut further) = (0, 0);
    for budget in ["1900", "2000", "2050", "2200", "2900", "3100"] {
        let text = flat(&said(&["-b", budget], 0));
        let reach = format!("{}", budget.parse::<i64>().unwrap() + 100);
        let tighter = document(&["-b", &reach, "--tolerance", "0"], 0);
        let here = document(&["-b", budget, "--tolerance", "0"], 0);
        let [best, now] =
            [&tighter, &here].map(|one| one["build"]["score"]["cautious"].as_f64().unwrap());
        let nothing = text.contains("$100 more buys nothing beyond the tolerance");
        assert_eq!(
            nothing,
            best <= now / 0.95,
            "{budget}: {best} after {now}: {text}"
        );
        beyond += usize::from(nothing);
        if text.contains("$100 over the budget: ") {
            let steps = list(&document(&["-b", budget], 0), "next_steps");
            let score = |at: usize| steps[at]["build"]["score"]["cautious"].as_f64().unwrap();
            assert!(score(1) > score(0) / 0.95, "{steps:?}");
            assert!(score(1) <= best, "{steps:?}");
            further += 1;
        }
    }
    assert!(
        beyond > 0 && further > 0,
        "{beyond} beyond, {further} further"
    );
}
