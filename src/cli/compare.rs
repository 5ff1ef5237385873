//! `rigbuild compare`: saved builds side by side, as they were saved.

use super::output::{print, print_json};
use super::save::store;
use super::{Context, Exit};
use crate::build::{Saved, StoreError};
use crate::report::{self, SavedListJson};

/// Arguments of `rigbuild compare`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Two or more saved builds
    #[arg(value_name = "NAME", required = true, num_args = 2..)]
    names: Vec<String>,
}

/// Runs the command.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let store = store(context)?;
    let builds: Result<Vec<Saved>, StoreError> =
        args.names.iter().map(|name| store.load(name)).collect();
    let builds = builds?;
    if context.json {
        print_json(&SavedListJson::comparison(&builds))?;
    } else {
        let mut page = context.page();
        report::comparison(&mut page, &builds);
        print(&page.finish())?;
    }
    Ok(Exit::Yes)
}
