//! `rigbuild explain` as text: why each part, and how far its price can move.

use super::answer_text::check_line;
use super::dossier::Question;
use super::price_words::{named, offered, takeover, upper};
use super::words::{change, condition, difference, dollars, points, slot_word, times};
use super::{Cell, Column, Mark, Page, STRONG, Table};
use crate::explain::{Effect, Explanation, Neighbour, Reason};
use crate::request::Best;
use crate::solve::Alternative;

/// Writes an explanation.
pub fn explanation(page: &mut Page, question: &Question<'_>, explained: &Explanation<'_>) {
    let pick = &explained.pick;
    let budget = question
        .request
        .budget
        .map_or(String::new(), |budget| format!(" for {}", dollars(budget)));
    let head = format!("Why this is the best build{budget}: {}", pick.total);
    page.title(Mark::Yes, &[head]);
    page.aside(&format!(
        "{}, {}",
        question.purpose.label, question.request.best
    ));
    page.blank();
    prices(page, question, explained);
    page.blank();
    for reason in &explained.reasons {
        page.labelled(slot_word(reason.slot), &because(question, pick, reason));
    }
    page.blank();
    let equal = match question.request.best {
        Best::Speed => format!(
            "; a score counts as equal within {} % of the best, {}",
            f64::from(question.request.tolerance_basis_points) / 100.0,
            points(explained.best)
        ),
        Best::Value | Best::Cheapest => String::new(),
    };
    page.aside(&format!(
        "each candidate was put in the place of the pick's and judged by every rule{equal}"
    ));
}

fn prices(page: &mut Page, question: &Question<'_>, explained: &Explanation<'_>) {
    let mut table = Table::new([
        Column::left("PART"),
        Column::wrapping("PICK"),
        Column::right("EACH"),
        Column::right("STAYS FROM"),
        Column::right("TO"),
    ]);
    let mut street = None;
    for reason in &explained.reasons {
        let stays = &explained.prices.stays;
        let stay = stays.iter().find(|stay| stay.slot == reason.slot);
        let pick = reason.line.as_ref().map_or(named(None), |line| {
            format!(
                "{}{}{}",
                times(line.count),
                line.part.name(),
                condition(line)
            )
        });
        let mark = stay.filter(|stay| stay.offer.street).map_or("", |stay| {
            street = Some(stay.offer);
            "*"
        });
        let cells = match stay {
            Some(stay) => [
                format!("{mark}{}", stay.price),
                stay.from.to_string(),
                upper(stay.to),
            ],
            None => Default::default(),
        };
        let mut row = vec![Cell::from(slot_word(reason.slot)), Cell::from(pick)];
        row.extend(cells.map(Cell::from));
        table.row(row);
    }
    let total = explained.pick.total.to_string();
    table.row(["total", "", &total, "", ""].map(|text| Cell::styled(text, STRONG)));
    page.table(table);
    page.aside(
        "STAYS: the prices of one piece, before tax, at which the best build has the part, all \
         else equal; solved at both ends",
    );
    if let Some(offer) = street {
        let name = offered(question.catalogue, offer);
        page.aside(&format!("* street price of any {name}"));
    }
    if let Some(rival) = &explained.prices.rival {
        page.labelled("nearest rival", &takeover(question.catalogue, rival));
    }
}

/// Why the part of a slot: what its neighbours by price would do.
pub(super) fn because(
    question: &Question<'_>,
    pick: &Alternative<'_>,
    reason: &Reason<'_>,
) -> String {
    let mut told = Vec::new();
    match (&reason.below, reason.cheaper) {
        (Some(below), n) => {
            let many = if n > 1 {
                format!("{n} are cheaper; the next, ")
            } else {
                "one is cheaper, ".to_owned()
            };
            told.push(format!("{many}{}", neighbour(question, pick, below)));
        }
        (None, _) => told.push("none is cheaper".to_owned()),
    }
    if let Some(above) = &reason.above {
        told.push(format!("next dearer, {}", neighbour(question, pick, above)));
    }
    if let Some(gain) = &reason.gain {
        let text = neighbour(question, pick, gain);
        told.push(format!("the next that adds to the score, {text}"));
    }
    told.join("; ")
}

/// `NAME (+$20.00): what becomes of the build`.
fn neighbour(question: &Question<'_>, pick: &Alternative<'_>, one: &Neighbour<'_>) -> String {
    let over = match question.request.budget {
        Some(budget) if one.total > budget => ", over the budget",
        Some(_) | None => "",
    };
    let effect = match &one.effect {
        Effect::Barred(check) => check_line(check),
        Effect::TaskFails => "a task that must run does not".to_owned(),
        Effect::Unjudged => "cannot be scored".to_owned(),
        Effect::Stands(..) if !question.purpose.workload.is_scored() => "would do too".to_owned(),
        Effect::Stands(score, equal) => {
            let change = change(pick.score, *score);
            let short = if *equal {
                ""
            } else {
                ", too low to count as equal"
            };
            if *score == pick.score {
                "the same score".to_owned()
            } else {
                format!("score {} ({change}){short}", points(*score))
            }
        }
    };
    let name = named(one.line.as_ref());
    let money = difference(pick.total, one.total);
    format!("{name} ({money}{over}): {effect}")
}
