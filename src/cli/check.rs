//! `rigbuild check`: every rule on a build that someone wrote down.

use super::{Context, Exit, print, print_json};
use crate::build::{Build, from_list};
use crate::catalogue::{Document, Fault};
use crate::report::{self, CheckedJson};
use crate::rules::{Check, Setting, Severity, UnknownPolicy, Verdict};
use anyhow::anyhow;
use std::io;
use std::path::Path;

/// Shown under `--help`.
const EXAMPLE: &str = "\
A part list:
  parts:
    - amd-ryzen-5-7600
    - {id: zotac-rtx-3090-trinity, count: 2}
  boxed_cooler: true
  power_limit: 280 W
  open_frame: true
  circuit: 120V/15A
All but `parts` may be left out; rules about a kind of part that is not listed are not judged.

Exit codes: 0 no error, 1 a rule found an error, 2 the list could not be read.";

/// Arguments of `rigbuild check`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Args {
    /// YAML file with a list of parts; - = standard input
    #[arg(value_name = "FILE")]
    build: String,
    /// Also answer no where a fact is missing on which a whole build depends
    #[arg(long)]
    strict: bool,
}

/// Judges the build and prints what the rules say.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let (build, setting) = read(&args.build, context)?;
    let checks = build.checks(&setting);
    if context.json {
        print_json(&CheckedJson::new(&build, &checks))?;
    } else {
        let depth = context.depth();
        let mut page = context.page();
        report::checked(&mut page, &build, &setting, &checks, depth);
        print(&page.finish())?;
    }
    let refused = checks.iter().any(|check| refuses(check, args.strict));
    Ok(if refused { Exit::No } else { Exit::Yes })
}

fn refuses(check: &Check, strict: bool) -> bool {
    match check.verdict {
        Verdict::Fail { severity, .. } => severity == Severity::Error,
        Verdict::Unknown { policy, .. } => strict && policy == UnknownPolicy::Block,
        Verdict::Pass { .. } | Verdict::NotApplicable => false,
    }
}

/// The build that the argument stands for.
fn read<'a>(build: &str, context: &'a Context) -> anyhow::Result<(Build<'a>, Setting)> {
    let document = if build == "-" {
        Document::from_reader("standard input", io::stdin().lock())
    } else {
        Document::open(Path::new(build))
    };
    document
        .and_then(|document| from_list(&document, &context.catalogue))
        .map_err(told)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err wants")]
fn told(fault: Fault) -> anyhow::Error {
    match &fault.help {
        Some(help) => anyhow!("{fault}; {help}"),
        None => anyhow!("{fault}"),
    }
}
