//! Why a request makes no sense, in one sentence each.

use crate::rules::RULES;
use crate::workload::WorkloadError;
use std::fmt;

/// A wish that cannot be understood, or two that contradict each other.
#[derive(Debug, Clone, PartialEq)]
pub enum RequestError {
    /// No part is called so.
    UnknownPart {
        /// What was typed.
        text: String,
        /// The nearest id.
        hint: Option<String>,
    },
    /// Several parts answer to these words.
    Ambiguous {
        /// What was typed.
        text: String,
        /// Some of their ids.
        candidates: Vec<String>,
        /// How many there are besides.
        others: usize,
    },
    /// A chip stands for many cards; what the user owns is one of them.
    ChipOwned {
        /// The chip.
        chip: String,
        /// Its cards.
        cards: Vec<String>,
    },
    /// A pattern that strikes nothing.
    NothingMatches {
        /// The pattern.
        pattern: String,
    },
    /// Two wishes that no build can satisfy together.
    Contradiction {
        /// The one, as typed.
        first: String,
        /// The other, as typed.
        second: String,
        /// Why not both.
        why: String,
    },
    /// A pinned part that cannot be bought.
    NotForSale {
        /// Its id.
        part: String,
    },
    /// No rule has this id.
    UnknownRule {
        /// What was typed.
        text: String,
        /// The nearest id.
        hint: Option<String>,
    },
    /// Neither a profile nor a task.
    UnknownPurpose {
        /// What was typed.
        text: String,
        /// The nearest profile or method.
        hint: Option<String>,
        /// All profiles.
        profiles: Vec<String>,
    },
    /// A profile beside something else: weights would be anyone's guess.
    MixedPurposes {
        /// The profile.
        profile: String,
    },
    /// The catalogue lacks the chip that all speeds are measured by.
    NoReference {
        /// Its id.
        chip: &'static str,
    },
    /// The catalogue lacks the constants that speeds are computed with.
    NoLadder,
    /// A task that cannot be judged.
    Workload(WorkloadError),
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownPart { text, hint } => {
                write!(f, "no part is called `{text}`")?;
                did_you_mean(f, hint.as_deref())
            }
            Self::Ambiguous {
                text,
                candidates,
                others,
            } => {
                write!(f, "`{text}` may be {}", candidates.join(", "))?;
                if *others > 0 {
                    write!(f, " or {others} more")?;
                }
                f.write_str(": name one")
            }
            Self::ChipOwned { chip, cards } => {
                write!(f, "`{chip}` is a chip; name the card you have")?;
                if cards.is_empty() {
                    Ok(())
                } else {
                    write!(f, ", such as {}", cards.join(", "))
                }
            }
            Self::NothingMatches { pattern } => write!(f, "no part matches `{pattern}`"),
            Self::Contradiction { first, second, why } => {
                write!(f, "{first} and {second} contradict each other: {why}")
            }
            Self::NotForSale { part } => write!(
                f,
                "`{part}` is pinned, but the catalogue has no price for it: say --have {part} \
                 if it is yours, or add one with `rigbuild catalog set`"
            ),
            Self::UnknownRule { text, hint } => {
                write!(f, "no rule is called `{text}`")?;
                match hint {
                    Some(_) => did_you_mean(f, hint.as_deref()),
                    None => write!(f, "; `rigbuild rules` lists the {}", RULES.len()),
                }
            }
            Self::UnknownPurpose {
                text,
                hint,
                profiles,
            } => {
                write!(f, "`{text}` is neither a profile nor a task")?;
                match hint {
                    Some(_) => did_you_mean(f, hint.as_deref()),
                    None => write!(f, "; profiles: {}", profiles.join(", ")),
                }
            }
            Self::MixedPurposes { profile } => write!(
                f,
                "`{profile}` is a profile and stands alone: give one profile, or tasks only"
            ),
            Self::NoReference { chip } => write!(
                f,
                "the catalogue has no chip `{chip}`, which all speeds are measured by"
            ),
            Self::NoLadder => f.write_str(
                "the catalogue has no `ladder` in workloads.yaml, which all speeds are computed with",
            ),
            Self::Workload(error) => error.fmt(f),
        }
    }
}

fn did_you_mean(f: &mut fmt::Formatter<'_>, hint: Option<&str>) -> fmt::Result {
    match hint {
        Some(hint) => write!(f, "; did you mean `{hint}`?"),
        None => Ok(()),
    }
}

impl std::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Workload(error) => error.source(),
            Self::UnknownPart { .. }
            | Self::Ambiguous { .. }
            | Self::ChipOwned { .. }
            | Self::NothingMatches { .. }
            | Self::Contradiction { .. }
            | Self::NotForSale { .. }
            | Self::UnknownRule { .. }
            | Self::UnknownPurpose { .. }
            | Self::MixedPurposes { .. }
            | Self::NoReference { .. }
            | Self::NoLadder => None,
        }
    }
}

impl From<WorkloadError> for RequestError {
    fn from(error: WorkloadError) -> Self {
        Self::Workload(error)
    }
}
