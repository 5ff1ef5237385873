//! `rigbuild.explain/1`: why each part, and the prices at which it stays, for programs.

use super::answer_json::{CatalogueJson, RequestJson};
use super::build_json::{BuildJson, CheckJson, rounded};
use super::dossier::{Dossier, Question};
use super::price_words::{StayJson, TakeoverJson};
use crate::explain::{Effect, Explanation, Neighbour, Reason};
use crate::part::Condition;
use crate::solve::OfferKey;
use serde::Serialize;

/// The document.
#[derive(Debug, Serialize)]
pub struct ExplainJson {
    schema: &'static str,
    request: RequestJson,
    build: BuildJson,
    /// The best score within the budget; `null` where no task has a speed model.
    best_score: Option<f64>,
    reasons: Vec<ReasonJson>,
    prices: Vec<StayJson>,
    /// The other chip that needs to become cheaper by the smallest share to be in the pick.
    rival: Option<TakeoverJson>,
    catalogue: CatalogueJson,
}

/// Why the part of a slot.
#[derive(Debug, Serialize)]
pub(super) struct ReasonJson {
    kind: &'static str,
    /// How many candidates of the slot cost less.
    cheaper: usize,
    below: Option<NeighbourJson>,
    above: Option<NeighbourJson>,
    gain: Option<NeighbourJson>,
}

#[derive(Debug, Serialize)]
struct NeighbourJson {
    /// `null` for the cooler in the CPU's box.
    id: Option<String>,
    count: u32,
    condition: Option<&'static str>,
    /// What the build costs with it.
    total_cents: i64,
    /// `barred`, `task-fails`, `stands` or `unknown`.
    effect: &'static str,
    barred_by: Option<CheckJson>,
    score: Option<f64>,
    /// Whether that score counts as equal to the best.
    equal: Option<bool>,
}

impl ExplainJson {
    /// The document of an explanation.
    pub fn new(question: &Question<'_>, explained: &Explanation<'_>) -> Self {
        let dossier = Dossier::new(question, &explained.pick);
        let reasons = explained.reasons.iter();
        Self {
            schema: "rigbuild.explain/1",
            request: RequestJson::new(question),
            build: BuildJson::new(&dossier),
            best_score: dossier.scored.then(|| rounded(explained.best.points())),
            reasons: reasons
                .map(|one| ReasonJson::new(one, dossier.scored))
                .collect(),
            prices: explained.prices.stays.iter().map(StayJson::new).collect(),
            rival: explained.prices.rival.as_ref().map(TakeoverJson::new),
            catalogue: CatalogueJson::new(question, Some(&dossier)),
        }
    }
}

impl ReasonJson {
    fn new(reason: &Reason<'_>, scored: bool) -> Self {
        let of =
            |one: &Option<Neighbour<'_>>| one.as_ref().map(|one| NeighbourJson::new(one, scored));
        Self {
            kind: reason.slot.as_str(),
            cheaper: reason.cheaper,
            below: of(&reason.below),
            above: of(&reason.above),
            gain: of(&reason.gain),
        }
    }
}

impl NeighbourJson {
    fn new(one: &Neighbour<'_>, scored: bool) -> Self {
        let line = one.line.as_ref();
        let (effect, barred_by, stands) = match &one.effect {
            Effect::Barred(check) => ("barred", Some(CheckJson::new(check)), None),
            Effect::TaskFails => ("task-fails", None, None),
            Effect::Unjudged => ("unknown", None, None),
            Effect::Stands(score, equal) => ("stands", None, Some((*score, *equal))),
        };
        let stands = stands.filter(|_| scored);
        Self {
            id: line.map(|line| line.part.id().to_owned()),
            count: line.map_or(1, |line| line.count),
            condition: line
                .and_then(OfferKey::of)
                .map(|offer| Condition::as_str(offer.condition)),
            total_cents: one.total.cents(),
            effect,
            barred_by,
            score: stands.map(|(score, _)| rounded(score.points())),
            equal: stands.map(|(_, equal)| equal),
        }
    }
}
