//! `rigbuild catalog list`: parts with their prices in force.

use crate::cli::{Context, Exit, print, print_json};
use crate::part::PartKind;
use crate::report::{self, PartListJson};

/// Arguments of `rigbuild catalog list`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A kind of part: gpu, cpu, case, ...
    #[arg(value_name = "KIND", value_parser = kind)]
    kind: Option<PartKind>,
}

/// A kind's name, or that of its file: `gpu` or `gpus`.
fn kind(text: &str) -> Result<PartKind, String> {
    let by_file = PartKind::ALL.iter().find(|kind| kind.file_stem() == text);
    by_file.map_or_else(|| text.parse(), |kind| Ok(*kind))
}

/// Prints the parts.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let (catalogue, today) = (&context.catalogue, context.today);
    if context.json {
        print_json(&PartListJson::new(catalogue, args.kind, today))?;
    } else {
        let mut page = context.page();
        report::part_list(&mut page, catalogue, args.kind, today);
        print(&page.finish())?;
    }
    Ok(Exit::Yes)
}
