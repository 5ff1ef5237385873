//! Why a part is not in the pick: it is forced into the build, and the request solved again.

use super::beside::{bars_alone, bars_beside};
use super::conflict::{
    Infeasibility, Keep, Relaxation, Requirement, Untried, explain_beside, requirements,
};
use crate::catalogue::Catalogue;
use crate::part::{AnyPart, Condition};
use crate::request::{Request, chip_of};
use crate::rules::{Check, Severity, Slot, Verdict};
use crate::solve::{
    Alternative, Contender, Guard, Progress, Scorer, Stay, Stopped, Takeover, best_build_watched,
    contest, least_cost_watched, stays, takeover,
};

/// What is against a part.
#[derive(Debug, Clone)]
pub struct WhyNot<'a> {
    /// The part, or the chip that stands for its cards.
    pub part: AnyPart<'a>,
    /// The pick; `None` when nothing fits even without the part.
    pub pick: Option<Alternative<'a>>,
    /// What the solves found.
    pub finding: Finding<'a>,
    /// The rules that bar it in the place of the pick's part of its slot.
    pub beside: Vec<Check>,
    /// The highest price below today's at which it is in the pick.
    pub takeover: Option<Takeover<'a>>,
    /// Whether all of this was looked for; `false` where someone ended it before.
    pub complete: bool,
}

/// How it ends.
#[derive(Debug, Clone)]
pub enum Finding<'a> {
    /// It is in the pick, and stays there while its price does not leave this interval;
    /// `None` where it is not bought.
    Picked(Option<Stay<'a>>),
    /// The best build with it loses to the pick.
    Beaten(Contender<'a>),
    /// No build with it satisfies the request.
    Barred(Box<Barred<'a>>),
}

/// Why no build has it.
#[derive(Debug, Clone)]
pub struct Barred<'a> {
    /// It cannot be bought in any condition, and is not owned.
    pub not_for_sale: bool,
    /// The best build if one of it were owned, where it cannot be bought.
    pub if_owned: Option<Alternative<'a>>,
    /// It is banned by name or pattern.
    pub banned: bool,
    /// The rules that bar it whatever stands beside it.
    pub alone: Vec<Check>,
    /// What cannot hold together with it in the build, and the ways out.
    pub why: Infeasibility<'a>,
}

/// Asks what is against a part. [`Stopped`] where someone ended it before it was known
/// whether some build has the part.
pub fn why_not<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    scorer: &dyn Scorer,
    part: AnyPart<'a>,
    guard: &Guard<'_>,
) -> Result<WhyNot<'a>, Stopped> {
    let (forced, clashes) = force(catalogue, request, part);
    let view = View {
        catalogue,
        request,
        forced: &forced,
        scorer,
        guard,
    };
    let (pick, contender) = match contest(catalogue, request, &forced, scorer, guard)? {
        Some(contest) => (Some(contest.pick), contest.contender),
        None => (None, None),
    };
    let finding = match contender.filter(|_| clashes.is_empty()) {
        Some(one) if one.loss.is_none() => {
            let line = one.build.build.slot(Slot::of(part.kind())).next();
            let stay = line.map(|line| stays(catalogue, request, scorer, line, guard));
            Finding::Picked(stay.and_then(Result::unwrap_or_default))
        }
        Some(one) => Finding::Beaten(one),
        None => Finding::Barred(Box::new(view.barred(&clashes, part))),
    };
    let picked = matches!(finding, Finding::Picked(_));
    let beside = match &pick {
        Some(pick) if !picked => bars_beside(catalogue, request, &pick.build, part),
        Some(_) | None => Vec::new(),
    };
    let moved = pick.is_some() && !picked && clashes.is_empty() && !guard.stopped();
    let takeover = moved.then(|| takeover(catalogue, request, scorer, part, guard));
    Ok(WhyNot {
        takeover: takeover.and_then(Result::unwrap_or_default),
        part,
        pick,
        finding,
        beside,
        complete: !guard.stopped(),
    })
}

/// The request with the part forced into the build, and the pins of its slot that this
/// contradicts: they are left out.
fn force<'a>(
    catalogue: &'a Catalogue,
    request: &Request,
    part: AnyPart<'a>,
) -> (Request, Vec<String>) {
    let mut forced = request.clone();
    let mut clashes = Vec::new();
    let slot = Slot::of(part.kind());
    let mut narrower = false;
    for pin in &request.pins {
        let Some(pinned) = catalogue.part(pin) else {
            continue;
        };
        if Slot::of(pinned.kind()) != slot || pin == part.id() {
            continue;
        }
        // A card with the chip that is asked about says more than the chip.
        if chip_of(pinned) == Some(part.id()) {
            narrower = true;
        } else {
            forced.pins.remove(pin);
            if chip_of(part) != Some(pin) {
                clashes.push(pin.clone());
            }
        }
    }
    if !narrower {
        forced.pins.insert(part.id().to_owned());
    }
    (forced, clashes)
}

/// What is solved, and who may end it.
struct View<'v, 'a> {
    catalogue: &'a Catalogue,
    request: &'v Request,
    /// With the part forced into the build.
    forced: &'v Request,
    scorer: &'v dyn Scorer,
    guard: &'v Guard<'v>,
}

impl<'a> View<'_, 'a> {
    fn barred(&self, clashes: &[String], part: AnyPart<'a>) -> Barred<'a> {
        let (catalogue, request, forced) = (self.catalogue, self.request, self.forced);
        let parts = pieces(catalogue, part);
        let owned = |one: &AnyPart<'_>| request.have.contains_key(one.id());
        let sold = |one: &AnyPart<'_>| {
            let conditions = [Condition::New, Condition::Used, Condition::Refurbished];
            let price = |condition| catalogue.price(*one, condition, request.today, request.prices);
            conditions.into_iter().any(|each| price(each).is_some())
        };
        let not_for_sale = !parts.iter().any(|one| owned(one) || sold(one));
        let alone = bars_alone(catalogue, request, part);
        let why = match clashes {
            [] => {
                let mut given_up: Vec<Requirement> = liftable(&alone).collect();
                let own = |one: &Requirement| matches!(one, Requirement::Pin(id) if forced.pins.contains(id) && !request.pins.contains(id));
                given_up.extend(requirements(forced).into_iter().filter(|one| !own(one)));
                // Without the pin of it, or of a card with the chip, a build need not have it.
                let keep = |without: &mut Request| {
                    let says = |pin: &String| {
                        let chip = || catalogue.part(pin).and_then(chip_of);
                        pin == part.id() || chip() == Some(part.id())
                    };
                    if !without.pins.iter().any(says) {
                        without.pins.insert(part.id().to_owned());
                    }
                };
                let given_up = (&*given_up, &keep as Keep<'_>);
                explain_beside(catalogue, forced, self.scorer, given_up, self.guard)
            }
            [only] => self.clash(only),
            several => Infeasibility {
                conflict: several.iter().cloned().map(Requirement::Pin).collect(),
                relaxations: Vec::new(),
                least: None,
                without_tasks: None,
                untried: None,
            },
        };
        let if_owned = (not_for_sale && parts.len() == 1 && clashes.is_empty())
            .then(|| {
                let mut given = forced.clone();
                given.have.insert(part.id().to_owned(), 1);
                self.best(&given).unwrap_or_default()
            })
            .flatten();
        Barred {
            not_for_sale,
            if_owned,
            banned: !parts.is_empty() && parts.iter().all(|one| request.bans.contains(one.id())),
            alone,
            why,
        }
    }

    /// Another part of the slot is pinned: one of the two has to go.
    fn clash(&self, pin: &str) -> Infeasibility<'a> {
        let requirement = Requirement::Pin(pin.to_owned());
        let way = |build| Relaxation {
            requirement: requirement.clone(),
            build,
        };
        let best = self.best(self.forced);
        let least = least_cost_watched(
            self.catalogue,
            self.forced,
            self.scorer,
            self.guard,
            Progress::Around,
        );
        let untried = (best.is_err() || least.is_err()).then_some(Untried::WaysOut);
        Infeasibility {
            relaxations: best.unwrap_or_default().map(way).into_iter().collect(),
            least: least.unwrap_or_default(),
            conflict: vec![requirement],
            without_tasks: None,
            untried,
        }
    }

    fn best(&self, request: &Request) -> Result<Option<Alternative<'a>>, Stopped> {
        let (catalogue, scorer) = (self.catalogue, self.scorer);
        best_build_watched(catalogue, request, scorer, self.guard, Progress::Around)
    }
}

/// Rules that bar a part alone and can be lifted by name though they are no mere standards:
/// because a fact is missing, or because they are standards at their mildest.
fn liftable(alone: &[Check]) -> impl Iterator<Item = Requirement> {
    let beyond = alone
        .iter()
        .filter(|check| check.rule.severity != Severity::Standard);
    beyond.filter_map(|check| match check.verdict {
        Verdict::Unknown { .. } => Some(Requirement::Judged(check.rule.id)),
        Verdict::Fail {
            severity: Severity::Standard,
            ..
        } => Some(Requirement::Standard(check.rule.id)),
        Verdict::Fail { .. } | Verdict::Pass { .. } | Verdict::NotApplicable => None,
    })
}

/// The cards with a chip, or the part itself.
fn pieces<'a>(catalogue: &'a Catalogue, part: AnyPart<'a>) -> Vec<AnyPart<'a>> {
    match part {
        AnyPart::GpuChip(chip) => {
            let cards = catalogue.gpus.iter().filter(|card| card.chip == chip.id);
            cards.map(AnyPart::Gpu).collect()
        }
        _ => vec![part],
    }
}
