//! Keeping the build of an answer under a name.

use super::{Context, SolveArgs};
use crate::build::{Asked, BuildName, Keeping, Overwrite, Saved, Store};
use crate::request::Wishes;
use crate::solve::Alternative;
use anyhow::Context as _;
use std::path::PathBuf;

/// The store that `--builds` or the user's home names.
pub(super) fn store(context: &Context) -> anyhow::Result<Store> {
    let dir = context.builds.as_ref().context(
        "no home directory is known to keep builds in: name a directory with --builds DIR",
    )?;
    Ok(Store::new(dir))
}

/// The name to save under, refused before the solve where it is bad or taken.
pub(super) fn name(args: &SolveArgs, context: &Context) -> anyhow::Result<Option<BuildName>> {
    let Some(text) = &args.save else {
        return Ok(None);
    };
    let name = store(context)?.free(text, overwrite(args));
    Ok(Some(name.context("--save")?))
}

/// Saves the pick: what was asked, parts, prices and dates.
pub(super) fn save(
    name: BuildName,
    args: &SolveArgs,
    wishes: &Wishes,
    context: &Context,
    pick: &Alternative<'_>,
) -> anyhow::Result<PathBuf> {
    let keeping = Keeping {
        name,
        request: Asked::of(wishes, &args.purposes),
        today: context.today,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let saved = Saved::of(keeping, &context.catalogue, pick);
    store(context)?
        .save(&saved, overwrite(args))
        .context("--save")
}

fn overwrite(args: &SolveArgs) -> Overwrite {
    if args.force {
        Overwrite::Replace
    } else {
        Overwrite::Refuse
    }
}
