//! Saved builds as text: the list of them, and one in full.

use super::words::{dollars, slot_word, times};
use super::{Cell, Column, Mark, Page, STRONG, Table};
use crate::build::{Saved, SavedPart};
use crate::catalogue::Catalogue;
use crate::part::Condition;
use crate::rules::Slot;
use crate::unit::Usd;
use jiff::civil::Date;

/// Writes the list of saved builds.
pub fn saved_list(page: &mut Page, builds: &[Saved]) {
    if builds.is_empty() {
        page.say(
            Mark::None,
            "no builds are saved: keep one with rigbuild --budget 2000 --save NAME",
        );
        return;
    }
    let mut table = Table::new([
        Column::left("NAME"),
        Column::left("SAVED"),
        Column::wrapping("GPU"),
        Column::right("TOTAL"),
        Column::right("SCORE"),
        Column::wrapping("FOR"),
    ]);
    for saved in builds {
        table.row([
            Cell::from(saved.name.as_str()),
            Cell::from(saved.saved.to_string().as_str()),
            Cell::from(picks(saved, Slot::Gpu).as_str()),
            Cell::from(saved.total.to_string().as_str()),
            Cell::from(score(saved).as_str()),
            Cell::from(saved.workload.as_str()),
        ]);
    }
    page.table(table);
}

/// Writes one build as it was saved, with today's prices where they differ.
pub fn saved_build(page: &mut Page, saved: &Saved, catalogue: &Catalogue, today: Date) {
    page.title(Mark::Yes, &[format!("{}: {}", saved.name, saved.total)]);
    let budget = saved.budget.map_or(String::new(), |budget| {
        format!(" within {}", dollars(budget))
    });
    page.aside(&format!(
        "saved {} by rigbuild {} for {}{budget}",
        saved.saved, saved.version, saved.workload
    ));
    page.blank();
    parts(page, saved, catalogue, today);
    page.blank();
    page.facts(&[
        format!("{} GPU memory", saved.gpu_memory),
        format!("score {} cautious (RTX 3090 = 100)", score(saved)),
    ]);
    changes(page, saved, catalogue, today);
    page.aside(&format!("parts: {}", saved.layers.join(", ")));
}

fn parts(page: &mut Page, saved: &Saved, catalogue: &Catalogue, today: Date) {
    let mut table = Table::new([
        Column::left("PART"),
        Column::wrapping("PICK"),
        Column::right("PRICE"),
        Column::left("OF"),
        Column::right("TODAY"),
    ]);
    for part in &saved.parts {
        let (price, day) = match &part.bought {
            None => ("yours".to_owned(), String::new()),
            Some(bought) => (part.price().to_string(), bought.as_of.to_string()),
        };
        let word = slot_word(Slot::of(part.kind));
        let now = now(part, saved, catalogue, today);
        table.row([word, &pick(part), &price, &day, &now].map(Cell::from));
    }
    if saved.boxed_cooler {
        let cells = ["cooler", "the one in the CPU's box", "", "", ""];
        table.row(cells.map(Cell::from));
    }
    let total = saved.total.to_string();
    table.row(["total", "", &total].map(|text| Cell::styled(text, STRONG)));
    page.table(table);
}

/// Today's price where it is another.
fn now(part: &SavedPart, saved: &Saved, catalogue: &Catalogue, today: Date) -> String {
    if part.part(catalogue).is_none() {
        return "gone".to_owned();
    }
    match part.price_today(catalogue, today, saved.prices) {
        None => "not sold".to_owned(),
        Some(price) if price == part.price() => String::new(),
        Some(price) => price.to_string(),
    }
}

/// What today changes: parts that vanished, parts not sold any more, the sum of prices.
fn changes(page: &mut Page, saved: &Saved, catalogue: &Catalogue, today: Date) {
    let mut sum = Some(Usd::ZERO);
    for part in &saved.parts {
        let price = part.price_today(catalogue, today, saved.prices);
        if part.part(catalogue).is_none() {
            let text = format!("`{}` is no longer in the catalogue", part.id);
            page.say(Mark::Warning, &text);
        } else if price.is_none() {
            let text = format!("`{}` cannot be bought so any more", part.id);
            page.say(Mark::Warning, &text);
        }
        sum = sum.zip(price).map(|(sum, price)| sum + price);
    }
    let then: Usd = saved.parts.iter().map(SavedPart::price).sum();
    match sum {
        Some(sum) if sum != then => {
            let text = format!("today its parts cost {sum} before tax, on that day {then}");
            page.say(Mark::Warning, &text);
        }
        Some(_) | None => {}
    }
}

/// `2 x GeForce RTX 3090 (used)`.
pub(super) fn pick(part: &SavedPart) -> String {
    let condition = match part.bought.as_ref().map(|bought| bought.condition) {
        None => " (yours)",
        Some(Condition::New) => "",
        Some(Condition::Used) => " (used)",
        Some(Condition::Refurbished) => " (refurbished)",
    };
    format!("{}{}{condition}", times(part.count), part.name)
}

/// The parts in a slot in a few words.
fn picks(saved: &Saved, slot: Slot) -> String {
    let parts = saved.parts.iter();
    let here = parts.filter(|part| Slot::of(part.kind) == slot);
    here.map(pick).collect::<Vec<String>>().join(" + ")
}

/// The score in whole points.
pub(super) fn score(saved: &Saved) -> String {
    format!("{}", libm::round(saved.score_cautious))
}
