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

/// What is expected of a list.
const COLUMNS: &str =
    "a price list is CSV with the columns part, price, condition, as_of and source";

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
    let (prices, mut missing, mut rows) = (&mut list.prices, false, 0_usize);
    for_each_row(&source, Format::Csv, &mut list.faults, |row, faults| {
        rows += 1;
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
    if rows == 0 && list.faults.is_empty() {
        let fault = Fault::of_file(&source.name, "no row: not a price list, or cut off");
        list.faults.push(fault.help(COLUMNS));
    }
    list
}

fn has(row: &Row<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| row.has(name))
}

fn no_column(file: &str, names: &[&str]) -> Fault {
    let message = format!("no column `{}`", names[0]);
    let help = format!("{COLUMNS}; this one may be called {}", names.join(" or "));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::tests::{Dir, TODAY};
    use crate::unit::Usd;
    use jiff::civil::date;

    fn read(text: &str, as_of: Option<Date>) -> PriceList {
        let dir = Dir::with(&[("mine.csv", text)]);
        read_list(&dir.0.join("mine.csv"), as_of, TODAY)
    }

    fn faults(list: &PriceList) -> Vec<String> {
        let name = |text: String| {
            text.rsplit_once('/')
                .map_or(text.clone(), |(_, rest)| rest.to_owned())
        };
        list.faults
            .iter()
            .map(|fault| name(fault.to_string()))
            .collect()
    }

    #[test]
    fn a_row_is_a_price() {
        let text = "Name,price_usd,Condition,date,url\n\
            \"Corsair RM850x\",\"$1,119.00\",Used,2026-11-01,a shop\n";
        let list = read(text, None);
        assert_eq!(faults(&list), [""; 0]);
        let row = &list.prices[0];
        assert_eq!((row.part.as_str(), row.line), ("Corsair RM850x", 2));
        let offer = Offer {
            price: Usd::dollars(1_119),
            condition: Condition::Used,
            as_of: date(2026, 11, 1),
            source: "a shop".to_owned(),
        };
        assert_eq!(row.offer, offer);
    }

    #[test]
    fn every_fault_has_its_line_and_column() {
        let text = "part,price,condition,as_of,source\n\
            a,12,new,2026-11-01,s\n\
            ,12 EUR,mint,2026-13-01,\n\
            b,12,new,2026-11-25,s\n\
            c,12,new,,s\n";
        let list = read(text, None);
        assert_eq!(list.prices.len(), 1);
        insta::assert_snapshot!(faults(&list).join("\n"), @"
        mine.csv:3:1: part: an empty cell: expected a part's id or name
        mine.csv:3:2: price: `12 EUR` is not an amount in US dollars such as $1,999.00
        mine.csv:3:9: condition: `mint` is not a condition; known: new, used, refurbished
        mine.csv:3:14: as_of: `2026-13-01` is not a date such as 2026-11-24
        mine.csv:3:25: source: an empty cell: expected where the price was seen
        mine.csv:4:10: as_of: 2026-11-25 is yet to come: today is 2026-11-24
        mine.csv:5:10: as_of: no day: a price without one must not pass for today's
        ");
    }

    #[test]
    fn a_day_for_all_stands_in_where_a_row_has_none() {
        let text = "part,price,condition,source\na,12,new,s\n";
        let list = read(text, Some(date(2026, 10, 1)));
        assert_eq!(list.prices[0].offer.as_of, date(2026, 10, 1));
        assert_eq!(read(text, None).prices, []);
    }

    #[test]
    fn a_missing_column_is_named_once() {
        let list = read(
            "part,price,as_of,source\na,12,2026-11-01,s\nb,13,2026-11-01,s\n",
            None,
        );
        assert_eq!(faults(&list), ["mine.csv: no column `condition`"]);
    }
}
