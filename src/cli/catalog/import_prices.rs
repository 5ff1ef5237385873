//! The price side of `rigbuild catalog import`.

use crate::catalogue::import::pcpp::{self, PriceTable};
use crate::catalogue::import::price_csv::{PriceList, read_list};
use crate::catalogue::import::prices::{PricePlan, Tables, Target, plan};
use crate::catalogue::{Fault, add_offers, write_atomically};
use crate::cli::output::confirmed;
use crate::cli::progress::Progress;
use crate::cli::{Context, Exit, complain, print, print_json};
use crate::part::Offer;
use crate::report::{self, PricesImported, PricesJson, visible};
use anyhow::Context as _;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// Faults that are printed; more are counted.
const FAULTS_SHOWN: usize = 10;

/// How to import.
#[derive(Debug, Clone, Copy)]
pub(super) struct Options<'a> {
    /// The day of prices whose source states none.
    pub(super) as_of: Option<Date>,
    /// Write nothing.
    pub(super) dry_run: bool,
    /// Take big moves too.
    pub(super) yes: bool,
    /// Where the rows that gave no price go.
    pub(super) unmatched: Option<&'a Path>,
}

/// All that was read.
#[derive(Debug, Default)]
struct Read {
    table: PriceTable,
    list: PriceList,
}

impl Read {
    fn of(sources: &[PathBuf], options: &Options<'_>, today: Date) -> Self {
        let mut read = Self::default();
        for source in sources {
            if pcpp::is_dump(source) {
                let table = pcpp::read_dump(source, options.as_of);
                read.table.listings.extend(table.listings);
                read.table.repeated += table.repeated;
                read.table.faults.extend(table.faults);
            } else if source.is_dir() {
                let fault = Fault::of_file(&source.to_string_lossy(), "no price table in it");
                read.table.faults.push(
                    fault.help(
                        "expected files of pc-part-dataset such as cpu.csv or video-card.jsonl",
                    ),
                );
            } else {
                let list = read_list(source, options.as_of, today);
                read.list.prices.extend(list.prices);
                read.list.faults.extend(list.faults);
            }
        }
        read
    }

    fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.table.faults.iter().chain(&self.list.faults)
    }
}

/// Reads the sources, plans, asks where it must, writes and reports.
pub(super) fn run(
    sources: &[PathBuf],
    options: &Options<'_>,
    context: &Context,
) -> anyhow::Result<Exit> {
    let (today, catalogue) = (context.today, &context.catalogue);
    if let Some(day) = options.as_of.filter(|day| *day > today) {
        anyhow::bail!("--as-of {day} is in the future: today is {today}");
    }
    let progress = Progress::of("reading and matching prices");
    let read = Read::of(sources, options, today);
    let plan = plan(
        &Target::all(catalogue, today),
        Tables {
            listings: &read.table.listings,
            named: &read.list.prices,
        },
    );
    drop(progress);
    let faults = tell(&read, context);
    if plan.rows == 0 && faults > 0 {
        anyhow::bail!("no price could be read");
    }
    let big_moves = options.yes || agreed(&plan, options, context)?;
    let offers: Vec<(&str, &Offer)> = plan.offers(big_moves).collect();
    let file = if options.dry_run || offers.is_empty() {
        None
    } else {
        Some(add_offers(&context.top_layer()?, catalogue, &offers, today)?.0)
    };
    if let Some(path) = options.unmatched {
        let rows = plan.left_out_csv()?;
        write_atomically(path, &rows)
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    let imported = PricesImported {
        plan: &plan,
        repeated: read.table.repeated,
        faults,
        big_moves,
        written: offers.len(),
        file: file.as_deref(),
        unmatched: options.unmatched,
    };
    if context.json {
        print_json(&PricesJson::new(&imported))?;
    } else {
        let mut page = context.page();
        report::prices_imported(&mut page, &imported);
        print(&page.finish())?;
    }
    Ok(if faults > 0 || imported.waiting() > 0 {
        Exit::No
    } else {
        Exit::Yes
    })
}

/// Prints what is wrong with the sources; returns how much.
fn tell(read: &Read, context: &Context) -> usize {
    let shown: Vec<Fault> = read.faults().take(FAULTS_SHOWN).cloned().collect();
    let all = read.faults().count();
    if all > 0 {
        complain(&report::framed(&shown, context.charset()));
    }
    if all > shown.len() {
        let more = format!("and {} faults more of these kinds\n", all - shown.len());
        complain(&visible(&more, context.charset()));
    }
    all
}

/// Whether the user agrees to prices that move far. Without a terminal: no.
fn agreed(plan: &PricePlan, options: &Options<'_>, context: &Context) -> anyhow::Result<bool> {
    let moves = plan.big_moves().count();
    if moves == 0 || options.dry_run || context.json {
        return Ok(false);
    }
    let mut page = context.page();
    report::big_moves(&mut page, plan);
    let question = format!("Take {moves} prices that move by more than 30 %?");
    let told = page.finish();
    complain(&told);
    Ok(confirmed(&question)? == Some(true))
}
