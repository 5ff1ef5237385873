//! What an import of prices would do, before anything is done.

use super::scalper::outliers;
use super::target::Target;
use crate::catalogue::import::join::{Item, Listing, join, same_words};
use crate::catalogue::import::price_csv::NamedPrice;
use crate::part::{Condition, Offer, Status};
use crate::unit::Usd;
use std::collections::BTreeMap;

/// A price that moves by more than this, in per cent of the one in force, asks first.
const BIG_MOVE: i64 = 30;

/// The rows that prices come from.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'a> {
    /// Rows that describe what is on sale.
    pub listings: &'a [Listing],
    /// Rows that name a part.
    pub named: &'a [NamedPrice],
}

/// What a price found means for its part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Its first price in this condition.
    New,
    /// Another price than the newest of its own.
    Change(Offer),
    /// The same price, seen again on a later day.
    Again(Offer),
    /// The very offer is there already.
    Same,
    /// A price of that day or a later one is there.
    Older(Offer),
    /// More than 30 % from the price in force: taken only when asked to.
    BigMove(Usd),
}

/// A price found for a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceFound {
    /// The part's id.
    pub id: String,
    /// The price.
    pub offer: Offer,
    /// What it means.
    pub verdict: Verdict,
}

/// A priced row that gave no offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The file, as the user named it.
    pub file: String,
    /// Its line there, from 1.
    pub line: u64,
    /// What the row calls the part.
    pub name: String,
    /// Its price.
    pub price: Usd,
    /// Why.
    pub reason: String,
}

/// What an import of prices would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PricePlan {
    /// Rows with a price.
    pub rows: usize,
    /// Rows without one.
    pub unpriced: usize,
    /// Rows with a price that are some part's.
    pub matched: usize,
    /// The prices found, by part and condition.
    pub found: Vec<PriceFound>,
    /// The other rows with a price.
    pub left_out: Vec<LeftOut>,
    /// Parts with a price found that the catalogue marks as unavailable all the same.
    pub unavailable: usize,
}

/// Finds the prices for every target: of each condition the newest, of one day the lowest.
pub fn plan(targets: &[Target], tables: Tables<'_>) -> PricePlan {
    let mut plan = PricePlan::default();
    let mut offers: Vec<Vec<Offer>> = vec![Vec::new(); targets.len()];
    plan.listings(targets, tables.listings, &mut offers);
    plan.named(targets, tables.named, &mut offers);
    for (target, offers) in targets.iter().zip(&offers) {
        for condition in Condition::ALL {
            let mine = offers.iter().filter(|offer| offer.condition == *condition);
            let best = mine.min_by_key(|offer| (std::cmp::Reverse(offer.as_of), offer.price));
            if let Some(offer) = best {
                plan.found.push(PriceFound {
                    id: target.id.clone(),
                    offer: offer.clone(),
                    verdict: judge(target, offer),
                });
            }
        }
        plan.unavailable += usize::from(!offers.is_empty() && target.status == Status::Unavailable);
    }
    plan
}

fn judge(target: &Target, offer: &Offer) -> Verdict {
    let own = target.offers.iter();
    let own = own.filter(|other| other.condition == offer.condition);
    if own.clone().any(|other| other == offer) {
        return Verdict::Same;
    }
    let Some(newest) = own.max_by_key(|other| other.as_of) else {
        return Verdict::New;
    };
    if newest.as_of >= offer.as_of {
        return Verdict::Older(newest.clone());
    }
    let in_force = target.in_force.iter();
    let in_force = in_force
        .filter(|(condition, _)| *condition == offer.condition)
        .map(|(_, price)| price.amount)
        .next()
        .unwrap_or(newest.price);
    let moved = offer.price.difference(in_force).abs() * 100;
    if moved > in_force.cents() * BIG_MOVE {
        return Verdict::BigMove(in_force);
    }
    if newest.price == offer.price {
        Verdict::Again(newest.clone())
    } else {
        Verdict::Change(newest.clone())
    }
}

impl PricePlan {
    fn listings(&mut self, targets: &[Target], rows: &[Listing], offers: &mut [Vec<Offer>]) {
        let places: Vec<usize> = (0..targets.len())
            .filter(|place| targets[*place].item.is_some())
            .collect();
        let items: Vec<Item> = places
            .iter()
            .filter_map(|place| targets[*place].item.clone())
            .collect();
        let sold: Vec<&Item> = rows.iter().map(|row| &row.item).collect();
        let outliers = outliers(rows);
        let mut is_part = vec![false; rows.len()];
        for (place, matched) in places.iter().zip(join(&items, &sold)) {
            for row in matched.into_iter().flat_map(|matched| matched.rows) {
                is_part[row] = true;
                let listing = &rows[row];
                if let (Some(price), None) = (listing.price, &outliers[row]) {
                    offers[*place].push(Offer {
                        price,
                        condition: listing.condition,
                        as_of: listing.as_of,
                        source: listing.source.clone(),
                    });
                }
            }
        }
        for ((listing, outlier), is_part) in rows.iter().zip(outliers).zip(is_part) {
            let Some(price) = listing.price else {
                self.unpriced += 1;
                continue;
            };
            self.rows += 1;
            let reason = match outlier {
                Some(outlier) => outlier.to_string(),
                None if is_part => {
                    self.matched += 1;
                    continue;
                }
                None => "no such part".to_owned(),
            };
            self.left_out.push(LeftOut {
                file: listing.file.clone(),
                line: listing.line,
                name: listing.item.name.clone(),
                price,
                reason,
            });
        }
    }

    fn named(&mut self, targets: &[Target], rows: &[NamedPrice], offers: &mut [Vec<Offer>]) {
        let ids: BTreeMap<&str, usize> = targets
            .iter()
            .enumerate()
            .map(|(place, target)| (target.id.as_str(), place))
            .collect();
        let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, target) in targets.iter().enumerate() {
            let named = names.entry(same_words(&target.name)).or_default();
            named.push(place);
        }
        for row in rows {
            self.rows += 1;
            let by_name = || names.get(&same_words(&row.part)).map(Vec::as_slice);
            let found = match ids.get(row.part.as_str()) {
                Some(place) => Ok(*place),
                None => match by_name() {
                    Some([place]) => Ok(*place),
                    Some(several) => {
                        let ids = several.iter().map(|place| targets[*place].id.as_str());
                        let ids: Vec<&str> = ids.collect();
                        Err(format!("the name of {}: use the id", ids.join(" and ")))
                    }
                    None => Err("no part has this id or name".to_owned()),
                },
            };
            match found {
                Ok(place) => {
                    self.matched += 1;
                    offers[place].push(row.offer.clone());
                }
                Err(reason) => self.left_out.push(LeftOut {
                    file: row.file.clone(),
                    line: row.line,
                    name: row.part.clone(),
                    price: row.offer.price,
                    reason,
                }),
            }
        }
    }

    /// The offers to be written: big moves only where the user agreed to them.
    pub fn offers(&self, big_moves: bool) -> impl Iterator<Item = (&str, &Offer)> {
        let taken = move |found: &&PriceFound| match found.verdict {
            Verdict::New | Verdict::Change(_) | Verdict::Again(_) => true,
            Verdict::BigMove(_) => big_moves,
            Verdict::Same | Verdict::Older(_) => false,
        };
        self.found
            .iter()
            .filter(taken)
            .map(|found| (found.id.as_str(), &found.offer))
    }

    /// Prices that move far: the part, its price in force, the one found.
    pub fn big_moves(&self) -> impl Iterator<Item = (&str, Usd, &Offer)> {
        self.found.iter().filter_map(|found| match &found.verdict {
            Verdict::BigMove(before) => Some((found.id.as_str(), *before, &found.offer)),
            _ => None,
        })
    }

    /// How many prices found mean this.
    pub fn count(&self, of: impl Fn(&Verdict) -> bool) -> usize {
        self.found.iter().filter(|found| of(&found.verdict)).count()
    }

    /// The rows left out, as CSV: file, line, name, price, reason.
    pub fn left_out_csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(["file", "line", "name", "price", "reason"])?;
        for row in &self.left_out {
            let price = format!("{}.{:02}", row.price.cents() / 100, row.price.cents() % 100);
            let line = row.line.to_string();
            out.write_record([&row.file, &line, &row.name, &price, &row.reason])?;
        }
        out.into_inner().map_err(|error| error.into_error().into())
    }
}
