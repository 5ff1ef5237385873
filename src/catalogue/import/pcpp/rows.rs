//! What the columns of each kind mean.

use super::super::join::{
    BoardFacts, CaseFacts, CoolerFacts, CpuFacts, DriveBus, Facts, GpuFacts, Item, MemoryFacts,
    Modularity, PsuFacts, StorageFacts, Word,
};
use super::super::table::Row;
use crate::catalogue::fault::Fault;
use crate::part::{Efficiency, PartKind};
use crate::unit::{Gibibytes, Gigabytes, MegaTransfers, Millimetres, Watts};

/// The thing that a row describes.
pub(super) fn item(kind: PartKind, row: &Row<'_>) -> Result<Item, Fault> {
    let name = row
        .text("name")
        .ok_or_else(|| row.fault("name", "expected the part's name".to_owned()))?;
    Ok(Item {
        key: row.line.to_string(),
        maker: String::new(),
        name: name.to_owned(),
        part_numbers: Vec::new(),
        colours: row
            .text("color")
            .into_iter()
            .flat_map(|text| text.split('/'))
            .map(|colour| colour.trim().to_owned())
            .collect(),
        facts: facts(kind, row)?,
    })
}

fn facts(kind: PartKind, row: &Row<'_>) -> Result<Facts, Fault> {
    Ok(match kind {
        PartKind::Cpu => Facts::Cpu(CpuFacts {
            socket: None,
            cores: row.read("core_count", "a number of cores")?,
            base_mhz: mhz(row, "core_clock", 1_000.0)?,
            boost_mhz: mhz(row, "boost_clock", 1_000.0)?,
            tdp: whole(row, "tdp", "a power in watts")?.map(Watts::new),
        }),
        PartKind::Gpu => Facts::Gpu(GpuFacts {
            chipset: row.text("chipset").map(str::to_owned),
            memory: whole(row, "memory", "a memory size in GB")?.map(Gibibytes::new),
            length: whole(row, "length", "a length in mm")?.map(Millimetres::new),
            base_mhz: mhz(row, "core_clock", 1.0)?,
            boost_mhz: mhz(row, "boost_clock", 1.0)?,
        }),
        PartKind::Motherboard => Facts::Motherboard(BoardFacts {
            socket: word(row, "socket"),
            form_factor: word(row, "form_factor"),
            ddr: None,
            memory_slots: row.read("memory_slots", "a number of memory slots")?,
            max_memory: whole(row, "max_memory", "a memory size in GB")?.map(Gibibytes::new),
        }),
        PartKind::Memory => {
            let speed = ddr_speed(row)?;
            let kit = row.pair("modules", "modules and their size such as 2,16")?;
            Facts::Memory(MemoryFacts {
                ddr: speed.and_then(|(ddr, _)| ddr),
                speed: speed.map(|(_, speed)| speed),
                modules: kit.and_then(|(count, _)| u8::try_from(count).ok()),
                module_size: kit.map(|(_, size)| Gibibytes::new(size)),
                cas_latency: latency(row)?,
            })
        }
        PartKind::Psu => Facts::Psu(PsuFacts {
            wattage: whole(row, "wattage", "a power in watts")?.map(Watts::new),
            efficiency: efficiency(row)?,
            modularity: modularity(row)?,
            form_factor: word(row, "type"),
        }),
        PartKind::Storage => {
            let interface = row.text("interface").unwrap_or_default();
            let (bus, generation) = DriveBus::read(interface);
            Facts::Storage(StorageFacts {
                capacity: whole(row, "capacity", "a capacity in GB")?.map(Gigabytes::new),
                bus,
                generation,
                form: word(row, "form_factor"),
                disk: row.text("type").map(|text| text != "SSD"),
            })
        }
        PartKind::Cooler => {
            let radiator = whole(row, "size", "a radiator size in mm")?.map(Millimetres::new);
            Facts::Cooler(CoolerFacts {
                // The dump names a size for water coolers only.
                liquid: Some(radiator.is_some()),
                radiator,
                height: None,
            })
        }
        PartKind::Case => Facts::Case(CaseFacts {
            form: word(row, "type"),
            decilitres: whole_tenths(row, "external_volume")?,
            side_panel: word(row, "side_panel"),
            psu: whole(row, "psu", "a power in watts")?.map(Watts::new),
        }),
        PartKind::GpuChip => {
            return Err(row.fault("name", "a chip is not sold by itself".to_owned()));
        }
    })
}

fn word(row: &Row<'_>, column: &str) -> Option<Word> {
    row.text(column).and_then(Word::of)
}

/// A number, rounded to a whole one; larger than the units take is refused.
fn whole(row: &Row<'_>, column: &str, expected: &str) -> Result<Option<u32>, Fault> {
    scaled(row, column, 1.0, expected)
}

fn whole_tenths(row: &Row<'_>, column: &str) -> Result<Option<u32>, Fault> {
    scaled(row, column, 10.0, "a volume in litres")
}

fn mhz(row: &Row<'_>, column: &str, scale: f64) -> Result<Option<u32>, Fault> {
    scaled(row, column, scale, "a clock")
}

/// Above any of the fields: capacities in GB are the largest.
const LARGEST: f64 = 1e6;

fn scaled(row: &Row<'_>, column: &str, scale: f64, expected: &str) -> Result<Option<u32>, Fault> {
    let Some(number) = row.read::<f64>(column, expected)? else {
        return Ok(None);
    };
    if !(0.0..=LARGEST).contains(&(number * scale)) {
        return Err(row.fault(column, format!("{number} is not {expected}")));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within the range just checked"
    )]
    let rounded = libm::round(number * scale) as u32;
    // A zero stands for "not stated" in every column.
    Ok((rounded > 0).then_some(rounded))
}

/// `5,6000` is DDR5-6000; a speed alone is one of the first generation, whose number the
/// dump leaves out.
fn ddr_speed(row: &Row<'_>) -> Result<Option<(Option<u8>, MegaTransfers)>, Fault> {
    const EXPECTED: &str = "a DDR generation and a speed such as 5,6000";
    if let Some(Ok(speed)) = row.text("speed").map(str::parse::<u32>) {
        return Ok(Some((None, MegaTransfers::new(speed))));
    }
    let pair = row.pair("speed", EXPECTED)?;
    Ok(pair.map(|(ddr, speed)| (u8::try_from(ddr).ok(), MegaTransfers::new(speed))))
}

fn latency(row: &Row<'_>) -> Result<Option<u8>, Fault> {
    let read = whole(row, "cas_latency", "a CAS latency in clocks")?;
    Ok(read.and_then(|latency| u8::try_from(latency).ok()))
}

fn efficiency(row: &Row<'_>) -> Result<Option<Efficiency>, Fault> {
    match row.text("efficiency") {
        // The dump's word for 80 PLUS without a metal.
        Some("plus") => Ok(Some(Efficiency::White)),
        _ => row.read("efficiency", "an 80 PLUS level"),
    }
}

fn modularity(row: &Row<'_>) -> Result<Option<Modularity>, Fault> {
    match row.text("modular") {
        None => Ok(None),
        Some("Full" | "Full / Side") => Ok(Some(Modularity::Full)),
        Some("Semi") => Ok(Some(Modularity::Semi)),
        Some("false" | "False") => Ok(Some(Modularity::Fixed)),
        Some(other) => Err(row.fault("modular", format!("`{other}` is not Full, Semi or false"))),
    }
}
