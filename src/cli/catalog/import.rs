//! `rigbuild catalog import`: the parts of a public data set, into the top layer.

use crate::catalogue::import::{lay, opendb};
use crate::cli::context::Detail;
use crate::cli::progress::Counted;
use crate::cli::{Context, Exit, print, print_json};
use crate::report::{self, ImportJson, Laid};
use std::path::PathBuf;

/// Shown under `--help`.
const NOTES: &str = "\
Examples:
  rigbuild catalog import open-db --dry-run        what would be taken, and what left out
  rigbuild --catalog big catalog import open-db    into a layer of its own
  rigbuild catalog import open-db -v               every row, with what was changed in it

Source: BuildCores OpenDB (https://github.com/buildcores/buildcores-open-db, ODC-By 1.0): the
directory with its open-db/, or the folders of the kinds themselves.

Imported parts have no price, and every fact of theirs is marked as imputed. What the data is
wrong about too often (plugs of power supplies, lanes, registered memory, room for coolers) is
left out, so the rules that need it answer `unknown`. A second import replaces what an earlier
one wrote; parts of your own in the same files stay, and so does an imported part to which you
add a source of your own.";

/// Arguments of `rigbuild catalog import`.
#[derive(Debug, clap::Args)]
#[command(after_help = NOTES)]
pub(super) struct Args {
    /// The data set's directory
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// Write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Reads the rows, lays the parts into the layer, and reports on both.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let layer = context.top_layer()?;
    let Some(root) = opendb::root(&args.path) else {
        anyhow::bail!(opendb::not_here(&args.path));
    };
    let below = context.below()?;
    let bar = Counted::of("reading", opendb::count(&root));
    let mut import = opendb::read(&root, &below, context.today, &|rows| bar.done(rows));
    drop(bar);
    let files = lay(&layer, &below, &mut import, context.today, args.dry_run)?;
    let laid = Laid {
        import: &import,
        files: &files,
        dir: &layer.dir,
        dry: args.dry_run,
    };
    if context.json {
        print_json(&ImportJson::new(&laid))?;
    } else {
        let mut page = context.page();
        report::imported(&mut page, &laid);
        if context.detail == Detail::Most {
            report::imported_rows(&mut page, &laid);
        }
        print(&page.finish())?;
    }
    Ok(if import.parts.count() > 0 {
        Exit::Yes
    } else {
        Exit::No
    })
}
