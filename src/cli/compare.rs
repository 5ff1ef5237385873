//! `rigbuild compare`: saved builds side by side, differences first.

use super::save::store;
use super::{Context, Exit, print, print_json};
use crate::build::saved::{Saved, SavedPart};
use crate::report::{Column, Table};
use crate::rules::Slot;

/// Arguments of `rigbuild compare`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Names of saved builds
    #[arg(required = true, num_args = 2..)]
    #[arg(value_name = "BUILD")]
    pub names: Vec<String>,
}

/// Runs the command.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let store = store(context)?;
    let builds: Vec<Saved> = args
        .names
        .iter()
        .map(|name| store.read(name))
        .collect::<Result<_, _>>()?;
    if context.json {
        print_json(&builds)?;
        return Ok(Exit::Yes);
    }
    let mut columns = vec![Column::left("")];
    columns.extend(builds.iter().map(|_| Column::wrapping("")));
    let mut table = Table::new(columns);
    table.row(
        std::iter::once("".into()).chain(builds.iter().map(|build| build.name.as_str().into())),
    );
    let mut same = 0;
    for slot in Slot::ALL {
        let cells: Vec<String> = builds.iter().map(|build| describe(build, *slot)).collect();
        if cells.iter().all(|cell| *cell == cells[0]) {
            same += 1;
        } else {
            table.row(
                std::iter::once(slot.as_str().into()).chain(cells.into_iter().map(Into::into)),
            );
        }
    }
    table.row(
        std::iter::once("total".into())
            .chain(builds.iter().map(|build| build.total.to_string().into())),
    );
    table.row(
        std::iter::once("score".into()).chain(
            builds
                .iter()
                .map(|build| format!("{:.0}", build.score).into()),
        ),
    );
    let mut page = context.page();
    page.table(table);
    page.aside(&format!("{same} more parts are the same; prices as saved"));
    print(&page.finish())?;
    Ok(Exit::Yes)
}

/// The slot's parts with their price, as one text.
fn describe(build: &Saved, slot: Slot) -> String {
    let one = |part: &SavedPart| {
        let state = part
            .condition
            .map_or("owned", |condition| condition.as_str());
        let count = if part.count == 1 {
            String::new()
        } else {
            format!("{} x ", part.count)
        };
        format!("{count}{} ({state}) {}", part.name, part.price)
    };
    let parts: Vec<_> = build
        .parts
        .iter()
        .filter(|part| part.kind == slot.as_str())
        .map(one)
        .collect();
    if parts.is_empty() && slot == Slot::Cooler {
        "the one in the CPU's box".to_owned()
    } else {
        parts.join("; ")
    }
}
