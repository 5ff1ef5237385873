//! `rigbuild catalog`: a look at parts and prices, and changes to them.

mod add;
mod check;
mod import;
mod import_prices;
mod layers;
mod list;
mod remove;
mod schema;
mod set;
mod show;
mod stale;

use super::{Context, Exit};
use crate::part::PartKind;

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
    /// Take parts and prices of public data sets into your own layer, or the last --catalog one
    Import(import::Args),
}

/// Runs the command.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    match (&args.command, &context.faults) {
        (Command::Check(args), _) => check::run(args, context),
        (Command::Schema(args), _) => schema::run(args),
        // Reads the layers below for itself: its own may be missing yet.
        (Command::Import(args), _) => import::run(args, context),
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

/// A kind's name, or that of its file: `gpu` or `gpus`.
fn kind(text: &str) -> Result<PartKind, String> {
    let by_file = PartKind::ALL.iter().find(|kind| kind.file_stem() == text);
    by_file.map_or_else(|| text.parse(), |kind| Ok(*kind))
}
