//! `rigbuild catalog check`: all faults, or what a sound catalogue holds and how well it is
//! founded.

use crate::cli::{Context, Exit, print, print_json};
use crate::report::{self, CatalogCheckJson, ProvenanceJson};

/// Arguments of `rigbuild catalog check`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Also list the parts whose facts rest on little, or were last checked long ago
    #[arg(long)]
    sources: bool,
}

/// Prints every fault; the answer is no where one keeps the catalogue from loading.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    match &context.faults {
        Some(faults) if context.json => {
            print_json(&CatalogCheckJson::faulty(faults))?;
        }
        None if context.json => {
            let provenance = args
                .sources
                .then(|| ProvenanceJson::new(&context.catalogue, context.today));
            print_json(&CatalogCheckJson::sound(
                &context.catalogue,
                context.today,
                provenance,
            ))?;
        }
        Some(faults) => {
            let frames = report::framed(&faults.faults, context.charset());
            print(&format!("{frames}{}\n", faults.summary()))?;
        }
        None => {
            let warnings = &context.catalogue.warnings;
            let mut page = context.page();
            report::inventory(&mut page, &context.catalogue, context.today);
            if args.sources {
                page.blank();
                report::provenance(&mut page, &context.catalogue, context.today);
            }
            let frames = report::framed(warnings, context.charset());
            print(&format!("{frames}{}", page.finish()))?;
        }
    }
    Ok(match context.faults {
        Some(_) => Exit::No,
        None => Exit::Yes,
    })
}
