//! A minimal conflict by deletion, and relaxations each confirmed by a solve.

use super::power_limit::power_limit;
use crate::catalogue::Catalogue;
use crate::request::{Best, Request, UsedPolicy};
use crate::rules::{Circuit, RULES, Severity};
use crate::solve::{
    Alternative, Guard, Progress, Scorer, Stopped, UNWATCHED, best_build_watched, feasible_watched,
    least_cost_watched,
};
use crate::unit::{Gibibytes, Usd, Watts};

/// Something the request demands that could be given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requirement {
    /// The money.
    Budget(Usd),
    /// This part in the build.
    Pin(String),
    /// At least and at most so many cards.
    Gpus(u32, u32),
    /// So much memory on each card.
    Vram(Gibibytes),
    /// No used parts.
    NewOnly,
    /// Parts excluded by the user.
    Bans(usize),
    /// Every task of the profile runs.
    TasksFit,
    /// A task that the user named runs: its place and text.
    Task(usize, String),
    /// CUDA cards only (part of standard ML-07).
    Cuda,
    /// The wall circuit.
    Circuit(Circuit),
    /// Cards at their own power: given up for this limit each. Never part of a conflict; a
    /// way out beside a larger circuit.
    StockPower(Watts),
    /// A standard of the profile, by rule id.
    Standard(&'static str),
    /// No failed warnings.
    Warnings,
    /// Error-correcting memory.
    Ecc,
    /// Cards that an `NVLink` bridge joins.
    Nvlink,
    /// A rule, by its id, that bars what it cannot judge for want of a fact.
    Judged(&'static str),
}

/// A way out, confirmed by a solve.
#[derive(Debug, Clone)]
pub struct Relaxation<'a> {
    /// What is given up.
    pub requirement: Requirement,
    /// The best build then.
    pub build: Alternative<'a>,
}

/// Why nothing fits.
#[derive(Debug, Clone)]
pub struct Infeasibility<'a> {
    /// Requirements that cannot hold together; dropping any one of them would do. Where the
    /// search for them was ended: those known so far.
    pub conflict: Vec<Requirement>,
    /// Ways out, in the order of the conflict.
    pub relaxations: Vec<Relaxation<'a>>,
    /// The cheapest build that meets everything but the budget, if one exists.
    pub least: Option<Alternative<'a>>,
    /// Where named tasks are part of the conflict: the best build that need not run them.
    pub without_tasks: Option<Alternative<'a>>,
    /// What was not tried where the search was ended; that nothing fits is proven all the same.
    pub untried: Option<Untried>,
}

/// What an explanation that was ended leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Untried {
    /// Whether these are part of the conflict, and so every way out.
    Blame(Vec<Requirement>),
    /// Some ways out; the conflict is known.
    WaysOut,
}

/// A circuit that no single home PC exhausts: what "drop the circuit" stands for.
pub const LARGE_CIRCUIT: Circuit = Circuit {
    volts: 240,
    amperes: 30,
};

impl Requirement {
    /// The request without this requirement.
    pub fn relaxed(&self, request: &Request) -> Request {
        let mut relaxed = request.clone();
        match self {
            Self::Budget(_) => relaxed.budget = None,
            Self::Pin(id) => {
                relaxed.pins.remove(id);
            }
            Self::Gpus(..) => relaxed.gpus = (1, 4),
            Self::Vram(_) => relaxed.vram = None,
            Self::NewOnly => relaxed.used = UsedPolicy::Yes,
            Self::Bans(_) => relaxed.bans.clear(),
            Self::TasksFit => relaxed.best = Best::Speed,
            Self::Task(place, _) => {
                relaxed.must_fit.remove(place);
                // Without any, the cheapest would be asked to run all.
                if relaxed.must_fit.is_empty() && relaxed.best == Best::Cheapest {
                    relaxed.best = Best::Speed;
                }
            }
            Self::Cuda => relaxed.setting.cuda_only = false,
            Self::Circuit(_) => relaxed.setting.circuit = LARGE_CIRCUIT,
            Self::StockPower(limit) => relaxed.setting.power_limit = Some(*limit),
            Self::Standard(id) | Self::Judged(id) => {
                relaxed.allowed.rules.insert((*id).to_owned());
            }
            Self::Warnings => relaxed.allowed.warnings = true,
            Self::Ecc => relaxed.setting.ecc = false,
            Self::Nvlink => relaxed.setting.nvlink = false,
        }
        relaxed
    }
}

/// The requirements of a request. Those a user would least like to see in a conflict come
/// first, because the deletion filter drops early ones when it can.
pub fn requirements(request: &Request) -> Vec<Requirement> {
    let mut list = Vec::new();
    if !request.allowed.warnings {
        list.push(Requirement::Warnings);
    }
    let standards = RULES
        .iter()
        .filter(|rule| rule.severity == Severity::Standard);
    list.extend(
        standards
            .filter(|rule| !request.allowed.permits(rule.id))
            .map(|rule| Requirement::Standard(rule.id)),
    );
    list.push(Requirement::Circuit(request.setting.circuit));
    if request.setting.cuda_only {
        list.push(Requirement::Cuda);
    }
    if !request.bans.is_empty() {
        list.push(Requirement::Bans(request.bans.len()));
    }
    if request.best == Best::Cheapest && request.must_fit.is_empty() {
        list.push(Requirement::TasksFit);
    }
    if request.used == UsedPolicy::No {
        list.push(Requirement::NewOnly);
    }
    if request.setting.ecc {
        list.push(Requirement::Ecc);
    }
    if request.setting.nvlink {
        list.push(Requirement::Nvlink);
    }
    if request.gpus != (1, 4) {
        list.push(Requirement::Gpus(request.gpus.0, request.gpus.1));
    }
    list.extend(request.vram.map(Requirement::Vram));
    list.extend(request.pins.iter().cloned().map(Requirement::Pin));
    let tasks = request.must_fit.iter();
    list.extend(tasks.map(|(place, text)| Requirement::Task(*place, text.clone())));
    list.extend(request.budget.map(Requirement::Budget));
    list
}

/// Puts back into a request what must stand whatever is given up.
pub(super) type Keep<'k> = &'k dyn Fn(&mut Request);

/// Explains a request that has no answer.
pub fn explain_infeasible<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
) -> Infeasibility<'a> {
    explain_infeasible_watched(catalogue, request, scorer, &UNWATCHED)
}

/// The same with someone who may end it.
pub fn explain_infeasible_watched<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    guard: &Guard<'_>,
) -> Infeasibility<'a> {
    let given_up = requirements(request);
    explain_beside(catalogue, request, scorer, (&given_up, &|_| {}), guard)
}

/// The same where only some requirements can be given up; the rest stands. So does what
/// `keep` puts back into a request that has given one up.
pub(super) fn explain_beside<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    (given_up, keep): (&[Requirement], Keep<'_>),
    guard: &Guard<'_>,
) -> Infeasibility<'a> {
    let mut why = Infeasibility {
        conflict: Vec::new(),
        relaxations: Vec::new(),
        least: None,
        without_tasks: None,
        untried: None,
    };
    // Deletion filter: what can be dropped while the rest still conflicts is not to blame.
    let mut remaining = request.clone();
    let of = given_up.len();
    for (tried, requirement) in given_up.iter().enumerate() {
        let mut without = requirement.relaxed(&remaining);
        keep(&mut without);
        let about = Progress::Conflict { tried, of };
        match feasible_watched(catalogue, &without, scorer, guard, about) {
            Ok(true) => why.conflict.push(requirement.clone()),
            Ok(false) => remaining = without,
            Err(Stopped) => {
                why.untried = Some(Untried::Blame(given_up[tried..].to_vec()));
                return why;
            }
        }
    }
    let view = View {
        catalogue,
        request,
        scorer,
        keep,
        guard,
    };
    if view.ways_out(&mut why) == Err(Stopped) {
        why.untried = Some(Untried::WaysOut);
    }
    why
}

/// What the ways out are sought in.
struct View<'v, 'a> {
    catalogue: &'a Catalogue,
    request: &'v Request,
    scorer: &'v dyn Scorer,
    keep: Keep<'v>,
    guard: &'v Guard<'v>,
}

impl<'a> View<'_, 'a> {
    fn best(&self, request: &Request, about: Progress) -> Result<Option<Alternative<'a>>, Stopped> {
        best_build_watched(self.catalogue, request, self.scorer, self.guard, about)
    }

    /// Adds the ways out of a conflict as they are found.
    fn ways_out(&self, why: &mut Infeasibility<'a>) -> Result<(), Stopped> {
        let (catalogue, request) = (self.catalogue, self.request);
        let about = |tried| Progress::WaysOut {
            tried,
            of: why.conflict.len(),
        };
        why.least = least_cost_watched(catalogue, request, self.scorer, self.guard, about(0))?;
        for (tried, requirement) in why.conflict.iter().enumerate() {
            let mut relaxed = requirement.relaxed(request);
            (self.keep)(&mut relaxed);
            if let (Requirement::Budget(_), Some(least)) = (requirement, &why.least) {
                relaxed.budget = Some(round_up(least.total));
            }
            if let Some(build) = self.best(&relaxed, about(tried))? {
                why.relaxations.push(Relaxation {
                    requirement: requirement.clone(),
                    build,
                });
            }
            if matches!(requirement, Requirement::Circuit(_)) {
                let limit = power_limit(catalogue, request, self.scorer, self.guard, about(tried));
                why.relaxations.extend(limit?);
            }
        }
        let short = |one: &Requirement| matches!(one, Requirement::Task(..));
        if why.conflict.iter().any(short) {
            let tasks = requirements(request).into_iter().filter(short);
            let bare = tasks.fold(request.clone(), |request, task| task.relaxed(&request));
            why.without_tasks = self.best(&bare, about(why.conflict.len()))?;
        }
        Ok(())
    }
}

/// The next whole dollar: what a person would type.
pub fn round_up(amount: Usd) -> Usd {
    Usd::dollars((amount.cents() + 99) / 100)
}
