//! `rigbuild catalog import`: outside tables become parts and prices of your own layer.

use super::import_prices::{self, Options};
use crate::cli::{Context, Exit};
use jiff::civil::Date;
use std::path::PathBuf;

/// Shown under `--help`.
const EXAMPLE: &str = "\
Examples:
  rigbuild catalog import pc-part-dataset/data/csv --dry-run
  rigbuild catalog import prices.csv --unmatched unmatched.csv

A source is a directory (or a file) of pc-part-dataset, CSV or JSON lines, or a price list:
CSV with the columns part (id or name), price, condition, as_of and source.
A price that moves by more than 30 % asks first; in a pipe it is left out unless --yes.

Exit codes: 0 all was taken that could be, 1 rows were faulty or prices wait for --yes,
2 nothing could be read or written.";

/// Arguments of `rigbuild catalog import`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    /// Directories or files with outside data
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// The day the prices were seen, where the source does not say
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Say what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Take prices that move by more than 30 % too
    #[arg(short, long)]
    yes: bool,
    /// Write the rows that gave no price to this file, with the reason for each
    #[arg(long, value_name = "FILE")]
    unmatched: Option<PathBuf>,
}

/// Imports, and says what came of it.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let options = Options {
        as_of: args.as_of,
        dry_run: args.dry_run,
        yes: args.yes,
        unmatched: args.unmatched.as_deref(),
    };
    import_prices::run(&args.sources, &options, context)
}
