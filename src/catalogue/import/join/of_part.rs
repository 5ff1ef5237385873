//! A part of the catalogue as one side of the join.

use super::item::{
    BoardFacts, CaseFacts, CoolerFacts, CpuFacts, DriveBus, Facts, GpuFacts, Item, MemoryFacts,
    PsuFacts, StorageFacts, Word,
};
use crate::catalogue::Catalogue;
use crate::part::{AnyPart, CoolerKind, Gpu, MemoryType, Storage, StorageForm, StorageInterface};

impl Item {
    /// What the catalogue knows of a part; `None` for a chip, which is not sold by itself.
    /// A card's chip is looked up in the catalogue.
    pub fn of(catalogue: &Catalogue, part: AnyPart<'_>) -> Option<Self> {
        let facts = match part {
            AnyPart::GpuChip(_) => return None,
            AnyPart::Cpu(cpu) => Facts::Cpu(CpuFacts {
                socket: Word::of(cpu.socket.as_str()),
                cores: cpu.cores,
                base_mhz: None,
                boost_mhz: None,
                tdp: cpu.tdp,
            }),
            AnyPart::Gpu(card) => Facts::Gpu(card_facts(catalogue, card)),
            AnyPart::Motherboard(board) => Facts::Motherboard(BoardFacts {
                socket: Word::of(board.socket.as_str()),
                form_factor: board.form_factor.and_then(|form| Word::of(form.as_str())),
                ddr: Some(generation(board.memory.memory_type)),
                memory_slots: Some(board.memory.slots),
                max_memory: board.memory.max,
            }),
            AnyPart::Memory(kit) => Facts::Memory(MemoryFacts {
                ddr: Some(generation(kit.memory_type)),
                speed: kit.speed,
                modules: Some(kit.modules),
                module_size: Some(kit.module_size),
                cas_latency: kit.cas_latency,
            }),
            AnyPart::Psu(psu) => Facts::Psu(PsuFacts {
                wattage: Some(psu.wattage),
                efficiency: psu.efficiency,
                modularity: None,
                form_factor: psu.form_factor.and_then(|form| Word::of(form.as_str())),
            }),
            AnyPart::Storage(drive) => Facts::Storage(drive_facts(drive)),
            AnyPart::Cooler(cooler) => Facts::Cooler(CoolerFacts {
                liquid: Some(cooler.kind == CoolerKind::Liquid),
                radiator: cooler.radiator,
                height: cooler.height,
            }),
            AnyPart::Case(_) => Facts::Case(CaseFacts::default()),
        };
        Some(Self {
            key: part.id().to_owned(),
            maker: String::new(),
            name: part.name().to_owned(),
            part_numbers: Vec::new(),
            colours: Vec::new(),
            facts,
        })
    }
}

fn card_facts(catalogue: &Catalogue, card: &Gpu) -> GpuFacts {
    let chip = catalogue.chip(&card.chip);
    GpuFacts {
        chipset: chip.map(|chip| chip.name.clone()),
        memory: chip.map(|chip| chip.memory),
        length: card.length,
        base_mhz: None,
        boost_mhz: None,
    }
}

const fn generation(memory: MemoryType) -> u8 {
    match memory {
        MemoryType::Ddr3 => 3,
        MemoryType::Ddr4 => 4,
        MemoryType::Ddr5 => 5,
    }
}

fn drive_facts(drive: &Storage) -> StorageFacts {
    let form = match (drive.form, drive.m2_size) {
        (Some(StorageForm::M2), Some(size)) => Word::of(&format!("M.2-{size}")),
        (Some(StorageForm::Inch2_5), _) => Word::of("2.5"),
        (Some(StorageForm::Inch3_5), _) => Word::of("3.5"),
        (Some(StorageForm::M2) | None, _) => None,
    };
    StorageFacts {
        capacity: Some(drive.capacity),
        bus: drive.interface.map(|interface| match interface {
            StorageInterface::Nvme => DriveBus::Pcie,
            StorageInterface::Sata => DriveBus::Sata,
        }),
        generation: drive.generation,
        form,
        disk: None,
    }
}
