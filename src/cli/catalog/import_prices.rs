//! The price side of `rigbuild catalog import`.

use crate::catalogue::import::pcpp::{self, PriceTable};
use crate::catalogue::import::price_csv::{PriceList, read_list};
use crate::catalogue::import::prices::{PricePlan, Tables, Target, plan};
use crate::catalogue::import::{Parts, opendb};
use crate::catalogue::{Catalogue, Fault, add_offers, write_atomically};
use crate::cli::ask::asked;
use crate::cli::progress::Progress;
use crate::cli::{Context, Exit, complain};
use crate::part::Offer;
use crate::report::{self, PricesImported, visible};
use anyhow::Context as _;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Faults that are printed; more are counted.
const FAULTS_SHOWN: usize = 10;

/// How to import.
#[derive(Debug, Clone, Copy)]
pub(super) struct PriceOptions<'a> {
    /// The day of prices whose source states none.
    pub(super) as_of: Option<Date>,
    /// Take big moves too.
    pub(super) yes: bool,
    /// Write nothing.
    pub(super) dry_run: bool,
    /// Where the rows that gave no price go.
    pub(super) unmatched: Option<&'a Path>,
}

/// All that was read.
#[derive(Debug, Default)]
pub(super) struct PriceSources {
    table: PriceTable,
    list: PriceList,
}

/// The catalogue that prices are for, and what lies below the layer they go to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'a> {
    /// All parts.
    pub(super) catalogue: &'a Catalogue,
    /// Those of the layers below.
    pub(super) below: &'a Catalogue,
}

impl<'a> Ground<'a> {
    /// A layer that is still to be made adds nothing to what lies below it.
    pub(super) fn of(context: &'a Context, below: &'a Catalogue) -> anyhow::Result<Self> {
        let catalogue = match &context.faults {
            None => &context.catalogue,
            Some(_) if !context.top_layer()?.dir.exists() => below,
            Some(faults) => return Err(faults.clone().into()),
        };
        Ok(Self { catalogue, below })
    }
}

/// What was found in it, and what of that is taken.
#[derive(Debug)]
pub(super) struct PricesFound {
    plan: PricePlan,
    repeated: usize,
    faults: usize,
    big_moves: bool,
    /// Ids of parts that are imported in the same run: they carry their prices themselves.
    imported: BTreeSet<String>,
}

impl PriceSources {
    /// Reads the tables, and tells what is wrong with them. `None` without any table.
    pub(super) fn read(
        paths: &[&Path],
        options: &PriceOptions<'_>,
        context: &Context,
    ) -> anyhow::Result<Option<Self>> {
        if let Some(day) = options.as_of.filter(|day| *day > context.today) {
            anyhow::bail!("--as-of {day} is in the future: today is {}", context.today);
        }
        let mut read = Self::default();
        for path in paths {
            if pcpp::is_dump(path) {
                let table = pcpp::read_dump(path, options.as_of);
                read.table.listings.extend(table.listings);
                read.table.repeated += table.repeated;
                read.table.faults.extend(table.faults);
            } else {
                let list = read_list(path, options.as_of, context.today);
                read.list.prices.extend(list.prices);
                read.list.faults.extend(list.faults);
            }
        }
        read.tell(context);
        let nothing = read.table.listings.is_empty() && read.list.prices.is_empty();
        anyhow::ensure!(
            !nothing || read.faults().next().is_none(),
            "no price could be read"
        );
        Ok((!paths.is_empty()).then_some(read))
    }

    fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.table.faults.iter().chain(&self.list.faults)
    }

    fn tell(&self, context: &Context) {
        let shown: Vec<Fault> = self.faults().take(FAULTS_SHOWN).cloned().collect();
        complain(&report::framed(&shown, context.charset()));
        let more = self.faults().count() - shown.len();
        if more > 0 {
            let text = format!("and {more} more faults\n");
            complain(&visible(&text, context.charset()));
        }
    }

    /// Finds the prices of all parts, those on their way into the layer included, which
    /// get theirs here. Asks where prices move far.
    pub(super) fn find(
        &self,
        ground: Ground<'_>,
        importing: Option<&mut Parts>,
        options: &PriceOptions<'_>,
        context: &Context,
    ) -> anyhow::Result<PricesFound> {
        let progress = Progress::of("matching prices");
        let targets = match &importing {
            Some(parts) => targets(ground, parts, context.today),
            None => Target::all(ground.catalogue, context.today),
        };
        let tables = Tables {
            listings: &self.table.listings,
            named: &self.list.prices,
        };
        let plan = plan(&targets, tables);
        drop(progress);
        let big_moves = options.yes || agreed(&plan, options, context)?;
        let mut imported = BTreeSet::new();
        if let Some(parts) = importing {
            imported.extend(parts.items().map(|(id, _)| id.to_owned()));
            let mut offers: BTreeMap<&str, Vec<&Offer>> = BTreeMap::new();
            for (id, offer) in plan.offers(big_moves) {
                offers.entry(id).or_default().push(offer);
            }
            parts.offer(&offers);
        }
        Ok(PricesFound {
            plan,
            repeated: self.table.repeated,
            faults: self.faults().count(),
            big_moves,
            imported,
        })
    }
}

/// The parts that there will be: those of an earlier import are replaced by the new ones,
/// which keep their prices.
fn targets(ground: Ground<'_>, parts: &Parts, today: Date) -> Vec<Target> {
    let mut targets = Target::all(ground.catalogue, today);
    let new: BTreeMap<&str, _> = parts.items().collect();
    let replaced = |target: &Target| {
        let part = ground.catalogue.part(&target.id);
        let imported = part.is_some_and(|part| opendb::key_of(part.sources()).is_some());
        imported && ground.below.part(&target.id).is_none()
    };
    targets.retain(|target| new.contains_key(target.id.as_str()) || !replaced(target));
    let mut there = BTreeSet::new();
    for target in &mut targets {
        if let Some(item) = new.get(target.id.as_str()) {
            target.import(item);
            there.insert(target.id.clone());
        }
    }
    let fresh = new.iter().filter(|(id, _)| !there.contains(**id));
    targets.extend(fresh.map(|(id, item)| Target::new_part(item, id)));
    targets
}

impl PricesFound {
    /// Writes the prices of parts that are not imported in this run, and the rows left out
    /// where a file for them was named. Returns the file of the prices.
    pub(super) fn write(
        &self,
        context: &Context,
        ground: Ground<'_>,
        options: &PriceOptions<'_>,
    ) -> anyhow::Result<Option<PathBuf>> {
        if let Some(path) = options.unmatched {
            let rows = self.plan.left_out_csv()?;
            write_atomically(path, &rows)
                .with_context(|| format!("{} cannot be written", path.display()))?;
        }
        let offers = self.plan.offers(self.big_moves);
        let offers: Vec<(&str, &Offer)> = offers
            .filter(|(id, _)| !self.imported.contains(*id))
            .collect();
        if options.dry_run || offers.is_empty() {
            return Ok(None);
        }
        let layer = context.top_layer()?;
        let (file, _) = add_offers(&layer, ground.catalogue, &offers, context.today)?;
        Ok(Some(file))
    }

    /// What is to be told.
    pub(super) fn report<'a>(
        &'a self,
        options: &PriceOptions<'a>,
        file: Option<&'a Path>,
    ) -> PricesImported<'a> {
        let taken = || self.plan.offers(self.big_moves);
        let with_parts = taken().filter(|(id, _)| self.imported.contains(*id));
        let with_parts = with_parts.count();
        PricesImported {
            plan: &self.plan,
            repeated: self.repeated,
            faults: self.faults,
            big_moves: self.big_moves,
            with_parts,
            apart: taken().count() - with_parts,
            file,
            dry_run: options.dry_run,
            unmatched: options.unmatched,
        }
    }
}

/// Whether all was taken that could be.
pub(super) fn exit(imported: &PricesImported<'_>) -> Exit {
    if imported.faults > 0 || imported.waiting() > 0 {
        Exit::No
    } else {
        Exit::Yes
    }
}

/// Whether the user agrees to prices that move far. Without a terminal: no.
fn agreed(plan: &PricePlan, options: &PriceOptions<'_>, context: &Context) -> anyhow::Result<bool> {
    let moves = plan.big_moves().count();
    if moves == 0 || options.dry_run || context.json {
        return Ok(false);
    }
    let mut page = context.page();
    report::big_moves(&mut page, plan);
    complain(&page.finish());
    let question = format!("Take {moves} prices that move by more than 30 %?");
    Ok(asked(&question)? == Some(true))
}
