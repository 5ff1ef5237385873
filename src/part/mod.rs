//! The catalogue's part kinds: one file a kind with its struct and enums, and the
//! table of kinds below.
//!
//! A field that a data sheet does not state is absent, and absent means *unknown*:
//! never zero, never compatible. To add a kind: its row in the `part_kinds!` table,
//! its struct file here, its YAML file under `parts/`; the compiler then lists the
//! matches to complete.

#[macro_use]
mod check;
#[macro_use]
mod interface;
mod case;
mod cooler;
mod cpu;
mod gpu;
mod gpu_chip;
mod kinds;
mod memory;
mod motherboard;
mod offer;
mod psu;
mod storage;

pub use case::{Case, RadiatorMount, RadiatorPosition};
pub use check::{FieldPath, Problem, Problems, Step, is_invisible};
pub use cooler::{Cooler, CoolerKind};
pub use cpu::{Cpu, Generation, Socket};
pub use gpu::{Gpu, GpuCooling, GpuPlug};
pub use gpu_chip::{Architecture, GfxTarget, GpuChip, Vendor};
pub use interface::{Direction, Fingerprint, Interface, InterfaceValue};
pub use kinds::{AnyPart, Part, PartKind};
pub use memory::{Memory, MemoryModule, MemoryRegistration, MemoryType};
pub use motherboard::{
    Bifurcation, BoardMemory, BoardMode, BoardSlot, Chipset, FormFactor, M2Slot, Motherboard,
    SlotRoot, SlotSize,
};
pub use offer::{Condition, MarketClass, Offer, Status};
pub use psu::{Efficiency, Psu, PsuFormFactor};
pub use storage::{M2Size, Storage, StorageForm, StorageInterface};
