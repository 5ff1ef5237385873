//! Small random catalogues on which thresholds and ties collide: few parts a slot, two to
//! four values an attribute, round prices, facts missing here and there.

use jiff::civil::{Date, date};
use rigbuild::catalogue::Catalogue;
use rigbuild::part::{
    BoardMode, BoardSlot, Case, Chipset, Condition, Cooler, CoolerKind, Cpu, Efficiency,
    FormFactor, Generation, Gpu, GpuChip, GpuCooling, GpuPlug, M2Size, M2Slot, Memory,
    MemoryModule, MemoryRegistration, MemoryType, Motherboard, Offer, Psu, PsuFormFactor,
    RadiatorMount, RadiatorPosition, SlotRoot, SlotSize, Socket, Status, Storage, StorageForm,
    StorageInterface, Vendor,
};
use rigbuild::request::{Request, UsedPolicy};
use rigbuild::solve::Scorer;
use rigbuild::unit::{
    Gibibytes, Gigabytes, MegaTransfers, Millimetres, SlotWidth, Usd, Version, Watts, Years,
};
use rigbuild::workload::{Machine, Score};

/// The day all random offers are read on.
pub(crate) const TODAY: Date = date(2026, 11, 24);

/// `SplitMix64`: a few lines, the same on every machine.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).expect("n fits")
    }

    pub(crate) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A value that the catalogue mostly knows.
    fn known<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        let value = self.one(of);
        (!self.chance(3)).then_some(value)
    }

    fn offers(&mut self, dollars: &[i64]) -> Vec<Offer> {
        let offer = |price, condition| Offer {
            price: Usd::dollars(price),
            condition,
            as_of: TODAY,
            source: "test".to_owned(),
        };
        let mut offers = Vec::new();
        if self.chance(92) {
            offers.push(offer(self.one(dollars), Condition::New));
        }
        if self.chance(40) {
            offers.push(offer(self.one(dollars), Condition::Used));
        }
        offers
    }
}

/// A score that is cheap, monotone in everything and full of ties.
#[derive(Debug)]
pub(crate) struct Additive;

impl Additive {
    /// How many tasks it knows.
    pub(crate) const TASKS: usize = 3;
}

impl Scorer for Additive {
    fn score(&self, machine: &Machine<'_>) -> Score {
        let memory = i64::from(machine.chip.memory.steps());
        let link = i64::from(machine.link.lanes.min(16)) * 1_500;
        let cores = i64::from(machine.cores.unwrap_or(64).min(12)) * 700;
        let host = i64::from(machine.memory.steps().min(64)) * 120;
        let kind = if machine.memory_type == MemoryType::Ddr5 {
            900
        } else {
            0
        };
        Score(memory * 9_000 + i64::from(machine.count) * 40_000 + link + cores + host + kind)
    }

    fn all_fit(&self, machine: &Machine<'_>) -> bool {
        (0..Self::TASKS).all(|task| self.fits(machine, task))
    }

    /// One task that memory of cards or host may hold, one that asks for a wide link or
    /// much memory of the host, one for cores.
    fn fits(&self, machine: &Machine<'_>, task: usize) -> bool {
        let host = machine.memory.steps();
        match task {
            0 => machine.chip.memory.steps() * machine.count + host / 2 >= 40,
            1 => machine.link.lanes >= 16 || host >= 64,
            _ => machine.cores.unwrap_or(64) >= 8,
        }
    }
}

fn common() -> (Vec<String>, Date) {
    (vec!["test".to_owned()], TODAY)
}

/// A random catalogue with `most` parts a slot at the most.
#[expect(clippy::too_many_lines, reason = "one block a part kind, each flat")]
pub(crate) fn catalogue(r: &mut Random, most: usize) -> Catalogue {
    let (sources, verified) = common();
    let mut c = Catalogue::default();
    // Every third catalogue is wide where the core and the memory are chosen, and narrow
    // elsewhere: there the order of the platforms and their bounds matter.
    let wide = r.chance(33);
    let count = |r: &mut Random| if wide { 2 } else { 2 + r.below(most - 1) };
    let core = |r: &mut Random| {
        if wide {
            2 + r.below(most + 2)
        } else {
            2 + r.below(most - 1)
        }
    };
    // Most catalogues hold one platform, or hardly any request would have an answer.
    let home = r.below(2);
    let mixed = r.chance(25);
    let mm = |value: Option<u32>| value.map(Millimetres::new);
    let watts = |value: Option<u32>| value.map(Watts::new);
    for n in 0..2 {
        c.gpu_chips.push(GpuChip {
            gfx: None,
            id: format!("chip-{n}"),
            name: format!("Chip {n}"),
            vendor: if r.chance(90) {
                Vendor::Nvidia
            } else {
                Vendor::Amd
            },
            architecture: rigbuild::part::Architecture::Ampere,
            compute_capability: r.known(&[
                Version::new(7, 5),
                Version::new(8, 6),
                Version::new(8, 9),
                Version::new(8, 6),
            ]),
            memory: Gibibytes::new(r.one(&[12, 16, 24])),
            ecc: false,
            memory_bandwidth: None,
            fp16_tensor: None,
            fp16_tensor_fp32_accumulate: None,
            board_power: watts(r.known(&[200, 350, 450])),
            recommended_psu: watts(r.known(&[650, 750, 850])),
            l2_cache: None,
            nvlink: r.known(&[true, true, false]),
            pcie_generation: r.known(&[4, 4, 5]),
            pcie_lanes: r.known(&[16, 16, 8]),
            offers: if r.chance(30) {
                r.offers(&[300, 400, 500])
            } else {
                Vec::new()
            },
            sources: sources.clone(),
            verified,
            imputed: Vec::new(),
        });
    }
    for n in 0..count(r) {
        let plugs: &[GpuPlug] = match r.below(3) {
            0 => &[GpuPlug::Pcie8, GpuPlug::Pcie8],
            1 => &[GpuPlug::Pin16],
            _ => &[GpuPlug::Pcie8],
        };
        c.gpus.push(Gpu {
            id: format!("gpu-{n}"),
            chip: format!("chip-{}", r.below(2)),
            name: format!("Card {n}"),
            length: mm(r.known(&[250, 300, 340])),
            slots: r.known(&[20, 25, 30]).map(SlotWidth::from_steps),
            height: mm(r.known(&[111, 120, 140])),
            cooling: r.known(&[
                GpuCooling::OpenAir,
                GpuCooling::OpenAir,
                GpuCooling::Blower,
                GpuCooling::Hybrid,
                GpuCooling::Passive,
            ]),
            radiator: mm(r.known(&[240])),
            power: (!r.chance(6)).then(|| plugs.to_vec()),
            board_power: None,
            display: r.known(&[true, true, false]),
            status: Status::Current,
            offers: r.offers(&[300, 400, 500]),
            sources: sources.clone(),
            verified,
            imputed: Vec::new(),
        });
    }
    for n in 0..core(r) {
        let platforms = [
            (
                Socket::Am5,
                r.one(&[Generation::Zen4, Generation::Zen4, Generation::Zen4Apu]),
            ),
            (Socket::Lga1700, Generation::AlderLake),
        ];
        let (socket, generation) = platforms[if mixed { r.below(2) } else { home }];
        let both = [MemoryType::Ddr4, MemoryType::Ddr5];
        c.cpus.push(Cpu {
            id: format!("cpu-{n}"),
            name: format!("CPU {n}"),
            socket,
            generation: r.known(&[generation]),
            cores: r.known(&[4, 6, 8, 16]),
            threads: None,
            tdp: watts(r.known(&[65, 65, 125])),
            max_power: watts(r.known(&[88, 142, 241])),
            memory_types: Some(if socket == Socket::Am5 {
                vec![MemoryType::Ddr5]
            } else {
                both.to_vec()
            }),
            memory_channels: Some(2),
            max_memory: r.known(&[128, 192]).map(Gibibytes::new),
            integrated_graphics: r.known(&[true, false]),
            boxed_cooler: r.known(&[true, false, false]),
            ecc: r.known(&[true, true, false]),
            pcie_generation: r.known(&[4, 5]),
            gpu_lanes: r.known(&[16, 16, 8]),
            released: r.known(&[date(2022, 9, 27), date(2024, 8, 1)]),
            status: Status::Current,
            offers: r.offers(&[100, 150, 200]),
            sources: sources.clone(),
            verified,
            imputed: Vec::new(),
        });
    }
    for n in 0..core(r) {
        let platforms = [
            (Socket::Am5, r.one(&[Chipset::B650, Chipset::X670E])),
            (Socket::Lga1700, Chipset::B660),
        ];
        let (socket, chipset) = platforms[if mixed { r.below(2) } else { home }];
        let memory_type = if socket == Socket::Am5 {
            MemoryType::Ddr5
        } else {
            r.one(&[MemoryType::Ddr4, MemoryType::Ddr5, MemoryType::Ddr5])
        };
        c.motherboards
            .push(board(r, n, socket, chipset, memory_type));
    }
    for n in 0..core(r) {
        c.memory.push(Memory {
            id: format!("memory-{n}"),
            name: format!("Kit {n}"),
            memory_type: r.one(&[
                MemoryType::Ddr4,
                MemoryType::Ddr5,
                MemoryType::Ddr5,
                MemoryType::Ddr5,
            ]),
            form: r.known(&[
                MemoryModule::Dimm,
                MemoryModule::Dimm,
                MemoryModule::Dimm,
                MemoryModule::Dimm,
                MemoryModule::SoDimm,
            ]),
            registration: r.known(&[MemoryRegistration::Unbuffered]),
            modules: r.one(&[1, 2, 2, 2, 4]),
            module_size: Gibibytes::new(r.one(&[16, 32, 48])),
            speed: r.known(&[4800, 5600, 6000]).map(MegaTransfers::new),
            cas_latency: None,
            ranks: r.known(&[1, 2]),
            ecc: r.known(&[true, true, false]),
            // Often unknown: a doubt about one kit and a fault of another must not mix up.
            height: mm(r.one(&[None, Some(31), Some(44)])),
            status: Status::Current,
            offers: r.offers(&[100, 200, 250]),
            sources: sources.clone(),
            verified,
            imputed: Vec::new(),
        });
    }
    for n in 0..count(r) {
        let wattage = r.one(&[650, 850, 1000, 1600]);
        // Only large units state a rating of their own for low mains, and not all of them.
        let low_line = r.known(&[1300, 1500]).filter(|_| wattage > 1500);
        c.psus.push(Psu {
            id: format!("psu-{n}"),
            name: format!("PSU {n}"),
            wattage: Watts::new(wattage),
            low_line_wattage: low_line.map(Watts::new),
            form_factor: r.known(&[PsuFormFactor::Atx, PsuFormFactor::Atx, PsuFormFactor::Sfx]),
            efficiency: r.known(&[
                Efficiency::Gold,
                Efficiency::Gold,
                Efficiency::Platinum,
                Efficiency::Bronze,
            ]),
            atx_version: r.known(&[Version::new(3, 1), Version::new(3, 0), Version::new(2, 4)]),
            tested_by: r.chance(30).then(|| "test".to_owned()),
            length: mm(r.known(&[140, 160, 200])),
            eps: r.known(&[1, 2]),
            pcie_8pin: r.known(&[2, 4, 6]),
            pin16: r.known(&[0, 1, 2]),
            warranty: r.known(&[5, 10, 3]).map(Years::new),
            status: Status::Current,
            offers: r.offers(&[80, 100, 150]),
            sources: sources.clone(),
            verified,
            imputed: Vec::new(),
        });
    }
    for n in 0..count(r) {
        c.storage.push(Storage {
            id: format!("storage-{n}"),
            name: format!("Drive {n}"),
            capacity: Gigabytes::new(r.one(&[500, 1000, 2000])),
            interface: r.known(&[
                StorageInterface::Nvme,
                StorageInterface::Nvme,
                StorageInterface::Sata,
            ]),
            form: r.known(&[StorageForm::M2]),
            m2_size: r.known(&[M2Size::S2280]),
            generation: r.known(&[3, 4]),
            endurance: r
                .known(&[600, 1200])
                .map(rigbuild::unit::TerabytesWritten::new),
            read_rate: None,
            warranty: None,
            status: Status::Current,
            offers: r.offers(&[60, 80, 120]),
            sources: sources.clone(),
            verified,
            imputed: Vec::new(),
        });
    }
    for n in 0..count(r) {
        let liquid = r.chance(30);
        c.coolers.push(Cooler {
            id: format!("cooler-{n}"),
            name: format!("Cooler {n}"),
            kind: if liquid {
                CoolerKind::Liquid
            } else {
                CoolerKind::Air
            },
            sockets: (!r.chance(6)).then(|| {
                r.one(&[
                    &[Socket::Am5][..],
                    &[Socket::Am5, Socket::Lga1700],
                    &[Socket::Am5, Socket::Lga1700],
                ])
                .to_vec()
            }),
            height: if liquid {
                None
            } else {
                mm(r.known(&[120, 145, 155, 168]))
            },
            radiator: if liquid {
                mm(r.known(&[240, 280, 360]))
            } else {
                None
            },
            radiator_thickness: if liquid { mm(r.known(&[52, 63])) } else { None },
            max_power: watts(r.known(&[120, 180, 260])),
            memory_clearance: mm(r.one(&[None, Some(35), Some(40), Some(48)])),
            status: Status::Current,
            offers: r.offers(&[20, 40, 80]),
            sources: sources.clone(),
            verified,
            imputed: Vec::new(),
        });
    }
    for n in 0..count(r) {
        c.cases.push(case(r, n));
    }
    c
}

fn board(
    r: &mut Random,
    n: usize,
    socket: Socket,
    chipset: Chipset,
    memory_type: MemoryType,
) -> Motherboard {
    let (sources, verified) = common();
    let second = r.one(&[4, 5]);
    let slot = |name: &str, position: Option<u8>, root| BoardSlot {
        name: name.to_owned(),
        position,
        size: SlotSize::X16,
        root: Some(root),
        generation: Some(4),
    };
    let root = r.one(&[SlotRoot::Cpu, SlotRoot::Chipset]);
    let slots = vec![
        slot("A", r.known(&[1, 2]), SlotRoot::Cpu),
        slot("B", r.known(&[second]), root),
    ];
    let lanes = |pairs: &[(&str, u8)]| BoardMode {
        lanes: pairs
            .iter()
            .map(|(name, lanes)| ((*name).to_owned(), *lanes))
            .collect(),
        m2_off: Vec::new(),
        sata_off: None,
    };
    let modes = match r.below(3) {
        0 => vec![lanes(&[("A", 16)])],
        1 => vec![lanes(&[("A", 16)]), lanes(&[("A", 8), ("B", 8)])],
        _ => vec![lanes(&[("A", 16), ("B", 4)])],
    };
    let m2 = |name: &str| M2Slot {
        name: name.to_owned(),
        lanes: Some(4),
        generation: Some(4),
        sizes: vec![M2Size::S2280],
        sata: None,
    };
    Motherboard {
        bifurcation: None,
        min_bios: std::collections::BTreeMap::new(),
        above_4g: None,
        ethernet: None,
        id: format!("board-{n}"),
        name: format!("Board {n}"),
        socket,
        chipset: r.known(&[chipset]),
        form_factor: r.known(&[FormFactor::Atx, FormFactor::MicroAtx, FormFactor::EAtx]),
        memory: rigbuild::part::BoardMemory {
            ecc: r.known(&[true, true, false]),
            memory_type,
            slots: r.one(&[2, 4]),
            max: r.known(&[96, 128, 192]).map(Gibibytes::new),
            registration: None,
            so_dimm: false,
        },
        slots: (!r.chance(6)).then_some(slots),
        modes: (!r.chance(10)).then_some(modes),
        m2: (!r.chance(6)).then(|| vec![m2("M1"), m2("M2")]),
        sata: r.known(&[4]),
        bios_flashback: r.known(&[true, false]),
        eps: r.known(&[1, 2]),
        video_outputs: r.known(&[true]),
        bmc: Some(false),
        vrm_heatsink: r.known(&[true, true, false]),
        btf: false,
        wifi: None,
        released: r.known(&[date(2022, 9, 27), date(2023, 10, 1)]),
        status: Status::Current,
        offers: r.offers(&[100, 150, 300]),
        sources,
        verified,
        imputed: Vec::new(),
    }
}

fn case(r: &mut Random, n: usize) -> Case {
    let (sources, verified) = common();
    let position = r.one(&[RadiatorPosition::Front, RadiatorPosition::Top]);
    let sizes = r.one(&[&[240][..], &[240, 360], &[280]]);
    let mount = RadiatorMount {
        position,
        sizes: sizes.iter().copied().map(Millimetres::new).collect(),
    };
    let atx = [FormFactor::Atx, FormFactor::MicroAtx];
    Case {
        max_gpu_height: r.known(&[115, 145]).map(Millimetres::new),
        gpu_side_clearance: r.known(&[150, 180]).map(Millimetres::new),
        id: format!("case-{n}"),
        name: format!("Case {n}"),
        form_factors: (!r.chance(6)).then(|| {
            if r.chance(80) {
                atx.to_vec()
            } else {
                vec![FormFactor::MicroAtx]
            }
        }),
        max_gpu_length: r.known(&[260, 310, 380, 400]).map(Millimetres::new),
        expansion_slots: r.known(&[5, 7, 8]),
        max_cooler_height: r.known(&[150, 165, 170]).map(Millimetres::new),
        radiators: (!r.chance(10)).then(|| vec![mount]),
        psu_form_factors: (!r.chance(10)).then(|| vec![PsuFormFactor::Atx]),
        max_psu_length: r.known(&[160, 220, 220]).map(Millimetres::new),
        fans: r.known(&[2, 4, 6]),
        open_frame: r.chance(5),
        status: Status::Current,
        offers: r.offers(&[60, 80, 120]),
        sources,
        verified,
        imputed: Vec::new(),
    }
}

/// Makes some parts all but equal to another of their kind: they differ in one or two fields in
/// which less or more is better, or in which one is not known, and in the price. Parts made
/// apart hardly ever agree in all the other fields, and only those that do can dominate.
pub(crate) fn near_twins(r: &mut Random, c: &mut Catalogue) {
    macro_rules! twin {
        ($($list:ident: $($field:ident),+;)+) => {$(
            if r.chance(60) {
                let (from, to) = (r.below(c.$list.len()), r.below(c.$list.len()));
                let mut twin = c.$list[from].clone();
                twin.id.clone_from(&c.$list[to].id);
                $(
                    match r.below(6) {
                        0 => twin.$field = None,
                        // As it is with any other part.
                        1 | 2 => twin.$field = c.$list[r.below(c.$list.len())].$field,
                        _ => {}
                    }
                )+
                for offer in &mut twin.offers {
                    let more = r.one(&[-1_000, 0, 0, 0, 1, 1_000]);
                    offer.price = Usd::from_cents(offer.price.cents() + more);
                }
                c.$list[to] = twin;
            }
        )+};
    }
    twin! {
        gpus: length, slots, height, radiator;
        cpus: cores, tdp, max_power, max_memory, gpu_lanes;
        memory: height;
        psus: length, eps, pcie_8pin, pin16, warranty;
        storage: endurance;
        coolers: height, radiator_thickness, max_power, memory_clearance;
        cases: max_gpu_length, max_gpu_height, expansion_slots, max_cooler_height, max_psu_length;
    }
}

/// A random request with few rules lifted, loose enough that about half are feasible.
pub(crate) fn request(r: &mut Random, c: &Catalogue) -> Request {
    let mut request = Request::new(
        Some(Usd::dollars(r.one(&[1_000, 1_500, 2_000, 4_000]))),
        TODAY,
    );
    request.setting.ecc = r.chance(15);
    request.setting.nvlink = r.chance(5);
    request.setting.standards.storage = Gigabytes::new(r.one(&[500, 1000]));
    request.setting.standards.memory = Gibibytes::new(r.one(&[16, 32]));
    request.gpus = r.one(&[(1, 2), (1, 2), (1, 3), (1, 1), (2, 2)]);
    request.tolerance_basis_points = r.one(&[0, 500, 500, 1_000, 2_000]);
    request.tax_basis_points = r.one(&[0, 0, 825]);
    request.allowed.warnings = r.chance(60);
    for rule in rigbuild::rules::RULES {
        if r.chance(50) {
            request.allowed.rules.insert(rule.id.to_owned());
        }
    }
    if r.chance(15) {
        request.used = UsedPolicy::No;
    }
    if r.chance(10) {
        request.vram = Some(Gibibytes::new(r.one(&[16, 24])));
    }
    if r.chance(10) {
        request.pins.insert(c.gpus[0].id.clone());
    }
    if r.chance(10) {
        request.pins.insert(c.cpus[0].id.clone());
    }
    if r.chance(10) {
        request.bans.insert(c.cases[0].id.clone());
    }
    if r.chance(15) {
        request.have.insert(c.gpus[0].id.clone(), 1);
    }
    if r.chance(10) {
        request.have.insert(c.psus[0].id.clone(), 1);
    }
    if r.chance(20) {
        request.setting.power_limit = Some(Watts::new(250));
    }
    for task in 0..Additive::TASKS {
        if r.chance(20) {
            request.must_fit.insert(task, format!("task {task}"));
        }
    }
    request
}
