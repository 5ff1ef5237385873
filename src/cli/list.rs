//! `rigbuild list`: the saved builds.

use super::save::store;
use super::{Context, Exit, print, print_json};
use crate::report::{Column, Table};

/// Arguments of `rigbuild list`.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub(super) fn run(_args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let store = store(context)?;
    let names = store.names()?;
    if context.json {
        print_json(&names)?;
        return Ok(Exit::Yes);
    }
    let mut page = context.page();
    if names.is_empty() {
        page.aside("no build is saved yet: --save NAME keeps one");
    }
    let mut table = Table::new([
        Column::left("BUILD"),
        Column::left("SAVED"),
        Column::right("TOTAL"),
        Column::right("SCORE"),
        Column::wrapping("GPU"),
    ]);
    for name in &names {
        let saved = store.read(name)?;
        let gpus: Vec<_> = saved
            .parts
            .iter()
            .filter(|part| part.kind == "gpu")
            .map(|part| part.name.as_str())
            .collect();
        table.row([
            name.as_str().into(),
            saved.saved.to_string().into(),
            saved.total.to_string().into(),
            format!("{:.0}", saved.score).into(),
            gpus.join(", ").into(),
        ]);
    }
    if !names.is_empty() {
        page.table(table);
    }
    print(&page.finish())?;
    Ok(Exit::Yes)
}
