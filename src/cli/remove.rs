//! `rigbuild remove`: forgets a saved build, after asking.

use super::save::store;
use super::{Context, Exit, print};
use std::io::{IsTerminal, stdin};

/// Arguments of `rigbuild remove`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of a saved build
    pub build: String,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
}

/// Runs the command.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let store = store(context)?;
    store.read(&args.build)?;
    if !args.yes {
        anyhow::ensure!(
            stdin().is_terminal(),
            "removing `{}` needs --yes where nobody can be asked",
            args.build
        );
        print(&format!("remove {}? [y/N] ", args.build))?;
        let mut answer = String::new();
        stdin().read_line(&mut answer)?;
        if !matches!(answer.trim(), "y" | "Y" | "yes") {
            return Ok(Exit::No);
        }
    }
    store.remove(&args.build)?;
    print(&format!("removed {}\n", args.build))?;
    Ok(Exit::Yes)
}
