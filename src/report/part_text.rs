//! One part of the catalogue as text: all that is known of it, and what is not.

use super::catalog_text::in_force;
use super::{Cell, Column, DOUBT, FAINT, Mark, Page, STRONG, Table};
use crate::catalogue::{Catalogue, Price, PriceBasis, facts};
use crate::part::{AnyPart, Offer};
use jiff::civil::Date;

/// Writes all that is known of a part: fields, prices, history, sources.
pub fn part(page: &mut Page, catalogue: &Catalogue, part: AnyPart<'_>, today: Date) {
    let head = format!("{} ({})", part.name(), part.kind());
    page.title(Mark::None, &[head, part.id().to_owned()]);
    page.blank();
    fields(page, part);
    page.blank();
    let prices = in_force(catalogue, part, today);
    if prices.is_empty() {
        page.say(Mark::None, "no price in force: it is not proposed");
    }
    for (condition, price) in &prices {
        page.labelled(&format!("price {condition}"), &basis(price));
    }
    history(page, catalogue, part);
    page.blank();
    page.labelled("checked", &part.verified().to_string());
    for id in part.sources() {
        let text = match catalogue.source(id) {
            Some(source) => format!("{}, {}: {}", source.title, source.date, source.url),
            None => "your own".to_owned(),
        };
        page.labelled(id, &text);
    }
}

fn fields(page: &mut Page, part: AnyPart<'_>) {
    let mut table = Table::new([Column::left(""), Column::left(""), Column::wrapping("")]);
    let mut unknown = Vec::new();
    for fact in facts(part) {
        let Some(lines) = fact.value else {
            unknown.push(fact.field);
            continue;
        };
        let doubt = if fact.imputed { "imputed" } else { "" };
        table.row([
            Cell::styled(fact.field, STRONG),
            Cell::styled(doubt, DOUBT),
            lines.join("\n").into(),
        ]);
    }
    page.table(table);
    if !unknown.is_empty() {
        page.labelled("not known", &unknown.join(", "));
    }
    if !part.imputed().is_empty() {
        let fields = part.imputed().join(", ");
        page.labelled(
            "imputed",
            &format!("{fields}: confirmed by no data sheet and no second source"),
        );
    }
}

/// A price in force with what it rests on.
fn basis(price: &Price) -> String {
    let Price {
        amount,
        as_of,
        stale,
        source,
        ..
    } = price;
    let basis = match price.basis {
        PriceBasis::Listed => format!("listed on {as_of}"),
        PriceBasis::Estimated { factor } => {
            format!("listed on {as_of} and brought forward by the market index, x {factor:.2}")
        }
        PriceBasis::Chip => format!("street price of any card with its chip on {as_of}"),
        PriceBasis::Owned => "owned".to_owned(),
    };
    let stale = if *stale { ", stale" } else { "" };
    format!("{amount}, {basis}{stale} ({source})")
}

/// Every offer, newest first; a card's chip has some too.
fn history(page: &mut Page, catalogue: &Catalogue, part: AnyPart<'_>) {
    let chip = match part {
        AnyPart::Gpu(card) => catalogue.chip(&card.chip),
        AnyPart::GpuChip(_)
        | AnyPart::Cpu(_)
        | AnyPart::Motherboard(_)
        | AnyPart::Memory(_)
        | AnyPart::Psu(_)
        | AnyPart::Storage(_)
        | AnyPart::Cooler(_)
        | AnyPart::Case(_) => None,
    };
    let of_chip = chip.map_or(&[][..], |chip| &chip.offers);
    let mut offers: Vec<(&Offer, &str)> = part.offers().iter().map(|offer| (offer, "")).collect();
    offers.extend(
        of_chip
            .iter()
            .map(|offer| (offer, "any card with the chip")),
    );
    if offers.is_empty() {
        return;
    }
    offers.sort_by_key(|(offer, _)| std::cmp::Reverse(offer.as_of));
    page.blank();
    let mut table = Table::new([
        Column::left("OFFERS"),
        Column::right("PRICE"),
        Column::left(""),
        Column::wrapping("SOURCE"),
        Column::wrapping(""),
    ]);
    for (offer, whose) in offers {
        table.row([
            offer.as_of.to_string().into(),
            offer.price.to_string().into(),
            offer.condition.as_str().into(),
            offer.source.as_str().into(),
            Cell::styled(whose, FAINT),
        ]);
    }
    page.table(table);
}
