//! The root command: solve and report.

use super::args::SolveArgs;
use super::asked::{nothing_fits, nothing_yet, resolved};
use super::context::{Context, Detail, Exit};
use super::output::{complain, print, print_json};
use super::save;
use super::vigil::Vigil;
use crate::build::Build;
use crate::certificate::{Certificate, Refused, certify};
use crate::explain::explain_infeasible_watched;
use crate::report::{self, AnswerJson, Question, visible};
use crate::request::Best;
use crate::solve::{GpuPrices, Guard, Outcome, every_watched, gpu_prices, solve_watched};
use anyhow::{Context as _, bail};

/// Solves, prints the answer, and saves it when asked.
pub(super) fn run(args: &SolveArgs, context: &Context) -> anyhow::Result<Exit> {
    let catalogue = &context.catalogue;
    let keep = save::name(args, context)?;
    let wishes = args.wishes().context("a budget is needed")?;
    if args.save.is_some() && args.for_config.is_some() {
        bail!(
            "--save cannot keep a build for the model of --for-config: a saved build names \
             models of the catalogue; name one with --for, or leave --save out"
        );
    }
    if args.certificate && !context.json {
        bail!("--certificate adds the proof to the JSON document: it needs --json");
    }
    if args.certificate && args.best == Best::Value {
        bail!(
            "--certificate shows that no build scores more or costs less: it needs --best speed \
             or --best cheapest"
        );
    }
    let (purpose, request) = resolved(args, &wishes, context)?;
    let living = args.living.living(catalogue)?;
    let question = Question {
        catalogue,
        request: &request,
        purpose: &purpose,
    };
    let scorer = &purpose.workload;
    let scored = scorer.is_scored();
    let mut vigil = Vigil::begin("solving", args.time, scored)?;
    let guard = Guard::new(&vigil);
    let count = usize::from(args.top);
    let diverse = if args.clones { 1 } else { count };
    let outcome = solve_watched(catalogue, &request, scorer, diverse, &guard);
    let mut ran = vigil.ran(guard.stopped());
    let mut answer = match outcome {
        Outcome::Found(answer) => answer,
        Outcome::Nothing => {
            let why = explain_infeasible_watched(catalogue, &request, scorer, &guard);
            let certificate = proof(args, &question, None, &guard)?;
            let ran = vigil.ran(guard.stopped());
            drop(vigil);
            return nothing_fits(context, &question, &why, &ran, || {
                AnswerJson::infeasible(&question, &why, &ran).certified(certificate)
            });
        }
        Outcome::Unknown(open) => {
            drop(vigil);
            return nothing_yet(context, &question, Some(open), &ran, || {
                AnswerJson::unknown(&question, &ran)
            });
        }
    };
    // They take as long as the answer itself, and `explain` tells them too. At which prices
    // the best value changes is not known.
    let wanted = context.json || context.detail == Detail::Most;
    let prices = if wanted && request.best != Best::Value && ran.ended.is_none() {
        gpu_prices(catalogue, &request, scorer, &answer.pick, &guard).unwrap_or_default()
    } else {
        GpuPrices::default()
    };
    if args.clones && ran.ended.is_none() {
        answer.every =
            every_watched(catalogue, &request, scorer, count, &guard).unwrap_or_default();
    }
    let certificate = match ran.ended {
        None => proof(args, &question, Some(&answer.pick.build), &guard)?,
        Some(_) => None,
    };
    if guard.stopped() {
        ran = vigil.ran(true);
        answer.complete = false;
    }
    vigil.quiet();
    // First, so that a reader who leaves early does not cost the user the saved build.
    let kept = match keep {
        Some(name) => Some(save::save(name, args, &wishes, context, &answer.pick)?),
        None => None,
    };
    drop(vigil);
    if context.json {
        let document = AnswerJson::found(&question, &answer, &prices, &ran, &living);
        print_json(&document.certified(certificate))?;
    } else {
        let depth = context.depth();
        let mut page = context.page();
        report::answer(&mut page, &question, &answer, &prices, &ran, depth, &living);
        print(&page.finish())?;
    }
    if let Some(file) = kept
        && context.detail != Detail::Least
    {
        let text = format!("saved in {}", file.display());
        complain(&format!("{}\n", visible(&text, context.charset())));
    }
    Ok(match ran.ended {
        None => Exit::Yes,
        Some(_) => Exit::Ended,
    })
}

/// The certificate of a pick, where it was asked for; `None` where it was ended before too.
fn proof(
    args: &SolveArgs,
    question: &Question<'_>,
    pick: Option<&Build<'_>>,
    guard: &Guard<'_>,
) -> anyhow::Result<Option<Certificate>> {
    if !args.certificate || guard.stopped() {
        return Ok(None);
    }
    let (catalogue, scorer) = (question.catalogue, &question.purpose.workload);
    match certify(catalogue, question.request, scorer, pick, guard) {
        Ok(certificate) => Ok(Some(certificate)),
        Err(Refused::Ended) => Ok(None),
        Err(refused) => bail!("no certificate: {refused}; leave --certificate out"),
    }
}
