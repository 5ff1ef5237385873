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
//! A search can be ended before its answer is known (`watch`); `decision` says what is
//! proven then.
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
mod classes;
mod completions;
mod component;
mod contest;
mod cores;
mod decision;
mod dive;
mod domains;
mod dominance;
mod every;
mod floors;
mod frontier;
mod groups;
mod instance;
mod link;
mod machine;
mod matching;
mod memory_front;
mod network;
mod objective;
mod offer;
mod open_price;
mod plan;
mod platform;
mod quick;
mod reads;
mod reduced;
mod rest;
mod scores;
mod search;
mod sensitivity;
mod standing;
mod tables;
mod traits;
mod twins;
mod verify;
mod watch;
mod watched;

pub use alternatives::HUNDRED;
pub use answer::{Alternative, Answer, Proof};
pub use choices::{Choice, choices, worth};
pub use contest::{Contender, Contest, Loss, TieBreak, contest};
pub use decision::Open;
pub use every::{every, every_watched};
pub use frontier::{Frontier, Row, frontier, frontier_watched, value};
pub use instance::{Instance, Thinning};
pub use link::link;
pub use machine::machine;
pub use objective::{Scorer, tolerated};
pub use offer::OfferKey;
pub use reduced::Removed;
pub(crate) use sensitivity::sensitivity_watched;
pub use sensitivity::{
    GpuPrices, Sensitivity, Stay, Takeover, gpu_prices, sensitivity, stays, takeover,
};
pub use verify::{Violation, breaches, verify};
pub use watch::{Guard, Progress, Stopped, UNWATCHED, Watch};
pub use watched::{Outcome, solve_watched};
pub(crate) use watched::{
    best_build_watched, feasible_watched, least_cost_watched, optimum_watched,
};

use crate::catalogue::Catalogue;
use crate::request::Request;
use crate::unit::Cost;
use crate::workload::Score;

/// The best build for a request with its proof and neighbours; `None` when nothing fits.
///
/// `top` is how many alternatives to list, one for each GPU chip × count and platform.
pub fn solve<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    top: usize,
) -> Option<Answer<'a>> {
    match solve_watched(catalogue, request, scorer, top, &UNWATCHED) {
        Outcome::Found(answer) => Some(*answer),
        // Nobody ends it.
        Outcome::Nothing | Outcome::Unknown(_) => None,
    }
}

/// The least that any build costs which satisfies the request, its budget apart.
pub fn least_cost<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
) -> Option<Alternative<'a>> {
    least_cost_watched(catalogue, request, scorer, &UNWATCHED, Progress::Around).unwrap_or_default()
}

/// Whether some build satisfies the request, its budget included.
pub fn feasible(catalogue: &Catalogue, request: &Request, scorer: &dyn Scorer) -> bool {
    feasible_watched(catalogue, request, scorer, &UNWATCHED, Progress::Around).unwrap_or_default()
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
) -> Option<(Score, Alternative<'a>)> {
    optimum_watched(catalogue, request, scorer, &UNWATCHED).unwrap_or_default()
}

fn limit_of(request: &Request) -> Cost {
    request.budget.map_or(Cost::MAX, Cost::from)
}
