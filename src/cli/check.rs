//! `rigbuild check`: written on another branch; this file is replaced whole by its merge.

use super::{Context, Exit};

/// Arguments of `rigbuild check`.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub(super) fn run(_args: &Args, _context: &Context) -> anyhow::Result<Exit> {
    anyhow::bail!("`rigbuild check` is not part of this build")
}
