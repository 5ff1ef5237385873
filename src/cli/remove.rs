//! `rigbuild remove`: deletes a saved build, never without a word.

use super::output::{confirmed, print, print_json};
use super::save::store;
use super::{Context, Exit};
use serde::Serialize;

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
    if !args.yes {
        match confirmed(&format!("Remove the saved build {name}?"))? {
            Some(true) => {}
            Some(false) => return Ok(Exit::No),
            None => anyhow::bail!("`{name}` would be gone for good: say --yes"),
        }
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
