//! `rigbuild catalog stale`: prices in force that are too old to trust.

use super::kind;
use crate::catalogue::{FRESH_DAYS, stale_prices};
use crate::cli::{Context, Exit, print, print_json};
use crate::part::PartKind;
use crate::report::{self, StaleJson};

/// Arguments of `rigbuild catalog stale`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A kind of part: gpu, cpu, case, ...
    #[arg(value_name = "KIND", value_parser = kind)]
    kind: Option<PartKind>,
    /// Older than this many days
    #[arg(long, value_name = "N", default_value_t = FRESH_DAYS, value_parser = clap::value_parser!(i32).range(0..=36_500))]
    days: i32,
    /// Exit with 1 when there is one
    #[arg(long)]
    fail: bool,
}

/// Prints the prices, the oldest first.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let (catalogue, today) = (&context.catalogue, context.today);
    let stale = stale_prices(catalogue, args.kind, args.days, today);
    if context.json {
        print_json(&StaleJson::new(&stale, args.days, today))?;
    } else {
        let mut page = context.page();
        report::stale(&mut page, &stale, args.days, today);
        print(&page.finish())?;
    }
    Ok(if args.fail && !stale.old.is_empty() {
        Exit::No
    } else {
        Exit::Yes
    })
}
