//! Cost of living over the shipped catalogue and by hand.

use super::*;
use crate::catalogue::LoadOptions;
use crate::request::Purpose;
use crate::rules::Setting;
use crate::rules::{GpuPick, Pick};
use crate::unit::{Gibibytes, UsdPerKilowattHour, Watts};
use crate::workload::{Link, Machine};
use jiff::civil::date;
use proptest::prelude::*;
use std::sync::LazyLock;

const TODAY: Date = date(2026, 11, 24);

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let options = LoadOptions {
        layers: Vec::new(),
        builtin: true,
        today: TODAY,
    };
    Catalogue::load(&options).unwrap_or_else(|faults| panic!("{faults}"))
});

fn living(price: &str, hours: u32) -> Living {
    Living {
        rate: Some(Rate {
            price: price.parse().unwrap(),
            region: None,
        }),
        hours: HoursPerDay::new(hours),
    }
}

/// Parts that the power of a build is made of.
struct Parts {
    chip: crate::part::GpuChip,
    card: crate::part::Gpu,
    cpu: crate::part::Cpu,
    psu: crate::part::Psu,
}

fn parts(gpu: u32, cpu: u32) -> Parts {
    let end = "status: current, sources: [s], verified: 2026-11-24";
    Parts {
        chip: serde_yaml::from_str(&format!(
            "{{id: c, name: C, vendor: nvidia, architecture: ampere, memory: 24 GiB, \
             board_power: {gpu} W, sources: [s], verified: 2026-11-24}}"
        ))
        .unwrap(),
        card: serde_yaml::from_str(&format!("{{id: g, chip: c, name: G, {end}}}")).unwrap(),
        cpu: serde_yaml::from_str(&format!(
            "{{id: p, name: P, socket: am5, max_power: {cpu} W, {end}}}"
        ))
        .unwrap(),
        psu: serde_yaml::from_str(&format!(
            "{{id: u, name: U, wattage: 1600 W, efficiency: gold, {end}}}"
        ))
        .unwrap(),
    }
}

fn power(parts: &Parts, count: u32, limit: Option<u32>) -> Result<WallPower, &'static str> {
    let setting = Setting {
        power_limit: limit.map(Watts::new),
        ..Setting::default()
    };
    let gpus = [GpuPick {
        card: &parts.card,
        chip: &parts.chip,
        count,
    }];
    let psus = [Pick {
        part: &parts.psu,
        count: 1,
    }];
    let mut draft = Draft::empty(&setting);
    draft.gpus = Some(&gpus);
    draft.cpu = Some(&parts.cpu);
    draft.psus = Some(&psus);
    WallPower::of(&draft)
}

#[test]
fn the_draw_of_a_build_by_hand() {
    // 45 W + half of 142 W + 350 W = 466 W inside, 90 % efficient at low load.
    let one = power(&parts(350, 142), 1, None).unwrap();
    assert_eq!(one.work, Watts::new(518));
    assert_eq!(one.rest, Watts::new(73));
    // Limited to 200 W: 316 W inside.
    let limited = power(&parts(350, 142), 1, Some(200)).unwrap();
    assert_eq!(limited.work, Watts::new(352));
    // A limit above the card's own changes nothing.
    assert_eq!(power(&parts(350, 142), 1, Some(400)), Ok(one));
}

#[test]
fn two_3090s_draw_what_was_measured_at_the_wall_or_a_fifth_more() {
    // 760 W while generating, which loads cards less than training does, and 90 W idle:
    // ai-radar.it after r/LocalLLaMA, 2026.
    let two = power(&parts(350, 142), 2, None).unwrap();
    assert!((760..=912).contains(&two.work.steps()), "{two:?}");
    assert!((81..=99).contains(&two.rest.steps()), "{two:?}");
}

#[test]
fn what_is_missing_is_named() {
    let mut silent = parts(350, 142);
    silent.chip.board_power = None;
    assert_eq!(power(&silent, 1, None), Err("gpu board_power"));
    let mut silent = parts(350, 142);
    silent.cpu.max_power = None;
    assert_eq!(power(&silent, 1, None), Err("cpu max_power"));
    let mut silent = parts(350, 142);
    silent.psu.efficiency = None;
    assert_eq!(power(&silent, 1, None), Err("psu efficiency"));
}

#[test]
fn tariffs_are_prices_or_regions() {
    let price = |text: &str| text.parse::<TariffWish>();
    let cents = |n| Ok(TariffWish::Price(UsdPerKilowattHour::from_steps(n)));
    for text in ["0.31", "$0.31", "0.31 USD/kWh", " 0.31/kWh "] {
        assert_eq!(price(text), cents(3100), "{text}");
    }
    assert_eq!(price("0"), cents(0));
    assert_eq!(price("us-ca"), Ok(TariffWish::Region("us-ca".to_owned())));
    for text in [
        "-0.3",
        "31",
        "0,31",
        "1e-1",
        "",
        "  ",
        "$",
        "0.31 EUR/kWh",
        "0.123456",
    ] {
        assert!(price(text).is_err(), "{text}");
    }
}

#[test]
fn regions_are_found_by_id_or_name_and_the_mistyped_are_told() {
    let rate = |text: &str| Rate::resolve(&CATALOGUE, Some(&text.parse().unwrap()));
    for text in ["us-ca", "US-CA", "california"] {
        let found = rate(text).unwrap().unwrap();
        assert_eq!(found.region.unwrap().id, "us-ca", "{text}");
        assert_eq!(found.price, UsdPerKilowattHour::from_steps(3470));
    }
    let error = rate("Germny").unwrap_err().to_string();
    assert!(error.ends_with("did you mean `Germany`?"), "{error}");
    let error = rate("atlantis").unwrap_err().to_string();
    assert!(error.contains("such as us-ca"), "{error}");
    let default = Rate::resolve(&CATALOGUE, None).unwrap().unwrap();
    assert_eq!(default.region.unwrap().id, DEFAULT_REGION);
    assert_eq!(Rate::resolve(&Catalogue::default(), None), Ok(None));
}

/// One RTX 3090 in a host that holds nothing back, for these tasks.
fn one_3090(tasks: &[&str], living: &Living, total: Usd, catalogue: &Catalogue) -> CostOfLiving {
    let texts: Vec<String> = tasks.iter().map(|&text| text.to_owned()).collect();
    let purpose = Purpose::resolve(catalogue, &texts).unwrap();
    let machine = Machine {
        chip: catalogue.chip("rtx-3090").unwrap(),
        count: 1,
        link: Link::WIDEST,
        cores: None,
        memory: Gibibytes::new(0),
        memory_type: crate::part::MemoryType::Ddr5,
        power_limit: None,
        desktop: false,
    };
    let parts = parts(350, 142);
    let setting = Setting::default();
    let gpus = [GpuPick {
        card: &parts.card,
        chip: &parts.chip,
        count: 1,
    }];
    let psus = [Pick {
        part: &parts.psu,
        count: 1,
    }];
    let mut draft = Draft::empty(&setting);
    draft.gpus = Some(&gpus);
    draft.cpu = Some(&parts.cpu);
    draft.psus = Some(&psus);
    let reports = purpose.workload.report(&machine);
    let judged = Judged {
        draft: &draft,
        total,
        tasks: &reports,
        workload: &purpose.workload,
    };
    CostOfLiving::of(judged, living, catalogue, TODAY)
}

/// The shipped catalogue with the rents of one chip alone.
fn renting(chip: &str, usd: &[&str]) -> Catalogue {
    let offers: Vec<String> = usd
        .iter()
        .map(|price| {
            format!("{{provider: P, price: {price} USD/h, billing: on-demand, as_of: 2026-11-01, source: s}}")
        })
        .collect();
    let text = format!("[{{chip: {chip}, offers: [{}]}}]", offers.join(", "));
    Catalogue {
        cloud: serde_yaml::from_str(&text).unwrap(),
        ..CATALOGUE.clone()
    }
}

const VISION: &str = "train-vision resnet50 image=224 batch=auto";

#[test]
fn the_same_card_rented_takes_the_same_hours() {
    let catalogue = renting("rtx-3090", &["0.2", "0.6", "1.5"]);
    // 518 W at 20 cents are 10.36 cents an hour.
    let cost = one_3090(
        &[VISION],
        &living("0.2 USD/kWh", 4),
        Usd::dollars(1800),
        &catalogue,
    );
    assert!((cost.of_hour.unwrap() - 0.1036).abs() < 1e-9);
    let found = cost.tasks[0].renting.nearest().unwrap();
    assert!((found.ratio - 1.0).abs() < 1e-9);
    // $1,800 / 36 months / ($0.60 - $0.1036) = 100.73 h; / ($1.50 - $0.1036) = 35.81 h;
    // / ($0.20 - $0.1036) = 518.67 h.
    let hours = cost.overall.unwrap().break_even.unwrap();
    let near = |one: BreakEven, hours: f64| (one.hours().unwrap() - hours).abs() < 0.01;
    assert!(
        near(hours.least, 35.81) && near(hours.median, 100.73),
        "{hours:?}"
    );
    assert!(near(hours.most, 518.67), "{hours:?}");
    assert_eq!(cost.tasks[0].break_even, Some(hours));
}

#[test]
fn a_faster_rented_card_needs_fewer_hours() {
    let catalogue = renting("rtx-4090", &["0.6"]);
    let cost = one_3090(
        &[VISION],
        &living("0.2 USD/kWh", 4),
        Usd::dollars(1800),
        &catalogue,
    );
    let found = cost.tasks[0].renting.nearest().unwrap();
    assert!(found.ratio < 0.8, "{found:?}");
    assert!((found.rent.median - 0.6 * found.ratio).abs() < 1e-9);
}

#[test]
fn what_does_not_fit_one_rented_gpu_rents_several_or_is_not_known() {
    let big = "generate llama-3.3-70b quant=q4_k_m context=8192";
    let two_tasks = [VISION, big];
    let here = living("0.2 USD/kWh", 4);
    let catalogue = renting("rtx-3090", &["0.6"]);
    let cost = one_3090(&two_tasks, &here, Usd::dollars(1800), &catalogue);
    // The build has no memory to offload to, so the 70B does not run on it.
    assert_eq!(cost.tasks[1].renting, Renting::NotOnBuild);
    assert_eq!(cost.overall.unwrap().tasks, 1);
    let small = renting("rtx-3060-12g", &["0.1"]);
    let lora = ["generate qwen3-32b quant=q4_k_m context=4096"];
    let cost = one_3090(&lora, &here, Usd::dollars(1800), &small);
    assert_eq!(
        cost.tasks[0].renting.nearest().unwrap().count,
        2,
        "{cost:?}"
    );
    let none = Catalogue {
        cloud: Vec::new(),
        ..CATALOGUE.clone()
    };
    let cost = one_3090(&[VISION], &here, Usd::dollars(1800), &none);
    assert_eq!(cost.tasks[0].renting, Renting::Nowhere);
    assert_eq!(cost.overall, None);
}

#[test]
fn without_a_price_of_electricity_nothing_is_guessed() {
    let unknown = Living {
        rate: None,
        hours: DEFAULT_HOURS,
    };
    let cost = one_3090(&[VISION], &unknown, Usd::dollars(1800), &CATALOGUE);
    assert_eq!((cost.electricity, cost.of_hour), (None, None));
    assert!(cost.tasks[0].renting.nearest().is_some());
    assert_eq!(cost.overall.unwrap().break_even, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn a_dearer_tariff_never_makes_buying_pay_earlier(cents in 1u32..4_000, more in 0u32..4_000) {
        let cost = |steps: u32| {
            let price = UsdPerKilowattHour::from_steps(steps);
            let living = living(&price.to_string(), 4);
            one_3090(&[VISION], &living, Usd::dollars(1800), &CATALOGUE)
        };
        let (low, high) = (cost(cents), cost(cents + more));
        prop_assert!(high.electricity.unwrap().total() >= low.electricity.unwrap().total());
        let hours = |cost: &CostOfLiving| {
            let even = cost.overall.unwrap().break_even.unwrap();
            [even.least, even.median, even.most].map(|one| one.hours().unwrap_or(f64::INFINITY))
        };
        for (low, high) in hours(&low).into_iter().zip(hours(&high)) {
            prop_assert!(high >= low);
        }
    }
}
