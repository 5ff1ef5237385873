//! A new price: into the part's own offers, or into the layer's `offers.yaml`.

use super::insert::{into_entry, into_part, new_entries};
use super::open::{Open, Plan, of_kind};
use super::{EditError, lock};
use crate::catalogue::check::Judge;
use crate::catalogue::content::{Content, OFFERS, PartOffers};
use crate::catalogue::fault::{Fault, Faults};
use crate::catalogue::locate::{Shape, items};
use crate::catalogue::{Catalogue, LayerSource};
use crate::part::{
    Case, Cooler, Cpu, Gpu, GpuChip, Memory, Motherboard, Offer, Part, PartKind, Psu, Storage,
};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// First line of an `offers.yaml` that an edit makes.
const OFFERS_HEAD: &str = "# Prices for parts of the layers below: part id, then its offers.\n";

/// An edit that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The file that holds the offer now.
    pub file: PathBuf,
    /// The newest offer of the same condition until now.
    pub before: Option<Offer>,
    /// Whether the file had this very offer already, and was left as it is.
    pub unchanged: bool,
}

/// Adds an offer for a part in a layer: to the part's own `offers` where that layer defines
/// the part, else to the layer's `offers.yaml`, which is made where it is missing.
pub fn set_offer(
    layer: &LayerSource,
    catalogue: &Catalogue,
    id: &str,
    offer: &Offer,
    today: Date,
) -> Result<Edited, EditError> {
    let part = catalogue
        .part(id)
        .ok_or_else(|| EditError::UnknownPart(id.to_owned()))?;
    let nothing = Content::default();
    let judge = Judge::new(layer.rules, Some(today), catalogue, &nothing);
    admit(&judge, id, offer)?;
    let same = part
        .offers()
        .iter()
        .filter(|old| old.condition == offer.condition);
    let before = same.max_by_key(|old| old.as_of).cloned();
    let _lock = lock(layer)?;
    let plan = plan(layer, part.kind(), id, offer)?;
    plan.carry_out()?;
    Ok(Edited {
        file: plan.file,
        before,
        unchanged: plan.bytes.is_none(),
    })
}

/// Adds offers for parts to the layer's `offers.yaml`, all or none; those that it has are
/// not repeated. Returns the file, and whether it changed.
///
/// Unlike [`set_offer`] it leaves the files of the parts alone: an import adds prices by
/// the thousand, and a part's file may be rewritten whole by the next one.
pub fn add_offers(
    layer: &LayerSource,
    catalogue: &Catalogue,
    offers: &[(&str, &Offer)],
    today: Date,
) -> Result<(PathBuf, bool), EditError> {
    let nothing = Content::default();
    let judge = Judge::new(layer.rules, Some(today), catalogue, &nothing);
    for (id, offer) in offers {
        if catalogue.part(id).is_none() {
            return Err(EditError::UnknownPart((*id).to_owned()));
        }
        admit(&judge, id, offer)?;
    }
    let _lock = lock(layer)?;
    let plan = plan_offers(layer, offers)?;
    plan.carry_out()?;
    Ok((plan.file, plan.bytes.is_some()))
}

/// Refuses an offer that a load would refuse.
fn admit(judge: &Judge<'_>, id: &str, offer: &Offer) -> Result<(), EditError> {
    let problems = judge.offer(offer);
    if problems.is_empty() {
        return Ok(());
    }
    let fault = |problem: crate::part::Problem| {
        Fault::of_file(id, problem.message).at(problem.path.to_string())
    };
    Err(EditError::Faulty(Faults {
        faults: problems.into_iter().map(fault).collect(),
        parts: 1,
    }))
}

macro_rules! plan_of_kinds {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        /// The edit of the part's own file, or of `offers.yaml` where that has no such part.
        fn plan(layer: &LayerSource, kind: PartKind, id: &str, offer: &Offer) -> Result<Plan, EditError> {
            let own = match kind {
                $(PartKind::$kind => plan_own::<$kind>(layer, id, offer, |part| &mut part.offers)?),+
            };
            match own {
                Some(plan) => Ok(plan),
                None => plan_offers(layer, &[(id, offer)]),
            }
        }
    };
}
crate::part_kinds!(plan_of_kinds);

fn plan_own<P: Part + DeserializeOwned + PartialEq>(
    layer: &LayerSource,
    id: &str,
    offer: &Offer,
    offers: fn(&mut P) -> &mut Vec<Offer>,
) -> Result<Option<Plan>, EditError> {
    let Some((mut file, row)) = Open::<P>::with(layer, id)? else {
        return Ok(None);
    };
    if file.is_flow() {
        // An imported file, one part a line, is only rewritten whole.
        return Ok(None);
    }
    if file.items[row].offers().contains(offer) {
        return Ok(Some(file.unchanged()));
    }
    offers(&mut file.items[row]).push(offer.clone());
    let splice = into_part(&file.text, row, offer);
    file.proved([splice], &of_kind()).map(Some)
}

/// The edit of `offers.yaml` that adds each of these offers, but those that it has.
fn plan_offers(layer: &LayerSource, offers: &[(&str, &Offer)]) -> Result<Plan, EditError> {
    let mut file = match Open::read(layer, "offers", &OFFERS)? {
        Some(file) => file,
        None => Open::new(layer, "offers", OFFERS_HEAD),
    };
    let old = file.items.len();
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    for (row, entry) in file.items.iter().enumerate() {
        rows.insert(entry.id.clone(), row);
    }
    let places = items(&file.text, Shape::Map);
    let mut splices = Vec::new();
    for (id, offer) in offers {
        let row = *rows.entry((*id).to_owned()).or_insert_with(|| {
            file.items.push(PartOffers {
                id: (*id).to_owned(),
                offers: Vec::new(),
            });
            file.items.len() - 1
        });
        if file.items[row].offers.contains(offer) {
            continue;
        }
        file.items[row].offers.push((*offer).clone());
        if row < old {
            let place = places.get(row).cloned();
            splices.push(place.and_then(|place| into_entry(&file.text, place, id, offer)));
        }
    }
    if old < file.items.len() {
        let added = file.items[old..].iter();
        let entries = added.map(|entry| (entry.id.as_str(), entry.offers.as_slice()));
        splices.push(Some(new_entries(&file.text, entries)));
    }
    if splices.is_empty() {
        return Ok(file.unchanged());
    }
    file.proved(splices, &OFFERS)
}
