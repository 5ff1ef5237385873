//! Edits that a command makes to a layer: validated, atomic, under a lock, and of no byte
//! more than they must.

use super::check::Judge;
use super::content::{Content, OFFERS, PartOffers, list, required};
use super::fault::{Fault, Faults};
use super::insert::{Insertion, apply, into_entry, into_part, new_entries};
use super::locate::{Shape, items};
use super::lock::DirLock;
use super::read::Format;
use super::write::write_atomically;
use super::{Catalogue, LayerSource, bulk, guard};
use crate::part::{
    Case, Cooler, Cpu, Gpu, GpuChip, Memory, Motherboard, Offer, Part, PartKind, Psu, Storage,
};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// First line of an `offers.yaml` that an edit makes.
const OFFERS_HEAD: &str = "# Prices for parts of the layers below: part id, then its offers.\n";

/// Why an edit was not made. The files are as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// No layer has a part with this id.
    UnknownPart(String),
    /// What was to be written is not right, or the file already was not.
    Faulty(Faults),
    /// The file is written in a way that an edit could damage.
    Unsafe(PathBuf),
    /// The directory or file cannot be read or written.
    Io {
        /// Which.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownPart(id) => write!(f, "no part is called `{}`", id.escape_debug()),
            Self::Faulty(faults) => write!(f, "nothing was written:\n{faults}"),
            Self::Unsafe(path) => write!(
                f,
                "{} is written in a way that cannot be edited safely: edit it by hand",
                path.display()
            ),
            Self::Io { path, reason } => {
                write!(f, "{} cannot be written: {reason}", path.display())
            }
        }
    }
}

impl std::error::Error for EditError {}

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
    admit(
        &Judge::new(layer.rules, Some(today), catalogue, &nothing),
        id,
        offer,
    )?;
    let same = part
        .offers()
        .iter()
        .filter(|old| old.condition == offer.condition);
    let before = same.max_by_key(|old| old.as_of).cloned();
    let plan = carry_out(layer, || plan(layer, part.kind(), id, offer))?;
    Ok(Edited {
        file: plan.file,
        before,
        unchanged: plan.bytes.is_none(),
    })
}

/// Makes a plan and writes what it says while no one else writes in the layer.
fn carry_out(
    layer: &LayerSource,
    plan: impl FnOnce() -> Result<Plan, EditError>,
) -> Result<Plan, EditError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error: io::Error| EditError::Io {
            path,
            reason: error.to_string(),
        }
    };
    let _lock = DirLock::acquire(&layer.dir).map_err(failed(&layer.dir))?;
    let plan = plan()?;
    if let Some(bytes) = &plan.bytes {
        write_atomically(&plan.file, bytes).map_err(failed(&plan.file))?;
    }
    Ok(plan)
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
    let plan = carry_out(layer, || plan_offers(layer, offers))?;
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

/// What is to be written where; no bytes where the offer is there already.
struct Plan {
    file: PathBuf,
    bytes: Option<Vec<u8>>,
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
    let format = list::<P>(required(P::KIND));
    let Some(mut file) = Open::read(layer, P::KIND.file_stem(), &format)? else {
        return Ok(None);
    };
    let Some(row) = file.items.iter().position(|part| part.id() == id) else {
        return Ok(None);
    };
    if file.items[row].offers().contains(offer) {
        return Ok(Some(file.unchanged()));
    }
    offers(&mut file.items[row]).push(offer.clone());
    let insertions = into_part(&file.text, row, offer).map(|insertion| vec![insertion]);
    file.proved(insertions, &format).map(Some)
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
    let mut insertions = Some(Vec::new());
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
            let insertion = place.and_then(|place| into_entry(&file.text, place, id, offer));
            insertions = insertions.zip(insertion).map(|(mut all, one)| {
                all.push(one);
                all
            });
        }
    }
    let added = file.items[old..].iter();
    if old < file.items.len()
        && let Some(all) = &mut insertions
    {
        let entries = added.map(|entry| (entry.id.as_str(), entry.offers.as_slice()));
        all.push(new_entries(&file.text, entries));
    }
    if insertions.as_ref().is_some_and(Vec::is_empty) {
        return Ok(file.unchanged());
    }
    file.proved(insertions, &OFFERS)
}

/// The files of a layer are not right as they are.
fn faulty(faults: Vec<Fault>) -> EditError {
    EditError::Faulty(Faults { faults, parts: 0 })
}

/// A file that is to be edited: its text, and what it is to say.
struct Open<T> {
    path: PathBuf,
    bom: bool,
    text: String,
    /// Imported items after the text, which edits leave alone: prices for them go into
    /// `offers.yaml`, where an import does not replace them.
    imported: String,
    items: Vec<T>,
}

impl<T: PartialEq> Open<T> {
    /// A file that does not exist yet.
    fn new(layer: &LayerSource, stem: &str, head: &str) -> Self {
        Self {
            path: layer.path(stem),
            bom: false,
            text: head.to_owned(),
            imported: String::new(),
            items: Vec::new(),
        }
    }

    /// A file of the layer, `None` where it has none. A faulty one is not edited.
    fn read(
        layer: &LayerSource,
        stem: &str,
        format: &Format<T>,
    ) -> Result<Option<Self>, EditError> {
        let mut faults = Vec::new();
        let path = layer.path(stem);
        let mut source = match layer.raw_text(stem) {
            Ok(None) => return Ok(None),
            Ok(Some(source)) => source,
            Err(fault) => return Err(faulty(vec![fault])),
        };
        if let Some((own, imported)) = bulk::split(&source.text)
            && let Some(items) = bulk::own(own, format)
        {
            return Ok(Some(Self {
                path,
                bom: source.bom,
                text: own.to_owned(),
                imported: imported.to_owned(),
                items,
            }));
        }
        guard::scan(&mut source).map_err(|fault| faulty(vec![fault]))?;
        if let Ok(items) = (format.parse)(&source.text) {
            return Ok(Some(Self {
                path,
                bom: source.bom,
                text: source.text.into_owned(),
                imported: String::new(),
                items,
            }));
        }
        super::read::Listed::read(source, format, &mut faults);
        Err(faulty(faults))
    }

    fn unchanged(self) -> Plan {
        Plan {
            file: self.path,
            bytes: None,
        }
    }

    /// The new bytes, once it is certain that they say what was asked and that nothing else
    /// than the insertions changed.
    fn proved(
        self,
        insertions: Option<Vec<Insertion>>,
        format: &Format<T>,
    ) -> Result<Plan, EditError> {
        let text = insertions.and_then(|insertions| apply(&self.text, insertions));
        let name = self.path.to_string_lossy();
        let sound = |text: &String| {
            let admitted = guard::admit(&name, text.clone().into_bytes());
            let read = admitted
                .ok()
                .and_then(|source| (format.parse)(&source.text).ok());
            read.is_some_and(|items| items == self.items)
        };
        match text.filter(sound) {
            Some(text) => {
                let bom = if self.bom { "\u{feff}" } else { "" };
                Ok(Plan {
                    bytes: Some([bom, &text, &self.imported].concat().into_bytes()),
                    file: self.path,
                })
            }
            None => Err(EditError::Unsafe(self.path)),
        }
    }
}
