//! What an import of prices did, or would do, as text and for programs.

use super::words::{count, counted};
use super::{Column, Mark, Page, Table};
use crate::catalogue::import::prices::{PricePlan, Verdict};
use crate::unit::Usd;
use serde::Serialize;
use std::path::Path;

/// Big moves that are listed; more are counted.
const MOVES_SHOWN: usize = 12;

/// An import of prices.
#[derive(Debug, Clone, Copy)]
pub struct PricesImported<'a> {
    /// What was found.
    pub plan: &'a PricePlan,
    /// Rows that stand more than once and were left out.
    pub repeated: usize,
    /// Faults of the sources.
    pub faults: usize,
    /// Whether prices that move far are taken.
    pub big_moves: bool,
    /// Prices that go with parts imported in the same run.
    pub with_parts: usize,
    /// Prices of other parts.
    pub apart: usize,
    /// The file that the latter are in; `None` where none was written.
    pub file: Option<&'a Path>,
    /// Whether nothing was written.
    pub dry_run: bool,
    /// The file of the rows left out, where one was asked for.
    pub unmatched: Option<&'a Path>,
}

impl PricesImported<'_> {
    /// Prices left out until the user agrees to them.
    pub fn waiting(&self) -> usize {
        if self.big_moves {
            0
        } else {
            self.plan.big_moves().count()
        }
    }

    fn counts(&self) -> Counts {
        let of = |verdict: &dyn Fn(&Verdict) -> bool| self.plan.count(verdict);
        Counts {
            new: of(&|verdict| matches!(verdict, Verdict::New)),
            change: of(&|verdict| matches!(verdict, Verdict::Change(_))),
            again: of(&|verdict| matches!(verdict, Verdict::Again(_))),
            same: of(&|verdict| matches!(verdict, Verdict::Same)),
            older: of(&|verdict| matches!(verdict, Verdict::Older(_))),
            big_moves: self.plan.big_moves().count(),
        }
    }
}

/// Prices found, by what they mean.
#[derive(Debug, Serialize)]
struct Counts {
    new: usize,
    change: usize,
    /// The same amount on a later day.
    again: usize,
    /// There already.
    same: usize,
    older: usize,
    big_moves: usize,
}

fn number(n: usize) -> String {
    count(n as u128)
}

/// Writes what was found, written and left out.
pub fn prices_imported(page: &mut Page, imported: &PricesImported<'_>) {
    let (plan, counts) = (imported.plan, imported.counts());
    let waiting = imported.waiting();
    let mark = if waiting > 0 || imported.faults > 0 {
        Mark::Warning
    } else {
        Mark::Yes
    };
    let rows = format!(
        "{} with a price, {} matched",
        counted(plan.rows, "row"),
        number(plan.matched)
    );
    page.title(mark, &[rows]);
    let need = if waiting > 0 { " (need --yes)" } else { "" };
    let said = [
        (counts.new, "new"),
        (counts.change, "change"),
        (counts.again, "same on a later day"),
        (counts.same, "same"),
        (counts.older, "not newer than what is there"),
        (counts.big_moves, "move > 30 %"),
    ];
    let mut facts: Vec<String> = said
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", number(*count)))
        .collect();
    if let Some(last) = facts.last_mut().filter(|_| waiting > 0) {
        last.push_str(need);
    }
    page.facts(&facts);
    let out = counted(plan.left_out.len(), "row");
    let mut left = vec![match imported.unmatched {
        Some(file) => format!("{out} left out, in {}", file.display()),
        None => format!("{out} left out"),
    }];
    if plan.unpriced > 0 {
        left.push(format!("{} without a price", number(plan.unpriced)));
    }
    if imported.repeated > 0 {
        left.push(format!("{} listed twice", number(imported.repeated)));
    }
    if imported.faults > 0 {
        left.push(format!("{} faulty", number(imported.faults)));
    }
    page.facts(&left);
    if plan.unavailable > 0 {
        page.say(
            Mark::Warning,
            &format!(
                "{} of the parts are marked unavailable and stay so",
                number(plan.unavailable)
            ),
        );
    }
    page.facts(&written(imported));
}

fn written(imported: &PricesImported<'_>) -> Vec<String> {
    let mut pieces = Vec::new();
    if imported.with_parts > 0 {
        let prices = counted(imported.with_parts, "price");
        pieces.push(format!("{prices} with the parts imported"));
    }
    if imported.apart > 0 {
        let prices = counted(imported.apart, "price");
        pieces.push(match imported.file {
            Some(file) => format!("{prices} added to {}", file.display()),
            None => format!("{prices} to add to offers.yaml"),
        });
    }
    if pieces.is_empty() {
        pieces.push("nothing to write".to_owned());
    } else if imported.dry_run {
        pieces.push("nothing was written".to_owned());
    }
    pieces
}

/// Lists the prices that move far, so that the user can agree to them.
pub fn big_moves(page: &mut Page, plan: &PricePlan) {
    let mut table = Table::new([
        Column::left("PART"),
        Column::right("IN FORCE"),
        Column::right("FOUND"),
        Column::left("SEEN"),
    ]);
    for (id, before, offer) in plan.big_moves().take(MOVES_SHOWN) {
        table.row([
            id.into(),
            before.to_string().into(),
            offer.price.to_string().into(),
            offer.as_of.to_string().into(),
        ]);
    }
    page.table(table);
    let more = plan.big_moves().count().saturating_sub(MOVES_SHOWN);
    if more > 0 {
        page.aside(&format!("and {} more", number(more)));
    }
}

/// `rigbuild.catalog-import-prices/1`: what an import of prices did, or would do.
#[derive(Debug, Serialize)]
pub struct PricesJson {
    schema: &'static str,
    rows: usize,
    unpriced: usize,
    repeated: usize,
    faults: usize,
    matched: usize,
    found: Counts,
    /// Prices that go, or would go, with parts imported in the same run, and to `offers.yaml`.
    offers_with_parts: usize,
    offers_apart: usize,
    dry_run: bool,
    /// `null` where nothing was written.
    file: Option<String>,
    big_moves: Vec<MoveJson>,
    left_out: usize,
}

#[derive(Debug, Serialize)]
struct MoveJson {
    part: String,
    before_cents: i64,
    price_cents: i64,
    as_of: jiff::civil::Date,
    taken: bool,
}

impl PricesJson {
    /// The document.
    pub fn new(imported: &PricesImported<'_>) -> Self {
        let plan = imported.plan;
        Self {
            schema: "rigbuild.catalog-import-prices/1",
            rows: plan.rows,
            unpriced: plan.unpriced,
            repeated: imported.repeated,
            faults: imported.faults,
            matched: plan.matched,
            found: imported.counts(),
            offers_with_parts: imported.with_parts,
            offers_apart: imported.apart,
            dry_run: imported.dry_run,
            file: imported
                .file
                .map(|file| file.to_string_lossy().into_owned()),
            big_moves: plan
                .big_moves()
                .map(|(id, before, offer)| MoveJson {
                    part: id.to_owned(),
                    before_cents: Usd::cents(before),
                    price_cents: offer.price.cents(),
                    as_of: offer.as_of,
                    taken: imported.big_moves,
                })
                .collect(),
            left_out: plan.left_out.len(),
        }
    }
}
