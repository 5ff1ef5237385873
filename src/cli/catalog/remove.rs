//! `rigbuild catalog remove`: a part that goes from the top layer, or is hidden there.

use crate::catalogue::{Removed, remove_part};
use crate::cli::ask::confirmed;
use crate::cli::{Context, Exit, print, print_json};
use crate::report::{PartRemovedJson, visible};
use crate::request::find_part;

/// Arguments of `rigbuild catalog remove`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The part's id, or words that only it has
    #[arg(value_name = "PART")]
    part: String,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

/// Removes the part; the answer is no when the user says so.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let part = find_part(&context.catalogue, &args.part)?;
    let (id, name) = (part.id(), visible(part.name(), context.charset()));
    let layer = context.top_layer()?;
    let question = format!("Remove {name} ({id})?");
    if !args.yes && !confirmed(&question, &format!("`{id}` would be removed"))? {
        return Ok(Exit::No);
    }
    let removed = remove_part(&layer, &context.catalogue, id)?;
    if context.json {
        print_json(&PartRemovedJson::new(id, &removed))?;
        return Ok(Exit::Yes);
    }
    let (Removed::Deleted { file } | Removed::Hidden { file }) = &removed;
    let file = file.file_name().unwrap_or_default();
    let file = visible(&file.to_string_lossy(), context.charset());
    let text = match removed {
        Removed::Deleted { .. } => format!("{file}: - {id}"),
        Removed::Hidden { .. } => format!("{file}: hides {id}; take the line out to see it again"),
    };
    print(&format!("{text}\n"))?;
    Ok(Exit::Yes)
}
