//! The question that the options of a solve put.

use super::args::SolveArgs;
use super::context::Context;
use super::error::note;
use super::purpose::purpose;
use crate::request::{Purpose, Request};
use anyhow::{Context as _, bail};

/// Looks up what was typed, for a command that solves and keeps nothing.
pub(super) fn asked(args: &SolveArgs, context: &Context) -> anyhow::Result<(Purpose, Request)> {
    if args.save.is_some() {
        bail!("--save keeps the answer of a solve: run rigbuild with the same options and --save");
    }
    let wishes = args.wishes().context("a budget is needed")?;
    let purpose = purpose(context, &args.purposes, args.for_config.as_ref())?;
    let catalogue = &context.catalogue;
    let request = wishes.resolve(catalogue, &|request| purpose.apply(request), context.today)?;
    for warning in &catalogue.warnings {
        note(&warning.to_string());
    }
    Ok((purpose, request))
}
