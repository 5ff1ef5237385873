//! `rigbuild show`: one saved build as it was saved, and what it costs today.

use super::output::{print, print_json};
use super::save::store;
use super::{Context, Exit};
use crate::report::{self, SavedShowJson};

/// Arguments of `rigbuild show`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A saved build
    #[arg(value_name = "NAME")]
    name: String,
}

/// Runs the command.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let saved = store(context)?.load(&args.name)?;
    let (catalogue, today) = (&context.catalogue, context.today);
    if context.json {
        print_json(&SavedShowJson::new(&saved, catalogue, today))?;
    } else {
        let mut page = context.page();
        report::saved_build(&mut page, &saved, catalogue, today);
        print(&page.finish())?;
    }
    Ok(Exit::Yes)
}
