//! The table of parts, and what its marks mean.

use crate::build::{Acquisition, Line};
use crate::catalogue::{Price, PriceBasis};
use crate::part::{AnyPart, Gpu, GpuPlug};
use crate::report::dossier::Dossier;
use crate::report::why::why;
use crate::report::words::{condition, slot_word, times};
use crate::report::{Cell, Column, Page, STRONG, Table};
use crate::rules::{Amount, Slot, Verdict};
use crate::unit::Usd;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Before a price that the market index brought forward.
const ESTIMATED: &str = "~";
/// Before a price of any card with the chip.
const STREET: &str = "*";
/// Before the age of a stale price.
const STALE: &str = "!";

/// Writes the table, the total and the marks' meaning.
pub(super) fn table(page: &mut Page, dossier: &Dossier<'_>) {
    let mut table = Table::new([
        Column::left("PART"),
        Column::wrapping("PICK"),
        Column::right("PRICE"),
        Column::right("AGE"),
        Column::wrapping("WHY"),
    ]);
    let today = dossier.request.today;
    for line in &dossier.build.lines {
        let (price, age) = match &line.acquisition {
            Acquisition::Owned => ("yours".to_owned(), String::new()),
            Acquisition::Bought(_, price) => (priced(line, price), age(price, today)),
        };
        let pick = format!(
            "{}{}{}",
            times(line.count),
            line.part.name(),
            condition(line)
        );
        let reason = why(dossier, line);
        table.row([slot_word(line.slot()), &pick, &price, &age, &reason].map(Cell::from));
        if line.slot() == Slot::Storage && dossier.build.boxed_cooler {
            let cells = ["cooler", "the one in the CPU's box", "", "", ""];
            table.row(cells.map(Cell::from));
        }
    }
    let tax = tax(dossier);
    let total = dossier.total.to_string();
    table.row(["total", "", &total, "", &tax].map(|text| Cell::styled(text, STRONG)));
    page.table(table);
    marks(page, dossier);
}

fn priced(line: &Line<'_>, price: &Price) -> String {
    let mark = match price.basis {
        PriceBasis::Estimated { .. } => ESTIMATED,
        PriceBasis::Chip => STREET,
        PriceBasis::Listed | PriceBasis::Owned => "",
    };
    format!("{mark}{}", line.price())
}

/// Days since the offer; a price from tomorrow is new.
fn age(price: &Price, today: Date) -> String {
    let days = (today - price.as_of).get_days().max(0);
    let stale = if price.stale { STALE } else { "" };
    format!("{stale}{days} d")
}

fn tax(dossier: &Dossier<'_>) -> String {
    let points = dossier.request.tax_basis_points;
    if points == 0 {
        return String::new();
    }
    let tax = dossier.total.difference(dossier.build.parts_total());
    let percent = f64::from(points) / 100.0;
    format!(
        "with {} tax ({percent} % on new parts)",
        Usd::from_cents(tax)
    )
}

/// What the marks in the table mean, as far as they occur.
fn marks(page: &mut Page, dossier: &Dossier<'_>) {
    let mut factors: BTreeMap<String, &str> = BTreeMap::new();
    let mut stale = false;
    for line in &dossier.build.lines {
        let Acquisition::Bought(_, price) = &line.acquisition else {
            continue;
        };
        stale |= price.stale;
        match price.basis {
            PriceBasis::Estimated { factor } => {
                let text = format!("{} x {factor:.2}", slot_word(line.slot()));
                factors.insert(text, slot_word(line.slot()));
            }
            PriceBasis::Chip => page.aside(&street(dossier, line)),
            PriceBasis::Listed | PriceBasis::Owned => {}
        }
    }
    if !factors.is_empty() {
        let list: Vec<String> = factors.into_keys().collect();
        page.aside(&format!(
            "{ESTIMATED} an older price brought forward by the market index: {}",
            list.join(", ")
        ));
    }
    if stale {
        page.aside(&format!(
            "{STALE} stale: older than 90 days, and no index vouches for it"
        ));
    }
}

/// What to look for where the price is that of any card with the chip.
fn street(dossier: &Dossier<'_>, line: &Line<'_>) -> String {
    let AnyPart::Gpu(card) = line.part else {
        return String::new();
    };
    let chip = dossier.build.chips.iter().find(|chip| chip.id == card.chip);
    let name = chip.map_or(card.chip.as_str(), |chip| chip.name.as_str());
    let mut limits = Vec::new();
    if let Some(Verdict::Pass {
        have: Amount::Length(room),
        ..
    }) = dossier.verdict("GPU-01")
    {
        limits.push(format!("up to {room} long"));
    }
    if let Some(slots) = card.slots {
        limits.push(format!("at most {slots} slots thick"));
    }
    if let Some(plugs) = plugs(card) {
        limits.push(format!("power by {plugs}"));
    }
    format!(
        "{STREET} street price of any {name} card; this build takes one {}, such as the one named",
        limits.join(", ")
    )
}

/// `2 x 8-pin`, `8-pin + 6-pin`; `None` = not known.
fn plugs(card: &Gpu) -> Option<String> {
    let plugs = card.power.as_ref()?;
    let kinds = GpuPlug::ALL.iter().filter_map(|kind| {
        let n = plugs.iter().filter(|plug| *plug == kind).count();
        (n > 0).then(|| format!("{}{kind}", times(u32::try_from(n).unwrap_or(u32::MAX))))
    });
    let list: Vec<String> = kinds.collect();
    Some(if list.is_empty() {
        "the slot alone".to_owned()
    } else {
        list.join(" + ")
    })
}
