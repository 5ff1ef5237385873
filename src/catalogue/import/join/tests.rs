//! The traps that an importer fell into once: each pair here was taken for one part.

use super::*;
use crate::part::Efficiency;
use crate::unit::{Gibibytes, Gigabytes, MegaTransfers, Millimetres, Watts};

fn item(name: &str, facts: Facts) -> Item {
    Item {
        key: name.to_owned(),
        maker: String::new(),
        name: name.to_owned(),
        part_numbers: Vec::new(),
        colours: Vec::new(),
        facts,
    }
}

/// The names of the rows that are the part.
fn found<'a>(part: &Item, rows: &'a [Item]) -> Vec<&'a str> {
    let rows: Vec<&Item> = rows.iter().collect();
    let matched = join(std::slice::from_ref(part), &rows).remove(0);
    let rows = matched
        .into_iter()
        .flat_map(|matched| matched.rows)
        .map(|row| rows[row]);
    rows.map(|row| row.key.as_str()).collect()
}

#[track_caller]
fn is(part: &Item, row: &Item) {
    assert_eq!(found(part, std::slice::from_ref(row)), [row.key.as_str()]);
}

#[track_caller]
fn is_not(part: &Item, row: &Item) {
    assert!(found(part, std::slice::from_ref(row)).is_empty());
}

fn cpu(name: &str, cores: u16) -> Item {
    let facts = CpuFacts {
        cores: Some(cores),
        ..CpuFacts::default()
    };
    item(name, Facts::Cpu(facts))
}

fn card(name: &str, chipset: &str, memory: u32) -> Item {
    let facts = GpuFacts {
        chipset: Some(chipset.to_owned()),
        memory: Some(Gibibytes::new(memory)),
        ..GpuFacts::default()
    };
    item(name, Facts::Gpu(facts))
}

fn board(name: &str, socket: &str, ddr: Option<u8>) -> Item {
    let facts = BoardFacts {
        socket: Word::of(socket),
        form_factor: Word::of("ATX"),
        ddr,
        memory_slots: Some(4),
        max_memory: None,
    };
    item(name, Facts::Motherboard(facts))
}

fn kit(name: &str, ddr: u8, speed: u32, modules: u8, size: u32, latency: u8) -> Item {
    let facts = MemoryFacts {
        ddr: Some(ddr),
        speed: Some(MegaTransfers::new(speed)),
        modules: Some(modules),
        module_size: Some(Gibibytes::new(size)),
        cas_latency: Some(latency),
    };
    item(name, Facts::Memory(facts))
}

fn psu(name: &str, watts: u32, efficiency: Option<Efficiency>) -> Item {
    let facts = PsuFacts {
        wattage: Some(Watts::new(watts)),
        efficiency,
        ..PsuFacts::default()
    };
    item(name, Facts::Psu(facts))
}

fn drive(name: &str) -> Item {
    let facts = StorageFacts {
        capacity: Some(Gigabytes::new(4_000)),
        bus: Some(DriveBus::Sata),
        form: Word::of("3.5\""),
        disk: Some(true),
        generation: None,
    };
    item(name, Facts::Storage(facts))
}

fn loop_of(name: &str, radiator: u32) -> Item {
    let facts = CoolerFacts {
        liquid: Some(true),
        radiator: Some(Millimetres::new(radiator)),
        height: None,
    };
    item(name, Facts::Cooler(facts))
}

fn case(name: &str) -> Item {
    let facts = CaseFacts {
        form: Word::of("ATX Mid Tower"),
        ..CaseFacts::default()
    };
    item(name, Facts::Case(facts))
}

#[test]
fn a_bare_number_is_the_model() {
    is(
        &cpu("AMD Ryzen 5 4500 3.6 GHz 6-Core AM4 OEM/Tray", 6),
        &cpu("AMD Ryzen 5 4500", 6),
    );
    is_not(&cpu("AMD Ryzen 5 4500", 6), &cpu("AMD Ryzen 5 5500", 6));
    is_not(
        &cpu("Intel Core i7 7700 OEM/Tray", 4),
        &cpu("Intel Core i7-7700K", 4),
    );
}

#[test]
fn facts_that_disagree_bar_a_match() {
    is_not(&cpu("AMD FX-8350", 8), &cpu("AMD FX-8350", 4));
}

#[test]
fn boards_of_one_name_for_ddr4_and_ddr5_are_two() {
    let rows = [
        board("MSI PRO Z690-A WIFI", "LGA1700", None),
        board("MSI PRO Z690-A WIFI DDR4", "LGA1700", None),
    ];
    let part = |ddr| board("MSI PRO Z690-A WIFI DDR5 ATX", "LGA 1700", Some(ddr));
    assert_eq!(found(&part(5), &rows), ["MSI PRO Z690-A WIFI"]);
    assert_eq!(found(&part(4), &rows), ["MSI PRO Z690-A WIFI DDR4"]);
    // Alone, the unmarked one is no twin of the other generation either.
    is_not(&part(4), &rows[0]);
    is_not(&part(5), &rows[1]);
}

#[test]
fn asrock_marks_ddr5_on_some_boards_and_ddr4_on_others() {
    let steel = [
        board("ASRock Z690 Steel Legend", "LGA1700", None),
        board("ASRock Z690 Steel Legend/D5", "LGA1700", None),
    ];
    let part = |ddr| board("ASRock Z690 Steel Legend ATX", "LGA 1700", Some(ddr));
    assert_eq!(found(&part(4), &steel), ["ASRock Z690 Steel Legend"]);
    assert_eq!(found(&part(5), &steel), ["ASRock Z690 Steel Legend/D5"]);
}

#[test]
fn a_ddr5_board_with_its_twins_part_number_does_not_get_the_twins_price() {
    let mut part = board("ASUS PRIME Z790-P", "LGA 1700", Some(5));
    part.part_numbers = vec!["PRIME Z790-P D4".to_owned()];
    is_not(&part, &board("Asus PRIME Z790-P D4", "LGA1700", None));
    let rows = [
        board("Asus PRIME Z790-P D4", "LGA1700", None),
        board("Asus PRIME Z790-P", "LGA1700", None),
    ];
    assert_eq!(found(&part, &rows), ["Asus PRIME Z790-P"]);
}

#[test]
fn usb_in_a_boards_name_makes_another_board() {
    let part = board("ASUS Z97-A/USB3.1", "LGA 1150", Some(3));
    is_not(&part, &board("Asus Z97-A", "LGA1150", None));
    is(&part, &board("Asus Z97-A/USB 3.1", "LGA1150", None));
}

#[test]
fn a_part_number_that_a_slash_split_is_put_together() {
    let mut part = board("Asus B450 M board", "AM4", Some(4));
    part.part_numbers = vec!["PRIME B450M-A".to_owned(), "CSM".to_owned()];
    let rows = [
        board("Asus PRIME B450M-A", "AM4", None),
        board("Asus PRIME B450M-A/CSM", "AM4", None),
    ];
    assert_eq!(found(&part, &rows), ["Asus PRIME B450M-A/CSM"]);
}

#[test]
fn the_gold_of_80_plus_is_no_colour() {
    let gold = Some(Efficiency::Gold);
    let mut part = psu(
        "Corsair RM850x Black 850W Fully Modular 80+ Gold Certified",
        850,
        gold,
    );
    part.colours = vec!["BLACK".to_owned()];
    let mut row = psu("Corsair RM850x", 850, gold);
    row.colours = vec!["Black".to_owned()];
    is(&part, &row);
    is_not(&part, &psu("Corsair RM850x", 750, gold));
    is_not(
        &part,
        &psu("Corsair RM850x", 850, Some(Efficiency::Platinum)),
    );
    is_not(
        &psu("Corsair RM850e", 850, gold),
        &psu("Corsair RM850e (2025)", 850, gold),
    );
}

#[test]
fn colours_of_western_digital_are_models() {
    let rows = [
        "Western Digital Red",
        "Western Digital Blue",
        "Western Digital Purple",
    ]
    .map(drive);
    for (name, row) in [
        ("WD Red 4TB HDD 5400RPM 3.5\" SATA", 0),
        (
            "Western Digital Blue 4TB 3.5\" HDD SATA 6.0 Gb/s Internal",
            1,
        ),
        ("Western Digital WD Purple 4 TB", 2),
    ] {
        assert_eq!(found(&drive(name), &rows), [rows[row].key.as_str()]);
    }
    is_not(&drive("Western Digital Black 4TB HDD"), &rows[0]);
}

#[test]
fn colours_of_other_kinds_are_not() {
    let rows = ["NZXT H5 Flow", "NZXT H5 Flow"].map(case);
    let [mut black, mut white] = rows;
    (black.key, white.key) = ("black".to_owned(), "white".to_owned());
    black.colours = vec!["Black".to_owned()];
    white.colours = vec!["White".to_owned()];
    let rows = [black, white];
    let part = case("NZXT H5 Flow ATX Mid Tower White with Tempered Glass Side Panel");
    assert_eq!(found(&part, &rows), ["white"]);
    assert_eq!(found(&case("NZXT H5 Flow"), &rows), ["black", "white"]);
}

#[test]
fn a_word_or_number_in_the_middle_makes_another_model() {
    is_not(
        &loop_of("NZXT Kraken Core 240 RGB", 240),
        &loop_of("NZXT Kraken 240 RGB", 240),
    );
    is_not(
        &loop_of("NZXT Kraken 240", 240),
        &loop_of("NZXT Kraken Core 240", 240),
    );
    is(
        &loop_of("NZXT Kraken Water 240mm RGB Black", 240),
        &loop_of("NZXT Kraken 240 RGB", 240),
    );
    is_not(
        &loop_of("NZXT Kraken 240", 240),
        &loop_of("NZXT Kraken 280", 280),
    );
    is_not(
        &case("Fractal Design Pop 2 Air"),
        &case("Fractal Design Pop Air"),
    );
    is_not(
        &case("Fractal Design Pop Air"),
        &case("Fractal Design Pop 2 Air"),
    );
    is_not(&case("NZXT H5 Flow (2024)"), &case("NZXT H5 Flow"));
}

#[test]
fn a_case_with_a_power_supply_is_another_product() {
    let part = case("Rosewill FBM-X3 ATX Mid Tower Black and w/650 W Power Supply");
    is_not(&part, &case("Rosewill FBM-X3"));
    let mut row = case("Rosewill FBM-X3");
    if let Facts::Case(facts) = &mut row.facts {
        facts.psu = Some(Watts::new(650));
    }
    is(&part, &row);
}

#[test]
fn ti_and_super_are_other_chips() {
    let part = |chipset| card("ASUS TUF Gaming OC", chipset, 12);
    let row = |chipset| card("Asus TUF GAMING OC", chipset, 12);
    let chips = [
        "GeForce RTX 4070",
        "GeForce RTX 4070 Ti",
        "GeForce RTX 4070 SUPER",
    ];
    for (a, of) in chips.iter().enumerate() {
        for (b, other) in chips.iter().enumerate() {
            let found = found(&part(of), &[row(other)]).len();
            assert_eq!(found, usize::from(a == b), "{of} and {other}");
        }
    }
    is(
        &part("NVIDIA GeForce RTX 3060 12 GB"),
        &row("GeForce RTX 3060 12GB"),
    );
}

#[test]
fn editions_with_other_memory_are_other_cards() {
    let part = card(
        "Gigabyte GeForce RTX 5060 Ti EAGLE OC 16G",
        "GeForce RTX 5060 Ti",
        16,
    );
    let rows = [8, 16].map(|memory| {
        let mut row = card("Gigabyte EAGLE OC", "GeForce RTX 5060 Ti", memory);
        row.key = memory.to_string();
        row
    });
    assert_eq!(found(&part, &rows), ["16"]);
}

#[test]
fn black_is_a_model_of_some_makers_and_a_colour_of_others() {
    let of = |name| card(name, "GeForce RTX 2080", 8);
    let rows = [of("EVGA XC GAMING"), of("EVGA XC BLACK EDITION GAMING")];
    assert_eq!(
        found(
            &of("EVGA XC GAMING GeForce RTX 2080 8GB GDDR6 Black"),
            &rows
        ),
        ["EVGA XC GAMING"]
    );
    is_not(
        &of("EVGA XC BLACK EDITION GAMING GeForce RTX 2080"),
        &rows[0],
    );
    is(
        &of("MSI GeForce RTX 2080 VENTUS Black 8GB"),
        &of("MSI VENTUS"),
    );
}

#[test]
fn a_card_without_a_name_is_any_makers_guess() {
    let chip = "GeForce GTX 1650 SUPER";
    let part = card("MSI GeForce GTX 1650 SUPER 4GB GDDR6", chip, 4);
    is_not(&part, &card("MSI GeForce GTX 1650 SUPER", chip, 4));
    let chip = "Radeon RX 6800 XT";
    is(
        &card("AMD Radeon RX 6800 XT 16GB GDDR6", chip, 16),
        &card("AMD Radeon RX 6800 XT", chip, 16),
    );
}

#[test]
fn kits_of_one_name_are_told_apart_by_what_they_are() {
    let of = |ddr, speed, modules, size, latency| {
        let mut row = kit(
            "Corsair Vengeance LPX 16 GB",
            ddr,
            speed,
            modules,
            size,
            latency,
        );
        row.key = format!("{ddr} {speed} {modules}x{size} {latency}");
        row
    };
    let mut rows = Vec::new();
    for speed in [2_133, 2_400, 2_666, 3_000, 3_200, 3_600] {
        for (modules, size) in [(1, 16), (2, 8), (4, 4)] {
            for latency in [14, 15, 16, 18, 19] {
                rows.push(of(4, speed, modules, size, latency));
            }
        }
    }
    let name = "Corsair Vengeance LPX Black DDR4-3200 CL16 16GB (2x8GB)";
    let part = kit(name, 4, 3_200, 2, 8, 16);
    assert_eq!(found(&part, &rows), ["4 3200 2x8 16"]);
    let mut unknown = part;
    if let Facts::Memory(facts) = &mut unknown.facts {
        facts.speed = None;
    }
    assert!(found(&unknown, &rows).is_empty(), "116 rows, and no speed");
}

#[test]
fn one_word_more_is_forgiven_only_where_it_says_little() {
    let chip = "GeForce RTX 4090";
    let part = card("ZOTAC GAMING GeForce RTX 4090 AMP Extreme AIRO", chip, 24);
    let row = card("Zotac AMP Extreme AIRO", chip, 24);
    let rows = [&row];
    let matched = join(std::slice::from_ref(&part), &rows).remove(0).unwrap();
    assert_eq!(matched.tier, Tier::OneWord);
    is_not(&part, &card("Zotac AMP AIRO", chip, 24));
    let plain = kit("G.Skill Ripjaws M5 RGB", 5, 6_000, 2, 16, 30);
    is_not(
        &plain,
        &kit("G.Skill Ripjaws M5 Neo RGB", 5, 6_000, 2, 16, 30),
    );
    is_not(&plain, &kit("G.Skill Ripjaws M5", 5, 6_000, 2, 16, 30));
}

#[test]
fn another_makers_part_of_the_same_name_is_another_part() {
    is_not(&case("Montech Air 100"), &case("Antec Air 100"));
}
