//! `rigbuild catalog schema`: what a catalogue file may hold, for editors.

use crate::catalogue::{FileSchema, schemas};
use crate::cli::{Exit, print_json};
use crate::part::PartKind;
use crate::suggest::nearest;
use anyhow::bail;

/// Shown under `--help`.
const EXAMPLE: &str = "\
Example:
  rigbuild catalog schema gpus > schema/gpus.schema.json

Then the first line of gpus.yaml
  # yaml-language-server: $schema=schema/gpus.schema.json
lets an editor complete fields and underline faults.";

/// Arguments of `rigbuild catalog schema`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    /// A kind of part (gpu, cpu, case, ...) or another catalogue file (sources, offers, ...)
    #[arg(value_name = "KIND|FILE")]
    file: String,
}

/// Prints the JSON Schema, whether or not `--json` is given: it has no other form.
pub(super) fn run(args: &Args) -> anyhow::Result<Exit> {
    let kind = args.file.parse::<PartKind>().ok();
    let stem: &str = match kind {
        Some(kind) => kind.file_stem(),
        None => &args.file,
    };
    let all = schemas();
    let Some(found) = all.iter().find(|file| file.stem == stem) else {
        let stems = || all.iter().map(|FileSchema { stem, .. }| *stem);
        let near = nearest(stem, stems());
        let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        let known: Vec<&str> = stems().collect();
        bail!(
            "`{stem}` is no catalogue file: {near}known: {}",
            known.join(", ")
        );
    };
    print_json(&found.schema)?;
    Ok(Exit::Yes)
}
