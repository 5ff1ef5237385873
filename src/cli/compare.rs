//! `rigbuild compare`: written on another branch; this file is replaced whole by its merge.

use super::{Context, Exit};

/// Arguments of `rigbuild compare`.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub(super) fn run(_args: &Args, _context: &Context) -> anyhow::Result<Exit> {
    anyhow::bail!("`rigbuild compare` is not part of this build")
}
