//! `rigbuild catalog set`: a new price in the top layer.

use crate::catalogue::set_offer;
use crate::cli::{Context, Exit, print, print_json};
use crate::part::{Condition, Offer};
use crate::report::{OfferSetJson, visible};
use crate::request::find_part;
use crate::unit::Usd;
use jiff::civil::Date;

/// Dearer than any part of a home machine: a slip of the finger.
const ABSURD: Usd = Usd::dollars(100_000);

/// Shown under `--help`.
const EXAMPLE: &str = "\
Example:
  rigbuild catalog set zotac-rtx-3090-trinity price=760 condition=used source=ebay-sold

Keys: price, condition (new, used or refurbished), source (an id of sources.yaml, or your
own words), and as_of where the price was not seen today.";

/// Arguments of `rigbuild catalog set`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct Args {
    /// The part's id, or words that only it has
    #[arg(value_name = "PART")]
    part: String,
    /// price=760 condition=used source=ebay-sold [as_of=2026-11-24]
    #[arg(required = true, value_name = "KEY=VALUE")]
    values: Vec<String>,
}

/// Adds the offer and says where.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let part = find_part(&context.catalogue, &args.part)?;
    let offer = offer(&args.values, context.today)?;
    let layer = context.top_layer()?;
    let edited = set_offer(&layer, &context.catalogue, part.id(), &offer, context.today)?;
    if context.json {
        print_json(&OfferSetJson::new(part.id(), &offer, &edited))?;
        return Ok(Exit::Yes);
    }
    let file = edited.file.file_name().unwrap_or_default();
    let file = visible(&file.to_string_lossy(), context.charset());
    let (price, condition, day) = (offer.price, offer.condition, offer.as_of);
    let text = match &edited.before {
        _ if edited.unchanged => format!("{file}: has {price} {condition}, as of {day}, already"),
        Some(old) => format!(
            "{file}: + {price} {condition}, as of {day} (was {} of {})",
            old.price, old.as_of
        ),
        None => format!("{file}: + {price} {condition}, as of {day}"),
    };
    print(&format!("{text}\n"))?;
    Ok(Exit::Yes)
}

fn offer(values: &[String], today: Date) -> anyhow::Result<Offer> {
    let (mut price, mut condition, mut source, mut as_of) = (None, None, None, None);
    for text in values {
        let Some((key, value)) = text.split_once('=') else {
            anyhow::bail!("`{text}` is not key=value such as price=760");
        };
        let slot = match key {
            "price" => &mut price,
            "condition" => &mut condition,
            "source" => &mut source,
            "as_of" => &mut as_of,
            _ => anyhow::bail!("unknown key `{key}`: one of price, condition, source, as_of"),
        };
        if slot.replace(value).is_some() {
            anyhow::bail!("`{key}` is given twice");
        }
    }
    let needed = |value: Option<&str>, example: &str| match value {
        Some(value) if !value.trim().is_empty() => Ok(value.trim().to_owned()),
        Some(_) | None => Err(anyhow::anyhow!("an offer needs {example}")),
    };
    let price: Usd = needed(price, "a price: price=760")?.parse()?;
    if price == Usd::ZERO || price > ABSURD {
        anyhow::bail!("{price} is not a price of a part: above $0, at most {ABSURD}");
    }
    let condition: Condition = needed(condition, "a condition: condition=used")?
        .parse()
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    let source = needed(source, "a source: source=ebay-sold")?;
    let as_of: Date = match as_of {
        Some(text) => text
            .parse()
            .map_err(|_| anyhow::anyhow!("`{text}` is not a date such as 2026-11-24"))?,
        None => today,
    };
    if as_of > today {
        anyhow::bail!("{as_of} is in the future: today is {today}");
    }
    Ok(Offer {
        price,
        condition,
        as_of,
        source,
    })
}
