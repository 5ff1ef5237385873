//! The JSON Schema of each catalogue file: what an editor offers and underlines. Made from
//! the structs, so that it cannot say anything else than the loader.

use super::{MarketIndex, Source};
use crate::cost::{CloudPrices, Tariff};
use crate::part::{
    Case, Cooler, Cpu, Gpu, GpuChip, Memory, Motherboard, Offer, PartKind, Psu, Storage,
};
use crate::workload::{LadderConstants, ModelPreset, Profile};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use std::collections::BTreeMap;

/// The stem of a file of the catalogue and the schema of its content.
pub struct FileSchema {
    /// `gpus` for `gpus.yaml`.
    pub stem: &'static str,
    /// What it may hold.
    pub schema: Schema,
}

macro_rules! schemas_of_kinds {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        /// The schema of the file of one kind of part.
        pub fn part_schema(kind: PartKind) -> Schema {
            match kind { $(PartKind::$kind => of_list::<$kind>($plural)),+ }
        }
    };
}
crate::part_kinds!(schemas_of_kinds);

/// The schemas of all files, those of the part kinds first.
pub fn schemas() -> Vec<FileSchema> {
    let kinds = PartKind::ALL.iter().map(|kind| FileSchema {
        stem: kind.file_stem(),
        schema: part_schema(*kind),
    });
    let others = [
        ("sources", of_list::<Source> as fn(&str) -> Schema),
        ("market", of_list::<MarketIndex>),
        ("models", of_list::<ModelPreset>),
        ("workloads", of_list::<Profile>),
        ("ladder", of_list::<LadderConstants>),
        ("cloud", of_list::<CloudPrices>),
        ("tariffs", of_list::<Tariff>),
        ("offers", of::<BTreeMap<String, Vec<Offer>>>),
        ("retired", of_list::<String>),
    ];
    let others = others.map(|(stem, schema)| FileSchema {
        stem,
        schema: schema(stem),
    });
    kinds.chain(others).collect()
}

fn of_list<T: JsonSchema>(stem: &str) -> Schema {
    of::<Vec<T>>(stem)
}

/// Draft 7: the newest that the YAML language servers in use read.
fn of<T: JsonSchema>(stem: &str) -> Schema {
    let mut schema = SchemaSettings::draft07()
        .into_generator()
        .into_root_schema_for::<T>();
    schema.insert("title".to_owned(), format!("{stem}.yaml").into());
    schema
}
