//! `rigbuild catalog show`: all that is known of a part.

use crate::catalogue::{PriceBasis, PriceMode};
use crate::cli::{Context, Exit, print};
use crate::part::{AnyPart, Condition};
use crate::report::Mark;
use crate::request::find_part;
use serde_yaml::Value;

/// Arguments of `rigbuild catalog show`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The part's id or name
    part: String,
}

/// Prints fields, offers, sources and the price in force.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let part = find_part(&context.catalogue, &args.part)?;
    let mut page = context.page();
    page.title(Mark::None, &[part.name().to_owned()]);
    if let Value::Mapping(fields) = value(part)? {
        for (key, value) in fields {
            let key = key.as_str().unwrap_or_default().to_owned();
            if ["offers", "sources", "imputed"].contains(&key.as_str()) {
                continue;
            }
            let guessed = part.imputed().iter().any(|field| {
                field
                    .strip_prefix(&key)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            });
            let mark = if guessed { " (imputed)" } else { "" };
            let text = serde_yaml::to_string(&value)?;
            page.labelled(&key, &format!("{}{mark}", text.trim()));
        }
    }
    if !part.imputed().is_empty() {
        page.labelled("imputed", &part.imputed().join(", "));
    }
    for offer in part.offers() {
        let (price, condition, day) = (offer.price, offer.condition, offer.as_of);
        let text = format!("{price} {condition}, {day}, {}", offer.source);
        page.labelled("offer", &text);
    }
    for id in part.sources() {
        let text = match context.catalogue.source(id) {
            Some(source) => format!("{id}: {} {}", source.title, source.url),
            None => id.clone(),
        };
        page.labelled("source", &text);
    }
    for condition in Condition::ALL {
        let mode = PriceMode::Adjusted;
        let price = context
            .catalogue
            .price(part, *condition, context.today, mode);
        if let Some(price) = price {
            let basis = match price.basis {
                PriceBasis::Listed => "listed".to_owned(),
                PriceBasis::Estimated { factor } => format!("estimated, index x {factor:.2}"),
                PriceBasis::Chip => "street price of its chip".to_owned(),
                PriceBasis::Owned => "owned".to_owned(),
            };
            let stale = if price.stale { ", stale" } else { "" };
            let text = format!("{}, {basis}, as of {}{stale}", price.amount, price.as_of);
            page.labelled(&format!("price {condition}"), &text);
        }
    }
    print(&page.finish())?;
    Ok(Exit::Yes)
}

macro_rules! values {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        /// The part as its file would write it.
        fn value(part: AnyPart<'_>) -> Result<Value, serde_yaml::Error> {
            match part { $(AnyPart::$kind(part) => serde_yaml::to_value(part)),+ }
        }
    };
}
crate::part_kinds!(values);
