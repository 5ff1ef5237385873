//! The catalogue as text: what is wrong with it, how much there is, lists with prices.

use super::words::layers;
use super::{Cell, Charset, Column, FAINT, Mark, Page, Table, visible};
use crate::catalogue::{
    Catalogue, Fault, Filtered, FrameColour, FrameLines, Price, PriceBasis, PriceMode,
};
use crate::part::{AnyPart, Condition, PartKind};
use jiff::civil::Date;

/// Before a price that the market index brought forward.
const ESTIMATED: &str = "~";
/// Before a price of any card with the chip.
const STREET: &str = "*";
/// Before the age of a stale price.
const STALE: &str = "!";

/// Faults with the lines they stand on, in the style of a compiler.
pub fn framed(faults: &[Fault], charset: Charset) -> String {
    let frames = faults.iter().map(|fault| match charset {
        Charset::Unicode => fault.frame(FrameColour::Styled, FrameLines::Unicode),
        // Spelling in ASCII would take terminal codes for text: so without colours.
        Charset::Ascii => visible(&fault.frame(FrameColour::Plain, FrameLines::Ascii), charset),
    });
    frames
        .flat_map(|frame| [frame, "\n\n".to_owned()])
        .collect()
}

/// Writes how many parts of each kind a sound catalogue has, and how fresh their prices are.
pub fn inventory(page: &mut Page, catalogue: &Catalogue, today: Date) {
    let count = catalogue.parts().count();
    let warnings = match catalogue.warnings.len() {
        0 => String::new(),
        1 => ", 1 warning".to_owned(),
        n => format!(", {n} warnings"),
    };
    page.title(Mark::Yes, &[format!("{count} parts, 0 faults{warnings}")]);
    let mut table = Table::new([
        Column::left("KIND"),
        Column::right("PARTS"),
        Column::right("FOR SALE"),
        Column::left("NEWEST PRICE"),
    ]);
    for kind in PartKind::ALL {
        let stock = Stock::of(catalogue, *kind, today);
        table.row([
            kind.as_str().into(),
            stock.parts.to_string().into(),
            stock.for_sale.to_string().into(),
            stock
                .newest
                .map_or("none".to_owned(), |day| day.to_string())
                .into(),
        ]);
    }
    page.table(table);
    page.aside(&format!("layers: {}", layers(catalogue)));
}

/// What a catalogue has of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Stock {
    /// How many parts.
    pub(super) parts: usize,
    /// How many of them have a price in force.
    pub(super) for_sale: usize,
    /// The day of the newest of those prices.
    pub(super) newest: Option<Date>,
}

impl Stock {
    /// Counts the parts of a kind.
    pub(super) fn of(catalogue: &Catalogue, kind: PartKind, today: Date) -> Self {
        let mut stock = Self::default();
        for part in catalogue.parts().filter(|part| part.kind() == kind) {
            let prices = in_force(catalogue, part, today);
            let newest = prices.iter().map(|(_, price)| price.as_of).max();
            stock.parts += 1;
            stock.for_sale += usize::from(newest.is_some());
            stock.newest = stock.newest.max(newest);
        }
        stock
    }
}

/// The prices in force of a part, by condition.
pub(super) fn in_force(
    catalogue: &Catalogue,
    part: AnyPart<'_>,
    today: Date,
) -> Vec<(Condition, Price)> {
    let price = |condition: &Condition| {
        let found = catalogue.price(part, *condition, today, PriceMode::Adjusted)?;
        Some((*condition, found))
    };
    Condition::ALL.iter().filter_map(price).collect()
}

/// Writes parts with their prices in force.
pub fn part_list(page: &mut Page, catalogue: &Catalogue, found: &Filtered<'_>, today: Date) {
    if found.parts.is_empty() {
        page.title(Mark::No, &["no such part".to_owned()]);
    }
    let mut table = Table::new([
        Column::wrapping("PART"),
        Column::right("PRICE"),
        Column::left(""),
        Column::right("AGE"),
    ]);
    let mut marks = Marks::default();
    for part in found.parts.iter().copied() {
        let (mut amounts, mut conditions, mut ages) = (Vec::new(), Vec::new(), Vec::new());
        for (condition, price) in in_force(catalogue, part, today) {
            amounts.push(marks.amount(&price));
            conditions.push(condition.as_str());
            ages.push(marks.age(&price, today));
        }
        if amounts.is_empty() {
            amounts.push("no price".to_owned());
        }
        table.row([
            format!("{}\n{}", part.id(), part.name()).into(),
            amounts.join("\n").into(),
            Cell::styled(conditions.join("\n"), FAINT),
            ages.join("\n").into(),
        ]);
    }
    if !found.parts.is_empty() {
        page.table(table);
    }
    marks.explain(page);
    match found.unknown {
        0 => {}
        1 => page.aside("1 more part may match: a fact that was asked for is not known"),
        n => page.aside(&format!(
            "{n} more parts may match: a fact that was asked for is not known"
        )),
    }
}

/// Which marks occurred, so that only those are explained.
#[derive(Debug, Default)]
pub(super) struct Marks {
    estimated: bool,
    street: bool,
    stale: bool,
}

impl Marks {
    /// A price with its mark.
    pub(super) fn amount(&mut self, price: &Price) -> String {
        let mark = match price.basis {
            PriceBasis::Estimated { .. } => {
                self.estimated = true;
                ESTIMATED
            }
            PriceBasis::Chip => {
                self.street = true;
                STREET
            }
            PriceBasis::Listed | PriceBasis::Owned => "",
        };
        format!("{mark}{}", price.amount)
    }

    /// Its age with its mark.
    pub(super) fn age(&mut self, price: &Price, today: Date) -> String {
        self.stale |= price.stale;
        let stale = if price.stale { STALE } else { "" };
        let days = (today - price.as_of).get_days().max(0);
        format!("{stale}{days} d")
    }

    /// Writes what the marks that occurred mean.
    pub(super) fn explain(&self, page: &mut Page) {
        if self.estimated {
            page.aside(&format!(
                "{ESTIMATED} an older price brought forward by the market index"
            ));
        }
        if self.street {
            page.aside(&format!("{STREET} street price of any card with the chip"));
        }
        if self.stale {
            page.aside(&format!(
                "{STALE} stale: older than 90 days, and no index vouches for it"
            ));
        }
    }
}
