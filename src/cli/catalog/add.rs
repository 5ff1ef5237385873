//! `rigbuild catalog add`: new parts in the top layer.

use super::kind;
use crate::catalogue::{Document, EditError, Fault, Faults, add_parts, template};
use crate::cli::{Context, Exit, print, print_json};
use crate::part::PartKind;
use crate::report::{PartsAddedJson, visible};
use std::io::{self, IsTerminal};
use std::path::PathBuf;

/// Shown under `--help`.
const EXAMPLE: &str = "\
Examples:
  rigbuild catalog add gpu --template > new.yaml      a part to fill in
  rigbuild catalog add gpu --from new.yaml
  rigbuild catalog add case < new.yaml

The file is a list of parts, as in the built-in catalogue (`rigbuild catalog show PART`).
All of them are added, or none. A part with a built-in part's id takes its place.";

/// Arguments of `rigbuild catalog add`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    /// A kind of part: gpu, cpu, case, ...
    #[arg(value_name = "KIND", value_parser = kind)]
    kind: PartKind,
    /// The YAML file with the parts; - = standard input
    #[arg(long, value_name = "FILE", default_value = "-")]
    from: PathBuf,
    /// Print an empty part of the kind instead
    #[arg(long, conflicts_with = "from")]
    template: bool,
}

/// Adds the parts and says where.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    if args.template {
        print(&template(args.kind))?;
        return Ok(Exit::Yes);
    }
    let document = read(args).map_err(|fault| {
        EditError::Faulty(Faults {
            faults: vec![fault],
            parts: 0,
        })
    })?;
    let layer = context.top_layer()?;
    let added = add_parts(
        &layer,
        &context.catalogue,
        args.kind,
        &document,
        context.today,
    )?;
    if context.json {
        print_json(&PartsAddedJson::new(args.kind, &added))?;
        return Ok(Exit::Yes);
    }
    let file = added.file.file_name().unwrap_or_default();
    let file = visible(&file.to_string_lossy(), context.charset());
    for id in &added.ids {
        let hidden = if added.replaced.contains(id) {
            " (in place of the one below)"
        } else {
            ""
        };
        print(&format!("{file}: + {id}{hidden}\n"))?;
    }
    Ok(Exit::Yes)
}

fn read(args: &Args) -> Result<Document, Fault> {
    if args.from.as_os_str() != "-" {
        return Document::open(&args.from);
    }
    let stdin = io::stdin();
    if stdin.is_terminal() {
        let kind = args.kind;
        let fault = Fault::of_file("standard input", "no parts to add");
        return Err(fault.help(format!(
            "name a file with --from FILE; `rigbuild catalog add {kind} --template` prints one to fill in"
        )));
    }
    Document::from_reader("standard input", stdin.lock())
}
