//! Why nothing fits, and the ways out that were tried.

use crate::explain::{Infeasibility, Relaxation, Requirement, Untried};
use crate::report::dossier::Question;
use crate::report::ran::untried;
use crate::report::requirement::{demand, way_out};
use crate::report::shortfall::shortfalls;
use crate::report::words::{cards, difference, layers, points};
use crate::report::{Cell, Column, Mark, Page, Ran, Table};

/// Writes why a request has no answer.
pub fn infeasible(page: &mut Page, question: &Question<'_>, why: &Infeasibility<'_>, ran: &Ran) {
    let words = |one| demand(one, question.catalogue);
    match why.conflict.as_slice() {
        known if matches!(why.untried, Some(Untried::Blame(_))) => {
            page.title(Mark::No, &["No build fits.".to_owned()]);
            if !known.is_empty() {
                let list: Vec<String> = known.iter().map(words).collect();
                page.labelled("to blame so far", &list.join(" · "));
            }
        }
        [] => {
            page.title(
                Mark::No,
                &["No build fits, whatever is given up.".to_owned()],
            );
            page.say(
                Mark::None,
                "The parts of this catalogue do not make a whole PC: rigbuild catalog list",
            );
        }
        [only] => page.title(
            Mark::No,
            &[format!("No build fits. What bars it: {}", words(only))],
        ),
        several => {
            page.title(Mark::No, &["No build fits. These conflict:".to_owned()]);
            let list: Vec<String> = several.iter().map(words).collect();
            page.facts(&list);
        }
    }
    for (task, text) in shortfalls(question, why) {
        page.labelled(&task, &text);
    }
    ways_out(page, question, why);
    let tried = |one: &Relaxation<'_>| matches!(one.requirement, Requirement::Budget(_));
    if let Some(least) = &why.least
        && !why.relaxations.iter().any(tried)
    {
        page.blank();
        let over = question.request.budget.map_or(String::new(), |budget| {
            format!(" ({} over the budget)", difference(budget, least.total))
        });
        page.labelled(
            "least",
            &format!("all else kept, a build costs {}{over}", least.total),
        );
    }
    untried(page, why.untried.as_ref(), ran);
    page.aside(&format!("parts: {}", layers(question.catalogue)));
}

/// Writes the ways out, each with the best build that it leads to.
pub(in crate::report) fn ways_out(
    page: &mut Page,
    question: &Question<'_>,
    why: &Infeasibility<'_>,
) {
    if !why.relaxations.is_empty() {
        page.blank();
        let mut table = Table::new([
            Column::wrapping("TRY"),
            Column::wrapping("THEN THE BEST IS"),
            Column::right("TOTAL"),
            Column::right("SCORE"),
        ]);
        for relaxation in &why.relaxations {
            let build = &relaxation.build;
            let cells = [
                way_out(relaxation),
                cards(&build.build),
                build.total.to_string(),
                if question.purpose.workload.is_scored() {
                    points(build.score)
                } else {
                    "-".to_owned()
                },
            ];
            table.row(cells.map(Cell::from));
        }
        page.table(table);
        page.aside("each of these was tried and works");
        let limits = |one: &Relaxation<'_>| matches!(one.requirement, Requirement::StockPower(_));
        if why.relaxations.iter().any(limits) {
            page.aside(
                "not known: whether the card's driver takes such a limit (nvidia-smi -q -d POWER)",
            );
        }
    }
}
