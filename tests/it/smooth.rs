//! A catalogue against which dominance field by field is powerless: attributes are continuous
//! and prices rise smoothly with each, so whatever is better in anything is dearer.

use crate::random::{Random, TODAY};
use rigbuild::catalogue::Catalogue;
use rigbuild::part::{Condition, Gpu, GpuChip, Offer};
use rigbuild::unit::{Gibibytes, Gigabytes, MegaTransfers, Millimetres, SlotWidth, Usd, Watts};
use serde::de::DeserializeOwned;

/// How many parts of each kind: cards, CPUs, boards, kits, supplies, drives, coolers, cases.
pub(crate) type Sizes = [usize; 8];

/// About 8,500 parts, as in the measurements of other solvers.
pub(crate) const LARGE: Sizes = [1_500, 700, 1_000, 1_500, 1_200, 800, 800, 1_000];

const CARD: &str =
    "id: card, chip: chip, name: Card, cooling: open-air, power: [8-pin, 8-pin], display: true";
const AM5: &str = "id: cpu, name: CPU, socket: am5, generation: zen4, memory_types: [ddr5], memory_channels: 2, max_memory: 192 GiB, integrated_graphics: true, boxed_cooler: false, pcie_generation: 5, gpu_lanes: 16, released: 2022-09-27";
const LGA1700: &str = "id: cpu, name: CPU, socket: lga1700, generation: alder-lake, memory_types: [ddr4, ddr5], memory_channels: 2, max_memory: 192 GiB, integrated_graphics: true, boxed_cooler: false, pcie_generation: 5, gpu_lanes: 16, released: 2021-11-04";
const BOARD: &str = "id: board, name: Board, form_factor: atx, slots: [{name: A, position: 1, size: x16, root: cpu, generation: 4}, {name: B, position: 5, size: x16, root: cpu, generation: 4}], modes: [{lanes: {A: 16}}, {lanes: {A: 8, B: 8}}], m2: [{name: M, lanes: 4, generation: 4, sizes: ['2280']}], bios_flashback: true, eps: 1, video_outputs: true, bmc: false, vrm_heatsink: true, released: 2022-09-27";
const KIT: &str = "id: kit, name: Kit, form: dimm, registration: unbuffered, modules: 2, ranks: 1";
const PSU: &str = "id: psu, name: PSU, form_factor: atx, efficiency: gold, atx_version: '3.1', eps: 2, pcie_8pin: 6, pin16: 1, warranty: 10 years, wattage: 1 W";
const DRIVE: &str = "id: drive, name: Drive, capacity: 1 TB, interface: nvme, form: m.2, m2_size: '2280', generation: 4";
const COOLER: &str = "id: cooler, name: Cooler, kind: air, sockets: [am5, lga1700]";
const CASE: &str = "id: case, name: Case, form_factors: [atx], expansion_slots: 8, radiators: [], psu_form_factors: [atx], max_gpu_height: 180 mm, gpu_side_clearance: 180 mm";

/// A part from its YAML fields, with those that all parts share.
fn part<P: DeserializeOwned>(fields: &str) -> P {
    let text = format!("{{{fields}, status: current, sources: [test], verified: {TODAY}}}");
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Four chips, for where no real ones are at hand.
pub(crate) fn chips() -> Vec<GpuChip> {
    let chip = |(n, (memory, watts)): (usize, &(u32, u32))| {
        let text = format!(
            "{{id: chip-{n}, name: Chip {n}, vendor: nvidia, architecture: ampere, compute_capability: '8.6', memory: {memory} GiB, board_power: {watts} W, recommended_psu: 650 W, pcie_generation: 4, pcie_lanes: 16, sources: [test], verified: {TODAY}}}"
        );
        serde_yaml::from_str(&text).expect("a chip")
    };
    let figures = [(12, 200), (16, 260), (16, 320), (24, 350)];
    figures.iter().enumerate().map(chip).collect()
}

/// An amount within a range, and how far up it lies, from 0 to 1,000.
fn within(r: &mut Random, (low, high): (u32, u32)) -> (u32, i64) {
    let step = r.below(1_000_001);
    let above = u64::from(high - low) * step as u64 / 1_000_000;
    let at = i64::try_from(step / 1_000).expect("it fits");
    (low + u32::try_from(above).expect("it fits"), at)
}

fn offers(cents: i64) -> Vec<Offer> {
    vec![Offer {
        price: Usd::from_cents(cents),
        condition: Condition::New,
        as_of: TODAY,
        source: "test".to_owned(),
    }]
}

/// A hundredth of a millimetre is a step.
const fn mm(steps: u32) -> Millimetres {
    Millimetres::from_steps(steps)
}

/// So many parts of each kind, the cards with these chips (in the order of their prices).
#[expect(clippy::too_many_lines, reason = "one block a part kind, each flat")]
pub(crate) fn catalogue(r: &mut Random, sizes: Sizes, chips: Vec<GpuChip>) -> Catalogue {
    let [gpus, cpus, boards, kits, psus, drives, coolers, cases] = sizes;
    let id = |kind: &str, n: usize| format!("{kind}-{n:05}");
    let mut c = Catalogue::default();
    let card: Gpu = part(CARD);
    for n in 0..gpus {
        let place = r.below(chips.len());
        let (length, longer) = within(r, (24_000, 36_000));
        let (slots, thicker) = within(r, (20, 35));
        let (height, higher) = within(r, (11_000, 15_000));
        let chip = &chips[place];
        let base = i64::from(chip.memory.steps()) * 2_500 + i64::try_from(place).unwrap_or(0) * 900;
        let smaller = 3_000 - longer - thicker - higher;
        c.gpus.push(Gpu {
            id: id("card", n),
            chip: chip.id.clone(),
            length: Some(mm(length)),
            slots: Some(SlotWidth::from_steps(slots)),
            height: Some(mm(height)),
            offers: offers(base + smaller * 7),
            ..card.clone()
        });
    }
    c.gpu_chips = chips;
    c.gpu_chips.iter_mut().for_each(|chip| chip.offers.clear());
    c.gpu_chips.sort_by(|a, b| a.id.cmp(&b.id));
    for n in 0..cpus {
        let mut one: rigbuild::part::Cpu = part(r.one(&[AM5, LGA1700]));
        let (cores, more) = within(r, (4, 16));
        let (power, hotter) = within(r, (65, 250));
        one.id = id("cpu", n);
        one.cores = u16::try_from(cores).ok();
        one.tdp = Some(Watts::new(65));
        one.max_power = Some(Watts::new(power));
        one.offers = offers(6_000 + more * 31 + (1_000 - hotter) * 9);
        c.cpus.push(one);
    }
    for n in 0..boards {
        let platform = r.one(&[
            "socket: am5, chipset: b650, memory: {type: ddr5, slots: 4, ecc: false}",
            "socket: lga1700, chipset: b760, memory: {type: ddr5, slots: 4, ecc: false}",
            "socket: lga1700, chipset: b760, memory: {type: ddr4, slots: 4, ecc: false}",
        ]);
        let mut one: rigbuild::part::Motherboard = part(&format!("{BOARD}, {platform}"));
        let (max, more) = within(r, (64, 256));
        let (ports, further) = within(r, (0, 200));
        one.id = id("board", n);
        one.memory.max = Some(Gibibytes::new(max));
        one.sata = u8::try_from(ports).ok();
        one.offers = offers(8_000 + more * 11 + further * 5);
        c.motherboards.push(one);
    }
    for n in 0..kits {
        let kind = r.one(&["type: ddr4", "type: ddr5"]);
        let size = r.one(&[8_u32, 16, 24, 32, 48]);
        let mut one: rigbuild::part::Memory =
            part(&format!("{KIT}, {kind}, module_size: {size} GiB"));
        let (speed, faster) = within(r, (4_800, 8_000));
        let (height, higher) = within(r, (3_000, 5_000));
        one.id = id("kit", n);
        one.speed = Some(MegaTransfers::new(speed));
        one.height = Some(mm(height));
        one.offers = offers(i64::from(size) * 600 + faster * 4 + (1_000 - higher) * 3);
        c.memory.push(one);
    }
    for n in 0..psus {
        let mut one: rigbuild::part::Psu = part(PSU);
        let (watts, stronger) = within(r, (550, 1_600));
        let (length, longer) = within(r, (13_000, 20_000));
        one.id = id("psu", n);
        one.wattage = Watts::new(watts);
        one.length = Some(mm(length));
        one.offers = offers(5_000 + stronger * 19 + (1_000 - longer) * 3);
        c.psus.push(one);
    }
    for n in 0..drives {
        let mut one: rigbuild::part::Storage = part(DRIVE);
        let (size, larger) = within(r, (1_000, 4_000));
        let (written, longer) = within(r, (1_200, 4_000));
        one.id = id("drive", n);
        one.capacity = Gigabytes::new(size);
        one.endurance = Some(rigbuild::unit::TerabytesWritten::new(written));
        one.offers = offers(6_000 + larger * 13 + longer * 5);
        c.storage.push(one);
    }
    for n in 0..coolers {
        let mut one: rigbuild::part::Cooler = part(COOLER);
        let (height, higher) = within(r, (11_000, 17_000));
        let (power, stronger) = within(r, (90, 300));
        let (room, roomier) = within(r, (3_000, 5_500));
        one.id = id("cooler", n);
        one.height = Some(mm(height));
        one.max_power = Some(Watts::new(power));
        one.memory_clearance = Some(mm(room));
        one.offers = offers(1_000 + stronger * 7 + roomier * 3 + (1_000 - higher) * 2);
        c.coolers.push(one);
    }
    for n in 0..cases {
        let mut one: rigbuild::part::Case = part(CASE);
        let (card, longer) = within(r, (26_000, 42_000));
        let (cooler, higher) = within(r, (12_000, 19_000));
        let (psu, deeper) = within(r, (15_000, 25_000));
        one.id = id("case", n);
        one.max_gpu_length = Some(mm(card));
        one.max_cooler_height = Some(mm(cooler));
        one.max_psu_length = Some(mm(psu));
        one.offers = offers(4_000 + longer * 7 + higher * 3 + deeper * 2);
        c.cases.push(one);
    }
    c
}
