//! Prices that are too old, as text and for programs.

use super::catalog_json::PriceJson;
use super::catalog_text::Marks;
use super::{Cell, Column, FAINT, Mark, Page, Table};
use crate::catalogue::{PricedPart, StalePrices};
use jiff::civil::Date;
use serde::Serialize;

/// Writes the prices, the oldest first.
pub fn stale(page: &mut Page, stale: &StalePrices<'_>, most_days: i32, today: Date) {
    let (old, all) = (stale.old.len(), stale.all);
    let mark = if old == 0 { Mark::Yes } else { Mark::Warning };
    let text = format!("{old} of {all} prices are older than {most_days} days");
    page.title(mark, &[text]);
    if old == 0 {
        return;
    }
    let mut marks = Marks::default();
    let mut table = Table::new([
        Column::wrapping("PART"),
        Column::right("PRICE"),
        Column::left(""),
        Column::right("AGE"),
    ]);
    for line in &stale.old {
        let PricedPart {
            part,
            condition,
            price,
            ..
        } = line;
        table.row([
            part.id().into(),
            marks.amount(price).into(),
            Cell::styled(condition.as_str(), FAINT),
            marks.age(price, today).into(),
        ]);
    }
    page.table(table);
    marks.explain(page);
    page.aside("a newer price: rigbuild catalog set PART price=… condition=… source=…");
}

/// `rigbuild.catalog-stale/1`: prices that are too old.
#[derive(Debug, Serialize)]
pub struct StaleJson {
    schema: &'static str,
    today: Date,
    /// Older than so many days.
    days: i32,
    /// Prices in force, old and new.
    prices: usize,
    stale: Vec<StaleLineJson>,
}

#[derive(Debug, Serialize)]
struct StaleLineJson {
    kind: &'static str,
    id: String,
    age_days: i32,
    #[serde(flatten)]
    price: PriceJson,
}

impl StaleJson {
    /// The document.
    pub fn new(stale: &StalePrices<'_>, days: i32, today: Date) -> Self {
        let line = |line: &PricedPart<'_>| StaleLineJson {
            kind: line.part.kind().as_str(),
            id: line.part.id().to_owned(),
            age_days: line.age,
            price: PriceJson::new(line.condition, &line.price),
        };
        Self {
            schema: "rigbuild.catalog-stale/1",
            today,
            days,
            prices: stale.all,
            stale: stale.old.iter().map(line).collect(),
        }
    }
}
