//! `rigbuild show`: one saved build as it was saved, and what it costs today.

use super::output::{print, print_json};
use super::save::store;
use super::{Context, Exit, LivingArgs};
use crate::report::{self, SavedShowJson, SavedView};

/// Arguments of `rigbuild show`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A saved build
    #[arg(value_name = "BUILD")]
    name: String,
    #[command(flatten)]
    living: LivingArgs,
}

/// Runs the command. A part that has vanished is no obstacle: the file says enough.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let saved = store(context)?.load(&args.name)?;
    let (catalogue, today) = (&context.catalogue, context.today);
    let living = args.living.living(catalogue)?;
    let restored = saved.restore(catalogue, &[], today);
    let view = SavedView {
        saved: &saved,
        restored: restored.as_ref(),
        catalogue,
        living: &living,
        today,
    };
    if context.json {
        print_json(&SavedShowJson::new(&view))?;
    } else {
        let mut page = context.page();
        report::saved_build(&mut page, &view, context.depth());
        print(&page.finish())?;
    }
    Ok(Exit::Yes)
}
