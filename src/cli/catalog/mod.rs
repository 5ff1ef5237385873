//! `rigbuild catalog`: a look at parts and prices, and new prices.

mod check;
mod frame;
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
    /// List parts with their newest prices
    List(list::Args),
    /// Print all that is known of a part
    Show(show::Args),
    /// Add a price: rigbuild catalog set PART price=760 condition=used source=ebay-sold
    Set(set::Args),
}

/// Runs the command.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    if let Command::Check = args.command {
        return check::run(context);
    }
    if let Some(faults) = &context.faults {
        return Err(faults.clone().into());
    }
    match &args.command {
        Command::Check => check::run(context),
        Command::List(args) => list::run(args, context),
        Command::Show(args) => show::run(args, context),
        Command::Set(args) => set::run(args, context),
    }
}
