//! Wishes as typed, and how they become a request.

use super::names::{find_part, glob_matches};
use super::{Best, Request, RequestError, UsedPolicy, VendorPolicy};
use crate::catalogue::{Catalogue, PriceMode};
use crate::part::{AnyPart, Condition, GpuChip, PartKind, Vendor};
use crate::rules::{Circuit, RULES, Rule, Slot};
use crate::suggest::nearest;
use crate::unit::{Gibibytes, Usd, Watts};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What was typed: quantities are read, names are not yet looked up.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Debug, Clone)]
pub struct Wishes {
    /// Money for parts and tax.
    pub budget: Usd,
    /// What "best" means.
    pub best: Best,
    /// Parts the user has, each with how many.
    pub have: Vec<(String, u32)>,
    /// Parts that must be in the build.
    pub pins: Vec<String>,
    /// Parts or patterns that must not.
    pub bans: Vec<String>,
    /// Fewest and most cards.
    pub gpus: (u32, u32),
    /// Least memory on each card.
    pub vram: Option<Gibibytes>,
    /// Whether used parts may be proposed.
    pub used: UsedPolicy,
    /// Whose GPUs may be proposed.
    pub vendor: VendorPolicy,
    /// Whether old prices are brought forward.
    pub prices: PriceMode,
    /// Tax on new parts in basis points.
    pub tax_basis_points: u32,
    /// The wall circuit.
    pub circuit: Circuit,
    /// Power limit on each card.
    pub power_limit: Option<Watts>,
    /// No case walls around the cards.
    pub open_frame: bool,
    /// Whether a desktop runs on the first card.
    pub desktop: bool,
    /// Rules whose failure is accepted.
    pub allow: Vec<String>,
    /// Whether every warning is.
    pub allow_warnings: bool,
    /// Scores within this many basis points of the best count as equal.
    pub tolerance_basis_points: u32,
    /// Whether error-correcting memory is wanted.
    pub ecc: bool,
    /// Whether an `NVLink` bridge is to join the cards.
    pub nvlink: bool,
}

impl Wishes {
    /// Looks every name up and refuses wishes that contradict each other. `purpose` puts
    /// what the workload asks for into the request, before the wishes about it.
    pub fn resolve(
        &self,
        catalogue: &Catalogue,
        purpose: &dyn Fn(&mut Request),
        today: Date,
    ) -> Result<Request, RequestError> {
        let mut request = Request::new(Some(self.budget), today);
        request.best = self.best;
        request.gpus = self.gpus;
        request.vram = self.vram;
        request.used = self.used;
        request.prices = self.prices;
        request.tax_basis_points = self.tax_basis_points;
        request.tolerance_basis_points = self.tolerance_basis_points;
        request.desktop = self.desktop;
        request.allowed.warnings = self.allow_warnings;
        for text in &self.allow {
            request.allowed.rules.insert(rule(text)?.id.to_owned());
        }
        purpose(&mut request);
        request.setting.circuit = self.circuit;
        request.setting.power_limit = self.power_limit;
        request.setting.open_frame = self.open_frame;
        request.setting.cuda_only = self.vendor == VendorPolicy::Cuda;
        request.setting.ecc = self.ecc;
        request.setting.nvlink = self.nvlink;
        request.have = self.owned(catalogue)?;
        let bans = self.banned(catalogue)?;
        let mut pinned: Vec<AnyPart<'_>> = Vec::new();
        for text in &self.pins {
            let part = find_part(catalogue, text)?;
            if request.pins.insert(part.id().to_owned()) {
                for other in &pinned {
                    one_slot(*other, part)?;
                }
                pinned.push(part);
            }
        }
        for part in pinned {
            possible(catalogue, &request, &bans, part)?;
            if let AnyPart::Gpu(card) = part {
                // The card says more than its chip.
                request.pins.remove(&card.chip);
            }
        }
        request.bans = bans.into_keys().collect();
        Ok(request)
    }

    fn owned(&self, catalogue: &Catalogue) -> Result<BTreeMap<String, u32>, RequestError> {
        let mut have = BTreeMap::new();
        for (text, count) in &self.have {
            let part = find_part(catalogue, text)?;
            if let AnyPart::GpuChip(chip) = part {
                return Err(RequestError::ChipOwned {
                    chip: chip.id.clone(),
                    cards: cards_of(catalogue, chip)
                        .take(4)
                        .map(str::to_owned)
                        .collect(),
                });
            }
            *have.entry(part.id().to_owned()).or_insert(0) += count;
        }
        Ok(have)
    }

    /// Banned part ids, each with the text that banned it. A chip stands for its cards.
    fn banned(&self, catalogue: &Catalogue) -> Result<BTreeMap<String, String>, RequestError> {
        let mut bans = BTreeMap::new();
        for text in &self.bans {
            let struck: Vec<AnyPart<'_>> = if text.contains(['*', '?']) {
                let matching = |part: &AnyPart<'_>| glob_matches(text, part.id());
                catalogue.parts().filter(matching).collect()
            } else {
                vec![find_part(catalogue, text)?]
            };
            if struck.is_empty() {
                return Err(RequestError::NothingMatches {
                    pattern: text.clone(),
                });
            }
            for part in struck {
                bans.insert(part.id().to_owned(), text.clone());
                if let AnyPart::GpuChip(chip) = part {
                    for card in cards_of(catalogue, chip) {
                        bans.insert(card.to_owned(), text.clone());
                    }
                }
            }
        }
        Ok(bans)
    }
}

fn rule(text: &str) -> Result<&'static Rule, RequestError> {
    Rule::by_id(text.trim()).ok_or_else(|| RequestError::UnknownRule {
        text: text.to_owned(),
        hint: nearest(text, RULES.iter().map(|rule| rule.id)).map(str::to_owned),
    })
}

fn cards_of<'a>(catalogue: &'a Catalogue, chip: &GpuChip) -> impl Iterator<Item = &'a str> {
    let id = chip.id.clone();
    let cards = catalogue.gpus.iter().filter(move |card| card.chip == id);
    cards.map(|card| card.id.as_str())
}

/// Two pinned parts of one slot exclude each other, but for a chip and its own card.
fn one_slot(first: AnyPart<'_>, second: AnyPart<'_>) -> Result<(), RequestError> {
    let slot = Slot::of(first.kind());
    if slot != Slot::of(second.kind()) || is_card_with(first, second) || is_card_with(second, first)
    {
        return Ok(());
    }
    Err(contradiction(
        pin(first),
        pin(second),
        match first.kind() {
            PartKind::GpuChip | PartKind::Gpu => "all cards of a build are of one model".to_owned(),
            PartKind::Cpu
            | PartKind::Motherboard
            | PartKind::Memory
            | PartKind::Psu
            | PartKind::Storage
            | PartKind::Cooler
            | PartKind::Case => format!("a build has one {slot} model"),
        },
    ))
}

fn is_card_with(card: AnyPart<'_>, chip: AnyPart<'_>) -> bool {
    if let (AnyPart::Gpu(card), AnyPart::GpuChip(chip)) = (card, chip) {
        card.chip == chip.id
    } else {
        false
    }
}

/// Whether a pinned part can be in any build of the request.
fn possible(
    catalogue: &Catalogue,
    request: &Request,
    bans: &BTreeMap<String, String>,
    part: AnyPart<'_>,
) -> Result<(), RequestError> {
    let (chip, cards) = match part {
        AnyPart::GpuChip(chip) => {
            let cards = catalogue.gpus.iter().filter(|card| card.chip == chip.id);
            (Some(chip), cards.map(AnyPart::Gpu).collect())
        }
        AnyPart::Gpu(card) => (catalogue.chip(&card.chip), vec![part]),
        AnyPart::Cpu(_)
        | AnyPart::Motherboard(_)
        | AnyPart::Memory(_)
        | AnyPart::Psu(_)
        | AnyPart::Storage(_)
        | AnyPart::Cooler(_)
        | AnyPart::Case(_) => (None, vec![part]),
    };
    if let Some(chip) = chip {
        fits_wishes(request, part, chip)?;
    }
    let banned: BTreeSet<&String> = cards.iter().filter_map(|one| bans.get(one.id())).collect();
    if let Some(text) = banned.first()
        && cards.iter().all(|one| bans.contains_key(one.id()))
    {
        let why = "it must be in the build and must not".to_owned();
        return Err(contradiction(pin(part), format!("--ban {text}"), why));
    }
    let owned = |one: &AnyPart<'_>| request.have.contains_key(one.id());
    let sold = |one: &AnyPart<'_>, condition| {
        let price = catalogue.price(*one, condition, request.today, request.prices);
        price.is_some()
    };
    let new = |one: &AnyPart<'_>| sold(one, Condition::New);
    let any = |one: &AnyPart<'_>| {
        let second_hand = [Condition::Used, Condition::Refurbished];
        new(one)
            || second_hand
                .into_iter()
                .any(|condition| sold(one, condition))
    };
    if cards.iter().any(|one| owned(one) || new(one)) {
        Ok(())
    } else if !cards.iter().any(any) {
        Err(RequestError::NotForSale {
            part: part.id().to_owned(),
        })
    } else if request.used == UsedPolicy::No {
        let why = "it is only to be had used".to_owned();
        Err(contradiction(pin(part), "--used no".to_owned(), why))
    } else {
        Ok(())
    }
}

/// Whether a pinned card or chip agrees with what was said about GPUs in general.
fn fits_wishes(request: &Request, part: AnyPart<'_>, chip: &GpuChip) -> Result<(), RequestError> {
    if let Some(least) = request.vram
        && chip.memory < least
    {
        return Err(contradiction(
            pin(part),
            format!("--vram {least}"),
            format!("it has {}", chip.memory),
        ));
    }
    if request.setting.cuda_only && chip.vendor != Vendor::Nvidia {
        return Err(contradiction(
            pin(part),
            "--vendor cuda (the default)".to_owned(),
            "it is not an NVIDIA GPU; say --vendor any".to_owned(),
        ));
    }
    Ok(())
}

fn pin(part: AnyPart<'_>) -> String {
    format!("--pin {}", part.id())
}

fn contradiction(first: String, second: String, why: String) -> RequestError {
    RequestError::Contradiction { first, second, why }
}
