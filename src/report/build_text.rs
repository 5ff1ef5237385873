//! Saved builds as text: the list of them, and one in full.

use super::answer_text::{checks_summary, cost_lines, cost_table, facts, tasks_table};
use super::words::{difference, dollars, slot_word, times};
use super::{Cell, Column, Depth, Dossier, Mark, Page, Question, STRONG, Table};
use crate::build::{RestoreError, Restored, Saved, SavedPart};
use crate::catalogue::Catalogue;
use crate::cost::Living;
use crate::part::Condition;
use crate::rules::Slot;
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
        let cells = [
            saved.name.to_string(),
            saved.saved.to_string(),
            picks(saved, Slot::Gpu),
            saved.sum().to_string(),
            score(saved),
            saved.request.label(),
        ];
        table.row(cells.map(Cell::from));
    }
    page.table(table);
}

/// A saved build beside the catalogue of today.
#[derive(Debug, Clone, Copy)]
pub struct SavedView<'v> {
    /// The build as saved.
    pub saved: &'v Saved,
    /// The same on today's facts, or why that cannot be.
    pub restored: Result<&'v Restored<'v>, &'v RestoreError>,
    /// The catalogue.
    pub catalogue: &'v Catalogue,
    /// How it will be used.
    pub living: &'v Living,
    /// Today.
    pub today: Date,
}

/// Writes one build as it was saved, with what its prices have become, what it runs and
/// what the rules say of it.
pub fn saved_build(page: &mut Page, view: &SavedView<'_>, depth: Depth) {
    let saved = view.saved;
    let total = saved.sum();
    page.title(Mark::Yes, &[format!("{}: {total}", saved.name)]);
    page.aside(&format!(
        "saved {} by rigbuild {} for {} within {}",
        saved.saved,
        saved.version,
        saved.request.label(),
        dollars(saved.request.budget)
    ));
    page.blank();
    parts(page, view);
    if total != saved.total {
        let text = format!(
            "the file says {} in total: its parts come to {total}",
            saved.total
        );
        page.say(Mark::Warning, &text);
    }
    if depth == Depth::Parts {
        return;
    }
    page.blank();
    match view.restored {
        Ok(restored) => judged(page, view, restored, depth),
        Err(error) => {
            page.facts(&[
                format!("{} GPU memory", saved.gpu_memory),
                format!("score {} cautious (RTX 3090 = 100)", score(saved)),
            ]);
            page.say(Mark::Warning, &format!("not judged anew: {error}"));
        }
    }
    page.blank();
    page.aside(&format!("parts: {} at the time", saved.layers.join(", ")));
}

fn judged(page: &mut Page, view: &SavedView<'_>, restored: &Restored<'_>, depth: Depth) {
    let question = Question {
        catalogue: view.catalogue,
        request: &restored.request,
        purpose: &restored.purpose,
    };
    let dossier = Dossier::new(&question, &restored.build);
    page.facts(&facts(&dossier));
    page.blank();
    tasks_table(page, &dossier, depth);
    page.blank();
    let cost = dossier.cost(&question, view.living);
    cost_lines(page, &cost, view.living, view.today);
    cost_table(page, &cost);
    page.blank();
    checks_summary(page, &question, &dossier, depth);
}

fn parts(page: &mut Page, view: &SavedView<'_>) {
    let saved = view.saved;
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
        table.row([word, &pick(part), &price, &day, &now(part, view)].map(Cell::from));
    }
    if saved.boxed_cooler {
        let cells = ["cooler", "the one in the CPU's box", "", "", ""];
        table.row(cells.map(Cell::from));
    }
    let (today, unpriced) = saved.repriced(view.catalogue, view.today);
    let change = if today.total == saved.sum() {
        String::new()
    } else {
        difference(saved.sum(), today.total)
    };
    let total = saved.sum().to_string();
    table.row(["total", "", &total, "", &change].map(|text| Cell::styled(text, STRONG)));
    page.table(table);
    if !change.is_empty() {
        page.aside(&format!(
            "TODAY: what prices have changed by; now {} in all",
            today.total
        ));
    }
    if !unpriced.is_empty() {
        page.say(
            Mark::Warning,
            &format!(
                "no price today, so the saved one counts: {}",
                unpriced.join(", ")
            ),
        );
    }
}

/// What has become of a price; nothing where it is the same.
fn now(part: &SavedPart, view: &SavedView<'_>) -> String {
    let mode = view.saved.request.price_mode();
    if part.part(view.catalogue).is_none() {
        return "gone".to_owned();
    }
    match part.price_on(view.catalogue, view.today, mode) {
        None => "not sold".to_owned(),
        Some(price) if price == part.price() => String::new(),
        Some(price) => difference(part.price(), price),
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
fn score(saved: &Saved) -> String {
    format!("{}", libm::round(saved.score))
}
