//! `rigbuild dump-instance`: the constraint problem as JSON, for other solvers.

use super::args::SolveArgs;
use super::asked::resolved;
use super::context::{Context, Exit};
use super::progress::Progress;
use crate::solve::{Instance, Thinning};
use anyhow::{Context as _, bail};
use clap::Arg;
use clap::builder::Resettable;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Shown under `--help`.
const NOTES: &str = "\
What is written: every option of every slot with its cost, every compatibility rule as a table
over classes of options, the budget, and the score as tables. Nothing of rigbuild is needed to
read it; the format is described in the documentation of src/solve/instance and read by
tests/cp_sat/solve.py, which answers it with OR-Tools CP-SAT.

Examples:
  rigbuild dump-instance -b 2000 -o instance.json
  rigbuild dump-instance -b 3k --for llm-finetune --reduced | python3 tests/cp_sat/solve.py

Exit codes: 0 it was written, 2 the question could not be answered.";

/// Arguments of `rigbuild dump-instance`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = NOTES,
    mut_arg("top", unused),
    mut_arg("certificate", unused),
    mut_arg("save", unused),
    mut_arg("force", unused)
)]
pub struct Args {
    /// Only the options left after dominance and arc consistency
    #[arg(long)]
    reduced: bool,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    solve: SolveArgs,
}

/// An option of a solve that says nothing here.
fn unused(arg: Arg) -> Arg {
    arg.hide(true).env(Resettable::Reset)
}

/// Writes the problem.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    if args.solve.top != 1 || args.solve.save.is_some() || args.solve.certificate {
        bail!(
            "--top, --save and --certificate mean nothing to `dump-instance`, which writes the problem and solves nothing: leave them out"
        );
    }
    let wishes = args.solve.wishes().context("a budget is needed")?;
    let (purpose, request) = resolved(&args.solve, &wishes, context)?;
    let thinning = if args.reduced {
        Thinning::Reduced
    } else {
        Thinning::Raw
    };
    let progress = Progress::of("writing the rules as tables");
    let instance = Instance::new(&context.catalogue, &request, &purpose.workload, thinning);
    drop(progress);
    let Some(instance) = instance else {
        bail!(
            "--best value is chosen on the frontier and has no such form: expected --best speed or --best cheapest"
        );
    };
    match &args.output {
        Some(file) => {
            let shown = file.display();
            let out = File::create(file).with_context(|| format!("cannot write {shown}"))?;
            write(&instance, out).with_context(|| format!("cannot write {shown}"))?;
        }
        None => write(&instance, io::stdout().lock())?,
    }
    Ok(Exit::Yes)
}

fn write(instance: &Instance, out: impl Write) -> anyhow::Result<()> {
    let mut out = BufWriter::new(out);
    // As an input or output error, so that a reader who leaves is told apart.
    serde_json::to_writer(&mut out, instance).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(())
}
