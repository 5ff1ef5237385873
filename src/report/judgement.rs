//! A build with what every rule says of it, and whether that is a no.

use crate::build::Build;
use crate::rules::{Check, Setting, Severity, UnknownPolicy, Verdict};

/// What makes the answer a no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// A rule found an error.
    ErrorsOnly,
    /// Also a missing fact that would keep a part out of the solver's builds.
    UnknownsToo,
}

/// A judged build.
#[derive(Debug, Clone)]
pub struct Judgement<'j> {
    /// The build.
    pub build: &'j Build<'j>,
    /// The conditions it is judged under.
    pub setting: &'j Setting,
    /// What the rules say.
    pub checks: Vec<Check>,
    /// How strictly.
    pub strictness: Strictness,
}

impl Judgement<'_> {
    /// The worst fail.
    pub fn worst(&self) -> Option<Severity> {
        self.checks.iter().filter_map(failed).max()
    }

    /// Whether the answer is no.
    pub fn refused(&self) -> bool {
        self.worst() == Some(Severity::Error) || self.blocking().next().is_some()
    }

    /// The unknowns that make the answer a no; none unless they count.
    pub fn blocking(&self) -> impl Iterator<Item = &Check> {
        let strict = self.strictness == Strictness::UnknownsToo;
        let blocks = move |check: &&Check| match check.verdict {
            Verdict::Unknown { policy, .. } => strict && policy == UnknownPolicy::Block,
            Verdict::Pass { .. } | Verdict::Fail { .. } | Verdict::NotApplicable => false,
        };
        self.checks.iter().filter(blocks)
    }
}

/// The severity of a fail.
pub(super) fn failed(check: &Check) -> Option<Severity> {
    match check.verdict {
        Verdict::Fail { severity, .. } => Some(severity),
        Verdict::Pass { .. } | Verdict::Unknown { .. } | Verdict::NotApplicable => None,
    }
}
