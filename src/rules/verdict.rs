//! What a rule answers.

use crate::unit::{
    BiosVersion, Gibibytes, GigabitsPerSecond, Gigabytes, GigabytesPerSecond, MegaTransfers,
    Millimetres, SlotWidth, TerabytesWritten,
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
    /// A count of things, with their plural name ("8-pin plugs").
    Count(u32, &'static str),
    /// PCIe lanes of a card's slot, e.g. x8.
    Lanes(u32),
    /// A written name of an enum, or a short fixed phrase.
    Name(&'static str),
    /// Several names: the accepted ones.
    Names(Names),
    /// Power of one of several supplies, counted from 1.
    SupplyWatts(Watts, u32),
    /// A count of things on one of several supplies, counted from 1.
    SupplyCount(u32, &'static str, u32),
    /// Network rate.
    Network(GigabitsPerSecond),
    /// A BIOS version behind a few words, or none: "with BIOS ".
    Bios(&'static str, BiosVersion),
}

/// Some of a fixed list of names, so that a verdict needs no heap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Names {
    all: &'static [&'static str],
    /// Bit `i` stands for name `i`.
    members: u64,
}

impl Names {
    /// The names at these places of the list; of its first 64 names.
    pub fn of(all: &'static [&'static str], places: impl IntoIterator<Item = usize>) -> Self {
        let members = places
            .into_iter()
            .filter_map(|place| 1u64.checked_shl(u32::try_from(place).ok()?))
            .fold(0, |set, bit| set | bit);
        Self { all, members }
    }
}

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let members = self
            .all
            .iter()
            .enumerate()
            .filter(|(place, _)| self.members >> place & 1 == 1);
        let mut separator = "";
        for (_, name) in members {
            write!(f, "{separator}{name}")?;
            separator = ", ";
        }
        if separator.is_empty() {
            f.write_str("none")
        } else {
            Ok(())
        }
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
            Self::Count(n, what) => counted(*n, what),
            Self::SupplyWatts(x, supply) => format!("{x} (supply {supply})"),
            Self::SupplyCount(n, what, supply) => {
                format!("{} (supply {supply})", counted(*n, what))
            }
            Self::Lanes(n) => format!("x{n}"),
            Self::Name(name) => (*name).to_owned(),
            Self::Names(names) => names.to_string(),
            Self::Network(x) => x.to_string(),
            Self::Bios(word, version) => format!("{word}{version}"),
        };
        f.pad(&text)
    }
}

/// `1 plug`, `2 plugs`.
fn counted(n: u32, what: &str) -> String {
    if n == 1 {
        format!("1 {}", what.strip_suffix('s').unwrap_or(what))
    } else {
        format!("{n} {what}")
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
        /// Part kind and field: `case max_gpu_length`.
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

    /// The verdict with what is offered named as that of one of several supplies.
    #[must_use]
    pub(super) const fn on_supply(mut self, number: u32) -> Self {
        if let Self::Pass { have, .. } | Self::Fail { have, .. } = &mut self {
            *have = match *have {
                Amount::Watts(watts) => Amount::SupplyWatts(watts, number),
                Amount::Count(count, what) => Amount::SupplyCount(count, what, number),
                other => other,
            };
        }
        self
    }

    /// How much a verdict weighs when a rule judges several things: a doubt hides a note,
    /// never a fail that may bar.
    pub(super) const fn gravity(&self) -> u8 {
        match self {
            Self::NotApplicable => 0,
            Self::Pass { .. } => 1,
            Self::Fail { severity, .. } => match severity {
                Severity::Note => 2,
                Severity::Warning => 4,
                Severity::Standard => 5,
                Severity::Error => 6,
            },
            Self::Unknown { .. } => 3,
        }
    }

    /// Whether it is a fail that a doubt about something else would not hide.
    pub(super) const fn is_serious(&self) -> bool {
        matches!(self, Self::Fail { severity, .. } if !matches!(severity, Severity::Note))
    }

    /// The weightier of two verdicts, the first of equals.
    #[must_use]
    pub(super) fn worse(self, other: Self) -> Self {
        if other.gravity() > self.gravity() {
            other
        } else {
            self
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_print_in_list_order_and_empty_as_none() {
        const ALL: &[&str] = &["am4", "am5", "sp3"];
        assert_eq!(
            Amount::Names(Names::of(ALL, [2, 0])).to_string(),
            "am4, sp3"
        );
        assert_eq!(Amount::Names(Names::of(ALL, [])).to_string(), "none");
    }

    #[test]
    fn one_thing_is_singular() {
        let plugs = |count| Amount::Count(count, "8-pin plugs").to_string();
        assert_eq!(
            (plugs(1), plugs(2)),
            ("1 8-pin plug".to_owned(), "2 8-pin plugs".to_owned())
        );
    }

    #[test]
    fn a_doubt_hides_a_note_but_no_warning() {
        let amount = Amount::Lanes(8);
        let fail = |severity| Verdict::fail(severity, amount, amount, "");
        let doubt = Verdict::unknown(UnknownPolicy::Warn, "some field");
        assert_eq!(fail(Severity::Note).worse(doubt), doubt);
        assert_eq!(
            doubt.worse(fail(Severity::Warning)),
            fail(Severity::Warning)
        );
    }
}
