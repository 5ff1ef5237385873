//! What is not as a saved answer states it.

use super::Points;
use crate::certificate::Flaw;
use crate::part::{Condition, PartKind};
use crate::rules::Slot;
use crate::solve::Violation;
use crate::unit::{Gibibytes, Usd};
use crate::workload::Score;
use std::fmt;

/// One thing that differs.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// The catalogue has no such part.
    Gone {
        /// Its kind.
        kind: PartKind,
        /// Its id.
        part: String,
    },
    /// The part cannot be bought in that condition.
    NotOffered {
        /// Its id.
        part: String,
        /// The condition stated.
        condition: Condition,
        /// The price stated.
        was: Usd,
    },
    /// A piece of the part costs something else.
    Price {
        /// Its id.
        part: String,
        /// The condition.
        condition: Condition,
        /// The price stated.
        was: Usd,
        /// The price in force.
        now: Usd,
    },
    /// The stated prices, with tax, are not the stated total.
    Total {
        /// The total stated.
        stated: Usd,
        /// What the prices come to.
        sum: Usd,
    },
    /// A rule or the request is broken.
    Breach(Violation),
    /// The largest card has other memory.
    GpuMemory {
        /// Stated.
        stated: Gibibytes,
        /// By the catalogue.
        now: Gibibytes,
    },
    /// The build scores something else.
    Score {
        /// Stated; `None` = no score.
        stated: Option<Points>,
        /// Recomputed; `None` = it is no machine.
        now: Option<Score>,
    },
    /// A fresh solve finds no build.
    NothingFits,
    /// A fresh solve finds a build where none is stated.
    SomethingFits {
        /// What it costs.
        total: Usd,
    },
    /// A fresh solve fills a slot with something else.
    Pick {
        /// The slot.
        slot: Slot,
        /// Stated, in words.
        stated: String,
        /// Picked, in words.
        now: String,
    },
    /// The pick of a fresh solve costs something else.
    PickTotal {
        /// Stated.
        stated: Usd,
        /// Picked.
        now: Usd,
    },
    /// The pick of a fresh solve scores something else.
    PickScore {
        /// Stated.
        stated: Points,
        /// Picked.
        now: Score,
    },
    /// The certificate is about another best score.
    OtherBest {
        /// Stated as the bound.
        stated: Points,
        /// The certificate's.
        best: Score,
    },
    /// The certificate does not show it.
    Flaw(Flaw),
    /// The best score within the budget is another.
    Bound {
        /// Stated.
        stated: Points,
        /// Found.
        now: Score,
    },
}

impl Finding {
    /// The part that it is about; `None` = not about one.
    pub fn part(&self) -> Option<&str> {
        match self {
            Self::Gone { part, .. } | Self::NotOffered { part, .. } | Self::Price { part, .. } => {
                Some(part)
            }
            _ => None,
        }
    }

    /// Amounts stated and found; `None` = there is none.
    pub fn amounts(&self) -> (Option<Usd>, Option<Usd>) {
        match *self {
            Self::NotOffered { was, .. } => (Some(was), None),
            Self::Price { was, now, .. } => (Some(was), Some(now)),
            Self::Total { stated, sum: now } | Self::PickTotal { stated, now } => {
                (Some(stated), Some(now))
            }
            Self::SomethingFits { total } => (None, Some(total)),
            _ => (None, None),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone { kind, part } => write!(f, "the catalogue has no {kind} `{part}`"),
            Self::NotOffered {
                part,
                condition,
                was,
            } => write!(f, "{part}: was {was} {condition}, is not offered so"),
            Self::Price {
                part,
                condition,
                was,
                now,
            } => write!(f, "{part}: {condition} price was {was}, is now {now}"),
            Self::Total { stated, sum } => write!(
                f,
                "the total is stated as {stated}; the stated prices with tax come to {sum}"
            ),
            Self::Breach(violation) => violation.fmt(f),
            Self::GpuMemory { stated, now } => {
                write!(f, "GPU memory is stated as {stated}, is {now}")
            }
            Self::Score { stated, now } => {
                match stated {
                    Some(stated) => write!(f, "the score is stated as {stated}, ")?,
                    None => f.write_str("no score is stated, ")?,
                }
                match (now, stated) {
                    (Some(now), stated) => {
                        let decimals = stated.map_or(4, |stated| stated.decimals);
                        write!(f, "is {}", Points::of(*now, decimals))
                    }
                    (None, _) => f.write_str("but without a card and a board there is none"),
                }
            }
            Self::NothingFits => f.write_str("a fresh solve finds no build that fits"),
            Self::SomethingFits { total } => write!(
                f,
                "stated is that nothing fits; a fresh solve finds a build for {total}"
            ),
            Self::Pick { slot, stated, now } => {
                write!(f, "{slot}: stated {stated}; a fresh solve picks {now}")
            }
            Self::PickTotal { stated, now } => {
                write!(f, "total: stated {stated}; the fresh pick costs {now}")
            }
            Self::PickScore { stated, now } => write!(
                f,
                "score: stated {stated}; the fresh pick has {}",
                Points::of(*now, stated.decimals)
            ),
            Self::OtherBest { stated, best } => write!(
                f,
                "the bound is stated as {stated}; the certificate is about {}",
                Points::of(*best, stated.decimals)
            ),
            Self::Flaw(flaw) => flaw.fmt(f),
            Self::Bound { stated, now } => write!(
                f,
                "bound: stated {stated}; the best score within the budget is {}",
                Points::of(*now, stated.decimals)
            ),
        }
    }
}
