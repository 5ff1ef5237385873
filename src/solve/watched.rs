//! The queries of a request with someone who may end them: see [`Guard`].

use super::alternatives;
use super::answer::{Alternative, Answer};
use super::decision::{Decision, Open, decide};
use super::limit_of;
use super::objective::{Goal, Scorer};
use super::reduced::Reduced;
use super::watch::{Guard, Progress, Stopped};
use crate::catalogue::Catalogue;
use crate::request::Request;
use crate::unit::Cost;
use crate::workload::Score;

/// How a solve ended.
#[derive(Debug, Clone)]
pub enum Outcome<'a> {
    /// With a build; the proof says whether it is the best.
    Found(Box<Answer<'a>>),
    /// Proven: nothing fits.
    Nothing,
    /// It was ended before it found a build, which proves nothing.
    Unknown(Open),
}

/// The best build for a request, or the best so far where the search was ended.
///
/// `top` is how many alternatives to list, one for each GPU chip × count and platform.
pub fn solve_watched<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    top: usize,
    guard: &Guard<'_>,
) -> Outcome<'a> {
    let mut reduced = Reduced::new(catalogue, request, scorer).watched(guard);
    let (best, found, open) = match decide(&mut reduced, request) {
        Decision::Nothing => return Outcome::Nothing,
        Decision::Ended(None, open) => return Outcome::Unknown(open),
        Decision::Ended(Some((best, found)), open) => (best, found, Some(open)),
        Decision::Proven(best, found) => (best, found, None),
    };
    reduced.watched.about = Some(Progress::Around);
    let answer = alternatives::answer(
        catalogue,
        request,
        scorer,
        reduced,
        (best, &found, open),
        top,
    );
    Outcome::Found(Box::new(answer))
}

/// The best build, and the best score within the budget.
pub(crate) fn optimum_watched<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    guard: &Guard<'_>,
) -> Result<Option<(Score, Alternative<'a>)>, Stopped> {
    let mut reduced = Reduced::new(catalogue, request, scorer).watched(guard);
    let decision = reduced.whole(|reduced| decide(reduced, request))?;
    Ok(decision
        .proven()
        .map(|(best, found)| (best, Alternative::of(&reduced, &found))))
}

/// The best build as a step of something larger, which is told instead.
pub(crate) fn best_build_watched<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    guard: &Guard<'_>,
    about: Progress,
) -> Result<Option<Alternative<'a>>, Stopped> {
    step(catalogue, request, scorer, guard, about, |reduced| {
        let (_, found) = decide(reduced, request).proven()?;
        Some(Alternative::of(reduced, &found))
    })
}

/// The least that any build costs which satisfies the request, its budget apart.
pub(crate) fn least_cost_watched<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    guard: &Guard<'_>,
    about: Progress,
) -> Result<Option<Alternative<'a>>, Stopped> {
    let unlimited = Request {
        budget: None,
        ..request.clone()
    };
    step(catalogue, &unlimited, scorer, guard, about, |reduced| {
        let found = reduced.cheapest(Goal::Any, Cost::MAX, None)?;
        Some(Alternative::of(reduced, &found))
    })
}

/// Whether some build satisfies the request, its budget included.
pub(crate) fn feasible_watched(
    catalogue: &Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    guard: &Guard<'_>,
    about: Progress,
) -> Result<bool, Stopped> {
    let limit = limit_of(request);
    step(catalogue, request, scorer, guard, about, |reduced| {
        reduced.some_build(Goal::Any, limit)
    })
}

/// A search that is not begun once another was ended.
fn step<'a, 'r, T>(
    catalogue: &'a Catalogue,
    request: &'r Request,
    scorer: &'r dyn Scorer,
    guard: &'r Guard<'r>,
    about: Progress,
    search: impl FnOnce(&mut Reduced<'a, 'r>) -> T,
) -> Result<T, Stopped> {
    if guard.ends(&about) {
        return Err(Stopped);
    }
    let mut reduced = Reduced::new(catalogue, request, scorer).watched(guard);
    reduced.watched.about = Some(about);
    reduced.whole(search)
}
