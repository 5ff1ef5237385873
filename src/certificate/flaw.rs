//! What is wrong with a certificate.

use crate::rules::Slot;
use std::fmt;

/// The first piece that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A name that no candidate has, or one that a rule bars by itself.
    Unknown {
        /// The slot.
        slot: Slot,
        /// The name.
        name: String,
    },
    /// A witness that does not stand in for what is left out.
    Witness {
        /// The slot.
        slot: Slot,
        /// What is left out.
        removed: String,
        /// What should stand in for it.
        kept: String,
    },
    /// The pick, or what holds the best score, is no build that fits.
    NoBuild {
        /// Which of the two.
        which: &'static str,
        /// Why.
        why: &'static str,
    },
    /// The best score is missing, or there where it is not what is sought.
    Best,
    /// A GPU candidate is missing.
    Missing {
        /// The candidate.
        gpu: String,
    },
    /// A stated bound is no bound.
    Bound {
        /// The GPU candidate.
        gpu: String,
        /// Which bound.
        which: &'static str,
    },
    /// A slot is split that is decided.
    Twice {
        /// The slot.
        slot: Slot,
        /// What is decided.
        draft: String,
    },
    /// Nothing shows that this leads to no better build.
    Open {
        /// What is decided.
        draft: String,
    },
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { slot, name } => {
                write!(
                    f,
                    "{slot}: `{name}` is no candidate of this catalogue and request"
                )
            }
            Self::Witness {
                slot,
                removed,
                kept,
            } => write!(f, "{slot}: `{kept}` cannot stand in for `{removed}`"),
            Self::NoBuild { which, why } => write!(f, "{which}: {why}"),
            Self::Best => f.write_str("the best score is not stated as the question asks"),
            Self::Missing { gpu } => write!(f, "nothing is said of the GPU `{gpu}`"),
            Self::Bound { gpu, which } => {
                write!(f, "`{gpu}`: the stated {which} is no bound")
            }
            Self::Twice { slot, draft } => write!(f, "{draft}: the {slot} is decided twice"),
            Self::Open { draft } => {
                write!(f, "{draft}: nothing shows that no build with it is better")
            }
        }
    }
}
