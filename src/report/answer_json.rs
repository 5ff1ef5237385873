//! `rigbuild.answer/1`: the answer for programs. Fields may be added, never renamed or
//! removed. Money in cents, memory in GiB, power in watts, dates ISO 8601.

use super::build_json::{BuildJson, rounded};
use super::conditions_json::CircuitJson;
use super::cost_json::CostJson;
use super::dossier::{Dossier, Question};
use super::price_words::{StayJson, TakeoverJson};
use super::ran::{Ran, StoppedJson, gap};
use super::requirement::{demand, kind, way_out};
use super::shortfall::shortfalls;
use crate::catalogue::PriceMode;
use crate::certificate::Certificate;
use crate::cost::Living;
use crate::explain::{Infeasibility, Requirement, Untried};
use crate::recheck::AnswerFile;
use crate::rules::{NOT_CHECKED, Setting};
use crate::solve::{Alternative, Answer, GpuPrices, Open, Removed};
use crate::unit::{Gibibytes, Usd, Watts};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The document.
#[derive(Debug, Serialize)]
pub struct AnswerJson {
    schema: &'static str,
    /// The version of rigbuild that answered.
    version: &'static str,
    request: RequestJson,
    status: Status,
    build: Option<BuildJson>,
    /// What the build costs to run, and renting instead.
    cost: Option<CostJson>,
    proof: Option<ProofJson>,
    /// Why none is better, for a checker; `null` unless it was asked for.
    certificate: Option<Certificate>,
    alternatives: Vec<AlternativeJson>,
    conflict: Vec<ConflictJson>,
    relaxations: Vec<RelaxationJson>,
    next_steps: Vec<NextStepJson>,
    /// The prices between which the best build has its GPU; `null` where none is bought.
    gpu_stays: Option<StayJson>,
    /// The other chip that needs to become cheaper by the smallest share to be in it.
    gpu_rival: Option<TakeoverJson>,
    /// Without an answer: the cheapest build that meets all but the budget.
    least: Option<BuildJson>,
    /// Whether all of this was looked for; `false` where the solve was ended before.
    complete: bool,
    /// Who ended the solve, where somebody did.
    stopped: Option<StoppedJson>,
    /// Where the search for the conflict was ended: demands that may be part of it.
    untried: Vec<String>,
    catalogue: CatalogueJson,
    /// What no rule looks at.
    not_checked: &'static [&'static str],
}

/// How the question ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Proven best.
    Optimal,
    /// Proven that nothing fits.
    Infeasible,
    /// Ended before it was known: with the best build so far, or with none yet.
    Unproven,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Debug, Serialize)]
pub(super) struct RequestJson {
    budget_cents: Option<i64>,
    workload: String,
    /// Whether every task of it must run on some rung.
    tasks_must_run: bool,
    best: &'static str,
    have: BTreeMap<String, u32>,
    pins: BTreeSet<String>,
    bans: BTreeSet<String>,
    gpus: [u32; 2],
    vram_gib: Option<u32>,
    used: &'static str,
    vendor: &'static str,
    prices: &'static str,
    tax_basis_points: u32,
    circuit: CircuitJson,
    power_limit_watts: Option<u32>,
    open_frame: bool,
    desktop: bool,
    allow: BTreeSet<String>,
    allow_warnings: bool,
    tolerance_basis_points: u32,
    today: Date,
    ecc: bool,
    nvlink: bool,
}

#[derive(Debug, Serialize)]
struct ProofJson {
    /// A string where it exceeds what a double holds exactly.
    space: SpaceJson,
    candidates: usize,
    removed: RemovedJson,
    left_out: BTreeMap<&'static str, usize>,
    nodes: u64,
    /// No build within the budget scores more.
    bound: f64,
    elapsed_ms: u64,
    /// Whether the build is proven to be the best.
    proven: bool,
    /// What is not: `score`, `value` (score per dollar), or `price`, where the best score is
    /// proven and not that this is the cheapest build within the tolerance of it.
    open: Option<&'static str>,
    /// By which share a better build can exceed the score, or the score per dollar, at most.
    gap: Option<f64>,
    /// What a cheaper build that is good enough costs at the least.
    bound_cents: Option<i64>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum SpaceJson {
    Number(u64),
    Text(String),
}

#[derive(Debug, Serialize)]
struct RemovedJson {
    unary: usize,
    dominance: usize,
    consistency: usize,
}

#[derive(Debug, Serialize)]
struct AlternativeJson {
    /// `runner-up`, `top`, `all-new`, `with-used`, `cheaper` or `with-warnings`.
    role: &'static str,
    #[serde(flatten)]
    build: BuildJson,
}

#[derive(Debug, Serialize)]
pub(super) struct ConflictJson {
    constraint: &'static str,
    text: String,
    /// Of a task that cannot run: what it lacks on the best build that need not run it.
    shortfall: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct RelaxationJson {
    flag: String,
    text: String,
    verified: bool,
    build: BuildJson,
}

#[derive(Debug, Serialize)]
struct NextStepJson {
    extra_cents: i64,
    build: BuildJson,
}

#[derive(Debug, Serialize)]
pub(super) struct CatalogueJson {
    layers: Vec<String>,
    parts: usize,
    newest_price: Option<Date>,
    stale_share: f64,
    estimated_share: f64,
}

impl AnswerJson {
    /// The document of an answer.
    pub fn found(
        question: &Question<'_>,
        answer: &Answer<'_>,
        prices: &GpuPrices<'_>,
        ran: &Ran,
        living: &Living,
    ) -> Self {
        let pick = Dossier::new(question, &answer.pick);
        let build = |one: &Alternative<'_>| BuildJson::new(&Dossier::new(question, one));
        let roles = [
            ("runner-up", &answer.runner_up),
            ("all-new", &answer.all_new),
            ("with-used", &answer.with_used),
            ("cheaper", &answer.cheaper),
            ("with-warnings", &answer.with_warnings),
        ];
        let named = roles
            .into_iter()
            .filter_map(|(role, one)| Some((role, one.as_ref()?)));
        // A list of one would only repeat a neighbour.
        let listed = if !answer.every.is_empty() {
            answer.every.as_slice()
        } else if answer.top.len() > 1 {
            answer.top.as_slice()
        } else {
            &[]
        };
        let top = listed.iter().map(|one| ("top", one));
        let alternatives = named.chain(top).map(|(role, one)| AlternativeJson {
            role,
            build: build(one),
        });
        let further = answer.next_step.iter().chain(&answer.hundred_more);
        let next_steps = further.map(|one| NextStepJson {
            extra_cents: one.total.difference(answer.pick.total),
            build: build(one),
        });
        let status = match answer.proof.open {
            None => Status::Optimal,
            Some(_) => Status::Unproven,
        };
        Self {
            build: Some(BuildJson::new(&pick)),
            cost: Some(CostJson::new(
                &pick.cost(question, living),
                living,
                question.request.today,
            )),
            proof: Some(ProofJson::new(answer, ran.elapsed)),
            alternatives: alternatives.collect(),
            next_steps: next_steps.collect(),
            gpu_stays: prices.stay.as_ref().map(StayJson::new),
            gpu_rival: prices.rival.as_ref().map(TakeoverJson::new),
            catalogue: CatalogueJson::new(question, Some(&pick)),
            complete: answer.complete,
            stopped: ran.json(),
            ..Self::empty(question, status)
        }
    }

    /// The document of a question without an answer.
    pub fn infeasible(question: &Question<'_>, why: &Infeasibility<'_>, ran: &Ran) -> Self {
        let build = |one: &Alternative<'_>| BuildJson::new(&Dossier::new(question, one));
        let (conflict, relaxations) = ways_out(question, why);
        Self {
            conflict,
            relaxations,
            least: why.least.as_ref().map(build),
            complete: why.untried.is_none(),
            stopped: ran.json(),
            untried: match &why.untried {
                Some(Untried::Blame(rest)) => {
                    let words = rest.iter().map(|one| demand(one, question.catalogue));
                    words.collect()
                }
                Some(Untried::WaysOut) | None => Vec::new(),
            },
            ..Self::empty(question, Status::Infeasible)
        }
    }

    /// The document where the solve was ended before it found a build.
    pub fn unknown(question: &Question<'_>, ran: &Ran) -> Self {
        Self {
            complete: false,
            stopped: ran.json(),
            ..Self::empty(question, Status::Unproven)
        }
    }

    /// The same with its certificate.
    #[must_use]
    pub fn certified(mut self, certificate: Option<Certificate>) -> Self {
        self.certificate = certificate;
        self
    }

    fn empty(question: &Question<'_>, status: Status) -> Self {
        Self {
            schema: AnswerFile::SCHEMA,
            version: env!("CARGO_PKG_VERSION"),
            request: RequestJson::new(question),
            status,
            build: None,
            cost: None,
            proof: None,
            certificate: None,
            alternatives: Vec::new(),
            conflict: Vec::new(),
            relaxations: Vec::new(),
            next_steps: Vec::new(),
            gpu_stays: None,
            gpu_rival: None,
            least: None,
            complete: true,
            stopped: None,
            untried: Vec::new(),
            catalogue: CatalogueJson::new(question, None),
            not_checked: NOT_CHECKED,
        }
    }
}

impl RequestJson {
    pub(super) fn new(question: &Question<'_>) -> Self {
        let request = question.request;
        let Setting {
            circuit,
            power_limit,
            open_frame,
            cuda_only,
            training: _,
            standards: _,
            ecc,
            nvlink,
            // A build file's alone: the solver proposes one supply and no risers, and runs
            // any format.
            precision: _,
            rocm: _,
            supplies: _,
            riser: _,
            risers: _,
            bios_version: _,
        } = &request.setting;
        Self {
            budget_cents: request.budget.map(Usd::cents),
            workload: question.purpose.label.clone(),
            tasks_must_run: !request.must_fit.is_empty(),
            best: request.best.as_str(),
            have: request.have.clone(),
            pins: request.pins.clone(),
            bans: request.bans.clone(),
            gpus: [request.gpus.0, request.gpus.1],
            vram_gib: request.vram.map(Gibibytes::steps),
            used: request.used.as_str(),
            vendor: if *cuda_only { "cuda" } else { "any" },
            prices: match request.prices {
                PriceMode::Adjusted => "adjusted",
                PriceMode::Listed => "listed",
            },
            tax_basis_points: request.tax_basis_points,
            circuit: (*circuit).into(),
            power_limit_watts: power_limit.map(Watts::steps),
            open_frame: *open_frame,
            desktop: request.desktop,
            allow: request.allowed.rules.clone(),
            allow_warnings: request.allowed.warnings,
            tolerance_basis_points: request.tolerance_basis_points,
            today: request.today,
            ecc: *ecc,
            nvlink: *nvlink,
        }
    }
}

impl ProofJson {
    fn new(answer: &Answer<'_>, elapsed: Duration) -> Self {
        const EXACT: u128 = 1 << 53;
        let proof = &answer.proof;
        let Removed {
            unary,
            dominance,
            consistency,
        } = proof.removed;
        let space = match u64::try_from(proof.space) {
            Ok(n) if proof.space <= EXACT => SpaceJson::Number(n),
            Ok(_) | Err(_) => SpaceJson::Text(proof.space.to_string()),
        };
        Self {
            space,
            candidates: proof.candidates,
            removed: RemovedJson {
                unary,
                dominance,
                consistency,
            },
            left_out: proof.left_out.clone(),
            nodes: proof.nodes,
            bound: rounded(proof.bound.points()),
            elapsed_ms: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
            proven: proof.open.is_none(),
            open: proof.open.map(|open| match open {
                Open::Score { .. } => "score",
                Open::Price { .. } => "price",
                Open::Value { .. } => "value",
            }),
            gap: proof.open.and_then(|open| gap(&answer.pick, open)),
            bound_cents: match proof.open {
                Some(Open::Price { bound }) => Some(bound.cents()),
                Some(Open::Score { .. } | Open::Value { .. }) | None => None,
            },
        }
    }
}

impl CatalogueJson {
    pub(super) fn new(question: &Question<'_>, pick: Option<&Dossier<'_>>) -> Self {
        let layers = &question.catalogue.layers;
        let shares = pick.map(|pick| pick.shares).unwrap_or_default();
        Self {
            layers: layers.iter().map(|layer| layer.name.clone()).collect(),
            parts: question.catalogue.parts().count(),
            newest_price: layers.iter().filter_map(|layer| layer.newest_price).max(),
            stale_share: rounded(shares.share(shares.stale)),
            estimated_share: rounded(shares.share(shares.estimated)),
        }
    }
}

/// A conflict, and what would end it.
pub(super) fn ways_out(
    question: &Question<'_>,
    why: &Infeasibility<'_>,
) -> (Vec<ConflictJson>, Vec<RelaxationJson>) {
    let short = shortfalls(question, why);
    let lacks = |one: &Requirement| match one {
        Requirement::Task(_, task) => {
            let found = short.iter().find(|(short, _)| short == task);
            found.map(|(_, text)| text.clone())
        }
        _ => None,
    };
    let conflict = why.conflict.iter().map(|one| ConflictJson {
        constraint: kind(one),
        text: demand(one, question.catalogue),
        shortfall: lacks(one),
    });
    let relaxations = why.relaxations.iter().map(|one| RelaxationJson {
        flag: way_out(one),
        text: demand(&one.requirement, question.catalogue),
        verified: true,
        build: BuildJson::new(&Dossier::new(question, &one.build)),
    });
    (conflict.collect(), relaxations.collect())
}
