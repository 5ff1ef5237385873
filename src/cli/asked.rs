//! The question that the options of a solve put.

use super::args::SolveArgs;
use super::context::{Context, Exit};
use super::error::note;
use super::output::{print, print_json};
use super::purpose::purpose;
use crate::catalogue::Catalogue;
use crate::explain::Infeasibility;
use crate::report::{self, AnswerJson, Page, Question, Ran};
use crate::request::{Best, Purpose, Request, Wishes};
use crate::solve::{Open, best_build};
use anyhow::{Context as _, bail};
use serde::Serialize;

/// Looks up what was typed, for a command that solves and keeps nothing.
pub(super) fn asked(args: &SolveArgs, context: &Context) -> anyhow::Result<(Purpose, Request)> {
    if args.save.is_some() {
        bail!("--save keeps the answer of a solve: run rigbuild with the same options and --save");
    }
    if args.clones || args.certificate {
        bail!("--clones and --certificate belong to the answer itself: leave them out here");
    }
    let wishes = args.wishes().context("a budget is needed")?;
    let (purpose, mut request) = resolved(args, &wishes, context)?;
    if request.best == Best::Value {
        spend_as_value_does(&context.catalogue, &purpose, &mut request);
    }
    Ok((purpose, request))
}

/// Looks the purpose and the wishes up, and tells what the catalogue warns of.
pub(super) fn resolved(
    args: &SolveArgs,
    wishes: &Wishes,
    context: &Context,
) -> anyhow::Result<(Purpose, Request)> {
    let purpose = purpose(context, &args.purposes, args.for_config.as_ref())?;
    let catalogue = &context.catalogue;
    let request = wishes.resolve(catalogue, &|request| purpose.apply(request), context.today)?;
    for warning in &catalogue.warnings {
        note(&warning.to_string());
    }
    Ok((purpose, request))
}

/// Tells why nothing fits; `document` is the same for programs.
pub(super) fn nothing_fits<D: Serialize>(
    context: &Context,
    question: &Question<'_>,
    why: &Infeasibility<'_>,
    ran: &Ran,
    document: impl FnOnce() -> D,
) -> anyhow::Result<Exit> {
    tell(context, document, |page| {
        report::infeasible(page, question, why, ran);
    })?;
    Ok(match ran.ended {
        None => Exit::No,
        Some(_) => Exit::Ended,
    })
}

/// Tells that the solve was ended before any build was found; `document` is the same for
/// programs.
pub(super) fn nothing_yet<D: Serialize>(
    context: &Context,
    question: &Question<'_>,
    open: Option<Open>,
    ran: &Ran,
    document: impl FnOnce() -> D,
) -> anyhow::Result<Exit> {
    tell(context, document, |page| {
        report::nothing_yet(page, question, open, ran);
    })?;
    Ok(Exit::Ended)
}

/// Prints the document for programs or the page for people.
fn tell<D: Serialize>(
    context: &Context,
    document: impl FnOnce() -> D,
    write: impl FnOnce(&mut Page),
) -> anyhow::Result<()> {
    if context.json {
        return print_json(&document());
    }
    let mut page = context.page();
    write(&mut page);
    print(&page.finish())?;
    Ok(())
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

/// Tells that a question about the best build was not answered before the solve was ended.
pub(super) fn not_known_yet(
    context: &Context,
    question: &Question<'_>,
    ran: &Ran,
) -> anyhow::Result<Exit> {
    if context.json {
        print_json(&AnswerJson::unknown(question, ran))?;
    } else {
        let mut page = context.page();
        report::not_known_yet(&mut page, ran);
        print(&page.finish())?;
    }
    Ok(Exit::Ended)
}
