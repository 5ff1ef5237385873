//! The answer as text: what to buy first, then why, then how sure.

pub(super) mod advice;
mod around;
mod checks;
mod cost;
mod every;
mod footer;
mod infeasible;
mod parts;
mod tasks;

pub(super) use checks::{line as check_line, summary as checks_summary};
pub(super) use cost::{lines as cost_lines, table as cost_table};
pub use infeasible::infeasible;
pub(super) use infeasible::ways_out;
pub(super) use tasks::{breakdown, note, table as tasks_table};

use super::dossier::{Dossier, Question};
use super::ran::unproven;
use super::words::{count, dollars, points};
use super::{Mark, Page, Ran};
use crate::cost::Living;
use crate::request::Best;
use crate::solve::{Answer, GpuPrices, Open, Removed};
use std::time::Duration;

/// How much of an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Parts and total.
    Parts,
    /// Also what stands behind and around it.
    Reasons,
    /// Also every check and how the proof went.
    Everything,
}

/// Writes an answer; `prices` are the GPU's.
pub fn answer(
    page: &mut Page,
    question: &Question<'_>,
    answer: &Answer<'_>,
    prices: &GpuPrices<'_>,
    ran: &Ran,
    depth: Depth,
    living: &Living,
) {
    let dossier = Dossier::new(question, &answer.pick);
    title(page, question, answer, ran);
    unscored(page, &dossier);
    page.blank();
    parts::table(page, &dossier);
    if depth == Depth::Parts {
        return;
    }
    page.blank();
    page.facts(&facts(&dossier));
    let cost = dossier.cost(question, living);
    cost::lines(page, &cost, living, question.request.today);
    page.blank();
    around::neighbours(page, question, answer, prices);
    page.blank();
    tasks::table(page, &dossier, depth);
    if depth == Depth::Everything {
        page.blank();
        cost::table(page, &cost);
    }
    advice::write(page, &dossier);
    page.blank();
    checks::summary(page, question, &dossier, depth);
    if depth == Depth::Everything {
        page.blank();
        proof(page, &dossier, answer);
    }
    page.blank();
    footer::footer(page, question, &dossier);
}

fn title(page: &mut Page, question: &Question<'_>, answer: &Answer<'_>, ran: &Ran) {
    let request = question.request;
    let scored = question.purpose.workload.is_scored();
    let best = if scored { request.best } else { Best::Cheapest };
    let head = match (best, request.budget) {
        (Best::Speed, Some(budget)) => format!("Best build for {}", dollars(budget)),
        (Best::Value, Some(budget)) => format!("Best value within {}", dollars(budget)),
        (Best::Cheapest, Some(budget)) => format!("Cheapest build within {}", dollars(budget)),
        (Best::Speed, None) => "Best build".to_owned(),
        (Best::Value, None) => "Best value".to_owned(),
        (Best::Cheapest, None) => "Cheapest build".to_owned(),
    };
    let space = count(answer.proof.space);
    let label = &question.purpose.label;
    let goal = best;
    let stopped = ran.stopped().unwrap_or_default();
    if let Some(open) = answer.proof.open {
        page.title(
            Mark::Warning,
            &[format!("{head}, the best so far: {}", answer.pick.total)],
        );
        let unproven = unproven(question, &answer.pick, open);
        page.say(
            Mark::None,
            &format!("not proven: {stopped}; {unproven} ({label}, {goal})"),
        );
        return;
    }
    page.title(Mark::Yes, &[format!("{head}: {}", answer.pick.total)]);
    page.aside(&format!(
        "proven best of {space} combinations in {} ({label}, {goal})",
        seconds(ran.elapsed)
    ));
    if !answer.complete {
        page.say(
            Mark::None,
            &format!("{stopped}: not all that stands around it was looked for"),
        );
    }
}

/// Says where nothing is scored what was sought instead.
fn unscored(page: &mut Page, dossier: &Dossier<'_>) {
    if !dossier.scored {
        page.aside("no speed model for these tasks: the cheapest build that meets the needs");
    }
}

fn seconds(elapsed: Duration) -> String {
    format!("{:.2} s", elapsed.as_secs_f64().max(0.01))
}

pub(super) fn facts(dossier: &Dossier<'_>) -> Vec<String> {
    let mut facts = vec![format!("{} GPU memory", dossier.build.gpu_memory())];
    let expected = dossier.expected.map_or(String::new(), |expected| {
        format!(", {} expected", points(expected))
    });
    facts.push(if dossier.scored {
        format!(
            "score {} cautious{expected} (RTX 3090 = 100)",
            points(dossier.score)
        )
    } else {
        "no score".to_owned()
    });
    facts.push(match (dossier.sustained, dossier.wall) {
        (Some(inside), Some(wall)) => format!("{inside} sustained, {wall} at the wall"),
        (Some(inside), None) => format!("{inside} sustained"),
        (None, _) => "power not known".to_owned(),
    });
    facts
}

fn proof(page: &mut Page, dossier: &Dossier<'_>, answer: &Answer<'_>) {
    let proof = &answer.proof;
    let Removed {
        unary,
        dominance,
        consistency,
    } = proof.removed;
    page.labelled(
        "proof",
        &format!(
            "{unary} candidates left out by a rule about the part alone, {dominance} beaten by \
             one that is no dearer and no worse, {consistency} that nothing can stand with; \
             {} left, {} decisions tried; {}",
            proof.candidates,
            count(u128::from(proof.nodes)),
            bound(dossier, answer),
        ),
    );
    let by_rule: Vec<String> = proof
        .left_out
        .iter()
        .map(|(rule, n)| format!("{rule} {n}"))
        .collect();
    if !by_rule.is_empty() {
        page.labelled("left out by", &by_rule.join(", "));
    }
}

/// What no build beats.
fn bound(dossier: &Dossier<'_>, answer: &Answer<'_>) -> String {
    let best = dossier.request.best;
    let open = answer.proof.open;
    match best {
        _ if matches!(open, Some(Open::Price { .. } | Open::Value { .. })) => {
            "not proven to be the best".to_owned()
        }
        Best::Speed if dossier.scored => {
            let bound = answer.proof.bound.points();
            format!("no build within the budget scores above {bound:.2}")
        }
        Best::Value if dossier.scored => {
            "no build within the budget scores more for each dollar".to_owned()
        }
        Best::Speed | Best::Value | Best::Cheapest => {
            "no build that meets the needs costs less".to_owned()
        }
    }
}
