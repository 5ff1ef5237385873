//! The list of the best builds of all: most differ in a part or two, so what differs is said.

use crate::report::dossier::Question;
use crate::report::price_words::named;
use crate::report::words::{alike, change, points, slot_word};
use crate::report::{Cell, Column, Page, Table};
use crate::request::Best;
use crate::rules::Slot;
use crate::solve::{Alternative, Answer};

/// Writes the list.
pub(super) fn every(page: &mut Page, question: &Question<'_>, answer: &Answer<'_>) {
    let mut table = Table::new([
        Column::right("#"),
        Column::wrapping("UNLIKE THE PICK"),
        Column::right("TOTAL"),
        Column::right("SCORE"),
        Column::right("CHANGE"),
    ]);
    for (at, one) in answer.every.iter().enumerate() {
        let cells = [
            (at + 1).to_string(),
            unlike(answer, at, one),
            one.total.to_string(),
            points(one.score),
            change(answer.pick.score, one.score),
        ];
        table.row(cells.map(Cell::from));
    }
    page.table(table);
    match question.request.best {
        _ if !question.purpose.workload.is_scored() => {
            page.aside("the cheapest builds of all, those that differ in one part included");
        }
        Best::Speed => page.aside(
            "the best builds of all by score alone, then price; the pick above is the cheapest \
             within the tolerance of the first",
        ),
        Best::Value | Best::Cheapest => {
            page.aside("the best builds of all by score, then price");
        }
    }
}

/// What a build has in the slots that it fills otherwise than the pick does; where the first
/// of the list is not the pick, the others are told by what they have otherwise than that.
fn unlike(answer: &Answer<'_>, at: usize, one: &Alternative<'_>) -> String {
    let of_pick = differences(&answer.pick, one);
    if of_pick.is_empty() {
        return "nothing: it is the pick".to_owned();
    }
    match answer.every.first() {
        Some(first) if at > 0 && !differences(&answer.pick, first).is_empty() => {
            format!("as 1, but {}", differences(first, one))
        }
        Some(_) | None => of_pick,
    }
}

fn differences(from: &Alternative<'_>, to: &Alternative<'_>) -> String {
    let mut words = Vec::new();
    for slot in Slot::ALL {
        let [before, after] = [from, to].map(|of| of.build.slot(*slot).next());
        if !alike(before, after) {
            words.push(format!("{} {}", slot_word(*slot), named(after)));
        }
    }
    words.join("; ")
}
