//! Facts that bar a match: two descriptions that disagree on one are not of one part.

use super::chip::chip_words;
use super::item::{
    BoardFacts, CaseFacts, CoolerFacts, CpuFacts, Facts, GpuFacts, MemoryFacts, PsuFacts,
    StorageFacts, Word,
};
use crate::unit::{Gigabytes, Millimetres};

/// How well two descriptions agree: the number of facts that both state.
pub(super) type Agreement = u32;

/// Counts facts that agree until one does not.
struct Gate(Option<Agreement>);

impl Gate {
    fn open() -> Self {
        Self(Some(0))
    }

    /// A fact of both sides, judged by `same` where both know it.
    fn fact<T>(self, a: Option<T>, b: Option<T>, same: impl Fn(T, T) -> bool) -> Self {
        match (self.0, a, b) {
            (Some(count), Some(a), Some(b)) => Self(same(a, b).then_some(count + 1)),
            (count, _, _) => Self(count),
        }
    }

    fn equal<T: PartialEq>(self, a: Option<T>, b: Option<T>) -> Self {
        self.fact(a, b, |a, b| a == b)
    }

    /// A fact that must be known on both sides.
    fn needed<T: PartialEq>(self, a: Option<T>, b: Option<T>) -> Self {
        self.needed_like(a, b, |a, b| a == b)
    }

    fn needed_like<T>(self, a: Option<T>, b: Option<T>, same: impl Fn(T, T) -> bool) -> Self {
        if a.is_none() || b.is_none() {
            return Self(None);
        }
        self.fact(a, b, same)
    }

    fn within(self, a: Option<u32>, b: Option<u32>, most: u32) -> Self {
        self.fact(a, b, |a, b| a.abs_diff(b) <= most)
    }
}

/// The number of facts on which both agree; `None` where they disagree on one.
pub(super) fn agreement(a: &Facts, b: &Facts) -> Option<Agreement> {
    match (a, b) {
        (Facts::Cpu(a), Facts::Cpu(b)) => cpu(a, b),
        (Facts::Gpu(a), Facts::Gpu(b)) => gpu(a, b),
        (Facts::Motherboard(a), Facts::Motherboard(b)) => board(a, b),
        (Facts::Memory(a), Facts::Memory(b)) => memory(a, b),
        (Facts::Psu(a), Facts::Psu(b)) => psu(a, b),
        (Facts::Storage(a), Facts::Storage(b)) => storage(a, b),
        (Facts::Cooler(a), Facts::Cooler(b)) => cooler(a, b),
        (Facts::Case(a), Facts::Case(b)) => case(a, b),
        _ => None,
    }
}

/// Base clocks of one model differ by rounding, not by more.
const CLOCK_MHZ: u32 = 150;

fn cpu(a: &CpuFacts, b: &CpuFacts) -> Option<Agreement> {
    Gate::open()
        .equal(a.socket.as_ref(), b.socket.as_ref())
        .equal(a.cores, b.cores)
        .within(a.base_mhz, b.base_mhz, CLOCK_MHZ)
        .0
}

/// 2 mm, as data sheets round.
const CARD_LENGTH: u32 = Millimetres::new(2).steps();

fn gpu(a: &GpuFacts, b: &GpuFacts) -> Option<Agreement> {
    let chip = |facts: &GpuFacts| facts.chipset.as_deref().map(chip_words);
    let length = |facts: &GpuFacts| facts.length.map(Millimetres::steps);
    Gate::open()
        .needed(chip(a), chip(b))
        .equal(a.memory, b.memory)
        .within(length(a), length(b), CARD_LENGTH)
        .0
}

fn board(a: &BoardFacts, b: &BoardFacts) -> Option<Agreement> {
    Gate::open()
        .fact(a.socket.as_ref(), b.socket.as_ref(), same_socket)
        .fact(a.form_factor.as_ref(), b.form_factor.as_ref(), same_size)
        .equal(a.ddr, b.ddr)
        .equal(a.memory_slots, b.memory_slots)
        .0
}

/// `AM3/AM2+/AM2` holds `AM3`; the revisions of LGA 1151 share a name in most tables.
fn same_socket(a: &Word, b: &Word) -> bool {
    let bare = |word: &Word| {
        let text = word.as_str();
        let text = text.strip_suffix("v2").unwrap_or(text);
        if text == "tr4" { "str4" } else { text }.to_owned()
    };
    let (a, b) = (bare(a), bare(b));
    a == b
        || (a.starts_with("am") && b.starts_with("am") && (a.starts_with(&b) || b.starts_with(&a)))
}

/// Sizes above ATX have no standard: one maker's EATX is another table's XL ATX.
fn same_size(a: &Word, b: &Word) -> bool {
    let large = |word: &Word| {
        matches!(
            word.as_str(),
            "eatx" | "xlatx" | "ssieeb" | "ssiceb" | "hptx"
        )
    };
    a == b || (large(a) && large(b))
}

fn memory(a: &MemoryFacts, b: &MemoryFacts) -> Option<Agreement> {
    Gate::open()
        .needed(a.ddr, b.ddr)
        .needed(a.speed, b.speed)
        .needed(a.modules, b.modules)
        .needed(a.module_size, b.module_size)
        .equal(a.cas_latency, b.cas_latency)
        .0
}

fn psu(a: &PsuFacts, b: &PsuFacts) -> Option<Agreement> {
    Gate::open()
        .needed(a.wattage, b.wattage)
        .equal(a.efficiency, b.efficiency)
        .equal(a.modularity, b.modularity)
        .fact(
            a.form_factor.as_ref(),
            b.form_factor.as_ref(),
            same_psu_size,
        )
        .0
}

/// Tables file SFX-L under SFX, and ATX/EPS under ATX.
fn same_psu_size(a: &Word, b: &Word) -> bool {
    let class = |word: &Word| match word.as_str() {
        "sfxl" => "sfx".to_owned(),
        "atxeps" => "atx".to_owned(),
        other => other.to_owned(),
    };
    class(a) == class(b)
}

fn storage(a: &StorageFacts, b: &StorageFacts) -> Option<Agreement> {
    Gate::open()
        .needed_like(a.capacity, b.capacity, same_capacity)
        .equal(a.bus, b.bus)
        .equal(a.generation, b.generation)
        .equal(a.form.as_ref(), b.form.as_ref())
        .equal(a.disk, b.disk)
        .0
}

/// Tables round 1,024 to 1,000.
fn same_capacity(a: Gigabytes, b: Gigabytes) -> bool {
    let (a, b) = (a.steps(), b.steps());
    u64::from(a.abs_diff(b)) * 40 <= u64::from(a.max(b))
}

fn cooler(a: &CoolerFacts, b: &CoolerFacts) -> Option<Agreement> {
    Gate::open()
        .equal(a.liquid, b.liquid)
        .equal(a.radiator, b.radiator)
        .equal(a.height, b.height)
        .0
}

/// A twentieth: one model has one volume, measured with feet or without.
fn same_volume(a: u32, b: u32) -> bool {
    u64::from(a.abs_diff(b)) * 20 <= u64::from(a.max(b))
}

fn case(a: &CaseFacts, b: &CaseFacts) -> Option<Agreement> {
    if a.psu != b.psu {
        return None;
    }
    Gate::open()
        .fact(a.form.as_ref(), b.form.as_ref(), same_case)
        .fact(a.decilitres, b.decilitres, same_volume)
        .0
}

/// Tables differ on tower and desktop of small cases, and on ATX and EATX of large ones.
fn same_case(a: &Word, b: &Word) -> bool {
    let bare = |word: &Word| {
        let text = word.as_str();
        let text = text.strip_prefix('e').unwrap_or(text);
        let text = text.strip_suffix("tower").unwrap_or(text);
        text.strip_suffix("desktop").unwrap_or(text).to_owned()
    };
    bare(a) == bare(b)
}
