//! The solver: the best build within a budget, and the proof that none is better.
//!
//! Glossary: a *slot* is a variable of the constraint problem, a *candidate* one of its
//! values, the *domain* all of them; a *draft* is a partial assignment, a *build* a
//! complete one; the *incumbent* is the best build found so far and a *bound* what no
//! unseen build can beat. *Platform* = CPU socket and memory type.
//!
//! How it works (the reasons are in each file):
//! 1. candidates of every slot, with price and condition; rules about one part alone
//!    (`domains`);
//! 2. `dominance` inside each slot, then arc consistency over pair `tables`;
//! 3. the `network` of rules says which slots hang together once GPU, CPU and board
//!    (the *core*, which decides the score) are chosen; those `component`s are solved
//!    apart and memoised;
//! 4. the `search` runs over cores, best optimistic score first, and stops at its bound;
//! 5. the same search with the score as a constraint and the cost as objective picks the
//!    cheapest build within the tolerance; ties end in a total order;
//! 6. the `frontier` is the same for every budget at once; the list of `every` build, best
//!    first, brings back what dominance removed (`rest`, `twins`).
//!
//! Around the answer: `alternatives`, the pick against a part that is forced in (`contest`),
//! and the pick as a function of one price (`open_price`, `sensitivity`).
//!
//! Costs are integers of 1/10,000 cent and scores integers of 10^-6 log units, so every
//! machine and path agrees.

mod alternatives;
mod answer;
mod bits;
mod candidate;
mod choices;
mod completions;
mod component;
mod contest;
mod dive;
mod domains;
mod dominance;
mod every;
mod floors;
mod frontier;
mod groups;
mod link;
mod machine;
mod memory_front;
mod network;
mod objective;
mod offer;
mod open_price;
mod plan;
mod platform;
mod reduced;
mod rest;
mod scores;
mod search;
mod sensitivity;
mod tables;
mod twins;
mod verify;

pub use alternatives::HUNDRED;
pub use answer::{Alternative, Answer, Proof};
pub use choices::{Choice, choices, worth};
pub use contest::{Contender, Contest, Loss, TieBreak, contest};
pub use every::every;
pub use frontier::{Frontier, Row, frontier, value};
pub use link::link;
pub use machine::machine;
pub use objective::{Scorer, tolerated};
pub use offer::OfferKey;
pub use reduced::Removed;
pub use sensitivity::{
    GpuPrices, Sensitivity, Stay, Takeover, gpu_prices, sensitivity, stays, takeover,
};
pub use verify::{Violation, breaches, verify};

use crate::catalogue::Catalogue;
use crate::request::{Best, Request};
use crate::unit::Cost;
use objective::Goal;
use reduced::Reduced;
use search::Found;

/// The best build for a request with its proof and neighbours; `None` when nothing fits.
///
/// `top` is how many alternatives to list, one for each GPU chip × count and platform.
pub fn solve<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    top: usize,
) -> Option<Answer<'a>> {
    let mut reduced = Reduced::new(catalogue, request, scorer);
    let (best, found) = decide(&mut reduced, request)?;
    Some(alternatives::answer(
        catalogue, request, scorer, reduced, best, &found, top,
    ))
}

/// The least that any build costs which satisfies the request, its budget apart.
pub fn least_cost<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
) -> Option<Alternative<'a>> {
    let unlimited = Request {
        budget: None,
        ..request.clone()
    };
    let mut reduced = Reduced::new(catalogue, &unlimited, scorer);
    let found = reduced.cheapest(Goal::Any, Cost::MAX, None)?;
    Some(Alternative::of(&reduced, &found))
}

/// Whether some build satisfies the request, its budget included.
pub fn feasible(catalogue: &Catalogue, request: &Request, scorer: &dyn Scorer) -> bool {
    let limit = limit_of(request);
    Reduced::new(catalogue, request, scorer).some_build(Goal::Any, limit)
}

/// The best build alone, without proof or neighbours.
pub fn best_build<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
) -> Option<Alternative<'a>> {
    optimum(catalogue, request, scorer).map(|(_, build)| build)
}

/// The best build, and the best score within the budget.
pub fn optimum<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
) -> Option<(crate::workload::Score, Alternative<'a>)> {
    let mut reduced = Reduced::new(catalogue, request, scorer);
    let (best, found) = decide(&mut reduced, request)?;
    Some((best, Alternative::of(&reduced, &found)))
}

fn limit_of(request: &Request) -> Cost {
    request.budget.map_or(Cost::MAX, Cost::from)
}

/// The objective's two levels: the best score, then the pick within the tolerance of it.
fn decide<'a>(
    reduced: &mut Reduced<'a, '_>,
    request: &Request,
) -> Option<(crate::workload::Score, Found<'a>)> {
    let limit = limit_of(request);
    match request.best {
        Best::Speed => {
            let best = reduced.best_score(limit, None, None)?;
            let threshold = tolerated(best, request.tolerance_basis_points);
            let found = reduced.cheapest(Goal::AtLeast(threshold), limit, None)?;
            Some((best, found))
        }
        Best::Value => {
            let found = reduced.best_value(limit)?;
            Some((found.score, found))
        }
        Best::Cheapest => {
            let found = reduced.cheapest(Goal::Any, limit, None)?;
            Some((found.score, found))
        }
    }
}
