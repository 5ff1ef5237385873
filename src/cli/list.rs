//! `rigbuild list`: the saved builds.

use super::error::note;
use super::output::{print, print_json};
use super::save::store;
use super::{Context, Exit};
use crate::report::{self, SavedListJson};

/// Arguments of `rigbuild list`.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command. A damaged file is told of and does not hide the others.
pub(super) fn run(_args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let store = store(context)?;
    let mut builds = Vec::new();
    for name in store.names()? {
        match store.load(name.as_str()) {
            Ok(saved) => builds.push(saved),
            Err(error) => note(&format!("{:#}", anyhow::Error::from(error))),
        }
    }
    if context.json {
        print_json(&SavedListJson::new(&builds))?;
    } else {
        let mut page = context.page();
        report::saved_list(&mut page, &builds);
        print(&page.finish())?;
    }
    Ok(Exit::Yes)
}
