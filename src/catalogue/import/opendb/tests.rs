//! Every trap of the source that is known, on rows of our own making.

use super::*;
use crate::catalogue::LoadOptions;
use crate::catalogue::import::{Change, Importable};
use crate::part::{
    Chipset, CoolerKind, FormFactor, Generation, GpuCooling, GpuPlug, MemoryModule,
    MemoryRegistration, PsuFormFactor, SlotSize, Socket, Status, StorageForm, StorageInterface,
};
use crate::unit::{Gibibytes, Gigabytes, Millimetres, Watts};
use jiff::civil::date;
use std::sync::LazyLock;

/// Rows of every trap.
pub(in crate::catalogue::import) const FIXTURE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/import/opendb");
pub(in crate::catalogue::import) const TODAY: Date = date(2026, 11, 24);

pub(in crate::catalogue::import) fn below() -> Catalogue {
    let options = LoadOptions {
        layers: Vec::new(),
        builtin: true,
        today: TODAY,
    };
    Catalogue::load(&options).unwrap()
}

pub(in crate::catalogue::import) fn fixture() -> Import {
    let root = root(Path::new(FIXTURE)).unwrap();
    read(&root, &below(), TODAY, &|_| {})
}

static IMPORT: LazyLock<Import> = LazyLock::new(fixture);

fn row(key: &str) -> &'static Row {
    IMPORT.rows.iter().find(|row| row.key.starts_with(key)).unwrap()
}

fn imported<P: Importable>(key: &str) -> &'static Imported<P> {
    let list = P::list(&IMPORT.parts);
    let found = list.iter().find(|part| part.item.key.starts_with(key));
    found.unwrap_or_else(|| panic!("{key}: {:?}", row(key).outcome))
}

fn part<P: Importable>(key: &str) -> &'static P {
    &imported(key).part
}

/// Why a row was left out.
fn why(key: &str) -> String {
    match &row(key).outcome {
        Outcome::LeftOut(why) => why.to_string(),
        other => panic!("{key}: {other:?}"),
    }
}

/// Whether a change to a field of a row was noted.
fn noted(key: &str, field: &str, change: Change) -> bool {
    let mut notes = row(key).notes.iter();
    notes.any(|note| note.field == field && note.change == change)
}

#[test]
fn nothing_is_dropped_without_a_word() {
    assert_eq!(IMPORT.rows.len(), 45);
    for row in &IMPORT.rows {
        assert!(!row.outcome.detail().is_empty(), "{row:?}");
    }
    let taken = IMPORT.rows.iter().filter(|row| matches!(row.outcome, Outcome::Taken(_)));
    assert_eq!(taken.count(), IMPORT.parts.count());
}

#[test]
fn memory_that_a_cpu_takes_is_withheld_in_gb_and_in_tb() {
    for key in ["a1000001", "a1000003"] {
        let cpu = part::<Cpu>(key);
        assert_eq!((cpu.max_memory, cpu.gpu_lanes), (None, None));
        assert!(noted(key, "max_memory", Change::Withheld));
        assert_eq!(cpu.socket, Socket::Str5);
        assert_eq!(cpu.generation, Some(Generation::Zen4));
        assert!(!cpu.imputed.iter().any(|field| field == "max_memory"));
    }
}

#[test]
fn a_year_that_cannot_be_is_unknown_and_the_socket_tells_the_age() {
    assert!(noted("a1000002", "release year", Change::Unknown));
    assert_eq!(imported::<Cpu>("a1000002").lifecycle, Status::Discontinued);
    assert!(!noted("a1000003", "release year", Change::Unknown), "0 is how it says nothing");
    assert_eq!(imported::<Cpu>("a1000003").lifecycle, Status::Current);
}

#[test]
fn a_cpu_without_a_maker_or_ppt_on_a_socket_with_two_meanings() {
    let cpu = part::<Cpu>("a1000004");
    assert_eq!(cpu.socket, Socket::Lga1151V2);
    assert_eq!(imported::<Cpu>("a1000004").item.maker, "");
    assert_eq!(cpu.max_power, None);
    assert_eq!(cpu.integrated_graphics, Some(true));
    assert_eq!(part::<Cpu>("a1000009").integrated_graphics, Some(false), "\"None\"");
    assert_eq!(cpu.boxed_cooler, None, "no box, no cooler in it");
    assert_eq!(part::<Cpu>("a1000009").memory_types, None, "DDR5 on AM4");
}

#[test]
fn rows_of_one_product_are_one_part_without_what_they_disagree_on() {
    let cpu = imported::<Cpu>("a1000005");
    assert_eq!(row("a1000006").outcome, Outcome::Merged(cpu.part.id.clone()));
    assert_eq!(cpu.part.boxed_cooler, None);
    assert!(noted("a1000005", "boxed_cooler", Change::Unknown));
    assert_eq!(cpu.part.cores, Some(6));
    assert_eq!(cpu.item.part_numbers, ["BX80684I58400", "CM8068403358811"]);
}

#[test]
fn what_the_catalogue_has_or_has_no_place_for_is_not_taken() {
    assert_eq!(row("a1000008").outcome, Outcome::Known("amd-ryzen-5-7600".to_owned()));
    assert_eq!(why("a1000007"), "its socket is not in this catalogue: LGA 775");
    assert!(why("a2000005").starts_with("its chip is not in gpu-chips.yaml: Radeon RX 5700 XT"));
    assert!(why("a2000007").starts_with("its chip"), "a slower RTX 4070 of the same name");
}

#[test]
fn plugs_that_cannot_be_or_cannot_feed_a_card_are_unknown() {
    for key in ["a2000001", "a2000002", "a2000006", "a2000009"] {
        assert_eq!(part::<Gpu>(key).power, None, "{key}");
        assert!(noted(key, "power", Change::Unknown), "{key}");
    }
    assert_eq!(part::<Gpu>("a2000001").chip, "rtx-3090");
    assert_eq!(part::<Gpu>("a2000004").power, Some(vec![GpuPlug::Pin16]));
}

#[test]
fn power_and_widths_that_cannot_be_are_unknown() {
    assert_eq!(part::<Gpu>("a2000002").board_power, None);
    assert_eq!(part::<Gpu>("a2000003").slots, None);
    assert!(noted("a2000003", "slots", Change::Unknown));
    let sound = part::<Gpu>("a2000004");
    assert_eq!(sound.board_power, Some(Watts::new(450)));
    assert_eq!(sound.length, Some(Millimetres::new(331)));
    assert_eq!((sound.display, part::<Gpu>("a2000003").display), (Some(true), None));
}

#[test]
fn a_blower_is_known_by_its_name() {
    assert_eq!(part::<Gpu>("a2000008").cooling, Some(GpuCooling::Blower));
    assert!(noted("a2000008", "cooling", Change::Repaired));
    assert_eq!(part::<Gpu>("a2000004").cooling, Some(GpuCooling::OpenAir));
}

#[test]
fn a_board_without_socket_and_memory_is_left_out() {
    assert_eq!(why("a3000001"), "no socket");
}

#[test]
fn slots_are_taken_by_size_alone_and_31_of_them_are_none() {
    assert_eq!(part::<Motherboard>("a3000002").slots, None);
    assert!(noted("a3000002", "slots", Change::Unknown));
    let board = part::<Motherboard>("a3000006");
    let slots = board.slots.as_ref().unwrap();
    assert_eq!(slots.len(), 6, "a socket of 0 lanes is for a radio");
    assert_eq!(slots[0].size, SlotSize::X16);
    assert!(slots.iter().all(|slot| slot.root.is_none() && slot.generation.is_none()));
    assert_eq!((&board.modes, &board.m2), (&None, &None));
    assert_eq!(board.socket, Socket::Lga1151V2, "by its chipset, Z390");
}

#[test]
fn boards_with_no_or_64_sata_ports_have_an_unknown_number() {
    assert_eq!(part::<Motherboard>("a3000005").sata, None);
    assert_eq!(part::<Motherboard>("a3000006").sata, None);
    assert_eq!(part::<Motherboard>("a3000004").sata, Some(4));
}

#[test]
fn board_memory_in_tb_is_repaired_and_imputed() {
    let board = part::<Motherboard>("a3000005");
    assert_eq!(board.memory.max, Some(Gibibytes::new(1_024)));
    assert!(noted("a3000005", "memory.max", Change::Repaired));
    assert!(board.imputed.contains(&"memory".to_owned()));
    assert_eq!(board.chipset, Some(Chipset::Trx50));
}

#[test]
fn the_ddr4_twins_part_number_is_nobodys() {
    let ddr5 = &imported::<Motherboard>("a3000003").item;
    let ddr4 = &imported::<Motherboard>("a3000004").item;
    assert_eq!(ddr5.part_numbers, ["B760I AORUS PRO"]);
    assert!(ddr4.part_numbers.is_empty());
}

#[test]
fn names_are_freed_of_what_cannot_be_seen() {
    let board = part::<Motherboard>("a3000007");
    assert_eq!(board.name, "Gigabyte B650 GAMING X WIFI AM5");
    assert_eq!(board.id, "gigabyte-b650-gaming-x-wifi-am5-a3000007");
    assert_eq!(board.wifi, Some(true));
    assert_eq!(board.bios_flashback, None, "no is a default");
}

#[test]
fn registered_kits_flagged_as_plain_ones_have_an_unknown_kind() {
    for key in ["a4000001", "a4000002"] {
        let kit = part::<Memory>(key);
        assert_eq!((kit.registration, kit.ecc, kit.form), (None, None, None), "{key}");
        assert!(noted(key, "registration", Change::Withheld));
    }
    let plain = part::<Memory>("a4000006");
    assert_eq!(plain.registration, Some(MemoryRegistration::Unbuffered));
    assert_eq!((plain.ecc, plain.form), (Some(false), Some(MemoryModule::Dimm)));
    assert_eq!(plain.height, Some(Millimetres::new(33)));
}

#[test]
fn laptop_modules_are_told_apart() {
    assert_eq!(part::<Memory>("a4000003").form, Some(MemoryModule::SoDimm));
}

#[test]
fn a_latency_or_height_of_zero_is_unknown_and_a_kit_of_two_minds_left_out() {
    let kit = part::<Memory>("a4000004");
    assert_eq!((kit.cas_latency, kit.height), (None, None));
    assert!(noted("a4000004", "cas_latency", Change::Unknown));
    assert_eq!(why("a4000005"), "its modules are others in its name: 2 x 24 GB, 2 x 16 GB in the name");
}

#[test]
fn a_drive_is_no_power_supply() {
    assert_eq!(why("a5000001"), "a drive, filed as a power supply");
}

#[test]
fn plugs_of_power_supplies_are_never_taken() {
    for key in ["a5000002", "a5000004"] {
        let psu = part::<Psu>(key);
        assert_eq!((psu.eps, psu.pcie_8pin, psu.pin16), (None, None, None));
        assert_eq!(psu.atx_version, None);
    }
    assert!(noted("a5000004", "pcie_8pin", Change::Withheld));
    assert!(!noted("a5000002", "pcie_8pin", Change::Withheld), "zero says nothing");
    assert_eq!(part::<Psu>("a5000002").wattage, Watts::new(1_600));
}

#[test]
fn an_sfx_l_supply_is_known_by_its_name() {
    assert_eq!(part::<Psu>("a5000003").form_factor, Some(PsuFormFactor::SfxL));
    assert!(noted("a5000003", "form_factor", Change::Repaired));
}

#[test]
fn capacities_cut_off_or_in_tb_are_read_off_the_name_or_the_drive_is_left_out() {
    assert_eq!(part::<Storage>("a6000001").capacity, Gigabytes::new(7_680));
    assert_eq!(part::<Storage>("a6000002").capacity, Gigabytes::new(12_000));
    for key in ["a6000001", "a6000002"] {
        assert!(noted(key, "capacity", Change::Repaired));
        assert!(part::<Storage>(key).imputed.contains(&"capacity".to_owned()));
    }
    assert_eq!(why("a6000003"), "its capacity may be GB or TB: 12");
}

#[test]
fn drives_that_no_board_here_takes_are_left_out() {
    assert_eq!(why("a6000004"), "its interface is not in this catalogue: U.2 without an M.2 module");
    let drive = part::<Storage>("a6000005");
    assert_eq!((drive.interface, drive.form), (Some(StorageInterface::Nvme), Some(StorageForm::M2)));
    assert_eq!(drive.generation, Some(4));
}

#[test]
fn a_socket_cut_off_is_no_socket_and_a_liquid_cooler_has_no_height() {
    let air = part::<Cooler>("a7000001");
    let sockets = [Socket::Am4, Socket::Am5, Socket::Lga1151, Socket::Lga1151V2];
    assert_eq!(air.sockets.as_deref(), Some(&sockets[..]));
    assert!(noted("a7000001", "sockets", Change::Unknown));
    assert_eq!(air.height, Some(Millimetres::new(155)));
    let liquid = part::<Cooler>("a7000002");
    assert_eq!(liquid.kind, CoolerKind::Liquid);
    assert_eq!((liquid.height, liquid.radiator), (None, Some(Millimetres::new(360))));
}

#[test]
fn what_cases_take_is_withheld_and_no_slots_are_unknown() {
    let case = part::<Case>("a8000001");
    assert_eq!(case.expansion_slots, None);
    assert_eq!(case.form_factors.as_deref(), Some(&[FormFactor::MiniItx][..]));
    assert_eq!((case.max_cooler_height, case.max_psu_length), (None, None));
    assert_eq!((&case.psu_form_factors, &case.radiators), (&None, &None));
    assert!(noted("a8000001", "max_cooler_height", Change::Withheld));
    assert_eq!(part::<Case>("a8000002").form_factors, None, "an ATX case without ATX");
}

#[test]
fn a_row_that_is_no_json_is_told() {
    assert!(why("a8000003").starts_with("not a row in JSON"));
}

#[test]
fn parts_are_unavailable_until_they_have_a_price() {
    let mut card = imported::<Gpu>("a2000004").clone();
    assert_eq!(card.part.status, Status::Unavailable);
    let offer = crate::part::Offer {
        price: "$2,000".parse().unwrap(),
        condition: crate::part::Condition::New,
        as_of: date(2025, 7, 23),
        source: "a price list".to_owned(),
    };
    card.offer(offer.clone());
    card.offer(offer);
    assert_eq!(card.part.offers.len(), 1);
    assert_eq!(card.part.status, card.lifecycle);
}
