//! Words that state a fact, which has a field of its own, and name no model.

/// Colours and finishes.
pub(super) const COLOURS: &[&str] = &[
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

/// Of a processor: how it is sold.
pub(super) const CPU: &[&str] = &[
    "boxed",
    "box",
    "desktop",
    "oem",
    "processor",
    "tray",
    "wof",
    "cpu",
];
/// Of a card: memory, chip makers.
pub(super) const GPU: &[&str] = &[
    "card", "edition", "gddr3", "gddr5", "gddr5x", "gddr6", "gddr6x", "gddr7", "geforce",
    "graphics", "hbm2", "lhr", "video", "amd", "nvidia", "radeon", "intel", "arc",
];
/// Of a board: size, memory.
pub(super) const BOARD: &[&str] = &[
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
/// Of a kit.
pub(super) const MEMORY: &[&str] = &[
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
/// Of a power supply: efficiency, modularity, size.
pub(super) const PSU: &[&str] = &[
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
/// Of a drive: what it is and its bus.
pub(super) const STORAGE: &[&str] = &[
    "drive", "hard", "hdd", "inch", "internal", "m.2", "msata", "nvme", "pata", "pcie", "sas",
    "sata", "solid", "ssd", "sshd", "state", "hybrid", "u.2",
];
/// Of a cooler.
pub(super) const COOLER: &[&str] = &["aio", "air", "bearing", "cooler", "cpu", "fan", "water"];
/// Of a case: type, panels.
pub(super) const CASE: &[&str] = &[
    "acrylic", "and", "atx", "case", "computer", "desktop", "eatx", "full", "glass", "itx", "matx",
    "micro", "microatx", "mid", "mini", "panel", "side", "slim", "solid", "tempered", "tinted",
    "tower", "window", "pc", "htpc", "steel", "aluminum", "tg", "with",
];
