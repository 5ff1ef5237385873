//! `rigbuild catalog show`: all that is known of a part.

use crate::cli::{Context, Exit, print, print_json};
use crate::report::{self, PartJson};
use crate::request::find_part;

/// Arguments of `rigbuild catalog show`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its id, or words that only it has
    #[arg(value_name = "PART")]
    part: String,
}

/// Prints fields, prices, history and sources.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let (catalogue, today) = (&context.catalogue, context.today);
    let part = find_part(catalogue, &args.part)?;
    if context.json {
        print_json(&PartJson::new(catalogue, part, today)?)?;
    } else {
        let mut page = context.page();
        report::part(&mut page, catalogue, part, today);
        print(&page.finish())?;
    }
    Ok(Exit::Yes)
}
