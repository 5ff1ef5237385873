//! A build written by hand: part ids with counts, and the conditions it is used under.

use super::supplies::{SupplyEntry, supplies};
use super::{Acquisition, Build, Line};
use crate::catalogue::{Catalogue, Document, Fault};
use crate::part::{AnyPart, FieldPath, GpuChip};
use crate::request::find_part;
use crate::rules::{Precision, Riser, Setting, Slot};
use crate::unit::{BiosVersion, Version, Watts};
use serde::Deserialize;

/// Most pieces of one part: beyond the largest frames that people build at home.
const MOST_PIECES: u32 = 64;

/// The file.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartList {
    /// The parts, in any order.
    parts: Vec<Entry>,
    /// Power limit set on each card.
    power_limit: Option<Watts>,
    /// No case walls around the cards.
    #[serde(default)]
    open_frame: bool,
    /// The mains circuit: `120V/15A`.
    circuit: Option<String>,
    /// Whether the CPU is cooled by the cooler in its box.
    #[serde(default)]
    boxed_cooler: bool,
    /// Supplies with what each feeds, instead of among `parts`.
    #[serde(default)]
    psus: Vec<SupplyEntry>,
    /// The number format that the code computes in.
    precision: Option<Precision>,
    /// The `ROCm` release that the code is bound to.
    rocm: Option<Version>,
    /// Whether the cards hang on risers, which any slot can feed.
    #[serde(default)]
    riser: bool,
    /// Slots that risers split for several cards.
    #[serde(default)]
    risers: Vec<Riser>,
    /// The BIOS on the board.
    bios_version: Option<BiosVersion>,
    /// Whether error-correcting memory is wanted.
    #[serde(default)]
    ecc: bool,
    /// Whether an `NVLink` bridge is to join the cards.
    #[serde(default)]
    nvlink: bool,
}

/// One entry: an id, or an id with a count.
#[derive(Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a part's id, or a map of `id` and `count`"
)]
enum Entry {
    One(String),
    Several(Several),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Several {
    id: String,
    #[serde(default = "one")]
    count: u32,
}

const fn one() -> u32 {
    1
}

/// The build and the setting that a part list describes; all its parts count as owned.
pub fn from_list<'a>(
    document: &Document,
    catalogue: &'a Catalogue,
) -> Result<(Build<'a>, Setting), Fault> {
    let list: PartList = document.parse()?;
    let lines = lines(document, catalogue, &list)?;
    if list.boxed_cooler && lines.iter().any(|line| line.slot() == Slot::Cooler) {
        let message = "a cooler is among the parts: the one in the CPU's box is not used";
        return Err(document.fault(&"boxed_cooler".into(), message));
    }
    risers(document, &lines, &list.risers)?;
    let mut setting = setting(document, &list)?;
    setting.supplies = supplies(document, catalogue, &list.psus, &lines)?;
    let build = Build {
        chips: chips(catalogue, &lines),
        lines,
        boxed_cooler: list.boxed_cooler,
    };
    Ok((build, setting))
}

fn setting(document: &Document, list: &PartList) -> Result<Setting, Fault> {
    let mut setting = Setting {
        open_frame: list.open_frame,
        power_limit: list.power_limit,
        precision: list.precision,
        rocm: list.rocm,
        ecc: list.ecc,
        nvlink: list.nvlink,
        riser: list.riser,
        risers: list.risers.clone(),
        bios_version: list.bios_version,
        ..Setting::default()
    };
    if list.power_limit == Some(Watts::default()) {
        let message = "a power limit must be more than 0 W";
        return Err(document.fault(&"power_limit".into(), message));
    }
    if let Some(text) = &list.circuit {
        setting.circuit = text
            .parse()
            .map_err(|error: String| document.fault(&"circuit".into(), error))?;
    }
    Ok(setting)
}

/// What the file says of one entry, and where.
struct Named<'l> {
    id: &'l str,
    count: u32,
    id_at: FieldPath,
    count_at: FieldPath,
    /// Whether it stands under `psus`.
    supply: bool,
}

/// Every entry: the parts, then the supplies.
fn named(list: &PartList) -> impl Iterator<Item = Named<'_>> {
    let parts = list.parts.iter().enumerate().map(|(place, entry)| {
        let at = FieldPath::from("parts").then(place);
        let (id, count, id_at, count_at) = match entry {
            Entry::One(id) => (id, 1, at.clone(), at),
            Entry::Several(Several { id, count }) => (id, *count, at.then("id"), at.then("count")),
        };
        Named {
            id,
            count,
            id_at,
            count_at,
            supply: false,
        }
    });
    let psus = list.psus.iter().enumerate().map(|(place, entry)| {
        let at = FieldPath::from("psus").then(place);
        Named {
            id: &entry.id,
            count: 1,
            id_at: at.then("id"),
            count_at: at,
            supply: true,
        }
    });
    parts.chain(psus)
}

/// Refuses a riser in a slot that the listed board does not have, and a second in one slot.
fn risers(document: &Document, lines: &[Line<'_>], risers: &[Riser]) -> Result<(), Fault> {
    let board = lines.iter().find_map(|line| match line.part {
        AnyPart::Motherboard(board) => Some(board),
        AnyPart::GpuChip(_)
        | AnyPart::Gpu(_)
        | AnyPart::Cpu(_)
        | AnyPart::Memory(_)
        | AnyPart::Psu(_)
        | AnyPart::Storage(_)
        | AnyPart::Cooler(_)
        | AnyPart::Case(_) => None,
    });
    for (place, riser) in risers.iter().enumerate() {
        let at = path!["risers", place, "slot"];
        let named = |other: &Riser| other.slot == riser.slot;
        if risers.iter().position(named) != Some(place) {
            let message = format!("a second riser in the slot `{}`", riser.slot);
            return Err(document.fault(&at, message));
        }
        let Some((board, slots)) = board.and_then(|board| Some((board, board.slots.as_ref()?)))
        else {
            continue;
        };
        if !slots.iter().any(|slot| slot.name == riser.slot) {
            let names: Vec<&str> = slots.iter().map(|slot| slot.name.as_str()).collect();
            let (slot, board, names) = (&riser.slot, &board.id, names.join(", "));
            let message = format!("`{board}` has no slot `{slot}`; its slots: {names}");
            return Err(document.fault(&at, message));
        }
    }
    Ok(())
}

/// One line a part in slot order; a part listed twice is one line.
fn lines<'a>(
    document: &Document,
    catalogue: &'a Catalogue,
    list: &PartList,
) -> Result<Vec<Line<'a>>, Fault> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    for Named {
        id,
        count,
        id_at,
        count_at,
        supply,
    } in named(list)
    {
        let part =
            find_part(catalogue, id).map_err(|error| document.fault(&id_at, error.to_string()))?;
        if let AnyPart::GpuChip(chip) = part {
            return Err(document.fault(&id_at, no_card(catalogue, chip)));
        }
        let is_supply = Slot::of(part.kind()) == Slot::Psu;
        if supply && !is_supply {
            let message = format!("`{}` is no power supply", part.id());
            return Err(document.fault(&id_at, message));
        }
        if is_supply && !supply && !list.psus.is_empty() {
            let message = "list every supply under `psus`, or every one under `parts`";
            return Err(document.fault(&id_at, message));
        }
        let same = lines.iter_mut().find(|line| line.part.id() == part.id());
        let total = same
            .as_ref()
            .map_or(0, |line| line.count)
            .checked_add(count);
        let Some(total) = total.filter(|total| count > 0 && *total <= MOST_PIECES) else {
            let message = format!("there can be 1 to {MOST_PIECES} of a part");
            return Err(document.fault(&count_at, message));
        };
        match same {
            Some(line) => (line.count, line.owned) = (total, total),
            None => lines.push(Line {
                part,
                count,
                owned: count,
                acquisition: Acquisition::Owned,
            }),
        }
        let slot = Slot::of(part.kind());
        let filled: u32 = lines
            .iter()
            .filter(|line| line.slot() == slot)
            .map(|line| line.count)
            .sum();
        if single(slot) && filled > 1 {
            return Err(document.fault(&id_at, format!("a build has one {slot}")));
        }
    }
    lines.sort_by_key(Line::slot);
    Ok(lines)
}

/// Whether a build has only one piece in this slot.
const fn single(slot: Slot) -> bool {
    match slot {
        Slot::Cpu | Slot::Motherboard | Slot::Cooler | Slot::Case => true,
        Slot::Gpu | Slot::Memory | Slot::Psu | Slot::Storage => false,
    }
}

fn no_card(catalogue: &Catalogue, chip: &GpuChip) -> String {
    let cards = catalogue.gpus.iter().filter(|card| card.chip == chip.id);
    match cards.map(|card| &*card.id).collect::<Vec<_>>().as_slice() {
        [] => format!("`{}` is a chip of which no card is known", chip.id),
        ids => format!("`{}` is a chip; name a card: {}", chip.id, ids.join(", ")),
    }
}

/// The chips of the cards; the catalogue's checks saw to it that each has one.
fn chips<'a>(catalogue: &'a Catalogue, lines: &[Line<'a>]) -> Vec<&'a GpuChip> {
    lines
        .iter()
        .filter_map(|line| match line.part {
            AnyPart::Gpu(card) => catalogue.chip(&card.chip),
            AnyPart::GpuChip(_)
            | AnyPart::Cpu(_)
            | AnyPart::Motherboard(_)
            | AnyPart::Memory(_)
            | AnyPart::Psu(_)
            | AnyPart::Storage(_)
            | AnyPart::Cooler(_)
            | AnyPart::Case(_) => None,
        })
        .collect()
}
