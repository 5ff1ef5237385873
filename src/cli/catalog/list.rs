//! `rigbuild catalog list`: parts with their newest prices.

use crate::cli::{Context, Exit, print};
use crate::part::{AnyPart, Condition, PartKind};
use crate::report::{Column, Table};

/// Arguments of `rigbuild catalog list`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A kind of part: gpu, cpu, case, ...
    kind: Option<PartKind>,
}

/// Prints a line a part.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let mut table = Table::new([
        Column::left("ID"),
        Column::wrapping("NAME"),
        Column::wrapping("NEWEST PRICE"),
    ]);
    for part in context.catalogue.parts() {
        if args.kind.is_none_or(|kind| kind == part.kind()) {
            let prices: Vec<String> = Condition::ALL
                .iter()
                .filter_map(|condition| newest(part, *condition, context))
                .collect();
            table.row([
                part.id().into(),
                part.name().into(),
                prices.join("\n").into(),
            ]);
        }
    }
    let mut page = context.page();
    page.table(table);
    print(&page.finish())?;
    Ok(Exit::Yes)
}

fn newest(part: AnyPart<'_>, condition: Condition, context: &Context) -> Option<String> {
    let offers = part.offers().iter();
    let offer = offers
        .filter(|offer| offer.condition == condition)
        .max_by_key(|offer| offer.as_of)?;
    let age = context.today.since(offer.as_of).ok()?.get_days();
    Some(format!("{} {condition}, {age} d", offer.price))
}
