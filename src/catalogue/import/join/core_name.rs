//! The core of a name: the words that name the model, without those that state a fact.
//!
//! A word goes only where a fact of its own, which [`super::gate`] compares, stands for it;
//! bare numbers stay, but for one that repeats such a fact.

use super::board::ambiguous;
use super::gate::{chip_words, drop_sizes};
use super::item::Facts;
use super::text::{is_number, split_unit};

const COLOURS: &[&str] = &[
    "beige",
    "black",
    "blue",
    "bronze",
    "brown",
    "chrome",
    "clear",
    "copper",
    "gold",
    "gray",
    "green",
    "grey",
    "gunmetal",
    "matte",
    "metallic",
    "multicolor",
    "orange",
    "pink",
    "purple",
    "red",
    "silver",
    "teal",
    "translucent",
    "transparent",
    "turquoise",
    "white",
    "yellow",
];

const CPU: &[&str] = &[
    "boxed",
    "box",
    "desktop",
    "oem",
    "processor",
    "tray",
    "wof",
    "cpu",
];
const GPU: &[&str] = &[
    "card", "edition", "gddr3", "gddr5", "gddr5x", "gddr6", "gddr6x", "gddr7", "geforce",
    "graphics", "hbm2", "lhr", "video", "amd", "nvidia", "radeon", "intel", "arc",
];
const BOARD: &[&str] = &[
    "atx",
    "ddr2",
    "ddr3",
    "ddr4",
    "ddr5",
    "eatx",
    "intel",
    "itx",
    "lga",
    "matx",
    "micro",
    "mini",
    "motherboard",
    "socket",
    "thin",
    "amd",
];
const MEMORY: &[&str] = &[
    "ddr",
    "ddr2",
    "ddr3",
    "ddr4",
    "ddr5",
    "desktop",
    "dimm",
    "ecc",
    "kit",
    "laptop",
    "memory",
    "module",
    "ram",
    "registered",
    "so",
    "sodimm",
    "unbuffered",
    "udimm",
    "rdimm",
];
const PSU: &[&str] = &[
    "80plus",
    "80",
    "atx",
    "certified",
    "full",
    "fully",
    "modular",
    "non",
    "power",
    "semi",
    "sfx",
    "supply",
    "psu",
    "bronze",
    "silver",
    "gold",
    "platinum",
    "titanium",
    "efficiency",
    "tfx",
    "standard",
    "side",
    "interface",
];
const STORAGE: &[&str] = &[
    "drive", "hard", "hdd", "inch", "internal", "m.2", "msata", "nvme", "pata", "pcie", "sas",
    "sata", "solid", "ssd", "sshd", "state", "hybrid", "u.2",
];
const COOLER: &[&str] = &["aio", "air", "bearing", "cooler", "cpu", "fan", "water"];
const CASE: &[&str] = &[
    "acrylic", "and", "atx", "case", "computer", "desktop", "eatx", "full", "glass", "itx", "matx",
    "micro", "microatx", "mid", "mini", "panel", "side", "slim", "solid", "tempered", "tinted",
    "tower", "window", "pc", "htpc", "steel", "aluminum", "tg", "with",
];

/// The words of a name (without its maker) that name the model. Empty only for a card that
/// has no name but its chip's.
pub(super) fn core_name(facts: &Facts, maker: &str, mut words: Vec<String>) -> Vec<String> {
    let all = words.clone();
    match facts {
        Facts::Cpu(_) => {
            drop_pairs(&mut words, |number, unit| {
                is_number(number) && unit == "ghz"
            });
            drop_pairs(&mut words, |number, unit| {
                is_number(number) && unit == "core"
            });
            drop_pairs(&mut words, |letter, unit| {
                letter.len() <= 2 && unit == "series"
            });
            words.retain(|word| !is_socket(word));
            // One table writes Ryzen Threadripper, the other Threadripper.
            if words.iter().any(|word| word == "threadripper") {
                words.retain(|word| word != "ryzen");
            }
            drop_listed(&mut words, CPU);
        }
        Facts::Gpu(facts) => {
            let chip = facts.chipset.as_deref().map(chip_words).unwrap_or_default();
            let run = facts.chipset.as_deref().map(chip_run).unwrap_or_default();
            drop_sizes(&mut words);
            words.retain(|word| !chip.contains(word) && *word != run);
            drop_listed(&mut words, GPU);
            drop_listed(&mut words, COLOURS);
        }
        Facts::Motherboard(board) => {
            drop_pairs(&mut words, |lga, number| lga == "lga" && is_number(number));
            words.retain(|word| !is_socket(word));
            if ambiguous(board) {
                words.retain(|word| !matches!(word.as_str(), "d4" | "d5"));
            }
            drop_listed(&mut words, BOARD);
        }
        Facts::Memory(facts) => {
            drop_pairs(&mut words, |number, unit| {
                is_number(number) && matches!(unit, "mhz" | "pin")
            });
            drop_pairs(&mut words, |kit, unit| is_kit(kit) && unit == "gb");
            drop_sizes(&mut words);
            let speed = facts.speed.map(|speed| speed.steps().to_string());
            let latency = facts.cas_latency.map(|cl| format!("cl{cl}"));
            words.retain(|word| {
                Some(word) != speed.as_ref() && Some(word) != latency.as_ref() && !is_kit(word)
            });
            drop_listed(&mut words, MEMORY);
            drop_listed(&mut words, COLOURS);
        }
        Facts::Psu(facts) => {
            let power = facts.wattage.map(|power| power.steps().to_string());
            let power = power.unwrap_or_default();
            let watts = format!("{power}w");
            drop_pairs(&mut words, |number, unit| is_number(number) && unit == "w");
            words.retain(|word| *word != power && *word != watts);
            drop_listed(&mut words, PSU);
            drop_listed(&mut words, COLOURS);
        }
        Facts::Storage(_) => {
            if maker == "westerndigital" {
                words.retain(|word| word != "wd");
            }
            drop_bus(&mut words);
            drop_sizes(&mut words);
            words.retain(|word| !matches!(split_unit(word), (number, "rpm") if !number.is_empty()));
            drop_listed(&mut words, STORAGE);
        }
        Facts::Cooler(facts) => {
            drop_pairs(&mut words, |number, unit| {
                is_number(number) && matches!(unit, "cfm" | "mm")
            });
            drop_pairs(&mut words, |kind, bearing| {
                bearing == "bearing"
                    && matches!(
                        kind,
                        "ball" | "sleeve" | "hydro" | "rifle" | "dynamic" | "fluid"
                    )
            });
            drop_pairs(&mut words, |liquid, what| {
                liquid == "liquid" && matches!(what, "cooler" | "cpu")
            });
            let radiator = facts.radiator.map(|size| (size.steps() / 100).to_string());
            words.retain(|word| {
                let (number, unit) = split_unit(word);
                let size = Some(number) == radiator.as_deref() && matches!(unit, "" | "l");
                !size && (unit != "mm" || number.is_empty())
            });
            drop_listed(&mut words, COOLER);
            drop_listed(&mut words, COLOURS);
        }
        Facts::Case(case) => {
            drop_equipment(&mut words);
            drop_listed(&mut words, CASE);
            drop_listed(&mut words, COLOURS);
            let mesh = case
                .side_panel
                .as_ref()
                .is_some_and(|panel| panel.as_str() == "mesh");
            if mesh && words.len() > 1 && words.last().is_some_and(|word| word == "mesh") {
                words.pop();
            }
        }
    }
    if words.is_empty() && !matches!(facts, Facts::Gpu(_)) {
        return all;
    }
    words
}

/// `GeForce RTX 3060 Ti` in one word: `rtx3060ti`.
fn chip_run(chipset: &str) -> String {
    let mut words = super::text::words(chipset);
    drop_sizes(&mut words);
    words.retain(|word| !GPU.contains(&word.as_str()));
    words.concat()
}

fn drop_listed(words: &mut Vec<String>, listed: &[&str]) {
    words.retain(|word| !listed.contains(&word.as_str()));
}

/// Takes out every two neighbours that `found` knows.
fn drop_pairs(words: &mut Vec<String>, found: impl Fn(&str, &str) -> bool) {
    let mut at = 0;
    while at + 1 < words.len() {
        if found(&words[at], &words[at + 1]) {
            words.drain(at..at + 2);
        } else {
            at += 1;
        }
    }
}

/// `lga1700`, `am5`: stated as the socket.
fn is_socket(word: &str) -> bool {
    let rest = |prefix: &str| word.strip_prefix(prefix).is_some_and(is_number);
    rest("lga")
        || matches!(
            word,
            "am3"
                | "am3plus"
                | "am4"
                | "am5"
                | "fm2"
                | "fm2plus"
                | "str4"
                | "str5"
                | "strx4"
                | "tr4"
        )
}

/// `2x8gb`, `1x16`: stated as modules and their size.
fn is_kit(word: &str) -> bool {
    word.split_once('x').is_some_and(|(count, size)| {
        is_number(count) && is_number(split_unit(size).0) && matches!(split_unit(size).1, "" | "gb")
    })
}

/// Bus and size: `PCIe 4.0 x4`, `M.2-2280`, `SATA 6.0 Gb/s`, `2.5"`.
fn drop_bus(words: &mut Vec<String>) {
    drop_pairs(words, |bus, version| {
        matches!(bus, "pcie" | "sata" | "sas") && is_number(version)
    });
    drop_pairs(words, |gb, s| gb == "gb" && s == "s");
    words.retain(|word| {
        !matches!(
            word.as_str(),
            "x2" | "x4"
                | "x8"
                | "2230"
                | "2242"
                | "2260"
                | "2280"
                | "22110"
                | "2.5"
                | "3.5"
                | "gen3"
                | "gen4"
                | "gen5"
        )
    });
}

/// Takes out what a case's name says of its panels, its ports and the power supply in it.
fn drop_equipment(words: &mut Vec<String>) {
    // `Mesh Side Panel`: the panel is made of it, the model not named after it.
    drop_pairs(words, |mesh, side| mesh == "mesh" && side == "side");
    drop_pairs(words, |front, panel| front == "front" && panel == "panel");
    let supply = |pair: &[String]| pair[0] == "power" && pair[1] == "supply";
    if let Some(at) = words.windows(2).position(supply) {
        words.truncate(at);
        drop_pairs(words, |number, unit| is_number(number) && unit == "w");
        words.retain(|word| word != "w");
    }
    if let Some(at) = words.iter().position(|word| word == "usb") {
        words.truncate(at);
    }
}

/// Colours that a name states.
pub(super) fn colours(words: &[String]) -> Vec<String> {
    let colour = |word: &&String| COLOURS.contains(&word.as_str());
    words.iter().filter(colour).cloned().collect()
}
