//! `rigbuild why-not PART`: what is against a part.

use super::args::SolveArgs;
use super::asked::{asked, not_known_yet};
use super::vigil::Vigil;
use super::{Context, Exit, print, print_json};
use crate::explain::{self, Finding};
use crate::report::{self, Question, WhyNotJson};
use crate::request::find_part;
use crate::solve::{Guard, Stopped};

/// Shown under `--help`.
const EXAMPLE: &str = "\
Examples:
  rigbuild why-not rtx-4090 -b 2000             any card with this chip
  rigbuild why-not 'corsair rm850e' -b 2k       a part by words that only it has
  rigbuild why-not rtx-5090 -b 6000 --for llm-inference --used no
  rigbuild why-not rtx-3090 -b 2000 --json | jq '.loss, .takeover.at_cents'

The part is forced into the build and the request solved again, so what is said is exact:
the best build with it and what it loses by, or the least budget that admits it, or the
rules and wishes that bar it and what would lift them.

Exit codes: 0 some build within the budget has the part, 1 none has, 2 the question could
not be answered, 130 the solve was ended (--time, Ctrl-C).";

/// Arguments of `rigbuild why-not`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE, mut_arg("save", |arg| arg.hide(true)),
          mut_arg("force", |arg| arg.hide(true)), mut_arg("top", |arg| arg.hide(true)),
          mut_arg("clones", |arg| arg.hide(true)),
          mut_arg("certificate", |arg| arg.hide(true)))]
pub struct Args {
    /// The part, by its id or words that only it has; a chip stands for any card with it
    #[arg(value_name = "PART")]
    part: String,
    /// What is asked.
    #[command(flatten)]
    solve: SolveArgs,
}

/// Answers, and prints it.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let catalogue = &context.catalogue;
    let part = find_part(catalogue, &args.part)?;
    let (purpose, request) = asked(&args.solve, context)?;
    let question = Question {
        catalogue,
        request: &request,
        purpose: &purpose,
    };
    let workload = &purpose.workload;
    let vigil = Vigil::begin("solving", args.solve.time, workload.is_scored())?;
    let guard = Guard::new(&vigil);
    let answer = explain::why_not(catalogue, &request, workload, part, &guard);
    let ran = vigil.ran(guard.stopped());
    drop(vigil);
    let answer = match answer {
        Ok(answer) => answer,
        Err(Stopped) => return not_known_yet(context, &question, &ran),
    };
    if context.json {
        print_json(&WhyNotJson::new(&question, &answer, &ran))?;
    } else {
        let mut page = context.page();
        report::why_not(&mut page, &question, &answer, &ran);
        print(&page.finish())?;
    }
    Ok(match answer.finding {
        _ if ran.ended.is_some() => Exit::Ended,
        Finding::Picked(_) | Finding::Beaten(_) => Exit::Yes,
        Finding::Barred(_) => Exit::No,
    })
}
