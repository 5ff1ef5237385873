//! The platform that looks cheapest need not be the one that a GPU can be completed on.

use crate::random::{Additive, TODAY};
use rigbuild::catalogue::Catalogue;
use rigbuild::part::{RadiatorMount, RadiatorPosition};
use rigbuild::request::Request;
use rigbuild::solve::{best_build, solve};
use rigbuild::unit::{Gibibytes, Gigabytes, Millimetres, Usd};
use serde::de::DeserializeOwned;

/// A part from its YAML fields, with the fields that all parts share.
fn part<P: DeserializeOwned>(fields: &str, dollars: u32) -> P {
    let offer = format!("{{price: ${dollars}.00, condition: new, as_of: {TODAY}, source: test}}");
    let text = format!(
        "{{{fields}, status: current, offers: [{offer}], sources: [test], verified: {TODAY}}}"
    );
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// One card of 24 GiB. With 16 GiB the DDR4 platform costs $200 and the DDR5 platform $250,
/// so DDR4 is looked at first; but the card asks for 32 GiB, which cost $500 as DDR4 and
/// $200 as DDR5, on the cheaper board.
fn catalogue() -> Catalogue {
    let board = |id: &str, memory: &str, dollars| {
        let slots = "slots: [{name: A, position: 1, size: x16, root: cpu, generation: 4}], modes: [{lanes: {A: 16}}]";
        let rest =
            "m2: [{name: M, lanes: 4, generation: 4, sizes: ['2280']}], eps: 1, vrm_heatsink: true";
        part(
            &format!(
                "id: {id}, name: {id}, socket: lga1700, chipset: b760, form_factor: atx, memory: {{type: {memory}, slots: 4, max: 128 GiB}}, {slots}, {rest}"
            ),
            dollars,
        )
    };
    let kit = |id: &str, memory: &str, size, dollars| {
        let form = "form: dimm, registration: unbuffered, modules: 2, speed: 4800 MT/s, ranks: 1";
        part(
            &format!("id: {id}, name: {id}, type: {memory}, module_size: {size} GiB, {form}"),
            dollars,
        )
    };
    let chip = format!(
        "{{id: chip, name: Chip, vendor: nvidia, architecture: ampere, compute_capability: '8.6', memory: 24 GiB, board_power: 300 W, recommended_psu: 750 W, pcie_lanes: 16, sources: [test], verified: {TODAY}}}"
    );
    Catalogue {
        gpu_chips: vec![serde_yaml::from_str(&chip).expect("a chip")],
        gpus: vec![part(
            "id: card, chip: chip, name: Card, length: 280 mm, slots: 2, cooling: open-air, power: [8-pin, 8-pin], display: true",
            500,
        )],
        cpus: vec![part(
            "id: cpu, name: CPU, socket: lga1700, generation: alder-lake, cores: 6, tdp: 65 W, max_power: 117 W, memory_types: [ddr4, ddr5], memory_channels: 2, max_memory: 128 GiB, integrated_graphics: false, boxed_cooler: true, pcie_generation: 5, gpu_lanes: 16",
            100,
        )],
        motherboards: vec![
            board("board-ddr4", "ddr4", 150),
            board("board-ddr5", "ddr5", 100),
        ],
        memory: vec![
            kit("kit-ddr4-16", "ddr4", 8, 50),
            kit("kit-ddr4-32", "ddr4", 16, 500),
            kit("kit-ddr5-16", "ddr5", 8, 150),
            kit("kit-ddr5-32", "ddr5", 16, 200),
        ],
        psus: vec![part(
            "id: psu, name: PSU, wattage: 850 W, form_factor: atx, efficiency: gold, atx_version: '3.1', length: 140 mm, eps: 2, pcie_8pin: 4, pin16: 1, warranty: 10 years",
            100,
        )],
        storage: vec![part(
            "id: drive, name: Drive, capacity: 1 TB, interface: nvme, form: m.2, m2_size: '2280', generation: 4, endurance: 600 TBW",
            100,
        )],
        cases: vec![part(
            "id: case, name: Case, form_factors: [atx], max_gpu_length: 360 mm, expansion_slots: 7, max_cooler_height: 165 mm, radiators: [], psu_form_factors: [atx], max_psu_length: 200 mm",
            60,
        )],
        ..Catalogue::default()
    }
}

/// 500 + 100 + 100 + 200 + 100 + 100 + 60.
const ON_DDR5: Usd = Usd::dollars(1_160);

#[test]
fn a_dearer_platform_is_tried_when_the_cheaper_one_cannot_be_completed() {
    let c = catalogue();
    let mut q = Request::new(Some(ON_DDR5), TODAY);
    q.setting.standards.memory = Gibibytes::new(16);
    q.setting.standards.storage = Gigabytes::new(1_000);
    let answer = solve(&c, &q, &Additive, 1).expect("the DDR5 platform is within the budget");
    assert_eq!(answer.pick.total, ON_DDR5);
    let has = |id: &str| {
        answer
            .pick
            .build
            .lines
            .iter()
            .any(|line| line.part.id() == id)
    };
    assert!(has("board-ddr5") && has("kit-ddr5-32"));
    q.budget = Some(Usd::from_cents(ON_DDR5.cents() - 1));
    assert!(
        best_build(&c, &q, &Additive).is_none(),
        "a cent less does not do"
    );
}

/// The first kit's height is unknown, so under the air cooler it is a doubt and the liquid
/// one is looked at, which is dearer with the case that takes it; the second kit is too tall
/// for the air cooler and has no other way.
#[test]
fn a_kit_too_tall_for_the_cheapest_cooler_gets_the_next() {
    let mut c = catalogue();
    c.cpus[0].boxed_cooler = Some(false);
    c.motherboards.remove(0);
    let kit = |id: &str, size, height: &str, dollars| {
        part(
            &format!(
                "id: {id}, name: {id}, type: ddr5, module_size: {size} GiB, form: dimm, registration: unbuffered, modules: 2, speed: 4800 MT/s, ranks: 1{height}"
            ),
            dollars,
        )
    };
    c.memory = vec![
        kit("low", 16, "", 200),
        kit("tall", 32, ", height: 44 mm", 220),
    ];
    let cooler = |id: &str, kind: &str, dollars| {
        let fields = format!("id: {id}, name: {id}, sockets: [lga1700], max_power: 200 W, {kind}");
        part(&fields, dollars)
    };
    c.coolers = vec![
        cooler(
            "air",
            "kind: air, height: 155 mm, memory_clearance: 40 mm",
            40,
        ),
        cooler("liquid", "kind: liquid, radiator: 240 mm", 20),
    ];
    let mut large = c.cases[0].clone();
    large.id = "large".to_owned();
    large.offers[0].price = Usd::dollars(120);
    large.radiators = Some(vec![RadiatorMount {
        position: RadiatorPosition::Top,
        sizes: vec![Millimetres::new(240)],
    }]);
    c.cases.push(large);
    let mut q = Request::new(None, TODAY);
    q.tolerance_basis_points = 0;
    let best = best_build(&c, &q, &Additive).expect("both kits can be cooled");
    let ids: Vec<&str> = best.build.lines.iter().map(|line| line.part.id()).collect();
    assert!(ids.ends_with(&["drive", "liquid", "large"]), "{ids:?}");
    assert!(ids.contains(&"tall"), "more memory scores higher: {ids:?}");
}

/// The card's task needs 32 GiB of the host. On the better board 16 GiB are too little, 32 stand
/// under no cooler, and what lies between is dearer than 32: it must not be taken for a build
/// that runs the task.
#[test]
fn memory_between_too_little_and_enough_is_judged_itself() {
    let mut c = catalogue();
    c.cpus[0].boxed_cooler = Some(false);
    c.coolers = vec![part(
        "id: air, name: air, sockets: [lga1700], max_power: 200 W, kind: air, height: 155 mm, memory_clearance: 40 mm",
        40,
    )];
    for mode in c.motherboards[0].modes.iter_mut().flatten() {
        mode.lanes.values_mut().for_each(|lanes| *lanes = 8);
    }
    for kit in &mut c.memory {
        let tall = kit.id == "kit-ddr5-32";
        kit.height = Some(Millimetres::new(if tall { 44 } else { 31 }));
    }
    let mut between = c.memory[3].clone();
    between.id = "kit-ddr5-24".to_owned();
    between.module_size = Gibibytes::new(12);
    between.height = Some(Millimetres::new(31));
    between.offers[0].price = Usd::dollars(220);
    c.memory.push(between);
    c.memory.sort_by(|a, b| a.id.cmp(&b.id));
    let mut q = Request::new(None, TODAY);
    q.setting.standards.memory = Gibibytes::new(16);
    q.tolerance_basis_points = 0;
    let ids = |q: &Request| -> Vec<String> {
        let best = best_build(&c, q, &Additive).expect("the other board does");
        let lines = best.build.lines.iter();
        lines.map(|line| line.part.id().to_owned()).collect()
    };
    assert!(ids(&q).contains(&"kit-ddr5-24".to_owned()), "{:?}", ids(&q));
    q.must_fit = [(0, "needed".to_owned())].into();
    assert!(ids(&q).contains(&"kit-ddr4-32".to_owned()), "{:?}", ids(&q));
}
