//! `rigbuild catalog`: look at the parts and prices in force, and at what is wrong with them.

mod set;

use super::{Context, Exit, print, print_json};
use crate::catalogue::{FrameColour, FrameLines};
use crate::part::{AnyPart, Condition, PartKind};
use crate::report::{Column, Mark, Table};
use crate::request::find_part;
use clap::Subcommand;

/// Arguments of `rigbuild catalog`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do with the catalogue.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read every layer and name every fault
    Check,
    /// List parts with their prices
    List {
        /// Only this kind, such as gpu or motherboard
        kind: Option<PartKind>,
    },
    /// Add a price: rigbuild catalog set PART price=760 condition=used source=ebay-sold
    Set(set::Args),
    /// Show one part whole
    Show {
        /// Its id, or words that only it has
        part: String,
    },
}

/// Runs the command.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    match (&args.command, &context.faults) {
        (Command::Check, Some(faults)) => {
            let lines = if context.unicode {
                FrameLines::Unicode
            } else {
                FrameLines::Ascii
            };
            print(&format!("{}\n", faults.frames(FrameColour::Styled, lines)))?;
            Ok(Exit::No)
        }
        (Command::Check, None) => check(context),
        (Command::List { .. } | Command::Show { .. } | Command::Set(_), Some(faults)) => {
            anyhow::bail!("the catalogue does not load:\n{faults}")
        }
        (Command::Set(args), None) => set::run(args, context),
        (Command::List { kind }, None) => list(*kind, context),
        (Command::Show { part }, None) => show(part, context),
    }
}

fn check(context: &Context) -> anyhow::Result<Exit> {
    let mut page = context.page();
    let total = context.catalogue.parts().count();
    page.title(Mark::Yes, &[format!("{total} parts, no fault")]);
    let mut table = Table::new([
        Column::left("KIND"),
        Column::right("PARTS"),
        Column::left("NEWEST PRICE"),
    ]);
    for kind in PartKind::ALL {
        let parts: Vec<_> = context
            .catalogue
            .parts()
            .filter(|part| part.kind() == *kind)
            .collect();
        let newest = parts
            .iter()
            .flat_map(|part| part.offers())
            .map(|offer| offer.as_of)
            .max();
        let newest = newest.map_or(String::new(), |day| day.to_string());
        table.row([
            kind.as_str().into(),
            parts.len().to_string().into(),
            newest.into(),
        ]);
    }
    page.table(table);
    for warning in &context.catalogue.warnings {
        page.say(Mark::Warning, &warning.to_string());
    }
    print(&page.finish())?;
    Ok(Exit::Yes)
}

/// The price of one piece in a condition with its age, or nothing.
fn price(part: AnyPart<'_>, condition: Condition, context: &Context) -> String {
    let found = context.catalogue.price(
        part,
        condition,
        context.today,
        crate::catalogue::PriceMode::Adjusted,
    );
    found.map_or(String::new(), |price| {
        format!("{} of {}", price.amount, price.as_of)
    })
}

fn list(kind: Option<PartKind>, context: &Context) -> anyhow::Result<Exit> {
    let parts: Vec<_> = context
        .catalogue
        .parts()
        .filter(|part| kind.is_none_or(|kind| part.kind() == kind))
        .collect();
    if context.json {
        let ids: Vec<_> = parts
            .iter()
            .map(|part| (part.kind().as_str(), part.id(), part.name()))
            .collect();
        print_json(&ids)?;
        return Ok(Exit::Yes);
    }
    let mut page = context.page();
    let mut table = Table::new([
        Column::wrapping("PART"),
        Column::left("NEW"),
        Column::left("USED"),
    ]);
    for part in parts {
        let (new, used) = (
            price(part, Condition::New, context),
            price(part, Condition::Used, context),
        );
        table.row([part.id().into(), new.into(), used.into()]);
    }
    page.table(table);
    page.aside("prices brought forward to today by the market index where one covers them");
    print(&page.finish())?;
    Ok(Exit::Yes)
}

fn show(text: &str, context: &Context) -> anyhow::Result<Exit> {
    let part = find_part(&context.catalogue, text)?;
    macro_rules! written {
        ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
            match part { $(AnyPart::$kind(part) => serde_json::to_value(part)?),+ }
        };
    }
    let value = crate::part_kinds!(written);
    if context.json {
        print_json(&value)?;
        return Ok(Exit::Yes);
    }
    let mut page = context.page();
    page.title(
        Mark::None,
        &[part.name().to_owned(), part.kind().to_string()],
    );
    if let serde_json::Value::Object(fields) = &value {
        for (field, value) in fields {
            let imputed = part
                .imputed()
                .iter()
                .any(|name| name.split('.').next() == Some(field));
            let doubt = if imputed {
                " (imputed: no data sheet read)"
            } else {
                ""
            };
            let shown = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            page.labelled(field, &format!("{shown}{doubt}"));
        }
    }
    for id in part.sources() {
        if let Some(source) = context.catalogue.source(id) {
            page.aside(&format!(
                "{id}: {} ({}, {})",
                source.title, source.url, source.date
            ));
        }
    }
    for (condition, word) in [
        (Condition::New, "new today"),
        (Condition::Used, "used today"),
    ] {
        let price = price(part, condition, context);
        if !price.is_empty() {
            page.labelled(word, &price);
        }
    }
    print(&page.finish())?;
    Ok(Exit::Yes)
}
