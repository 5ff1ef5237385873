//! Checks a build from scratch, sharing nothing with the search but the rules and prices.

use super::machine;
use super::objective::{Scorer, runs};
use crate::build::{Acquisition, Build, Line};
use crate::catalogue::Catalogue;
use crate::part::Condition;
use crate::request::{Request, UsedPolicy, chip_of};
use crate::rules::{Slot, Verdict};
use crate::unit::Cost;
use std::fmt;

/// Something in a build that contradicts the request, the catalogue or a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation(String);

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Every violation of a complete build; an empty list is the verdict "sound".
pub fn verify(
    catalogue: &Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    build: &Build<'_>,
) -> Vec<Violation> {
    let offers = build.lines.iter().filter_map(|line| {
        let text = offer_fault(catalogue, request, line)?;
        Some(Violation(format!("{}: {text}", line.part.id())))
    });
    offers.chain(breaches(request, scorer, build)).collect()
}

/// What in a build contradicts the request or a rule, its prices taken as given.
pub fn breaches(request: &Request, scorer: &dyn Scorer, build: &Build<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut say = |text: String| found.push(Violation(text));
    for slot in Slot::ALL {
        let lines = build.slot(*slot).count();
        let wanted = usize::from(*slot != Slot::Cooler || !build.boxed_cooler);
        if lines != wanted {
            say(format!("{slot}: {lines} lines, expected {wanted}"));
        }
    }
    for line in &build.lines {
        if let Some(text) = line_fault(request, line) {
            say(format!("{}: {text}", line.part.id()));
        }
    }
    for pin in &request.pins {
        let meant = |line: &Line<'_>| line.part.id() == pin || chip_of(line.part) == Some(pin);
        if !build.lines.iter().any(meant) {
            say(format!("pinned {pin} is missing"));
        }
    }
    let gpus: u32 = build.slot(Slot::Gpu).map(|line| line.count).sum();
    if gpus < request.gpus.0 || gpus > request.gpus.1 {
        say(format!(
            "{gpus} GPUs, asked for {} to {}",
            request.gpus.0, request.gpus.1
        ));
    }
    if request
        .vram
        .is_some_and(|least| build.chips.iter().any(|chip| chip.memory < least))
    {
        say("a GPU has less memory than asked for".to_owned());
    }
    if request
        .budget
        .is_some_and(|budget| build.cost(request.tax_basis_points) > Cost::from(budget))
    {
        say(format!(
            "costs {}, more than the budget",
            build.cost(request.tax_basis_points).to_pay()
        ));
    }
    if !machine(build, request).is_some_and(|machine| runs(&machine, request, scorer)) {
        say("a task that must run does not".to_owned());
    }
    for check in build.checks(&request.setting) {
        if check.rule.bars(&check.verdict, &request.allowed) {
            let word = match check.verdict {
                Verdict::Unknown { .. } => "cannot be judged",
                Verdict::Pass { .. } | Verdict::Fail { .. } | Verdict::NotApplicable => "fails",
            };
            say(format!("{} {word}", check.rule.id));
        }
    }
    found
}

/// What the catalogue says against a line.
fn offer_fault(catalogue: &Catalogue, request: &Request, line: &Line<'_>) -> Option<&'static str> {
    if catalogue.part(line.part.id()).is_none() {
        return Some("not in the catalogue");
    }
    let Acquisition::Bought(condition, price) = &line.acquisition else {
        return None;
    };
    let now = catalogue.price(line.part, *condition, request.today, request.prices);
    (now.as_ref() != Some(price)).then_some("its price is not the catalogue's")
}

/// What the request says against a line.
fn line_fault(request: &Request, line: &Line<'_>) -> Option<&'static str> {
    let id = line.part.id();
    if request.bans.contains(id) {
        return Some("banned");
    }
    if line.owned > request.have.get(id).copied().unwrap_or(0) {
        return Some("counted as owned, but the request does not say so");
    }
    match &line.acquisition {
        Acquisition::Owned if line.owned < line.count => {
            Some("owned pieces are fewer than its count")
        }
        Acquisition::Bought(condition, _)
            if request.used == UsedPolicy::No && *condition != Condition::New =>
        {
            Some("used, but only new parts were asked for")
        }
        Acquisition::Owned | Acquisition::Bought(..) => None,
    }
}
