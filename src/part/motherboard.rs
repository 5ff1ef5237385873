//! A motherboard, with the lane modes that decide how several cards are seated.

use super::{
    Generation, Interface, InterfaceValue, M2Size, MemoryRegistration, MemoryType, Offer, Problems,
    Socket, Status,
};
use crate::unit::{Gibibytes, GigabitsPerSecond};
use crate::unit::{IsoDate, KEBAB};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

named! {
    /// Chipsets, as far as CPU support differs.
    Chipset, "a chipset" {

        /// AM4.
        A320 = "a320",
        /// AM4.
        B350 = "b350",
        /// AM4.
        X370 = "x370",
        /// AM4.
        B450 = "b450",
        /// AM4.
        X470 = "x470",
        /// AM4.
        A520 = "a520",
        /// AM4.
        B550 = "b550",
        /// AM4.
        X570 = "x570",
        /// AM5.
        A620 = "a620",
        /// AM5.
        B650 = "b650",
        /// AM5.
        B650E = "b650e",
        /// AM5.
        X670 = "x670",
        /// AM5.
        X670E = "x670e",
        /// AM5.
        B840 = "b840",
        /// AM5.
        B850 = "b850",
        /// AM5.
        X870 = "x870",
        /// AM5.
        X870E = "x870e",
        /// LGA1151.
        Z170 = "z170",
        /// LGA1151.
        Z270 = "z270",
        /// LGA1151 v2.
        Z370 = "z370",
        /// LGA1151 v2.
        Z390 = "z390",
        /// LGA1200.
        Z490 = "z490",
        /// LGA1200.
        Z590 = "z590",
        /// LGA1700.
        H610 = "h610",
        /// LGA1700.
        B660 = "b660",
        /// LGA1700.
        H670 = "h670",
        /// LGA1700.
        Z690 = "z690",
        /// LGA1700, ECC.
        W680 = "w680",
        /// LGA1700.
        B760 = "b760",
        /// LGA1700.
        H770 = "h770",
        /// LGA1700.
        Z790 = "z790",
        /// LGA1851.
        H810 = "h810",
        /// LGA1851.
        B860 = "b860",
        /// LGA1851.
        Z890 = "z890",
        /// LGA1851, ECC.
        W880 = "w880",
        /// LGA2011-3.
        X99 = "x99",
        /// LGA2011-3 server.
        C612 = "c612",
        /// LGA2066.
        X299 = "x299",
        /// LGA2066 workstation.
        C422 = "c422",
        /// LGA3647.
        C621 = "c621",
        /// LGA4677.
        W790 = "w790",
        /// TR4.
        X399 = "x399",
        /// sTRX4.
        Trx40 = "trx40",
        /// sWRX8.
        Wrx80 = "wrx80",
        /// sTR5.
        Trx50 = "trx50",
        /// sTR5 PRO.
        Wrx90 = "wrx90",
        /// Systems on chip (EPYC): no chipset.
        Soc = "soc",
    }
}

named! {
    /// Board sizes.
    FormFactor, "a board form factor" {
        /// 170 × 170 mm.
        MiniItx = "mini-itx",
        /// 203 × 170 mm.
        MiniDtx = "mini-dtx",
        /// 244 × 244 mm.
        MicroAtx = "micro-atx",
        /// 305 × 244 mm.
        Atx = "atx",
        /// 305 × 257 to 330 mm: no standard size.
        EAtx = "e-atx",
        /// 345 × 262 mm.
        XlAtx = "xl-atx",
        /// 305 × 267 mm.
        SsiCeb = "ssi-ceb",
        /// 305 × 330 mm.
        SsiEeb = "ssi-eeb",
    }
}

named! {
    /// Mechanical size of a PCIe slot.
    SlotSize, "a slot size" {
        /// One lane.
        X1 = "x1",
        /// Four lanes.
        X4 = "x4",
        /// Eight lanes.
        X8 = "x8",
        /// Full length: takes a graphics card.
        X16 = "x16",
    }
}

named! {
    /// Where a slot's lanes come from.
    SlotRoot, "a slot's root" {
        /// Straight from the CPU.
        Cpu = "cpu",
        /// Through the chipset, which shares its uplink.
        Chipset = "chipset",
    }
}

named! {
    /// A way to split one slot for several cards or drives.
    Bifurcation, "a way to split a slot" {
        /// An x16 slot in two.
        X8X8 = "x8/x8",
        /// An x16 slot in three.
        X8X4X4 = "x8/x4/x4",
        /// An x16 slot in four.
        X4X4X4X4 = "x4/x4/x4/x4",
        /// An x8 slot in two.
        X4X4 = "x4/x4",
    }
}

/// The board's memory sockets.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoardMemory {
    /// Which generation fits.
    #[serde(rename = "type")]
    pub memory_type: MemoryType,
    /// How many sockets.
    pub slots: u8,
    /// Most memory the maker lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Gibibytes>,
    /// Which modules it takes; absent = by socket (desktop sockets take unbuffered ones).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<Vec<MemoryRegistration>>,
    /// Whether error correction works with a processor that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ecc: Option<bool>,
    /// SO-DIMM sockets instead of full-size ones. Absent = full size.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub so_dimm: bool,
}

/// One PCIe slot.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoardSlot {
    /// The maker's name for it, which `modes` refer to.
    pub name: String,
    /// The case's expansion slot behind it, 1 = nearest the CPU; absent = unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u8>,
    /// Mechanical size.
    pub size: SlotSize,
    /// Where its lanes come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<SlotRoot>,
    /// PCIe generation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generation: Option<u8>,
}

/// A set of slots that work together, with the electrical lanes each then has.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoardMode {
    /// Slot name to electrical lanes. A slot not named is empty in this mode.
    pub lanes: BTreeMap<String, u8>,
    /// M.2 sockets that must stay empty in this mode.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub m2_off: Vec<String>,
    /// SATA ports that are off in this mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sata_off: Option<u8>,
}

/// One M.2 socket for drives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct M2Slot {
    /// The maker's name for it.
    pub name: String,
    /// Electrical lanes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lanes: Option<u8>,
    /// PCIe generation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generation: Option<u8>,
    /// Module sizes it holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sizes: Vec<M2Size>,
    /// Whether SATA modules work in it. Absent = unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sata: Option<bool>,
}

/// One board model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Motherboard {
    /// Stable id: `asus-proart-x670e-creator-wifi`.
    #[schemars(extend("pattern" = KEBAB))]
    pub id: String,
    /// The maker's name.
    pub name: String,
    /// CPU socket.
    pub socket: Socket,
    /// Chipset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chipset: Option<Chipset>,
    /// Size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form_factor: Option<FormFactor>,
    /// Memory sockets.
    pub memory: BoardMemory,
    /// PCIe slots; absent = unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slots: Option<Vec<BoardSlot>>,
    /// Lane modes; absent = not read from a manual or review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modes: Option<Vec<BoardMode>>,
    /// M.2 sockets for drives (key M); absent = unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub m2: Option<Vec<M2Slot>>,
    /// SATA ports; absent = unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sata: Option<u8>,
    /// Whether the BIOS can be updated without a working CPU.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bios_flashback: Option<bool>,
    /// EPS 8-pin (or 4-pin) CPU power sockets that should be filled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eps: Option<u8>,
    /// Ways in which the BIOS can split a slot; absent = unknown, an empty list = none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bifurcation: Option<Vec<Bifurcation>>,
    /// Processor generation to the first BIOS that starts it, as the maker's list names it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub min_bios: BTreeMap<Generation, String>,
    /// Whether the BIOS maps large card memory above 4 GiB (64-bit BAR).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above_4g: Option<bool>,
    /// Speed of the fastest wired network port.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ethernet: Option<GigabitsPerSecond>,
    /// Whether it has outputs for the CPU's graphics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video_outputs: Option<bool>,
    /// Whether it has a management controller with its own display.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bmc: Option<bool>,
    /// Whether the CPU's power stages have a heatsink.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vrm_heatsink: Option<bool>,
    /// Whether it takes cable-less (BTF) cards. Absent = no.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub btf: bool,
    /// Whether it has Wi-Fi.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wifi: Option<bool>,
    /// The day it came out (the first of the month where only that is known).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<IsoDate>")]
    pub released: Option<Date>,
    /// Whether it is still sold.
    pub status: Status,
    /// Prices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
    /// Ids of `sources.yaml`.
    pub sources: Vec<String>,
    /// The day the facts were last checked against the sources.
    #[schemars(with = "IsoDate")]
    pub verified: Date,
    /// Fields that no data sheet or two agreeing sources confirm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub imputed: Vec<String>,
}

impl Motherboard {
    /// How it compares with others of its kind: lanes and sockets have no simple order.
    pub(super) fn compared(&self) -> Interface {
        let Self {
            socket,
            chipset,
            form_factor,
            memory,
            slots,
            modes,
            m2,
            sata,
            bios_flashback,
            eps,
            bifurcation,
            min_bios,
            above_4g,
            ethernet,
            video_outputs,
            bmc,
            vrm_heatsink,
            btf,
            wifi,
            released,
            id: _,
            name: _,
            status: _,
            offers: _,
            sources: _,
            verified: _,
            imputed: _,
        } = self;
        let BoardMemory {
            memory_type,
            slots: memory_slots,
            max,
            registration,
            ecc,
            so_dimm,
        } = memory;
        interface![
            exact "socket" socket,
            exact "chipset" chipset,
            exact "form_factor" form_factor,
            exact "memory.type" memory_type,
            exact "memory.slots" memory_slots,
            exact "memory.max" max,
            exact "memory.registration" registration,
            exact "memory.ecc" ecc,
            exact "memory.so_dimm" so_dimm,
            exact "slots" slots,
            exact "modes" modes,
            exact "m2" m2,
            exact "sata" sata,
            exact "bios_flashback" bios_flashback,
            exact "eps" eps,
            exact "bifurcation" bifurcation,
            exact "min_bios" min_bios,
            exact "above_4g" above_4g,
            exact "ethernet" ethernet,
            exact "video_outputs" video_outputs,
            exact "bmc" bmc,
            exact "vrm_heatsink" vrm_heatsink,
            exact "btf" btf,
            exact "wifi" wifi,
            exact "released" released,
        ]
    }
}

impl Bifurcation {
    /// Lanes of each link that the slot falls into, from its first lane on.
    pub const fn links(self) -> &'static [u8] {
        match self {
            Self::X8X8 => &[8, 8],
            Self::X8X4X4 => &[8, 4, 4],
            Self::X4X4X4X4 => &[4, 4, 4, 4],
            Self::X4X4 => &[4, 4],
        }
    }
}

impl SlotSize {
    /// Lanes a slot of this size has contacts for.
    pub const fn lanes(self) -> u8 {
        match self {
            Self::X1 => 1,
            Self::X4 => 4,
            Self::X8 => 8,
            Self::X16 => 16,
        }
    }
}

impl Motherboard {
    /// Values that cannot be right: above all modes that name slots the board lacks.
    pub(super) fn check(&self, problems: &mut Problems) {
        let memory = &self.memory;
        problems.range(path!["memory", "slots"], Some(memory.slots), 1, 32);
        problems.not_zero(path!["memory", "max"], memory.max.map(Gibibytes::steps));
        problems.range("sata", self.sata, 0, 32);
        problems.range("eps", self.eps, 0, 4);
        problems.not_zero("ethernet", self.ethernet.map(GigabitsPerSecond::steps));
        for (generation, bios) in &self.min_bios {
            problems.text(path!["min_bios", generation.as_str()], bios);
        }
        for (index, slot) in self.slots.iter().flatten().enumerate() {
            problems.text(path!["slots", index, "name"], &slot.name);
            problems.range(path!["slots", index, "position"], slot.position, 1, 12);
            problems.range(path!["slots", index, "generation"], slot.generation, 1, 7);
        }
        let sockets = self.m2.as_deref().unwrap_or_default();
        for (index, socket) in sockets.iter().enumerate() {
            problems.text(path!["m2", index, "name"], &socket.name);
            problems.range(path!["m2", index, "lanes"], socket.lanes, 1, 4);
            problems.range(path!["m2", index, "generation"], socket.generation, 1, 7);
            let first = sockets.iter().position(|other| other.name == socket.name);
            problems.expect(first == Some(index), path!["m2", index, "name"], || {
                format!("`{}` is the name of two M.2 sockets", socket.name)
            });
        }
        self.check_slot_names(problems);
        for (index, mode) in self.modes.iter().flatten().enumerate() {
            self.check_mode(index, mode, problems);
        }
    }

    fn check_slot_names(&self, problems: &mut Problems) {
        let slots = self.slots.as_deref().unwrap_or_default();
        for (index, slot) in slots.iter().enumerate() {
            let first = |same: &dyn Fn(&BoardSlot) -> bool| slots.iter().position(same);
            let named = first(&|other| other.name == slot.name);
            problems.expect(named == Some(index), path!["slots", index, "name"], || {
                format!("`{}` is the name of two slots", slot.name)
            });
            if let Some(place) = slot.position {
                let there = first(&|other| other.position == Some(place));
                problems.expect(
                    there == Some(index),
                    path!["slots", index, "position"],
                    || format!("two slots stand at position {place}"),
                );
            }
        }
    }

    fn check_mode(&self, index: usize, mode: &BoardMode, problems: &mut Problems) {
        problems.expect(
            !mode.lanes.is_empty(),
            path!["modes", index, "lanes"],
            || "an empty mode: expected the lanes of at least one slot".to_owned(),
        );
        for (name, &lanes) in &mode.lanes {
            let path = path!["modes", index, "lanes", name];
            let slots = self.slots.as_deref().unwrap_or_default();
            let Some(slot) = slots.iter().find(|slot| slot.name == *name) else {
                let known: Vec<&str> = slots.iter().map(|slot| slot.name.as_str()).collect();
                problems.add(path, unknown_name(name, "slots", &known));
                continue;
            };
            let legal = matches!(lanes, 1 | 2 | 4 | 8 | 16) && lanes <= slot.size.lanes();
            problems.expect(legal, path, || {
                format!("{lanes} lanes in an {} slot: expected 1, 2, 4, 8 or 16, no more than its contacts", slot.size)
            });
        }
        for (place, name) in mode.m2_off.iter().enumerate() {
            let sockets = self.m2.as_deref().unwrap_or_default();
            let known: Vec<&str> = sockets.iter().map(|socket| socket.name.as_str()).collect();
            problems.expect(
                known.contains(&name.as_str()),
                path!["modes", index, "m2_off", place],
                || unknown_name(name, "m2", &known),
            );
        }
        if let (Some(off), Some(all)) = (mode.sata_off, self.sata) {
            problems.expect(off <= all, path!["modes", index, "sata_off"], || {
                format!("{off} of {all} SATA ports: more than there are")
            });
        }
    }
}

fn unknown_name(name: &str, list: &str, known: &[&str]) -> String {
    let known = match known {
        [] => "none".to_owned(),
        names => names.join(", "),
    };
    format!("`{name}` is not a name in this board's `{list}`, which has {known}")
}
