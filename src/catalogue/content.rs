//! The files of one layer, read but not yet checked against each other.

use super::Catalogue;
use super::fault::{Fault, SourceText};
use super::locate::Shape;
use super::market::MarketIndex;
use super::read::{Format, Listed};
use super::source::Source;
use crate::cost::{CloudPrices, Tariff};
use crate::part::{
    Case, Cooler, Cpu, Gpu, GpuChip, Memory, Motherboard, Offer, Part, PartKind, Psu, Storage,
};
use crate::workload::{LadderConstants, ModelPreset, Profile};
use jiff::civil::Date;
use serde::de::{DeserializeOwned, Deserializer, Error as _, MapAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;
use std::thread::{self, ScopedJoinHandle};

/// Files beside those of the part kinds.
pub(super) const OTHER_FILES: &[&str] = &[
    "sources",
    "market",
    "models",
    "workloads",
    "ladder",
    "cloud",
    "tariffs",
    "offers",
    "retired",
];

macro_rules! declare_content {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        /// What one layer says.
        #[derive(Debug, Default)]
        pub(super) struct Content {
            $(pub(super) $field: Listed<$kind>,)+
            pub(super) sources: Listed<Source>,
            pub(super) market: Listed<MarketIndex>,
            pub(super) models: Listed<ModelPreset>,
            pub(super) profiles: Listed<Profile>,
            pub(super) ladder: Listed<LadderConstants>,
            pub(super) cloud: Listed<CloudPrices>,
            pub(super) tariffs: Listed<Tariff>,
            pub(super) offers: Listed<PartOffers>,
            pub(super) retired: Listed<String>,
        }

        impl Content {
            /// Reads every file that `text` has, by its stem, each in a thread of its own.
            pub(super) fn read(
                text: impl Fn(&str) -> Result<Option<SourceText>, Fault> + Sync,
                faults: &mut Vec<Fault>,
            ) -> Self {
                let text = &text;
                thread::scope(|scope| {
                    $(let $field = scope.spawn(|| read(text, $plural, &list(required($kind::KIND))));)+
                    Self {
                        sources: read(text, "sources", &list(&["id", "title", "url", "date"])).take(faults),
                        market: read(text, "market", &list(&["class", "points"])).take(faults),
                        models: read(text, "models", &list(&[])).take(faults),
                        profiles: read(text, "workloads", &list(&[])).take(faults),
                        ladder: read(text, "ladder", &list(&[])).take(faults),
                        cloud: read(text, "cloud", &list(&["chip", "offers"])).take(faults),
                        tariffs: read(text, "tariffs", &list(TARIFF)).take(faults),
                        offers: read(text, "offers", &OFFERS).take(faults),
                        retired: read(text, "retired", &list(&[])).take(faults),
                        $($field: joined($field).take(faults),)+
                    }
                })
            }

            /// Parts in the layer's files, faulty ones included.
            pub(super) fn parts(&self) -> usize {
                0 $(+ self.$field.count)+
            }

            /// Parts that the catalogue below has too.
            pub(super) fn replaces(&self, below: &Catalogue) -> usize {
                0 $(+ self.$field.rows.iter().filter(|(_, part)| below.part(&part.id).is_some()).count())+
            }

            /// The day of the layer's newest offer.
            pub(super) fn newest_price(&self) -> Option<Date> {
                let added = self.offers.rows.iter().flat_map(|(_, entry)| &entry.offers);
                added
                    $(.chain(self.$field.rows.iter().flat_map(|(_, part)| &part.offers)))+
                    .map(|offer| offer.as_of)
                    .max()
            }
        }
    };
}
crate::part_kinds!(declare_content);

/// The fields of a tariff: it has no others.
const TARIFF: &[&str] = &["id", "name", "price", "as_of", "source"];

/// What a file held, and what is wrong with it.
struct File<T> {
    listed: Listed<T>,
    faults: Vec<Fault>,
}

impl<T> File<T> {
    fn take(self, faults: &mut Vec<Fault>) -> Listed<T> {
        faults.extend(self.faults);
        self.listed
    }
}

fn read<T>(
    text: &(dyn Fn(&str) -> Result<Option<SourceText>, Fault> + Sync),
    stem: &str,
    format: &Format<T>,
) -> File<T> {
    let mut faults = Vec::new();
    let listed = match text(stem) {
        Ok(None) => Listed::default(),
        Ok(Some(source)) => Listed::read(source, format, &mut faults),
        Err(fault) => {
            faults.push(fault);
            Listed::unreadable()
        }
    };
    File { listed, faults }
}

fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    match thread.join() {
        Ok(read) => read,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// A file that is a plain list.
pub(super) fn list<T: DeserializeOwned>(required: &'static [&'static str]) -> Format<T> {
    Format {
        shape: Shape::List,
        parse: |text| serde_yaml::from_str(text),
        parse_line: |text| serde_json::from_str(text).ok(),
        required,
    }
}

/// The fields without which a part of this kind cannot be read (tested against the structs).
pub(super) fn required(kind: PartKind) -> &'static [&'static str] {
    match kind {
        PartKind::GpuChip => &[
            "id",
            "name",
            "vendor",
            "architecture",
            "memory",
            "sources",
            "verified",
        ],
        PartKind::Gpu => &["id", "chip", "name", "status", "sources", "verified"],
        PartKind::Cpu => &["id", "name", "socket", "status", "sources", "verified"],
        PartKind::Motherboard => &[
            "id", "name", "socket", "memory", "status", "sources", "verified",
        ],
        PartKind::Memory => &[
            "id",
            "name",
            "type",
            "modules",
            "module_size",
            "status",
            "sources",
            "verified",
        ],
        PartKind::Psu => &["id", "name", "wattage", "status", "sources", "verified"],
        PartKind::Storage => &["id", "name", "capacity", "status", "sources", "verified"],
        PartKind::Cooler => &["id", "name", "kind", "status", "sources", "verified"],
        PartKind::Case => &["id", "name", "status", "sources", "verified"],
    }
}

/// One entry of `offers.yaml`: prices for a part that a layer below defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PartOffers {
    /// The part's id.
    pub(super) id: String,
    /// Its offers.
    pub(super) offers: Vec<Offer>,
}

/// `offers.yaml`: a map from part ids to lists of offers.
pub(super) const OFFERS: Format<PartOffers> = Format {
    shape: Shape::Map,
    parse: |text| serde_yaml::Deserializer::from_str(text).deserialize_any(OfferMap),
    parse_line: |_| None,
    required: &[],
};

/// Reads the map in the order of the file and refuses an id that stands twice.
struct OfferMap;

impl<'de> Visitor<'de> for OfferMap {
    type Value = Vec<PartOffers>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from part ids to lists of offers")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries: Vec<PartOffers> = Vec::new();
        let mut seen = BTreeSet::new();
        while let Some((id, offers)) = map.next_entry::<String, Vec<Offer>>()? {
            if !seen.insert(id.clone()) {
                return Err(A::Error::custom(format!("duplicate part `{id}`")));
            }
            entries.push(PartOffers { id, offers });
        }
        Ok(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::bulk;
    use serde_yaml::Mapping;

    macro_rules! each_kind {
        ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
            #[test]
            fn the_required_fields_are_those_that_a_part_cannot_do_without() {
                $(agrees::<$kind>();)+
            }

            #[test]
            fn what_is_embedded_is_what_the_files_say_and_is_read_without_the_yaml_parser() {
                $(embedded_as_written::<$kind>($plural, include_str!(concat!("../../parts/", $plural, ".yaml")));)+
                embedded_as_written::<Source>("sources", include_str!("../../parts/sources.yaml"));
                embedded_as_written::<MarketIndex>("market", include_str!("../../parts/market.yaml"));
                embedded_as_written::<ModelPreset>("models", include_str!("../../parts/models.yaml"));
                embedded_as_written::<Profile>("workloads", include_str!("../../parts/workloads.yaml"));
                embedded_as_written::<LadderConstants>("ladder", include_str!("../../parts/ladder.yaml"));
            }
        };
    }
    crate::part_kinds!(each_kind);

    fn embedded_as_written<T: DeserializeOwned + PartialEq + fmt::Debug>(
        stem: &str,
        written: &str,
    ) {
        let text = crate::catalogue::embedded::text(stem).unwrap();
        for line in text
            .lines()
            .filter_map(|line| line.strip_prefix(bulk::DASH))
        {
            if let Err(error) = serde_json::from_str::<T>(line) {
                panic!("{stem}: {error} in {line}");
            }
        }
        let quick: Vec<T> = bulk::read(text, &list(&[])).unwrap_or_else(|| panic!("{stem}"));
        let written: Vec<T> = serde_yaml::from_str(written).unwrap();
        assert!(!written.is_empty(), "{stem}");
        assert_eq!(quick, written, "{stem}");
    }

    /// Takes each field out of each shipped part of a kind.
    fn agrees<P: Part + DeserializeOwned>() {
        let text = crate::catalogue::embedded::text(P::KIND.file_stem()).unwrap();
        let parts: Vec<Mapping> = serde_yaml::from_str(text).unwrap();
        for part in &parts {
            for key in part.keys() {
                let mut less = part.clone();
                less.remove(key);
                let name = key.as_str().unwrap();
                let text = serde_yaml::to_string(&less).unwrap();
                let needed = serde_yaml::from_str::<P>(&text).is_err();
                assert_eq!(
                    needed,
                    required(P::KIND).contains(&name),
                    "{name} of {:?}",
                    P::KIND
                );
            }
        }
        assert!(!parts.is_empty());
    }
}
