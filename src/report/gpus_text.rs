//! Ranked GPU chips as a table.

use super::gpus::{GpuWish, RankedGpu};
use super::words::{chip_name, counted, points};
use super::{Cell, Column, Mark, Page, Table};
use crate::catalogue::{ChipPrice, PriceBasis};
use crate::part::Condition;
use crate::request::Purpose;

/// Before a price that the market index brought forward.
const ESTIMATED: &str = "~";
/// Before a price of any card with the chip.
const STREET: &str = "*";
/// After a stale price.
const STALE: &str = "!";

/// Writes the table and what its marks mean.
pub fn gpus(page: &mut Page, purpose: &Purpose, wish: &GpuWish, list: &[RankedGpu<'_>]) {
    let head = [format!(
        "{} for {}, by {}",
        counted(list.len(), "GPU chip"),
        purpose.label,
        wish.order
    )];
    let mark = if list.is_empty() { Mark::No } else { Mark::Yes };
    page.title(mark, &head);
    if list.is_empty() {
        page.say(
            Mark::None,
            "No chip of the catalogue is so: rigbuild catalog list gpu-chips",
        );
        return;
    }
    page.blank();
    let mut table = Table::new([
        Column::wrapping("ONE OF"),
        Column::right("SCORE"),
        Column::right("PRICE"),
        Column::left(""),
        Column::right("PER $1,000"),
        Column::wrapping("OFFLOADS"),
        Column::wrapping("CAN'T RUN"),
    ]);
    for one in list {
        let (price, state) = one
            .price
            .as_ref()
            .map_or(("unknown".to_owned(), ""), priced);
        let value = one
            .value()
            .map_or_else(String::new, |value| format!("{value:.0}"));
        let cells = [
            short(&chip_name(one.chip)),
            points(one.score),
            price,
            state.to_owned(),
            value,
            places(&one.offloads()),
            places(&one.cannot()),
        ];
        table.row(cells.map(Cell::from));
    }
    page.table(table);
    page.blank();
    if let Some(first) = list.first() {
        let tasks = (1..).zip(&first.tasks);
        let named: Vec<String> = tasks
            .map(|(place, task)| format!("{place} {}", task.task))
            .collect();
        page.labelled("tasks", &named.join("; "));
    }
    page.aside(
        "score: one RTX 3090 = 100, cautious, in a host that never limits (memory, cores, lanes); \
         a task that cannot run counts least",
    );
    page.aside("offloads: runs with a part of it in system memory, which the host must have");
    marks(page, list);
}

/// The maker's name without what every reader adds.
fn short(name: &str) -> String {
    let name = name.strip_prefix("GeForce ").unwrap_or(name);
    name.strip_prefix("Radeon ").unwrap_or(name).to_owned()
}

/// Price with its marks, and the condition.
fn priced(offer: &ChipPrice<'_>) -> (String, &'static str) {
    let price = &offer.price;
    let basis = match price.basis {
        PriceBasis::Estimated { .. } => ESTIMATED,
        PriceBasis::Chip => STREET,
        // The price of the chip itself is one of any card.
        PriceBasis::Listed | PriceBasis::Owned if offer.card.is_none() => STREET,
        PriceBasis::Listed | PriceBasis::Owned => "",
    };
    let stale = if price.stale { STALE } else { "" };
    let state = match offer.condition {
        Condition::New => "new",
        Condition::Used => "used",
        Condition::Refurbished => "refurb.",
    };
    (format!("{stale}{basis}{}", price.amount), state)
}

fn places(places: &[usize]) -> String {
    let list: Vec<String> = places.iter().map(ToString::to_string).collect();
    list.join(" ")
}

/// What the marks mean, as far as they occur.
fn marks(page: &mut Page, list: &[RankedGpu<'_>]) {
    let prices = || list.iter().filter_map(|one| one.price.as_ref());
    let marked = |mark: &str| prices().any(|offer| priced(offer).0.contains(mark));
    for (mark, meaning) in [
        (STREET, "street price of any card with the chip"),
        (
            ESTIMATED,
            "an older price brought forward by the market index",
        ),
        (
            STALE,
            "stale: older than 90 days, and no index vouches for it",
        ),
    ] {
        if marked(mark) {
            page.aside(&format!("{mark} {meaning}"));
        }
    }
}
