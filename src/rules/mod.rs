//! Compatibility and sanity rules: one rule a file, named by its id.
//!
//! A rule is plain static data and one function over a [`Draft`], a build that may be
//! incomplete. To add one: its file `<id>_<what>.rs` (doc, data, check, examples as
//! tests), its `mod` line and its line in [`RULES`]; a forgotten line in `RULES` is a
//! dead-code error, a missing source fails the registry test.
//!
//! The contract:
//! * `None` = cannot tell yet, because a slot in the rule's scope is still empty;
//! * a [`Verdict::Fail`] on a draft stays a fail in every completion;
//! * a missing fact is [`Verdict::Unknown`], never a pass and never a zero;
//! * all GPUs, kits, drives and supplies are summed, never only the first;
//! * a rule reads only the slots in its scope, the [`Setting`], and no other rule.

mod draft;
mod psu_01_sustained;
mod seating;
mod setting;
mod verdict;

pub use draft::{CoolerPick, Draft, GpuPick, Pick, Slot};
pub use seating::{Seat, Seated, Seating, seat};
pub use setting::{Allowance, Circuit, Setting, Standards};
pub use verdict::{Amount, Check, Names, Severity, UnknownPolicy, Verdict};

/// One rule: what it says, why, where from, and how it is judged.
#[derive(Debug)]
pub struct Rule {
    /// Id of `reference/rules.md`, such as `PSU-01`.
    pub id: &'static str,
    /// A few words that name what is compared, such as "sustained power".
    pub title: &'static str,
    /// The worst a fail of it can be.
    pub severity: Severity,
    /// What an unknown means to the solver.
    pub unknown: UnknownPolicy,
    /// The slots it reads.
    pub scope: &'static [Slot],
    /// What `need` is, in a sentence: "the card's length".
    pub need: &'static str,
    /// What `have` is, in a sentence: "the case's limit".
    pub have: &'static str,
    /// The condition in one sentence.
    pub summary: &'static str,
    /// Why it matters.
    pub rationale: &'static str,
    /// Where it comes from: an https address, or the word `judgement`.
    pub source: &'static str,
    /// The judgement. `None` while a slot it needs is empty.
    pub check: fn(&Draft<'_>) -> Option<Verdict>,
}

impl Rule {
    /// The rule with this id, in any letter case.
    pub fn by_id(id: &str) -> Option<&'static Self> {
        RULES
            .iter()
            .copied()
            .find(|rule| rule.id.eq_ignore_ascii_case(id))
    }

    /// Whether this verdict keeps a candidate out of the solver's builds.
    ///
    /// A failed error always bars. A failed warning or standard bars unless allowed; a
    /// blocking unknown bars unless its rule is allowed by name. Notes never bar.
    pub fn bars(&self, verdict: &Verdict, allowed: &Allowance) -> bool {
        match verdict {
            Verdict::Pass { .. } | Verdict::NotApplicable => false,
            Verdict::Fail {
                severity: Severity::Error,
                ..
            } => true,
            Verdict::Fail {
                severity: Severity::Warning,
                ..
            } => !allowed.warnings && !allowed.permits(self.id),
            Verdict::Fail {
                severity: Severity::Standard,
                ..
            } => !allowed.permits(self.id),
            Verdict::Fail {
                severity: Severity::Note,
                ..
            } => false,
            Verdict::Unknown { .. } => {
                self.unknown == UnknownPolicy::Block && !allowed.permits(self.id)
            }
        }
    }
}

/// Every rule, in the order in which they are printed.
pub static RULES: &[&Rule] = &[
    &psu_01_sustained::RULE, //
];

/// All rules that can be judged on a draft, in order.
pub fn check_all(draft: &Draft<'_>) -> Vec<Check> {
    RULES
        .iter()
        .filter_map(|rule| {
            Some(Check {
                rule,
                verdict: (rule.check)(draft)?,
            })
        })
        .collect()
}
