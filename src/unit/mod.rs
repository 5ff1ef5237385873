//! Quantities with their units: each its own type, so that watts never meet
//! millimetres and the GiB of a memory chip never meets the decimal GB of a disk.
//!
//! Every unit is a whole number of some smallest step (a tenth of a millimetre,
//! a cent), so constraints compare integers and no float decides a build. One
//! [`FromStr`](std::str::FromStr) serves YAML, the command line and tests; one
//! [`Display`](std::fmt::Display) serves all output, and `parse(print(x)) == x`.

mod bios_version;
mod count;
#[macro_use]
mod quantity;
mod money;
#[macro_use]
mod named;
mod text;
mod version;

pub use bios_version::BiosVersion;
pub use count::{Bytes, Parameters};
pub use money::{Cost, Usd, UsdError};
pub use quantity::QuantityError;
pub(crate) use text::{IsoDate, KEBAB};
pub use version::{ComputeCapability, Version};

quantity! {
    /// Electrical power in whole watts.
    Watts, step 0, unit "W", what "a power such as 575 W", max 20_000;
    /// A length, kept to a hundredth of a millimetre.
    Millimetres, step 2, unit "mm", what "a length such as 313 mm", max 3_000;
    /// Memory of GPUs and RAM in binary gibibytes (what a card's box calls "GB").
    Gibibytes, step 0, unit "GiB", what "a memory size such as 24 GiB", max 65_536;
    /// Cache sizes in binary mebibytes.
    Mebibytes, step 2, unit "MiB", what "a cache size such as 6 MiB", max 4_096;
    /// Disk capacity and data sets in decimal gigabytes (10^9 bytes).
    Gigabytes, step 0, unit "GB", also ("TB", 1_000), what "a capacity such as 2 TB or 500 GB", max 1_000_000;
    /// Data rate in decimal gigabytes per second.
    GigabytesPerSecond, step 2, unit "GB/s", what "a data rate such as 936.2 GB/s", max 100_000;
    /// Network rate in decimal gigabits per second.
    GigabitsPerSecond, step 1, unit "Gb/s", what "a network rate such as 2.5 Gb/s", max 800;
    /// Arithmetic rate in 10^12 operations per second, dense.
    Teraflops, step 2, unit "TFLOPS", what "a rate such as 142.3 TFLOPS", max 100_000;
    /// Memory transfer rate in mega-transfers per second (DDR5-6000 = 6000 MT/s).
    MegaTransfers, step 0, unit "MT/s", what "a memory speed such as 6000 MT/s", max 20_000;
    /// Rated write endurance in terabytes written.
    TerabytesWritten, step 0, unit "TBW", what "an endurance such as 600 TBW", max 1_000_000;
    /// A warranty in whole years.
    Years, step 0, unit "years", also ("year", 1), what "a time such as 10 years", max 99;
    /// A share of a hundred, kept to a basis point: 8.25 % is 825 steps.
    Percent, step 2, unit "%", what "a percentage such as 8.25 %", max 100;
    /// A price of electrical energy, kept to a hundredth of a cent.
    UsdPerKilowattHour, step 4, unit "USD/kWh", what "a price of electricity such as 0.1834 USD/kWh", max 5;
    /// Rent of one GPU for an hour, kept to a tenth of a cent.
    UsdPerHour, step 3, unit "USD/h", what "an hourly rent such as 0.44 USD/h", max 200;
    /// A part of a day, kept to a tenth of an hour.
    HoursPerDay, step 1, unit "h/day", what "hours a day such as 4 h/day", max 24;
}

quantity! {
    bare
    /// Thickness of a card in expansion slots of 20.32 mm, kept to a tenth (2.5 slots).
    SlotWidth, step 1, unit "slots", what "a card thickness in slots such as 2.5", max 9;
}
