//! `rigbuild show`: one saved build with its frozen prices, and what they are today.

use super::save::store;
use super::{Context, Exit, print, print_json};
use crate::build::saved::SavedPart;
use crate::catalogue::PriceMode;
use crate::report::{Column, Mark, Table};

/// Arguments of `rigbuild show`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of a saved build
    pub build: String,
}

/// Runs the command.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let saved = store(context)?.read(&args.build)?;
    if context.json {
        print_json(&saved)?;
        return Ok(Exit::Yes);
    }
    let mut page = context.page();
    page.title(
        Mark::None,
        &[
            format!("{}: {}", saved.name, saved.total),
            format!("saved {}", saved.saved),
        ],
    );
    let mut table = Table::new([
        Column::left("PART"),
        Column::wrapping("PICK"),
        Column::right("EACH"),
        Column::left("TODAY"),
    ]);
    for part in &saved.parts {
        let name = if part.count == 1 {
            part.name.clone()
        } else {
            format!("{} x {}", part.count, part.name)
        };
        table.row([
            part.kind.as_str().into(),
            name.into(),
            part.price.to_string().into(),
            today(part, context).into(),
        ]);
    }
    if saved.boxed_cooler {
        table.row(["cooler".into(), "the one in the CPU's box".into()]);
    }
    page.table(table);
    page.facts(&[
        format!("score {:.0}", saved.score),
        format!("for {}", saved.workload),
        format!("rigbuild {}", saved.tool),
    ]);
    print(&page.finish())?;
    Ok(Exit::Yes)
}

/// What the part costs today, where that differs or cannot be said.
fn today(part: &SavedPart, context: &Context) -> String {
    let Some(known) = context.catalogue.part(&part.id) else {
        return format!("{} is no longer in the catalogue", part.id);
    };
    let Some(condition) = part.condition else {
        return "owned".to_owned();
    };
    match context
        .catalogue
        .price(known, condition, context.today, PriceMode::Adjusted)
    {
        None => "no price".to_owned(),
        Some(price) if price.amount == part.price => "same".to_owned(),
        Some(price) => price.amount.to_string(),
    }
}
