//! `rigbuild catalog`: a look at parts and prices, and changes to them.

mod add;
mod check;
mod layers;
mod list;
mod remove;
mod schema;
mod set;
mod show;
mod stale;

use super::{Context, Exit};
use crate::catalogue::LayerSource;
use crate::part::PartKind;
use anyhow::Context as _;

/// Arguments of `rigbuild catalog`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Check every part and price, and print all that is wrong
    Check(check::Args),
    /// List parts with their prices in force
    List(list::Args),
    /// Print all that is known of a part
    Show(show::Args),
    /// Add parts to your own layer, or to the last --catalog directory
    Add(add::Args),
    /// Remove a part from that layer, or hide it there
    Remove(remove::Args),
    /// List prices that are too old
    Stale(stale::Args),
    /// List the layers, lowest first
    Layers,
    /// Print the JSON Schema of a catalogue file
    Schema(schema::Args),
    /// Add a price to your own layer, or to the last --catalog directory
    Set(set::Args),
}

/// Runs the command.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    match (&args.command, &context.faults) {
        (Command::Check(args), _) => check::run(args, context),
        (Command::Schema(args), _) => schema::run(args),
        (_, Some(faults)) => Err(faults.clone().into()),
        (Command::List(args), None) => list::run(args, context),
        (Command::Show(args), None) => show::run(args, context),
        (Command::Set(args), None) => set::run(args, context),
        (Command::Add(args), None) => add::run(args, context),
        (Command::Remove(args), None) => remove::run(args, context),
        (Command::Stale(args), None) => stale::run(args, context),
        (Command::Layers, None) => layers::run(context),
    }
}

/// The layer that edits go to: the last `--catalog` directory, else the user's own.
fn top_layer(context: &Context) -> anyhow::Result<LayerSource> {
    match context.catalogs.last() {
        Some(dir) => Ok(LayerSource::named(dir)),
        None => LayerSource::user().context(
            "no home directory is known to keep your own parts in: name a directory with --catalog DIR",
        ),
    }
}

/// A kind's name, or that of its file: `gpu` or `gpus`.
fn kind(text: &str) -> Result<PartKind, String> {
    let by_file = PartKind::ALL.iter().find(|kind| kind.file_stem() == text);
    by_file.map_or_else(|| text.parse(), |kind| Ok(*kind))
}
