//! How wishes become a request, on a catalogue of a few parts.

use super::*;
use crate::catalogue::Catalogue;
use crate::part::{Cpu, Gpu, GpuChip};
use crate::rules::Circuit;
use jiff::civil::date;

const CHIPS: &str = "
- {id: arc-b580, name: Arc B580, vendor: intel, architecture: battlemage, memory: 12 GiB, sources: [x], verified: 2026-11-24}
- {id: rtx-3090, name: GeForce RTX 3090, vendor: nvidia, architecture: ampere, memory: 24 GiB, sources: [x], verified: 2026-11-24,
   offers: [{price: $1200.00, condition: used, as_of: 2026-11-01, source: x}]}
- {id: rtx-5090, name: GeForce RTX 5090, vendor: nvidia, architecture: blackwell, memory: 32 GiB, sources: [x], verified: 2026-11-24}
";
const CARDS: &str = "
- {id: asrock-b580, chip: arc-b580, name: ASRock Arc B580, status: current, sources: [x], verified: 2026-11-24,
   offers: [{price: $250.00, condition: new, as_of: 2026-11-01, source: x}]}
- {id: msi-3090-suprim, chip: rtx-3090, name: MSI Suprim RTX 3090, status: discontinued, sources: [x], verified: 2026-11-24}
- {id: msi-5090-suprim, chip: rtx-5090, name: MSI Suprim RTX 5090, status: current, sources: [x], verified: 2026-11-24}
- {id: zotac-3090-trinity, chip: rtx-3090, name: Zotac Trinity RTX 3090, status: discontinued, sources: [x], verified: 2026-11-24}
";
const CPUS: &str = "
- {id: amd-ryzen-5-5500, name: AMD Ryzen 5 5500, socket: am4, status: current, sources: [x], verified: 2026-11-24,
   offers: [{price: $80.00, condition: new, as_of: 2026-11-01, source: x}]}
- {id: amd-ryzen-5-7600, name: AMD Ryzen 5 7600, socket: am5, status: current, sources: [x], verified: 2026-11-24,
   offers: [{price: $180.00, condition: new, as_of: 2026-11-01, source: x}]}
";

fn catalogue() -> Catalogue {
    Catalogue {
        gpu_chips: serde_yaml::from_str::<Vec<GpuChip>>(CHIPS).unwrap(),
        gpus: serde_yaml::from_str::<Vec<Gpu>>(CARDS).unwrap(),
        cpus: serde_yaml::from_str::<Vec<Cpu>>(CPUS).unwrap(),
        ..Catalogue::default()
    }
}

fn wishes() -> Wishes {
    Wishes {
        budget: Usd::dollars(2000),
        best: Best::Speed,
        have: Vec::new(),
        pins: Vec::new(),
        bans: Vec::new(),
        gpus: (1, 4),
        vram: None,
        used: UsedPolicy::Yes,
        vendor: VendorPolicy::Cuda,
        prices: PriceMode::Adjusted,
        tax_basis_points: 0,
        circuit: Circuit::DEFAULT,
        power_limit: None,
        open_frame: false,
        desktop: false,
        allow: Vec::new(),
        allow_warnings: false,
        tolerance_basis_points: 500,
        ecc: false,
        nvlink: false,
    }
}

fn resolved(change: impl FnOnce(&mut Wishes)) -> Result<Request, String> {
    let mut wishes = wishes();
    change(&mut wishes);
    let today = date(2026, 11, 24);
    let request = wishes.resolve(&catalogue(), &|_| {}, today);
    request.map_err(|error| error.to_string())
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn unique_words_name_a_part_and_others_are_listed() {
    let pins = |text: &str| resolved(|wishes| wishes.pins = texts(&[text])).map(|r| r.pins);
    assert_eq!(
        pins("ryzen 7600").unwrap(),
        BTreeSet::from(["amd-ryzen-5-7600".to_owned()])
    );
    assert_eq!(
        pins("Zotac trinity").unwrap(),
        BTreeSet::from(["zotac-3090-trinity".to_owned()])
    );
    assert_eq!(
        pins("suprim").unwrap_err(),
        "`suprim` may be msi-3090-suprim, msi-5090-suprim: name one"
    );
    assert_eq!(
        pins("rtx-3091").unwrap_err(),
        "no part is called `rtx-3091`; did you mean `rtx-3090`?"
    );
}

#[test]
fn a_banned_chip_takes_its_cards_along() {
    let bans = resolved(|wishes| wishes.bans = texts(&["rtx-3090", "*5500"]))
        .unwrap()
        .bans;
    let expected = texts(&[
        "rtx-3090",
        "msi-3090-suprim",
        "zotac-3090-trinity",
        "amd-ryzen-5-5500",
    ]);
    assert_eq!(bans, expected.into_iter().collect());
}

#[test]
fn owned_parts_add_up_and_a_chip_is_not_one() {
    let have = |list: &[(&str, u32)]| {
        let list = list
            .iter()
            .map(|(text, n)| ((*text).to_owned(), *n))
            .collect();
        resolved(|wishes| wishes.have = list).map(|request| request.have)
    };
    let two = have(&[("msi-3090-suprim", 1), ("suprim rtx 3090", 1)]).unwrap();
    assert_eq!(two, BTreeMap::from([("msi-3090-suprim".to_owned(), 2)]));
    assert_eq!(
        have(&[("rtx-3090", 1)]).unwrap_err(),
        "`rtx-3090` is a chip; name the card you have, such as msi-3090-suprim, zotac-3090-trinity"
    );
}

#[test]
fn pins_that_no_build_can_have_are_refused_with_both_names() {
    let refused = |change: &dyn Fn(&mut Wishes)| resolved(|wishes| change(wishes)).unwrap_err();
    assert_eq!(
        refused(&|w| w.pins = texts(&["amd-ryzen-5-5500", "amd-ryzen-5-7600"])),
        "--pin amd-ryzen-5-5500 and --pin amd-ryzen-5-7600 contradict each other: \
         a build has one cpu model"
    );
    let both = refused(&|w| {
        w.pins = texts(&["rtx-3090"]);
        w.bans = texts(&["*3090*"]);
    });
    assert!(
        both.starts_with("--pin rtx-3090 and --ban *3090* contradict"),
        "{both}"
    );
    let new = refused(&|w| {
        w.pins = texts(&["rtx-3090"]);
        w.used = UsedPolicy::No;
    });
    assert!(new.ends_with("it is only to be had used"), "{new}");
    let small = refused(&|w| {
        w.pins = texts(&["zotac-3090-trinity"]);
        w.vram = Some(Gibibytes::new(32));
    });
    assert!(small.ends_with("it has 24 GiB"), "{small}");
    let other = refused(&|w| w.pins = texts(&["arc-b580"]));
    assert!(other.contains("--vendor any"), "{other}");
    let unpriced = refused(&|w| w.pins = texts(&["rtx-5090"]));
    assert!(unpriced.contains("has no price"), "{unpriced}");
}

#[test]
fn pins_that_can_be_are_kept() {
    let pins = |change: &dyn Fn(&mut Wishes)| resolved(|wishes| change(wishes)).unwrap().pins;
    // A ban on one of its cards leaves the chip; a card says more than its chip.
    let chip = pins(&|w| {
        w.pins = texts(&["rtx-3090"]);
        w.bans = texts(&["msi-3090-suprim"]);
    });
    assert_eq!(chip, BTreeSet::from(["rtx-3090".to_owned()]));
    let card = pins(&|w| w.pins = texts(&["rtx-3090", "zotac-3090-trinity"]));
    assert_eq!(card, BTreeSet::from(["zotac-3090-trinity".to_owned()]));
    // What is owned needs no price.
    let owned = pins(&|w| {
        w.pins = texts(&["msi-5090-suprim"]);
        w.have = vec![("msi-5090-suprim".to_owned(), 1)];
    });
    assert_eq!(owned, BTreeSet::from(["msi-5090-suprim".to_owned()]));
    pins(&|w| {
        w.pins = texts(&["arc-b580"]);
        w.vendor = VendorPolicy::Any;
    });
}

#[test]
fn rules_are_named_in_any_case() {
    let allowed = |text: &str| resolved(|w| w.allow = texts(&[text])).map(|r| r.allowed.rules);
    assert_eq!(
        allowed("psu-01").unwrap(),
        BTreeSet::from(["PSU-01".to_owned()])
    );
    let unknown = allowed("PSU01").unwrap_err();
    assert!(
        unknown.starts_with("no rule is called `PSU01`; did you mean `PSU-0"),
        "{unknown}"
    );
}

#[test]
fn wishes_about_parts_in_general_reach_the_setting() {
    let set = |change: fn(&mut Wishes)| {
        let setting = resolved(change).unwrap().setting;
        (setting.ecc, setting.nvlink)
    };
    assert_eq!(set(|_| {}), (false, false));
    assert_eq!(set(|wishes| wishes.ecc = true), (true, false));
    assert_eq!(set(|wishes| wishes.nvlink = true), (false, true));
}
