//! How long the questions take: `cargo bench`. With `RIGBUILD_BENCH_CATALOG=DIR` over an
//! imported catalogue on top of the built-in one, whose parts lack what some standards ask.

#![expect(
    clippy::print_stderr,
    reason = "how many parts there are, beside the figures"
)]

#[allow(dead_code, reason = "the tests use the rest of it")]
#[path = "../it/random.rs"]
mod random;
#[allow(dead_code, reason = "the tests use the rest of it")]
#[path = "../it/smooth.rs"]
mod smooth;

use divan::Bencher;
use jiff::civil::{Date, date};
use rigbuild::catalogue::{Catalogue, LayerSource, LoadOptions};
use rigbuild::explain::{explain, explain_infeasible, why_not};
use rigbuild::part::GpuChip;
use rigbuild::request::{Purpose, Request};
use rigbuild::solve::{UNWATCHED, best_build, every, frontier, solve};
use rigbuild::unit::{Gibibytes, Usd};
use std::path::PathBuf;
use std::sync::LazyLock;

const TODAY: Date = date(2026, 11, 24);
/// Dollars.
const BUDGETS: [i64; 4] = [1_000, 2_000, 5_000, 12_000];
/// Standards that the public dumps cannot feed.
const LIFTED: [&str; 3] = ["STD-DISK", "STD-PSU", "STD-VRM"];

static LAYER: LazyLock<Option<PathBuf>> =
    LazyLock::new(|| std::env::var_os("RIGBUILD_BENCH_CATALOG").map(PathBuf::from));
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(catalogue);
static PURPOSE: LazyLock<Purpose> =
    LazyLock::new(|| Purpose::resolve(&CATALOGUE, &[]).expect("the default profile"));

fn main() {
    LazyLock::force(&PURPOSE);
    eprintln!("{} parts", CATALOGUE.parts().count());
    divan::main();
}

fn catalogue() -> Catalogue {
    let layer = LAYER.iter().cloned().map(LayerSource::named);
    Catalogue::load(&LoadOptions {
        layers: layer.collect(),
        builtin: true,
        today: TODAY,
    })
    .unwrap_or_else(|faults| panic!("{faults}"))
}

fn request(dollars: i64) -> Request {
    let mut request = Request::new(Some(Usd::dollars(dollars)), TODAY);
    PURPOSE.apply(&mut request);
    if LAYER.is_some() {
        request.allowed.rules.extend(LIFTED.map(str::to_owned));
    }
    request
}

/// Reading and checking every part.
#[divan::bench]
fn load() -> Catalogue {
    catalogue()
}

/// The proven best build alone, candidates and dominance included.
#[divan::bench(args = BUDGETS)]
fn optimum(bencher: Bencher<'_, '_>, dollars: i64) {
    let request = request(dollars);
    bencher.bench(|| best_build(&CATALOGUE, &request, &PURPOSE.workload));
}

/// The same with proof and neighbours, as the command asks for it.
#[divan::bench(args = BUDGETS)]
fn answer(bencher: Bencher<'_, '_>, dollars: i64) {
    let request = request(dollars);
    bencher.bench(|| solve(&CATALOGUE, &request, &PURPOSE.workload, 1));
}

/// Ten diverse builds beside it.
#[divan::bench(args = BUDGETS)]
fn top_ten(bencher: Bencher<'_, '_>, dollars: i64) {
    let request = request(dollars);
    bencher.bench(|| solve(&CATALOGUE, &request, &PURPOSE.workload, 10));
}

/// Ten builds of all.
#[divan::bench(args = BUDGETS)]
fn top_ten_of_all(bencher: Bencher<'_, '_>, dollars: i64) {
    let request = request(dollars);
    bencher.bench(|| every(&CATALOGUE, &request, &PURPOSE.workload, 10));
}

/// The best build at every budget up to this one.
#[divan::bench(args = BUDGETS)]
fn whole_frontier(bencher: Bencher<'_, '_>, dollars: i64) {
    let request = request(dollars);
    let to = Usd::dollars(dollars);
    bencher.bench(|| frontier(&CATALOGUE, &request, &PURPOSE.workload, None, to));
}

/// Reasons, and how far each price can move.
#[divan::bench(args = BUDGETS)]
fn explanation(bencher: Bencher<'_, '_>, dollars: i64) {
    let request = request(dollars);
    bencher.bench(|| explain(&CATALOGUE, &request, &PURPOSE.workload, &UNWATCHED));
}

/// What is against one card.
#[divan::bench(args = BUDGETS)]
fn why_not_a_4090(bencher: Bencher<'_, '_>, dollars: i64) {
    let request = request(dollars);
    let part = rigbuild::request::find_part(&CATALOGUE, "rtx-4090").expect("the chip");
    bencher.bench(|| why_not(&CATALOGUE, &request, &PURPOSE.workload, part, &UNWATCHED));
}

/// About 8,500 parts whose prices rise smoothly with every attribute, so that dominance
/// removes next to nothing. With the shipped chips and tasks.
static SMOOTH: LazyLock<Catalogue> = LazyLock::new(|| {
    let known = |chip: &&GpuChip| chip.memory >= Gibibytes::new(12) && chip.board_power.is_some();
    let mut chips: Vec<GpuChip> = CATALOGUE.gpu_chips.iter().filter(known).cloned().collect();
    chips.sort_by_key(|chip| chip.fp16_tensor_fp32_accumulate);
    smooth::catalogue(&mut random::Random::new(1), smooth::LARGE, chips)
});

/// The proven best build where dominance is powerless.
#[divan::bench(args = BUDGETS)]
fn optimum_where_nothing_dominates(bencher: Bencher<'_, '_>, dollars: i64) {
    let request = request(dollars);
    let scorer = &PURPOSE.workload;
    let found = best_build(&SMOOTH, &request, scorer);
    // To time a search that finds nothing would say little.
    assert!(found.is_some() || dollars < 5_000, "nothing fits");
    bencher.bench(|| best_build(&SMOOTH, &request, scorer));
}

/// Why nothing fits, and every way out.
#[divan::bench(args = [200, 400])]
fn conflict(bencher: Bencher<'_, '_>, dollars: i64) {
    let request = request(dollars);
    bencher.bench(|| explain_infeasible(&CATALOGUE, &request, &PURPOSE.workload));
}
