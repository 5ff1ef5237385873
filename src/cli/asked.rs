//! The question that the options of a solve put.

use super::args::SolveArgs;
use super::context::Context;
use super::error::note;
use super::purpose::purpose;
use crate::catalogue::Catalogue;
use crate::request::{Best, Purpose, Request};
use crate::solve::best_build;
use anyhow::{Context as _, bail};

/// Looks up what was typed, for a command that solves and keeps nothing.
pub(super) fn asked(args: &SolveArgs, context: &Context) -> anyhow::Result<(Purpose, Request)> {
    if args.save.is_some() {
        bail!("--save keeps the answer of a solve: run rigbuild with the same options and --save");
    }
    let wishes = args.wishes().context("a budget is needed")?;
    let purpose = purpose(context, &args.purposes, args.for_config.as_ref())?;
    let catalogue = &context.catalogue;
    let mut request =
        wishes.resolve(catalogue, &|request| purpose.apply(request), context.today)?;
    for warning in &catalogue.warnings {
        note(&warning.to_string());
    }
    if request.best == Best::Value {
        spend_as_value_does(catalogue, &purpose, &mut request);
    }
    Ok((purpose, request))
}

/// What speaks for and against parts is asked at one budget: `--best value` first says which.
/// At its total no build scores more, and none that scores as much costs less.
fn spend_as_value_does(catalogue: &Catalogue, purpose: &Purpose, request: &mut Request) {
    if let Some(pick) = best_build(catalogue, request, &purpose.workload) {
        note(&format!(
            "--best value spends {}: what follows is about the best build for that",
            pick.total
        ));
        request.budget = Some(pick.total);
        request.tolerance_basis_points = 0;
    }
    request.best = Best::Speed;
}
