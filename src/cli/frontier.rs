//! `rigbuild frontier`: what more money buys.

use super::args::SolveArgs;
use super::asked::{nothing_fits, nothing_yet, resolved};
use super::vigil::Vigil;
use super::{Context, Exit, print, print_json, values};
use crate::explain::explain_infeasible_watched;
use crate::report::{self, FrontierJson, Question, Steps};
use crate::request::Best;
use crate::solve::{Guard, Stopped, frontier_watched};
use crate::unit::Usd;
use anyhow::bail;
use clap::Arg;
use clap::builder::Resettable;

/// Shown under `--help`.
const EXAMPLE: &str = "\
Each row is the answer of `rigbuild --budget BUDGET` with the same options, and the next one
scores more by at least the tolerance. --all prints every step: each build that no other beats
in both price and score. The answer at any budget is then the cheapest step within the tolerance
of the last one that the budget reaches.

Examples:
  rigbuild frontier                              from the cheapest build to $6,000
  rigbuild frontier -b 2000                      to twice your budget
  rigbuild frontier --from 1500 --to 3000 --used no
  rigbuild frontier --to 10k --for llm-inference --gpus 1-2
  rigbuild frontier --json | jq '.rows[] | [.budget_cents, .score]'

Exit codes: 0 builds are listed, 1 none fits, 2 the question could not be answered, 130 the
solve was ended (--time, Ctrl-C): the budgets listed are proven, and it says up to where.";

/// Where the range ends when neither it nor a budget is named.
const USUAL_END: Usd = Usd::dollars(6_000);

/// Arguments of `rigbuild frontier`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = EXAMPLE,
    mut_arg("budget", |arg| arg.required(false).help("Sets the end of the range: twice this")),
    mut_arg("best", unused),
    mut_arg("top", unused),
    mut_arg("clones", unused),
    mut_arg("certificate", unused),
    mut_arg("save", unused),
    mut_arg("force", unused)
)]
pub struct Args {
    /// Least budget [default: what the cheapest build costs]
    #[arg(long, value_name = "USD", allow_hyphen_values = true, value_parser = values::budget)]
    from: Option<Usd>,
    /// Largest budget [default: twice the budget, or the least one, or else $6,000]
    #[arg(long, value_name = "USD", allow_hyphen_values = true, value_parser = values::budget)]
    to: Option<Usd>,
    /// Print every step, however small
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    solve: SolveArgs,
}

/// An option of a solve that says nothing here: not shown, not read from the environment,
/// and refused when typed.
fn unused(arg: Arg) -> Arg {
    arg.hide(true).env(Resettable::Reset)
}

/// Finds the frontier and prints it.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    refuse_unused(&args.solve)?;
    let (from, to) = range(args)?;
    let catalogue = &context.catalogue;
    let (purpose, request) = resolved(&args.solve, &args.solve.wishes_within(to), context)?;
    let question = Question {
        catalogue,
        request: &request,
        purpose: &purpose,
    };
    let scorer = &purpose.workload;
    let vigil = Vigil::begin("every budget", args.solve.time, scorer.is_scored())?;
    let guard = Guard::new(&vigil);
    let found = frontier_watched(catalogue, &request, scorer, (from, to), &guard);
    let ran = vigil.ran(guard.stopped());
    let found = match found {
        Ok(Some(found)) => found,
        Ok(None) => {
            let why = explain_infeasible_watched(catalogue, &request, scorer, &guard);
            let ran = vigil.ran(guard.stopped());
            drop(vigil);
            return nothing_fits(context, &question, &why, &ran, || {
                FrontierJson::infeasible(&question, from, &why, &ran)
            });
        }
        Err(Stopped) => {
            drop(vigil);
            return nothing_yet(context, &question, None, &ran, || {
                FrontierJson::unknown(&question, from, &ran)
            });
        }
    };
    drop(vigil);
    if context.json {
        print_json(&FrontierJson::new(&question, &found, &ran))?;
    } else {
        let steps = if args.all { Steps::All } else { Steps::Beyond };
        let mut page = context.page();
        report::frontier(&mut page, &question, &found, steps, &ran);
        print(&page.finish())?;
    }
    Ok(match ran.ended {
        None => Exit::Yes,
        Some(_) => Exit::Ended,
    })
}

fn refuse_unused(solve: &SolveArgs) -> anyhow::Result<()> {
    let typed = [
        ("--best", solve.best != Best::Speed),
        ("--top", solve.top != 1),
        ("--clones", solve.clones),
        ("--certificate", solve.certificate),
        ("--save", solve.save.is_some()),
    ];
    for (option, typed) in typed {
        if typed {
            bail!(
                "{option} means nothing to `frontier`, which lists the fastest build at every \
                 budget: leave it out, or solve at one budget with `rigbuild --budget USD {option} …`"
            );
        }
    }
    Ok(())
}

/// The range asked for.
fn range(args: &Args) -> anyhow::Result<(Option<Usd>, Usd)> {
    let twice = |amount: Usd| Usd::from_cents(amount.cents().saturating_mul(2));
    let to = args.to.unwrap_or_else(|| {
        let middle = args.solve.budget.or(args.from);
        middle.map_or(USUAL_END, twice)
    });
    if let Some(from) = args.from
        && from > to
    {
        let end = match (args.to, args.solve.budget) {
            (None, Some(budget)) => {
                format!("twice the budget of {budget} (name another end: --to)")
            }
            (Some(_), _) | (None, None) => format!("--to {to}"),
        };
        bail!("--from {from} is more than {end}; expected a range such as --from 1500 --to 3000");
    }
    Ok((args.from, to))
}
