//! The table of part kinds and what all kinds have in common.

use super::{
    Case, Cooler, Cpu, Gpu, GpuChip, Interface, MarketClass, Memory, Motherboard, Offer, Problems,
    Psu, Status, Storage,
};
use super::{MemoryRegistration, MemoryType, Socket, StorageForm, StorageInterface};
use jiff::civil::Date;

/// Calls `$callback!` with one row a kind: variant and struct, catalogue field, written name.
/// The file is `parts/<plural>.yaml`.
#[macro_export]
macro_rules! part_kinds {
    ($callback:ident) => {
        $callback! {
            (GpuChip, gpu_chips, "gpu-chip", "gpu-chips"),
            (Gpu, gpus, "gpu", "gpus"),
            (Cpu, cpus, "cpu", "cpus"),
            (Motherboard, motherboards, "motherboard", "motherboards"),
            (Memory, memory, "memory", "memory"),
            (Psu, psus, "psu", "psus"),
            (Storage, storage, "storage", "storage"),
            (Cooler, coolers, "cooler", "coolers"),
            (Case, cases, "case", "cases"),
        }
    };
}

/// What every part has, whatever its kind.
pub trait Part {
    /// Its kind.
    const KIND: PartKind;
    /// Stable id, unique over the catalogue.
    fn id(&self) -> &str;
    /// The maker's name.
    fn name(&self) -> &str;
    /// Whether it is still sold. Chips are not sold: always current.
    fn status(&self) -> Status;
    /// Price history, oldest first or not: the newest by date counts.
    fn offers(&self) -> &[Offer];
    /// Source ids.
    fn sources(&self) -> &[String];
    /// When the facts were last checked.
    fn verified(&self) -> Date;
    /// Names of fields that no data sheet confirms.
    fn imputed(&self) -> &[String];
    /// What it offers its neighbours.
    fn interface(&self) -> Interface;
    /// The price index that brings its old offers forward, if there is one.
    fn market_class(&self) -> Option<MarketClass>;
    /// Adds the values that cannot be right, whatever else the catalogue holds.
    fn check(&self, problems: &mut Problems);
}

macro_rules! declare_kinds {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        named! {
            /// A kind of part: one struct file, one YAML file.
            PartKind, "a part kind" {
                $(#[doc = concat!("Listed in `", $plural, ".yaml`.")] $kind = $text),+
            }
        }

        impl PartKind {
            /// Stem of the kind's YAML file.
            pub const fn file_stem(self) -> &'static str {
                match self { $(Self::$kind => $plural),+ }
            }
        }

        /// A reference to a part of any kind.
        #[derive(Debug, Clone, Copy)]
        pub enum AnyPart<'a> {
            $(#[doc = concat!("One of `", $plural, ".yaml`.")] $kind(&'a $kind)),+
        }

        impl<'a> AnyPart<'a> {
            /// Its kind.
            pub fn kind(self) -> PartKind {
                match self { $(Self::$kind(_) => PartKind::$kind),+ }
            }
            /// Its id.
            pub fn id(self) -> &'a str {
                match self { $(Self::$kind(part) => part.id()),+ }
            }
            /// Its name.
            pub fn name(self) -> &'a str {
                match self { $(Self::$kind(part) => part.name()),+ }
            }
            /// Its offers.
            pub fn offers(self) -> &'a [Offer] {
                match self { $(Self::$kind(part) => part.offers()),+ }
            }
            /// Whether it is still sold.
            pub fn status(self) -> Status {
                match self { $(Self::$kind(part) => part.status()),+ }
            }
            /// Its source ids.
            pub fn sources(self) -> &'a [String] {
                match self { $(Self::$kind(part) => part.sources()),+ }
            }
            /// When its facts were last checked.
            pub fn verified(self) -> Date {
                match self { $(Self::$kind(part) => part.verified()),+ }
            }
            /// Its imputed fields.
            pub fn imputed(self) -> &'a [String] {
                match self { $(Self::$kind(part) => part.imputed()),+ }
            }
            /// The price index that brings its old offers forward, if there is one.
            pub fn market_class(self) -> Option<MarketClass> {
                match self { $(Self::$kind(part) => part.market_class()),+ }
            }
        }
    };
}
part_kinds!(declare_kinds);

macro_rules! common {
    ($kind:ident, |$part:ident| $status:expr, $class:expr) => {
        impl Part for $kind {
            const KIND: PartKind = PartKind::$kind;
            fn id(&self) -> &str {
                &self.id
            }
            fn name(&self) -> &str {
                &self.name
            }
            fn status(&self) -> Status {
                let $part = self;
                $status
            }
            fn offers(&self) -> &[Offer] {
                &self.offers
            }
            fn sources(&self) -> &[String] {
                &self.sources
            }
            fn verified(&self) -> Date {
                self.verified
            }
            fn imputed(&self) -> &[String] {
                &self.imputed
            }
            fn interface(&self) -> Interface {
                self.compared()
            }
            fn market_class(&self) -> Option<MarketClass> {
                let $part = self;
                let _ = $part;
                $class
            }
            fn check(&self, problems: &mut Problems) {
                Self::check(self, problems);
            }
        }
    };
}

common!(GpuChip, |_chip| Status::Current, None);
common!(Gpu, |part| part.status, None);
common!(Cpu, |part| part.status, cpu_class(part));
common!(
    Motherboard,
    |part| part.status,
    Some(MarketClass::Motherboard)
);
common!(Memory, |part| part.status, memory_class(part));
common!(Psu, |part| part.status, Some(MarketClass::Psu));
common!(Storage, |part| part.status, storage_class(part));
common!(Cooler, |part| part.status, Some(MarketClass::Cooler));
common!(Case, |part| part.status, Some(MarketClass::Case));

/// Workstation and server processors have none: no index follows them.
const fn cpu_class(cpu: &Cpu) -> Option<MarketClass> {
    match cpu.socket {
        Socket::Am4 | Socket::Lga1151 | Socket::Lga1151V2 | Socket::Lga1200 | Socket::Lga1700 => {
            Some(MarketClass::CpuDdr4)
        }
        Socket::Am5 | Socket::Lga1851 => Some(MarketClass::CpuDdr5),
        Socket::Lga2011V3
        | Socket::Lga2066
        | Socket::Lga3647
        | Socket::Lga4189
        | Socket::Lga4677
        | Socket::Tr4
        | Socket::Strx4
        | Socket::Swrx8
        | Socket::Str5
        | Socket::Sp3
        | Socket::Sp5
        | Socket::Sp6 => None,
    }
}

fn memory_class(kit: &Memory) -> Option<MarketClass> {
    match (kit.memory_type, kit.registration) {
        (MemoryType::Ddr4, Some(MemoryRegistration::Registered)) => {
            Some(MarketClass::MemoryRdimmDdr4)
        }
        (MemoryType::Ddr5, Some(MemoryRegistration::Registered)) => {
            Some(MarketClass::MemoryRdimmDdr5)
        }
        (MemoryType::Ddr4, _) => Some(MarketClass::MemoryDdr4),
        (MemoryType::Ddr5, _) => Some(MarketClass::MemoryDdr5),
        (MemoryType::Ddr3, _) => None,
    }
}

fn storage_class(drive: &Storage) -> Option<MarketClass> {
    match (drive.interface?, drive.form) {
        (StorageInterface::Nvme, _) => Some(MarketClass::StorageNvme),
        (StorageInterface::Sata, Some(StorageForm::Inch3_5)) => Some(MarketClass::StorageHdd),
        (StorageInterface::Sata, _) => Some(MarketClass::StorageSata),
    }
}
