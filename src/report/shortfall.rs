//! What a named task lacks where no build runs it: its need, and what the best build that
//! need not run it offers.

use super::dossier::Question;
use super::words::cards;
use crate::explain::{Infeasibility, Requirement};
use crate::solve::machine;
use crate::workload::{Fit, TaskReport};

/// Every task of the conflict with its shortfall in words, in the order of the conflict.
pub(super) fn shortfalls(
    question: &Question<'_>,
    why: &Infeasibility<'_>,
) -> Vec<(String, String)> {
    let Some(best) = &why.without_tasks else {
        return Vec::new();
    };
    let Some(machine) = machine(&best.build, question.request) else {
        return Vec::new();
    };
    let reports = question.purpose.workload.report(&machine);
    let host = machine.memory;
    let named = why.conflict.iter().filter_map(|one| match one {
        Requirement::Task(place, text) => Some((reports.get(*place)?, text)),
        _ => None,
    });
    named
        .map(|(report, text)| {
            let set = format!("{} with {host} of system memory", cards(&best.build));
            (text.clone(), lacks(report, &set))
        })
        .collect()
}

/// What is asked and what is there.
fn lacks(report: &TaskReport, set: &str) -> String {
    if report.verdict != Fit::No {
        return format!(
            "runs on {set}, the best build that need not run it, but not beside the rest"
        );
    }
    let host = if report.host >= 1.0 {
        format!(" and {:.0} GiB of system memory", report.host)
    } else {
        String::new()
    };
    let needs = format!(
        "at its most frugal needs {:.1} GiB on a GPU{host}; the best build that need not run it, {set}, \
         offers {:.1} on each",
        report.floor, report.usable
    );
    if report.makes_it_fit.is_empty() {
        format!("{needs} ({})", report.rung)
    } else {
        format!(
            "{needs}; there it fits with {}",
            report.makes_it_fit.join(", or ")
        )
    }
}
