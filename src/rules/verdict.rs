//! What a rule answers.

use crate::unit::{
    Gibibytes, Gigabytes, GigabytesPerSecond, MegaTransfers, Millimetres, SlotWidth,
    TerabytesWritten,
};
use crate::unit::{Version, Watts, Years};
use std::fmt;

/// How bad a fail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A fact worth printing; never bars.
    Note,
    /// Works degraded, needs a setting or an adapter, or is a real risk: bars unless allowed.
    Warning,
    /// Below what the profile asks of a sound build: bars unless allowed by name.
    Standard,
    /// Cannot work: does not fit, boot or power up. Never allowed.
    Error,
}

impl Severity {
    /// The written name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Standard => "standard",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What an unknown verdict means to the solver, mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnknownPolicy {
    /// Mentioned; never bars.
    Note,
    /// Printed as a doubt; never bars.
    Warn,
    /// The candidate is left out (unless the rule is allowed by name).
    Block,
}

impl UnknownPolicy {
    /// The written name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Warn => "warn",
            Self::Note => "note",
        }
    }
}

/// A typed figure in a verdict: printed with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Power.
    Watts(Watts),
    /// Length.
    Length(Millimetres),
    /// Memory.
    Memory(Gibibytes),
    /// Disk capacity.
    Capacity(Gigabytes),
    /// Card thickness or a count of expansion slots.
    Slots(SlotWidth),
    /// Memory speed.
    Speed(MegaTransfers),
    /// Data rate.
    Rate(GigabytesPerSecond),
    /// Endurance.
    Endurance(TerabytesWritten),
    /// Warranty.
    Years(Years),
    /// A version.
    Version(Version),
    /// A count of things, with their name ("8-pin plugs").
    Count(u32, &'static str),
    /// PCIe lanes of a card's slot, e.g. x8.
    Lanes(u32),
    /// A written name of an enum, or a short fixed phrase.
    Name(&'static str),
    /// Several names: the accepted ones.
    Names(Names),
}

/// Up to eight fixed names, so that a verdict needs no heap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Names([&'static str; 8]);

impl Names {
    /// The first eight of these names.
    pub fn of(names: impl IntoIterator<Item = &'static str>) -> Self {
        let mut list = [""; 8];
        for (place, name) in list.iter_mut().zip(names) {
            *place = name;
        }
        Self(list)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Watts(x) => x.to_string(),
            Self::Length(x) => x.to_string(),
            Self::Memory(x) => x.to_string(),
            Self::Capacity(x) => x.to_string(),
            Self::Slots(x) => format!("{x} slots"),
            Self::Speed(x) => x.to_string(),
            Self::Rate(x) => x.to_string(),
            Self::Endurance(x) => x.to_string(),
            Self::Years(x) => x.to_string(),
            Self::Version(x) => x.to_string(),
            Self::Count(n, what) => format!("{n} {what}"),
            Self::Lanes(n) => format!("x{n}"),
            Self::Name(name) => (*name).to_owned(),
            Self::Names(names) => {
                let known: Vec<_> = names
                    .0
                    .iter()
                    .copied()
                    .filter(|name| !name.is_empty())
                    .collect();
                if known.is_empty() {
                    "none".to_owned()
                } else {
                    known.join(", ")
                }
            }
        };
        f.pad(&text)
    }
}

/// The answer of one rule for one draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Holds, with both figures.
    Pass {
        /// What the build offers.
        have: Amount,
        /// What is asked of it.
        need: Amount,
    },
    /// Does not hold.
    Fail {
        /// How bad this very fail is (at most the rule's own severity).
        severity: Severity,
        /// What the build offers.
        have: Amount,
        /// What is asked of it.
        need: Amount,
        /// The reason in a few words, without the figures; may be empty.
        why: &'static str,
    },
    /// The catalogue lacks a fact.
    Unknown {
        /// Part kind and field: "case max_gpu_length".
        field: &'static str,
        /// What this very unknown means (at most the rule's own policy).
        policy: UnknownPolicy,
    },
    /// The rule has no object here (an air cooler has no radiator).
    NotApplicable,
}

impl Verdict {
    pub(super) const fn pass(have: Amount, need: Amount) -> Self {
        Self::Pass { have, need }
    }

    pub(super) const fn fail(
        severity: Severity,
        have: Amount,
        need: Amount,
        why: &'static str,
    ) -> Self {
        Self::Fail {
            severity,
            have,
            need,
            why,
        }
    }

    pub(super) const fn unknown(policy: UnknownPolicy, field: &'static str) -> Self {
        Self::Unknown { field, policy }
    }
}

/// A rule with its verdict on a whole build.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// The rule.
    pub rule: &'static super::Rule,
    /// Its verdict.
    pub verdict: Verdict,
}
