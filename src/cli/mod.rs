//! The command line: clap definitions, one file a subcommand, and nothing of the domain.
//!
//! Exit codes: 0 yes, 1 the answer is no (nothing fits, a check found an error), 2 could
//! not answer (bad input, unreadable or faulty catalogue, disk), 130 interrupted.

mod args;
mod ask;
mod asked;
mod catalog;
mod check;
mod compare;
mod context;
mod dump_instance;
mod error;
mod estimate;
mod explain;
mod frontier;
mod gpus;
mod list;
mod living;
mod named_build;
mod output;
mod parse;
mod progress;
mod purpose;
mod remove;
mod rules;
mod save;
mod show;
mod shown;
mod solve;
mod terminal;
mod validate;
mod values;
mod verify;
mod vigil;
mod why_not;
mod workloads;

pub use args::{GlobalArgs, SolveArgs};
pub use context::{Context, Detail, Exit};
pub use living::LivingArgs;
pub use output::{complain, print, print_json};

use clap::{Parser, Subcommand};
use context::OnFaults;
use std::ffi::OsString;

/// Shown under `--help`.
const EXAMPLES: &str = "\
Examples:
  rigbuild --budget 2000                        the best PC for $2,000
  rigbuild -b 2k --for llm-finetune             for another kind of work
  rigbuild -b 3000 --for 'qlora qwen2.5-14b seq=4096' --for 'generate qwen3-32b'
  rigbuild -b 1500 --used no --tax 8.25         new parts, with sales tax
  rigbuild -b 1200 --have amd-ryzen-5-7600      with a part you own
  rigbuild -b 6000 --gpus 2-4 --open-frame      several cards
  rigbuild -b 2000 --json | jq .build.total_cents

Exit codes: 0 a build was found, 1 none fits, 2 the question could not be answered,
130 the solve was ended (--time, Ctrl-C): what is printed says what of it is proven.
Every option can also be set by a variable: RIGBUILD_BUDGET for --budget, and so on;
several values of one are parted by commas.";

/// Which PC to buy for machine-learning research at home: exact, with proof and reasons
#[derive(Debug, Parser)]
#[command(name = "rigbuild", version, subcommand_negates_reqs = true, max_term_width = 100, after_help = EXAMPLES)]
pub struct Cli {
    /// What to do; without a command: solve.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of a solve.
    #[command(flatten)]
    pub solve: SolveArgs,
    /// Options of every command.
    #[command(flatten)]
    pub global: GlobalArgs,
}

/// Everything but a solve.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Why each part of the best build, and how far its price can move
    Explain(explain::Args),
    /// What is against a part
    WhyNot(why_not::Args),
    /// List saved builds
    List(list::Args),
    /// Show a saved build
    Show(show::Args),
    /// Compare saved builds
    Compare(compare::Args),
    /// Remove a saved build
    Remove(remove::Args),
    /// Check a build against every rule
    Check(check::Args),
    /// Check a saved answer from scratch: prices, sums, rules, score, and that none is better
    Verify(verify::Args),
    /// Print the rules, or one in full
    Rules(rules::Args),
    /// What tasks need and how fast they run on GPUs or a build
    Estimate(estimate::Args),
    /// What more money buys: the best build at every budget
    Frontier(frontier::Args),
    /// Write the constraint problem as JSON, for other solvers
    DumpInstance(dump_instance::Args),
    /// Rank every GPU chip by score, price and score per $1,000
    Gpus(gpus::Args),
    /// Print profiles, tasks and models
    Workloads(workloads::Args),
    /// Hold the model against measurements
    Validate(validate::Args),
    /// Look at parts and prices, and change them
    Catalog(catalog::Args),
}

/// Runs the command line and returns the exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match parse::parse(arguments) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    parse::apply_color(cli.global.color);
    match run(&cli) {
        Ok(exit) => exit.code(),
        Err(error) => error::told(&error),
    }
}

fn run(cli: &Cli) -> anyhow::Result<Exit> {
    let on_faults = match &cli.command {
        Some(Command::List(_) | Command::Remove(_) | Command::Rules(_) | Command::Catalog(_)) => {
            OnFaults::GoOn
        }
        Some(
            Command::Show(_)
            | Command::Compare(_)
            | Command::Check(_)
            | Command::Verify(_)
            | Command::Estimate(_)
            | Command::Frontier(_)
            | Command::DumpInstance(_)
            | Command::Gpus(_)
            | Command::Workloads(_)
            | Command::Validate(_)
            | Command::Explain(_)
            | Command::WhyNot(_),
        )
        | None => OnFaults::Stop,
    };
    let context = Context::new(&cli.global, on_faults)?;
    match &cli.command {
        None => solve::run(&cli.solve, &context),
        Some(Command::Explain(args)) => explain::run(args, &context),
        Some(Command::WhyNot(args)) => why_not::run(args, &context),
        Some(Command::List(args)) => list::run(args, &context),
        Some(Command::Show(args)) => show::run(args, &context),
        Some(Command::Compare(args)) => compare::run(args, &context),
        Some(Command::Remove(args)) => remove::run(args, &context),
        Some(Command::Check(args)) => check::run(args, &context),
        Some(Command::Verify(args)) => verify::run(args, &context),
        Some(Command::Rules(args)) => rules::run(args, &context),
        Some(Command::Estimate(args)) => estimate::run(args, &context),
        Some(Command::Frontier(args)) => frontier::run(args, &context),
        Some(Command::DumpInstance(args)) => dump_instance::run(args, &context),
        Some(Command::Gpus(args)) => gpus::run(args, &context),
        Some(Command::Workloads(args)) => workloads::run(args, &context),
        Some(Command::Validate(args)) => validate::run(args, &context),
        Some(Command::Catalog(args)) => catalog::run(args, &context),
    }
}
