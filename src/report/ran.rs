//! How a solve went, and what is proven where it was ended.

use super::dossier::Question;
use super::words::{counted, dollars};
use super::{Mark, Page};
use crate::explain::Untried;
use crate::request::Best;
use crate::solve::{Alternative, Open, value};
use crate::workload::Score;
use serde::Serialize;
use std::time::Duration;

named! {
    /// Who ended a solve before its answer was known.
    EndedBy, "who ended a solve" {
        /// Its time was over.
        Time = "time",
        /// The user did.
        Interrupt = "interrupt",
    }
}

/// How a solve went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ran {
    /// How long it took.
    pub elapsed: Duration,
    /// Who ended it; `None` = it came to its end.
    pub ended: Option<EndedBy>,
}

/// The same for programs.
#[derive(Debug, Serialize)]
pub(super) struct StoppedJson {
    /// `time` or `interrupt`.
    by: &'static str,
    after_ms: u64,
}

impl Ran {
    /// `stopped after 2 s`; `None` where it came to its end.
    pub(super) fn stopped(&self) -> Option<String> {
        let verb = match self.ended? {
            EndedBy::Time => "stopped",
            EndedBy::Interrupt => "interrupted",
        };
        let after = self.elapsed;
        Some(if after < Duration::from_secs(1) {
            format!("{verb} after {} ms", after.as_millis())
        } else {
            format!("{verb} after {:.1} s", after.as_secs_f64())
        })
    }

    pub(super) fn json(&self) -> Option<StoppedJson> {
        Some(StoppedJson {
            by: EndedBy::as_str(self.ended?),
            after_ms: u64::try_from(self.elapsed.as_millis()).unwrap_or(u64::MAX),
        })
    }
}

/// By how much a build that was not looked at can beat the pick: `0.042` = 4.2 %, rounded up.
/// `None` where it is the price that is not proven.
pub(super) fn gap(pick: &Alternative<'_>, open: Open) -> Option<f64> {
    let more = match open {
        Open::Score { bound } => bound.0 - pick.score.0,
        Open::Value { bound } => bound - value(pick.score, pick.total),
        Open::Price { .. } => return None,
    };
    #[expect(
        clippy::cast_precision_loss,
        reason = "differences of logarithms are small"
    )]
    let ratio = libm::exp(more.max(0) as f64 / 1e6);
    Some(libm::ceil((ratio - 1.0) * 1e4) / 1e4)
}

/// What is not proven of a pick, in words.
pub(super) fn unproven(question: &Question<'_>, pick: &Alternative<'_>, open: Open) -> String {
    let percent = |gap: f64| {
        let text = format!("{:.2}", gap * 100.0);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        format!("{text} %")
    };
    let gap = gap(pick, open).map(percent).unwrap_or_default();
    match open {
        Open::Score { .. } => format!("no build can score more than {gap} above this"),
        Open::Value { .. } => {
            format!("no build can score more than {gap} above this for each dollar")
        }
        Open::Price { bound } => {
            let request = question.request;
            let scored = question.purpose.workload.is_scored();
            if request.best == Best::Speed && scored {
                format!(
                    "the best score is proven, but not that this is the cheapest build within \
                     {} % of it; none of those costs less than {bound}",
                    f64::from(request.tolerance_basis_points) / 100.0
                )
            } else {
                format!("no build that meets the needs costs less than {bound}")
            }
        }
    }
}

/// Writes that no build was found before the solve was ended.
pub fn nothing_yet(page: &mut Page, question: &Question<'_>, open: Option<Open>, ran: &Ran) {
    let within = question.request.budget.map_or(String::new(), |budget| {
        format!(" within {}", dollars(budget))
    });
    page.title(Mark::Unknown, &[format!("No build found yet{within}")]);
    let stopped = ran.stopped().unwrap_or_default();
    page.aside(&format!(
        "{stopped}, before any build was found; this proves nothing: some may fit"
    ));
    let bound = match open {
        Some(Open::Score { bound }) if question.purpose.workload.is_scored() => Some(bound),
        Some(Open::Score { .. } | Open::Price { .. } | Open::Value { .. }) | None => None,
    };
    if let Some(bound) = bound {
        page.aside(&most(bound));
    }
    page.aside("try again with more time: --time");
}

fn most(bound: Score) -> String {
    format!(
        "none of them can score more than {}",
        libm::ceil(bound.points())
    )
}

/// Writes that a question about a build was not answered before the solve was ended.
pub fn not_known_yet(page: &mut Page, ran: &Ran) {
    page.title(Mark::Unknown, &["Not known yet".to_owned()]);
    let stopped = ran.stopped().unwrap_or_default();
    page.aside(&format!(
        "{stopped}, before the answer was known; this proves nothing"
    ));
    page.aside("try again with more time: --time");
}

/// Writes what an explanation that was ended leaves open.
pub(super) fn untried(page: &mut Page, untried: Option<&Untried>, ran: &Ran) {
    let stopped = ran.stopped().unwrap_or_else(|| "stopped".to_owned());
    match untried {
        None => {}
        Some(Untried::Blame(rest)) => page.say(
            Mark::Warning,
            &format!(
                "{stopped} with {} of the request left to try: whether more is to blame, and \
                 the ways out, are not known",
                counted(rest.len(), "demand")
            ),
        ),
        Some(Untried::WaysOut) => page.say(
            Mark::Warning,
            &format!("{stopped}: not every way out was tried"),
        ),
    }
}
