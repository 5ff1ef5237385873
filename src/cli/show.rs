//! `rigbuild show`: written on another branch; this file is replaced whole by its merge.

use super::{Context, Exit};

/// Arguments of `rigbuild show`.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub(super) fn run(_args: &Args, _context: &Context) -> anyhow::Result<Exit> {
    anyhow::bail!("`rigbuild show` is not part of this build")
}
