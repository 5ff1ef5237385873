//! Requirements in words, and the option that gives one up.

use crate::catalogue::Catalogue;
use crate::explain::{LARGE_CIRCUIT, Relaxation, Requirement, round_up};
use crate::rules::{Circuit, Rule};
use crate::unit::Usd;

/// What a requirement is called in JSON.
pub(super) const fn kind(requirement: &Requirement) -> &'static str {
    match requirement {
        Requirement::Budget(_) => "budget",
        Requirement::Pin(_) => "pin",
        Requirement::Gpus(..) => "gpus",
        Requirement::Vram(_) => "vram",
        Requirement::NewOnly => "new-only",
        Requirement::Bans(_) => "bans",
        Requirement::TasksFit => "tasks-fit",
        Requirement::Task(..) => "task",
        Requirement::Cuda => "cuda",
        Requirement::Circuit(_) => "circuit",
        Requirement::StockPower(_) => "stock-power",
        Requirement::Standard(_) => "standard",
        Requirement::Warnings => "warnings",
        Requirement::Ecc => "ecc",
        Requirement::Nvlink => "nvlink",
        Requirement::Judged(_) => "judged",
    }
}

/// What is demanded, in words.
pub(super) fn demand(requirement: &Requirement, catalogue: &Catalogue) -> String {
    match requirement {
        Requirement::Budget(budget) => format!("a budget of {budget}"),
        Requirement::Pin(id) => {
            let name = catalogue.part(id).map_or(id.as_str(), |part| part.name());
            format!("{name} in the build")
        }
        Requirement::Gpus(1, 1) => "one GPU".to_owned(),
        Requirement::Gpus(least, most) if least == most => format!("{least} GPUs"),
        Requirement::Gpus(least, most) => format!("{least} to {most} GPUs"),
        Requirement::Vram(least) => format!("{least} on every GPU"),
        Requirement::NewOnly => "new parts only".to_owned(),
        Requirement::Bans(1) => "1 banned part".to_owned(),
        Requirement::Bans(n) => format!("{n} banned parts"),
        Requirement::TasksFit => "every task fits".to_owned(),
        Requirement::Task(_, text) => format!("`{text}` runs"),
        Requirement::Cuda => "NVIDIA GPUs only".to_owned(),
        Requirement::Circuit(circuit) => format!("a {circuit} circuit"),
        Requirement::StockPower(_) => "cards at their own power".to_owned(),
        Requirement::Standard(id) => {
            let title = Rule::by_id(id).map_or("", |rule| rule.title);
            format!("standard {id} ({title})")
        }
        Requirement::Warnings => "no rule warns".to_owned(),
        Requirement::Ecc => "error-correcting memory".to_owned(),
        Requirement::Nvlink => "two cards that an NVLink bridge joins".to_owned(),
        Requirement::Judged(id) => {
            let title = Rule::by_id(id).map_or("", |rule| rule.title);
            format!("rule {id} ({title}) can be judged")
        }
    }
}

/// The option that gives the requirement up: to be added, or left out.
pub(super) fn way_out(relaxation: &Relaxation<'_>) -> String {
    match &relaxation.requirement {
        Requirement::Budget(_) => format!("--budget {}", bare(round_up(relaxation.build.total))),
        Requirement::Pin(id) => format!("without --pin {id}"),
        Requirement::Gpus(..) => "--gpus 1-4".to_owned(),
        Requirement::Vram(_) => "without --vram".to_owned(),
        Requirement::NewOnly => "--used yes".to_owned(),
        Requirement::Bans(_) => "without --ban".to_owned(),
        Requirement::TasksFit => "--best speed".to_owned(),
        Requirement::Task(_, text) => format!("without --for '{text}'"),
        Requirement::Cuda => "--vendor any".to_owned(),
        Requirement::Circuit(_) => {
            let Circuit { volts, amperes } = LARGE_CIRCUIT;
            format!("--circuit {volts}V/{amperes}A")
        }
        Requirement::StockPower(limit) => format!("--power-limit {}W", limit.steps()),
        Requirement::Standard(id) | Requirement::Judged(id) => format!("--allow {id}"),
        Requirement::Warnings => "--allow-warnings".to_owned(),
        Requirement::Ecc => "without --ecc".to_owned(),
        Requirement::Nvlink => "without --nvlink".to_owned(),
    }
}

/// Dollars as typed.
fn bare(amount: Usd) -> String {
    (amount.cents() / 100).to_string()
}
