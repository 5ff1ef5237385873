//! Motherboards. Lanes are given by the slot's size, generations default to 4.0, M.2
//! sockets count once per module size, and SATA is 0 on an eighth of the boards.

use super::board_raw::{PcieSlot, Raw};
use super::convert::{FromRow, Made, World};
use super::log::{Log, steps, whole};
use super::row::Identity;
use super::socket::{self, memory_types};
use super::text::squeezed;
use crate::catalogue::import::LeftOut;
use crate::catalogue::import::join::{BoardFacts, Facts, Word};
use crate::catalogue::import::lifecycle::last_year;
use crate::catalogue::import::lifecycle_by_year;
use crate::part::{BoardMemory, BoardSlot, FormFactor, MemoryType, Motherboard, SlotSize, Socket};
use crate::unit::{Gibibytes, GigabitsPerSecond};

/// Most slots that a board has.
const MOST_SLOTS: usize = 10;

impl FromRow for Motherboard {
    type Raw = Raw;
    const FOLDER: &'static str = "Motherboard";

    fn from_row(
        raw: Raw,
        identity: &Identity,
        world: &World<'_>,
        log: &mut Log,
    ) -> Result<Made<Self>, LeftOut> {
        let chipset = raw.chipset.as_deref().unwrap_or_default().to_lowercase();
        let chipset = chipset.rsplit(' ').next().unwrap_or_default();
        let written = raw.socket.as_deref().unwrap_or_default();
        let socket = socket::of_board(written, chipset)?;
        let memory = memory(&raw, socket, log)?;
        if !raw.m2_slots.is_empty() {
            log.withheld("m2", Some(format!("{} entries", raw.m2_slots.len())));
        }
        let facts = BoardFacts {
            socket: Word::of(written),
            form_factor: raw.form_factor.as_deref().and_then(Word::of),
            ddr: Some(match memory.memory_type {
                MemoryType::Ddr3 => 3,
                MemoryType::Ddr4 => 4,
                MemoryType::Ddr5 => 5,
            }),
            memory_slots: Some(memory.slots),
            max_memory: memory.max,
        };
        let squeezed_name = squeezed(&identity.name);
        let radio = raw
            .wireless_networking
            .as_deref()
            .is_some_and(|text| text != "None");
        let part = part!(Self, identity, world, {
            socket,
            chipset: chipset.parse().ok(),
            form_factor: form_factor(raw.form_factor.as_deref())?,
            memory,
            slots: slots(&raw.pcie_slots, log),
            modes: None,
            m2: None,
            sata: log.count("sata", raw.storage_devices.sata_6_gb_s, 1..=16),
            // No is a default of the source.
            bios_flashback: raw.bios_features.flashback.filter(|flashback| *flashback),
            eps: eps(&raw.power_connectors.cpu_power),
            bifurcation: None,
            min_bios: std::collections::BTreeMap::new(),
            above_4g: None,
            ethernet: ethernet(&raw),
            video_outputs: video_outputs(&raw.back_panel_ports),
            bmc: None,
            vrm_heatsink: None,
            btf: false,
            wifi: (radio || squeezed_name.contains("wifi")).then_some(true),
            released: None,
        });
        Ok(Made {
            part,
            lifecycle: lifecycle_by_year(identity.year_or(Some(last_year(socket))), world.today),
            facts: Facts::Motherboard(facts),
        })
    }
}

fn form_factor(field: Option<&str>) -> Result<Option<FormFactor>, LeftOut> {
    super::words::form_factor(field)
        .map_err(|other| LeftOut::about("its form factor is not in this catalogue", other))
}

fn memory(raw: &Raw, socket: Socket, log: &mut Log) -> Result<BoardMemory, LeftOut> {
    let written = raw.memory.ram_type.as_deref().unwrap_or_default();
    let memory_type: MemoryType = written
        .to_lowercase()
        .parse()
        .map_err(|_| LeftOut::about("its memory type is not in this catalogue", written))?;
    if !memory_types(socket).contains(&memory_type) {
        return Err(LeftOut::about(
            "its socket never had its memory type",
            format!("{written} on {socket}"),
        ));
    }
    let slots: Option<u8> = log.count("memory.slots", raw.memory.slots, 1..=32);
    Ok(BoardMemory {
        memory_type,
        slots: slots.ok_or_else(|| LeftOut::because("no count of memory sockets"))?,
        max: largest(raw.memory.max, memory_type, log),
        registration: None,
        ecc: None,
        so_dimm: false,
    })
}

/// The most memory: some rows mean TB, some round 1,024.
fn largest(stated: Option<f64>, memory_type: MemoryType, log: &mut Log) -> Option<Gibibytes> {
    let field = "memory.max";
    let stated: u32 = log.count(field, stated, 1..=16_384)?;
    let sound = match (stated, memory_type) {
        (1 | 2, MemoryType::Ddr4 | MemoryType::Ddr5) => stated * 1_024,
        (1_000 | 2_000, _) => stated / 1_000 * 1_024,
        (3..=15, MemoryType::Ddr4 | MemoryType::Ddr5) => {
            log.unknown(field, format!("{stated}: GB or TB"));
            return None;
        }
        _ => stated,
    };
    if sound != stated {
        log.repaired(field, stated, format!("{sound} GiB"), "it means TB");
    }
    Some(Gibibytes::new(sound))
}

/// The slots by size; where their lanes come from is not in the source.
fn slots(stated: &[PcieSlot], log: &mut Log) -> Option<Vec<BoardSlot>> {
    let mut slots = Vec::new();
    for entry in stated {
        let lanes = entry.lanes.and_then(whole).unwrap_or(0);
        let count = entry.quantity.and_then(whole).unwrap_or(0);
        let size = match lanes {
            1 => SlotSize::X1,
            4 => SlotSize::X4,
            8 => SlotSize::X8,
            16 => SlotSize::X16,
            // A socket for a radio module.
            0 => continue,
            _ => {
                log.unknown("slots", format!("a slot of {lanes} lanes"));
                return None;
            }
        };
        if count == 0 || slots.len() + count as usize > MOST_SLOTS {
            log.unknown("slots", format!("{count} slots of {size}"));
            return None;
        }
        for _ in 0..count {
            let same = slots
                .iter()
                .filter(|slot: &&BoardSlot| slot.size == size)
                .count();
            slots.push(BoardSlot {
                name: format!("{size} #{}", same + 1),
                position: None,
                size,
                root: None,
                generation: None,
            });
        }
    }
    if slots.is_empty() {
        return None;
    }
    log.withheld("slots.root", Some("lanes and generation"));
    Some(slots)
}

fn eps(stated: &[String]) -> Option<u8> {
    let plugs = stated
        .iter()
        .filter(|plug| plug.starts_with('8') || plug.starts_with('4'));
    u8::try_from(plugs.count())
        .ok()
        .filter(|count| (1..=3).contains(count))
}

/// The fastest port.
fn ethernet(raw: &Raw) -> Option<GigabitsPerSecond> {
    let speed = |text: &str| text.strip_suffix("Gb/s")?.trim().parse::<f64>().ok();
    let ports = raw
        .onboard_ethernet
        .iter()
        .filter_map(|port| speed(port.speed.as_deref()?));
    let fastest = ports.filter_map(|speed| steps(speed, 10.0)).max()?;
    Some(GigabitsPerSecond::from_steps(fastest))
        .filter(|speed| *speed > GigabitsPerSecond::default())
}

/// Yes where a port is listed; the lists are too short to say no.
fn video_outputs(ports: &[String]) -> Option<bool> {
    let video = |port: &String| {
        let port = port.to_lowercase();
        ["hdmi", "displayport", "dvi", "d-sub", "vga"]
            .iter()
            .any(|word| port.contains(word))
    };
    ports.iter().any(video).then_some(true)
}
