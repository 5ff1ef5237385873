//! What stands around the pick: a step up or down, the runner-up, new against used.

use super::every::every;
use crate::report::dossier::Question;
use crate::report::price_words::gpu_price;
use crate::report::words::{cards, change, condition, difference, points};
use crate::report::{Cell, Column, Page, Table};
use crate::request::Best;
use crate::rules::{Severity, Verdict};
use crate::solve::{Alternative, Answer, GpuPrices, HUNDRED};
use crate::unit::Usd;

/// Writes one line for each neighbour of the pick, and the list when one was asked for.
pub(super) fn neighbours(
    page: &mut Page,
    question: &Question<'_>,
    answer: &Answer<'_>,
    prices: &GpuPrices<'_>,
) {
    let pick = &answer.pick;
    let scored = question.purpose.workload.is_scored();
    let against = |one: &Alternative<'_>| {
        let score = if scored {
            let change = change(pick.score, one.score);
            format!(", score {} ({change})", points(one.score))
        } else {
            String::new()
        };
        format!(
            "{}, {} ({}){score}",
            cards(&one.build),
            one.total,
            difference(pick.total, one.total),
        )
    };
    let traded = |one: &Alternative<'_>, verb: &str| {
        let money = difference(pick.total, one.total);
        let speed = change(pick.score, one.score);
        let cards = cards(&one.build);
        format!("{money} {verb} {speed} speed: {cards}, {}", one.total)
    };
    if let Some(next) = &answer.next_step {
        let over = match question.request.budget {
            Some(budget) if next.total > budget => {
                let over = Usd::from_cents(next.total.difference(budget));
                let hundred = if over > HUNDRED {
                    "; $100 more buys nothing beyond the tolerance"
                } else {
                    ""
                };
                format!(" ({over} over the budget{hundred})")
            }
            Some(_) | None => String::new(),
        };
        page.labelled("next step", &format!("{}{over}", traded(next, "buys")));
    }
    if let Some(more) = &answer.hundred_more {
        page.labelled("$100 over the budget", &traded(more, "buys"));
    }
    if let Some(cheaper) = &answer.cheaper {
        page.labelled("for less", &traded(cheaper, "costs"));
    }
    if let Some(runner_up) = &answer.runner_up {
        let platform = platform(runner_up);
        page.labelled(
            "runner-up",
            &format!("{}, on {platform}", against(runner_up)),
        );
    }
    if let Some(new) = &answer.all_new {
        page.labelled("all new", &against(new));
    }
    if let Some(used) = &answer.with_used {
        page.labelled("with used parts", &format!("{}; --used yes", against(used)));
    }
    if let Some(warned) = &answer.with_warnings {
        let rules = failed_warnings(question, warned);
        let flags: Vec<String> = rules.iter().map(|rule| format!("--allow {rule}")).collect();
        page.labelled(
            "with warnings",
            &format!("{}; {}", against(warned), flags.join(" ")),
        );
    }
    if let Some(text) = gpu_price(question.catalogue, prices) {
        page.labelled("price", &text);
    }
    let second_hand = pick.build.lines.iter().any(|line| {
        let state = condition(line);
        state == " (used)" || state == " (refurbished)"
    });
    if second_hand {
        page.labelled(
            "used",
            "no warranty: test the card under load before you pay",
        );
    }
    if !answer.every.is_empty() {
        page.blank();
        every(page, question, answer);
    } else if answer.top.len() > 1 {
        page.blank();
        top(page, question, answer);
    }
}

/// `am5, ddr5`; empty without a board.
fn platform(one: &Alternative<'_>) -> String {
    let sorted = one.build.sorted();
    let setting = crate::rules::Setting::default();
    match one.build.draft(&sorted, &setting).board {
        Some(board) => format!("{}, {}", board.socket, board.memory.memory_type),
        None => String::new(),
    }
}

/// Rules whose failure as a warning a build lives with.
fn failed_warnings(question: &Question<'_>, one: &Alternative<'_>) -> Vec<&'static str> {
    let failed = |check: &crate::rules::Check| match check.verdict {
        Verdict::Fail { severity, .. } => severity == Severity::Warning,
        Verdict::Pass { .. } | Verdict::Unknown { .. } | Verdict::NotApplicable => false,
    };
    let checks = one.build.checks(&question.request.setting);
    checks
        .iter()
        .filter(|check| failed(check))
        .map(|check| check.rule.id)
        .collect()
}

fn top(page: &mut Page, question: &Question<'_>, answer: &Answer<'_>) {
    let mut table = Table::new([
        Column::right("#"),
        Column::wrapping("GPU"),
        Column::wrapping("PLATFORM"),
        Column::right("TOTAL"),
        Column::right("SCORE"),
        Column::right("CHANGE"),
    ]);
    for (at, one) in answer.top.iter().enumerate() {
        let cells = [
            (at + 1).to_string(),
            cards(&one.build),
            platform(one),
            one.total.to_string(),
            points(one.score),
            change(answer.pick.score, one.score),
        ];
        table.row(cells.map(Cell::from));
    }
    page.table(table);
    match question.request.best {
        _ if !question.purpose.workload.is_scored() => {
            page.aside("the cheapest build of each GPU set and platform");
        }
        Best::Speed => page.aside(
            "the best build of each GPU set and platform by score alone; the pick above is the \
             cheapest within the tolerance of the first",
        ),
        Best::Value | Best::Cheapest => {
            page.aside("the best build of each GPU set and platform by score");
        }
    }
}
