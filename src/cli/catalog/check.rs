//! `rigbuild catalog check`: all faults, or what a sound catalogue holds.

use crate::cli::{Context, Exit, print, print_json};
use crate::report::{self, CatalogCheckJson};

/// Prints every fault; the answer is no where one keeps the catalogue from loading.
pub(super) fn run(context: &Context) -> anyhow::Result<Exit> {
    match &context.faults {
        Some(faults) if context.json => {
            print_json(&CatalogCheckJson::faulty(faults))?;
        }
        None if context.json => {
            print_json(&CatalogCheckJson::sound(&context.catalogue, context.today))?;
        }
        Some(faults) => {
            let frames = report::framed(&faults.faults, context.charset());
            print(&format!("{frames}{}\n", faults.summary()))?;
        }
        None => {
            let warnings = &context.catalogue.warnings;
            let mut page = context.page();
            report::inventory(&mut page, &context.catalogue, context.today);
            let frames = report::framed(warnings, context.charset());
            print(&format!("{frames}{}", page.finish()))?;
        }
    }
    Ok(match context.faults {
        Some(_) => Exit::No,
        None => Exit::Yes,
    })
}
