//! What each rule reads of each slot's options, so that options can be put into classes.
//!
//! A line too many only makes more classes; a line too few would make a wrong table, so a
//! test changes every field that is not listed and expects every verdict to stay. A rule
//! without a line is taken to read everything.

use crate::rules::Slot;

/// What no rule reads: names, prices and where facts come from. Of a chip the id is read.
pub(super) const NEVER_READ: [&str; 7] = [
    "id", "name", "status", "offers", "sources", "verified", "imputed",
];

/// What is read only where the request asks for a bridge between the cards ends in this.
pub(super) const BRIDGED: char = '*';

/// Stands for the link among the rules.
pub(super) const LINK: &str = "link";

/// The fields that a rule reads of a slot; `None` = it has no line here.
pub(super) fn reads(rule: &str, slot: Slot) -> Option<&'static [&'static str]> {
    READS
        .iter()
        .find(|(id, read, _)| *id == rule && *read == slot)
        .map(|(.., fields)| *fields)
}

#[rustfmt::skip]
static READS: &[(&str, Slot, &[&str])] = &[
    ("CPU-01", Slot::Cpu, &["socket"]),
    ("CPU-01", Slot::Motherboard, &["socket"]),
    ("CPU-02", Slot::Cpu, &["generation", "memory_channels", "socket"]),
    ("CPU-02", Slot::Motherboard, &["chipset", "socket"]),
    ("BIOS-01", Slot::Cpu, &["generation", "released", "socket"]),
    ("BIOS-01", Slot::Motherboard, &["bios_flashback", "min_bios", "released", "socket"]),
    ("IGPU-01", Slot::Gpu, &["display"]),
    ("IGPU-01", Slot::Cpu, &["integrated_graphics"]),
    ("IGPU-01", Slot::Motherboard, &["bmc", "video_outputs"]),
    ("MEM-01", Slot::Cpu, &["memory_types"]),
    ("MEM-01", Slot::Motherboard, &["memory.type"]),
    ("MEM-01", Slot::Memory, &["type"]),
    ("MEM-02", Slot::Motherboard, &["memory.so_dimm"]),
    ("MEM-02", Slot::Memory, &["form"]),
    ("MEM-03", Slot::Motherboard, &["memory.slots"]),
    ("MEM-03", Slot::Memory, &["count", "modules"]),
    ("MEM-04", Slot::Motherboard, &["memory.max"]),
    ("MEM-04", Slot::Memory, &["count", "module_size", "modules"]),
    ("MEM-05", Slot::Cpu, &["max_memory"]),
    ("MEM-05", Slot::Memory, &["count", "module_size", "modules"]),
    ("MEM-06", Slot::Motherboard, &["memory.registration", "socket"]),
    ("MEM-06", Slot::Memory, &["registration"]),
    ("MEM-07", Slot::Cpu, &["ecc"]),
    ("MEM-07", Slot::Motherboard, &["chipset", "memory.ecc", "socket"]),
    ("MEM-07", Slot::Memory, &["ecc"]),
    ("MEM-08", Slot::Cpu, &["generation", "memory_channels", "socket"]),
    ("MEM-08", Slot::Memory, &["count", "modules", "ranks", "speed", "type"]),
    ("MEM-10", Slot::Memory, &["height"]),
    ("MEM-10", Slot::Cooler, &["kind", "memory_clearance"]),
    ("MEM-11", Slot::Cpu, &["generation", "socket"]),
    ("MEM-11", Slot::Memory, &["registration", "speed", "type"]),
    ("MEM-12", Slot::Cpu, &["memory_channels"]),
    ("MEM-12", Slot::Motherboard, &["memory.slots"]),
    ("MEM-12", Slot::Memory, &["count", "modules"]),
    ("PCI-01", Slot::Gpu, &["chip/id*", "count", "slots"]),
    ("PCI-01", Slot::Cpu, &["gpu_lanes"]),
    ("PCI-01", Slot::Motherboard, &["modes", "slots"]),
    ("PCI-02", Slot::Gpu, &["chip/id*", "count", "slots"]),
    ("PCI-02", Slot::Cpu, &["gpu_lanes"]),
    ("PCI-02", Slot::Motherboard, &["modes", "slots"]),
    ("PCI-03", Slot::Gpu, &["chip/id*", "count", "slots"]),
    ("PCI-03", Slot::Cpu, &["gpu_lanes"]),
    ("PCI-03", Slot::Motherboard, &["modes", "slots"]),
    ("PCI-04", Slot::Gpu, &["chip/id*", "count", "slots"]),
    ("PCI-04", Slot::Cpu, &["gpu_lanes"]),
    ("PCI-04", Slot::Motherboard, &["m2", "modes", "slots"]),
    ("PCI-04", Slot::Storage, &["count", "form"]),
    ("PCI-05", Slot::Gpu, &["chip/id*", "chip/pcie_generation", "chip/pcie_lanes", "count", "slots"]),
    ("PCI-05", Slot::Cpu, &["gpu_lanes", "pcie_generation"]),
    ("PCI-05", Slot::Motherboard, &["modes", "slots"]),
    ("PCI-06", Slot::Gpu, &["board_power", "chip/board_power", "chip/id*", "cooling", "count", "slots"]),
    ("PCI-06", Slot::Cpu, &["gpu_lanes"]),
    ("PCI-06", Slot::Motherboard, &["modes", "slots"]),
    ("PCI-06", Slot::Case, &["expansion_slots", "open_frame"]),
    ("PCI-07", Slot::Gpu, &["power"]),
    ("PCI-07", Slot::Motherboard, &["btf"]),
    ("NVL-01", Slot::Gpu, &["chip/id", "chip/nvlink", "count", "slots"]),
    ("NVL-01", Slot::Cpu, &["gpu_lanes"]),
    ("NVL-01", Slot::Motherboard, &["modes", "slots"]),
    ("GPU-01", Slot::Gpu, &["length"]),
    ("GPU-01", Slot::Cooler, &["kind", "radiator", "radiator_thickness"]),
    ("GPU-01", Slot::Case, &["max_gpu_length", "open_frame", "radiators"]),
    ("GPU-02", Slot::Gpu, &["slots"]),
    ("GPU-02", Slot::Case, &["expansion_slots", "open_frame"]),
    ("GPU-03", Slot::Gpu, &["height", "length"]),
    ("GPU-03", Slot::Case, &["gpu_side_clearance", "max_gpu_height", "max_gpu_length", "open_frame"]),
    ("CASE-01", Slot::Motherboard, &["form_factor"]),
    ("CASE-01", Slot::Case, &["form_factors", "open_frame"]),
    ("COOL-01", Slot::Cpu, &["boxed_cooler", "socket"]),
    ("COOL-01", Slot::Cooler, &["sockets"]),
    ("COOL-02", Slot::Cooler, &["height", "kind"]),
    ("COOL-02", Slot::Case, &["max_cooler_height", "open_frame"]),
    ("COOL-03", Slot::Cooler, &["kind", "radiator"]),
    ("COOL-03", Slot::Case, &["open_frame", "radiators"]),
    ("COOL-04", Slot::Cpu, &["max_power", "tdp"]),
    ("COOL-04", Slot::Cooler, &["max_power"]),
    ("COOL-05", Slot::Gpu, &["cooling", "count", "radiator"]),
    ("COOL-05", Slot::Cooler, &["kind", "radiator"]),
    ("COOL-05", Slot::Case, &["open_frame", "radiators"]),
    ("PSU-01", Slot::Gpu, &["board_power", "chip/board_power", "count"]),
    ("PSU-01", Slot::Cpu, &["max_power"]),
    ("PSU-01", Slot::Psu, &["low_line_wattage", "wattage"]),
    ("PSU-02", Slot::Gpu, &["board_power", "chip/architecture", "chip/board_power", "count"]),
    ("PSU-02", Slot::Cpu, &["max_power"]),
    ("PSU-02", Slot::Psu, &["atx_version", "low_line_wattage", "pin16", "wattage"]),
    ("PSU-03", Slot::Gpu, &["board_power", "chip/board_power", "count", "power"]),
    ("PSU-03", Slot::Motherboard, &["eps"]),
    ("PSU-03", Slot::Psu, &["eps", "pcie_8pin", "pin16"]),
    ("PSU-04", Slot::Motherboard, &["eps"]),
    ("PSU-04", Slot::Psu, &["eps"]),
    ("PSU-05", Slot::Psu, &["form_factor"]),
    ("PSU-05", Slot::Case, &["open_frame", "psu_form_factors"]),
    ("PSU-06", Slot::Psu, &["length"]),
    ("PSU-06", Slot::Case, &["max_psu_length", "open_frame"]),
    ("PSU-07", Slot::Gpu, &["board_power", "chip/board_power", "chip/recommended_psu", "count"]),
    ("PSU-07", Slot::Psu, &["wattage"]),
    ("PSU-08", Slot::Gpu, &["board_power", "chip/board_power", "count"]),
    ("PSU-08", Slot::Cpu, &["max_power"]),
    ("PSU-08", Slot::Psu, &["low_line_wattage", "wattage"]),
    ("PSU-10", Slot::Gpu, &[]),
    ("PSU-10", Slot::Psu, &[]),
    ("PSU-11", Slot::Gpu, &["board_power", "chip/board_power", "count", "power"]),
    ("PSU-11", Slot::Psu, &["pin16"]),
    ("MAINS-01", Slot::Gpu, &["board_power", "chip/board_power", "count"]),
    ("MAINS-01", Slot::Cpu, &["max_power"]),
    ("MAINS-01", Slot::Psu, &["efficiency", "low_line_wattage", "wattage"]),
    ("STO-01", Slot::Motherboard, &["m2"]),
    ("STO-01", Slot::Storage, &["count", "form", "generation", "interface", "m2_size"]),
    ("STO-02", Slot::Gpu, &["chip/id*", "count", "slots"]),
    ("STO-02", Slot::Cpu, &["gpu_lanes"]),
    ("STO-02", Slot::Motherboard, &["modes", "sata", "slots"]),
    ("STO-02", Slot::Storage, &["count", "form", "interface"]),
    ("ML-02", Slot::Gpu, &["chip/memory"]),
    ("ML-02", Slot::Memory, &["count", "module_size", "modules"]),
    ("ML-03", Slot::Gpu, &["count"]),
    ("ML-03", Slot::Cpu, &["cores"]),
    ("ML-06-BAR", Slot::Gpu, &["chip/architecture", "cooling"]),
    ("ML-06-BAR", Slot::Motherboard, &["above_4g", "socket"]),
    ("ML-11", Slot::Gpu, &["chip/architecture", "count"]),
    ("ML-11", Slot::Motherboard, &["socket"]),
    ("ML-12", Slot::Gpu, &["board_power", "chip/board_power", "count"]),
    ("ML-12", Slot::Case, &["fans", "open_frame"]),
    ("STD-VRM", Slot::Cpu, &["tdp"]),
    ("STD-VRM", Slot::Motherboard, &["vrm_heatsink"]),
    (LINK, Slot::Gpu, &["chip/id*", "chip/pcie_generation", "chip/pcie_lanes", "count", "slots"]),
    (LINK, Slot::Cpu, &["gpu_lanes", "pcie_generation"]),
    (LINK, Slot::Motherboard, &["modes", "slots"]),
];

#[cfg(test)]
mod tests;
