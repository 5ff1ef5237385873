//! A new price: into the part's own offers, or into the layer's `offers.yaml`.

use super::insert::{into_offers, into_part};
use super::open::{Open, Plan, of_kind};
use super::{EditError, lock};
use crate::catalogue::check::Judge;
use crate::catalogue::content::{Content, OFFERS, PartOffers};
use crate::catalogue::fault::{Fault, Faults};
use crate::catalogue::{Catalogue, LayerSource};
use crate::part::{
    Case, Cooler, Cpu, Gpu, GpuChip, Memory, Motherboard, Offer, Part, PartKind, Psu, Storage,
};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
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
    judge(layer, catalogue, id, offer, today)?;
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

/// Refuses an offer that a load would refuse.
fn judge(
    layer: &LayerSource,
    catalogue: &Catalogue,
    id: &str,
    offer: &Offer,
    today: Date,
) -> Result<(), EditError> {
    let nothing = Content::default();
    let judge = Judge::new(layer.rules, Some(today), catalogue, &nothing);
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
                None => plan_offers(layer, id, offer),
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
    file.proved(splice, &of_kind()).map(Some)
}

fn plan_offers(layer: &LayerSource, id: &str, offer: &Offer) -> Result<Plan, EditError> {
    let mut file = match Open::read(layer, "offers", &OFFERS)? {
        Some(file) => file,
        None => Open::new(layer, "offers", OFFERS_HEAD),
    };
    let row = file.items.iter().position(|entry| entry.id == id);
    match row {
        Some(row) if file.items[row].offers.contains(offer) => return Ok(file.unchanged()),
        Some(row) => file.items[row].offers.push(offer.clone()),
        None => file.items.push(PartOffers {
            id: id.to_owned(),
            offers: vec![offer.clone()],
        }),
    }
    let splice = into_offers(&file.text, row, id, offer);
    file.proved(splice, &OFFERS)
}
