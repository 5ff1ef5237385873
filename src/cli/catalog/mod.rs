//! `rigbuild catalog`: a look at parts and prices, and new prices.

mod check;
mod import;
mod import_prices;
mod list;
mod set;
mod show;

use super::{Context, Exit};

/// Arguments of `rigbuild catalog`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Check every part and price, and print all that is wrong
    Check,
    /// List parts with their prices in force
    List(list::Args),
    /// Print all that is known of a part
    Show(show::Args),
    /// Add a price to your own layer, or to the last --catalog directory
    Set(set::Args),
    /// Take parts and prices of public data sets into your own layer, or the last --catalog one
    Import(import::Args),
}

/// Runs the command.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    match (&args.command, &context.faults) {
        (Command::Check, _) => check::run(context),
        // Reads the layers below for itself: its own may be missing yet.
        (Command::Import(args), _) => import::run(args, context),
        (_, Some(faults)) => Err(faults.clone().into()),
        (Command::List(args), None) => list::run(args, context),
        (Command::Show(args), None) => show::run(args, context),
        (Command::Set(args), None) => set::run(args, context),
    }
}
