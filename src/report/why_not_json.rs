//! `rigbuild.why-not/1`: what is against a part, for programs.

use super::answer_json::{CatalogueJson, ConflictJson, RelaxationJson, RequestJson, ways_out};
use super::build_json::{BuildJson, CheckJson, rounded};
use super::dossier::{Dossier, Question};
use super::price_words::{StayJson, TakeoverJson};
use super::ran::{Ran, StoppedJson};
use crate::explain::{Barred, Finding, WhyNot};
use crate::rules::Check;
use crate::solve::{Alternative, Loss, TieBreak};
use serde::Serialize;

/// The document.
#[derive(Debug, Serialize)]
pub struct WhyNotJson {
    schema: &'static str,
    request: RequestJson,
    part: PartJson,
    /// `picked`, `beaten` or `barred`.
    verdict: &'static str,
    /// The best build; `null` when nothing fits.
    pick: Option<BuildJson>,
    /// The best build with the part; `null` where none satisfies the request.
    build: Option<BuildJson>,
    loss: Option<LossJson>,
    /// Of a part in the pick: the prices at which it stays.
    stays: Option<StayJson>,
    /// The rules that bar it in the place of the pick's part.
    beside: Vec<CheckJson>,
    /// The highest price below today's at which it is in the pick.
    takeover: Option<TakeoverJson>,
    barred: Option<BarredJson>,
    /// Whether all of this was looked for; `false` where the solve was ended before.
    complete: bool,
    /// Who ended it, where somebody did.
    stopped: Option<StoppedJson>,
    catalogue: CatalogueJson,
}

#[derive(Debug, Serialize)]
struct PartJson {
    kind: &'static str,
    id: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct LossJson {
    /// `score`, `price` or `tie`.
    by: &'static str,
    /// The best score with the part, and the least that counts as equal to the best.
    highest_score: Option<f64>,
    equal_score: Option<f64>,
    extra_cents: Option<i64>,
    tie: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct BarredJson {
    not_for_sale: bool,
    banned: bool,
    /// The rules that bar it whatever stands beside it.
    alone: Vec<CheckJson>,
    conflict: Vec<ConflictJson>,
    relaxations: Vec<RelaxationJson>,
    /// The cheapest build with the part that meets all but the budget.
    least: Option<BuildJson>,
    /// The best build if one of it were owned, where it cannot be bought.
    if_owned: Option<BuildJson>,
}

impl WhyNotJson {
    /// The document of an answer.
    pub fn new(question: &Question<'_>, asked: &WhyNot<'_>, ran: &Ran) -> Self {
        let build = |one: &Alternative<'_>| BuildJson::new(&Dossier::new(question, one));
        let (verdict, contender, stay, barred) = match &asked.finding {
            Finding::Picked(stay) => ("picked", None, stay.as_ref(), None),
            Finding::Beaten(one) => ("beaten", Some(one), None, None),
            Finding::Barred(barred) => ("barred", None, None, Some(barred)),
        };
        let pick = asked.pick.as_ref().map(|pick| Dossier::new(question, pick));
        Self {
            schema: "rigbuild.why-not/1",
            request: RequestJson::new(question),
            part: PartJson {
                kind: asked.part.kind().as_str(),
                id: asked.part.id().to_owned(),
                name: asked.part.name().to_owned(),
            },
            verdict,
            pick: pick.as_ref().map(BuildJson::new),
            build: contender.map(|one| build(&one.build)),
            loss: contender.and_then(|one| one.loss).map(LossJson::new),
            stays: stay.map(StayJson::new),
            beside: checks(&asked.beside),
            takeover: asked.takeover.as_ref().map(TakeoverJson::new),
            barred: barred.map(|barred| BarredJson::new(question, barred)),
            complete: asked.complete,
            stopped: ran.json(),
            catalogue: CatalogueJson::new(question, pick.as_ref()),
        }
    }
}

fn checks(list: &[Check]) -> Vec<CheckJson> {
    list.iter().map(CheckJson::new).collect()
}

impl LossJson {
    fn new(loss: Loss) -> Self {
        let none = Self {
            by: "score",
            highest_score: None,
            equal_score: None,
            extra_cents: None,
            tie: None,
        };
        match loss {
            Loss::Score { highest, equal } => Self {
                highest_score: Some(rounded(highest.points())),
                equal_score: Some(rounded(equal.points())),
                ..none
            },
            Loss::Price(extra) => Self {
                by: "price",
                extra_cents: Some(extra.cents()),
                ..none
            },
            Loss::Tie(tie) => Self {
                by: "tie",
                tie: Some(TieBreak::as_str(tie)),
                ..none
            },
        }
    }
}

impl BarredJson {
    fn new(question: &Question<'_>, barred: &Barred<'_>) -> Self {
        let build = |one: &Alternative<'_>| BuildJson::new(&Dossier::new(question, one));
        let (conflict, relaxations) = ways_out(question, &barred.why);
        Self {
            not_for_sale: barred.not_for_sale,
            banned: barred.banned,
            alone: checks(&barred.alone),
            conflict,
            relaxations,
            least: barred.why.least.as_ref().map(build),
            if_owned: barred.if_owned.as_ref().map(build),
        }
    }
}
