//! Whole builds for the laws of the rules: one known and sound, the others any mixture.

use super::test_parts::*;
use super::{CoolerPick, Draft, GpuPick, Pick, Precision, Riser, Setting, Standards, Supply};
use crate::part::{Bifurcation, Case, Cpu, Memory, Motherboard, Psu, Storage};
use crate::unit::Gibibytes;
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::LazyLock;

/// Ways to fill each slot: the first of each makes a known, sound build of two RTX 3090s;
/// the others differ in sockets, sizes and powers, and leave facts out.
struct Pools {
    gpus: Vec<&'static [GpuPick<'static>]>,
    cpus: Vec<&'static Cpu>,
    boards: Vec<&'static Motherboard>,
    memory: Vec<&'static [Pick<'static, Memory>]>,
    psus: Vec<&'static [Pick<'static, Psu>]>,
    storage: Vec<&'static [Pick<'static, Storage>]>,
    coolers: Vec<CoolerPick<'static>>,
    cases: Vec<&'static Case>,
    settings: Vec<&'static Setting>,
}

const RTX_3090: &str = "id: rtx-3090, nvlink: true, architecture: ampere, compute_capability: \"8.6\", memory: 24 GiB, board_power: 350 W, recommended_psu: 750 W, pcie_generation: 4, pcie_lanes: 16";
const TURBO: &str = "id: turbo, length: 267 mm, slots: 2, height: 111 mm, cooling: blower, power: [8-pin, 8-pin], display: true";

static POOLS: LazyLock<Pools> = LazyLock::new(|| {
    let turbo = (card(TURBO), chip(RTX_3090));
    let astral = (
        card(
            "id: astral, length: 357.6 mm, slots: 3.8, height: 149 mm, cooling: open-air, power: [12v-2x6], display: true, board_power: 600 W",
        ),
        chip(
            "architecture: blackwell, compute_capability: \"12.0\", memory: 32 GiB, recommended_psu: 1000 W, nvlink: false, pcie_generation: 5, pcie_lanes: 16",
        ),
    );
    let p40 = (
        card("length: 267 mm, slots: 2, cooling: passive, power: [eps-8], display: false"),
        chip("architecture: pascal, compute_capability: \"6.1\", board_power: 250 W"),
    );
    let radeon = (
        card("id: radeon, slots: 2.5, cooling: open-air, power: [btf]"),
        chip("vendor: amd, architecture: rdna3, pcie_lanes: 8, pcie_generation: 5"),
    );
    let hybrid = (
        card(
            "length: 280 mm, slots: 2, cooling: hybrid, radiator: 240 mm, power: [12v-2x6], display: true",
        ),
        chip("board_power: 450 W"),
    );
    let arc = (
        card("length: 272 mm, slots: 2, cooling: open-air, power: [8-pin], display: true"),
        chip("vendor: intel, architecture: battlemage, board_power: 190 W"),
    );
    let mi50 = (
        card("slots: 2, cooling: passive, power: [8-pin, 8-pin], display: false"),
        chip("vendor: amd, architecture: gcn5, gfx: gfx906, board_power: 300 W"),
    );
    let unread = (card(""), chip(""));
    let count = |(card, chip), count| cards(card, chip, count).unwrap();
    let both = |first, second| mixed(first, second).unwrap();
    let kits = |fields, count| picks(kit(fields), count).unwrap();
    let supplies = |fields, count| picks(psu(fields), count).unwrap();
    let drives = |fields, count| picks(drive(fields), count).unwrap();
    Pools {
        gpus: vec![
            count(turbo, 2),
            count(turbo, 1),
            count(turbo, 3),
            count(astral, 1),
            count(astral, 2),
            count(p40, 1),
            count(radeon, 1),
            count(hybrid, 2),
            count(arc, 1),
            count(mi50, 2),
            count(unread, 1),
            count(unread, 2),
            both(astral, turbo),
            both(astral, p40),
            both(turbo, radeon),
        ],
        cpus: [
            "socket: am5, generation: zen4, cores: 12, tdp: 105 W, max_power: 142 W, memory_types: [ddr5], memory_channels: 2, max_memory: 192 GiB, ecc: true, integrated_graphics: true, boxed_cooler: false, pcie_generation: 5, gpu_lanes: 16, released: 2022-09-27",
            "socket: am5, generation: zen4-apu, cores: 8, tdp: 65 W, max_power: 88 W, memory_types: [ddr5], memory_channels: 2, max_memory: 64 GiB, ecc: false, integrated_graphics: true, boxed_cooler: true, pcie_generation: 4, gpu_lanes: 8, released: 2024-01-31",
            "socket: am4, generation: zen-plus, cores: 6, tdp: 95 W, max_power: 128 W, memory_types: [ddr4], memory_channels: 2, integrated_graphics: false, boxed_cooler: true, pcie_generation: 3, gpu_lanes: 16, released: 2018-04-19",
            "socket: am5",
            "socket: sp3, generation: zen2, cores: 32, memory_types: [ddr4], memory_channels: 8, ecc: true, integrated_graphics: false, gpu_lanes: 16, pcie_generation: 4",
        ]
        .map(cpu)
        .to_vec(),
        boards: [
            "socket: am5, chipset: x670e, form_factor: atx, memory: {type: ddr5, slots: 4, max: 192 GiB, ecc: true}, sata: 6, ethernet: 10 Gb/s, bifurcation: [x8/x8, x4/x4/x4/x4], above_4g: true, min_bios: {zen4: \"0705\", zen4-apu: \"1904\"}, slots: [{name: A, position: 2, size: x16, root: cpu, generation: 5}, {name: B, position: 5, size: x16, root: cpu, generation: 5}, {name: C, position: 7, size: x16, root: chipset, generation: 4}], modes: [{lanes: {A: 16}}, {lanes: {A: 8, B: 8}}, {lanes: {A: 8, B: 8, C: 2}, m2_off: [M2_2]}], m2: [{name: M2_1, sizes: [2280]}, {name: M2_2, sizes: [2280]}], eps: 2, bios_flashback: true, video_outputs: true, bmc: false, vrm_heatsink: true, released: 2022-09-27",
            "socket: am5, chipset: b650, form_factor: micro-atx, memory: {type: ddr5, slots: 2, max: 96 GiB, ecc: false}, sata: 2, ethernet: 2.5 Gb/s, bifurcation: [], above_4g: false, min_bios: {zen4: \"1.18\"}, slots: [{name: A, position: 1, size: x16, root: cpu, generation: 4}, {name: C, position: 3, size: x1, root: chipset, generation: 3}, {name: B, position: 4, size: x16, root: chipset, generation: 3}], modes: [{lanes: {A: 16, B: 2, C: 1}}], m2: [{name: M2_1, sizes: [2280], sata: false}], eps: 1, bios_flashback: false, video_outputs: false, bmc: false, vrm_heatsink: false, released: 2022-10-10",
            "socket: am4, chipset: b550, form_factor: mini-itx, memory: {type: ddr4, slots: 2, max: 64 GiB, so_dimm: true}, slots: [{name: A, size: x16}], m2: [], eps: 1",
            "socket: am5, slots: [{name: A, size: x16}, {name: B, size: x16, root: cpu}], btf: true",
            "socket: sp3, chipset: soc, form_factor: ssi-eeb, memory: {type: ddr4, slots: 8, max: 2048 GiB, ecc: true}, sata: 4, bifurcation: [x8/x8], slots: [{name: A, position: 1, size: x16, root: cpu, generation: 4}, {name: B, position: 3, size: x16, root: cpu, generation: 4}, {name: C, position: 5, size: x16, root: cpu, generation: 4}], modes: [{lanes: {A: 16, B: 16, C: 16}, sata_off: 4}], bmc: true, eps: 2",
        ]
        .map(board)
        .to_vec(),
        memory: vec![
            kits("form: dimm, registration: unbuffered, modules: 2, module_size: 32 GiB, speed: 5200 MT/s, ranks: 2, ecc: true, height: 31 mm", 1),
            kits("form: dimm, registration: unbuffered, modules: 2, module_size: 16 GiB, speed: 5600 MT/s, ranks: 1, ecc: false, height: 44 mm", 2),
            kits("form: so-dimm, modules: 1, module_size: 8 GiB, speed: 8000 MT/s", 1),
            kits("type: ddr4, form: dimm, registration: registered, modules: 1, module_size: 32 GiB, speed: 3200 MT/s, ranks: 2, ecc: true", 8),
            kits("modules: 4, module_size: 64 GiB", 1),
        ],
        psus: vec![
            supplies("wattage: 1300 W, form_factor: atx, efficiency: platinum, atx_version: \"3.1\", length: 160 mm, eps: 3, pcie_8pin: 6, pin16: 2, tested_by: lab, warranty: 10 years", 1),
            supplies("wattage: 650 W, form_factor: sfx, efficiency: bronze, atx_version: \"2.4\", length: 100 mm, eps: 1, pcie_8pin: 2, pin16: 0, warranty: 3 years", 1),
            supplies("wattage: 2000 W, form_factor: atx, efficiency: gold, length: 220 mm, eps: 2, pcie_8pin: 9, tested_by: lab, warranty: 5 years", 1),
            supplies("wattage: 1000 W", 1),
            supplies("wattage: 1650 W, low_line_wattage: 1000 W, atx_version: \"3.1\", efficiency: titanium, eps: 2, pcie_8pin: 9, pin16: 2", 1),
            supplies("wattage: 850 W, efficiency: gold, eps: 1, pcie_8pin: 3, pin16: 1", 2),
            supplies("id: pair, wattage: 850 W, efficiency: gold, atx_version: \"2.4\", eps: 1, pcie_8pin: 3, pin16: 1", 2),
        ],
        storage: vec![
            drives("capacity: 2 TB, interface: nvme, form: m.2, m2_size: 2280, endurance: 1200 TBW", 1),
            drives("capacity: 2 TB, interface: nvme, form: m.2, m2_size: 22110, endurance: 200 TBW", 1),
            drives("capacity: 500 GB, interface: sata, form: m.2, m2_size: 2280", 3),
            drives("capacity: 8 TB, interface: sata, form: 3.5-inch", 1),
            drives("capacity: 8 TB, interface: sata, form: 3.5-inch", 4),
            drives("capacity: 8 TB, interface: sata", 1),
            drives("capacity: 2 TB", 1),
        ],
        coolers: vec![
            CoolerPick::Part(cooler("kind: air, sockets: [am4, am5, lga1700], height: 157 mm, max_power: 250 W, memory_clearance: 40 mm")),
            CoolerPick::Boxed,
            CoolerPick::Part(cooler("kind: liquid, sockets: [am4], radiator: 360 mm, radiator_thickness: 52 mm, max_power: 120 W")),
            CoolerPick::Part(cooler("kind: liquid, radiator: 280 mm")),
            CoolerPick::Part(cooler("kind: air")),
        ],
        cases: [
            "form_factors: [e-atx, atx, micro-atx, mini-itx], max_gpu_length: 400 mm, max_gpu_height: 170 mm, gpu_side_clearance: 160 mm, expansion_slots: 8, max_cooler_height: 185 mm, radiators: [{position: top, sizes: [240 mm, 360 mm]}], psu_form_factors: [atx], max_psu_length: 250 mm, fans: 3",
            "form_factors: [mini-itx], max_gpu_length: 322 mm, max_gpu_height: 145 mm, expansion_slots: 3, max_cooler_height: 77 mm, radiators: [], psu_form_factors: [sfx, sfx-l], max_psu_length: 160 mm",
            "form_factors: [atx], max_gpu_length: 360 mm, gpu_side_clearance: 180 mm, expansion_slots: 7, max_cooler_height: 160 mm, radiators: [{position: front, sizes: [280 mm, 360 mm]}], psu_form_factors: [atx], max_psu_length: 220 mm, fans: 5",
            "open_frame: true",
            "max_gpu_length: 300 mm",
        ]
        .map(case)
        .to_vec(),
        settings: vec![
            setting(Setting {
                circuit: "120V/20A".parse().unwrap(),
                nvlink: true,
                bios_version: Some("0805".parse().unwrap()),
                ..Setting::default()
            }),
            setting(Setting {
                training: false,
                cuda_only: false,
                ..Setting::default()
            }),
            setting(Setting {
                open_frame: true,
                power_limit: Some("300 W".parse().unwrap()),
                circuit: "120V/15A".parse().unwrap(),
                ecc: true,
                ..Setting::default()
            }),
            setting(Setting {
                ecc: true,
                nvlink: true,
                risers: vec![Riser {
                    slot: "A".to_owned(),
                    split: Bifurcation::X8X8,
                }],
                bios_version: Some("1.17".parse().unwrap()),
                ..Setting::default()
            }),
            setting(Setting {
                riser: true,
                training: false,
                risers: vec![Riser {
                    slot: "B".to_owned(),
                    split: Bifurcation::X4X4X4X4,
                }],
                ..Setting::default()
            }),
            setting(Setting {
                precision: Some(Precision::Fp8),
                rocm: Some("7.2".parse().unwrap()),
                cuda_only: false,
                supplies: hung([("turbo", 0), ("turbo", 2)]),
                ..Setting::default()
            }),
            setting(Setting {
                supplies: hung([("turbo", 1), ("radeon", 1)]),
                ..Setting::default()
            }),
            setting(Setting {
                supplies: hung([("astral", 1), ("astral", 1)]),
                ..Setting::default()
            }),
            setting(Setting {
                standards: Standards {
                    cores: 8,
                    card: Gibibytes::new(24),
                    ray_tracing: true,
                    ..Standards::default()
                },
                ..Setting::default()
            }),
        ],
    }
});

/// Two supplies, the first of which feeds the board, with a card and its count on each; the
/// second has a circuit of its own.
fn hung(cards: [(&str, u32); 2]) -> Vec<Supply> {
    let supplies = cards.into_iter().enumerate();
    let supplies = supplies.map(|(place, (card, count))| Supply {
        psu: "pair".to_owned(),
        board: place == 0,
        feeds: (count > 0)
            .then(|| (card.to_owned(), count))
            .into_iter()
            .collect(),
        powered_risers: place == 1 && count > 1,
        circuit: (place == 1).then(|| "120V/15A".parse().unwrap()),
    });
    supplies.collect()
}

/// The known, sound build.
pub(super) fn sample() -> Draft<'static> {
    let pools = &*POOLS;
    Draft {
        gpus: Some(pools.gpus[0]),
        cpu: Some(pools.cpus[0]),
        board: Some(pools.boards[0]),
        memory: Some(pools.memory[0]),
        psus: Some(pools.psus[0]),
        storage: Some(pools.storage[0]),
        cooler: Some(pools.coolers[0]),
        case: Some(pools.cases[0]),
        setting: pools.settings[0],
    }
}

/// Any whole build from the pools.
pub(super) fn any_build() -> impl Strategy<Value = Draft<'static>> {
    let pools = &*POOLS;
    (
        select(&pools.gpus[..]),
        select(&pools.cpus[..]),
        select(&pools.boards[..]),
        select(&pools.memory[..]),
        select(&pools.psus[..]),
        select(&pools.storage[..]),
        select(&pools.coolers[..]),
        select(&pools.cases[..]),
        select(&pools.settings[..]),
    )
        .prop_map(
            |(gpus, cpu, board, memory, psus, storage, cooler, case, setting)| Draft {
                gpus: Some(gpus),
                cpu: Some(cpu),
                board: Some(board),
                memory: Some(memory),
                psus: Some(psus),
                storage: Some(storage),
                cooler: Some(cooler),
                case: Some(case),
                setting,
            },
        )
}
