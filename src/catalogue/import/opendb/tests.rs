//! The errors that `OpenDB` is known for, each on a row that has it, cut to what matters.

use super::read;
use crate::catalogue::import::{Import, Importable, Outcome};
use crate::catalogue::tests::{Dir, TODAY};
use crate::catalogue::{Catalogue, LoadOptions};
use crate::part::{
    Case, Cooler, Cpu, Gpu, Memory, MemoryRegistration, Motherboard, PartKind, Psu, Socket, Status,
    Storage,
};
use crate::unit::{Gigabytes, Watts};
use std::fs;

/// An import of one row of this folder.
fn import(folder: &str, rows: &[&str]) -> Import {
    let dir = Dir::new();
    fs::create_dir(dir.0.join(folder)).unwrap();
    for (at, row) in rows.iter().enumerate() {
        dir.write(&format!("{folder}/row-{at}.json"), row);
    }
    let below = Catalogue::load(&LoadOptions {
        layers: Vec::new(),
        builtin: true,
        today: TODAY,
    });
    read(&dir.0, &below.unwrap(), TODAY, &|_| {})
}

/// The part that a row of this name with these fields becomes.
fn part<P: Importable>(folder: &str, name: &str, fields: &str) -> P {
    let row = format!(r#"{{"opendb_id": "k", "metadata": {{"name": "{name}"}}, {fields}}}"#);
    let import = import(folder, &[&row]);
    match P::list(&import.parts).as_slice() {
        [made] => made.part.clone(),
        _ => panic!("{:?}", import.rows),
    }
}

/// Why a row is left out.
fn left_out(folder: &str, row: &str) -> String {
    let import = import(folder, &[row]);
    match &import.rows[0].outcome {
        Outcome::LeftOut(why) => why.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_drive_filed_as_a_power_supply_is_none() {
    let row =
        r#"{"opendb_id": "52daf301", "metadata": {"name": "Lexar 4TB NM790 SSD"}, "wattage": 0}"#;
    assert!(left_out("PSU", row).contains("a drive"));
}

#[test]
fn a_board_without_socket_is_left_out() {
    let row =
        r#"{"metadata": {"name": "GIGABYTE H310M A LGA1151 DDR4"}, "form_factor": "Micro ATX"}"#;
    assert!(left_out("Motherboard", row).contains("no socket"));
}

#[test]
fn a_board_has_no_31_slots() {
    let board: Motherboard = part(
        "Motherboard",
        "MSI Z490 MEG ACE DDR4 ATX",
        r#""socket": "LGA 1200", "chipset": "Intel Z490", "form_factor": "ATX",
        "memory": {"max": 128, "ram_type": "DDR4", "slots": 4},
        "storage_devices": {"sata_6_gb_s": 0},
        "pcie_slots": [{"gen": "3.0", "quantity": 31, "lanes": 16}]"#,
    );
    assert_eq!(board.slots, None);
    assert_eq!(board.sata, None, "0 is a default of the source");
    assert_eq!((board.modes, board.m2), (None, None));
}

#[test]
fn lanes_and_generations_of_slots_are_never_taken() {
    let board: Motherboard = part(
        "Motherboard",
        "A board of no one",
        r#""socket": "AM5", "chipset": "AMD B650", "form_factor": "ATX",
        "memory": {"max": 128, "ram_type": "DDR5", "slots": 4},
        "pcie_slots": [{"gen": "4.0", "quantity": 2, "lanes": 16}]"#,
    );
    let slots = board.slots.unwrap();
    assert_eq!(slots.len(), 2);
    assert!(
        slots
            .iter()
            .all(|slot| slot.root.is_none() && slot.generation.is_none())
    );
}

#[test]
fn a_processors_largest_memory_is_not_two_gigabytes() {
    let cpu: Cpu = part(
        "CPU",
        "AMD Ryzen Threadripper PRO 7985WX of no one",
        r#""socket": "sTR5", "microarchitecture": "Zen 4", "coreFamily": "Storm Peak",
        "cores": {"total": 64, "threads": 128},
        "specifications": {"memory": {"types": ["DDR5"], "maxSupport": 2, "channels": 8}, "tdp": 350, "ppt": 0}"#,
    );
    assert_eq!((cpu.max_memory, cpu.gpu_lanes), (None, None));
    assert_eq!(cpu.tdp, Some(Watts::new(350)));
    assert_eq!(cpu.max_power, None, "0 stands for unknown");
}

#[test]
fn years_that_cannot_be_are_unknown() {
    for year in ["0", "20117", "null"] {
        let fields = format!(
            r#""opendb_id": "k", "metadata": {{"name": "Case", "releaseYear": {year}, "manufacturer": null}}"#
        );
        let import = import("PCCase", &[&format!("{{{fields}}}")]);
        let [case] = Case::list(&import.parts).as_slice() else {
            panic!("{:?}", import.rows);
        };
        assert_eq!(case.lifecycle, Status::Current);
    }
}

#[test]
fn a_card_is_not_77_slots_thick_and_is_fed() {
    let card = |name: &str, chipset: &str, memory: u32, tdp: u32, rest: &str| -> Gpu {
        let fields = format!(
            r#""chipset": "{chipset}", "memory": {memory}, "length": 332, "tdp": {tdp}, {rest}"#
        );
        part("GPU", name, &fields)
    };
    let thick = card(
        "MSI GeForce RTX 4090 of no one",
        "GeForce RTX 4090",
        24,
        450,
        r#""total_slot_width": 77, "power_connectors": {"pcie_12VHPWR": 1}"#,
    );
    assert_eq!(thick.slots, None);
    assert_eq!(thick.power.map(|plugs| plugs.len()), Some(1));
    let underfed = card(
        "Palit GameRock GeForce RTX 5090 of no one",
        "GeForce RTX 5090",
        32,
        575,
        r#""power_connectors": {"pcie_8_pin": 2}"#,
    );
    assert_eq!(underfed.power, None);
    let unfed = card(
        "MSI SUPRIM GeForce RTX 3090 of no one",
        "GeForce RTX 3090",
        24,
        420,
        r#""power_connectors": {"pcie_6_pin": 0, "pcie_8_pin": 0}"#,
    );
    assert_eq!(unfed.power, None);
}

#[test]
fn a_power_supplys_leads_are_never_taken() {
    let psu: Psu = part(
        "PSU",
        "be quiet! Dark Power Pro 13 1600W of no one",
        r#""wattage": 1600, "form_factor": "ATX", "efficiency_rating": "80+ Titanium",
        "connectors": {"eps_8_pin": 2, "pcie_12vhpwr": 0, "pcie_6_plus_2_pin": 0}"#,
    );
    assert_eq!((psu.eps, psu.pcie_8pin, psu.pin16), (None, None, None));
}

#[test]
fn a_drives_size_is_read_off_its_name_or_not_at_all() {
    let drive = |name: &str, capacity: u32| {
        let row = format!(
            r#"{{"opendb_id": "k", "metadata": {{"name": "{name}"}}, "capacity": {capacity}, "type": "HDD",
            "storage_type": "HDD", "form_factor": "3.5\"", "interface": "SATA 6.0 Gb/s"}}"#
        );
        let import = import("Storage", &[&row]);
        Storage::list(&import.parts)
            .first()
            .map(|made| made.part.capacity)
    };
    let terabytes = |tenths: u32| Some(Gigabytes::new(tenths * 100));
    assert_eq!(
        drive("Samsung PM893 7.68 TB", 7_000),
        Some(Gigabytes::new(7_680))
    );
    assert_eq!(drive("A disk 12 TB", 12), terabytes(120));
    let in_doubt = drive("Toshiba MD07ACA", 12);
    assert!(
        in_doubt.is_none() || in_doubt == terabytes(120),
        "{in_doubt:?}"
    );
}

#[test]
fn a_socket_cut_off_is_left_out_of_the_list() {
    let cooler: Cooler = part(
        "CPUCooler",
        "Thermalright AXP90-X53 of no one",
        r#""height": 53, "water_cooled": false, "cpu_sockets": ["AM5", "LGA 115"]"#,
    );
    assert_eq!(cooler.sockets, Some(vec![Socket::Am5]));
}

#[test]
fn a_free_text_about_a_cases_power_supply_is_not_read() {
    let case: Case = part(
        "PCCase",
        "Thermaltake View 91 of no one",
        r#""form_factor": "ATX Full Tower", "power_supply": "No", "max_psu_length": 220,
        "supported_motherboard_form_factors": ["ATX", "Micro ATX"], "max_cpu_cooler_height": 200"#,
    );
    assert_eq!(case.psu_form_factors, None);
    assert_eq!((case.max_psu_length, case.max_cooler_height), (None, None));
}

/// What is known of a kit with this name and number, flagged as a plain one.
fn kit(name: &str, number: &str) -> Option<(Option<MemoryRegistration>, Option<bool>)> {
    let row = format!(
        r#"{{"opendb_id": "k", "metadata": {{"name": "{name}", "part_numbers": ["{number}"]}},
        "modules": {{"quantity": 1, "capacity_gb": 32}}, "capacity": 32, "speed": 3200, "ram_type": "DDR4",
        "form_factor": "288-pin DIMM", "cas_latency": 22, "ecc": "Non-ECC", "registered": "Unbuffered"}}"#
    );
    let import = import("RAM", &[&row]);
    let made = Memory::list(&import.parts).first()?;
    Some((made.part.registration, made.part.ecc))
}

#[test]
fn registered_memory_flagged_as_plain_is_registered() {
    use MemoryRegistration::{Registered, Unbuffered};
    let named = kit(
        "Crucial CT32G4RFD4266 Registered Green DDR4-2666",
        "CT32G4RFD4266",
    );
    assert_eq!(named, Some((Some(Registered), None)));
    for name in ["A RDIMM kit", "A kit ECC Reg", "A kit of LRDIMM"] {
        assert_eq!(kit(name, "x").unwrap().0, Some(Registered), "{name}");
    }
    let numbered = |number| kit("Samsung DDR4-2933", number).unwrap();
    assert_eq!(numbered("M386A8K40CM2-CVF"), (Some(Registered), Some(true)));
    assert_eq!(numbered("M391A2K43BB1-CPB"), (Some(Unbuffered), Some(true)));
    assert_eq!(
        numbered("KSM48R40BS4TMM-32HMR"),
        (Some(Registered), Some(true))
    );
    assert_eq!(numbered("KSM32ES8/8HD"), (Some(Unbuffered), Some(true)));
    let plain = kit("Corsair Vengeance LPX Non-ECC", "CMK32GX4M2E3200C16");
    assert_eq!(plain, Some((Some(Unbuffered), Some(false))));
    assert_eq!(
        kit("An ECC UDIMM", "x"),
        Some((Some(Unbuffered), Some(true)))
    );
}

#[test]
fn memory_that_may_be_registered_is_left_out() {
    assert_eq!(kit("Micron DDR4-3200 CL22", "MTA18ASF4G72AZ-3G2B1"), None);
    assert_eq!(kit("A Server module DDR4-3200", "x"), None);
    assert_eq!(kit("A module with ECC", "x"), None);
}

#[test]
fn invisible_characters_and_terminal_codes_are_in_no_name() {
    let case: Case = part("PCCase", "A\u{200b}  case\\u001b[31m red", r#""color": []"#);
    assert_eq!(case.name, "A case[31m red");
}

#[test]
fn a_file_that_is_no_json_is_one_row_left_out() {
    let sound = r#"{"opendb_id": "k", "metadata": {"name": "A case"}}"#;
    let rows: Vec<String> = vec![
        sound.to_owned(),
        sound[..30].to_owned(),
        "\u{0}\u{1}\u{2}".to_owned(),
        r#"{"$schema": "x",, }"#.to_owned(),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let import = import("PCCase", &rows);
    assert_eq!(import.parts.count(), 1);
    let out = import.rows.iter().filter(|row| {
        row.kind == PartKind::Case && row.outcome.detail().contains("not a row in JSON")
    });
    assert_eq!(out.count(), 3);
}
