//! The core of a name: the words that name the model, without those that state a fact.
//!
//! A word goes only where a fact of its own, which [`super::gate`] compares, stands for it;
//! bare numbers stay, but for one that repeats such a fact.

use super::board::ambiguous;
use super::chip::{chip_words, drop_sizes};
use super::decor;
use super::item::{BoardFacts, CaseFacts, CoolerFacts, Facts, GpuFacts, MemoryFacts, PsuFacts};
use super::text::{is_number, split_unit, words};

/// The words of a name (without its maker) that name the model. Empty only for a card that
/// has no name but its chip's.
pub(super) fn core_name(facts: &Facts, maker: &str, whole: &[String]) -> Vec<String> {
    let mut words = whole.to_vec();
    match facts {
        Facts::Cpu(_) => cpu(&mut words),
        Facts::Gpu(facts) => {
            card(facts, maker, &mut words);
            return words;
        }
        Facts::Motherboard(facts) => board(facts, &mut words),
        Facts::Memory(facts) => kit(facts, &mut words),
        Facts::Psu(facts) => supply(facts, &mut words),
        Facts::Storage(_) => drive(maker, &mut words),
        Facts::Cooler(facts) => cooler(facts, &mut words),
        Facts::Case(facts) => case(facts, &mut words),
    }
    if words.is_empty() {
        return whole.to_vec();
    }
    words
}

fn cpu(words: &mut Vec<String>) {
    drop_pairs(words, |number, unit| {
        is_number(number) && matches!(unit, "ghz" | "core")
    });
    drop_pairs(words, |letter, unit| letter.len() <= 2 && unit == "series");
    words.retain(|word| !is_socket(word));
    // One table writes Ryzen Threadripper, the other Threadripper.
    if words.iter().any(|word| word == "threadripper") {
        words.retain(|word| word != "ryzen");
    }
    drop_listed(words, decor::CPU);
}

fn card(facts: &GpuFacts, maker: &str, words: &mut Vec<String>) {
    // EVGA and XFX have models called Black; after the memory it is a colour.
    let model = words.iter().position(|word| word.starts_with("gddr"));
    let named = words.iter().take(model.unwrap_or(words.len()));
    let black = matches!(maker, "evga" | "xfx") && named.clone().any(|word| word == "black");
    let chipset = facts.chipset.as_deref().unwrap_or_default();
    let (chip, run) = (chip_words(chipset), chip_run(chipset));
    drop_sizes(words);
    words.retain(|word| !chip.contains(word) && *word != run);
    drop_listed(words, decor::GPU);
    drop_listed(words, decor::COLOURS);
    if black {
        words.push("black".to_owned());
    }
}

/// `GeForce RTX 3060 Ti` in one word: `rtx3060ti`.
fn chip_run(chipset: &str) -> String {
    let mut words = words(chipset);
    drop_sizes(&mut words);
    drop_listed(&mut words, decor::GPU);
    words.concat()
}

fn board(facts: &BoardFacts, words: &mut Vec<String>) {
    drop_pairs(words, |lga, number| lga == "lga" && is_number(number));
    words.retain(|word| !is_socket(word));
    if ambiguous(facts) {
        words.retain(|word| !matches!(word.as_str(), "d4" | "d5"));
    }
    drop_listed(words, decor::BOARD);
}

fn kit(facts: &MemoryFacts, words: &mut Vec<String>) {
    drop_pairs(words, |number, unit| {
        is_number(number) && matches!(unit, "mhz" | "pin")
    });
    drop_pairs(words, |kit, unit| is_kit(kit) && unit == "gb");
    drop_sizes(words);
    let speed = facts.speed.map(|speed| speed.steps().to_string());
    let latency = facts.cas_latency.map(|cl| format!("cl{cl}"));
    words.retain(|word| {
        Some(word) != speed.as_ref() && Some(word) != latency.as_ref() && !is_kit(word)
    });
    drop_listed(words, decor::MEMORY);
    drop_listed(words, decor::COLOURS);
}

fn supply(facts: &PsuFacts, words: &mut Vec<String>) {
    let power = facts.wattage.map(|power| power.steps().to_string());
    let power = power.unwrap_or_default();
    let watts = format!("{power}w");
    drop_pairs(words, |number, unit| is_number(number) && unit == "w");
    words.retain(|word| *word != power && *word != watts);
    drop_listed(words, decor::PSU);
    drop_listed(words, decor::COLOURS);
}

/// Colours stay: Western Digital names models after them.
fn drive(maker: &str, words: &mut Vec<String>) {
    if maker == "westerndigital" {
        words.retain(|word| word != "wd");
    }
    drop_bus(words);
    drop_sizes(words);
    words.retain(|word| !matches!(split_unit(word), (number, "rpm") if !number.is_empty()));
    drop_listed(words, decor::STORAGE);
}

fn cooler(facts: &CoolerFacts, words: &mut Vec<String>) {
    drop_pairs(words, |number, unit| {
        is_number(number) && matches!(unit, "cfm" | "mm")
    });
    drop_pairs(words, |kind, bearing| {
        bearing == "bearing"
            && matches!(
                kind,
                "ball" | "sleeve" | "hydro" | "rifle" | "dynamic" | "fluid"
            )
    });
    drop_pairs(words, |liquid, what| {
        liquid == "liquid" && matches!(what, "cooler" | "cpu")
    });
    let radiator = facts.radiator.map(|size| (size.steps() / 100).to_string());
    words.retain(|word| {
        let (number, unit) = split_unit(word);
        let size = Some(number) == radiator.as_deref() && matches!(unit, "" | "l");
        !size && (unit != "mm" || number.is_empty())
    });
    drop_listed(words, decor::COOLER);
    drop_listed(words, decor::COLOURS);
}

fn case(facts: &CaseFacts, words: &mut Vec<String>) {
    drop_equipment(words);
    drop_listed(words, decor::CASE);
    drop_listed(words, decor::COLOURS);
    let panel = facts.side_panel.as_ref();
    let mesh = panel.is_some_and(|panel| panel.as_str() == "mesh");
    if mesh && words.len() > 1 && words.last().is_some_and(|word| word == "mesh") {
        words.pop();
    }
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
    let colour = |word: &&String| decor::COLOURS.contains(&word.as_str());
    words.iter().filter(colour).cloned().collect()
}
