//! `rigbuild remove`: deletes a saved build, never without a word.

use super::output::{complain, print, print_json};
use super::save::store;
use super::{Context, Exit};
use serde::Serialize;
use std::io::{self, IsTerminal};

/// Arguments of `rigbuild remove`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A saved build
    #[arg(value_name = "NAME")]
    name: String,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

#[derive(Serialize)]
struct RemovedJson<'a> {
    schema: &'static str,
    removed: &'a str,
}

/// Runs the command; the answer is no when the user says so.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let store = store(context)?;
    let name = store.find(&args.name)?;
    if !args.yes && !confirmed(name.as_str())? {
        return Ok(Exit::No);
    }
    store.remove(name.as_str())?;
    if context.json {
        print_json(&RemovedJson {
            schema: "rigbuild.remove/1",
            removed: name.as_str(),
        })?;
    } else {
        print(&format!("removed {name}\n"))?;
    }
    Ok(Exit::Yes)
}

/// Asks on the terminal; where there is none, silence is no consent.
fn confirmed(name: &str) -> anyhow::Result<bool> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        anyhow::bail!("`{name}` would be gone for good: say --yes");
    }
    complain(&format!("Remove the saved build {name}? [y/N] "));
    let mut reply = String::new();
    io::stdin().read_line(&mut reply)?;
    Ok(matches!(
        reply.trim().to_ascii_lowercase().as_str(),
        "y" | "yes"
    ))
}
