//! A plain price list: one CSV row a price, with the part's id or name, the price, the
//! condition, the day and the source. Nothing that a row leaves out is made up.

use super::table::{Format, Row, for_each_row, open};
use crate::catalogue::fault::Fault;
use crate::part::{Condition, Offer};
use jiff::civil::Date;
use std::path::Path;

/// The columns, each under the names it may have.
const PART: &[&str] = &["part", "id", "part_id", "name"];
const PRICE: &[&str] = &["price", "price_usd"];
const CONDITION: &[&str] = &["condition"];
const AS_OF: &[&str] = &["as_of", "date", "price_date"];
const SOURCE: &[&str] = &["source", "price_source", "url"];

/// A price of a part that is named, not described.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPrice {
    /// The part's id or name as written.
    pub part: String,
    /// The price.
    pub offer: Offer,
    /// The file, as the user named it.
    pub file: String,
    /// Its line there, from 1.
    pub line: u64,
}

/// What a price list holds.
#[derive(Debug, Default)]
pub struct PriceList {
    /// Its sound rows.
    pub prices: Vec<NamedPrice>,
    /// Everything wrong with the others, with line and column.
    pub faults: Vec<Fault>,
}

/// Reads a list. `as_of` is the day of rows that state none; without it they are faults.
pub fn read_list(path: &Path, as_of: Option<Date>, today: Date) -> PriceList {
    let mut list = PriceList::default();
    let source = match open(path) {
        Ok(source) => source,
        Err(fault) => {
            list.faults.push(fault);
            return list;
        }
    };
    let (prices, mut missing) = (&mut list.prices, false);
    for_each_row(&source, Format::Csv, &mut list.faults, |row, faults| {
        let columns = [PART, PRICE, CONDITION, SOURCE];
        let absent = columns.iter().find(|names| !has(row, names));
        if let Some(names) = absent {
            // Once a file, not once a row.
            if !missing {
                missing = true;
                faults.push(no_column(&source.name, names));
            }
            return;
        }
        match offer(row, as_of, today) {
            Ok((part, offer)) => prices.push(NamedPrice {
                part,
                offer,
                file: source.name.clone(),
                line: row.line,
            }),
            Err(found) => faults.extend(found),
        }
    });
    list
}

fn has(row: &Row<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| row.has(name))
}

fn no_column(file: &str, names: &[&str]) -> Fault {
    let message = format!("no column `{}`", names[0]);
    let help = format!(
        "a price list has the columns part, price, condition, as_of and source; \
         this one may be called {}",
        names.join(" or ")
    );
    Fault::of_file(file, message).help(help)
}

/// The column's name in this file, and its cell.
fn cell<'r>(row: &'r Row<'_>, names: &[&'static str]) -> (&'static str, Option<&'r str>) {
    let name = names.iter().find(|name| row.has(name)).unwrap_or(&names[0]);
    (name, row.text(name))
}

/// The part and its offer, or all that is wrong with the row.
fn offer(row: &Row<'_>, as_of: Option<Date>, today: Date) -> Result<(String, Offer), Vec<Fault>> {
    let needed = |names: &[&'static str], example: &str| {
        let (name, text) = cell(row, names);
        text.map(str::to_owned)
            .ok_or_else(|| row.fault(name, format!("an empty cell: expected {example}")))
    };
    let part = needed(PART, "a part's id or name");
    let price = row.usd(cell(row, PRICE).0).and_then(|price| {
        price.ok_or_else(|| {
            row.fault(
                cell(row, PRICE).0,
                "an empty cell: expected a price such as 749.99".to_owned(),
            )
        })
    });
    let condition = needed(CONDITION, "new, used or refurbished").and_then(|text| {
        let known = text.to_lowercase().parse::<Condition>();
        known.map_err(|error| row.fault(CONDITION[0], error))
    });
    let day = day(row, as_of, today);
    let source = needed(SOURCE, "where the price was seen");
    match (part, price, condition, day, source) {
        (Ok(part), Ok(price), Ok(condition), Ok(as_of), Ok(source)) => Ok((
            part,
            Offer {
                price,
                condition,
                as_of,
                source,
            },
        )),
        (part, price, condition, day, source) => Err([
            part.err(),
            price.err(),
            condition.err(),
            day.err(),
            source.err(),
        ]
        .into_iter()
        .flatten()
        .collect()),
    }
}

fn day(row: &Row<'_>, as_of: Option<Date>, today: Date) -> Result<Date, Fault> {
    let (name, text) = cell(row, AS_OF);
    let day = match (text, as_of) {
        (Some(text), _) => text
            .parse::<Date>()
            .map_err(|_| row.fault(name, format!("`{text}` is not a date such as 2026-11-24")))?,
        (None, Some(day)) => day,
        (None, None) => {
            let message = "no day: a price without one must not pass for today's".to_owned();
            let fault = row.fault(name, message);
            return Err(fault.help("fill in as_of, or say it for all rows: --as-of 2026-11-24"));
        }
    };
    if day > today {
        return Err(row.fault(name, format!("{day} is yet to come: today is {today}")));
    }
    Ok(day)
}
