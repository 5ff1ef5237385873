//! `rigbuild gpus` as its user meets it, and the tasks that a solve must run.

use crate::program::{document, flat, refused, said};
use serde_json::Value;

fn listed(arguments: &[&str]) -> Vec<Value> {
    let document = document(&[&["gpus"], arguments].concat(), 0);
    assert_eq!(document["schema"], "rigbuild.gpus/1");
    document["gpus"].as_array().expect("a list").clone()
}

fn number(one: &Value, field: &str) -> f64 {
    one[field].as_f64().unwrap_or(-1.0)
}

#[test]
fn every_chip_is_ranked_and_the_reference_scores_100() {
    let list = listed(&[]);
    assert!(list.len() > 60, "{}", list.len());
    let scores: Vec<f64> = list.iter().map(|one| number(one, "score")).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    let reference = list.iter().find(|one| one["chip"] == "rtx-3090").unwrap();
    assert!((number(reference, "score") - 100.0).abs() < 1e-9);
    let price = number(reference, "price_cents");
    let value = number(reference, "score") * 100_000.0 / price;
    assert!((number(reference, "score_per_1000") - value).abs() < 1e-3);
    assert!(
        list.iter()
            .all(|one| one["tasks"].as_array().unwrap().len() == 9)
    );
    // What has no price is listed all the same, without one.
    let unpriced = list.iter().filter(|one| one["price_cents"].is_null());
    assert!(unpriced.clone().all(|one| one["score_per_1000"].is_null()));
}

#[test]
fn an_order_is_the_one_asked_for() {
    let fields = |order: &str, field: &str| -> Vec<f64> {
        let list = listed(&["--sort", order]);
        list.iter()
            .map(|one| number(one, field))
            .filter(|n| *n >= 0.0)
            .collect()
    };
    assert!(fields("price", "price_cents").is_sorted());
    assert!(fields("value", "score_per_1000").is_sorted_by(|a, b| a >= b));
    assert!(fields("memory", "memory_gib").is_sorted_by(|a, b| a >= b));
    // Chips without a price come last where money ranks.
    let list = listed(&["--sort", "price"]);
    let priced = list.iter().map(|one| !one["price_cents"].is_null());
    assert!(priced.collect::<Vec<_>>().is_sorted_by(|a, b| a >= b));
    refused(&["gpus", "--sort", "beauty"], &["beauty"]);
}

#[test]
fn wishes_leave_chips_out() {
    let large = listed(&["--vram", "24G"]);
    assert!(large.iter().all(|one| number(one, "memory_gib") >= 24.0));
    let cuda = listed(&["--vendor", "cuda"]);
    assert!(cuda.iter().all(|one| one["vendor"] == "nvidia"));
    assert!(cuda.len() < listed(&[]).len());
    let new = listed(&["--used", "no"]);
    assert!(
        new.iter()
            .all(|one| one["condition"].is_null() || one["condition"] == "new")
    );
    let none = said(&["gpus", "--vram", "4000G"], 1);
    assert!(none.contains("0 GPU chips"), "{none}");
}

#[test]
fn the_table_says_what_a_chip_cannot_run() {
    let out = said(&["gpus", "--for", "full-finetune llama-3.1-8b"], 0);
    for expected in [
        "SCORE",
        "PRICE",
        "PER $1,000",
        "CAN'T RUN",
        "RTX 3090 24 GB",
        "tasks: 1 ",
    ] {
        assert!(flat(&out).contains(expected.trim()), "{expected}\n{out}");
    }
    let list = listed(&["--for", "full-finetune llama-3.1-8b"]);
    let no = |one: &&Value| one["tasks"][0]["verdict"] == "no";
    assert!(list.iter().any(|one| no(&one)) && !list.iter().all(|one| no(&one)));
}

/// A task named must run; one of a profile need not.
#[test]
fn a_solve_runs_every_task_that_is_named() {
    let large = "generate llama-3.3-70b quant=q4_k_m context=8192";
    let both = [
        "-b",
        "1200",
        "--for",
        large,
        "--for",
        "qlora llama-3.1-8b seq=4096",
    ];
    let answer = document(&both, 0);
    let tasks = answer["build"]["tasks"].as_array().unwrap();
    assert_eq!(tasks.len(), 2);
    assert!(
        tasks.iter().all(|task| task["verdict"] != "no"),
        "{tasks:?}"
    );
    for one in answer["alternatives"].as_array().unwrap() {
        let tasks = one["tasks"].as_array().unwrap();
        assert!(tasks.iter().all(|task| task["verdict"] != "no"), "{one}");
    }
}

#[test]
fn what_cannot_run_names_the_task_its_need_and_the_least_budget() {
    let task = "full-finetune llama-3.1-8b seq=2048 batch=auto";
    let wish = ["-b", "900", "--for", task];
    let out = said(&wish, 1);
    assert!(out.starts_with("✗ No build fits. These conflict:"), "{out}");
    for expected in [
        "`full-finetune llama-3.1-8b seq=2048 batch=auto` runs · a budget of $900.00",
        "GiB on a GPU and 210 GiB of system memory; the best build that need not run it,",
        "--budget ",
    ] {
        assert!(flat(&out).contains(expected.trim()), "{expected}\n{out}");
    }
    let answer = document(&wish, 1);
    assert_eq!(answer["conflict"][0]["constraint"], "task");
    assert!(answer["conflict"][0]["shortfall"].is_string());
    let ways = answer["relaxations"].as_array().unwrap();
    let flags: Vec<&str> = ways
        .iter()
        .map(|way| way["flag"].as_str().unwrap())
        .collect();
    assert_eq!(flags[0], format!("without --for '{task}'"));
    let budget = flags[1].strip_prefix("--budget ").unwrap();
    let enough = document(&["-b", budget, "--for", task], 0);
    assert_ne!(enough["build"]["tasks"][0]["verdict"], "no");
    let below = (budget.parse::<i64>().unwrap() - 1).to_string();
    said(&["-b", &below, "--for", task, "-q"], 1);
}
