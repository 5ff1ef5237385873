//! The kinds that sources have parts of, and what an import needs of each.

use super::join::Item;
use crate::catalogue::facts::BESIDE;
use crate::part::{Case, Cooler, Cpu, Gpu, Memory, Motherboard, Offer, Part, Psu, Status, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// A part made from a row, on its way into a layer.
#[derive(Debug, Clone)]
pub struct Imported<P> {
    /// The part; its status is `unavailable` until it has a price.
    pub part: P,
    /// Its status once it has a price: current or discontinued.
    pub lifecycle: Status,
    /// The same part for the price join.
    pub item: Item,
    /// Its place among the rows of the import.
    pub row: usize,
}

impl<P: Importable> Imported<P> {
    /// Adds a price, and with it the status of a part that can be bought.
    pub fn offer(&mut self, offer: Offer) {
        if !self.part.offers().contains(&offer) {
            self.part.offers_mut().push(offer);
        }
        self.part.set_status(self.lifecycle);
    }
}

/// A kind that sources have parts of.
pub trait Importable: Part + Serialize + DeserializeOwned + Clone + Send {
    /// Gives it another id.
    fn set_id(&mut self, id: String);
    /// Says whether it can be bought.
    fn set_status(&mut self, status: Status);
    /// Says which of its fields no data sheet confirms.
    fn set_imputed(&mut self, fields: Vec<String>);
    /// Its offers.
    fn offers_mut(&mut self) -> &mut Vec<Offer>;
    /// Its place in the lists of an import.
    fn list(parts: &Parts) -> &Vec<Imported<Self>>;
    /// Its place in the lists of an import, to be changed.
    fn list_mut(parts: &mut Parts) -> &mut Vec<Imported<Self>>;

    /// Marks every fact as imputed: a dump alone confirms nothing.
    fn impute_all(&mut self) {
        self.set_imputed(fact_fields(self));
    }
}

/// The names of the facts that a part states: `memory`, `slots.size`.
fn fact_fields(part: &impl Serialize) -> Vec<String> {
    let Ok(Value::Object(fields)) = serde_json::to_value(part) else {
        return Vec::new();
    };
    let facts = fields
        .iter()
        .filter(|(field, _)| !BESIDE.contains(&field.as_str()) && *field != "status");
    let mut names = Vec::new();
    for (field, value) in facts {
        // The fields of list items are named apart: some of them may be dangerous.
        match value.as_array().and_then(|items| items.first()) {
            Some(Value::Object(first)) => {
                names.extend(first.keys().map(|inner| format!("{field}.{inner}")));
            }
            Some(_) | None => names.push(field.clone()),
        }
    }
    names
}

macro_rules! importable {
    ($(($kind:ident, $field:ident)),+ $(,)?) => {
        /// The parts of an import, by kind.
        #[derive(Debug, Default)]
        pub struct Parts {
            $(#[doc = concat!("Of `", stringify!($field), "`.")] pub $field: Vec<Imported<$kind>>,)+
        }

        impl Parts {
            /// How many there are.
            pub fn count(&self) -> usize {
                0 $(+ self.$field.len())+
            }

            /// The id of each, and what price tables are compared with.
            pub fn items(&self) -> impl Iterator<Item = (&str, &Item)> {
                std::iter::empty()
                    $(.chain(self.$field.iter().map(|made| (made.part.id(), &made.item))))+
            }

            /// Adds to each the offers found for its id.
            pub fn offer(&mut self, offers: &BTreeMap<&str, Vec<&Offer>>) {
                $(for made in &mut self.$field {
                    let found = offers.get(made.part.id()).into_iter().flatten();
                    for offer in found.copied().cloned().collect::<Vec<_>>() {
                        made.offer(offer);
                    }
                })+
            }
        }

        $(impl Importable for $kind {
            fn set_id(&mut self, id: String) {
                self.id = id;
            }
            fn set_status(&mut self, status: Status) {
                self.status = status;
            }
            fn set_imputed(&mut self, fields: Vec<String>) {
                self.imputed = fields;
            }
            fn offers_mut(&mut self) -> &mut Vec<Offer> {
                &mut self.offers
            }
            fn list(parts: &Parts) -> &Vec<Imported<Self>> {
                &parts.$field
            }
            fn list_mut(parts: &mut Parts) -> &mut Vec<Imported<Self>> {
                &mut parts.$field
            }
        })+
    };
}
importable! {
    (Gpu, gpus),
    (Cpu, cpus),
    (Motherboard, motherboards),
    (Memory, memory),
    (Psu, psus),
    (Storage, storage),
    (Cooler, coolers),
    (Case, cases),
}
