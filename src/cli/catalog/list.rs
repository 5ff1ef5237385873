//! `rigbuild catalog list`: parts with their prices in force.

use super::kind;
use crate::catalogue::{Filter, filtered};
use crate::cli::{Context, Exit, print, print_json};
use crate::part::PartKind;
use crate::report::{self, PartListJson};

/// Shown under `--help`.
const EXAMPLE: &str = "\
Examples:
  rigbuild catalog list case
  rigbuild catalog list gpu --where 'vram>=24' --where 'length<=300 mm'
  rigbuild catalog list motherboard --where socket=am5 --where 'slots>=3'
  rigbuild catalog list --where name~proart --where 'price<400'

Fields are those of the catalogue's files (`rigbuild catalog show PART`, `rigbuild catalog
schema KIND`), with price, kind and, for cards, vram and the fields of the chip; memory.max
leads into a field. Signs: = != < <= > >= and ~ for a part of a text. A list matches when one
of its entries does; a list of slots or sockets counts its entries. A value that is not known
matches nothing, and such parts are counted.";

/// Arguments of `rigbuild catalog list`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    /// A kind of part: gpu, cpu, case, ...
    #[arg(value_name = "KIND", value_parser = kind)]
    kind: Option<PartKind>,
    /// Only parts for which this holds; repeat for more
    #[arg(long = "where", value_name = "FIELD>=VALUE")]
    filters: Vec<Filter>,
}

/// Prints the parts.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let (catalogue, today) = (&context.catalogue, context.today);
    let wanted = |kind: PartKind| args.kind.is_none_or(|only| only == kind);
    let parts = catalogue.parts().filter(|part| wanted(part.kind()));
    let found = filtered(catalogue, parts, &args.filters, today).map_err(anyhow::Error::msg)?;
    if context.json {
        print_json(&PartListJson::new(catalogue, &found, today))?;
    } else {
        let mut page = context.page();
        report::part_list(&mut page, catalogue, &found, today);
        print(&page.finish())?;
    }
    Ok(Exit::Yes)
}
