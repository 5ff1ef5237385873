//! `rigbuild explain`: why each part of the best build, and how far prices can move.

use super::args::SolveArgs;
use super::asked::{asked, not_known_yet, nothing_fits};
use super::vigil::Vigil;
use super::{Context, Exit, print, print_json};
use crate::explain;
use crate::report::{self, AnswerJson, ExplainJson, Question};
use crate::solve::{Guard, Stopped};

/// Shown under `--help`.
const EXAMPLE: &str = "\
Examples:
  rigbuild explain -b 2000                      why each part of the best PC for $2,000
  rigbuild explain -b 3k --for llm-finetune --used no
  rigbuild explain -b 2000 --json | jq '.prices[] | [.offer, .from_cents, .to_cents]'

For every part: what the next cheaper candidate would break or lose, what the next dearer
would add, and the prices between which the best build has the part, exact to the cent.

Exit codes: 0 a build was found, 1 none fits, 2 the question could not be answered, 130 the
solve was ended (--time, Ctrl-C).";

/// Arguments of `rigbuild explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE, mut_arg("save", |arg| arg.hide(true)),
          mut_arg("force", |arg| arg.hide(true)), mut_arg("top", |arg| arg.hide(true)),
          mut_arg("clones", |arg| arg.hide(true)),
          mut_arg("certificate", |arg| arg.hide(true)))]
pub struct Args {
    /// What is asked.
    #[command(flatten)]
    solve: SolveArgs,
}

/// Solves, explains, and prints it.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let (purpose, request) = asked(&args.solve, context)?;
    let catalogue = &context.catalogue;
    let question = Question {
        catalogue,
        request: &request,
        purpose: &purpose,
    };
    let scorer = &purpose.workload;
    let vigil = Vigil::begin("solving", args.solve.time, scorer.is_scored())?;
    let guard = Guard::new(&vigil);
    let explained = match explain::explain(catalogue, &request, scorer, &guard) {
        Ok(Some(explained)) => explained,
        Ok(None) => {
            let why = explain::explain_infeasible_watched(catalogue, &request, scorer, &guard);
            let ran = vigil.ran(guard.stopped());
            drop(vigil);
            return nothing_fits(context, &question, &why, &ran, || {
                AnswerJson::infeasible(&question, &why, &ran)
            });
        }
        Err(Stopped) => {
            let ran = vigil.ran(true);
            drop(vigil);
            return not_known_yet(context, &question, &ran);
        }
    };
    drop(vigil);
    if context.json {
        print_json(&ExplainJson::new(&question, &explained))?;
    } else {
        let mut page = context.page();
        report::explanation(&mut page, &question, &explained);
        print(&page.finish())?;
    }
    Ok(Exit::Yes)
}
