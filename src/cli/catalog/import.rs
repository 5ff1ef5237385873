//! `rigbuild catalog import`: parts and prices of public data sets, into the top layer.

use super::import_prices::{self, Ground, PriceOptions, PriceSources};
use crate::catalogue::import::{Import, lay, opendb, pcpp};
use crate::cli::context::Detail;
use crate::cli::progress::Counted;
use crate::cli::{Context, Exit, print, print_json};
use crate::report::{self, ImportJson, Laid, PricesJson};
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// Shown under `--help`.
const NOTES: &str = "\
Examples:
  rigbuild catalog import open-db --dry-run        what would be taken, and what left out
  rigbuild --catalog big catalog import open-db pc-part-dataset/data/csv
                                                   parts with their prices, into a layer of its own
  rigbuild catalog import prices.csv --unmatched unmatched.csv
  rigbuild catalog import open-db -v               every row, with what was changed in it

Sources of parts: BuildCores OpenDB (https://github.com/buildcores/buildcores-open-db, ODC-By
1.0): the directory with its open-db/, or the folders of the kinds themselves.
Sources of prices: a directory or file of pc-part-dataset, CSV or JSON lines; or a price list:
CSV with the columns part (id or name), price, condition, as_of and source.

Every fact of an imported part is marked as imputed, and one without a price cannot be bought.
What the data is wrong about too often (plugs of power supplies, lanes, registered memory, room
for coolers) is left out, so the rules that need it answer `unknown`. A second import replaces
what an earlier one wrote; parts of your own in the same files stay, and so does an imported
part to which you add a source of your own.
Prices of other parts go to offers.yaml. One that moves by more than 30 % asks first; in a pipe
it is left out unless --yes. One far from the median of like parts is left out.

Exit codes: 0 all was taken that could be, 1 rows of a price table were faulty, prices wait for
--yes; 2 nothing could be read or written.";

/// Arguments of `rigbuild catalog import`.
#[derive(Debug, clap::Args)]
#[command(after_help = NOTES)]
pub(super) struct Args {
    /// Directories or files of the data sets
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Take one of the two only
    #[arg(long, value_name = "WHAT")]
    only: Option<Only>,
    /// The day the prices were seen, where their source does not say
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Take prices that move by more than 30 % too
    #[arg(short, long)]
    yes: bool,
    /// Write the price rows that gave no offer to this file, with the reason for each
    #[arg(long, value_name = "FILE")]
    unmatched: Option<PathBuf>,
    /// Write nothing
    #[arg(long)]
    dry_run: bool,
}

/// What is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Only {
    /// Parts, no prices
    Parts,
    /// Prices of parts that are there
    Prices,
}

/// Reads all sources, finds prices, lays the parts into the layer, and reports on both.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let (mut roots, mut tables) = (Vec::new(), Vec::new());
    for path in &args.paths {
        match opendb::root(path) {
            Some(root) => roots.push(root),
            None if path.is_dir() && !pcpp::is_dump(path) => {
                anyhow::bail!(opendb::not_here(path));
            }
            None => tables.push(path.as_path()),
        }
    }
    match args.only {
        Some(Only::Parts) => tables.clear(),
        Some(Only::Prices) => roots.clear(),
        None => {}
    }
    anyhow::ensure!(
        roots.len() <= 1,
        "two sources of parts: the second would replace the first"
    );
    anyhow::ensure!(
        !(roots.is_empty() && tables.is_empty()),
        "nothing of that kind in the sources named"
    );
    let options = PriceOptions {
        as_of: args.as_of,
        yes: args.yes,
        dry_run: args.dry_run,
        unmatched: args.unmatched.as_deref(),
    };
    let prices = PriceSources::read(&tables, &options, context)?;
    match roots.first() {
        Some(root) => parts_and_prices(root, prices.as_ref(), &options, context),
        None => prices_alone(prices.as_ref(), &options, context),
    }
}

fn prices_alone(
    prices: Option<&PriceSources>,
    options: &PriceOptions<'_>,
    context: &Context,
) -> anyhow::Result<Exit> {
    let Some(prices) = prices else {
        return Ok(Exit::No);
    };
    let below = context.below()?;
    let ground = Ground::of(context, &below)?;
    let found = prices.find(ground, None, options, context)?;
    let file = found.write(context, ground, options)?;
    let imported = found.report(options, file.as_deref());
    if context.json {
        print_json(&PricesJson::new(&imported))?;
    } else {
        let mut page = context.page();
        report::prices_imported(&mut page, &imported);
        print(&page.finish())?;
    }
    Ok(import_prices::exit(&imported))
}

fn parts_and_prices(
    root: &Path,
    prices: Option<&PriceSources>,
    options: &PriceOptions<'_>,
    context: &Context,
) -> anyhow::Result<Exit> {
    let layer = context.top_layer()?;
    let below = context.below()?;
    let bar = Counted::of("reading", opendb::count(root));
    let mut import: Import = opendb::read(root, &below, context.today, &|rows| bar.done(rows));
    drop(bar);
    if let Some(why) = import.useless() {
        anyhow::bail!("no part in {}: {why}", root.display());
    }
    let mut found = None;
    if let Some(prices) = prices {
        let ground = Ground::of(context, &below)?;
        let prices = prices.find(ground, Some(&mut import.parts), options, context)?;
        found = Some((prices, ground));
    }
    let files = lay(&layer, &below, &mut import, context.today, options.dry_run)?;
    let file = match &found {
        Some((prices, ground)) => prices.write(context, *ground, options)?,
        None => None,
    };
    let imported = found
        .as_ref()
        .map(|(prices, _)| prices.report(options, file.as_deref()));
    let laid = Laid {
        import: &import,
        files: &files,
        dir: &layer.dir,
        dry: options.dry_run,
    };
    if context.json {
        print_json(&ImportJson::new(&laid, imported.as_ref()))?;
    } else {
        let mut page = context.page();
        report::imported(&mut page, &laid);
        if let Some(imported) = &imported {
            page.blank();
            report::prices_imported(&mut page, imported);
        }
        if context.detail == Detail::Most {
            report::imported_rows(&mut page, &laid);
        }
        print(&page.finish())?;
    }
    Ok(match &imported {
        Some(imported) => import_prices::exit(imported),
        None => Exit::Yes,
    })
}
