//! What is not listed is not read.

use super::{BRIDGED, LINK, NEVER_READ, reads};
use crate::catalogue::{Catalogue, LoadOptions};
use crate::rules::{
    Circuit, CoolerPick, Draft, GpuPick, Pick, Precision, RULES, Setting, Slot, Verdict,
};
use crate::solve::candidate::{Candidate, Item, SLOTS};
use crate::solve::domains::index;
use crate::solve::link::link;
use crate::unit::{Cost, Watts};
use jiff::civil::date;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % n as u64).unwrap()
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// An option as the fields of its part, its chip and its count.
#[derive(Clone)]
struct Raw {
    part: Value,
    chip: Value,
    count: u32,
}

impl Raw {
    /// The object that holds a field, and the field's name in it.
    fn home<'f>(&mut self, field: &'f str) -> (&mut Map<String, Value>, &'f str) {
        let (object, name) = if let Some(name) = field.strip_prefix("chip/") {
            (&mut self.chip, name)
        } else if let Some(name) = field.strip_prefix("memory.") {
            (&mut self.part["memory"], name)
        } else {
            (&mut self.part, field)
        };
        (object.as_object_mut().unwrap(), name)
    }

    /// Takes a field over from another option of the slot, or leaves it out.
    fn take(&mut self, field: &str, other: &Self, r: &mut Random) {
        if field == "count" {
            self.count = 1 + u32::try_from(r.below(4)).unwrap();
            return;
        }
        let mut other = other.clone();
        let (from, name) = other.home(field);
        let value = if r.chance(15) {
            None
        } else {
            from.remove(name)
        };
        let (to, name) = self.home(field);
        match value {
            Some(value) => to.insert(name.to_owned(), value),
            None => to.remove(name),
        };
    }

    /// The option, where the fields make a part.
    fn item(&self, slot: Slot) -> Option<Item<'static>> {
        fn part<P: DeserializeOwned>(value: &Value) -> Option<&'static P> {
            let part = serde_json::from_value(value.clone()).ok()?;
            Some(Box::leak(Box::new(part)))
        }
        let count = self.count;
        Some(match slot {
            Slot::Gpu => Item::Gpus([GpuPick {
                card: part(&self.part)?,
                chip: part(&self.chip)?,
                count,
            }]),
            Slot::Cpu => Item::Cpu(part(&self.part)?),
            Slot::Motherboard => Item::Board(part(&self.part)?),
            Slot::Memory => Item::Memory([Pick {
                part: part(&self.part)?,
                count,
            }]),
            Slot::Psu => Item::Psu([Pick {
                part: part(&self.part)?,
                count: 1,
            }]),
            Slot::Storage => Item::Storage([Pick {
                part: part(&self.part)?,
                count,
            }]),
            Slot::Cooler if self.part.is_null() => Item::Cooler(CoolerPick::Boxed),
            Slot::Cooler => Item::Cooler(CoolerPick::Part(part(&self.part)?)),
            Slot::Case => Item::Case(part(&self.part)?),
        })
    }
}

/// All parts of the built-in catalogue by slot.
fn pools() -> [Vec<Raw>; 8] {
    fn raws(parts: &[impl serde::Serialize]) -> Vec<Raw> {
        let raw = |part| Raw {
            part: serde_json::to_value(part).unwrap(),
            chip: json!({}),
            count: 1,
        };
        parts.iter().map(raw).collect()
    }
    let catalogue = Catalogue::load(&LoadOptions {
        builtin: true,
        layers: Vec::new(),
        today: date(2026, 11, 24),
    })
    .unwrap();
    SLOTS.map(|slot| match slot {
        Slot::Gpu => {
            let mut gpus = raws(&catalogue.gpus);
            for (raw, card) in gpus.iter_mut().zip(&catalogue.gpus) {
                raw.chip = serde_json::to_value(catalogue.chip(&card.chip).unwrap()).unwrap();
            }
            gpus
        }
        Slot::Cpu => raws(&catalogue.cpus),
        Slot::Motherboard => raws(&catalogue.motherboards),
        Slot::Memory => raws(&catalogue.memory),
        Slot::Psu => raws(&catalogue.psus),
        Slot::Storage => raws(&catalogue.storage),
        Slot::Cooler => raws(&catalogue.coolers),
        Slot::Case => raws(&catalogue.cases),
    })
}

/// Every field of a slot's parts.
fn fields(pool: &[Raw], slot: Slot) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for raw in pool {
        for (name, value) in raw.part.as_object().unwrap() {
            match value {
                Value::Object(inner) if name == "memory" => {
                    names.extend(inner.keys().map(|name| format!("memory.{name}")));
                }
                _ => {
                    names.insert(name.clone());
                }
            }
        }
        let chip = raw.chip.as_object().unwrap().keys();
        names.extend(chip.map(|name| format!("chip/{name}")));
    }
    names.retain(|name| {
        name == "chip/id" || !NEVER_READ.contains(&name.rsplit('/').next().unwrap())
    });
    if [Slot::Gpu, Slot::Memory, Slot::Storage].contains(&slot) {
        names.insert("count".to_owned());
    }
    names
}

fn setting(r: &mut Random) -> Setting {
    let mut setting = Setting {
        open_frame: r.chance(10),
        training: r.chance(70),
        cuda_only: r.chance(50),
        ecc: r.chance(30),
        nvlink: r.chance(20),
        riser: r.chance(5),
        ..Setting::default()
    };
    if r.chance(30) {
        setting.circuit = Circuit {
            volts: 100 + 65 * u32::try_from(r.below(3)).unwrap(),
            amperes: 10 + u32::try_from(r.below(10)).unwrap(),
        };
    }
    if r.chance(20) {
        setting.power_limit = Some(Watts::new(150 + 50 * u32::try_from(r.below(6)).unwrap()));
    }
    if r.chance(10) {
        setting.precision = Precision::ALL.get(r.below(Precision::ALL.len())).copied();
    }
    setting
}

/// A build of options from the pools, some with fields of others, whose sockets and memory
/// mostly agree.
fn build(pools: &[Vec<Raw>; 8], names: &[Vec<String>; 8], r: &mut Random) -> [Raw; 8] {
    let mut build = SLOTS.map(|slot| {
        let pool = &pools[index(slot)];
        pool[r.below(pool.len())].clone()
    });
    let board = build[2].part.clone();
    let agree = |at: usize, of: &Value, field: &str, r: &mut Random| {
        let pool: Vec<&Raw> = pools[at]
            .iter()
            .filter(|raw| raw.part[field] == *of)
            .collect();
        (!pool.is_empty()).then(|| pool[r.below(pool.len())].clone())
    };
    for (at, of, field) in [
        (1, &board["socket"], "socket"),
        (3, &board["memory"]["type"], "type"),
    ] {
        if r.chance(85)
            && let Some(raw) = agree(at, of, field, r)
        {
            build[at] = raw;
        }
    }
    for (at, raw) in build.iter_mut().enumerate() {
        if at == 0 || r.chance(20) {
            raw.count = 1 + u32::try_from(r.below(if at == 0 { 4 } else { 2 })).unwrap();
        }
        for _ in 0..r.below(4) {
            let field = &names[at][r.below(names[at].len())];
            let other = &pools[at][r.below(pools[at].len())];
            raw.take(field, other, r);
        }
        if at == 6 && r.chance(20) {
            raw.part = Value::Null;
        }
    }
    build
}

/// What of a verdict can bar.
fn barring(verdict: Option<Verdict>) -> String {
    match verdict {
        None => "undecided".to_owned(),
        Some(Verdict::Pass { .. } | Verdict::NotApplicable) => "pass".to_owned(),
        Some(Verdict::Fail { severity, .. }) => format!("fail {severity}"),
        Some(Verdict::Unknown { policy, .. }) => format!("unknown {policy:?}"),
    }
}

/// Which fields change a verdict or the link: by rule and slot. What only a bridge makes
/// matter is marked where one is asked for.
fn found(rounds: usize, seed: u64) -> BTreeMap<(&'static str, Slot), BTreeSet<String>> {
    let pools = pools();
    let names = SLOTS.map(|slot| Vec::from_iter(fields(&pools[index(slot)], slot)));
    let mut found: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    let mut r = Random(seed);
    for _ in 0..rounds {
        let setting = setting(&mut r);
        let raws = build(&pools, &names, &mut r);
        let items: Option<Vec<Item<'_>>> = SLOTS
            .into_iter()
            .zip(&raws)
            .map(|(slot, raw)| raw.item(slot))
            .collect();
        let Some(items) = items else { continue };
        let candidates: Vec<_> = items.into_iter().map(candidate).collect();
        let judged = judge(&candidates, &setting);
        for (at, slot) in SLOTS.into_iter().enumerate() {
            if raws[at].part.is_null() {
                continue;
            }
            for field in &names[at] {
                let mut raw = raws[at].clone();
                raw.take(field, &pools[at][r.below(pools[at].len())], &mut r);
                let Some(item) = raw.item(slot) else { continue };
                let mut changed = candidates.clone();
                changed[at] = candidate(item);
                for (was, is) in judged.iter().zip(judge(&changed, &setting)) {
                    if *was != is {
                        let entry = found.entry((was.0, slot)).or_default();
                        let bridged = setting.nvlink && field == "chip/id";
                        let mark = bridged.then_some(BRIDGED).into_iter();
                        entry.insert(field.chars().chain(mark).collect());
                    }
                }
            }
        }
    }
    found
}

fn candidate(item: Item<'static>) -> Candidate<'static> {
    Candidate {
        item,
        cost: Cost::ZERO,
        line: None,
        unknowns: 0,
        traits: Arc::default(),
        standing: None,
    }
}

/// What every rule about several slots says, and the link.
fn judge(candidates: &[Candidate<'static>], setting: &Setting) -> Vec<(&'static str, String)> {
    let mut draft = Draft::empty(setting);
    for candidate in candidates {
        candidate.place(&mut draft);
    }
    let several = RULES.iter().filter(|rule| rule.scope.len() > 1);
    let mut said: Vec<_> = several
        .map(|rule| (rule.id, barring((rule.check)(&draft))))
        .collect();
    let (board, gpus) = (draft.board.unwrap(), draft.gpus.unwrap());
    let link = link(board, gpus, draft.cpu, setting);
    said.push((LINK, format!("{link:?}")));
    said
}

#[test]
fn what_is_not_listed_is_not_read() {
    let rounds = std::env::var("READS_ROUNDS").map_or(300, |rounds| rounds.parse().unwrap());
    let mut missing = Vec::new();
    for ((rule, slot), fields) in found(rounds, 1) {
        let listed = reads(rule, slot).unwrap_or_default();
        let unlisted: Vec<_> = fields
            .iter()
            .filter(|name| !listed.contains(&&***name))
            .filter(|name| !listed.contains(&name.trim_end_matches(BRIDGED)))
            .collect();
        if !unlisted.is_empty() {
            missing.push(format!("({rule:?}, Slot::{slot:?}, &{unlisted:?}),"));
        }
    }
    assert!(missing.is_empty(), "not listed:\n{}", missing.join("\n"));
}
