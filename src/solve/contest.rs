//! The pick against the best build that has a given part.

use super::answer::Alternative;
use super::decision::decide;
use super::limit_of;
use super::objective::{Goal, Rank, Scorer, tolerated};
use super::reduced::Reduced;
use super::watch::{Guard, Stopped};
use crate::catalogue::Catalogue;
use crate::request::{Best, Request};
use crate::unit::Usd;
use crate::workload::Score;

named! {
    /// What decides between builds that cost the same.
    TieBreak, "a tie break" {
        /// More memory on one GPU.
        GpuMemory = "gpu-memory",
        /// Fewer facts that the catalogue lacks.
        Unknowns = "unknowns",
        /// More system memory.
        Memory = "memory",
        /// More storage.
        Storage = "storage",
        /// The parts' ids, in the order of the slots: nothing that matters.
        Identity = "identity",
    }
}

/// What a build loses to the pick by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// No build with the part scores so much that it counts as equal.
    Score {
        /// The highest score of a build with the part.
        highest: Score,
        /// The least that counts as equal to the best.
        equal: Score,
    },
    /// It costs this much more, to the cent rounded up.
    Price(Usd),
    /// It costs the same.
    Tie(TieBreak),
}

/// A build with the part, against the pick.
#[derive(Debug, Clone)]
pub struct Contender<'a> {
    /// The cheapest build with the part that counts as equal to the best; where none does,
    /// the best by the same objective among those with the part.
    pub build: Alternative<'a>,
    /// What it loses by; `None` where it is the pick.
    pub loss: Option<Loss>,
}

/// How the pick and a part that was forced into a build compare.
#[derive(Debug, Clone)]
pub struct Contest<'a> {
    /// The pick.
    pub pick: Alternative<'a>,
    /// The best build with the part, if one satisfies the request.
    pub contender: Option<Contender<'a>>,
}

/// Solves a request and the same with a part forced into the build; `None` when nothing fits.
pub fn contest<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    forced: &Request,
    scorer: &dyn Scorer,
    guard: &Guard<'_>,
) -> Result<Option<Contest<'a>>, Stopped> {
    let mut free = Reduced::new(catalogue, request, scorer).watched(guard);
    let decision = free.whole(|free| decide(free, request))?;
    let Some((best, found)) = decision.proven() else {
        return Ok(None);
    };
    let equal = tolerated(best, request.tolerance_basis_points);
    let limit = limit_of(request);
    let mut with = Reduced::new(catalogue, forced, scorer).watched_beside(guard);
    let goal = match request.best {
        Best::Speed | Best::Value => Goal::AtLeast(equal),
        Best::Cheapest => Goal::Any,
    };
    let contender = match with.cheapest(goal, limit, None) {
        Some(rival) => Some(Contender {
            loss: loss(found.rank, rival.rank),
            build: Alternative::of(&with, &rival),
        }),
        None => decide(&mut with, forced)
            .proven()
            .map(|(highest, rival)| Contender {
                loss: Some(Loss::Score { highest, equal }),
                build: Alternative::of(&with, &rival),
            }),
    };
    guard.whole(Some(Contest {
        pick: Alternative::of(&free, &found),
        contender,
    }))
}

/// What the first rank wins by.
fn loss(pick: Rank<'_>, rival: Rank<'_>) -> Option<Loss> {
    if rival.cost > pick.cost {
        return Some(Loss::Price(rival.cost.saturating_sub(pick.cost).to_pay()));
    }
    let tie = if rival.gpu_memory != pick.gpu_memory {
        TieBreak::GpuMemory
    } else if rival.unknowns != pick.unknowns {
        TieBreak::Unknowns
    } else if rival.memory != pick.memory {
        TieBreak::Memory
    } else if rival.storage != pick.storage {
        TieBreak::Storage
    } else if rival.identities != pick.identities {
        TieBreak::Identity
    } else {
        return None;
    };
    Some(Loss::Tie(tie))
}
