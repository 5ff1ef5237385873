//! `rigbuild compare`: saved builds side by side, judged for the same work.

use super::output::{print, print_json};
use super::save::store;
use super::{Context, Exit};
use crate::build::{RestoreError, Restored, Saved, StoreError};
use crate::report::{self, Comparison, ComparisonJson, Dossier, Question, Side};
use crate::request::DEFAULT_PROFILE;

/// Arguments of `rigbuild compare`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Saved builds, two to four
    #[arg(value_name = "BUILD", required = true, num_args = 2..=4)]
    names: Vec<String>,
    /// At today's prices instead of the saved ones
    #[arg(long)]
    today: bool,
    /// What all are judged for [default: what the first was built for]
    #[arg(long = "for", value_name = "PROFILE|TASK", value_delimiter = ',')]
    purposes: Vec<String>,
}

/// Runs the command.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let builds = load(args, context)?;
    let purposes = purposes(args, &builds);
    let restored = builds
        .iter()
        .map(|(saved, _)| saved.restore(&context.catalogue, &purposes, context.today))
        .collect::<Result<Vec<Restored<'_>>, RestoreError>>()?;
    let purpose = purposes.join(" + ");
    let comparison = Comparison {
        sides: sides(&builds, &restored, context),
        purpose: &purpose,
        today: args.today.then_some(context.today),
    };
    if context.json {
        print_json(&ComparisonJson::new(&comparison))?;
    } else {
        let mut page = context.page();
        report::comparison(&mut page, &comparison);
        print(&page.finish())?;
    }
    Ok(Exit::Yes)
}

/// The builds at the prices to compare, each with its parts that have none.
fn load(args: &Args, context: &Context) -> anyhow::Result<Vec<(Saved, Vec<String>)>> {
    let store = store(context)?;
    let builds = args
        .names
        .iter()
        .map(|name| store.load(name))
        .collect::<Result<Vec<Saved>, StoreError>>()?;
    let priced = builds.into_iter().map(|saved| {
        if args.today {
            saved.repriced(&context.catalogue, context.today)
        } else {
            (saved, Vec::new())
        }
    });
    Ok(priced.collect())
}

fn purposes(args: &Args, builds: &[(Saved, Vec<String>)]) -> Vec<String> {
    let first = || builds.first().map(|(saved, _)| &saved.request.purposes);
    let named = if args.purposes.is_empty() {
        first().cloned().unwrap_or_default()
    } else {
        args.purposes.clone()
    };
    if named.is_empty() {
        vec![DEFAULT_PROFILE.to_owned()]
    } else {
        named
    }
}

fn sides<'s>(
    builds: &'s [(Saved, Vec<String>)],
    restored: &'s [Restored<'s>],
    context: &'s Context,
) -> Vec<Side<'s>> {
    let pairs = builds.iter().zip(restored);
    let side = |((saved, unpriced), restored): (&'s (Saved, Vec<String>), &'s Restored<'s>)| {
        let question = Question {
            catalogue: &context.catalogue,
            request: &restored.request,
            purpose: &restored.purpose,
        };
        Side {
            saved,
            dossier: Dossier::new(&question, &restored.build),
            unpriced,
        }
    };
    pairs.map(side).collect()
}
