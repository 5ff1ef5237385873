//! `rigbuild why-not` as text: what is against a part.

use super::answer_text::{check_line, ways_out};
use super::dossier::Question;
use super::price_words::{interval, named, takeover};
use super::ran::untried;
use super::requirement::demand;
use super::words::{alike, chip_name, counted, difference, dollars, points, slot_word};
use super::{Cell, Column, Mark, Page, Ran, STRONG, Table};
use crate::build::Line;
use crate::explain::{Barred, Finding, Requirement, WhyNot};
use crate::part::{AnyPart, Offer};
use crate::request::Best;
use crate::rules::{Check, Slot};
use crate::solve::{Alternative, Contender, Loss, OfferKey, Stay, TieBreak};
use crate::unit::Usd;

/// Rules named one by one.
const SHOWN: usize = 3;

/// Writes what is against a part.
pub fn why_not(page: &mut Page, question: &Question<'_>, asked: &WhyNot<'_>, ran: &Ran) {
    let name = match asked.part {
        AnyPart::GpuChip(chip) => chip_name(chip),
        part => part.name().to_owned(),
    };
    let budget = question.request.budget.map(dollars);
    let within = |word: &str| {
        let words = budget.as_ref().map(|budget| format!(" {word} {budget}"));
        words.unwrap_or_default()
    };
    match (&asked.finding, &asked.pick) {
        (Finding::Picked(stay), Some(pick)) => {
            let head = format!("{name} is in the best build{}", within("for"));
            page.title(Mark::Yes, &[head]);
            picked(page, pick, asked.part, stay.as_ref());
        }
        (Finding::Beaten(contender), Some(pick)) => {
            let head = format!("{name} is not in the best build{}", within("for"));
            page.title(Mark::No, &[head]);
            beaten(page, question, pick, contender);
            page.blank();
            changes(page, question, pick, &contender.build);
            beside(page, &asked.beside, &[]);
        }
        (Finding::Barred(barred), _) => {
            let head = format!("No build{} has {name}", within("within"));
            page.title(Mark::No, &[head]);
            facts(page, asked.part, barred);
            beside(page, &asked.beside, &barred.alone);
            conflict(page, question, barred);
        }
        (Finding::Picked(_) | Finding::Beaten(_), None) => {}
    }
    if let Some(one) = &asked.takeover {
        let text = takeover(question.catalogue, one);
        page.labelled("in the best build", &text);
    }
    let told = match &asked.finding {
        Finding::Barred(barred) => barred.why.untried.as_ref(),
        Finding::Picked(_) | Finding::Beaten(_) => None,
    };
    match (told, ran.stopped()) {
        (None, Some(stopped)) if !asked.complete => {
            let text = format!("{stopped}: not at which prices it is in the best build");
            page.say(Mark::Warning, &text);
        }
        (told, _) => untried(page, told, ran),
    }
}

fn picked(page: &mut Page, pick: &Alternative<'_>, part: AnyPart<'_>, stay: Option<&Stay<'_>>) {
    if let Some(line) = pick.build.slot(Slot::of(part.kind())).next() {
        page.say(
            Mark::None,
            &format!("{}, {}", named(Some(line)), line.price()),
        );
    }
    if let Some(stay) = stay {
        page.labelled("stays", &interval(stay));
    }
}

/// What the best build with the part loses by.
fn beaten(page: &mut Page, question: &Question<'_>, pick: &Alternative<'_>, one: &Contender<'_>) {
    let scored = question.purpose.workload.is_scored();
    let among = match question.request.best {
        Best::Speed if scored => "the cheapest build with it whose score counts as equal",
        Best::Speed | Best::Value | Best::Cheapest => "the cheapest build with it",
    };
    let text = match one.loss {
        None => return,
        Some(Loss::Score { highest, equal }) => {
            format!(
                "slower: no build with it scores above {:.1}, and from {:.1} on a score counts as \
                 equal to the best",
                highest.points(),
                equal.points()
            )
        }
        Some(Loss::Price(extra)) => format!("dearer: {among} costs {extra} more"),
        Some(Loss::Tie(tie)) => {
            let why = match tie {
                TieBreak::GpuMemory => "the pick has more memory on one GPU",
                TieBreak::Unknowns => "the catalogue knows more about the pick",
                TieBreak::Memory => "the pick has more system memory",
                TieBreak::Storage => "the pick has more storage",
                TieBreak::Identity => {
                    "they are alike in all that counts, and the pick's ids come first"
                }
            };
            format!("{among} costs the same; {why}")
        }
    };
    page.say(Mark::None, &text);
    let money = difference(pick.total, one.build.total);
    let score = if scored {
        let change = super::words::change(pick.score, one.build.score);
        format!(", score {} ({change})", points(one.build.score))
    } else {
        String::new()
    };
    page.say(
        Mark::None,
        &format!("best with it: {} ({money}){score}", one.build.total),
    );
}

/// The parts in which two builds differ.
fn changes(
    page: &mut Page,
    question: &Question<'_>,
    pick: &Alternative<'_>,
    with: &Alternative<'_>,
) {
    let mut table = Table::new([
        Column::left("PART"),
        Column::wrapping("PICK"),
        Column::right("PRICE"),
        Column::wrapping("WITH IT"),
        Column::right("PRICE"),
    ]);
    let mut same = 0;
    for slot in Slot::ALL {
        let [one, other] = [pick, with].map(|of| of.build.slot(*slot).next());
        if alike(one, other) {
            same += 1;
            continue;
        }
        let price = |line: Option<&Line<'_>>| {
            line.map_or(String::new(), |line| match OfferKey::of(line) {
                Some(_) => line.price().to_string(),
                None => "yours".to_owned(),
            })
        };
        let cells = [
            slot_word(*slot).to_owned(),
            named(one),
            price(one),
            named(other),
            price(other),
        ];
        table.row(cells.map(Cell::from));
    }
    let total = |of: &Alternative<'_>| of.total.to_string();
    table.row(["total", "", &total(pick), "", &total(with)].map(|text| Cell::styled(text, STRONG)));
    if question.purpose.workload.is_scored() {
        let cells = ["score", "", &points(pick.score), "", &points(with.score)];
        table.row(cells.map(Cell::from));
    }
    page.table(table);
    if same > 0 {
        let verb = if same == 1 { "is" } else { "are" };
        page.aside(&format!("{} {verb} the same", counted(same, "more part")));
    }
}

/// What the rules say of the part in the pick's place, but for what was said before.
fn beside(page: &mut Page, checks: &[Check], said: &[Check]) {
    let new = |check: &&Check| said.iter().all(|old| old.rule.id != check.rule.id);
    let new: Vec<&Check> = checks.iter().filter(new).collect();
    for check in new.iter().take(SHOWN) {
        page.labelled("beside the pick's other parts", &check_line(check));
    }
    if new.len() > SHOWN {
        let more = counted(new.len() - SHOWN, "more rule");
        page.aside(&format!("and {more}"));
    }
}

/// What is against the part before anything is solved.
fn facts(page: &mut Page, part: AnyPart<'_>, barred: &Barred<'_>) {
    if barred.not_for_sale {
        let newest = part.offers().iter().max_by_key(|offer| offer.as_of);
        let last = newest.map_or("the catalogue has no price of it".to_owned(), last_offer);
        page.labelled("not for sale", &last);
        if let Some(build) = &barred.if_owned {
            page.labelled(
                "with one of your own",
                &format!("the best build costs {}: --have {}", build.total, part.id()),
            );
        }
    }
    if barred.banned {
        page.labelled("banned", "by --ban");
    }
    for check in &barred.alone {
        page.labelled("barred in every build", &check_line(check));
    }
}

fn last_offer(offer: &Offer) -> String {
    format!(
        "the last offer is {} {} of {}, and it can no longer be had so",
        offer.price, offer.condition, offer.as_of
    )
}

fn conflict(page: &mut Page, question: &Question<'_>, barred: &Barred<'_>) {
    let why = &barred.why;
    if let Some(least) = &why.least {
        let over = match question.request.budget {
            Some(budget) if least.total > budget => {
                let over = Usd::from_cents(least.total.difference(budget));
                format!(", {over} over the budget")
            }
            Some(_) | None => String::new(),
        };
        page.labelled(
            "least",
            &format!("the cheapest build with it costs {}{over}", least.total),
        );
    }
    let words: Vec<String> = why
        .conflict
        .iter()
        .map(|one| demand(one, question.catalogue))
        .collect();
    match words.as_slice() {
        [] if barred.not_for_sale || why.untried.is_some() => {}
        [] => page.say(Mark::None, "no build has it, whatever else is given up"),
        [only] if matches!(why.conflict[0], Requirement::Budget(_)) && why.untried.is_none() => {
            page.labelled("conflicts with", &format!("{only}, and nothing else"));
        }
        several => page.labelled("conflicts with", &several.join(" · ")),
    }
    ways_out(page, question, why);
}
